"""Chapter 05: how many pixels an output sees, and how far apart neighbouring outputs look."""

import math
from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv_symptoms import only_where, raised
from cnnkit.checks.exercises._sizes import COUNT_YOURSELF, FLOAT
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

Layers = list[tuple[int, int, int]]


def reference(layers):
    """Size grows by d (k - 1) jump; then jump is multiplied by the stride."""
    size = jump = 1
    for k, stride, dilation in layers:
        size += dilation * (k - 1) * jump
        jump *= stride
    return size, jump


def fixed(*layers: tuple[int, int, int]) -> Callable[[np.random.Generator], Call]:
    """Return a drawing that always gives these layers."""
    return lambda rng: Call(list(layers))


def drawn(count: int, strides: int, dilations: int) -> Callable[[np.random.Generator], Call]:
    """Return a drawing of so many layers, with strides and dilations up to these."""

    def draw(rng: np.random.Generator) -> Call:
        ends = ((2, 6), (min(strides, 2), strides + 1), (min(dilations, 2), dilations + 1))
        return Call([tuple(int(rng.integers(*end)) for end in ends) for _ in range(count)])

    return draw


def _each(change: Callable[[int, int, int], tuple[int, int, int]]) -> Callable[..., tuple]:
    """Return a bend that changes every layer."""
    return lambda layers: ([change(*layer) for layer in layers],)


def _grown(step: Callable[..., tuple[float, float]], size=1, jump=1) -> Callable[..., tuple]:
    """Return a wrong recursion: step(size, jump, k, stride, dilation) gives the next two."""

    def answer(layers):
        now = size, jump
        for layer in layers:
            now = step(*now, *layer)
        return now

    return answer


def _with_size(size: Callable[[Layers], float]) -> Callable[..., tuple]:
    return lambda layers: (size(layers), reference(layers)[1])


def _with_jump(jump: Callable[[Layers], float]) -> Callable[..., tuple]:
    return lambda layers: (reference(layers)[0], jump(layers))


def _backwards(layers: Layers) -> int:
    """Go from the output to the input, but take the layers in the wrong order."""
    size = 1
    for k, stride, dilation in layers:
        size = (size - 1) * stride + dilation * (k - 1) + 1
    return size


def _for_nothing(value) -> Callable[..., object]:
    return lambda layers: reference(layers) if layers else value


ONE, STACK = "a single layer", "how many layers there are"
STEP, GAPS = "the strides", "the dilations"

