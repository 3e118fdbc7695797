"""Chapter 03: how many places a window has."""

import math
from collections.abc import Callable

from cnnkit.checks.exercises._sizes import (
    COUNT_YOURSELF,
    FLOAT,
    NOT_REFUSED,
    error_of_another_type,
    raised_where,
)
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(n, k, stride=1, padding=0, dilation=1):
    """floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1, if the window fits at all."""
    span = dilation * (k - 1) + 1
    if span > n + 2 * padding:
        raise ValueError(f"a window of {span} does not fit into {n + 2 * padding}")
    return (n + 2 * padding - span) // stride + 1


def fixed(*args, **kwargs) -> Callable[..., Call]:
    """Return a drawing that is always this call."""
    return lambda rng: Call(*args, **kwargs)


def drawn(rng) -> Call:
    """Draw a row that nobody knows beforehand, with every setting."""
    ends = ((40, 90), (3, 7), (3, 7), (1, 4), (2, 5))  # n, k, stride, padding, dilation
    return Call(*(int(rng.integers(*between)) for between in ends))


def _rest(n, k, stride, padding, dilation) -> int:
    return n + 2 * padding - dilation * (k - 1) - 1


def bend(change: Callable[..., tuple]) -> Callable[..., tuple]:
    """Return a bend that sees all five arguments, also those left out or given by name."""
    return lambda n, k, stride=1, padding=0, dilation=1: change(n, k, stride, padding, dilation)


def _longer(by: Callable[..., int]) -> Callable[..., tuple]:
    """Return a bend that makes the row longer: as good as changing any other term of the sum."""
    return bend(lambda n, k, s, p, d: (n + by(n, k, s, p, d), k, s, p, d))


def _counting(count: Callable[[int, int], int], unchecked: bool = False) -> Callable[..., tuple]:
    """Return a bend after which the quotient of room and stride is rounded by ``count``."""

    def by(n, k, s, p, d):
        room = _rest(n, k, s, p, d)
        return count(room, s) * s - room if room >= 0 or unchecked else 0

    return _longer(by)


def _formula(count: Callable[..., float]) -> Callable[..., float]:
    """Return a wrong count, which refuses a window too large as it should."""

    def wrong(n, k, stride=1, padding=0, dilation=1):
        reference(n, k, stride, padding, dilation)
        return count(n, k, stride, padding, dilation)

    return wrong


def _without_error(stand_in: Callable[[int], object]) -> Callable[..., object]:
    """Return a count that gives something instead of an error; ``stand_in`` sees the formula."""

    def wrong(n, k, stride=1, padding=0, dilation=1):
        room = _rest(n, k, stride, padding, dilation)
        return room // stride + 1 if room >= 0 else stand_in(room // stride + 1)

    return wrong


def _checking(span: Callable[..., int], row: Callable[..., int]) -> Callable[..., int]:
    """Return a right count that refuses by another comparison."""

    def wrong(n, k, stride=1, padding=0, dilation=1):
        if span(k, dilation) > row(n, padding):
            raise ValueError
        return _rest(n, k, stride, padding, dilation) // stride + 1

    return wrong


def _fits_exactly(call: Call) -> bool:
    n, k, s, p, d = _all(*call.args, **call.kwargs)
    return _rest(n, k, s, p, d) == 0


def _leaves_a_rest(call: Call) -> bool:
    n, k, s, p, d = _all(*call.args, **call.kwargs)
    return _rest(n, k, s, p, d) % s > 0


def _all(n, k, stride=1, padding=0, dilation=1) -> tuple[int, ...]:
    return n, k, stride, padding, dilation


ROW, STEP, FRAME, GAPS = "row and window", "the stride", "the padding", "the dilation"
TOO_LARGE = "a window that does not fit"

