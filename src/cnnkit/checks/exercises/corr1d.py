"""Chapter 01: slide a short filter along a signal."""

import numpy as np

from cnnkit.checks.exercises._windows import BY_HAND, row, slide
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, w):
    """y[n] = sum over u of x[n + u] w[u], for every n where the window fits."""
    return slide(row(x), row(w))[0]


def _draw(length: int, taps: int, dtype: type[np.generic] = np.float64):
    def draw(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(
                rng.integers(100, 250, length).astype(dtype), rng.normal(size=taps).round(2) + 0.005
            )
        return Call(rng.normal(size=length).astype(dtype), rng.normal(size=taps).astype(dtype))

    return draw


def _shorter(x, w):
    return reference(x, w)[:-1]


def _last_left_at_zero(x, w):
    out = reference(x, w)
    out[-1] = 0
    return out


def _same_length(x, w):
    out = np.zeros(len(x))
    out[: len(x) - len(w) + 1] = reference(x, w)
    return out


def _padded(x, w):
    before = (len(w) - 1) // 2
    return reference(np.pad(x, (before, len(w) - 1 - before)), w)


def _full(x, w):
    return reference(np.pad(x, len(w) - 1), w)


def _wrapped(x, w):
    return reference(np.concatenate([x, x[: len(w) - 1]]), w)


def _never_reset(x, w):
    return np.cumsum(reference(x, w))


def _one_tap_lost(x, w):
    out = reference(x, w) - np.asarray(x)[len(w) - 1 :] * np.asarray(w)[-1]
    return out


def _first_tap_lost(x, w):
    x, w = np.asarray(x, dtype=float), np.asarray(w)
    return reference(x, w) - x[: len(x) - len(w) + 1] * w[0]


def _blocks(x, w):
    return reference(x, w)[:: len(w)]


def _off_by_one(x, w):
    return reference(np.append(x[1:], 0), w)


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
        Case("a longer signal", "the filter is not symmetric", _draw(11, 3)),
        Case("a filter with an even number of taps", "the filter's length", _draw(9, 4)),
        Case("one tap", "the filter's length", _draw(6, 1)),
        Case("as long as the signal", "the filter's length", _draw(5, 5)),
        Case("a signal of whole numbers", "the number type of the signal", _draw(8, 3, np.uint8)),
        Case("32-bit numbers", "the number type of the signal", _draw(10, 2, np.float32)),
    ),
    misconceptions=(
        Misconception(
            "filter-flipped",
            "Your filter is turned around: you start with its last tap. That is the *convolution*; "
            "here the first tap meets the first value of the window.",
            wrong=(lambda x, w: reference(x, np.asarray(w)[::-1]),),
        ),
        Misconception(
            "last-position-lost",
            "The last window is missing. How many places has a window of 3 in a signal of 3? "
            "One: `len(x) - len(w) + 1`.",
            wrong=(_shorter, _last_left_at_zero, lambda x, w: reference(x, w)[: len(x) - len(w)]),
        ),
        Misconception(
            "output-as-long-as-the-input",
            "Your output is as long as the signal. A window of K values fits only "
            "`len(x) - len(w) + 1` times.",
            wrong=(_same_length, _padded, _wrapped),
        ),
        Misconception(
            "window-leaves-the-signal",
            "Your output is longer than it should be: only windows that lie wholly inside count.",
            wrong=(_full,),
        ),
        Misconception(
            "sum-not-reset",
            "Each value still contains all earlier ones. Start the sum at 0 for every place.",
            wrong=(_never_reset,),
        ),
        Misconception(
            "a-tap-is-skipped",
            "One tap of the filter is never used. Does `u` run from 0 up to and with `len(w) - 1`?",
            wrong=(_one_tap_lost, _first_tap_lost),
        ),
        Misconception(
            "mean-instead-of-sum",
            "Your values are the right ones divided by the number of taps. Add up; do not average.",
            wrong=(lambda x, w: reference(x, w) / len(w),),
        ),
        Misconception(
            "filter-normalised",
            "You divide by the sum of the filter. The filter is used as it is.",
            wrong=(
                lambda x, w: reference(x, w) / np.sum(w),
                lambda x, w: reference(x, w) / np.sum(np.abs(w)),
            ),
        ),
        Misconception(
            "filter-ignored",
            "You add up the window, but the filter has no effect. Multiply first.",
            wrong=(lambda x, w: reference(x, np.ones(len(w))),),
        ),
        Misconception(
            "adds-instead-of-multiplying",
            "You add the taps to the values. They are multiplied; only the products are added up.",
            wrong=(lambda x, w: reference(x, np.ones(len(w))) + np.sum(w),),
        ),
        Misconception(
            "jumps-by-the-filter-length",
            "The window jumps by its own length. It moves on by one each time, so windows overlap.",
            wrong=(_blocks,),
        ),
        Misconception(
            "window-starts-one-late",
            "Your windows start one place too late. The first one starts at `x[0]`.",
            wrong=(_off_by_one, lambda x, w: reference(x, w)[1:]),
        ),
        Misconception(
            "one-number-only",
            "You return one number. There is one number for each place of the window.",
            wrong=(
                lambda x, w: reference(x, w)[0],
                lambda x, w: reference(x, w)[-1],
                lambda x, w: reference(x, w).sum(),
            ),
        ),
        Misconception(
            "forgets-the-sum",
            "You return the products. The products of one window are added up to one number.",
            wrong=(
                lambda x, w: np.stack(
                    [np.asarray(x)[n : n + len(w)] * w for n in range(len(x) - len(w) + 1)]
                ),
            ),
        ),
    ),
)
