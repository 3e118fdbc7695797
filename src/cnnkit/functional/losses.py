"""Losses: how wrong an answer is, as one number, and which way to change it.

A loss is a Python float. Losses of a batch are the mean over the batch; an empty batch has none.
Backwards take the arguments of the forward and then dy, the gradient of the loss, which is 1 when
nothing follows.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from cnnkit.functional.arguments import arrays, operands, quiet, require_axes, require_shape
from cnnkit.functional.softmax import probabilities


@quiet
def softmax_cross_entropy(z: Array, y: Array, *, label_smoothing: float = 0.0) -> float:
    """Punish a low probability of the right class.

    loss = −(1/N) Σ_n Σ_k t[n, k] · log softmax(z[n])_k, with t = 1 for the right class y[n], else 0

    Give the scores themselves, not probabilities. Guessing among K classes costs log K.

    Parameters
    ----------
    z
        Scores (logits) of shape (N, K).
    y
        Right classes, integers of shape (N,), from 0 to K − 1.
    label_smoothing
        ε: the target t becomes (1 − ε)·t + ε/K.

    Returns
    -------
    The mean over the batch, a float.

    Raises
    ------
    ShapeError, DTypeError, ParameterError
        When the labels do not fit the scores, are not integers, or name no class.

    References
    ----------
    Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture (2015), for
    label smoothing.

    Examples
    --------
    >>> import numpy as np
    >>> round(softmax_cross_entropy(np.zeros((5, 10)), np.arange(5)), 4)
    2.3026
    """
    op = "softmax_cross_entropy"
    xp, z, y = _scores_and_labels(op, z, y)
    _check_smoothing(op, label_smoothing)
    z = z - z.max(axis=1, keepdims=True)
    total = xp.log(xp.exp(z).sum(axis=1))
    loss = total - z[xp.arange(len(y)), y]
    if label_smoothing:
        loss = (1 - label_smoothing) * loss + label_smoothing * (total - z.mean(axis=1))
    return float(loss.mean())


@quiet
def softmax_cross_entropy_backward(
    z: Array, y: Array, dy: float = 1.0, *, label_smoothing: float = 0.0
) -> Array:
    """Return the gradient of ``softmax_cross_entropy``: dy · (softmax(z) − t) / N.

    Parameters
    ----------
    z, y, label_smoothing
        As given to ``softmax_cross_entropy``.
    dy
        Gradient of the loss.

    Returns
    -------
    dz of shape (N, K).

    Examples
    --------
    >>> import numpy as np
    >>> softmax_cross_entropy_backward(np.zeros((1, 4)), np.array([2]))
    array([[ 0.25, 0.25, -0.75, 0.25]])
    """
    op = "softmax_cross_entropy_backward"
    xp, z, y = _scores_and_labels(op, z, y)
    _check_smoothing(op, label_smoothing)
    dz = probabilities(xp, z, 1)
    dz[xp.arange(len(y)), y] -= 1 - label_smoothing
    if label_smoothing:
        dz -= label_smoothing / z.shape[1]
    dz *= float(dy) / len(y)
    return dz


cross_entropy = softmax_cross_entropy
cross_entropy_backward = softmax_cross_entropy_backward


@quiet
def svm_loss(z: Array, y: Array, margin: float = 1.0) -> float:
    """Punish every class that comes closer to the right one than a margin.

    loss = (1/N) Σ_n Σ_{k ≠ y[n]} max(0, z[n, k] − z[n, y[n]] + margin)

    The sum over classes is not divided by their number; PyTorch's ``multi_margin_loss`` is.

    Parameters
    ----------
    z
        Scores of shape (N, K).
    y
        Right classes, integers of shape (N,).
    margin
        How far ahead the right score should be.

    Returns
    -------
    The mean over the batch, a float.

    References
    ----------
    Weston, Watkins: Support Vector Machines for Multi-Class Pattern Recognition (1999).

    Examples
    --------
    >>> import numpy as np
    >>> svm_loss(np.zeros((5, 10)), np.arange(5))
    9.0
    """
    xp, z, y = _scores_and_labels("svm_loss", z, y)
    return float(_shortfalls(xp, z, y, margin).sum()) / len(y)


@quiet
def svm_loss_backward(z: Array, y: Array, dy: float = 1.0, *, margin: float = 1.0) -> Array:
    """Return the gradient of ``svm_loss``.

    dy/N for every class inside the margin, and minus their sum for the right one. Exactly on the
    margin the gradient is 0.

    Returns
    -------
    dz of shape (N, K).

    Examples
    --------
    >>> import numpy as np
    >>> svm_loss_backward(np.array([[3.0, 2.5, 0.0]]), np.array([0]))
    array([[-1., 1., 0.]])
    """
    xp, z, y = _scores_and_labels("svm_loss_backward", z, y)
    dz = (_shortfalls(xp, z, y, margin) > 0).astype(z.dtype)
    dz[xp.arange(len(y)), y] = -dz.sum(axis=1)
    dz *= float(dy) / len(y)
    return dz


def _shortfalls(xp: Any, z: Array, y: Array, margin: float) -> Array:
    """Return max(0, z_k − z_y + margin) for every class, 0 for the right one."""
    rows = xp.arange(len(y))
    short = xp.maximum(z - z[rows, y][:, None] + margin, 0)
    short[rows, y] = 0
    return short


@quiet
def mean_squared_error(pred: Array, target: Array) -> float:
    """Average the squared differences over every element.

    loss = Σ (pred − target)² / number of elements

    The mean is over all elements, not only the batch, and there is no ½.

    Parameters
    ----------
    pred, target
        Arrays of the same shape.

    Returns
    -------
    A float.

    Examples
    --------
    >>> import numpy as np
    >>> mean_squared_error(np.array([[1.0, 2.0]]), np.array([[1.0, 4.0]]))
    2.0
    """
    _, difference = _difference("mean_squared_error", pred, target)
    return float((difference * difference).mean())


@quiet
def mean_squared_error_backward(pred: Array, target: Array, dy: float = 1.0) -> Array:
    """Return the gradient with respect to pred: dy · 2 (pred − target) / number of elements.

    Examples
    --------
    >>> import numpy as np
    >>> mean_squared_error_backward(np.array([[1.0, 2.0]]), np.array([[1.0, 4.0]]))
    array([[ 0., -2.]])
    """
    _, difference = _difference("mean_squared_error_backward", pred, target)
    difference *= 2 * float(dy) / difference.size
    return difference


def _difference(op: str, pred: Any, target: Any) -> tuple[Any, Array]:
    xp, pred, target = operands(op, pred=pred, target=target)
    require_shape(op, "target", target, pred.shape, "the shape of pred")
    if pred.size == 0:
        raise ShapeError(
            op,
            received=f"pred of shape {pred.shape}",
            expected="at least one element",
            fix="An empty batch has no loss; leave it out",
        )
    return xp, pred - target


def _check_smoothing(op: str, label_smoothing: float) -> None:
    if not 0 <= label_smoothing <= 1:
        raise ParameterError(
            op,
            received=f"label_smoothing = {label_smoothing}",
            expected="a number from 0 to 1",
            fix="Choose 0 for no smoothing",
        )


def _scores_and_labels(op: str, z: Any, y: Any) -> tuple[Any, Array, Array]:
    arrays(op, z=z, y=y)  # both on one device
    xp, z = operands(op, z=z)
    require_axes(op, "N K", z=z)
    if y.dtype.kind not in "iu":
        raise DTypeError(
            op,
            received=f"y of dtype {y.dtype}",
            expected="integer labels",
            fix="Convert them: y.astype('int64')",
        )
    if y.shape != z.shape[:1]:
        raise ShapeError(
            op,
            received=f"y of shape {y.shape} for z of shape {z.shape}",
            expected=f"y of shape {z.shape[:1]}, one label for each row of z",
            fix="For one-hot labels, give y.argmax(axis=1)"
            if y.shape == z.shape
            else "Cut z and y in the same way",
        )
    if len(y) == 0:
        raise ShapeError(
            op,
            received=f"z of shape {z.shape}",
            expected="at least one example",
            fix="An empty batch has no loss; leave it out",
        )
    low, high = int(y.min()), int(y.max())
    if low < 0 or high >= z.shape[1]:
        raise ParameterError(
            op,
            received=f"labels from {low} to {high}",
            expected=f"labels from 0 to {z.shape[1] - 1}, for {z.shape[1]} scores in a row",
            fix="Number the classes from 0",
        )
    return xp, z, y