exercise = Exercise(
    name="output_size",
    chapter="03",
    points=3,
    asks="Count the places that a window of `k` has on a row of `n`.",
    reference=reference,
    forbidden={**COUNT_YOURSELF, "torch": "here you count them yourself"},
    solved_by=("functional.geometry.output_size", "functional.geometry.count_places"),
    rtol=1e-9,
    cases=(
        Case("seven pixels, a window of three", ROW, fixed(7, 3)),
        Case("a window as large as the row", ROW, fixed(5, 5)),
        Case("a window of one pixel", ROW, fixed(6, 1)),
        Case("a stride that leaves no rest", STEP, fixed(11, 3, 2)),
        Case("a stride that leaves a rest of half", STEP, fixed(10, 3, 2)),
        Case("a stride that leaves a larger rest", STEP, fixed(14, 3, 4)),
        Case("a stride larger than the row", STEP, fixed(5, 3, 9)),
        Case("a frame of one", FRAME, fixed(8, 3, 1, 1)),
        Case("a wide frame", FRAME, fixed(6, 3, 1, 2)),
        Case("a window that fits thanks to the frame", FRAME, fixed(2, 5, 1, 2)),
        Case("a stride and a frame", FRAME, fixed(224, 11, 4, 2)),
        Case("a frame that makes room for one more", FRAME, fixed(9, 3, 4, 1)),
        Case("taps two pixels apart", GAPS, fixed(9, 3, 1, 0, 2)),
        Case("taps three pixels apart, an even window", GAPS, fixed(12, 4, 2, 1, 3)),
        Case("one tap, however far apart", GAPS, fixed(6, 1, 2, 0, 4)),
        Case("every setting, by name", GAPS, fixed(17, 3, dilation=3, padding=2, stride=4)),
        Case("numbers that we draw", "every setting", drawn),
        Case("a whole number", "the type of the answer", fixed(9, 2, 3), typed=True),
        Case("one pixel too few", TOO_LARGE, fixed(4, 5), raises=ValueError),
        Case("too few, even with the frame", TOO_LARGE, fixed(3, 8, 2, 2), raises=ValueError),
        Case("too few for the gaps", TOO_LARGE, fixed(6, 4, 1, 0, 3), raises=ValueError),
    ),
    misconceptions=(
        FLOAT,
        Misconception(
            "plus-one-forgotten",
            "One place is missing: that of the start. A window as large as the row fits once, not "
            "0 times: the formula ends in `+ 1`.",
            spoils=(lambda y: y - 1,),
        ),
        Misconception(
            "one-too-many",
            "There is one place too many. Try a window as large as the row: it fits once.",
            spoils=(lambda y: y + 1,),
            bends=(_longer(lambda n, k, s, p, d: 1),),
        ),
        Misconception(
            "plus-one-inside-the-division",
            "The `+ 1` is divided by the stride, too. It counts the first place, which needs no "
            "step: divide first, then add 1.",
            wrong=(
                _formula(lambda n, k, s, p, d: (_rest(n, k, s, p, d) + 1) // s),
                _formula(lambda n, k, s, p, d: (_rest(n, k, s, p, d) + 1) / s),
            ),
        ),
        Misconception(
            "rounded-up",
            "You round up where the stride leaves a rest: the last window hangs over the end. "
            "Round down (`//`).",
            bends=(
                _counting(lambda room, s: -(-room // s)),
                _counting(lambda room, s: -(-room // s), unchecked=True),
            ),
        ),
        Misconception(
            "rounded-to-the-nearest",
            "You round to the nearest number. Where the stride leaves a rest, however large, it "
            "is dropped: round down (`//`).",
            bends=(
                _counting(lambda room, s: round(room / s)),
                _counting(lambda room, s: round(room / s), unchecked=True),
                _counting(lambda room, s: math.floor(room / s + 0.5)),
                _counting(lambda room, s: round(room / s + 1) - 1),
            ),
        ),
        Misconception(
            "not-rounded",
            "Half a window does not count. Where the stride leaves a rest it is dropped: `//` in "
            "place of `/`.",
            wrong=(_formula(lambda n, k, s, p, d: _rest(n, k, s, p, d) / s + 1),),
        ),
        Misconception(
            "padding-on-one-side",
            "You count the padding once. It lies before *and* after the row: `2 * padding`.",
            bends=(_longer(lambda n, k, s, p, d: -p),),
        ),
        Misconception(
            "padding-ignored",
            "`padding` has no effect. It makes the row longer, at both ends.",
            bends=(bend(lambda n, k, s, p, d: (n, k, s, 0, d)),),
        ),
        Misconception(
            "padding-subtracted",
            "You subtract the padding. It makes the row longer.",
            bends=(bend(lambda n, k, s, p, d: (n, k, s, -p, d)),),
        ),
        Misconception(
            "padding-four-times",
            "You count the padding four times: this is one row, with two ends.",
            bends=(bend(lambda n, k, s, p, d: (n, k, s, 2 * p, d)),),
        ),
        Misconception(
            "padding-outside-the-division",
            "The padding is not divided by the stride. Make the row longer first; then count the "
            "steps.",
            wrong=(
                _formula(lambda n, k, s, p, d: _rest(n, k, s, 0, d) // s + 1 + 2 * p),
                _formula(lambda n, k, s, p, d: _rest(n, k, s, 0, d) // s + 1 + p),
                _formula(lambda n, k, s, p, d: _rest(n, k, s, 0, d) // s + 2 * p // s + 1),
            ),
        ),
        Misconception(
            "stride-ignored",
            "`stride` has no effect. The window moves on by `stride` pixels: divide by it.",
            bends=(bend(lambda n, k, s, p, d: (n, k, 1, p, d)),),
        ),
        Misconception(
            "stride-applied-to-the-row-alone",
            "You divide the row by the stride before the window is taken away. First ask how far "
            "the window can move, `n + 2 * padding - span`; then divide that.",
            wrong=(
                _formula(lambda n, k, s, p, d: (n + 2 * p) // s - d * (k - 1)),
                _formula(lambda n, k, s, p, d: -(-(n + 2 * p) // s) - d * (k - 1)),
                _formula(lambda n, k, s, p, d: n + 2 * p - d * (k - 1) // s),
                _formula(lambda n, k, s, p, d: n + 2 * p - (d * (k - 1) + 1) // s + 1),
            ),
        ),
        Misconception(
            "stride-subtracted",
            "You subtract the stride, or multiply by it. The window *moves on* by it: divide.",
            wrong=(
                _formula(lambda n, k, s, p, d: _rest(n, k, s, p, d) - s + 1),
                _formula(lambda n, k, s, p, d: _rest(n, k, s, p, d) * s + 1),
            ),
        ),
        Misconception(
            "jumps-by-the-window",
            "Your window moves on by its own size. It moves on by `stride`: windows may overlap.",
            bends=(bend(lambda n, k, s, p, d: (n, k, k, p, d)),),
        ),
        Misconception(
            "dilation-ignored",
            "`dilation` has no effect. A window of k taps, `dilation` pixels apart, spans "
            "`dilation * (k - 1) + 1` pixels.",
            bends=(bend(lambda n, k, s, p, d: (n, k, s, p, 1)),),
        ),
        Misconception(
            "span-is-k-times-dilation",
            "You take `k * dilation` for the span. Count the gaps: between k taps there are k - 1, "
            "so it is `dilation * (k - 1) + 1`. One tap spans one pixel, whatever the dilation.",
            bends=(_longer(lambda n, k, s, p, d: 1 - d),),
        ),
        Misconception(
            "dilation-added-once",
            "The dilation is added once. There are k - 1 gaps, and each grows: the window spans "
            "`dilation * (k - 1) + 1` pixels.",
            bends=(
                _longer(lambda n, k, s, p, d: d * (k - 1) + 1 - (k + d - 1)),
                _longer(lambda n, k, s, p, d: d * (k - 1) + 1 - (k + d)),
                _longer(lambda n, k, s, p, d: d * (k - 1) + 1 - (k + 2 * (d - 1))),
                _longer(lambda n, k, s, p, d: d * (k - 1) + 1 - (k + 2 * d)),
                _longer(lambda n, k, s, p, d: d * (k - 1) + 1 - (k + k // 2 * 2 * (d - 1))),
            ),
        ),
        Misconception(
            "span-without-its-last-pixel",
            "The span is one too short: k taps have k - 1 gaps, and the last tap needs a pixel of "
            "its own: `dilation * (k - 1) + 1`.",
            bends=(_longer(lambda n, k, s, p, d: 1 if d > 1 else 0),),
        ),
        Misconception(
            "dilation-counts-the-gaps",
            "Your taps lie one pixel too far apart. Dilation 1 means *no* gap: neighbours are "
            "`dilation` pixels apart.",
            bends=(
                bend(lambda n, k, s, p, d: (n, k, s, p, d + 1)),
                bend(lambda n, k, s, p, d: (n, k, s, p, d + 1 if d > 1 else 1)),
                bend(lambda n, k, s, p, d: (n, k, s, p, d - 1)),
            ),
        ),
        Misconception(
            "dilation-stretches-the-row",
            "The dilation is applied to the row or to the step. It spreads the taps of the window.",
            bends=(
                _longer(lambda n, k, s, p, d: (d - 1) * (n - 1)),
                _longer(lambda n, k, s, p, d: (d - 1) * n),
                bend(lambda n, k, s, p, d: (n * d, k, s, p, 1)),
                bend(lambda n, k, s, p, d: (n, k, s * d, p, 1)),
                bend(lambda n, k, s, p, d: (n, k, s * d, p, d)),
                bend(lambda n, k, s, p, d: (n, k, d, p, s)),
            ),
        ),
        Misconception(
            "window-not-subtracted",
            "The size of the window does not enter, so windows that hang over the end count, too. "
            "The last start is at `n + 2 * padding - span`.",
            wrong=(
                _formula(lambda n, k, s, p, d: -(-(n + 2 * p) // s)),
                _formula(lambda n, k, s, p, d: (n + 2 * p) // s),
                _formula(lambda n, k, s, p, d: (n + 2 * p) // s + 1),
                _formula(lambda n, k, s, p, d: n // s),
                _formula(lambda n, k, s, p, d: n),
            ),
        ),
        Misconception(
            "arguments-swapped",
            "Row and window have changed places: `n` is the row, `k` the window.",
            wrong=(lambda n, k, *more, **named: reference(k, n, *more, **named),),
        ),
        Misconception(
            "two-sizes",
            "You give two numbers, or their product. This is one row: give one count. (A picture "
            "asks twice, once for each direction.)",
            spoils=(lambda y: (y, y), lambda y: y * y),
        ),
        Misconception(
            "no-error-for-a-large-window",
            "A window that is larger than the row with its padding has no place at all. Say so: "
            "`raise ValueError(...)`.",
            wrong=(
                _without_error(lambda y: y),
                _without_error(lambda y: 0),
                _without_error(lambda y: 1),
                _without_error(lambda y: None),
                _without_error(lambda y: -1),
                _without_error(abs),
                _without_error(lambda y: False),
                _without_error(lambda y: float("nan")),
                _without_error(lambda y: "ValueError"),
            ),
            symptom=NOT_REFUSED,
        ),
        Misconception(
            "error-without-dilation",
            "You compare `k` with the row. What must fit is the *span* of the window, "
            "`dilation * (k - 1) + 1`.",
            wrong=(_checking(lambda k, d: k, lambda n, p: n + 2 * p),),
        ),
        Misconception(
            "error-without-padding",
            "You refuse a window that fits once the padding is there. Compare with "
            "`n + 2 * padding`.",
            wrong=(
                _checking(lambda k, d: k, lambda n, p: n),
                _checking(lambda k, d: d * (k - 1) + 1, lambda n, p: n),
                _checking(lambda k, d: d * (k - 1) + 1, lambda n, p: n + p),
                _checking(lambda k, d: k, lambda n, p: n + p),
            ),
            symptom=raised_where(
                lambda call: call.args[1] > call.args[0], "ValueError", "AssertionError"
            ),
        ),
        Misconception(
            "refuses-an-exact-fit",
            "A window as large as the row fits, once. The error is for one that is larger: `>`, "
            "not `>=`.",
            symptom=raised_where(_fits_exactly, "ValueError", "AssertionError"),
        ),
        Misconception(
            "refuses-a-rest",
            "A stride that leaves a rest is no error: the rest is dropped. Round down (`//`).",
            symptom=raised_where(_leaves_a_rest, "ValueError", "AssertionError"),
        ),
        error_of_another_type("A window that does not fit"),
    ),
)
