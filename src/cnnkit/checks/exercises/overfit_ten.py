"""Chapter 10: learn ten images by heart. If that fails, nothing else will work."""

from typing import Any

import numpy as np

from cnnkit import functional as F
from cnnkit.checks.compare import shape_of
from cnnkit.checks.recipes import Built
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

ENOUGH = 0.1


def _says(id: str, hint: str) -> Misconception:
    return Misconception(id, hint)


NOT_A_LIST = _says(
    "one-number-only", "Return the list of all losses, one for each step, from first to last."
)
NOT_FINITE = _says(
    "learning-rate-too-large",
    "The loss grows until it is no number. The learning rate is too large, or steps go uphill.",
)
GROWS = _says(
    "loss-grows", "The loss grows. Do the steps go against the gradient, and are they small enough?"
)
NOT_MOVED = _says(
    "weights-do-not-move",
    "The model that was handed in is the same afterwards. Train this one, and call "
    "`optimizer.step()`.",
)
HARDLY = _says(
    "too-few-or-too-small-steps",
    "The loss falls, but stays far from 0. Take more steps, or larger ones.",
)
NOT_THESE = _says(
    "not-these-images",
    "The losses returned do not belong to the ten images handed in: after training, the model "
    "still does not know them.",
)
WRONG_START = _says(
    "losses-are-something-else",
    "The first number is not the loss of the untrained model. Return the cross-entropy of each "
    "step.",
)


def judge(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with learning ten images by heart, or None."""
    model, x, y = call.args
    losses, (after,) = value["value"], value["observed"]
    shape = shape_of(losses)
    if shape is None or len(shape) != 1 or shape[0] < 2:
        return NOT_A_LIST
    losses = np.asarray(losses, dtype=float)
    before = model.state_dict()
    start = float(F.softmax_cross_entropy(model.forward(x), y))
    moved = any(not np.array_equal(before[name], after.get(name)) for name in before)
    if not np.isfinite(losses).all():
        return NOT_FINITE
    if not moved:
        return NOT_MOVED
    if losses[-1] > 1.05 * losses[0] and losses[-1] > start:
        return GROWS
    model.load_state_dict(after)
    end = float(F.softmax_cross_entropy(model.forward(x), y))
    if not np.isfinite(end) or end > 1.5 * start:
        return NOT_THESE if losses[-1] < losses[0] else GROWS
    if not 0.4 * start <= losses[0] <= 2.5 * start:
        return NOT_THESE if end > 3 * ENOUGH else WRONG_START
    if losses[-1] >= ENOUGH:
        return HARDLY
    if end > 2 * losses[-1] + 0.05:
        return NOT_THESE
    return None


def _lenet(rng: np.random.Generator) -> Built:
    """Return LeNet-5 layer by layer: its builder is switched off while the chapter is graded."""

    def layer(name: str, *args, **kwargs) -> Built:
        return Built(f"layers.{name}", args, {**kwargs, "rng": int(rng.integers(1 << 30))})

    relu, pool = Built("layers.ReLU"), Built("layers.MaxPool2d", (2,))
    features = (
        layer("Conv2d", 1, 6, 5, padding=2),
        relu,
        pool,
        layer("Conv2d", 6, 16, 5),
        relu,
        pool,
    )
    head = (
        layer("Linear", 400, 120),
        relu,
        layer("Linear", 120, 84),
        relu,
        layer("Linear", 84, 10),
    )
    return Built("layers.Sequential", (*features, Built("layers.Flatten"), *head))


def _draw(classes: int):
    def draw(rng: np.random.Generator) -> Call:
        # ten images of simple bars, each in its own place, with noise
        y = rng.permutation(10) % classes
        x = 0.1 * rng.random((10, 1, 28, 28))
        for n in range(10):
            row, column = rng.integers(2, 20, 2)
            x[n, 0, row : row + 6, column : column + 3] += 0.9
            x[n, 0, 2 * (n % 10) : 2 * (n % 10) + 2] += 0.5
        return Call(_lenet(rng), np.clip(x, 0, 1).astype(np.float32), y).observing(0)

    return draw


exercise = Exercise(
    name="overfit_ten",
    chapter="10",
    points=2,
    asks="Train the model on ten images until their loss is below 0.1; return the losses.",
    judge=judge,
    forbidden={
        "cnnkit.training.fit": "write the loop yourself",
        "cnnkit.training.overfit_ten": "write the loop yourself",
        "cnnkit.training.loop": "write the loop yourself",
        "cnnkit.training.step": "write the loop yourself",
    },
    budget=40.0,
    solved_by=("overfit_ten", "fit"),
    cases=(
        Case("ten images", "the images", _draw(10)),
        Case("ten images of five classes", "the labels", _draw(5)),
    ),
)
