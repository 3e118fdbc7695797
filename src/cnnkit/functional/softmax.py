"""Softmax and its logarithm: scores turned into probabilities."""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.activations import with_gradient
from cnnkit.functional.arguments import operands, quiet


@quiet
def softmax(z: Array, axis: int = -1) -> Array:
    """Turn scores into probabilities.

    p_k = exp(z_k) / Σ_j exp(z_j)

    The largest score is subtracted first: the result is the same, and nothing overflows.

    Parameters
    ----------
    z
        Scores, an array of any shape.
    axis
        The axis along which the probabilities add up to 1.

    Returns
    -------
    Array of the shape of z.

    Examples
    --------
    >>> import numpy as np
    >>> softmax(np.array([[1000.0, 1000.0]]))
    array([[0.5, 0.5]])
    """
    xp, z = _scores("softmax", z, axis)
    return probabilities(xp, z, axis)


def probabilities(xp: Any, z: Array, axis: int) -> Array:
    """Compute ``softmax`` for an array already checked."""
    e = xp.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@quiet
def softmax_backward(dy: Array, z: Array, axis: int = -1) -> Array:
    """Return the gradient of ``softmax``: p · (dy − Σ_k dy_k p_k), with p = softmax(z).

    Takes the scores z, not the probabilities.

    Examples
    --------
    >>> import numpy as np
    >>> softmax_backward(np.array([[1.0, 0.0]]), np.array([[0.0, 0.0]]))
    array([[ 0.25, -0.25]])
    """
    op = "softmax_backward"
    xp, dy, z = with_gradient(op, dy, z, name="z")
    _scores(op, z, axis)
    p = probabilities(xp, z, axis)
    return p * (dy - (dy * p).sum(axis=axis, keepdims=True))


@quiet
def log_softmax(z: Array, axis: int = -1) -> Array:
    """Return the logarithm of ``softmax``, exact where the probability itself would be 0.

    log p_k = z_k − max z − log Σ_j exp(z_j − max z)

    Parameters
    ----------
    z, axis
        As in ``softmax``.

    Returns
    -------
    Array of the shape of z.

    Examples
    --------
    >>> import numpy as np
    >>> log_softmax(np.array([[0.0, -1000.0]]))
    array([[    0., -1000.]])
    """
    xp, z = _scores("log_softmax", z, axis)
    z = z - z.max(axis=axis, keepdims=True)
    return z - xp.log(xp.exp(z).sum(axis=axis, keepdims=True))


@quiet
def log_softmax_backward(dy: Array, z: Array, axis: int = -1) -> Array:
    """Return the gradient of ``log_softmax``: dy − p · Σ_k dy_k, with p = softmax(z).

    Takes the scores z, not the output.

    Examples
    --------
    >>> import numpy as np
    >>> log_softmax_backward(np.array([[1.0, 0.0]]), np.array([[0.0, 0.0]]))
    array([[ 0.5, -0.5]])
    """
    op = "log_softmax_backward"
    xp, dy, z = with_gradient(op, dy, z, name="z")
    _scores(op, z, axis)
    return dy - probabilities(xp, z, axis) * dy.sum(axis=axis, keepdims=True)


def _scores(op: str, z: Any, axis: int) -> tuple[Any, Array]:
    xp, z = operands(op, z=z)
    if not -z.ndim <= axis < z.ndim:
        raise ParameterError(
            op,
            received=f"axis = {axis} for z of shape {z.shape}",
            expected=f"an axis from {-z.ndim} to {z.ndim - 1}",
            fix="Choose the axis of the classes",
        )
    if z.shape[axis] == 0:
        raise ShapeError(
            op,
            received=f"z of shape {z.shape}",
            expected=f"at least one element along axis {axis}",
            fix="Check how z was made or cut",
        )
    return xp, z
