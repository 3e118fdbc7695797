"""Where the exercises are found: one file each in :mod:`cnnkit.checks.exercises`."""

import difflib
import functools
import importlib
import pkgutil

from cnnkit.checks import exercises as _folder
from cnnkit.checks.spec import Exercise
from cnnkit.errors import ParameterError


@functools.cache
def _names() -> tuple[str, ...]:
    return tuple(
        sorted(
            found.name for found in pkgutil.iter_modules(_folder.__path__) if found.name[0] != "_"
        )
    )


def exercises(chapter: str | None = None) -> tuple[str, ...]:
    """Return the names of all exercises, or of one chapter's, such as ``"01"``.

    >>> exercises("01")
    ('conv2d_true', 'corr1d', 'corr2d')
    """
    if chapter is None:
        return _names()
    return tuple(name for name in _names() if find(name).chapter == chapter)


@functools.cache
def find(name: str) -> Exercise:
    """Return the spec of one exercise. Raises `ParameterError` for a name that there is not."""
    if name not in _names():
        close = difflib.get_close_matches(str(name), _names(), n=1)
        raise ParameterError(
            "check",
            received=f"the exercise name {name!r}",
            expected="a name from cnnkit.checks.exercises()",
            fix=f"Write {close[0]!r}" if close else "Use the check cell as it was given",
        )
    return importlib.import_module(f"cnnkit.checks.exercises.{name}").exercise
