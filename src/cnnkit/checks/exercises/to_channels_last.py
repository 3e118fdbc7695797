"""Chapter 04: the same numbers, with the channels as the last axis."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import FORBIDDEN
from cnnkit.checks.exercises._conv_symptoms import raised
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x):
    """y[n, i, j, c] = x[n, c, i, j]."""
    return np.array(np.moveaxis(np.asarray(x), 1, -1))


def draw(*shape: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of images (N, C, H, W)."""

    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(100, 256, shape).astype(dtype))
        return Call(rng.normal(size=shape).astype(dtype))

    return drawn


def _in_order(*axes: int) -> Callable[[np.ndarray], np.ndarray]:
    return lambda x: np.transpose(x, axes)


def _cut_as(*axes: int) -> Callable[[np.ndarray], np.ndarray]:
    return lambda x: np.reshape(x, [x.shape[axis] for axis in axes])


def _moved_and_cut(x):
    n, c, h, w = x.shape
    return x.swapaxes(1, 3).reshape(n, h, w, c)


def _three_channels(x):
    if x.shape[1] < 3:
        raise IndexError("the index is out of bounds")
    return reference(x)[..., :3]


def _square(x):
    if x.shape[2] > x.shape[3]:
        raise IndexError("the index is out of bounds")
    return reference(x)[:, :, : x.shape[2]]


SIDES = "height and width"

exercise = Exercise(
    name="to_channels_last",
    chapter="04",
    points=1,
    asks="Bring the channels to the end: (N, C, H, W) becomes (N, H, W, C).",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.to_channels_last",),
    cases=(
        Case("one colour image", "the number of images", draw(1, 3, 2, 4)),
        Case("several images", "the number of images", draw(2, 3, 4, 5)),
        Case("a square image", SIDES, draw(1, 3, 4, 4)),
        Case("a tall image", SIDES, draw(2, 2, 5, 3)),
        Case("one channel", "the number of channels", draw(2, 1, 3, 4)),
        Case("many channels", "the number of channels", draw(1, 7, 3, 2)),
        Case("whole numbers 0 to 255", "the number type", draw(1, 3, 3, 2, dtype=np.uint8)),
    ),
    misconceptions=(
        Misconception(
            "reshaped-instead-of-moved",
            "`reshape` keeps the order in memory and only cuts it into other pieces: the shape is "
            "right, the picture is scrambled. Axes must *move*: `transpose` or `np.moveaxis`.",
            wrong=(
                _cut_as(0, 2, 3, 1),
                _moved_and_cut,
                _cut_as(0, 3, 2, 1),
                _cut_as(0, 3, 1, 2),
                lambda x: x.reshape(x.shape[1], -1).T.reshape(len(x), *x.shape[2:], x.shape[1]),
            ),
        ),
        Misconception(
            "height-and-width-swapped",
            "The channels are at the end, but rows and columns have changed places: every picture "
            "lies on its side. `swapaxes` exchanges two axes; H and W must keep their order.",
            wrong=(_in_order(0, 3, 2, 1),),
        ),
        Misconception(
            "the-other-way-round",
            "This is the way back, from channels last to channels first. `transpose` lists, for "
            "each axis of the *result*, where it comes from.",
            wrong=(_in_order(0, 3, 1, 2),),
        ),
        Misconception(
            "images-moved-too",
            "The axis of the images has moved. N stays first.",
            wrong=(
                np.transpose,
                _in_order(2, 3, 1, 0),
                _in_order(1, 2, 3, 0),
                _in_order(2, 3, 0, 1),
                _in_order(1, 0, 2, 3),
                _in_order(3, 2, 0, 1),
                _in_order(2, 0, 3, 1),
            ),
        ),
        Misconception(
            "wrong-axes-exchanged",
            "Two axes have changed places, but the channels are not at the end. Which number in "
            "the shape of your result is C?",
            wrong=(_in_order(0, 2, 1, 3), _in_order(0, 1, 3, 2)),
        ),
        Misconception(
            "nothing-moved",
            "The array comes back as it was. `transpose` returns a new array; it does not change "
            "the one that it is called on.",
            wrong=(np.array,),
        ),
        Misconception(
            "first-image-only",
            "One image only comes back. There are N of them.",
            wrong=(
                lambda x: reference(x)[:1],
                lambda x: reference(x)[0],
                lambda x: np.broadcast_to(reference(x)[:1], reference(x).shape),
            ),
        ),
        Misconception(
            "three-channels-assumed",
            "You move three channels. There are `x.shape[1]` of them.",
            wrong=(lambda x: reference(x)[..., :3], _three_channels),
        ),
        Misconception(
            "square-picture-assumed",
            "You use one side of the picture for both. Height is `x.shape[2]`, width `x.shape[3]`.",
            wrong=(_square, lambda x: reference(x)[:, : x.shape[3]]),
        ),
        Misconception(
            "axis-of-the-images-forgotten",
            "You list three axes, and there are four: N comes first, also where there is one image "
            "only.",
            symptom=raised("axes don't match", "not enough values to unpack", "too many values"),
        ),
        Misconception(
            "channels-reversed",
            "The channels come in reverse order. Channel 0 stays channel 0.",
            wrong=(lambda x: reference(x)[..., ::-1],),
        ),
        Misconception(
            "pictures-flipped",
            "The pictures stand on their heads or are mirrored. Only the order of the axes "
            "changes.",
            wrong=(lambda x: reference(x)[:, ::-1], lambda x: reference(x)[:, :, ::-1]),
        ),
        Misconception(
            "channels-averaged",
            "The channels are added up or averaged. All of them are kept.",
            wrong=(
                lambda x: x.mean(axis=1),
                lambda x: x.mean(axis=1)[..., None],
                lambda x: x.sum(axis=1),
            ),
        ),
        Misconception(
            "axis-lost",
            "An axis of length 1 has disappeared (`np.squeeze` does that). It belongs to the "
            "shape.",
            wrong=(lambda x: np.squeeze(reference(x)),),
        ),
        Misconception(
            "result-flattened",
            "Axes have been joined. The result has four: N, H, W, C.",
            wrong=(
                lambda x: reference(x).reshape(len(x), -1),
                lambda x: reference(x).ravel(),
                lambda x: reference(x).reshape(len(x), -1, x.shape[1]),
                lambda x: reference(x).reshape(-1, x.shape[1]),
            ),
        ),
        Misconception(
            "numbers-changed",
            "The numbers have changed: they were scaled, or cast to another type. Only their "
            "places change.",
            wrong=(
                lambda x: reference(x) / 255,
                lambda x: reference(x).astype(np.int64),
                lambda x: reference(x).astype(np.int64).astype(np.uint8),
                lambda x: reference(x).astype(np.int64).astype(np.int8),
            ),
        ),
    ),
)
