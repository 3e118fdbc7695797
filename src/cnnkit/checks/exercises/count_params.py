"""Chapter 04: how many numbers a convolutional layer learns."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.exercises._conv_symptoms import raised
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.verdict import Verdict

COUNT_THEM = "here you count them yourself"


def reference(c_in, c_out, k, bias=True, groups=1):
    """c_out · (c_in / groups · KH · KW), and c_out more with a bias."""
    rows, columns = pair(k)
    return c_out * (c_in // groups) * rows * columns + (c_out if bias else 0)


def fixed(*args, **kwargs):
    """Return a drawing that is always this call."""
    return lambda rng: Call(*args, **kwargs)


def drawn(rng: np.random.Generator) -> Call:
    """Draw a layer whose numbers nobody knows beforehand."""
    c_in, c_out, k = (int(number) for number in rng.choice(np.arange(5, 60), 3, replace=False))
    return Call(c_in, c_out, k % 9 + 3)


def drawn_groups(rng: np.random.Generator) -> Call:
    """Draw a layer in groups."""
    groups = int(rng.integers(2, 5))
    k = int(rng.integers(2, 6)), int(rng.integers(6, 9))
    return Call(
        groups * int(rng.integers(3, 7)), groups * int(rng.integers(8, 12)), k, True, groups
    )


def _weights(formula: Callable[..., float]):
    """Return a wrong count: ``formula(c_in, c_out, KH, KW, groups)`` weights, and the biases."""

    def wrong(c_in, c_out, k, bias=True, groups=1):
        rows, columns = pair(k)
        return formula(c_in, c_out, rows, columns, groups) + (c_out if bias else 0)

    return wrong


def _biases(formula: Callable[..., float], without: bool = False):
    """Return a wrong count: right weights, and so many biases (also where none are asked for)."""

    def wrong(c_in, c_out, k, bias=True, groups=1):
        rows, columns = pair(k)
        more = formula(c_in, c_out, rows, columns, groups) if bias or without else 0
        return reference(c_in, c_out, k, False, groups) + more

    return wrong


def _square(side: int):
    def wrong(c_in, c_out, k, bias=True, groups=1):
        return reference(c_in, c_out, pair(k)[side], bias, groups)

    return wrong


def _square_forgotten(c_in, c_out, k, bias=True, groups=1):
    """Multiply the sides of a pair, and take a single side once."""
    side = (k, 1) if isinstance(k, int) else k
    return reference(c_in, c_out, side, bias, groups)


def _failed_calls(evidence: list[Verdict]) -> list[Call]:
    return [verdict.call for verdict in evidence if not verdict.passed]


def _pairs_fail(evidence: list[Verdict]) -> bool:
    return all(isinstance(call.args[2], tuple) for call in _failed_calls(evidence))


def _pictures_size(evidence: list[Verdict]) -> bool:
    """Say whether every count is a whole multiple, far too large, of the weights."""
    failed = [verdict for verdict in evidence if not verdict.passed]
    return all(
        isinstance(verdict.outcome.value, (int, float))
        and verdict.outcome.value > 20 * verdict.expected
        for verdict in failed
    )


exercise = Exercise(
    name="count_params",
    chapter="04",
    points=2,
    asks="Count the weights and biases of a convolutional layer.",
    reference=reference,
    forbidden={
        "cnnkit.layers": COUNT_THEM,
        "cnnkit.models": COUNT_THEM,
        "cnnkit.mine.answers": COUNT_THEM,
        "torch": COUNT_THEM,
        "keras": COUNT_THEM,
        "tensorflow": COUNT_THEM,
    },
    solved_by=("mine.answers.count_params", "layers.Conv2d"),
    rtol=1e-9,
    cases=(
        Case("one 5×5×3 filter", "the layer", fixed(3, 1, 5)),
        Case("six of them", "the number of filters", fixed(3, 6, 5)),
        Case("the volume of this chapter", "the layer", fixed(3, 2, 3)),
        Case("one grey channel", "the number of channels", fixed(1, 4, 3)),
        Case("as many filters as channels", "the number of channels", fixed(8, 8, 3)),
        Case("a 1×1 layer", "the filter's sides", fixed(64, 16, 1)),
        Case("a filter that is not square", "the filter's sides", fixed(2, 5, (3, 4))),
        Case("no bias", "the bias", fixed(3, 7, 3, False)),
        Case("no bias, by name", "the bias", fixed(4, 5, 2, bias=False)),
        Case("two groups", "the number of groups", fixed(6, 4, 3, True, 2)),
        Case("a group for each channel", "the number of groups", fixed(9, 9, 3, groups=9)),
        Case("a whole number", "the type of the answer", fixed(6, 9, (2, 3), groups=3), typed=True),
        Case("a layer that we draw", "the layer", drawn),
        Case("groups and sides that we draw", "every setting", drawn_groups),
    ),
    misconceptions=(
        Misconception(
            "bias-forgotten",
            "The biases are missing. Each filter has one: `c_out` of them.",
            bends=(lambda c_in, c_out, k, bias=True, groups=1: (c_in, c_out, k, False, groups),),
        ),
        Misconception(
            "bias-always-counted",
            "You count biases where `bias=False` says that there are none.",
            bends=(lambda c_in, c_out, k, bias=True, groups=1: (c_in, c_out, k, True, groups),),
        ),
        Misconception(
            "another-default",
            "Where nothing is said there *is* a bias, and there is one group: keep the first line "
            "as it was given.",
            wrong=(
                lambda c_in, c_out, k, bias=False, groups=1: reference(
                    c_in, c_out, k, bias, groups
                ),
            ),
        ),
        Misconception(
            "bias-the-wrong-way-round",
            "You count biases where there are none, and none where there are some.",
            bends=(lambda c_in, c_out, k, bias=True, groups=1: (c_in, c_out, k, not bias, groups),),
        ),
        Misconception(
            "wrong-number-of-biases",
            "The weights are right, the biases are not. Each filter has *one*, however deep it is: "
            "`c_out` of them.",
            wrong=tuple(
                _biases(formula, without)
                for without in (False, True)
                for formula in (
                    lambda i, o, kh, kw, g: 1,
                    lambda i, o, kh, kw, g: i,
                    lambda i, o, kh, kw, g: i * o,
                    lambda i, o, kh, kw, g: o * kh * kw,
                    lambda i, o, kh, kw, g: i * o * kh * kw,
                    lambda i, o, kh, kw, g: o // g,
                    lambda i, o, kh, kw, g: o * g,
                    lambda i, o, kh, kw, g: i // g * o,
                    lambda i, o, kh, kw, g: g,
                    lambda i, o, kh, kw, g: i + o,
                    lambda i, o, kh, kw, g: kh,
                    lambda i, o, kh, kw, g: 2 * o,
                    lambda i, o, kh, kw, g: -o,
                )
            ),
        ),
        Misconception(
            "depth-forgotten",
            "A filter is as deep as its input: it has KH · KW weights for *each* channel.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: o * kh * kw),
                _weights(lambda i, o, kh, kw, g: o * kh * kw / g),
                _weights(lambda i, o, kh, kw, g: 3 * o * kh * kw),
            ),
        ),
        Misconception(
            "one-filter-only",
            "You count one filter. There are `c_out`.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: i // g * kh * kw),
                lambda c_in, c_out, k, bias=True, groups=1: (
                    reference(c_in, 1, k, False, groups) + bool(bias)
                ),
            ),
        ),
        Misconception(
            "side-not-squared",
            "A filter of side k has k · k taps for each channel, not k and not 2k.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: o * i // g * kh),
                _weights(lambda i, o, kh, kw, g: o * i // g * kw),
                _weights(lambda i, o, kh, kw, g: o * i // g * (kh + kw)),
                _square_forgotten,
            ),
        ),
        Misconception(
            "side-cubed",
            "The filter's side is counted three times. Its depth is the number of channels.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: o * kh**3),
                _weights(lambda i, o, kh, kw, g: o * i // g * kh * kw * kw),
            ),
        ),
        Misconception(
            "square-filter-assumed",
            "One side of the filter is taken for both. `k` may be a pair: (rows, columns).",
            wrong=(_square(0), _square(1)),
        ),
        Misconception(
            "channels-added",
            "Channels, filters and taps are added. Each of the `c_out` filters has KH · KW "
            "weights for each channel: multiply.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: (i // g + o) * kh * kw),
                _weights(lambda i, o, kh, kw, g: o * (i // g + kh * kw)),
                _weights(lambda i, o, kh, kw, g: i // g + o + kh * kw),
            ),
        ),
        Misconception(
            "groups-ignored",
            "`groups` has no effect. In groups a filter is only `c_in // groups` deep.",
            bends=(lambda c_in, c_out, k, bias=True, groups=1: (c_in, c_out, k, bias, 1),),
        ),
        Misconception(
            "groups-divide-twice",
            "You divide by the groups twice: once for the depth of a filter, once for their "
            "number. All `c_out` filters are there; each is less deep.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: o // g * (i // g) * kh * kw),
                lambda c_in, c_out, k, bias=True, groups=1: reference(
                    c_in, c_out // groups, k, bias, groups
                ),
            ),
        ),
        Misconception(
            "groups-multiply",
            "More groups mean *fewer* weights: each filter sees `c_in // groups` channels only.",
            wrong=(
                _weights(lambda i, o, kh, kw, g: o * i * kh * kw * g),
                lambda c_in, c_out, k, bias=True, groups=1: (
                    reference(c_in, c_out, k, bias) * groups
                ),
                _weights(lambda i, o, kh, kw, g: o * (i // g) * kh * kw * g * g),
            ),
        ),
        Misconception(
            "groups-read-as-their-size",
            "`groups` says how many groups there are, not how many channels are in one.",
            wrong=(_weights(lambda i, o, kh, kw, g: o * (i if g == 1 else g) * kh * kw),),
        ),
        Misconception(
            "multiplied-by-the-places",
            "The weights are shared: the same filter serves at every place, so the size of the "
            "picture does not matter.",
            symptom=_pictures_size,
        ),
        Misconception(
            "weights-and-biases-apart",
            "Weights and biases come as two numbers. We asked for their sum.",
            wrong=(
                lambda c_in, c_out, k, bias=True, groups=1: (
                    reference(c_in, c_out, k, False, groups),
                    c_out if bias else 0,
                ),
            ),
        ),
        Misconception(
            "not-a-whole-number",
            "The count is right, but it is a float: `/` always makes one. Divide by `//`, so that "
            "it can be the size of an array.",
            wrong=(lambda *args, **named: float(reference(*args, **named)),),
        ),
        Misconception(
            "a-pair-is-not-a-number",
            "`k` may be one number or a pair (rows, columns). A pair cannot be multiplied as if it "
            "were a number: take it apart first.",
            symptom=_pairs_fail,
        ),
        Misconception(
            "pairs-only",
            "`k` may be one number as well: it then holds for rows and columns.",
            symptom=raised("int", error="TypeError"),
        ),
    ),
)
