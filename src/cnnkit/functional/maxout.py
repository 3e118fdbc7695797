"""Maxout and pooling across channels: one idea, on features and on feature maps."""

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import (
    operands,
    quiet,
    require_axes,
    require_elements,
    require_shape,
)
from cnnkit.functional.geometry import whole


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
    return _maxima("maxout", x, groups)


def maxout_backward(dy: Array, x: Array, groups: int) -> Array:
    """Return the gradient of ``maxout``: dy for the winner of each group, the first of equals.

    Examples
    --------
    >>> import numpy as np
    >>> maxout_backward(np.array([[7.0, 8.0]]), np.array([[1.0, 5.0, 3.0, 3.0]]), 2)
    array([[0., 7., 8., 0.]])
    """
    return _maxima_backward("maxout_backward", dy, x, groups)


@quiet
def _maxima(op: str, x: Array, groups: int) -> Array:

    _, x = operands(op, x=x)
    return _grouped(op, x, groups).max(axis=2)


@quiet
def _maxima_backward(op: str, dy: Array, x: Array, groups: int) -> Array:

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


def cross_channel_max_pool(x: Array, groups: int) -> Array:
    """Keep, at every pixel, the largest of each group of neighbouring channels.

    y[n, g, i, j] = max over m of x[n, g·(C/groups) + m, i, j]

    Filters of one group may look for the same thing in different poses: the maximum does not
    care which of them found it. This is ``maxout`` on feature maps.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W).
    groups
        Number of groups; it must divide C.

    Returns
    -------
    Array of shape (N, groups, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> cross_channel_max_pool(np.ones((2, 12, 8, 8)), 4).shape
    (2, 4, 8, 8)
    """
    op = "cross_channel_max_pool"
    _, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    return _maxima(op, x, groups)


def cross_channel_max_pool_backward(dy: Array, x: Array, groups: int) -> Array:
    """Return the gradient of ``cross_channel_max_pool``: dy for the winner, the first of equals.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([1.0, 4.0, 4.0]).reshape(1, 3, 1, 1)
    >>> cross_channel_max_pool_backward(np.ones((1, 1, 1, 1)), x, 1).ravel()
    array([0., 1., 0.])
    """
    op = "cross_channel_max_pool_backward"
    _, dy, x = operands(op, dy=dy, x=x)
    require_axes(op, "N C H W", x=x)
    return _maxima_backward(op, dy, x, groups)