exercise = Exercise(
    name="receptive_field",
    chapter="05",
    points=3,
    asks="Count the pixels that one output sees, and the pixels between neighbouring outputs.",
    reference=reference,
    forbidden={**COUNT_YOURSELF, "torch": "here you count them yourself"},
    solved_by=(
        "functional.geometry.receptive_field",
        "widgets.receptive_field_explorer.ReceptiveFieldExplorer",
    ),
    rtol=1e-9,
    cases=(
        Case("one 3 × 3 layer", ONE, fixed((3, 1, 1))),
        Case("two 3 × 3 layers", STACK, fixed((3, 1, 1), (3, 1, 1))),
        Case("three 3 × 3 layers", STACK, fixed((3, 1, 1), (3, 1, 1), (3, 1, 1))),
        Case("no layer at all", STACK, fixed(), typed=True),
        Case("one layer with a stride", ONE, fixed((5, 3, 1))),
        Case("one layer with dilation", ONE, fixed((3, 1, 4))),
        Case("windows of one pixel", STACK, fixed((1, 1, 1), (1, 2, 3), (1, 1, 2))),
        Case("an even window", ONE, fixed((4, 1, 1))),
        Case("a pooling after a convolution", STEP, fixed((5, 1, 1), (2, 2, 1))),
        Case("a convolution after a pooling", STEP, fixed((2, 2, 1), (5, 1, 1))),
        Case("convolutions and poolings in turn", STEP, fixed(*[(5, 1, 1), (2, 2, 1)] * 2)),
        Case("strides of 3, 2 and 4", STEP, fixed((3, 3, 1), (4, 2, 1), (3, 4, 1))),
        Case("dilations that double", GAPS, fixed((3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 8))),
        Case("a stride before a dilation", GAPS, fixed((3, 2, 1), (3, 1, 3))),
        Case("a dilation before a stride", GAPS, fixed((3, 1, 3), (3, 2, 1), (2, 3, 1))),
        Case("strides that we draw", STEP, drawn(4, 3, 1)),
        Case("dilations that we draw", GAPS, drawn(3, 1, 4)),
        Case("everything drawn", "every setting", drawn(5, 3, 3), typed=True),
    ),
    misconceptions=(
        FLOAT,
        Misconception(
            "values-swapped",
            "The two numbers have changed places: first the size, then the jump.",
            spoils=(lambda y: (y[1], y[0]),),
        ),
        Misconception(
            "size-alone",
            "Two numbers are asked for: the size *and* the jump. Return both: `return size, jump`.",
            spoils=(lambda y: y[0], lambda y: y[1]),
        ),
        Misconception(
            "sizes-added-up",
            "You add up the windows. A second 3 × 3 window adds two pixels, not three: its first "
            "tap stands where the field already reaches. A layer adds `k - 1` gaps.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + d * k * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + d * k * j, j * t), size=0),
                _grown(lambda s, j, k, t, d: (s + k * j, j * t), size=0),
                _grown(lambda s, j, k, t, d: (s + k * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + (d * (k - 1) + 1) * j, j * t), size=0),
                _grown(lambda s, j, k, t, d: (s + (d * (k - 1) + 1) * j, j * t)),
                _with_size(lambda layers: sum(k for k, _, _ in layers)),
                _with_size(lambda layers: sum(d * (k - 1) + 1 for k, _, d in layers)),
            ),
        ),
        Misconception(
            "sizes-multiplied",
            "You multiply the windows: that counts *paths* from the input to the output, and most "
            "of them share their pixels. Two 3 × 3 windows span 5 pixels, not 9.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s * k, j * t)),
                _grown(lambda s, j, k, t, d: (s * (d * (k - 1) + 1), j * t)),
                _grown(lambda s, j, k, t, d: (s * k * j, j * t)),
                _with_size(lambda layers: math.prod(k * k for k, _, _ in layers)),
            ),
        ),
        Misconception(
            "pixels-of-the-square",
            "You count all pixels of the square. The size is its side: 5 for two 3 × 3 layers, not "
            "25.",
            spoils=(lambda y: (y[0] ** 2, y[1]), lambda y: (y[0] ** 2, y[1] ** 2)),
        ),
        Misconception(
            "own-stride-counted",
            "The stride of a layer widens its own window in your code. It takes effect from the "
            "*next* layer on: first let the size grow, then multiply the jump.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j * t, j * t)),
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * t, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k - 1) * j * t, j * t)),
            ),
        ),
        Misconception(
            "strides-ignored",
            "Strides have no effect on the size. After a stride of 2, neighbouring taps of the "
            "next layer lie 2 input pixels apart: its window grows by `dilation * (k - 1) * jump`.",
            bends=(_each(lambda k, t, d: (k, 1, d)),),
            wrong=(_with_size(lambda layers: reference([(k, 1, d) for k, _, d in layers])[0]),),
        ),
        Misconception(
            "only-the-stride-before",
            "Only the stride of one layer enters. The steps of *all* earlier layers multiply: the "
            "jump is their product.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j, t)),
                lambda layers: (
                    _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j, t))(layers)[0],
                    reference(layers)[1],
                ),
                _with_jump(lambda layers: layers[-1][1] if layers else 1),
                _with_jump(lambda layers: layers[0][1] if layers else 1),
                _with_jump(lambda layers: max((t for _, t, _ in layers), default=1)),
            ),
        ),
        Misconception(
            "strides-added-up",
            "You add up the strides. They multiply: after strides of 2 and 3, neighbouring outputs "
            "lie 6 pixels apart.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j, j + t)),
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j, j + t), jump=0),
                _grown(lambda s, j, k, t, d: (s + d * (k - 1) * j, j + t - 1)),
                _with_jump(lambda layers: sum(t for _, t, _ in layers)),
                _with_jump(lambda layers: sum(t for _, t, _ in layers) or 1),
            ),
        ),
        Misconception(
            "stride-multiplies-the-field",
            "The stride stretches what the *later* layers add, not what has been seen before. "
            "Do not multiply the size.",
            wrong=(
                _grown(lambda s, j, k, t, d: ((s + d * (k - 1)) * t, j * t)),
                _grown(lambda s, j, k, t, d: (s * t + d * (k - 1), j * t)),
                _grown(lambda s, j, k, t, d: (s * t + d * (k - 1) * j, j * t)),
                _with_size(
                    lambda layers: (
                        reference([(k, 1, d) for k, _, d in layers])[0] * reference(layers)[1]
                    )
                ),
            ),
        ),
        Misconception(
            "formula-of-the-output-size",
            "You shrink the size from layer to layer, as the *output* shrinks. The field grows: "
            "every layer looks further around.",
            wrong=(
                _grown(lambda s, j, k, t, d: ((s - d * (k - 1) - 1) // t + 1, j * t)),
                _grown(lambda s, j, k, t, d: ((s - k) // t + 1, j * t)),
            ),
        ),
        Misconception(
            "layers-in-reverse",
            "The layers are taken in the wrong order. The first of the list is the one that sees "
            "the picture. (Going backwards, size = (size − 1) · stride + span, begins with the "
            "*last*.)",
            bends=(lambda layers: (layers[::-1],),),
            wrong=(
                _with_size(_backwards),
                _with_size(lambda layers: reference(layers[::-1])[0]),
                lambda layers: (_backwards(layers) if layers else 1, reference(layers)[1]),
            ),
        ),
        Misconception(
            "dilation-ignored",
            "Dilation has no effect. With dilation d, neighbouring taps lie d steps apart: the "
            "window spans `d * (k - 1) + 1`.",
            bends=(_each(lambda k, t, d: (k, t, 1)),),
        ),
        Misconception(
            "span-is-k-times-dilation",
            "You take `k * dilation` for the span of a window. Between k taps there are k − 1 "
            "gaps: it is `dilation * (k - 1) + 1`.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + (d * k - 1) * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k + d - 2) * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k + d - 1) * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k - 1) * j + d - 1, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k - 1) * (d + 1) * j, j * t)),
            ),
        ),
        Misconception(
            "dilation-widens-the-jump",
            "The dilation is multiplied into the jump. It spreads the taps of its own layer only; "
            "neighbouring outputs lie as far apart as without it.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + (k - 1) * j * d, j * t * d)),
                _grown(lambda s, j, k, t, d: (s + (k - 1) * j, j * t * d)),
                _with_jump(lambda layers: math.prod(t * d for _, t, d in layers)),
            ),
        ),
        Misconception(
            "stride-and-dilation-swapped",
            "Stride and dilation have changed places: a layer is (k, stride, dilation).",
            bends=(
                _each(lambda k, t, d: (k, d, t)),
                _each(lambda k, t, d: (t, k, d)),
                _each(lambda k, t, d: (d, t, k)),
            ),
        ),
        Misconception(
            "jump-missing",
            "The jump is wrong: it is the product of all strides. It stays what it was at the "
            "start, or comes from another number.",
            wrong=(
                _with_jump(lambda layers: 1),
                _with_jump(lambda layers: 0),
                _with_jump(lambda layers: reference(layers)[1] // layers[-1][1] if layers else 1),
                _with_jump(lambda layers: reference(layers)[1] - 1),
            ),
        ),
        Misconception(
            "size-does-not-start-at-one",
            "The size is off by one. Without any layer an output *is* a pixel: start with "
            "`size = 1`.",
            spoils=(lambda y: (y[0] - 1, y[1]), lambda y: (y[0] + 1, y[1])),
        ),
        Misconception(
            "last-layer-only",
            "Only one layer counts. Go through all of them, and let the numbers grow from layer "
            "to layer.",
            wrong=(
                lambda layers: reference(layers[-1:]),
                lambda layers: reference(layers[:1]),
                lambda layers: (reference(layers[-1:])[0], reference(layers)[1]),
                lambda layers: reference(layers[1:]),
                lambda layers: reference(layers[:-1]),
            ),
        ),
        Misconception(
            "odd-windows-assumed",
            "You count half a window on each side (`k // 2`). A window of 4 has no middle: it adds "
            "3 pixels, `k - 1`.",
            wrong=(
                _grown(lambda s, j, k, t, d: (s + 2 * (k // 2) * d * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + (k // 2) * d * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + 2 * (k - 1) * d * j, j * t)),
                _grown(lambda s, j, k, t, d: (s + 2 * ((k - 1) // 2) * d * j, j * t)),
            ),
        ),
        Misconception(
            "empty-list-forgotten",
            "An empty list has an answer, too: without a layer each output is one pixel, and "
            "neighbours lie one pixel apart, (1, 1).",
            wrong=tuple(map(_for_nothing, ((0, 1), (1, 0), (0, 0), None, 1, 0, (), []))),
            symptom=only_where(lambda call: call.args[0], lambda layers: not layers),
        ),
        Misconception(
            "wrong-with-strides",
            "Right where every stride is 1, wrong with others. The taps of a layer lie as far "
            "apart as the strides of all *earlier* layers multiply to.",
            symptom=only_where(
                lambda call: call.args[0], lambda layers: any(t > 1 for _, t, _ in layers)
            ),
        ),
        Misconception(
            "wrong-with-dilation",
            "Right without dilation, wrong with it. A window of k taps spans `d * (k - 1) + 1`.",
            symptom=only_where(
                lambda call: call.args[0], lambda layers: any(d > 1 for _, _, d in layers)
            ),
        ),
        Misconception(
            "wrong-for-several-layers",
            "Right for one layer, wrong for several.",
            symptom=only_where(lambda call: call.args[0], lambda layers: len(layers) > 1),
        ),
        Misconception(
            "layer-read-wrongly",
            "Each layer is three numbers: `for k, stride, dilation in layers:`.",
            symptom=raised("unpack", "not subscriptable", "'tuple'", "tuple indices"),
        ),
    ),
)
