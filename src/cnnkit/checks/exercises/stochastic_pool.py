"""Chapter 05: one number drawn from each window, judged by what is drawn and how often."""

from typing import Any

import numpy as np

from cnnkit.checks.compare import describe, shape_of
from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.exercises._conv_symptoms import only_where, raised
from cnnkit.checks.exercises._draws import (
    LEFT_OVER,
    ONE_FOR_ALL,
    OTHER_WINDOWS,
    cut,
    fits,
    tied,
    wrong_chances,
)
from cnnkit.checks.exercises._pools import FORBIDDEN
from cnnkit.checks.recipes import Rng
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import some_failed

RETURNS_NOTHING = Misconception(
    "returns-nothing", "The function ends without `return`, so it gives None. Hand the result back."
)
MORE_THAN_ASKED = Misconception(
    "returns-more-than-asked", "Return the drawn numbers alone, one array."
)
ZERO_WINDOW = Misconception(
    "window-of-zeros-divides-by-zero",
    "A window of zeros has the sum 0, and you divide by it. Ask first; such a window gives 0.",
    symptom=only_where(lambda call: cut(*call.args[:2]), lambda w: not w.any(-1).all()),
)
ZERO_WINDOW_OTHER = Misconception(
    "window-of-zeros-gives-something",
    "A window of zeros gives another number than 0.",
)
ZERO_DRAWN = Misconception(
    "zero-drawn",
    "A 0 is drawn from a window that holds larger numbers. Its chance is 0 / sum = 0.",
    symptom=some_failed(lambda verdict: verdict.says == ZERO_DRAWN.hint),
)
SWAPPED = Misconception(
    "height-and-width-swapped",
    "Rows and columns of the output have changed places. The order is N, C, OH, OW.",
)
OTHER_ORDER = Misconception(
    "axes-in-another-order", "The order of the axes is another one: we asked for N, C, OH, OW."
)
OTHER_SHAPE = Misconception(
    "right-values-wrong-shape", "The numbers are right, in another shape. We asked for four axes."
)
EXPECTED_VALUE = Misconception(
    "expected-value-instead-of-a-draw",
    "You return what comes out *on average*, the sum of value times chance. Draw one of the values "
    "instead.",
)
AVERAGE = Misconception(
    "average-or-sum-instead-of-a-draw",
    "You return the mean or the sum of each window. Draw one of its numbers.",
)
INDEX = Misconception(
    "index-instead-of-the-value",
    "You return which place of the window was drawn. Return the value that stands there.",
)
CHANCE = Misconception(
    "chance-instead-of-the-value",
    "You draw from the probabilities. They say how likely each value is; return the value.",
)
ROUNDED = Misconception(
    "integer-output", "The numbers are cut off to whole ones: make the output with a float type."
)
NOT_OF_THE_WINDOW = Misconception(
    "not-of-the-window", "Some numbers do not stand in their window. Return one of its values."
)
UNUSED = Misconception(
    "rng-not-used",
    "The chance does not come from `rng`: it is as it was before. Draw with `rng.random(...)` or "
    "`rng.choice(...)`, not with `np.random` or a generator of your own.",
)
NOT_REPEATABLE = Misconception(
    "same-state-another-answer",
    "Two calls with generators in the same state give different answers. All chance must come from "
    "`rng`.",
)


def _unreadable(call: Call, value: Any) -> Misconception | str | None:
    """Return what keeps an answer from being an array of the right size, or None."""
    if value is None:
        return RETURNS_NOTHING
    if isinstance(value, tuple):
        return MORE_THAN_ASKED
    if shape_of(value) is None or np.asarray(value).dtype.kind not in "biuf":
        return f"we expected an array of numbers, and got {describe(value)}"
    windows, y = cut(*call.args[:2]), np.asarray(value, np.float64)
    expected = windows.shape[:-1]
    if y.shape == expected:
        return None
    if y.ndim == 4:
        if fits(y.swapaxes(2, 3), windows):
            return SWAPPED
        if any(fits(y.transpose(order), windows) for order in ((0, 3, 1, 2), (1, 0, 2, 3))):
            return OTHER_ORDER
    if y.size == np.prod(expected) and fits(y.reshape(expected), windows):
        return OTHER_SHAPE
    return f"the shape is {y.shape}, and should be {expected}"


