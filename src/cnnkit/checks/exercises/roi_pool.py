"""Chapter 05: boxes of any size become grids of one size."""

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from cnnkit.checks.exercises._bins import BIN_MISTAKES, pool
from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.exercises._conv_symptoms import only_where, raised
from cnnkit.checks.exercises._pools import FORBIDDEN, RESULT_MISTAKES, SIGN_LOST, pictures
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, boxes, size):
    """y[r, c, i, j] = max over bin (i, j) of box r, in channel c."""
    return pool(x, boxes, size)


def draw(shape: tuple[int, int, int, int], boxes, size, below=False, dtype: DTypeLike = np.float64):
    """Return a drawing of pictures, with these boxes (n, y0, x0, y1, x1) and this grid."""
    some = pictures(shape, dtype, below)
    return lambda rng: Call(some(rng), np.array(boxes), size)


def _drawn(rng: np.random.Generator) -> Call:
    x, boxes = rng.normal(size=(3, 2, 9, 13)), []
    for _ in range(6):
        (y0, y1), (x0, x1) = (np.sort(rng.choice(n + 1, 2, False)) for n in (9, 13))
        boxes.append((rng.integers(3), y0, x0, y1, x1))
    return Call(x, np.array(boxes), (3, 2))


def _reduced(reduce: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    return lambda x, boxes, size: pool(x, boxes, size, reduce=reduce)


def _boxes(change: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Callable[..., tuple]:
    """Return a bend that changes the boxes; it is handed x and a copy of them."""
    return lambda x, boxes, size: (x, change(x, np.array(boxes)), size)


def _columns(*order: int) -> Callable[..., tuple]:
    return _boxes(lambda x, boxes: boxes[:, list(order)])


def _larger(top: int, left: int, bottom: int, right: int) -> tuple[Callable[..., tuple], ...]:
    """Return two bends that move the edges of the boxes, over the edge of the picture or not."""

    def moved(x, boxes):
        return boxes + np.array([0, top, left, bottom, right])

    def clipped(x, boxes):
        return np.minimum(moved(x, boxes), [len(x), *x.shape[2:], *x.shape[2:]])

    return _boxes(moved), _boxes(clipped)


def _square(side: int) -> Callable[..., tuple]:
    """Return a bend that takes one side of the box for both."""

    def change(x, boxes):
        boxes[:, 5 - side - 1] = boxes[:, 2 - side] + boxes[:, 3 + side] - boxes[:, 1 + side]
        return boxes

    return _boxes(change)


def _image(number: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Callable[..., tuple]:
    def change(x, boxes):
        boxes[:, 0] = number(x, boxes)
        if (boxes[:, 0] >= len(x)).any():
            raise IndexError("index out of bounds")
        return boxes

    return _boxes(change)


def _whole(x, boxes):
    boxes[:, 1:] = 0, 0, x.shape[2], x.shape[3]
    return boxes


def _to_the_corner(x, boxes):
    boxes[:, 3:] -= boxes[:, 1:3]
    boxes[:, 1:3] = 0
    return boxes


def _as_height_and_width(x, boxes):
    boxes[:, 3:] += boxes[:, 1:3]
    return boxes


def _as_height_and_width_inside(x, boxes):
    return np.minimum(_as_height_and_width(x, boxes), [len(x), *x.shape[2:], *x.shape[2:]])


def _pixel(at: Callable[[int], int]) -> Callable[..., np.ndarray]:
    """Return a reduction that keeps one pixel."""
    return lambda part, axis: part[:, at(part.shape[1]), at(part.shape[2])]


def _only_channel(x, boxes, size):
    return np.repeat(pool(x[:, :1], boxes, size), x.shape[1], axis=1)


def _over_channels(keep: bool) -> Callable[..., np.ndarray]:
    def answer(x, boxes, size):
        y = pool(x, boxes, size)
        joined = y.max(axis=1, keepdims=True)
        return np.broadcast_to(joined, y.shape) if keep else joined[:, 0]

    return answer


def _at_least(least: float) -> Callable[..., tuple]:
    return lambda x, boxes, size: (np.maximum(np.asarray(x, float), least), boxes, size)


def _sides(call: Call) -> np.ndarray:
    boxes = np.asarray(call.args[1])
    return boxes[:, 3:] - boxes[:, 1:3]


WHERE, GRID, MANY = "where the box lies", "the size of the grid", "the number of boxes"

exercise = Exercise(
    name="roi_pool",
    chapter="05",
    points=3,
    asks="Cut each box into a grid of bins, and keep the largest number of each bin.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("roi_pool2d",),
    cases=(
        Case("a box that divides", WHERE, draw((1, 2, 6, 8), [(0, 0, 0, 4, 6)], (2, 3))),
        Case("a box in the middle", WHERE, draw((1, 2, 8, 9), [(0, 2, 3, 6, 7)], 2)),
        Case("a box at the lower right", WHERE, draw((1, 1, 7, 9), [(0, 3, 5, 7, 9)], 2)),
        Case("the whole picture", WHERE, draw((1, 3, 5, 7), [(0, 0, 0, 5, 7)], 1)),
        Case("a box that does not divide", GRID, draw((1, 2, 8, 9), [(0, 1, 1, 6, 8)], 2)),
        Case("bins that overlap", GRID, draw((1, 2, 9, 9), [(0, 1, 2, 8, 7)], (3, 3))),
        Case("more bins than pixels", GRID, draw((2, 2, 6, 7), [(1, 2, 3, 4, 5)], 3)),
        Case("a box of one pixel", GRID, draw((1, 3, 5, 6), [(0, 3, 4, 4, 5)], (2, 3))),
        Case("a wide grid", GRID, draw((1, 2, 7, 9), [(0, 1, 0, 6, 9)], (2, 5))),
        Case("a tall grid", GRID, draw((1, 2, 9, 7), [(0, 0, 1, 9, 6)], (4, 2))),
        Case(
            "boxes in several images",
            "which image a box belongs to",
            draw((3, 2, 6, 7), [(2, 0, 1, 4, 6), (0, 1, 2, 6, 7), (1, 2, 0, 5, 5)], 2),
        ),
        Case(
            "two boxes in one image",
            MANY,
            draw((2, 1, 6, 8), [(1, 0, 0, 3, 4), (1, 2, 3, 6, 8), (0, 1, 1, 5, 7)], (2, 2)),
        ),
        Case("all numbers negative", "the numbers", draw((1, 2, 5, 6), [(0, 0, 1, 5, 6)], 2, True)),
        Case("boxes that we draw", WHERE, _drawn),
        Case(
            "bytes",
            "the number type",
            draw((1, 2, 6, 7), [(0, 1, 1, 6, 6)], (2, 3), dtype=np.uint8),
        ),
        Case(
            "32-bit numbers",
            "the number type",
            draw((2, 3, 5, 6), [(1, 0, 2, 5, 6)], 2, dtype=np.float32),
        ),
    ),
    misconceptions=(
        Misconception(
            "ends-included",
            "Your boxes reach one row and column too far. Their ends do not belong to them, as in "
            "a slice: `y0:y1`.",
            bends=(*_larger(0, 0, 1, 1), *_larger(0, 0, 1, 0), *_larger(0, 0, 0, 1)),
        ),
        Misconception(
            "ends-one-short",
            "Your boxes end one row and column too early. A slice `y0:y1` leaves y1 out by itself.",
            bends=(*_larger(0, 0, -1, -1), *_larger(1, 1, 0, 0)),
        ),
        Misconception(
            "x-and-y-swapped",
            "Rows and columns of the boxes are mixed up. A box is (n, y0, x0, y1, x1): y counts "
            "rows, x counts columns.",
            bends=(
                _columns(0, 2, 1, 4, 3),
                _columns(0, 1, 3, 2, 4),
                _columns(0, 2, 4, 1, 3),
                _columns(0, 3, 4, 1, 2),
            ),
        ),
        Misconception(
            "read-as-height-and-width",
            "The last two numbers of a box are where it *ends*, not its height and width.",
            bends=(_boxes(_as_height_and_width), _boxes(_as_height_and_width_inside)),
        ),
        Misconception(
            "image-number-ignored",
            "The first number of a box says in which image it lies: `x[n]`.",
            bends=(
                _image(lambda x, boxes: 0 * boxes[:, 0]),
                _image(lambda x, boxes: np.arange(len(boxes))),
                _image(lambda x, boxes: len(x) - 1 + 0 * boxes[:, 0]),
                _image(lambda x, boxes: np.arange(len(boxes)) % len(x)),
            ),
        ),
        Misconception(
            "start-of-the-box-forgotten",
            "The bins are counted from the corner of the picture. They begin where the box begins: "
            "add y0 and x0.",
            bends=(_boxes(_to_the_corner),),
        ),
        Misconception(
            "box-ignored",
            "The whole picture is cut into bins. Only what lies in the box counts.",
            bends=(_boxes(_whole),),
        ),
        *BIN_MISTAKES,
        Misconception(
            "one-pixel-of-each-bin",
            "You keep one pixel of each bin, as when a picture is made smaller. Keep the largest.",
            wrong=(
                _reduced(_pixel(lambda n: 0)),
                _reduced(_pixel(lambda n: n // 2)),
                _reduced(_pixel(lambda n: (n - 1) // 2)),
                _reduced(_pixel(lambda n: n - 1)),
            ),
        ),
        Misconception(
            "something-else-than-the-maximum",
            "Keep the *largest* number of each bin: not the mean, the sum or the smallest.",
            wrong=(
                _reduced(np.mean),
                _reduced(np.sum),
                _reduced(np.min),
                _reduced(lambda part, axis: np.abs(part).max(axis=axis)),
                _reduced(np.median),
            ),
        ),
        Misconception(
            "maximum-starts-at-zero",
            "Where all numbers are negative, you give 0 (or what your maximum starts with). Start "
            "with −∞, or with the first number of the bin.",
            bends=(_at_least(0), _at_least(-1), _at_least(-1 / 256)),
        ),
        Misconception(
            "square-box-assumed",
            "You use one side of the box for both. Its height is y1 − y0, its width x1 − x0. (A "
            "copied line?)",
            bends=(_square(0), _square(1)),
        ),
        Misconception(
            "size-ignored",
            "`size` has no effect. It says how many rows and columns of bins there are.",
            bends=tuple(
                (lambda x, boxes, size, fixed=fixed: (x, boxes, fixed)) for fixed in (1, 2, 3, 7)
            ),
        ),
        Misconception(
            "grid-misread",
            "`size` may be a pair (rows, columns): the first number says how many rows of bins "
            "there are.",
            bends=(
                lambda x, boxes, size: (x, boxes, pair(size)[::-1]),
                lambda x, boxes, size: (x, boxes, pair(size)[0]),
                lambda x, boxes, size: (x, boxes, pair(size)[1]),
            ),
        ),
        Misconception(
            "height-and-width-swapped",
            "Rows and columns of the output have changed places. The order is (R, C, rows, "
            "columns).",
            spoils=(lambda y: y.swapaxes(2, 3),),
        ),
        Misconception(
            "channels-pooled-together",
            "The maximum goes through all channels. Each channel is pooled by itself.",
            wrong=(_over_channels(True), _over_channels(False), _only_channel),
            spoils=(lambda y: y[:, 0], lambda y: y[:, :1]),
        ),
        Misconception(
            "first-box-only",
            "Only one box has been worked on. There is a grid for each of the R boxes.",
            spoils=(
                lambda y: y[0],
                lambda y: y[-1],
                lambda y: y[:1],
                lambda y: y * (np.arange(len(y)) == 0)[:, None, None, None],
                lambda y: y * (np.arange(len(y)) == len(y) - 1)[:, None, None, None],
            ),
        ),
        Misconception(
            "axes-in-another-order",
            "The numbers are right, the order of the axes is not: we asked for (R, C, rows, "
            "columns).",
            spoils=(
                lambda y: y.transpose(1, 0, 2, 3),
                lambda y: y.transpose(0, 2, 3, 1),
                lambda y: y[None],
                lambda y: y.reshape(*y.shape[:2], -1),
            ),
        ),
        SIGN_LOST,
        *RESULT_MISTAKES,
        Misconception(
            "pairs-only",
            "`size` may be one number as well: the grid then has as many rows as columns.",
            symptom=raised("cannot unpack non-iterable int", "object is not iterable", "subscript"),
        ),
        Misconception(
            "pairs-not-read",
            "`size` may be a pair (rows, columns). Ask which: `isinstance(size, tuple)`.",
            symptom=raised("tuple", error="TypeError"),
        ),
        Misconception(
            "empty-bin",
            "A bin is empty. Where a box has fewer pixels than bins, several bins share a pixel: "
            "round their start down and their end up.",
            symptom=raised("zero-size array", "empty sequence", "iterable argument is empty"),
        ),
        Misconception(
            "infinity-in-a-whole-number",
            "The output was made with the number type of the picture, and a uint8 cannot hold −∞. "
            "Make it with a float type.",
            symptom=raised("infinity to integer", error="OverflowError"),
        ),
        Misconception(
            "wrong-for-boxes-that-do-not-divide",
            "Right where the box divides into its bins, wrong where it does not. Bin i of S runs "
            "from floor(i · L / S) to ceil((i + 1) · L / S).",
            symptom=only_where(
                lambda call: call,
                lambda call: bool((_sides(call) % np.array(pair(call.args[2]))).any()),
            ),
        ),
    ),
)
