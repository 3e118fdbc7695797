"""Sliding a window over a picture, with one thing at a time done wrong.

The right way is `slide`. The misconceptions here are shared by the exercises of the first chapters.
"""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.spec import Misconception

WRITE_THE_SUM = "here you write the sliding sum yourself"
BY_HAND = {
    "numpy.convolve": WRITE_THE_SUM,
    "numpy.correlate": WRITE_THE_SUM,
    "scipy": WRITE_THE_SUM,
    "torch": WRITE_THE_SUM,
    "cv2": WRITE_THE_SUM,
    "skimage": WRITE_THE_SUM,
    "cnnkit.functional": WRITE_THE_SUM,
    "cnnkit.layers": WRITE_THE_SUM,
}


def product_sum(window: np.ndarray, w: np.ndarray) -> float:
    """Return the sum of the products of two arrays of one shape."""
    return float((window.astype(np.float64) * w).sum())


def slide(
    x: np.ndarray,
    w: np.ndarray,
    combine: Callable[[np.ndarray, np.ndarray], float] | None = None,
) -> np.ndarray:
    """Return ``combine(window, w)`` for every window of ``x`` that has the shape of ``w``.

    By default the sum of the products, in float64.
    """
    x, w = np.asarray(x), np.asarray(w)
    kh, kw = w.shape
    if combine is None:
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
        return np.einsum("ijuv,uv->ij", windows, w, dtype=np.float64)
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = combine(x[i : i + kh, j : j + kw], w)
    return out


def row(values) -> np.ndarray:
    """Return a signal as a picture of one row, so that `slide` serves in 1-D too."""
    return np.asarray(values)[None, :]


def embedded(part: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return zeros of ``shape`` with ``part`` in the corner where all indices are 0."""
    whole = np.zeros(shape)
    whole[tuple(slice(side) for side in part.shape)] = part
    return whole


def in_the_type_of_the_picture(x, w):
    """Return the arguments with the filter cast to the type of the picture."""
    return x, np.asarray(w).astype(np.asarray(x).dtype)


def remembers_the_filter(reference) -> Callable[[list], bool]:
    """Return the symptom "every case was answered with the filter of the first one"."""

    def shows(evidence: list) -> bool:
        first = evidence[0].call.args[1]
        failed = [verdict for verdict in evidence if not verdict.passed]
        hits = 0
        for verdict in failed:
            x = verdict.call.args[0]
            if all(a >= b for a, b in zip(x.shape, first.shape, strict=True)):
                hits += np.array_equal(
                    np.shape(verdict.outcome.value), np.shape(reference(x, first))
                ) and np.allclose(verdict.outcome.value, reference(x, first))
        return hits > 1

    return shows


SHIFTED = Misconception(
    "window-starts-one-early",
    "Your windows start one place too early: index −1 silently reads from the other end.",
    bends=(lambda x, w: (np.roll(x, (1,) * x.ndim, tuple(range(x.ndim))), w),),
)
TAPS_SHIFTED = Misconception(
    "taps-one-off",
    "The taps are read one place off, and index −1 reads the last one first.",
    bends=(
        lambda x, w: (x, np.roll(w, (1,) * w.ndim, tuple(range(w.ndim)))),
        lambda x, w: (x, np.roll(w, (-1,) * w.ndim, tuple(range(w.ndim)))),
    ),
)
SIGNED_BYTES = Misconception(
    "input-cast-to-small-integers",
    "The input was cast to int8 (or uint8), which cannot hold it. Cast to a float type.",
    bends=(
        lambda x, w: (x.astype(np.int64).astype(np.int8), w),
        lambda x, w: (x.astype(np.int64).astype(np.uint8), w),
        lambda x, w: (x.astype(np.int64), w),
    ),
)


def _stretched(y):
    return (y - y.min()) / (np.ptp(y) or 1)


OUTPUT_MISTAKES = (
    Misconception(
        "stretched-for-display",
        "The values are stretched to a range such as 0 to 1. Do that when you show them.",
        spoils=(
            _stretched,
            lambda y: 255 * _stretched(y),
            lambda y: y / (np.abs(y).max() or 1),
            lambda y: _stretched(y) if np.ptp(y) else y,
        ),
    ),
    Misconception(
        "negatives-lost",
        "Negative numbers have lost their sign or become 0. Sums may be negative.",
        spoils=(np.abs, lambda y: np.maximum(y, 0), lambda y: np.clip(y, 0, 255)),
    ),
    Misconception(
        "squashed",
        "The sums are sent through a squashing function (or a ReLU). That comes later: return the "
        "sums themselves.",
        spoils=(lambda y: 1 / (1 + np.exp(-y)), np.tanh),
    ),
    Misconception("sign-changed", "Every sign is turned.", spoils=(np.negative,)),
    Misconception(
        "rounded",
        "The numbers are rounded. Round when you print, not when you compute.",
        spoils=tuple(lambda y, digits=digits: np.round(y, digits) for digits in (2, 1, 0)),
    ),
    Misconception(
        "integer-output",
        "The output holds whole numbers only: fractions are cut off. Make it with a float type.",
        spoils=(np.trunc,),
    ),
    Misconception(
        "axis-lost",
        "An axis of length 1 has disappeared (`np.squeeze` does that). It belongs to the shape.",
        spoils=(np.squeeze,),
    ),
)
"""What can go wrong with any output, however it was computed."""
