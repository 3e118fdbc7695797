"""Pooling: one number for every window, channel by channel.

``stride=None`` means the size of the window, so that windows do not overlap; a remainder at the
end is dropped. ``padding`` is written as in ``conv2d``, less than the window on every side.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.parts import in_parts, masked
from cnnkit.functional.window import Window


@quiet
def max_pool2d(x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Keep the largest number of every window.

    y[n, c, i, j] = max over u, v of x[n, c, i·stride + u, j·stride + v]

    Padding counts as −∞, so it never wins.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W).
    k
        Size of the window, an integer or (rows, columns).
    stride
        Integer or pair; None for k.
    padding
        As in ``conv2d``.

    Returns
    -------
    Array of shape (N, C, OH, OW), OH = ⌊(H + top + bottom − KH) / stride⌋ + 1.

    Raises
    ------
    ShapeError
        When the window does not fit.
    ParameterError
        When a window could lie in the padding altogether, or a setting makes no sense.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[0.2, 0.8, 0.3, 0.6], [0.2, 0.9, 0.3, 0.8]])
    >>> max_pool2d(x[None, None], 2)
    array([[[[0.9, 0.8]]]])
    """
    xp, x, window = _prepare("max_pool2d", x, k, stride, padding)
    y = xp.empty((*x.shape[:2], *window.places), dtype=x.dtype)

    def part(start: int, stop: int) -> None:
        y[start:stop] = _maxima(xp, x[start:stop], window)

    in_parts(xp, part, x.shape[0], x.size)
    return y


@quiet
def max_pool2d_backward(dy: Array, x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Return the gradient of ``max_pool2d``: each dy goes to the pixel that won.

    Of equal pixels the first in row-major order wins, and takes all. Where windows overlap, a
    pixel collects from each that it won.

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, C, OH, OW).
    x, k, stride, padding
        As given to ``max_pool2d``.

    Returns
    -------
    dx of shape (N, C, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[1.0, 2.0, 2.0], [0.0, 2.0, 1.0]])
    >>> max_pool2d_backward(np.ones((1, 1, 1, 2)), x[None, None], 2, stride=1)[0, 0]
    array([[0., 2., 0.],
           [0., 0., 0.]])
    """
    op = "max_pool2d_backward"
    xp, x, window = _prepare(op, x, k, stride, padding)
    dy, dx = _gradients(xp, op, dy, x, window)
    apart = window.stride[0] >= window.k[0] and window.stride[1] >= window.k[1]

    def part(start: int, stop: int) -> None:
        images, into, upstream = x[start:stop], dx[start:stop], dy[start:stop]
        y = _maxima(xp, images, window)
        waiting = xp.ones(y.shape, dtype=bool)  # windows whose winner has not come yet
        for tap in window.taps():
            loses = images[tap.pixels] < y[tap.places]
            wins = waiting[tap.places] > loses  # waits and does not lose
            if apart:
                masked(xp, upstream[tap.places], wins, out=into[tap.pixels])
            else:
                into[tap.pixels] += masked(xp, upstream[tap.places], wins)
            waiting[tap.places] &= loses

    in_parts(xp, part, x.shape[0], x.size)
    return dx


def _maxima(xp: Any, x: Array, window: Window) -> Array:
    """Take the maximum of the rows of each window, and of these, side by side, once more."""
    for along in (window.rows(), window.columns()):
        y = xp.full((*x.shape[:2], *along.places), -xp.inf, dtype=x.dtype)
        for tap in along.taps():
            places = y[tap.places]
            xp.maximum(places, x[tap.pixels], out=places)
        x = y
    return x


@quiet
def avg_pool2d(x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Average every window.

    y[n, c, i, j] = (1 / (KH·KW)) Σ_u Σ_v x[n, c, i·stride + u, j·stride + v]

    Padding counts as zeros, and always in the divisor, as by default in PyTorch.

    Parameters
    ----------
    x, k, stride, padding
        As in ``max_pool2d``.

    Returns
    -------
    Array of shape (N, C, OH, OW).

    Examples
    --------
    >>> import numpy as np
    >>> avg_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    return _sum("avg_pool2d", x, k, stride, padding, average=True)


@quiet
def avg_pool2d_backward(dy: Array, x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Return the gradient of ``avg_pool2d``: dy / (KH·KW) for every pixel of the window.

    Only the shape and the type of x matter.

    Examples
    --------
    >>> import numpy as np
    >>> avg_pool2d_backward(np.ones((1, 1, 1, 1)), np.zeros((1, 1, 2, 2)), 2)
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])
    """
    return _spread("avg_pool2d_backward", dy, x, k, stride, padding, average=True)


