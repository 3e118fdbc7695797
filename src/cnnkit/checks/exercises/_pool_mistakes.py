"""What goes wrong with the numbers in a window, with modes, and with channels and images."""

from collections.abc import Callable
from itertools import chain

import numpy as np

from cnnkit.checks.exercises._pools import MODES, REDUCE, Given, after, bend, pool, windows, wrong
from cnnkit.checks.exercises._sizes import NOT_REFUSED
from cnnkit.checks.spec import Misconception


def _divided_by(count: Callable[[Given], float]) -> Callable[..., np.ndarray]:
    """Return a pooling whose average divides the sum by another number."""

    def imitation(a: Given) -> np.ndarray:
        if a.mode != "avg":
            return pool(a.x, a.k, a.stride, a.mode)
        return pool(a.x, a.k, a.stride, "sum") / count(a)

    return wrong(imitation)


def _instead_of(mode: str, reduce: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a pooling that does something else for one mode."""

    def imitation(a: Given) -> np.ndarray:
        if a.mode != mode:
            return pool(a.x, a.k, a.stride, a.mode)
        seen = windows(a)
        return reduce(seen.reshape(*seen.shape[:4], -1))

    return wrong(imitation)


def _lenient(fallback: str) -> Callable[..., np.ndarray]:
    def answer(x, k, stride=None, mode="max"):
        return pool(x, k, stride, mode if mode in MODES else fallback)

    return answer


def _always(always: str) -> Callable[..., np.ndarray]:
    return lambda x, k, stride=None, mode="max": pool(x, k, stride, always)


def _always_known(always: str) -> Callable[..., np.ndarray]:
    return wrong(lambda a: pool(a.x, a.k, a.stride, always))


def _at_least(least: float, modes: tuple[str, ...] = ("max",)):
    """Return a bend that lets a running maximum start with ``least``."""
    return bend(x=lambda a: np.maximum(a.x, least) if a.mode in modes else a.x)


def _over(axes: tuple[int, ...], keep: bool) -> Callable[..., np.ndarray]:
    """Return a pooling that goes through channels or images, too."""

    def imitation(a: Given) -> np.ndarray:
        y = REDUCE[a.mode](windows(a), axis=(*axes, 4, 5), keepdims=True)[..., 0, 0]
        if keep:
            n, c = a.x.shape[:2]
            return np.broadcast_to(y, (n, c, *a.places))
        return np.squeeze(y, axes)

    return wrong(imitation)


def _kept_in_bytes(a: Given) -> np.ndarray:
    y, kind = pool(a.x, a.k, a.stride, a.mode), np.asarray(a.x).dtype
    return y.astype(np.int64).astype(kind) if kind.kind in "iu" else y


def _summed_in_bytes(a: Given) -> np.ndarray:
    """Add up in the type of the picture, so that it wraps; the average divides afterwards."""
    kind = np.asarray(a.x).dtype
    if kind.kind not in "iu" or a.mode == "max":
        return pool(a.x, a.k, a.stride, a.mode)
    total = windows(a).sum(axis=(4, 5)).astype(np.int64).astype(kind).astype(float)
    return total / (a.sides[0] * a.sides[1]) if a.mode == "avg" else total


def _scrambled(a: Given) -> np.ndarray:
    """Reshape without moving axes: the runs of neighbours in memory are taken for windows."""
    (oh, ow), (kh, kw) = a.places, a.sides
    x = np.asarray(a.x, float)[:, :, : oh * kh, : ow * kw]
    if a.steps != a.sides:
        raise ValueError("cannot reshape array")
    return REDUCE[a.mode](x.reshape(*x.shape[:2], oh, ow, kh * kw), axis=4)


def _axes_in_front(a: Given) -> np.ndarray:
    """Reshape the windows so that their axes come before those of the places."""
    seen = np.ascontiguousarray(windows(a))
    return REDUCE[a.mode](seen.reshape(*seen.shape[:2], *a.sides, *a.places), axis=(2, 3))


def _first_line(axis: int) -> Callable[..., np.ndarray]:
    """Return a pooling whose maximum looks at the first row or column of a window alone."""

    def imitation(a: Given) -> np.ndarray:
        if a.mode != "max":
            return pool(a.x, a.k, a.stride, a.mode)
        return windows(a).take(0, axis=axis).max(axis=4)

    return wrong(imitation)


def _one_axis(axis: int) -> Callable[..., np.ndarray]:
    return wrong(lambda a: REDUCE[a.mode](windows(a), axis=axis))


MODE_MISTAKES = (
    Misconception(
        "maximum-starts-at-zero",
        "Where all numbers of a window are negative, you give 0 (or what your maximum starts "
        "with). Start with −∞, or with the first number of the window.",
        bends=(
            _at_least(0),
            _at_least(-1),
            _at_least(1),
            _at_least(0, ("max", "avg", "sum")),
            bend(
                x=lambda a: np.maximum(np.asarray(a.x, float), -1 / 256) if a.mode == "max" else a.x
            ),
        ),
    ),
    Misconception(
        "mode-ignored",
        "`mode` has no effect. It says which number each window gives: the largest, the mean or "
        "the sum.",
        wrong=tuple(chain.from_iterable((_always(mode), _always_known(mode)) for mode in MODES)),
    ),
    Misconception(
        "modes-mixed-up",
        "The modes have changed places: “avg” is the mean of the window, “sum” its sum, “max” the "
        "largest number.",
        bends=(
            bend(mode=lambda a: {"avg": "sum", "sum": "avg"}.get(a.mode, a.mode)),
            bend(mode=lambda a: {"avg": "sum"}.get(a.mode, a.mode)),
            bend(mode=lambda a: {"sum": "avg"}.get(a.mode, a.mode)),
            bend(mode=lambda a: {"avg": "max", "max": "avg"}.get(a.mode, a.mode)),
            bend(mode=lambda a: {"sum": "max", "max": "sum"}.get(a.mode, a.mode)),
            bend(mode=lambda a: {"max": "avg"}.get(a.mode, a.mode)),
        ),
        wrong=(lambda x, k, stride=None, mode="avg": pool(x, k, stride, mode),),
    ),
    Misconception(
        "average-divides-by-another-number",
        "The average is off by a factor. Divide the sum by the number of pixels in the window, "
        "`KH * KW`: not by one side, not by the stride, not by the size of the picture.",
        wrong=(
            _divided_by(lambda a: a.sides[0]),
            _divided_by(lambda a: a.sides[1]),
            _divided_by(lambda a: 4),
            _divided_by(lambda a: a.sides[0] ** 2),
            _divided_by(lambda a: a.sides[1] ** 2),
            _divided_by(lambda a: a.steps[0] * a.steps[1]),
            _divided_by(lambda a: sum(a.sides)),
            _divided_by(lambda a: a.x.shape[2] * a.x.shape[3]),
            _divided_by(lambda a: a.places[0] * a.places[1]),
            _divided_by(lambda a: (a.sides[0] * a.sides[1]) ** 2),
            _divided_by(lambda a: a.sides[0] * a.sides[1] - 1 or 1),
            _divided_by(lambda a: 9),
        ),
    ),
    Misconception(
        "something-else-than-the-maximum",
        "“max” is the largest number of the window: not the smallest, not the one farthest from 0, "
        "and not the place where it stands (`argmax`).",
        wrong=(
            _instead_of("max", lambda s: s.min(-1)),
            _instead_of("max", lambda s: np.abs(s).max(-1)),
            _instead_of(
                "max",
                lambda s: np.take_along_axis(s, np.abs(s).argmax(-1)[..., None], -1)[..., 0],
            ),
            _instead_of("max", lambda s: s.argmax(-1)),
            _instead_of("max", lambda s: s[..., 0]),
            _instead_of("max", lambda s: s[..., -1]),
            _instead_of("max", lambda s: np.sort(s, -1)[..., -2] if s.shape[-1] > 1 else s[..., 0]),
        ),
    ),
    Misconception(
        "something-else-than-the-mean",
        "“avg” is the mean: the sum of all numbers of the window, divided by how many there are. "
        "It is not the median, and zeros count, too.",
        wrong=(
            _instead_of("avg", lambda s: np.median(s, -1)),
            _instead_of("avg", lambda s: (s.min(-1) + s.max(-1)) / 2),
            _instead_of("avg", lambda s: np.sqrt((s**2).mean(-1))),
            _instead_of("avg", lambda s: np.abs(s).mean(-1)),
            _instead_of("avg", lambda s: s.sum(-1) // s.shape[-1]),
            _instead_of("avg", lambda s: np.trunc(s.mean(-1))),
            _instead_of("avg", lambda s: s[..., :-1].sum(-1) / s.shape[-1]),
        ),
    ),
    Misconception(
        "something-else-than-the-sum",
        "“sum” adds up all numbers of the window, negative ones and all, once each.",
        wrong=(
            _instead_of("sum", lambda s: np.abs(s).sum(-1)),
            _instead_of("sum", lambda s: (s**2).sum(-1)),
            _instead_of("sum", lambda s: np.maximum(s, 0).sum(-1)),
            _instead_of("sum", lambda s: s.sum(-1) * s.shape[-1]),
        ),
    ),
    Misconception(
        "no-error-for-an-unknown-mode",
        "A mode other than “max”, “avg” and “sum” is a slip of the one who calls. Say so: "
        "`raise ValueError(...)`; do not answer as for another mode.",
        wrong=tuple(map(_lenient, MODES)),
        symptom=NOT_REFUSED,
    ),
)

CHANNEL_MISTAKES = (
    Misconception(
        "channels-pooled-together",
        "The window goes through all channels. A pooling window is flat: each channel is pooled by "
        "itself, and C channels stay C channels.",
        wrong=(
            _over((1,), True),
            _over((1,), False),
            wrong(lambda a: REDUCE[a.mode](windows(a), axis=(1, 4, 5))[:, None]),
        ),
    ),
    Misconception(
        "images-pooled-together",
        "The images of the batch are mixed. Each has maps of its own.",
        wrong=(
            _over((0,), True),
            _over((0,), False),
            wrong(lambda a: REDUCE[a.mode](windows(a), axis=(0, 4, 5))[None]),
            _over((0, 1), True),
        ),
    ),
    Misconception(
        "first-channel-only",
        "Only one channel, or only some, have been worked on. `c` runs over all of them.",
        bends=(
            bend(x=lambda a: np.broadcast_to(a.x[:, :1], a.x.shape)),
            bend(x=lambda a: a.x[:, :1]),
        ),
        wrong=(
            after(lambda y: y * (np.arange(y.shape[1]) == 0)[:, None, None]),
            after(lambda y: y * (np.arange(y.shape[1]) < 3)[:, None, None]),
            after(lambda y: y[:, :3]),
            after(lambda y: y[:, -1]),
        ),
    ),
    Misconception(
        "first-image-only",
        "Only one image of the batch has been worked on. `n` runs over all N images.",
        bends=(
            bend(x=lambda a: np.broadcast_to(a.x[:1], a.x.shape)),
            bend(x=lambda a: a.x[:1]),
        ),
        wrong=(
            after(lambda y: y * (np.arange(len(y)) == 0)[:, None, None, None]),
            after(lambda y: y[-1]),
            after(lambda y: y[0]),
            after(lambda y: y[0, 0]),
        ),
    ),
    Misconception(
        "axes-in-another-order",
        "The numbers are right, the order of the axes is not: we asked for N, C, OH, OW.",
        wrong=(
            after(lambda y: y.transpose(0, 2, 3, 1)),
            after(lambda y: y.transpose(1, 0, 2, 3)),
            after(lambda y: y.transpose(2, 3, 0, 1)),
            after(lambda y: y.reshape(len(y), -1)),
            after(np.ravel),
            wrong(lambda a: pool(np.moveaxis(a.x, 1, 3), a.k, a.stride, a.mode)),
        ),
    ),
    Misconception(
        "pixels-scrambled",
        "`reshape` cuts the numbers as they lie in memory: the runs it makes are pieces of a row, "
        "not windows. Part rows and columns, (N, C, OH, k, OW, k), and reduce the two k-axes.",
        wrong=(wrong(_scrambled), wrong(_axes_in_front)),
    ),
    Misconception(
        "reduced-in-one-direction",
        "The window is reduced along one axis only. One window gives one number: go through its "
        "rows *and* its columns.",
        wrong=(
            _one_axis(4),
            _one_axis(5),
            wrong(lambda a: pool(a.x, (a.sides[0], 1), a.steps, a.mode)),
            wrong(lambda a: pool(a.x, (1, a.sides[1]), a.steps, a.mode)),
            _first_line(4),
            _first_line(5),
        ),
        bends=(
            bend(k=lambda a: (a.sides[0], 1), stride=lambda a: (a.steps[0], 1)),
            bend(k=lambda a: (1, a.sides[1]), stride=lambda a: (1, a.steps[1])),
        ),
    ),
    Misconception(
        "whole-picture-pooled",
        "You reduce the whole picture to one number. Cut it into windows: each gives one.",
        wrong=(
            wrong(lambda a: REDUCE[a.mode](np.asarray(a.x, float), axis=(2, 3))),
            wrong(lambda a: REDUCE[a.mode](np.asarray(a.x, float), axis=(2, 3), keepdims=True)),
        ),
    ),
)

TYPE_MISTAKES = (
    Misconception(
        "small-integers-wrap",
        "uint8 numbers are added up in their own type, and the sum starts again after 255. Turn "
        "them into float numbers first.",
        wrong=(wrong(_summed_in_bytes),),
    ),
    Misconception(
        "output-in-the-type-of-the-picture",
        "The output was made with the number type of the picture: fractions are cut off, and sums "
        "start again after 255. Make it with a float type.",
        wrong=(wrong(_kept_in_bytes),),
    ),
    Misconception(
        "pictures-scaled",
        "The picture is divided by 255. Use its numbers as they are.",
        bends=(
            bend(x=lambda a: a.x / 255),
            bend(x=lambda a: a.x / 255 if np.asarray(a.x).dtype.kind in "iu" else a.x),
        ),
    ),
)
