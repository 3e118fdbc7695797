"""Chapter 05: a whole feature map becomes one number."""

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from cnnkit.checks.exercises._conv_symptoms import only_where, raised
from cnnkit.checks.exercises._pool_symptoms import OTHER_ERROR
from cnnkit.checks.exercises._pools import (
    FORBIDDEN,
    MODES,
    REDUCE,
    RESULT_MISTAKES,
    SIGN_LOST,
    pictures,
)
from cnnkit.checks.exercises._sizes import NOT_REFUSED
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, mode="avg"):
    """y[n, c] = max, mean or sum over i, j of x[n, c, i, j]."""
    if mode not in MODES:
        raise ValueError("unknown mode")
    return REDUCE[mode](np.asarray(x, np.float64), axis=(2, 3))


def _given(call: Call) -> tuple[np.ndarray, str]:
    def named(x, mode="avg"):
        return x, mode

    return named(*call.args, **call.kwargs)


def draw(
    shape: tuple[int, int, int, int],
    *mode,
    below: bool = False,
    dtype: DTypeLike = np.float64,
    **named,
):
    """Return a drawing of feature maps of this shape."""
    some = pictures(shape, dtype, below)
    return lambda rng: Call(some(rng), *mode, **named)


def _over(axes: tuple[int, ...], keep: bool = False) -> Callable[..., np.ndarray]:
    def answer(x, mode="avg"):
        reference(x, mode)
        return REDUCE[mode](np.asarray(x, np.float64), axis=axes, keepdims=keep)

    return answer


def _mode(modes: dict[str, str]) -> Callable[..., tuple]:
    return lambda x, mode="avg": (x, modes.get(mode, mode))


def _always(always: str, known: bool) -> Callable[..., np.ndarray]:
    def answer(x, mode="avg"):
        if known:
            reference(x, mode)
        return reference(x, always)

    return answer


def _lenient(fallback: str) -> Callable[..., np.ndarray]:
    return lambda x, mode="avg": reference(x, mode if mode in MODES else fallback)


