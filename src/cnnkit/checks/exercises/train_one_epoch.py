"""Chapter 10: one pass over the training images.

The order of the images is random, so the judge looks at what does not depend on it: the mean loss
at a learning rate of 0; one step over everything; and small steps, whose sum is the same in any
order up to terms of second order in the learning rate.
"""

from typing import Any

import numpy as np

from cnnkit import functional as F
from cnnkit.checks.compare import difference
from cnnkit.checks.recipes import Built, Of, Rng
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

FEATURES, CLASSES = 12, 3
TINY = 1e-3


def gradient(w, b, x, y, *, last=lambda z: z):
    """Return the gradient of a linear classifier's mean loss; ``last`` is for doing it wrong."""
    flat = x.reshape(len(x), -1).astype(float)  # (N, 1, 3, 4) -> (N, 12)
    dz = F.softmax_cross_entropy_backward(last(F.linear(flat, w, b)), y)
    _, dw, db = F.linear_backward(dz, flat, w)
    return dw, db


def loss_of(w, b, x, y) -> float:
    """Return the mean loss of a linear classifier."""
    flat = x.reshape(len(x), -1).astype(float)  # (N, 1, 3, 4) -> (N, 12)
    return float(F.softmax_cross_entropy(F.linear(flat, w, b), y))


def trained(w, b, x, y, size, lr, **wrong):
    """Return weights and bias after an epoch in the order given."""
    for start in range(0, len(x), size):
        dw, db = gradient(w, b, x[start : start + size], y[start : start + size], **wrong)
        w, b = w - lr * dw, b - lr * db
    return w, b


def _says(id: str, hint: str) -> Misconception:
    return Misconception(id, hint)


RETURNS_NOTHING = _says("returns-nothing", "Return the mean loss of the epoch.")
NO_STEP = _says(
    "weights-do-not-move",
    "The weights are the same afterwards. In each round: gradients to zero, forward, backward, "
    "then `optimizer.step()`, in this order.",
)
NOT_SHUFFLED = _says(
    "not-shuffled",
    "The images were used in the order in which they came. Shuffle them with `rng` in each epoch.",
)
OTHER_RNG = _says(
    "ignores-the-generator",
    "The `rng` that was handed in was not used, so runs cannot be repeated. Shuffle with it.",
)
MEAN_OF_MEANS = _says(
    "mean-of-batch-means",
    "The last batch is shorter, and its images count too much when you take the mean over batches. "
    "Weight each batch by its number of images.",
)
LAST_DROPPED = _says("last-batch-dropped", "The short last batch is left out. Every image counts.")
SUMMED = _says("sum-instead-of-mean", "You return a sum. Divide by the number of images.")
NOT_CLEARED = _says(
    "gradients-not-cleared",
    "Gradients of earlier batches are still there and are added. Call `optimizer.zero_grad()` in "
    "each round.",
)
ONE_BATCH_ONLY = _says(
    "one-step-only", "There was one step only. Go on to the last batch: there is a step for each."
)
PAIRS_BROKEN = _says(
    "images-and-labels-apart",
    "Images and labels no longer belong together. Shuffle both with the same index.",
)
FACTOR = _says(
    "step-too-large-or-small",
    "The steps point the right way but have another length. The gradient is that of the mean "
    "loss, once.",
)
TWICE = _says(
    "every-image-twice",
    "The weights went twice as far as they should. Are there two epochs, or two steps for each "
    "batch? One pass, one step.",
)
SOFTMAX_TWICE = _says(
    "softmax-twice",
    "The steps are those of scores that went through softmax before the loss, which does it once "
    "more. Hand the scores themselves to the loss and to its backward.",
)
UPHILL = _says("steps-uphill", "The steps go the wrong way: the loss grows.")
OTHER_STEPS = _says(
    "steps-are-not-the-gradient",
    "The steps are not along the gradient of the loss. What do you hand to `model.backward`? It is "
    "`softmax_cross_entropy_backward(scores, y)` of this batch.",
)
OTHER_LOSS = _says(
    "loss-is-not-the-mean-loss",
    "The number returned is not the mean loss of the images, taken before each step.",
)
AFTER_STEP = _says(
    "loss-measured-after-the-step",
    "The loss is measured after the step. Take it from the same forward pass that you train on.",
)


