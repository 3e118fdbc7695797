"""Chapter 05: the maximum over neighbouring channels."""

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from cnnkit.checks.exercises._conv_symptoms import only_where, raised
from cnnkit.checks.exercises._pools import FORBIDDEN, RESULT_MISTAKES, SIGN_LOST, pictures
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def _runs(x: np.ndarray, groups: int) -> np.ndarray:
    """Cut the channels into runs of neighbours: (N, G, C/G, H, W)."""
    n, c, h, width = np.shape(x)
    return np.asarray(x, np.float64).reshape(n, groups, c // groups, h, width)


def reference(x, groups):
    """y[n, g, i, j] = max over the channels c of run g of x[n, c, i, j]."""
    return _runs(x, groups).max(axis=2)


def draw(
    shape: tuple[int, int, int, int],
    groups: int,
    below: bool = False,
    dtype: DTypeLike = np.float64,
):
    """Return a drawing of feature maps, and a number of groups."""
    some = pictures(shape, dtype, below)
    return lambda rng: Call(some(rng), groups)


def _reduced(reduce: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    return lambda x, groups: reduce(_runs(x, groups))


def _dealt_out(x, groups):
    """Return x with its channels in the order in which dealing them out like cards groups them."""
    c = x.shape[1]
    return x[:, np.arange(c).reshape(c // groups, groups).T.ravel()]


def _sliding(x, groups):
    size = x.shape[1] // groups
    view = np.lib.stride_tricks.sliding_window_view(np.asarray(x, float), size, axis=1)
    return view.max(axis=-1)


def _shifted(before: int, after: int) -> Callable[..., np.ndarray]:
    """Return the maximum over runs that begin or end elsewhere; what hangs over is cut off."""

    def answer(x, groups):
        size = x.shape[1] // groups
        parts = [x[:, g * size + before : (g + 1) * size + after] for g in range(groups)]
        return np.stack([np.asarray(part, float).max(axis=1) for part in parts], axis=1)

    return answer


def _shortened(x, groups):
    """Leave out the last channel of each run that has more than one."""
    runs = _runs(x, groups)
    return runs[:, :, : max(runs.shape[2] - 1, 1)].max(axis=2)


def _starting_at(start: Callable[[int, int, int], int]) -> Callable[..., np.ndarray]:
    def answer(x, groups):
        size = x.shape[1] // groups
        parts = [x[:, (at := start(g, groups, size)) : at + size] for g in range(groups)]
        return np.stack([np.asarray(part, float).max(axis=1) for part in parts], axis=1)

    return answer


def _scrambled(x, groups):
    """Reshape as if the batch were not there, or the channels came last."""
    n, c, h, width = x.shape
    return np.asarray(x, float).reshape(n, groups, h, width, c // groups).max(axis=-1)


def _space_first(x, groups):
    n, c, h, width = x.shape
    runs = np.asarray(x, float).reshape(n, h, width, groups, c // groups)
    return runs.max(axis=-1).transpose(0, 3, 1, 2)


def _repeated(x, groups):
    return np.repeat(reference(x, groups), x.shape[1] // groups, axis=1)


GROUPS, SIDES, TYPE = "the number of groups", "height and width", "the number type"

exercise = Exercise(
    name="cross_channel_max",
    chapter="05",
    points=2,
    asks="Cut the channels into runs of neighbours; keep the largest number of each run.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("cross_channel_max_pool",),
    cases=(
        Case("six channels, two groups", GROUPS, draw((1, 6, 3, 4), 2)),
        Case("six channels, three groups", GROUPS, draw((1, 6, 2, 3), 3)),
        Case("one group", GROUPS, draw((2, 4, 3, 2), 1)),
        Case("a group for each channel", GROUPS, draw((1, 3, 2, 4), 3)),
        Case("twelve channels, three groups", GROUPS, draw((2, 12, 2, 3), 3)),
        Case("one channel", GROUPS, draw((2, 1, 3, 4), 1)),
        Case("three images", "the number of images", draw((3, 4, 2, 3), 2)),
        Case("wide maps", SIDES, draw((2, 6, 2, 7), 2)),
        Case("tall maps", SIDES, draw((1, 8, 6, 2), 2)),
        Case("maps of one pixel", SIDES, draw((2, 6, 1, 1), 3)),
        Case("all numbers negative", "the numbers", draw((1, 6, 3, 3), 2, below=True)),
        Case("bytes", TYPE, draw((1, 6, 3, 4), 3, dtype=np.uint8)),
        Case("32-bit numbers", TYPE, draw((2, 6, 3, 2), 2, dtype=np.float32)),
    ),
    misconceptions=(
        Misconception(
            "groups-taken-for-their-size",
            "You make runs of `groups` channels. `groups` is how many runs there are; each has "
            "`C // groups` channels.",
            bends=(lambda x, groups: (x, x.shape[1] // groups),),
        ),
        Misconception(
            "size-of-the-example",
            "Your runs always have the same number of channels. Each has `C // groups` of them.",
            wrong=(
                lambda x, groups: np.maximum(x[:, 0::2], x[:, 1::2]),
                lambda x, groups: reference(x, x.shape[1] // 3),
                lambda x, groups: reference(x, 2),
                lambda x, groups: reference(x, 3),
            ),
        ),
        Misconception(
            "groups-dealt-out-like-cards",
            "The channels are dealt out one by one (`c % groups`, or `x[:, g::groups]`). A group "
            "is a run of neighbours: the first C // groups channels, then the next.",
            bends=(lambda x, groups: (_dealt_out(x, groups), groups),),
        ),
        Misconception(
            "all-channels-in-one",
            "The maximum goes over all channels. Take it over each run by itself: `groups` maps "
            "come out.",
            wrong=(
                lambda x, groups: reference(x, 1),
                lambda x, groups: np.repeat(reference(x, 1), groups, axis=1),
                lambda x, groups: reference(x, 1)[:, 0],
                lambda x, groups: np.repeat(reference(x, 1), x.shape[1], axis=1),
            ),
        ),
        Misconception(
            "runs-overlap",
            "Your runs overlap: they begin at every channel. Each channel belongs to one run; run "
            "g begins at `g * (C // groups)`.",
            wrong=(_sliding, lambda x, groups: _sliding(x, groups)[:, :groups]),
        ),
        Misconception(
            "wrong-start-of-a-run",
            "The runs do not begin where they should. Run g begins at channel `g * (C // groups)`.",
            wrong=(
                _starting_at(lambda g, groups, size: g * groups),
                _starting_at(lambda g, groups, size: g),
                _starting_at(lambda g, groups, size: (groups - 1 - g) * size),
                _starting_at(lambda g, groups, size: 0),
                _shifted(1, 1),
            ),
        ),
        Misconception(
            "run-one-short",
            "A channel of each run is left out, or one too many taken. A slice does not include "
            "its end: `x[:, g * size : (g + 1) * size]`.",
            wrong=(_shifted(0, -1), _shifted(1, 0), _shifted(0, 1), _shortened),
        ),
        Misconception(
            "something-else-than-the-maximum",
            "Keep the largest number of each run: not the mean, the sum or the smallest, not the "
            "one farthest from 0, and not the place where it stands (`argmax`).",
            wrong=(
                _reduced(lambda runs: runs.mean(axis=2)),
                _reduced(lambda runs: runs.sum(axis=2)),
                _reduced(lambda runs: runs.min(axis=2)),
                _reduced(lambda runs: np.abs(runs).max(axis=2)),
                _reduced(lambda runs: runs.argmax(axis=2)),
                _reduced(lambda runs: runs[:, :, 0]),
                _reduced(lambda runs: runs[:, :, -1]),
                _reduced(lambda runs: np.median(runs, axis=2)),
            ),
        ),
        Misconception(
            "maximum-starts-at-zero",
            "Where all numbers are negative, you give 0 (or what your maximum starts with). Start "
            "with −∞, or with the first channel of the run.",
            bends=(
                lambda x, groups: (np.maximum(x, 0), groups),
                lambda x, groups: (np.maximum(x, -1), groups),
                lambda x, groups: (np.maximum(np.asarray(x, float), -1 / 256), groups),
            ),
        ),
        Misconception(
            "pixels-pooled-too",
            "Height and width are pooled, too. Here every pixel stays; only channels are compared.",
            wrong=(
                _reduced(lambda runs: runs.max(axis=(2, 3, 4))),
                _reduced(lambda runs: runs.max(axis=(2, 3, 4), keepdims=True)[:, :, 0]),
                lambda x, groups: np.asarray(x, float).max(axis=(2, 3)),
                _reduced(lambda runs: runs.max(axis=(2, 3))),
                _reduced(lambda runs: runs.max(axis=(2, 4))),
                _reduced(lambda runs: runs.max(axis=3)),
            ),
        ),
        Misconception(
            "wrong-axis",
            "The maximum goes along another axis than that of a run. After "
            "`reshape(N, groups, C // groups, H, W)` it is axis 2.",
            wrong=(
                _reduced(lambda runs: runs.max(axis=1)),
                _reduced(lambda runs: runs.max(axis=4)),
                _reduced(lambda runs: runs.max(axis=0)),
                lambda x, groups: reference(x.swapaxes(0, 1), 1),
            ),
        ),
        Misconception(
            "axis-too-many",
            "The axis of the run is still there, with length 1. We asked for (N, groups, H, W): "
            "no `keepdims`.",
            spoils=(lambda y: y[:, :, None],),
        ),
        Misconception(
            "pixels-scrambled",
            "`reshape` cuts the numbers as they lie in memory, so only *neighbouring* axes may be "
            "parted: (N, C, H, W) to (N, groups, C // groups, H, W).",
            wrong=(
                _scrambled,
                lambda x, groups: _scrambled(x, x.shape[1] // groups),
                _space_first,
                lambda x, groups: (
                    np.asarray(x, float)
                    .reshape(x.shape[1] // groups, x.shape[0], groups, *x.shape[2:])
                    .max(axis=0)
                ),
                lambda x, groups: (
                    np.asarray(x, float)
                    .reshape(groups, x.shape[0], x.shape[1] // groups, *x.shape[2:])
                    .max(axis=2)
                    .swapaxes(0, 1)
                ),
            ),
        ),
        Misconception(
            "written-back-to-every-channel",
            "As many channels come out as went in. Each run gives *one* map: `groups` in all.",
            wrong=(
                _repeated,
                lambda x, groups: np.concatenate(
                    [reference(x, groups), np.zeros((len(x), x.shape[1] - groups, *x.shape[2:]))],
                    axis=1,
                ),
                lambda x, groups: np.where(_repeated(x, groups) == x, x, 0),
            ),
        ),
        Misconception(
            "first-image-only",
            "Only one image of the batch has been worked on. `n` runs over all N images.",
            bends=(
                lambda x, groups: (x[:1], groups),
                lambda x, groups: (np.broadcast_to(x[:1], x.shape), groups),
            ),
            spoils=(
                lambda y: y[0],
                lambda y: y[-1],
                lambda y: y * (np.arange(len(y)) == 0)[:, None, None, None],
            ),
        ),
        Misconception(
            "images-mixed",
            "The images of the batch are compared with each other. Each keeps its own maps.",
            wrong=(
                lambda x, groups: reference(x, groups).max(axis=0),
                lambda x, groups: np.broadcast_to(
                    reference(x, groups).max(axis=0, keepdims=True),
                    (len(x), groups, *x.shape[2:]),
                ),
            ),
        ),
        Misconception(
            "last-group-lost",
            "The last group is missing, or 0. `range(groups)` runs over all of them.",
            spoils=(
                lambda y: y[:, :-1],
                lambda y: y * (np.arange(y.shape[1]) < y.shape[1] - 1)[:, None, None],
                lambda y: y[:, :1],
                lambda y: y * (np.arange(y.shape[1]) == 0)[:, None, None],
            ),
        ),
        Misconception(
            "axes-in-another-order",
            "The numbers are right, the order of the axes is not: we asked for (N, groups, H, W).",
            spoils=(
                lambda y: y.transpose(0, 2, 3, 1),
                lambda y: y.transpose(1, 0, 2, 3),
                lambda y: y.swapaxes(2, 3),
                np.ravel,
            ),
        ),
        Misconception(
            "pictures-scaled",
            "The numbers are divided by 255. Use them as they are.",
            bends=(
                lambda x, groups: (x / 255, groups),
                lambda x, groups: (x / 255 if x.dtype.kind in "iu" else x, groups),
            ),
        ),
        SIGN_LOST,
        *RESULT_MISTAKES,
        Misconception(
            "reshape-does-not-fit",
            "`reshape` needs sizes whose product is the number of elements: N, groups, "
            "C // groups, H and W.",
            symptom=raised("cannot reshape array"),
        ),
        Misconception(
            "infinity-in-a-whole-number",
            "The output was made with the number type of the maps, and a uint8 cannot hold −∞. "
            "Make it with a float type.",
            symptom=raised("infinity to integer", error="OverflowError"),
        ),
        Misconception(
            "wrong-for-several-images",
            "Right for one image, wrong for several.",
            symptom=only_where(lambda call: call.args[0], lambda x: len(x) > 1),
        ),
    ),
)
