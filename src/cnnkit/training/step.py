"""One training step, and a network's answers to many examples."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from cnnkit.backend import array_module, to_device, to_numpy
from cnnkit.override import resolve
from cnnkit.training.batches import batches
from cnnkit.training.optimizers import SGD, clip_gradients

CROSS_ENTROPY = "softmax_cross_entropy"


class Step(NamedTuple):
    """What one training step saw: the loss before the update, and right answers (or None)."""

    loss: float
    right: int | None


class Evaluation(NamedTuple):
    """Mean loss and share of right answers over a data set; no labels, no accuracy."""

    loss: float
    accuracy: float | None


def train_step(
    model: Any,
    optimizer: Any,
    x: Any,
    y: Any,
    *,
    loss: str = CROSS_ENTROPY,
    clip: float | None = None,
) -> Step:
    """Do forward, loss, backward and update for one batch.

    A loss that is not finite is returned, and nothing is updated.

    Parameters
    ----------
    model
        Any layer.
    optimizer
        Of `cnnkit.training`, over the model's parameters.
    x, y
        One batch, on the model's device.
    loss
        Name of the loss in `cnnkit.functional`.
    clip
        Largest norm of all gradients together, or None.

    Returns
    -------
    Step (loss, right)
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        scores = model(x)
        value = float(resolve(loss)(scores, y))
        if not np.isfinite(value):
            return Step(value, None)
        optimizer.zero_grad()
        model.learn(resolve(f"{loss}_backward")(scores, y))
        if clip is not None:
            clip_gradients(optimizer.parameters, clip)
        optimizer.step()
    return Step(value, _right(scores, y))


def train_one_epoch(model: Any, optimizer: Any, x: Any, y: Any, batch_size: int, rng: Any) -> float:
    """Pass once over the training set in random order; return the mean loss.

    Parameters
    ----------
    model, optimizer
        As in `train_step`.
    x, y
        The training set.
    batch_size
        Examples a step.
    rng
        `numpy.random.Generator` that draws the order.

    Returns
    -------
    Mean over the examples of the loss, each as it was seen before its update.
    """
    model.train()
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        total += train_step(model, optimizer, xb, yb).loss * len(xb)
    return total / len(x)


def overfit_ten(model: Any, x: Any, y: Any, *, steps: int = 100, lr: float = 0.02) -> list[float]:
    """Train on the first ten examples only; return the loss of every step.

    A network that cannot learn ten images by heart has a mistake in it.

    Parameters
    ----------
    model
        Any layer; it is trained in place.
    x, y
        At least ten examples and their labels.
    steps, lr
        Number of steps, and learning rate of SGD with momentum 0.9.
    """
    optimizer = SGD(model.parameters(), lr, momentum=0.9)
    model.train()
    return [train_step(model, optimizer, x[:10], y[:10]).loss for _ in range(steps)]


@contextmanager
def evaluating(model: Any) -> Iterator[None]:
    """Put every layer into test mode inside a ``with`` block, then back as it was."""
    modes = [(layer, layer.training) for layer in model.named_layers().values()]
    model.eval()
    try:
        yield
    finally:
        for layer, mode in modes:
            layer.training = mode


def evaluate(
    model: Any, x: Any, y: Any, batch_size: int = 256, *, loss: str = CROSS_ENTROPY
) -> Evaluation:
    """Return mean loss and accuracy over a data set, in test mode.

    Parameters
    ----------
    model
        Any layer.
    x, y
        Examples and labels (or targets).
    batch_size
        Examples at a time; the result does not depend on it but for rounding.
    loss
        Name of the loss in `cnnkit.functional`.

    Returns
    -------
    Evaluation (loss, accuracy)
    """
    total, right = 0.0, 0
    with evaluating(model), np.errstate(over="ignore", invalid="ignore"):
        for xb, yb in batches(x, y, batch_size, None):
            xb, yb = to_device(xb, model.device), to_device(yb, model.device)
            scores = model(xb)
            total += float(resolve(loss)(scores, yb)) * len(xb)
            hits = _right(scores, yb)
            right = None if hits is None or right is None else right + hits
    model.forget()
    return Evaluation(total / len(x), None if right is None else right / len(x))


def scores(model: Any, x: Any, batch_size: int = 256) -> np.ndarray:
    """Return the network's outputs for many examples, in test mode, as a NumPy array.

    Parameters
    ----------
    model
        Any layer.
    x
        Array of shape (N, ...).
    batch_size
        Examples at a time.

    Returns
    -------
    Array of shape (N, ...), most often the logits (N, classes).
    """
    with evaluating(model):
        parts = [
            to_numpy(model(to_device(xb, model.device)))
            for xb, _ in batches(x, x, batch_size, None)
        ]
    model.forget()
    return np.concatenate(parts)


def predict(model: Any, x: Any, batch_size: int = 256) -> np.ndarray:
    """Return the most probable class of each example, an integer array of shape (N,).

    >>> from cnnkit.models import lenet5
    >>> predict(lenet5(), np.zeros((3, 1, 28, 28), np.float32)).shape
    (3,)
    """
    return scores(model, x, batch_size).argmax(axis=1)


def probabilities(model: Any, x: Any, batch_size: int = 256) -> np.ndarray:
    """Return the probability of each class for each example, of shape (N, classes)."""
    return resolve("softmax")(scores(model, x, batch_size))


def _right(scores: Any, y: Any) -> int | None:
    """Count right answers; None where the targets are no labels."""
    if scores.ndim != 2 or y.ndim != 1 or y.dtype.kind not in "iu":
        return None
    return int((array_module(scores).argmax(scores, axis=1) == y).sum())
