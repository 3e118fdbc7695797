"""Frames around a picture: which pixel each pixel of the frame repeats, and how to get it wrong.

Every function that returns a wrong answer can be called as the exercise is: with a picture, a
padding and a mode, by position or by name.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from cnnkit.checks.spec import Misconception
from cnnkit.checks.symptoms import every_failed

Sides = tuple[int, ...]
"""Left, right, top, bottom."""

Place = Callable[[int, int], int | None]
"""Which of n pixels the place i, before 0 or from n on, repeats; None stands for a zero."""

Answer = Callable[..., Any]

PLACES: dict[str, Place] = {
    "zero": lambda i, n: None,
    "edge": lambda i, n: min(max(i, 0), n - 1),
    "reflect": lambda i, n: -i if i < 0 else 2 * (n - 1) - i,
    "wrap": lambda i, n: i % n,
}


def sides(padding: Any) -> Sides:
    """Return a padding as (left, right, top, bottom)."""
    return tuple(padding) if isinstance(padding, (tuple, list)) else (padding,) * 4


def framed(x: Any, padding: Any, place: Place) -> np.ndarray:
    """Return ``x`` with a frame whose pixels are repeated as ``place`` says."""
    x, (left, right, top, bottom) = np.asarray(x), sides(padding)
    h, width = x.shape
    y = np.zeros((top + h + bottom, left + width + right), x.dtype)
    rows = [i if 0 <= i < h else place(i, h) for i in range(-top, h + bottom)]
    columns = [j if 0 <= j < width else place(j, width) for j in range(-left, width + right)]
    for i, a in enumerate(rows):
        for j, b in enumerate(columns):
            if a is not None and b is not None:
                y[i, j] = x[a, b]
    return y


def reference(x, padding, mode="zero"):
    """Each pixel of the frame repeats none, the nearest, the mirrored, or the opposite pixel."""
    if mode not in PLACES:
        raise ValueError(f"there is no mode {mode!r}")
    return framed(x, padding, PLACES[mode])


def bend(change: Callable[..., Sides]) -> Callable[..., tuple]:
    """Return a bend that changes the four sides of the frame."""
    return lambda x, padding, mode="zero": (x, change(*sides(padding)), mode)


def bend_four(change: Callable[..., Sides]) -> Callable[..., tuple]:
    """Return the same for a padding of four numbers only."""
    return lambda x, padding, mode="zero": (
        x,
        change(*padding) if isinstance(padding, tuple) else padding,
        mode,
    )


def bend_one(change: Callable[[int], Sides]) -> Callable[..., tuple]:
    """Return the same for a padding of one number only."""
    return lambda x, padding, mode="zero": (
        x,
        padding if isinstance(padding, tuple) else change(padding),
        mode,
    )


def other_mode(**change: str) -> Callable[..., tuple]:
    """Return a bend that takes one mode for another."""
    return lambda x, padding, mode="zero": (x, padding, change.get(mode, mode))


def _in_mode(of: str, answer: Callable[[Any, Any], np.ndarray]) -> Answer:
    def wrong(x, padding, mode="zero"):
        return answer(x, padding) if mode == of else reference(x, padding, mode)

    return wrong


def other_place(mode: str, place: Place) -> Answer:
    """Return a wrong answer: in one mode, the frame repeats other pixels."""
    return _in_mode(mode, lambda x, padding: framed(x, padding, place))


def blocks(
    mode: str,
    before: Callable[[int, int], Iterable[int]],
    after: Callable[[int, int], Iterable[int]],
) -> Answer:
    """Return a wrong answer: in one mode, these p of n rows and columns make up the frame."""

    def answer(x, padding):
        x, (left, right, top, bottom) = np.asarray(x), sides(padding)
        h, width = x.shape
        rows = [*before(top, h), *range(h), *after(bottom, h)]
        columns = [*before(left, width), *range(width), *after(right, width)]
        return x[np.ix_(rows, columns)]

    return _in_mode(mode, answer)


def corners(keep: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Answer:
    """Return a wrong answer whose corners differ: ``keep`` sees the answer and where they lie."""

    def wrong(x, padding, mode="zero"):
        left, right, top, bottom = sides(padding)
        y = reference(x, padding, mode)
        rows, columns = np.ones(len(y), bool), np.ones(y.shape[1], bool)
        rows[top : len(y) - bottom] = False
        columns[left : y.shape[1] - right] = False
        return keep(y, np.outer(rows, columns))

    return wrong


def filled(fill: Callable[[np.ndarray], float], mode: str = "zero") -> Answer:
    """Return a wrong answer: in one mode, the frame holds one number."""

    def answer(x, padding):
        inside = framed(np.ones(np.shape(x)), padding, PLACES["zero"])
        full = np.where(inside == 1, reference(x, padding), fill(np.asarray(x)))
        return full.astype(np.asarray(x).dtype)

    return _in_mode(mode, answer)


def frame_only(x, padding, mode="zero"):
    """Keep the frame and lose the picture."""
    left, right, top, bottom = sides(padding)
    y = reference(x, padding, mode)
    y[top : len(y) - bottom, left : y.shape[1] - right] = 0
    return y


def laid(at: Callable[..., tuple[int, int]]) -> Answer:
    """Return a wrong answer: the picture lies at another place of its frame of zeros."""

    def answer(x, padding):
        y = np.zeros_like(reference(x, padding))
        i, j = at(*sides(padding))
        y[i : i + x.shape[0], j : j + x.shape[1]] = x
        return y

    return _in_mode("zero", answer)


def minus_zero(x, padding, mode="zero"):
    """Take the last p rows and columns by ``[-p:]``, which are all of them for p = 0."""
    left, _, top, _ = sides(padding)
    y = reference(x, padding, mode)
    if mode != "wrap":
        return y
    if top == 0:
        y = np.concatenate([y[: len(x)], y])
    return np.concatenate([y[:, : x.shape[1]], y], axis=1) if left == 0 else y


def unknown_gives(what: Callable[[Any, Any], Any]) -> Answer:
    """Return an answer that meets an unknown mode with something else than an error."""

    def wrong(x, padding, mode="zero"):
        return reference(x, padding, mode) if mode in PLACES else what(x, padding)

    return wrong


def has_four(verdict) -> bool:
    """Say whether a case was called with four numbers for the padding."""
    call = verdict.call
    return isinstance(call.kwargs.get("padding", call.args[1:2]), tuple) and any(
        isinstance(argument, tuple) for argument in call.args
    )


def wrong_in_mode(of: str) -> Callable[[list], bool]:
    """Return the symptom "wrong in this mode only, and in more than half of its cases"."""

    def mode(verdict) -> str:
        call = verdict.call
        return call.args[2] if len(call.args) > 2 else call.kwargs.get("mode", "zero")

    def shows(evidence: list) -> bool:
        asked = [verdict for verdict in evidence if mode(verdict) == of]
        failed = [verdict for verdict in evidence if not verdict.passed]
        return all(mode(verdict) == of for verdict in failed) and 2 * len(failed) > len(asked)

    return shows


def wrong_unless_square(evidence: list) -> bool:
    """Say whether at least half of the cases failed whose array is not square, and no others."""

    def square(verdict) -> bool:
        rows, columns = verdict.call.args[0].shape
        return rows == columns

    asked = [verdict for verdict in evidence if not square(verdict)]
    failed = [verdict for verdict in evidence if not verdict.passed]
    return not any(square(verdict) for verdict in failed) and 2 * len(failed) >= len(asked)


def array_mistakes(what: str) -> tuple[Misconception, ...]:
    """Return the mistakes of those whose numbers are right, and who give the wrong kind of array.

    A case that asks for a new array fills what it got, and looks whether the argument changes.
    """
    return (
        Misconception(
            "gives-the-input-back",
            f"Where nothing is to be done you give the {what} itself back. Whoever writes into "
            f"your answer then writes into the {what}: return a copy.",
            symptom=every_failed(
                lambda verdict: bool(verdict.call.observe) and verdict.outcome.kind == "returned"
            ),
        ),
        Misconception(
            "list-instead-of-an-array",
            "You return a list. Return an array of the type that came in: "
            f"`np.array(..., dtype={what[0] if what == 'filter' else 'x'}.dtype)`.",
            symptom=every_failed(
                lambda verdict: (
                    isinstance(verdict.outcome.value, list)
                    or "'list' object" in verdict.outcome.message
                )
            ),
        ),
        Misconception(
            "number-type-not-kept",
            "The numbers are right, but their type has changed: uint8 should stay uint8. Make "
            f"the zeros with the type of the {what}, `dtype=...`.",
            spoils=(lambda y: y.astype(np.float64),),
        ),
    )
