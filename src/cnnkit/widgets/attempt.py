"""Try a student's function on a picture and a filter, and say in words what came of it.

Nothing that goes wrong in there may disturb the page: an error becomes a sentence.
"""

import contextlib
import io
import linecache
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.errors import describe
from cnnkit.functional import correlate2d
from cnnkit.plotting.matrix import number

CLOSE = 1e-4  # of the largest value: as the checks compare


@dataclass(frozen=True)
class Attempt:
    """What came of a call.

    Attributes
    ----------
    values : numpy.ndarray or None
        The numbers, of two axes, float64; None where there are none to show.
    says : str
        What to tell the student.
    agrees : bool
        Whether the numbers are those of the cross-correlation.
    """

    values: np.ndarray | None
    says: str
    agrees: bool


def attempt(function: Callable[..., Any], image: np.ndarray, taps: np.ndarray) -> Attempt:
    """Call ``function(image, taps)`` and compare with the cross-correlation.

    What the function prints is dropped, and it gets copies: it cannot change what is shown.

    Parameters
    ----------
    function : callable
        The student's.
    image : numpy.ndarray
        Of shape (H, W).
    taps : numpy.ndarray
        Of shape (KH, KW).

    Returns
    -------
    Attempt
        The numbers, and a sentence or two.

    Examples
    --------
    >>> attempt(lambda x, w: x / 0, np.ones((3, 3)), np.ones((1, 1))).says
    'Not finite: 9 of the 9 numbers that came back are infinite or no numbers at all.'
    >>> attempt(lambda x, w: None, np.ones((3, 3)), np.ones((1, 1))).says
    'What came back is None. Does the function end with return?'
    """
    begin = time.perf_counter()
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            raw = function(image.copy(), taps.copy())
    except KeyboardInterrupt:
        return Attempt(None, "Stopped before it was done.", False)
    except NotImplementedError:
        return Attempt(None, "Not written yet.", False)
    except Exception as problem:
        return Attempt(None, _in_words(problem, function), False)
    return _compared(raw, correlate2d(image, taps), time.perf_counter() - begin)


def _compared(raw: Any, expected: np.ndarray, seconds: float) -> Attempt:
    if raw is None:
        return Attempt(None, "What came back is None. Does the function end with return?", False)
    try:
        values = np.array(raw, dtype=float)
    except (TypeError, ValueError):
        return Attempt(None, f"What came back is {describe(raw)}, not an array of numbers.", False)
    if values.ndim != 2 or not values.size:
        says = f"What came back has the shape {values.shape}. A picture has rows and columns."
        return Attempt(None, says, False)
    broken = int((~np.isfinite(values)).sum())
    if broken:
        says = (
            f"Not finite: {broken:,} of the {values.size:,} numbers that came back are infinite or "
            "no numbers at all."
        )
        return Attempt(None, says, False)
    if values.shape != expected.shape:
        says = (
            f"It returned {values.shape[0]} × {values.shape[1]} numbers. The window has "
            f"{expected.shape[0]} × {expected.shape[1]} places."
        )
        return Attempt(values, says, False)
    off = np.abs(values - expected)
    if off.max() > CLOSE * max(np.abs(expected).max(), 1e-6):
        i, j = np.unravel_index(off.argmax(), off.shape)
        says = (
            f"Other numbers than in the preview: the largest difference is {number(off.max())}, "
            f"at row {i}, column {j}."
        )
        return Attempt(values, says, False)
    return Attempt(values, f"The same numbers as in the preview, in {seconds:.2f} s.", True)


def _in_words(problem: Exception, function: Callable[..., Any]) -> str:
    """Say which error it was, and at which of the student's own lines."""
    text = f"It stopped with {type(problem).__name__}: {str(problem)[:200] or 'no message'}."
    own = getattr(getattr(function, "__code__", None), "co_filename", None)
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if frame.filename == own and frame.lineno is not None:
            line = linecache.getline(frame.filename, frame.lineno).strip()
            return f"{text} Line {frame.lineno}: {line}" if line else text
    return text
