"""Chapter 10: LeNet-5 as a class of one's own.

The weights are the student's own, so there is no reference value. The judge takes the weights
that came back, puts them into a network known to be right, and compares what both make of the
same images.
"""

from functools import partial
from typing import Any

import numpy as np

from cnnkit import functional as F
from cnnkit.checks.compare import difference
from cnnkit.checks.recipes import Rng
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

SHAPES = {
    "conv1": ((6, 1, 5, 5), (6,)),
    "conv2": ((16, 6, 5, 5), (16,)),
    "dense3": ((400, 120), (120,)),
    "dense4": ((120, 84), (84,)),
    "dense5": ((84, 10), (10,)),
}
WEIGHTS = [weight for weight, _ in SHAPES.values()]
BIASES = [bias for _, bias in SHAPES.values()]

Weights = dict[tuple[int, ...], np.ndarray]


def forward(
    x: np.ndarray,
    weights: Weights,
    *,
    act=F.relu,
    pool=F.max_pool2d,
    between=True,
    last=lambda z: z,
) -> np.ndarray:
    """Return the logits of LeNet-5 with these weights; the arguments are for doing it wrong."""
    for name, padding in (("conv1", 2), ("conv2", 0)):
        w, b = (weights[shape] for shape in SHAPES[name])
        x = pool(act(F.conv2d(x, w, b, padding=padding)), 2)
    x = x.reshape(len(x), -1)  # (N, 16, 5, 5) -> (N, 400)
    for name in ("dense3", "dense4", "dense5"):
        w, b = (weights[shape] for shape in SHAPES[name])
        x = F.linear(x, w, b)
        if name != "dense5" and between:
            x = act(x)
    return last(x)


def gradients(x: np.ndarray, weights: Weights, dy: np.ndarray) -> Weights:
    """Return the gradient of every parameter, and of the images, by their shapes."""
    w = {name: weights[shapes[0]] for name, shapes in SHAPES.items()}
    b = {name: weights[shapes[1]] for name, shapes in SHAPES.items()}
    found: Weights = {}
    z1 = F.conv2d(x, w["conv1"], b["conv1"], padding=2)
    p1 = F.max_pool2d(F.relu(z1), 2)
    z2 = F.conv2d(p1, w["conv2"], b["conv2"])
    p2 = F.max_pool2d(F.relu(z2), 2)
    h = [p2.reshape(len(x), -1)]  # (N, 16, 5, 5) -> (N, 400)
    z = []
    for name in ("dense3", "dense4"):
        z.append(F.linear(h[-1], w[name], b[name]))
        h.append(F.relu(z[-1]))
    for name, inside, before in (
        ("dense5", h[2], z[1]),
        ("dense4", h[1], z[0]),
        ("dense3", h[0], None),
    ):
        dy, dw, db = F.linear_backward(dy, inside, w[name])
        found[SHAPES[name][0]], found[SHAPES[name][1]] = dw, db
        dy = dy if before is None else F.relu_backward(dy, before)
    dy = F.relu_backward(F.max_pool2d_backward(dy.reshape(p2.shape), F.relu(z2), 2), z2)
    dy, dw, db = F.conv2d_backward(dy, p1, w["conv2"])
    found[SHAPES["conv2"][0]], found[SHAPES["conv2"][1]] = dw, db
    dy = F.relu_backward(F.max_pool2d_backward(dy, F.relu(z1), 2), z1)
    dx, dw, db = F.conv2d_backward(dy, x, w["conv1"], padding=2)
    found[x.shape] = dx
    found[SHAPES["conv1"][0]], found[SHAPES["conv1"][1]] = dw, db
    return found


def _says(id: str, hint: str) -> Misconception:
    return Misconception(id, hint)


