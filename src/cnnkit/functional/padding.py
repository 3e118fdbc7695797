"""Padding: a frame around the last two axes, and where its numbers come from.

A mode says which pixel each pixel of the frame repeats: none (zero), the nearest one (edge), the
one mirrored at the border without repeating the border itself (reflect), or the one at the other
end (wrap). The backward pass adds the gradient of each frame pixel to the pixel it repeats.
"""

from collections.abc import Callable, Iterator
from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.functional.arguments import arrays, operands, require_elements
from cnnkit.functional.geometry import whole

# which pixel of an axis of n the place i, outside it, repeats
_REPEATS: dict[str, Callable[[int, int], int] | None] = {
    "zero": None,
    "edge": lambda i, n: 0 if i < 0 else n - 1,
    "reflect": lambda i, n: -i if i < 0 else 2 * (n - 1) - i,
    "wrap": lambda i, n: i % n,
}


def pad2d(x: Array, padding: Any, mode: str = "zero") -> Array:
    """Put a frame around the last two axes.

    With (left, right, top, bottom), y[i, j] = x[i − top, j − left] inside the frame.

    The numbers keep their type, integers too.

    Parameters
    ----------
    x
        Array of shape (..., H, W).
    padding
        An integer, or (left, right, top, bottom) as in PyTorch.
    mode
        ``"zero"``, ``"edge"``, ``"reflect"`` (less than the size of the axis) or ``"wrap"``.

    Returns
    -------
    Array of shape (..., top + H + bottom, left + W + right).

    Raises
    ------
    ShapeError
        When x has fewer than two axes, or reflect is asked for more than there is to mirror.
    ParameterError
        For a negative padding or an unknown mode.

    Examples
    --------
    >>> import numpy as np
    >>> pad2d(np.array([[1, 2, 3]]), (2, 1, 0, 0), "reflect")
    array([[3, 2, 1, 2, 3, 2]])
    """
    xp, x = arrays("pad2d", x=x)
    pads = _frame("pad2d", padding)
    _check_planes("pad2d", "x", x)
    return padded(xp, x, "pad2d", "x", pads, mode)


def padded(
    xp: Any, x: Array, op: str, name: str, pads: tuple[int, int, int, int], mode: str
) -> Array:
    """Pad as ``pad2d`` does, for arguments already checked by ``op``."""
    left, _, top, _ = pads
    h, w = x.shape[-2:]
    require_elements(op, ["N"] * (x.ndim - 2) + ["H", "W"], name, x)
    _check_mode(op, (h, w), pads, mode)
    y = xp.zeros((*x.shape[:-2], h + pads[2] + pads[3], w + pads[0] + pads[1]), dtype=x.dtype)
    y[..., top : top + h, left : left + w] = x
    # Columns first, then whole rows: this fills the corners too.
    for place, source in _repeats(w, pads[0], pads[1], mode):
        y[..., top : top + h, place] = y[..., top : top + h, source]
    for place, source in _repeats(h, pads[2], pads[3], mode):
        y[..., place, :] = y[..., source, :]
    return y


def pad2d_backward(dy: Array, padding: Any, mode: str = "zero") -> Array:
    """Return the gradient of ``pad2d``: the frame is cut off and added to what it repeated.

    Parameters
    ----------
    dy
        Gradient of the padded array, of shape (..., top + H + bottom, left + W + right).
    padding, mode
        As given to ``pad2d``.

    Returns
    -------
    dx of shape (..., H, W).

    Examples
    --------
    >>> import numpy as np
    >>> pad2d_backward(np.array([[1.0, 2.0, 3.0, 4.0]]), (1, 1, 0, 0), "edge")
    array([[3., 7.]])
    """
    xp, dy = operands("pad2d_backward", dy=dy)
    pads = _frame("pad2d_backward", padding)
    left, right, top, bottom = pads
    _check_planes("pad2d_backward", "dy", dy)
    if dy.shape[-2] <= top + bottom or dy.shape[-1] <= left + right:
        raise ShapeError(
            "pad2d_backward",
            received=f"dy of shape {dy.shape}",
            expected=f"more than {top + bottom} rows and {left + right} columns",
            fix="Give the gradient of the padded array, and the same padding",
        )
    return cropped(xp, dy, "pad2d_backward", pads, mode)


def cropped(xp: Any, dy: Array, op: str, pads: tuple[int, int, int, int], mode: str) -> Array:
    """Undo ``padded``, for arguments already checked."""
    left, right, top, bottom = pads
    h, w = dy.shape[-2] - top - bottom, dy.shape[-1] - left - right
    _check_mode(op, (h, w), pads, mode)
    if mode == "zero":
        return dy[..., top : top + h, left : left + w].copy()
    dy = dy.copy()
    for place, source in _repeats(h, top, bottom, mode):
        dy[..., source, :] += dy[..., place, :]
    rows = dy[..., top : top + h, :]
    for place, source in _repeats(w, left, right, mode):
        rows[..., source] += rows[..., place]
    return rows[..., left : left + w].copy()


def _repeats(n: int, before: int, after: int, mode: str) -> Iterator[tuple[int, int]]:
    """Yield (place in the padded axis, place it repeats), the frame only."""
    repeat = _REPEATS[mode]
    if repeat is not None:
        for i in (*range(-before, 0), *range(n, n + after)):
            yield i + before, repeat(i, n) + before


def _check_planes(op: str, name: str, array: Array) -> None:
    if array.ndim < 2:
        raise ShapeError(
            op,
            received=f"{name} of shape {array.shape}",
            expected=f"{name} of shape (..., H, W)",
            fix=f"Give {name} at least two axes",
        )


def _frame(op: str, padding: Any) -> tuple[int, int, int, int]:
    if isinstance(padding, tuple | list):
        if len(padding) == 4:
            left, right, top, bottom = (whole(op, "padding", p, least=0) for p in padding)
            return left, right, top, bottom
    elif not isinstance(padding, str):
        p = whole(op, "padding", padding, least=0)
        return p, p, p, p
    raise ParameterError(
        op,
        received=f"padding = {padding!r}",
        expected="an integer, or (left, right, top, bottom)",
        fix="Write padding in one of these ways",
    )


def _check_mode(op: str, size: tuple[int, int], pads: tuple[int, int, int, int], mode: str) -> None:
    if mode not in _REPEATS:
        raise ParameterError(
            op,
            received=f"padding mode {describe(mode)}",
            expected="'zero', 'edge', 'reflect' or 'wrap'",
            fix="Choose one of the four",
        )
    most = max(pads[:2]), max(pads[2:])
    if mode == "reflect" and (most[1] >= size[0] or most[0] >= size[1]):
        raise ShapeError(
            op,
            received=f"reflect padding (left, right, top, bottom) = {pads} around {size[0]} rows "
            f"and {size[1]} columns",
            expected="padding smaller than the axis, whose border is not repeated",
            fix="Use less padding, or mode 'edge'",
        )
