"""Activations: what makes a network more than one linear map.

Every backward takes dy and then exactly what the forward took, and works out again what it needs.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_elements, require_shape
from cnnkit.functional.geometry import whole


@quiet
def relu(x: Array) -> Array:
    """Keep what is positive, put zero for the rest.

    y = max(x, 0)

    Parameters
    ----------
    x
        Array of any shape.

    Returns
    -------
    Array of the shape of x.

    References
    ----------
    Fukushima: Visual Feature Extraction by a Multilayered Network of Analog Threshold Elements
    (1969).

    Examples
    --------
    >>> import numpy as np
    >>> relu(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 2.])
    """
    xp, x = operands("relu", x=x)
    return xp.maximum(x, 0)


@quiet
def relu_backward(dy: Array, x: Array) -> Array:
    """Return the gradient of ``relu``: dy where x was positive.

    At 0 there is no slope; by convention the gradient is 0.

    Examples
    --------
    >>> import numpy as np
    >>> relu_backward(np.array([5.0, 5.0, 5.0]), np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 5.])
    """
    xp, dy, x = _pair("relu_backward", dy, x)
    return xp.where(x > 0, dy, 0)


@quiet
def leaky_relu(x: Array, slope: float = 0.01) -> Array:
    """Keep what is positive, and a little of the rest.

    y = x where x > 0, slope · x elsewhere

    Parameters
    ----------
    x
        Array of any shape.
    slope
        The slope for negative numbers.

    Returns
    -------
    Array of the shape of x.

    References
    ----------
    Maas, Hannun, Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013).

    Examples
    --------
    >>> import numpy as np
    >>> leaky_relu(np.array([-1.0, 0.0, 2.0]), 0.1)
    array([-0.1, 0. , 2. ])
    """
    xp, x = operands("leaky_relu", x=x)
    return xp.where(x > 0, x, slope * x)


@quiet
def leaky_relu_backward(dy: Array, x: Array, slope: float = 0.01) -> Array:
    """Return the gradient of ``leaky_relu``: dy, times the slope where x was not positive.

    Examples
    --------
    >>> import numpy as np
    >>> leaky_relu_backward(np.array([5.0, 5.0, 5.0]), np.array([-1.0, 0.0, 2.0]), 0.1)
    array([0.5, 0.5, 5. ])
    """
    xp, dy, x = _pair("leaky_relu_backward", dy, x)
    return xp.where(x > 0, dy, slope * dy)


@quiet
def sigmoid(x: Array) -> Array:
    """Squash every number into (0, 1).

    y = 1 / (1 + exp(−x))

    Written with exp(−|x|), which cannot overflow.

    Parameters
    ----------
    x
        Array of any shape.

    Returns
    -------
    Array of the shape of x.

    Examples
    --------
    >>> import numpy as np
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    xp, x = operands("sigmoid", x=x)
    return _sigmoid(xp, x)


def _sigmoid(xp: Any, x: Array) -> Array:
    small = xp.exp(-xp.abs(x))
    return xp.where(x >= 0, 1, small) / (1 + small)


@quiet
def sigmoid_backward(dy: Array, x: Array) -> Array:
    """Return the gradient of ``sigmoid``: dy · y · (1 − y), with y = sigmoid(x).

    Takes the input x, not the output.

    Examples
    --------
    >>> import numpy as np
    >>> sigmoid_backward(np.array([1.0]), np.array([0.0]))
    array([0.25])
    """
    xp, dy, x = _pair("sigmoid_backward", dy, x)
    return dy * _sigmoid(xp, x) * _sigmoid(xp, -x)  # 1 − y, without cancellation


@quiet
def tanh(x: Array) -> Array:
    """Squash every number into (−1, 1).

    y = tanh x = 2·sigmoid(2x) − 1

    Parameters
    ----------
    x
        Array of any shape.

    Returns
    -------
    Array of the shape of x.

    Examples
    --------
    >>> import numpy as np
    >>> tanh(np.array([-1000.0, 0.0, 1000.0]))
    array([-1., 0., 1.])
    """
    xp, x = operands("tanh", x=x)
    return xp.tanh(x)


