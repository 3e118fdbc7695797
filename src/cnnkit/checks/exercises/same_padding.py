"""Chapter 03: how much to pad so that the size stays, or is divided by the stride alone."""

from collections.abc import Callable

from cnnkit.checks.exercises._sizes import COUNT_YOURSELF, FLOAT
from cnnkit.checks.exercises.output_size import fixed
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed


def reference(n, k, stride=1):
    """max((ceil(n / stride) - 1) stride + k - n, 0) in all, the odd one after the row."""
    return _split(_total(n, k, stride))


def _total(n, k, stride) -> int:
    return max((-(-n // stride) - 1) * stride + k - n, 0)


def _split(total: int) -> tuple[int, int]:
    return total // 2, total - total // 2


def _drawn(rng) -> Call:
    stride = int(rng.integers(2, 5))
    return Call(int(rng.integers(30, 60)), int(rng.integers(stride + 2, 11)), stride)


def _padding(total: Callable[[int, int, int], int]) -> Callable[..., tuple[int, int]]:
    """Return a wrong answer: another total, split as it should be."""
    return lambda n, k, stride=1: _split(total(n, k, stride))


def _shared(split: Callable[[int], tuple]) -> Callable[[tuple], tuple]:
    """Return a spoil: the right total, split in another way."""
    return lambda y: split(sum(y))


SIDES, STEP = "row and window", "the stride"

exercise = Exercise(
    name="same_padding",
    chapter="03",
    points=2,
    asks="Say how many zeros go before and after a row, for ceil(n / stride) places.",
    reference=reference,
    forbidden={**COUNT_YOURSELF, "torch": "here you count them yourself"},
    solved_by=("functional.geometry.same_padding",),
    rtol=1e-9,
    cases=(
        Case("an odd window", SIDES, fixed(28, 5)),
        Case("an even window", SIDES, fixed(28, 4)),
        Case("a window of two", SIDES, fixed(9, 2)),
        Case("a window of one", SIDES, fixed(9, 1)),
        Case("a window larger than the row", SIDES, fixed(4, 7)),
        Case("a stride that divides", STEP, fixed(12, 5, 2)),
        Case("a stride that does not divide", STEP, fixed(7, 3, 2)),
        Case("a stride of three, an even window", STEP, fixed(10, 6, 3)),
        Case("a stride of four, by name", STEP, fixed(13, 6, stride=4)),
        Case("a stride larger than the window", STEP, fixed(6, 1, 3)),
        Case("a stride larger than the row", STEP, fixed(3, 2, 5)),
        Case("numbers that we draw", "row, window and stride", _drawn),
        Case("whole numbers", "the type of the answer", fixed(11, 3, 2), typed=True),
    ),
    misconceptions=(
        FLOAT,
        Misconception(
            "extra-at-the-start",
            "Where the total is odd, the extra zero goes *after* the row. You put it before.",
            spoils=(lambda y: y[::-1],),
        ),
        Misconception(
            "split-evenly",
            "The total may be odd. Then the two sides differ: the smaller half goes before, the "
            "rest after.",
            spoils=(
                _shared(lambda total: (total // 2, total // 2)),
                _shared(lambda total: (-(-total // 2), -(-total // 2))),
                _shared(lambda total: (total / 2, total / 2)),
                _shared(lambda total: (round(total / 2), round(total / 2))),
                _shared(lambda total: (round(total / 2), total - round(total / 2))),
            ),
        ),
        Misconception(
            "half-the-window-on-both-sides",
            "`k // 2` (or `(k - 1) // 2`) on both sides serves odd windows at stride 1. In general "
            "ask what is missing: `(places - 1) * stride + k - n`.",
            wrong=(
                lambda n, k, stride=1: (k // 2, k // 2),
                lambda n, k, stride=1: ((k - 1) // 2, (k - 1) // 2),
                lambda n, k, stride=1: ((k - 1) / 2, (k - 1) / 2),
                lambda n, k, stride=1: (k // stride // 2, k // stride // 2),
            ),
        ),
        Misconception(
            "stride-ignored",
            "`stride` has no effect. With a stride there are fewer places, `ceil(n / stride)`, and "
            "the last one starts at `(places - 1) * stride`.",
            bends=(lambda n, k, stride=1: (n, k, 1),),
        ),
        Misconception(
            "keeps-the-size-of-the-row",
            "Your padding gives `n` places even with a stride. We asked for `ceil(n / stride)`: "
            "with stride 2, half as many.",
            wrong=(_padding(lambda n, k, s: max((n - 1) * s + k - n, 0)),),
        ),
        Misconception(
            "places-rounded-down",
            "There are `ceil(n / stride)` places: round *up*, so that no pixel is left out. (In "
            "Python: `-(-n // stride)`, or `math.ceil`.)",
            wrong=(
                _padding(lambda n, k, s: max((n // s - 1) * s + k - n, 0)),
                _padding(lambda n, k, s: max((n // s) * s + k - n, 0)),
                _padding(lambda n, k, s: max((round(n / s) - 1) * s + k - n, 0)),
            ),
        ),
        Misconception(
            "rest-forgotten",
            "`k - stride` is right where the stride divides n. Where it leaves a rest, the last "
            "window needs less: `(places - 1) * stride + k - n`.",
            wrong=(_padding(lambda n, k, s: max(k - s, 0)),),
        ),
        Misconception(
            "negative-padding",
            "Padding cannot be negative. Where nothing is missing it is 0: `max(..., 0)`.",
            wrong=(
                lambda n, k, stride=1: _split((-(-n // stride) - 1) * stride + k - n),
                lambda n, k, stride=1: _split(abs((-(-n // stride) - 1) * stride + k - n)),
            ),
        ),
        Misconception(
            "last-start-forgotten",
            "The last window starts at `(places - 1) * stride`, since the first starts at 0. You "
            "count one step too many or too few.",
            wrong=(
                _padding(lambda n, k, s: max(-(-n // s) * s + k - n, 0)),
                _padding(lambda n, k, s: max((-(-n // s) - 2) * s + k - n, 0)),
                _padding(lambda n, k, s: max(-(-n // s) - 1 + k - n, 0)),
                _padding(lambda n, k, s: max(-(-n // s) * s - 1 + k - n, 0)),
            ),
        ),
        Misconception(
            "off-by-one",
            "The total is off by one. Test it: for k = 1 and stride 1 nothing is missing.",
            spoils=(
                _shared(lambda total: _split(total + 1)),
                _shared(lambda total: _split(max(total - 1, 0))),
                _shared(lambda total: _split(total - 1)),
            ),
        ),
        Misconception(
            "all-on-one-side",
            "All the padding is on one side. Half of it goes before the row, half after.",
            spoils=(_shared(lambda total: (0, total)), _shared(lambda total: (total, 0))),
        ),
        Misconception(
            "whole-total-on-both-sides",
            "The total is what is missing in all. Share it: `before = total // 2`, and the rest, "
            "`total - before`, goes after.",
            spoils=(
                _shared(lambda total: (total, total)),
                _shared(lambda total: (total // 2, total)),
                _shared(lambda total: (total - total // 2, total)),
                _shared(lambda total: (total, total // 2)),
            ),
        ),
        Misconception(
            "one-number-only",
            "We asked for two numbers, before and after: `return before, after`.",
            spoils=(sum, lambda y: y[0], lambda y: y[1]),
        ),
        Misconception(
            "padding-for-every-overlap",
            "`k - 1` at each end makes the output larger than the row (the wide size). Here the "
            "row keeps its size: `k - 1` in all, at stride 1.",
            wrong=(lambda n, k, stride=1: (k - 1, k - 1),),
        ),
        Misconception(
            "gives-the-places",
            "You return how many places there are, or how long the row becomes. We asked for the "
            "padding.",
            wrong=(
                lambda n, k, stride=1: -(-n // stride),
                lambda n, k, stride=1: n + _total(n, k, stride),
            ),
        ),
        Misconception(
            "arguments-swapped",
            "Row and window have changed places: `n` is the row, `k` the window.",
            bends=(lambda n, k, stride=1: (k, n, stride),),
        ),
        Misconception(
            "wrong-with-a-stride",
            "Right for stride 1, wrong for others. There are `ceil(n / stride)` places, and the "
            "last one starts at `(places - 1) * stride`.",
            symptom=every_failed(lambda verdict: (*verdict.call.args, 1)[2] != 1),
        ),
        Misconception(
            "refuses-what-is-allowed",
            "No case here asks for an error: even windows, strides and windows larger than the row "
            "are all allowed.",
            symptom=every_failed(
                lambda verdict: verdict.outcome.error in ("ValueError", "AssertionError")
            ),
        ),
    ),
)
