"""Activations: what makes a network more than one linear map.

Every backward takes dy and then exactly what the forward took, and works out again what it needs.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.functional.arguments import operands, quiet, require_shape
from cnnkit.functional.parts import each_number, masked


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
    # two arrays, for NumPy compares an array with a number only half as fast
    return each_number(xp, lambda part, out: xp.maximum(part, xp.zeros_like(part), out=out), x)


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
    xp, dy, x = with_gradient("relu_backward", dy, x)
    return each_number(xp, lambda up, part, out: masked(xp, up, part > 0, out), dy, x)


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
    xp, dy, x = with_gradient("leaky_relu_backward", dy, x)
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
    xp, dy, x = with_gradient("sigmoid_backward", dy, x)
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
    xp, dy, x = with_gradient("tanh_backward", dy, x)
    return dy * 4 * _sigmoid(xp, 2 * x) * _sigmoid(xp, -2 * x)  # 1 − y², without cancellation


def with_gradient(op: str, dy: Any, x: Any, name: str = "x") -> tuple[Any, Array, Array]:
    """Return (xp, dy, x), of one type and of the same shape."""
    xp, dy, x = operands(op, (), **{"dy": dy, name: x})
    require_shape(op, "dy", dy, x.shape, f"the shape of {name}")
    return xp, dy, x