SHORT_AS_FULL = _says(
    "short-batch-counted-as-full",
    "The short last batch is weighted as if it were full. Weight it by its number of images.",
)
LAST_ONLY = _says("loss-of-the-last-batch", "You return the loss of the last batch alone.")

Weights = tuple[np.ndarray, np.ndarray]


def judge(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with an epoch, or None."""
    model, optimizer, x, y, size, rng = call.args
    before = _weights(model.state_dict())
    result, (after, drawn) = value["value"], value["observed"]
    if result is None:
        return RETURNS_NOTHING
    if np.size(result) != 1:
        return OTHER_LOSS
    epoch = _Epoch(before, _weights(after), x, y, size, optimizer.lr)
    return (
        epoch.wrong_steps()
        or epoch.wrong_loss(float(np.asarray(result).reshape(())))
        or epoch.wrong_order(untouched=drawn == Rng.state_of(rng))
    )


def _weights(state: dict) -> Weights:
    arrays = [np.asarray(array, dtype=float) for array in state.values()]
    return (
        next(array for array in arrays if array.ndim == 2),
        next(array for array in arrays if array.ndim == 1),
    )


class _Epoch:
    """What an epoch did to a linear classifier, held against what it should have done."""

    def __init__(self, before: Weights, after: Weights, x, y, size: int, lr: float):
        self.before, self.after, self.x, self.y = before, after, x, y
        self.size, self.lr = size, lr
        self.whole = size >= len(x)

    def _way(self, **wrong) -> list[np.ndarray]:
        """Return how far weights and bias should go."""
        after = trained(*self.before, self.x, self.y, self.size, self.lr, **wrong)
        return [new - old for new, old in zip(after, self.before, strict=True)]

    def wrong_steps(self) -> Misconception | None:
        """Compare the way that the weights went with the sum of all gradients."""
        if self.lr == 0 or (self.lr > TINY and not self.whole):
            return None
        moved = [new - old for new, old in zip(self.after, self.before, strict=True)]
        right = self._way()
        close = 1e-3 if self.whole else 0.05
        if not np.isfinite(moved[0]).all():
            return OTHER_STEPS
        if difference(moved, right, close) is None:
            return None
        if not moved[0].any():
            return NO_STEP
        length = np.linalg.norm(moved[0]) * np.linalg.norm(right[0])
        cosine = float(np.sum(moved[0] * right[0]) / length)
        scale = cosine * float(np.linalg.norm(moved[0]) / np.linalg.norm(right[0]))
        if difference(moved, self._way(last=F.softmax), close) is None:
            return SOFTMAX_TWICE
        if cosine < -0.9:
            return UPHILL
        if difference(moved[0] / scale, right[0], 0.02) is None:
            if not self.whole and self.size > 2 and abs(scale - 2) < 0.05:
                return TWICE
            return FACTOR if scale > 1 or self.whole else ONE_BATCH_ONLY
        if difference(moved[1], right[1], close) is None:
            return PAIRS_BROKEN  # the bias sees how many labels there are, not whose they are
        if not self.whole and cosine > 0.5:
            if scale < 0.6:
                return ONE_BATCH_ONLY
            if scale > 1.3 and cosine > 0.8:
                return NOT_CLEARED
        return OTHER_STEPS

    def wrong_loss(self, result: float) -> Misconception | None:
        """Compare the number returned with the mean loss, taken before each step."""
        if self.lr > TINY and not self.whole:
            return None
        exact = loss_of(*self.before, self.x, self.y)
        end = loss_of(*self.after, self.x, self.y)
        moved = 0.0 if self.whole else abs(exact - end)
        if abs(result - exact) <= 1e-4 * exact + 1.2 * moved:
            return None
        if self.whole and abs(result - end) < 1e-4:
            return AFTER_STEP
        return (
            self._short_batch_at_fault(result)
            or next(
                (
                    SUMMED
                    for times in (len(self.x), -(-len(self.x) // self.size))
                    if times > 1 and abs(result - exact * times) < 0.1 * exact * times
                ),
                None,
            )
            or OTHER_LOSS
        )

    def _short_batch_at_fault(self, result: float) -> Misconception | None:
        """Find the mistake where one image is left over: whichever image that was."""
        n = len(self.x)
        if n % self.size != 1 or self.lr:
            return None
        each = [loss_of(*self.before, self.x[i : i + 1], self.y[i : i + 1]) for i in range(n)]
        total, full = sum(each), n // self.size
        for last in each:
            rest = total - last
            for mistake, wrong in (
                (MEAN_OF_MEANS, (rest / self.size + last) / (full + 1)),
                (LAST_DROPPED, rest / (n - 1)),
                (LAST_DROPPED, rest / n),
                (SHORT_AS_FULL, (rest + last * self.size) / n),
                (SHORT_AS_FULL, (rest + last * self.size) / ((full + 1) * self.size)),
                (LAST_ONLY, last),
                (SUMMED, rest / self.size + last),
            ):
                if abs(result - wrong) < 1e-6 * max(abs(wrong), 1):
                    return mistake
        return None

    def wrong_order(self, *, untouched: bool) -> Misconception | None:
        """Say whether the images were shuffled, and with the generator handed in."""
        if self.whole or self.lr <= TINY:
            return None
        as_given = trained(*self.before, self.x, self.y, self.size, self.lr)
        if difference(self.after[0], as_given[0], 1e-5) is None:
            return NOT_SHUFFLED
        return OTHER_RNG if untouched else None


def _draw(images: int, size: int, lr: float):
    def draw(rng: np.random.Generator) -> Call:
        y = rng.integers(0, CLASSES, images)
        y[:CLASSES] = np.arange(CLASSES)
        x = rng.normal(size=(images, 1, 3, 4)) + 0.7 * y[:, None, None, None]
        state = {
            "1.weight": rng.normal(size=(FEATURES, CLASSES)) * 0.3,
            "1.bias": rng.normal(size=CLASSES) * 0.1,
        }
        layers = (
            Built("layers.Flatten"),
            Built("layers.Linear", (FEATURES, CLASSES), {"rng": 0, "dtype": "float64"}),
        )
        model = Built("layers.Sequential", layers, state=state)
        optimizer = Built("training.SGD", (Of(0, "parameters"),), {"lr": lr})
        seed = Rng(int(rng.integers(1 << 30)))
        return Call(model, optimizer, x, y, size, seed).observing(0, 5)

    return draw


exercise = Exercise(
    name="train_one_epoch",
    chapter="10",
    points=4,
    asks="Go once through the images in random batches; return the mean loss.",
    judge=judge,
    forbidden={
        "cnnkit.training.fit": "write the loop yourself",
        "cnnkit.training.train_one_epoch": "write the loop yourself",
        "cnnkit.training.train_step": "write the loop yourself",
        "cnnkit.training.loop": "write the loop yourself",
        "cnnkit.training.step": "write the loop yourself",
    },
    budget=20.0,
    solved_by=("train_one_epoch", "train_step", "fit"),
    cases=(
        Case("batches that divide the images", "the batch size", _draw(24, 6, TINY)),
        Case("a short last batch", "the number of images", _draw(9, 8, 0.0)),
        Case("one batch of everything", "the batch size", _draw(12, 12, 0.5)),
        Case("a learning rate of 0", "the learning rate", _draw(11, 4, 0.0)),
        Case("one image at a time", "the batch size", _draw(16, 1, TINY)),
        Case("large steps", "the learning rate", _draw(20, 5, 0.5)),
    ),
)