@quiet
def sum_pool2d(x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Add up every window.

    y[n, c, i, j] = Σ_u Σ_v x[n, c, i·stride + u, j·stride + v]

    Parameters
    ----------
    x, k, stride, padding
        As in ``max_pool2d``; padding counts as zeros.

    Returns
    -------
    Array of shape (N, C, OH, OW).

    Examples
    --------
    >>> import numpy as np
    >>> sum_pool2d(np.ones((1, 1, 4, 4)), 2)
    array([[[[4., 4.],
             [4., 4.]]]])
    """
    return _sum("sum_pool2d", x, k, stride, padding, average=False)


@quiet
def sum_pool2d_backward(dy: Array, x: Array, k: Any, stride: Any = None, padding: Any = 0) -> Array:
    """Return the gradient of ``sum_pool2d``: dy for every pixel of the window.

    Only the shape and the type of x matter.

    Examples
    --------
    >>> import numpy as np
    >>> sum_pool2d_backward(np.ones((1, 1, 1, 2)), np.zeros((1, 1, 2, 3)), 2, stride=1)
    array([[[[1., 2., 1.],
             [1., 2., 1.]]]])
    """
    return _spread("sum_pool2d_backward", dy, x, k, stride, padding, average=False)


def _sum(op: str, x: Any, k: Any, stride: Any, padding: Any, *, average: bool) -> Array:
    xp, x, window = _prepare(op, x, k, stride, padding)
    y = xp.zeros((*x.shape[:2], *window.places), dtype=x.dtype)
    down, across = window.rows(), window.columns()

    def part(start: int, stop: int) -> None:
        images, sums = x[start:stop], y[start:stop]
        rows = xp.zeros((*images.shape[:2], *down.places), dtype=x.dtype)
        for tap in down.taps():
            rows[tap.places] += images[tap.pixels]
        for tap in across.taps():
            sums[tap.places] += rows[tap.pixels]
        if average:
            sums /= window.k[0] * window.k[1]

    in_parts(xp, part, x.shape[0], x.size)
    return y


def _spread(op: str, dy: Any, x: Any, k: Any, stride: Any, padding: Any, *, average: bool) -> Array:
    xp, x, window = _prepare(op, x, k, stride, padding)
    dy, dx = _gradients(xp, op, dy, x, window)
    if average:
        dy = dy / (window.k[0] * window.k[1])

    def part(start: int, stop: int) -> None:
        into, upstream = dx[start:stop], dy[start:stop]
        for tap in window.taps():
            into[tap.pixels] += upstream[tap.places]

    in_parts(xp, part, x.shape[0], x.size)
    return dx


def _prepare(op: str, x: Any, k: Any, stride: Any, padding: Any) -> tuple[Any, Array, Window]:
    xp, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    stride = k if stride is None else stride
    window = Window.over(op, x.shape[2:], k, stride=stride, padding=padding)
    left, right, top, bottom = window.pads
    if max(top, bottom) >= window.k[0] or max(left, right) >= window.k[1]:
        raise ParameterError(
            op,
            received=f"padding (left, right, top, bottom) = {window.pads} for a window of "
            f"{window.k[0]}×{window.k[1]}",
            expected="less padding than window on every side",
            fix="Use less padding, so that every window holds a pixel",
        )
    return xp, x, window


def _gradients(xp: Any, op: str, dy: Any, x: Array, window: Window) -> tuple[Array, Array]:
    """Check dy and return it with an empty dx, both of the promoted type."""
    _, dy, _ = operands(op, dy=dy, x=x)
    shape = (*x.shape[:2], *window.places)
    require_shape(op, "dy", dy, shape, "the shape of the output")
    return dy, xp.zeros(x.shape, dtype=dy.dtype)