NO_PARAMETERS = _says(
    "parameters-not-given",
    "`parameters()` returns a list of the layers' parameters (things with `.value` and `.grad`).",
)
NO_LOGITS = _says("returns-nothing", "`forward` ends without `return`, so it gives None.")
IGNORES_RNG = _says(
    "ignores-the-generator",
    "The weights are not drawn from the `rng` that was handed in. Pass it on to each layer.",
)
ALL_ZERO = _says(
    "weights-all-zero",
    "All weights of a layer are equal, so all its units learn the same. Draw them at random.",
)
NO_BIAS = _says("biases-missing", "LeNet-5's layers have biases: 61,706 parameters with them.")
NO_PADDING = _says(
    "padding-missing",
    "The first convolution pads its 28×28 image by 2, so that the map is 28×28 again. Without it "
    "the last maps are 4×4, and 256 numbers reach the first dense layer, not 400.",
)
TOO_MUCH_PADDING = _says(
    "padding-on-both-convolutions", "Only the first convolution pads. The second gives 10×10 maps."
)
SIXTEEN_SIX = _says("six-and-sixteen-swapped", "First 6 filters, then 16: depth grows.")
LAYER_MISSING = _says(
    "a-dense-layer-is-missing", "There are three dense layers: 400 → 120 → 84 → 10."
)
CONV_MISSING = _says(
    "convolutions-left-out-of-parameters",
    "`parameters()` does not give the convolutions' weights, so they would never be trained.",
)
ONE_CHANNEL = _says(
    "second-convolution-sees-one-channel", "The second convolution gets 6 maps: its c_in is 6."
)
FILTER_SIZE = _says("filters-of-another-size", "The filters are 5×5.")
OTHER_SIZES = _says(
    "other-layer-sizes",
    "The layers have other sizes than LeNet-5: 6 and 16 filters of 5×5, dense 120, 84, 10.",
)
DRAWS = _says(
    "draws-in-every-call",
    "Two calls of `forward` with the same images give different scores, though the weights stay. "
    "Is there a dropout layer? LeNet-5 has none.",
)
REMADE = _says(
    "weights-made-anew",
    "Two calls of `forward` with the same images give different numbers. Make the layers once, in "
    "`__init__`.",
)
ORDER = _says(
    "parts-in-another-order",
    "The layers have the right sizes, but the logits are not those of LeNet-5. Compare the order "
    "with the picture: convolution, ReLU, pooling, twice; then dense with ReLU between.",
)
BACKWARD = _says(
    "backward-is-not-the-derivative",
    "`forward` is right, but the gradients are not its derivative. Go backward through the layers "
    "in reverse order; each place needs a layer of its own, for it remembers one forward pass.",
)
NO_GRADIENT = _says(
    "gradients-missing",
    "After `backward` some parameters have no gradient. Call `backward` of every layer.",
)

NO_DX = _says(
    "backward-returns-nothing",
    "`backward` returns the gradient by the images, as every layer's does: the network may stand "
    "behind another one.",
)

VARIANTS: tuple[tuple[Misconception, dict[str, Any]], ...] = (
    (
        _says("softmax-at-the-end", "The network ends in logits. The loss does the softmax."),
        {"last": F.softmax},
    ),
    (
        _says("relu-at-the-end", "No ReLU after the last layer: logits may be negative."),
        {"last": F.relu},
    ),
    (
        _says("relu-missing-between-dense", "Between two dense layers stands a ReLU."),
        {"between": False},
    ),
    (
        _says("average-instead-of-max-pooling", "The pooling is max pooling here."),
        {"pool": F.avg_pool2d},
    ),
    (_says("tanh-instead-of-relu", "The original had tanh; here it is ReLU."), {"act": F.tanh}),
    *(
        (
            _says(
                "leaky-relu-instead-of-relu",
                "Negative numbers come through, made smaller. Here it is ReLU: 0 for all of them.",
            ),
            {"act": partial(F.leaky_relu, slope=slope)},
        )
        for slope in (0.01, 0.1, 0.2)
    ),
    (
        _says("sigmoid-instead-of-relu", "The activation is ReLU here."),
        {"act": F.sigmoid},
    ),
    (
        _says("relu-missing", "After each convolution and between dense layers stands a ReLU."),
        {"act": lambda z: z},
    ),
    (
        _says("stride-instead-of-pooling", "2×2 max pooling halves the maps, not a step."),
        {"pool": lambda z, k: z[:, :, ::k, ::k]},
    ),
)


