"""Chapter 01: slide a short filter along a signal."""

import numpy as np

from cnnkit.checks.exercises._windows import (
    BY_HAND,
    OUTPUT_MISTAKES,
    SHIFTED,
    SIGNED_BYTES,
    TAPS_SHIFTED,
    embedded,
    in_the_type_of_the_picture,
    remembers_the_filter,
    row,
    slide,
)
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed


def reference(x, w):
    """y[n] = sum over u of x[n + u] w[u], for every n where the window fits."""
    return slide(row(x), row(w))[0]


def _draw(length: int, taps: int, dtype: type[np.generic] = np.float64):
    def draw(rng: np.random.Generator) -> Call:
        w = rng.normal(size=taps).round(2) + 0.005
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(100, 250, length).astype(dtype), w)
        return Call(rng.normal(size=length).astype(dtype), w.astype(dtype))

    return draw


def _padded(before, after):
    """Return the bend that puts so many zeros before and after the signal, for K taps."""
    return lambda x, w: (np.pad(x, (before(len(w)), after(len(w)))), w)


def _swapped(x, w, size=lambda places: places):
    out = np.zeros(size(len(w) - len(x) + 1))
    for n in range(len(out)):
        out[n] = sum(float(w[n + u]) * x[u] for u in range(len(x)))
    return out


def _counted_back(x, w):
    places = range(len(x) - len(w) + 1)
    return np.array([sum(float(x[n - u]) * w[u] for u in range(len(w))) for n in places])


def _without_the_tap(x, w):
    return np.asarray(x, dtype=float)[: len(x) - len(w) + 1] * np.sum(w)


def _tap_lost(x, w, at):
    kept = np.array(w, dtype=float)
    kept[at] = 0
    return reference(x, kept)


def _written_in(taps):
    """Return the answer of code that has so many taps, whatever the filter has."""

    def answer(x, w):
        places = range(len(x) - taps + 1)
        return np.array([sum(float(x[n + u]) * w[u] for u in range(taps)) for n in places])

    return answer


def _centred(x, w):
    half = len(w) // 2
    return np.array([(x[n - half : n + half + 1] * w).sum() for n in range(half, len(x) - half)])


def _first_only(x, w):
    out = reference(x, w)
    out[1:] = 0
    return out


def _too_far(x, w):
    return np.array([sum(float(x[n + u]) * w[u] for u in range(len(w))) for n in range(len(x))])


def _cut(x, w):
    return np.lib.stride_tricks.sliding_window_view(np.asarray(x, dtype=float), len(w))


def _cosine(x, w):
    windows = _cut(x, w)
    return windows @ w / (np.linalg.norm(windows, axis=1) * np.linalg.norm(w) + 1e-12)


