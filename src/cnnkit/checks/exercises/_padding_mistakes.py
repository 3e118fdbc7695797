"""What goes wrong with a frame of zeros around the picture, before the window slides."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._steps import (
    Given,
    answer,
    bend,
    margins,
    sliced,
    steps,
    with_places,
)
from cnnkit.checks.spec import Misconception


def _around(change: Callable[[int, int], tuple[int, ...]]) -> Callable[..., tuple]:
    """Return a bend that lays other margins of zeros around the picture."""
    return bend(lambda a: (margins(a.x, *change(*a.p)), a.w, a.stride, 0))


def _filled(**options) -> Callable[..., tuple]:
    """Return a bend that lays something else than zeros around the picture."""

    def change(a: Given) -> tuple:
        (ph, pw), x = a.p, np.asarray(a.x, float)
        return np.pad(x, ((ph, ph), (pw, pw)), **options), a.w, a.stride, 0

    return bend(change)


def _mean_around(a: Given) -> tuple:
    inside = margins(np.ones(a.x.shape), a.p[0], a.p[0], a.p[1], a.p[1])
    return np.where(inside == 1, a.framed, np.mean(a.x)), a.w, a.stride, 0


def _early(a: Given, x: np.ndarray, *, clip: bool) -> np.ndarray:
    """Start each window a padding early, with or without help for negative indices."""
    out = np.zeros(a.places)
    for i, j in np.ndindex(*a.places):
        top, left = i * a.s[0] - a.p[0], j * a.s[1] - a.p[1]
        if clip:
            top, left = max(top, 0), max(left, 0)
        seen = x[top : top + a.w.shape[0], left : left + a.w.shape[1]].astype(float)
        out[i, j] = (seen * a.w).sum()
    return out


PADDING_MISTAKES = (
    Misconception(
        "padding-ignored",
        "`padding` has no effect. Put that many zeros before the first and after the last row and "
        "column; then slide over the larger picture.",
        bends=(bend(lambda a: (a.x, a.w, a.stride, 0)),),
    ),
    Misconception(
        "padded-on-one-side",
        "The frame is there on one side only, among the pixels or in the formula of the size. It "
        "goes before *and* after: `2 * padding`.",
        bends=(
            _around(lambda rows, columns: (rows, 0, columns, 0)),
            _around(lambda rows, columns: (0, rows, 0, columns)),
            _around(lambda rows, columns: (2 * rows, 0, 2 * columns, 0)),
            _around(lambda rows, columns: (0, 2 * rows, 0, 2 * columns)),
        ),
    ),
    Misconception(
        "padded-in-one-direction",
        "The frame is there in one direction only: rows above and below, *and* columns to the left "
        "and right.",
        bends=(
            _around(lambda rows, columns: (rows, rows, 0, 0)),
            _around(lambda rows, columns: (0, 0, columns, columns)),
        ),
    ),
    Misconception(
        "padding-pair-misread",
        "A padding of two numbers is (rows, columns): the first goes above and below.",
        bends=(
            _around(lambda rows, columns: (columns, columns, rows, rows)),
            _around(lambda rows, columns: (rows, rows, rows, rows)),
            _around(lambda rows, columns: (columns, columns, columns, columns)),
            _around(lambda before, after: (before, after, before, after)),
        ),
    ),
    Misconception(
        "padding-twice",
        "The frame is too wide, or always the same. `padding` zeros go on each side.",
        bends=(
            _around(lambda rows, columns: (2 * rows, 2 * rows, 2 * columns, 2 * columns)),
            _around(lambda rows, columns: (1, 1, 1, 1)),
        ),
    ),
    Misconception(
        "frame-not-of-zeros",
        "The frame does not hold zeros. Pad with the mode zero.",
        bends=(
            _filled(mode="edge"),
            _filled(mode="wrap"),
            _filled(mode="symmetric"),
            _filled(mode="reflect"),
            _filled(constant_values=1),
            _filled(constant_values=-1),
            bend(_mean_around),
        ),
    ),
    Misconception(
        "padding-lost-in-the-size",
        "The picture is padded, but the size of the output is that without padding. Take the sides "
        "of the padded picture.",
        bends=(_around(lambda rows, columns: (rows, -rows, columns, -columns)),),
        wrong=(with_places(lambda n, k, s, p: (n - k) // s + 1),),
    ),
    Misconception(
        "padding-once-in-the-size",
        "The size of the output counts the padding once. It lies on both sides: `2 * padding`.",
        wrong=(with_places(lambda n, k, s, p: (n + p - k) // s + 1),),
    ),
    Misconception(
        "slices-the-picture-without-padding",
        "You have padded a copy, but the windows are cut out of the picture without padding. Which "
        "array have you padded? Which do you slice?",
        wrong=(answer(lambda a: sliced(a, np.asarray(a.x), a.places, a.s)),),
    ),
    Misconception(
        "padding-subtracted-from-the-start",
        "The window starts at `i * stride - padding`. That counts in the picture *without* its "
        "frame; in the padded one the first window starts at 0.",
        wrong=(
            answer(lambda a: _early(a, a.framed, clip=True)),
            answer(lambda a: _early(a, a.framed, clip=False)),
            answer(lambda a: _early(a, np.asarray(a.x), clip=True)),
            answer(lambda a: _early(a, np.asarray(a.x), clip=False)),
        ),
    ),
    Misconception(
        "result-padded",
        "The zeros lie around the result. They go around the *picture*, before the window slides.",
        wrong=(
            answer(
                lambda a: margins(steps(a.x, a.w), a.p[0], a.p[0], a.p[1], a.p[1])[
                    :: a.s[0], :: a.s[1]
                ]
            ),
            answer(lambda a: margins(steps(a.x, a.w, a.stride), a.p[0], a.p[0], a.p[1], a.p[1])),
        ),
    ),
    Misconception(
        "padding-cut-off-again",
        "The frame is cut off again at the end. What the window found there belongs to the answer.",
        wrong=(
            answer(
                lambda a: margins(
                    steps(a.x, a.w, a.stride, a.padding), -a.p[0], -a.p[0], -a.p[1], -a.p[1]
                )
            ),
        ),
    ),
)