def _flaw(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with the numbers, apart from how often they come, or None."""
    x, k = call.args[:2]
    windows, flaw = cut(x, k), _unreadable(call, value)
    if isinstance(flaw, Misconception):
        return flaw
    if flaw is None and fits(np.asarray(value, np.float64), windows):
        return None
    y = np.asarray(value, np.float64)
    if np.ptp(pair(k)) or flaw or not windows.any(-1).all():
        for mistake, other in OTHER_WINDOWS:
            if fits(y, other(np.asarray(x, np.float64), k)):
                return mistake
    return flaw or _wrong_numbers(y, np.asarray(x, np.float64), k)


def _wrong_numbers(y: np.ndarray, x: np.ndarray, k: Any) -> Misconception | str:
    """Return what numbers these are, which do not stand in their windows."""
    windows = cut(x, k)
    total, empty = windows.sum(-1), ~windows.any(-1)
    if not np.isfinite(y[empty]).all():
        return ZERO_WINDOW
    if np.abs(y[empty]).any() and fits(np.where(empty, 0, y), windows):
        return ZERO_WINDOW_OTHER
    chances = windows / np.where(empty, 1, total)[..., None]
    if np.allclose(y, (windows * chances).sum(-1)):
        return EXPECTED_VALUE
    if np.allclose(y, total) or np.allclose(y, windows.mean(-1)):
        return AVERAGE
    near = np.isclose(windows, y[..., None], rtol=1e-5, atol=1e-7).any(-1)
    if near.all():
        return ZERO_DRAWN.hint
    if (near | (y == 0)).all() and (y == 0).mean() > 0.5:
        return LEFT_OVER
    if fits(y, chances):
        return CHANCE
    if (y == np.trunc(y)).all() and (y >= 0).all() and (y < windows.shape[-1]).all():
        return INDEX
    if np.isclose(np.trunc(windows), y[..., None]).any(-1).all():
        return ROUNDED
    for mistake, other in OTHER_WINDOWS:
        if fits(y, other(x, k)):
            return mistake
    return NOT_OF_THE_WINDOW


def judge(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with one draw from each window, or None."""
    return _flaw(call, value["value"])


def judge_chances(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with how often each number is drawn, or None."""
    flaw = _flaw(call, value["value"])
    if flaw is not None:
        return flaw
    windows, y = cut(*call.args[:2]), np.asarray(value["value"], np.float64)
    one_kind = len(np.unique(windows.reshape(-1, windows.shape[-1]), axis=0)) == 1
    together = tied(windows, y) if one_kind else None
    wrong = wrong_chances(windows, y)
    rng, after = call.args[2], value["observed"][0]
    unused = after == Rng.state_of(rng)
    if wrong is not None and together is None:
        rng.random()
        return ONE_FOR_ALL if after == Rng.state_of(rng) else wrong
    return UNUSED if unused else together


def judge_again(call: Call, value: Any) -> Misconception | str | None:
    """Return whether two calls with the same state of chance differ."""
    first, second = value
    flaw = _flaw(call, first["value"]) or _flaw(call, second["value"])
    if flaw is not None:
        return flaw
    if np.array_equal(first["value"], second["value"]):
        return None
    return UNUSED if first["observed"][0] == Rng.state_of(call.args[2]) else NOT_REPEATABLE


def _seed(rng: np.random.Generator) -> Rng:
    return Rng(int(rng.integers(2**31)))


def single(shape: tuple[int, int, int, int], k: Any, dtype: type[np.generic] = np.float64):
    """Return a drawing of pictures in which most windows hold one number, and some nothing."""

    def draw(rng: np.random.Generator) -> Call:
        x = np.zeros(shape)
        (kh, kw), (n, c, h, width) = pair(k), shape
        for at in np.ndindex(n, c, -(-h // kh), -(-width // kw)):
            row, column = at[2] * kh + rng.integers(kh), at[3] * kw + rng.integers(kw)
            if rng.random() < 0.8 and row < h and column < width:
                x[at[0], at[1], row, column] = rng.integers(1, 250) + 0.5
        return Call(x.astype(dtype), k, _seed(rng)).observing(2)

    return draw


def several(shape: tuple[int, int, int, int], k: Any, dtype: type[np.generic] = np.float64):
    """Return a drawing of pictures of positive numbers."""
    return lambda rng: Call((rng.random(shape) * 9 + 0.1).astype(dtype), k, _seed(rng)).observing(2)


def repeated(
    k: tuple[int, int],
    *kinds: tuple[float, ...],
    places: tuple[int, int, int, int] = (2, 3, 20, 30),
    dtype: type[np.generic] = np.float64,
):
    """Return a drawing of pictures made of a few windows, in turn, each with its numbers mixed."""

    def draw(rng: np.random.Generator) -> Call:
        parts = [rng.permutation(kind) for kind in kinds]
        n, c, oh, ow = places
        which = np.add.outer(np.arange(oh), np.arange(ow)) % len(parts)
        windows = np.array(parts)[which].reshape(oh, ow, *k)
        picture = windows.swapaxes(1, 2).reshape(oh * k[0], ow * k[1])  # rows next to their rows
        x = np.broadcast_to(picture, (n, c, *picture.shape)).astype(dtype)
        side = k[0] if k[0] == k[1] else k
        return Call(x.copy(), side, _seed(rng)).observing(2)

    return draw


def _zeros(rng: np.random.Generator) -> Call:
    return Call(np.zeros((2, 1, 4, 6)), 2, _seed(rng)).observing(2)


def _again(rng: np.random.Generator) -> Call:
    return several((2, 3, 8, 12), 2)(rng).twice()


SIDES, NUMBERS, CHANCES = "height and width", "the numbers", "how often each number is drawn"

exercise = Exercise(
    name="stochastic_pool",
    chapter="05",
    points=3,
    asks="Draw one number from each window, each with the chance value / sum.",
    judge=judge,
    forbidden=FORBIDDEN,
    solved_by=("stochastic_pool2d", "mine.answers.stochastic_pool"),
    cases=(
        Case("one number in each window", SIDES, single((1, 2, 4, 6), 2)),
        Case("wide windows", SIDES, single((2, 1, 4, 9), (2, 3))),
        Case("tall windows", SIDES, single((1, 3, 6, 4), (3, 2))),
        Case("a rest that is dropped", SIDES, single((2, 2, 5, 8), 3)),
        Case("windows of one pixel", SIDES, single((1, 2, 3, 4), 1)),
        Case("windows of zeros", NUMBERS, _zeros),
        Case("several numbers in each window", NUMBERS, several((2, 3, 6, 9), 3)),
        Case("several images and channels", "images and channels", several((3, 4, 4, 6), 2)),
        Case("32-bit numbers", "the number type", several((1, 2, 4, 6), 2, np.float32)),
        Case(
            "3,600 windows that are alike",
            CHANCES,
            repeated((2, 2), (1, 2, 3, 6)),
            judge=judge_chances,
        ),
        Case(
            "two kinds of windows in turn",
            CHANCES,
            repeated((2, 2), (0, 5, 1, 2), (0.04, 0.01, 0.02, 0.03), places=(2, 3, 30, 40)),
            judge=judge_chances,
        ),
        Case(
            "bytes whose sum is above 255",
            "the number type",
            repeated((1, 3), (60, 240, 180), dtype=np.uint8),
            judge=judge_chances,
        ),
        Case(
            "called twice, with the same state of `rng`",
            "where the chance comes from",
            _again,
            judge=judge_again,
        ),
    ),
    misconceptions=(
        ZERO_WINDOW,
        ZERO_DRAWN,
        Misconception(
            "chances-do-not-add-up-to-one",
            "`rng.choice` wants probabilities that add up to 1: divide the window by its sum. For "
            "bytes, make them float first: their sum starts again after 255. A window of zeros has "
            "no probabilities at all.",
            symptom=raised("robabilities", "pvals"),
        ),
        Misconception(
            "window-not-one-row",
            "`rng.choice` draws from a row of values, and a window has two axes. Flatten it first: "
            "`window.ravel()`.",
            symptom=raised("1-dimensional", "must have same size", "setting an array element"),
        ),
        Misconception(
            "not-a-method-of-rng",
            "`rng` is a `numpy.random.Generator`: it has `rng.random(size)`, `rng.integers(n)` and "
            "`rng.choice(values, p=…)`. `rand` and `randint` are names of the older module.",
            symptom=raised("Generator' object has no attribute"),
        ),
        Misconception(
            "pairs-not-read",
            "`k` may be a pair (rows, columns). Ask which: `isinstance(k, tuple)`.",
            symptom=raised("tuple", error="TypeError"),
        ),
        Misconception(
            "pairs-only",
            "`k` may be one number as well: it then holds for rows and columns.",
            symptom=raised("cannot unpack non-iterable int", "object is not iterable", "subscript"),
        ),
        Misconception(
            "reshape-does-not-fit",
            "`reshape` needs a picture that divides into whole windows: cut the rest off first.",
            symptom=raised("cannot reshape array"),
        ),
    ),
)