def judge(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with a LeNet-5, or None: its sizes, its scores, or its gradients."""
    said = dict(zip((name for name, _ in call.methods), value["value"], strict=True))
    parameters = said["parameters"]
    if not isinstance(parameters, list) or not parameters:
        return NO_PARAMETERS
    if not all(isinstance(item, dict) and "value" in item for item in parameters):
        return NO_PARAMETERS
    wrong = _wrong_sizes([np.shape(item["value"]) for item in parameters])
    if wrong is not None:
        return wrong
    weights = {np.shape(item["value"]): np.asarray(item["value"], float) for item in parameters}
    if any(np.ptp(weights[shape]) == 0 for shape in WEIGHTS):
        return ALL_ZERO
    if value["observed"][0] == Rng.state_of(call.args[0]):
        return IGNORES_RNG
    if "forward" not in said:
        return None
    images = call.methods[0][1].args[0]
    wrong = _wrong_scores(value["value"][0], value["value"][1], images, weights)
    if wrong is not None or "backward" not in said:
        return wrong
    return _wrong_gradients(
        said["backward"], parameters, call.methods[2][1].args[0], images, weights
    )


def _wrong_scores(scores, again, images: np.ndarray, weights: Weights) -> Misconception | None:
    """Compare the scores of two calls with those of a network that is known to be right."""
    if scores is None:
        return NO_LOGITS
    expected = forward(images, weights)
    if difference(again, scores) is not None:
        mean = (np.asarray(scores, float) + np.asarray(again, float)) / 2
        alike = np.corrcoef(mean.ravel(), expected.ravel())[0, 1]
        return DRAWS if alike > 0.5 and difference(again, expected) is not None else REMADE
    if difference(scores, expected) is None:
        return None
    for mistake, changes in VARIANTS:
        if difference(scores, forward(images, weights, **changes)) is None:
            return mistake
    return ORDER


def _wrong_gradients(dx, parameters: list, dy, images, weights: Weights) -> Misconception | None:
    """Compare what `backward` left and returned with the derivative of the right scores."""
    if any(item["grad"] is None for item in parameters):
        return NO_GRADIENT
    right = gradients(images, weights, dy)
    for item in parameters:
        if difference(item["grad"], right[np.shape(item["value"])], 1e-3) is not None:
            return BACKWARD
    if difference(dx, right[images.shape], 1e-3) is not None:
        return NO_DX if dx is None else BACKWARD
    return None


def _wrong_sizes(shapes: list[tuple[int, ...]]) -> Misconception | None:
    """Return what is wrong with the sizes of the layers, or None."""
    if sorted(shapes) == sorted(WEIGHTS + BIASES):
        return None
    weights = [shape for shape in shapes if len(shape) > 1]
    filters = [shape for shape in weights if len(shape) == 4]
    if sorted(shapes) == sorted(WEIGHTS):
        return NO_BIAS
    if not filters:
        return CONV_MISSING
    if any(shape[2:] != (5, 5) for shape in filters):
        return FILTER_SIZE
    if [shape[0] for shape in filters] == [16, 6]:
        return SIXTEEN_SIX
    if (16, 1, 5, 5) in filters:
        return ONE_CHANNEL
    entering = {shape[0] for shape in weights if len(shape) == 2}
    if 256 in entering:
        return NO_PADDING
    if entering & {16 * 6 * 6, 16 * 7 * 7}:
        return TOO_MUCH_PADDING
    if sum(len(shape) == 2 for shape in weights) < 3:
        return LAYER_MISSING
    return OTHER_SIZES


def _draw(images: int, *, back: bool = False):
    """Return the draw of a case: sizes alone without images, then scores, and the way back."""

    def draw(rng: np.random.Generator) -> Call:
        x = rng.normal(size=(images, 1, 28, 28)).astype(np.float32)
        dy = rng.normal(size=(images, 10)).astype(np.float32)
        methods = [("forward", Call(x))] * 2 if images else []
        methods += [("backward", Call(dy))] if back else []
        call = Call(Rng(int(rng.integers(1 << 30))))
        return call.then(*methods, ("parameters", Call())).observing(0)

    return draw


def _stops(words: str = "", *, backward: bool = False):
    """Return the symptom "each case stops because two layers do not fit together"."""

    def shows(evidence: list) -> bool:
        return all(
            verdict.outcome.error in ("ShapeError", "ValueError")
            and words in verdict.outcome.message
            and ("in backward" in verdict.outcome.frame) == backward
            for verdict in evidence
            if not verdict.passed
        )

    return shows


exercise = Exercise(
    name="LeNet5",
    chapter="10",
    points=5,
    asks="Build LeNet-5 from the library's layers: `forward`, `backward`, `parameters`.",
    judge=judge,
    forbidden={"cnnkit.models": "build it from layers"},
    budget=30.0,
    solved_by=("lenet5",),
    cases=(
        Case("the sizes of the layers", "the layers", _draw(0)),
        Case("the scores of two images", "the way forward", _draw(2)),
        Case("the scores of one image", "the way forward", _draw(1)),
        Case("forward and back with five images", "the way back", _draw(5, back=True), weight=2),
    ),
    misconceptions=(
        Misconception(NO_PADDING.id, NO_PADDING.hint, symptom=_stops("256")),
        Misconception(ONE_CHANNEL.id, ONE_CHANNEL.hint, symptom=_stops("6 channels")),
        Misconception(BACKWARD.id, BACKWARD.hint, symptom=_stops(backward=True)),
        Misconception(
            "layers-do-not-fit",
            "Two layers do not fit together. Follow the shape: 1×28×28, 6×28×28, 6×14×14, "
            "16×10×10, 16×5×5; flattened 400; then 120, 84, 10.",
            symptom=_stops(),
        ),
    ),
)