@quiet
def tanh_backward(dy: Array, x: Array) -> Array:
    """Return the gradient of ``tanh``: dy · (1 − y²), with y = tanh(x).

    Takes the input x, not the output.

    Examples
    --------
    >>> import numpy as np
    >>> tanh_backward(np.array([3.0]), np.array([0.0]))
    array([3.])
    """
    xp, dy, x = _pair("tanh_backward", dy, x)
    return dy * 4 * _sigmoid(xp, 2 * x) * _sigmoid(xp, -2 * x)  # 1 − y², without cancellation


def maxout(x: Array, groups: int) -> Array:
    """Keep the largest of each group of neighbouring features.

    y[n, g] = max over j of x[n, g·(C/groups) + j]

    Parameters
    ----------
    x
        Array of shape (N, C) or (N, C, ...).
    groups
        Number of groups along C; it must divide C.

    Returns
    -------
    Array of shape (N, groups) or (N, groups, ...).

    Raises
    ------
    ParameterError
        When the groups do not divide the features.

    References
    ----------
    Goodfellow, Warde-Farley, Mirza, Courville, Bengio: Maxout Networks (2013).

    Examples
    --------
    >>> import numpy as np
    >>> maxout(np.array([[1.0, 5.0, 3.0, 2.0]]), 2)
    array([[5., 3.]])
    """
    return group_maxima("maxout", x, groups)


def maxout_backward(dy: Array, x: Array, groups: int) -> Array:
    """Return the gradient of ``maxout``: dy for the winner of each group, the first of equals.

    Examples
    --------
    >>> import numpy as np
    >>> maxout_backward(np.array([[7.0, 8.0]]), np.array([[1.0, 5.0, 3.0, 3.0]]), 2)
    array([[0., 7., 8., 0.]])
    """
    return group_maxima_backward("maxout_backward", dy, x, groups)


@quiet
def group_maxima(op: str, x: Array, groups: int) -> Array:
    """Compute ``maxout`` in the name of another op."""
    _, x = operands(op, x=x)
    return _grouped(op, x, groups).max(axis=2)


@quiet
def group_maxima_backward(op: str, dy: Array, x: Array, groups: int) -> Array:
    """Compute ``maxout_backward`` in the name of another op."""
    xp, dy, x = operands(op, dy=dy, x=x)
    parted = _grouped(op, x, groups)
    shape = (x.shape[0], groups, *x.shape[2:])
    require_shape(op, "dy", dy, shape, "the shape of the output")
    members = xp.arange(parted.shape[2]).reshape(1, 1, -1, *(1,) * (x.ndim - 2))
    wins = parted.argmax(axis=2)[:, :, None] == members  # argmax is the first of equals
    return xp.where(wins, dy[:, :, None], 0).reshape(x.shape)


def _grouped(op: str, x: Array, groups: int) -> Array:
    """Reshape (N, C, ...) -> (N, groups, C/groups, ...)."""
    if x.ndim < 2:
        raise ShapeError(
            op,
            received=f"x of shape {x.shape}",
            expected="x of shape (N, C) or (N, C, H, W)",
            fix="Add the batch axis: x[None]",
        )
    require_elements(op, ["N", "C", "H", "W"], "x", x)
    groups = whole(op, "groups", groups, least=1)
    if x.shape[1] % groups:
        raise ParameterError(
            op,
            received=f"groups = {groups} for {x.shape[1]} channels",
            expected="a number that divides them",
            fix="Choose another number of groups",
        )
    return x.reshape(x.shape[0], groups, x.shape[1] // groups, *x.shape[2:])


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
    return _softmax(xp, z, axis)


def _softmax(xp: Any, z: Array, axis: int) -> Array:
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
    xp, dy, z = _pair(op, dy, z, name="z")
    _scores(op, z, axis)
    p = _softmax(xp, z, axis)
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
    xp, dy, z = _pair(op, dy, z, name="z")
    _scores(op, z, axis)
    return dy - _softmax(xp, z, axis) * dy.sum(axis=axis, keepdims=True)


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


def _pair(op: str, dy: Any, x: Any, name: str = "x") -> tuple[Any, Array, Array]:
    xp, dy, x = operands(op, (), **{"dy": dy, name: x})
    require_shape(op, "dy", dy, x.shape, f"the shape of {name}")
    return xp, dy, x