def _instead_of(mode: str, reduce: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a pooling that does something else for one mode."""

    def answer(x, asked="avg", **named):
        asked = named.get("mode", asked)
        if asked != mode:
            return reference(x, asked)
        return reduce(np.asarray(x, np.float64).reshape(*np.shape(x)[:2], -1))

    return answer


def _divided_by(count: Callable[[tuple[int, ...]], float]) -> Callable[..., np.ndarray]:
    def answer(x, mode="avg"):
        return reference(x, "sum") / count(np.shape(x)) if mode == "avg" else reference(x, mode)

    return answer


def _in_bytes(x, mode="avg"):
    kind = np.asarray(x).dtype
    if kind.kind not in "iu" or mode == "max":
        return reference(x, mode)
    total = reference(x, "sum").astype(np.int64).astype(kind).astype(float)
    return total / (x.shape[2] * x.shape[3]) if mode == "avg" else total


def _kept_in_bytes(x, mode="avg"):
    kind, y = np.asarray(x).dtype, reference(x, mode)
    return y.astype(np.int64).astype(kind) if kind.kind in "iu" else y


def _at_least(least: float) -> Callable[..., tuple]:
    return lambda x, mode="avg": (np.maximum(x, least) if mode == "max" else x, mode)


def _square(side: int) -> Callable[..., tuple]:
    return lambda x, mode="avg": (x[:, :, : x.shape[side], : x.shape[side]], mode)


SIDES, MODE, TYPE = "height and width", "the mode", "the number type"
MANY, UNKNOWN = "the number of images and channels", "a mode that does not exist"

exercise = Exercise(
    name="global_pool",
    chapter="05",
    points=2,
    asks="Reduce every feature map to one number.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("global_pool2d",),
    cases=(
        Case("the average, where no mode is given", MODE, draw((1, 2, 3, 4))),
        Case("the average, by name", MODE, draw((2, 3, 4, 3), mode="avg")),
        Case("the maximum", MODE, draw((2, 3, 3, 5), "max")),
        Case("the sum", MODE, draw((2, 4, 5, 3), "sum")),
        Case("a maximum of negative numbers", "the numbers", draw((2, 2, 3, 4), "max", below=True)),
        Case("a sum of negative numbers", "the numbers", draw((1, 3, 4, 2), "sum", below=True)),
        Case("one channel", MANY, draw((3, 1, 4, 5))),
        Case("one image", MANY, draw((1, 4, 2, 3), "max")),
        Case("five channels, two images", MANY, draw((2, 5, 3, 3))),
        Case("maps of one pixel", SIDES, draw((2, 3, 1, 1))),
        Case("wide maps", SIDES, draw((2, 3, 2, 7))),
        Case("large maps", SIDES, draw((1, 2, 9, 11), "avg")),
        Case("tall maps", SIDES, draw((2, 3, 6, 2), "sum")),
        Case("an average of bytes", TYPE, draw((2, 3, 4, 5), dtype=np.uint8)),
        Case("a sum of bytes", TYPE, draw((1, 2, 3, 4), "sum", dtype=np.uint8)),
        Case("a maximum of bytes", TYPE, draw((1, 2, 3, 4), "max", dtype=np.uint8)),
        Case("32-bit numbers", TYPE, draw((2, 3, 3, 4), dtype=np.float32)),
        Case("the mode “median”", UNKNOWN, draw((2, 3, 3, 4), "median"), raises=ValueError),
        Case("the mode “min”", UNKNOWN, draw((1, 2, 3, 4), mode="min"), raises=ValueError),
    ),
    misconceptions=(
        Misconception(
            "axes-kept",
            "The two pooled axes are still there, with length 1. We asked for the shape (N, C): "
            "no `keepdims`.",
            spoils=(lambda y: y[:, :, None, None], lambda y: y[..., None]),
        ),
        Misconception(
            "wrong-axes",
            "You reduce other axes than height and width. Of the shape (N, C, H, W) these are the "
            "axes 2 and 3; N and C stay.",
            wrong=(
                *map(_over, ((1,), (0,), (1, 2), (0, 1), (1, 3), (0, 2), (0, 3))),
                *map(_over, ((0, 2, 3), (1, 2, 3), (0, 1, 2, 3))),
                _over((1,), True),
                _over((1, 2, 3), True),
            ),
        ),
        Misconception(
            "one-axis-only",
            "You reduce one axis only, so a whole row or column of numbers is left for each map. "
            "Height *and* width go: `axis=(2, 3)`.",
            wrong=(_over((2,)), _over((3,)), _over((3,), True), _over((2,), True)),
        ),
        Misconception(
            "maximum-starts-at-zero",
            "Where all numbers of a map are negative, you give 0 (or what your maximum starts "
            "with). Start with −∞, or with the first number of the map.",
            bends=(_at_least(0), _at_least(-1), _at_least(1), _at_least(-1 / 256)),
        ),
        Misconception(
            "default-mode-wrong",
            "Where no mode is given, the average is asked for.",
            wrong=(
                lambda x, mode="max": reference(x, mode),
                lambda x, mode="sum": reference(x, mode),
            ),
        ),
        Misconception(
            "mode-ignored",
            "`mode` has no effect. It says which number each map gives: the mean, the largest or "
            "the sum.",
            wrong=tuple(_always(mode, known) for mode in MODES for known in (False, True)),
        ),
        Misconception(
            "modes-mixed-up",
            "The modes have changed places: “avg” is the mean of the map, “sum” its sum, “max” "
            "its largest number.",
            bends=(
                _mode({"avg": "sum", "sum": "avg"}),
                _mode({"avg": "sum"}),
                _mode({"sum": "avg"}),
                _mode({"avg": "max", "max": "avg"}),
                _mode({"sum": "max", "max": "sum"}),
                _mode({"max": "avg"}),
                _mode({"max": "sum"}),
            ),
        ),
        Misconception(
            "average-divides-by-another-number",
            "The average is off by a factor. Divide the sum by the number of pixels of a map, "
            "`H * W`.",
            wrong=(
                _divided_by(lambda shape: shape[2]),
                _divided_by(lambda shape: shape[3]),
                _divided_by(lambda shape: shape[2] ** 2),
                _divided_by(lambda shape: shape[3] ** 2),
                _divided_by(lambda shape: shape[1]),
                _divided_by(lambda shape: shape[1] * shape[2] * shape[3]),
                _divided_by(lambda shape: shape[0] * shape[2] * shape[3]),
                _divided_by(lambda shape: shape[2] + shape[3]),
                _divided_by(lambda shape: (shape[2] * shape[3]) ** 2),
                _divided_by(lambda shape: int(np.prod(shape))),
                _divided_by(lambda shape: 4),
            ),
        ),
        Misconception(
            "something-else-than-the-mean",
            "“avg” is the mean of *all* numbers of a map. It is not the median, nor the middle "
            "between the extremes, and nothing is left out.",
            wrong=(
                _instead_of("avg", lambda s: np.median(s, -1)),
                _instead_of("avg", lambda s: (s.min(-1) + s.max(-1)) / 2),
                _instead_of("avg", lambda s: s.sum(-1) // s.shape[-1]),
                _instead_of("avg", lambda s: np.abs(s).mean(-1)),
            ),
        ),
        Misconception(
            "something-else-than-the-maximum",
            "“max” is the largest number of the map: not the smallest, not the one farthest from "
            "0, and not the place where it stands (`argmax`).",
            wrong=(
                _instead_of("max", lambda s: s.min(-1)),
                _instead_of("max", lambda s: np.abs(s).max(-1)),
                _instead_of("max", lambda s: s.argmax(-1)),
                _instead_of("max", lambda s: s[..., 0]),
                _instead_of("max", lambda s: s[..., -1]),
            ),
        ),
        Misconception(
            "something-else-than-the-sum",
            "“sum” adds up all numbers of a map, negative ones and all, once each.",
            wrong=(
                _instead_of("sum", lambda s: np.abs(s).sum(-1)),
                _instead_of("sum", lambda s: (s**2).sum(-1)),
                _instead_of("sum", lambda s: np.maximum(s, 0).sum(-1)),
            ),
        ),
        Misconception(
            "square-maps-assumed",
            "You use one side of the map for both. Height is `x.shape[2]`, width `x.shape[3]`.",
            bends=(_square(2), _square(3)),
        ),
        Misconception(
            "size-of-the-example",
            "You look at a corner of the map, however large it is. All of its pixels count.",
            bends=(
                lambda x, mode="avg": (x[:, :, :7, :7], mode),
                lambda x, mode="avg": (x[:, :, :2, :2], mode),
            ),
        ),
        Misconception(
            "last-row-or-column-lost",
            "A row or a column at the edge is left out. A range does not include its end: "
            "`range(H)` runs from 0 to H − 1.",
            bends=(
                lambda x, mode="avg": (x[:, :, :-1], mode),
                lambda x, mode="avg": (x[..., :-1], mode),
                lambda x, mode="avg": (x[:, :, :-1, :-1], mode),
                lambda x, mode="avg": (x[:, :, 1:, 1:], mode),
            ),
        ),
        Misconception(
            "first-image-only",
            "Only one image of the batch has been worked on. `n` runs over all N images.",
            bends=(
                lambda x, mode="avg": (x[:1], mode),
                lambda x, mode="avg": (np.broadcast_to(x[:1], x.shape), mode),
            ),
            spoils=(
                lambda y: y[0],
                lambda y: y[-1],
                lambda y: y * (np.arange(len(y)) == 0)[:, None],
            ),
        ),
        Misconception(
            "first-channel-only",
            "Only some of the channels have been worked on. `c` runs over all of them.",
            bends=(lambda x, mode="avg": (np.broadcast_to(x[:, :1], x.shape), mode),),
            spoils=(
                lambda y: y[:, 0],
                lambda y: y[:, :3],
                lambda y: y[:, :1],
                lambda y: y * (np.arange(y.shape[1]) == 0),
            ),
        ),
        Misconception(
            "images-and-channels-swapped",
            "Images and channels have changed places: the shape is (N, C).",
            spoils=(lambda y: y.T, np.ravel),
        ),
        Misconception(
            "small-integers-wrap",
            "uint8 numbers are added up in their own type, and the sum starts again after 255. "
            "Turn them into float numbers first.",
            wrong=(_in_bytes,),
        ),
        Misconception(
            "output-in-the-type-of-the-maps",
            "The output was made with the number type of the maps: fractions are cut off, and sums "
            "start again after 255. Make it with a float type.",
            wrong=(_kept_in_bytes,),
        ),
        Misconception(
            "pictures-scaled",
            "The maps are divided by 255. Use their numbers as they are.",
            bends=(
                lambda x, mode="avg": (x / 255, mode),
                lambda x, mode="avg": (x / 255 if x.dtype.kind in "iu" else x, mode),
            ),
        ),
        Misconception(
            "no-error-for-an-unknown-mode",
            "A mode other than “avg”, “max” and “sum” is a slip of the one who calls. Say so: "
            "`raise ValueError(...)`; do not answer as for another mode.",
            wrong=tuple(map(_lenient, MODES)),
            symptom=NOT_REFUSED,
        ),
        SIGN_LOST,
        *RESULT_MISTAKES,
        OTHER_ERROR,
        Misconception(
            "reduced-twice-along-a-lost-axis",
            "After `x.max(axis=2)` there are three axes left, so the width is axis 2 now. Reduce "
            "both at once: `axis=(2, 3)`.",
            symptom=raised("out of bounds", error="AxisError"),
        ),
        Misconception(
            "wrong-average",
            "The other modes are right, the average is not. Divide the sum by `H * W`.",
            symptom=only_where(_given, lambda a: a[1] == "avg"),
        ),
        Misconception(
            "wrong-maximum",
            "The other modes are right, the maximum is not.",
            symptom=only_where(_given, lambda a: a[1] == "max"),
        ),
        Misconception(
            "wrong-sum",
            "The other modes are right, the sum is not.",
            symptom=only_where(_given, lambda a: a[1] == "sum"),
        ),
        Misconception(
            "wrong-for-whole-numbers",
            "Right for float numbers, wrong for whole ones (uint8): their sums start again after "
            "255. Work in float.",
            symptom=only_where(_given, lambda a: a[0].dtype.kind in "iu"),
        ),
    ),
)
