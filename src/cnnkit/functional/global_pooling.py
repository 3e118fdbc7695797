"""Global pooling: a whole feature map becomes one number."""

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, describe
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.pooling import max_pool2d_backward


@quiet
def global_pool2d(x: Array, mode: str = "avg") -> Array:
    """Reduce every feature map to one number.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W).
    mode
        "avg", "max" or "sum".

    Returns
    -------
    Array of shape (N, C).

    References
    ----------
    Lin, Chen, Yan: Network In Network (2013).

    Examples
    --------
    >>> import numpy as np
    >>> global_pool2d(np.ones((2, 8, 7, 7))).shape
    (2, 8)
    """
    op = "global_pool2d"
    xp, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    _check_mode(op, mode)
    if mode == "max":
        return x.max(axis=(2, 3))
    sums = xp.einsum("nchw->nc", x)  # which adds short runs faster than sum does
    return sums / (x.shape[2] * x.shape[3]) if mode == "avg" else sums


@quiet
def global_pool2d_backward(dy: Array, x: Array, mode: str = "avg") -> Array:
    """Return the gradient of ``global_pool2d``; of equal maxima the first takes all.

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, C).
    x, mode
        As given to ``global_pool2d``.

    Returns
    -------
    dx of shape (N, C, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> global_pool2d_backward(np.ones((1, 1)), np.zeros((1, 1, 2, 2)))
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])
    """
    op = "global_pool2d_backward"
    xp, dy, x = operands(op, dy=dy, x=x)
    require_axes(op, "N C H W", x=x)
    require_shape(op, "dy", dy, x.shape[:2], "the shape of the output")
    _check_mode(op, mode)
    if mode == "max":
        return max_pool2d_backward(dy[:, :, None, None], x, x.shape[2:])
    if mode == "avg":
        dy = dy / (x.shape[2] * x.shape[3])
    return xp.broadcast_to(dy[:, :, None, None], x.shape).copy()


def _check_mode(op: str, mode: str) -> None:
    if mode not in ("avg", "max", "sum"):
        raise ParameterError(
            op,
            received=f"mode = {describe(mode)}",
            expected="'avg', 'max' or 'sum'",
            fix="Choose one of the three",
        )