def _added_at_tap(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        for k in range(len(w)):
            y[k] += x[n + k] * w[k]
    return y


exercise = Exercise(
    name="corr1d",
    chapter="01",
    points=2,
    asks="Slide the filter `w` along the signal `x`; at each place, multiply and add up.",
    reference=reference,
    forbidden=BY_HAND,
    solved_by=("correlate1d", "convolve1d", "conv1d"),
    cases=(
        Case(
            "by hand",
            "numbers to check on paper",
            lambda rng: Call(np.array([1.0, 2.0, 4.0, 7.0]), np.array([1.0, 0.0, -2.0])),
        ),
        Case("a longer signal", "a filter without symmetry", _draw(11, 3)),
        Case("a filter with an even number of taps", "the filter's length", _draw(9, 4)),
        Case("one tap", "the filter's length", _draw(6, 1)),
        Case("as long as the signal", "the filter's length", _draw(5, 5)),
        Case(
            "a signal of whole numbers 0 to 255",
            "the number type of the signal",
            _draw(8, 3, np.uint8),
        ),
        Case("32-bit numbers", "the number type of the signal", _draw(10, 2, np.float32)),
    ),
    misconceptions=(
        Misconception(
            "filter-flipped",
            "Your filter is turned around: you start with its last tap. That is the convolution; "
            "here the first tap meets the first value of the window.",
            bends=(lambda x, w: (x, w[::-1]),),
        ),
        Misconception(
            "last-position-lost",
            "The last window is missing. How many places has a window of 3 in a signal of 3? "
            "One: it is `len(x) - len(w) + 1`.",
            spoils=(lambda y: y[:-1], lambda y: np.append(y[:-1], 0)),
        ),
        Misconception(
            "output-as-long-as-the-input",
            "Your output is as long as the signal. A window of K values fits only "
            "`len(x) - len(w) + 1` times.",
            wrong=(
                lambda x, w: embedded(reference(x, w), (len(x),)),
                lambda x, w: reference(np.append(x, x[: len(w) - 1]), w),
            ),
            bends=(
                _padded(lambda k: (k - 1) // 2, lambda k: k // 2),
                _padded(lambda k: k // 2, lambda k: (k - 1) // 2),
                _padded(lambda k: 0, lambda k: k - 1),
            ),
        ),
        Misconception(
            "window-not-cut-out",
            "The whole signal is multiplied by the filter. At each place n, cut out the window "
            "first: `x[n : n + len(w)]`.",
            wrong=(lambda x, w: np.array([np.sum(x * w)]),),
        ),
        Misconception(
            "parameters-swapped",
            "Signal and filter have changed places: the first line is `corr1d(x, w)`, the signal "
            "first.",
            wrong=(_swapped, lambda x, w: _swapped(x, w, size=lambda places: max(places, 0))),
        ),
        Misconception(
            "window-leaves-the-signal",
            "Your windows run over the ends of the signal: only those wholly inside count.",
            wrong=(_too_far,),
            bends=(_padded(lambda k: k - 1, lambda k: k - 1),),
        ),
        Misconception(
            "signal-padded",
            "The signal gets zeros at both ends first. Take it as it is: only windows that lie "
            "wholly inside count.",
            bends=(
                _padded(lambda k: k // 2, lambda k: k // 2),
                _padded(lambda k: 1, lambda k: 1),
                _padded(lambda k: 2, lambda k: 2),
            ),
        ),
        Misconception(
            "counts-back-in-the-signal",
            "`x[n - u]` goes back from the place n. Here the window begins at n and goes on: "
            "`x[n + u]`.",
            wrong=(_counted_back, lambda x, w: np.convolve(x.astype(float), w)[: len(x)]),
        ),
        Misconception(
            "tap-left-out-of-the-index",
            "Every tap of a window meets the same value: `u` is missing in the index of x. Tap u "
            "meets `x[n + u]`.",
            wrong=(_without_the_tap,),
        ),
        Misconception(
            "place-left-out-of-the-index",
            "The first window is used at every place: `n` is missing in the index of x. Tap u "
            "meets `x[n + u]`.",
            spoils=(lambda y: np.full(y.shape, y[0]),),
        ),
        Misconception(
            "sum-not-reset",
            "Each value still contains all earlier ones. Start the sum at 0 for every place.",
            spoils=(np.cumsum,),
        ),
        Misconception(
            "sum-overwritten",
            "Only the last product of each window is left. `=` replaces, `+=` adds.",
            wrong=(lambda x, w: x[len(w) - 1 :].astype(float) * w[-1],),
        ),
        Misconception(
            "a-tap-is-skipped",
            "One tap of the filter is never used. Does `u` run from 0 up to and with `len(w) - 1`?",
            bends=(
                lambda x, w: (x, np.append(w[:-1], 0)),
                lambda x, w: (x, np.append(0, w[1:])),
            ),
        ),
        Misconception(
            "mean-instead-of-sum",
            "Your values are the right ones divided by the number of taps. Add up; do not average.",
            bends=(lambda x, w: (x, w / len(w)),),
        ),
        Misconception(
            "filter-normalised",
            "You divide by the sum of the filter. The filter is used as it is.",
            bends=(lambda x, w: (x, w / np.sum(w)), lambda x, w: (x, w / np.sum(np.abs(w)))),
        ),
        Misconception(
            "filter-ignored",
            "You add up the window, but the filter has no effect. Multiply first.",
            wrong=(lambda x, w: reference(x, np.ones(len(w))),),
        ),
        Misconception(
            "sums-multiplied",
            "You multiply the sum of the window by the sum of the filter. Multiply value by value "
            "first, then add up.",
            wrong=(lambda x, w: reference(x, np.ones(len(w))) * np.sum(w),),
        ),
        Misconception(
            "adds-instead-of-multiplying",
            "You add the taps to the values. They are multiplied; only the products are added up.",
            wrong=(lambda x, w: reference(x, np.ones(len(w))) + np.sum(w),),
        ),
        Misconception(
            "jumps-by-the-filter-length",
            "The window jumps by its own length. It moves on by one each time, so windows overlap.",
            wrong=(lambda x, w: reference(x, w)[:: len(w)],),
            spoils=(lambda y: y[::2],),
        ),
        Misconception(
            "result-mirrored",
            "The sums stand in reverse order: the last place comes first. Begin at n = 0.",
            spoils=(lambda y: y[::-1],),
        ),
        Misconception(
            "signal-reversed",
            "The signal is read from its end. It is used as it is.",
            bends=(lambda x, w: (x[::-1], w),),
        ),
        Misconception(
            "an-axis-too-many",
            "The sums are right, but in brackets within brackets: return one plain row.",
            spoils=(lambda y: y[None], lambda y: y[:, None]),
        ),
        Misconception(
            "window-starts-one-late",
            "Your windows start one place too late. The first one starts at `x[0]`.",
            spoils=(lambda y: y[1:], lambda y: np.append(y[1:], 0), lambda y: np.append(0, y[1:])),
        ),
        Misconception(
            "returns-too-early",
            "Only the first value is right. Does `return` stand inside the loop?",
            spoils=(lambda y: y[:1],),
            wrong=(_first_only,),
        ),
        Misconception(
            "one-number-only",
            "You return one number. There is one number for each place of the window.",
            spoils=(lambda y: y[0], lambda y: y[-1], np.sum),
        ),
        Misconception(
            "size-of-the-example",
            "The number of taps of the example is written into the code: 2 or 3. The filter has "
            "`len(w)` taps.",
            wrong=(
                _written_in(2),
                _written_in(3),
                lambda x, w: _written_in(3)(x, np.append(w, [0, 0, 0])[:3]),
            ),
        ),
        Misconception(
            "odd-filters-only",
            "`len(w) // 2` on both sides gives a window of an odd length. Filters may have an even "
            "number of taps: start the window at n and end it at n + len(w).",
            wrong=(_centred,),
            symptom=every_failed(
                lambda verdict: (
                    verdict.outcome.kind == "raised" and len(verdict.call.args[1]) % 2 == 0
                )
            ),
        ),
        Misconception(
            "filter-in-the-type-of-the-signal",
            "The filter was cast to the type of the signal: -0.5 cannot be held by a uint8.",
            bends=(in_the_type_of_the_picture,),
        ),
        Misconception(
            "remembers-the-first-filter",
            "Every call uses the filter of the first one. What keeps it?",
            symptom=remembers_the_filter(reference),
        ),
        Misconception(
            "another-measure-of-likeness",
            "This is another measure of likeness (a cosine or a distance). Multiply and add up, "
            "nothing more.",
            wrong=(_cosine, lambda x, w: np.array([((a - w) ** 2).sum() for a in _cut(x, w)])),
        ),
        Misconception(
            "filter-written-in",
            "The filter of the example is written into the code. Use the `w` that is handed in.",
            wrong=tuple(
                lambda x, w, fixed=fixed: reference(x, np.array(fixed))
                for fixed in ((1, 0, -1), (-1, 1), (1, 0, -2), (1, 1, 1))
            ),
        ),
        Misconception(
            "adds-at-the-wrong-index",
            "The sum is added at the index of the tap. It belongs at the index of the place.",
            wrong=(_added_at_tap,),
        ),
        SHIFTED,
        TAPS_SHIFTED,
        SIGNED_BYTES,
        *OUTPUT_MISTAKES,
    ),
)
