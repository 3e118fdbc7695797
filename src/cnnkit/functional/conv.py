"""Convolution layers in one and two dimensions, forward and backward.

What networks call a convolution is a cross-correlation: the filter is not flipped. The operations
on plain matrices, flipped and not, are in ``correlation``; the same layer by Fourier transform is
in ``fft``.

``padding`` may be an integer, a pair (rows, columns), four numbers (left, right, top, bottom), or
``"valid"`` (none), ``"same"`` (⌈H / stride⌉ outputs, an odd rest at the end) or ``"full"`` (every
overlap). ``stride`` and ``dilation`` are integers or pairs (rows, columns).
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.geometry import grow, pair, whole
from cnnkit.functional.padding import cropped, padded
from cnnkit.functional.products import correlate, filter_gradient, image_gradient
from cnnkit.functional.window import Window, resolve_padding

FILTER_AXES = "F C/groups KH KW"


@quiet
def conv2d(
    x: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    padding_mode: str = "zero",
) -> Array:
    """Slide every filter over every image.

    y[n, f, i, j] = b[f] + Σ_c Σ_u Σ_v x[n, c, i·stride + u·dilation, j·stride + v·dilation] ·
    w[f, c, u, v], on the padded x

    The filter is not flipped: this is a cross-correlation, as in every deep-learning library.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    w
        Filters of shape (F, C/groups, KH, KW).
    b
        Bias of shape (F,), or None.
    stride, dilation
        Integers or pairs (rows, columns).
    padding
        An integer, (rows, columns), (left, right, top, bottom), "valid", "same" or "full".
    groups
        Cut the channels and the filters into this many groups; each filter sees only its own.
    padding_mode
        "zero", "edge", "reflect" or "wrap", as in ``pad2d``.

    Returns
    -------
    Feature maps of shape (N, F, OH, OW), OH = ⌊(H + top + bottom − dilation·(KH − 1) − 1) /
    stride⌋ + 1 and OW likewise.

    Raises
    ------
    ShapeError
        When the shapes do not fit one another or the window does not fit the image.
    ParameterError
        When a setting makes no sense.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition (1998).

    Examples
    --------
    >>> import numpy as np
    >>> x, w, b = np.ones((2, 3, 32, 32)), np.ones((10, 3, 5, 5)), np.zeros(10)
    >>> conv2d(x, w, b, padding=2).shape
    (2, 10, 32, 32)
    """
    return _forward("conv2d", x, w, b, stride, padding, dilation, groups, padding_mode)


@quiet
def conv2d_backward(
    dy: Array,
    x: Array,
    w: Array,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    padding_mode: str = "zero",
) -> tuple[Array, Array, Array]:
    """Return the gradients of ``conv2d``.

    dw[f, c, u, v] = Σ dy[n, f, i, j] · x[n, c, i·stride + u·dilation, j·stride + v·dilation]: a
    weight is used at every place, and its gradients add up. dx hands every dy[n, f, i, j] · w[f]
    back to the window it came from. db = Σ_n Σ_i Σ_j dy.

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, F, OH, OW).
    x, w, stride, padding, dilation, groups, padding_mode
        As given to ``conv2d``.

    Returns
    -------
    dx of shape (N, C, H, W), dw of shape (F, C/groups, KH, KW), db of shape (F,).

    Examples
    --------
    >>> import numpy as np
    >>> x, w = np.ones((2, 3, 8, 8)), np.ones((4, 3, 3, 3))
    >>> dx, dw, db = conv2d_backward(np.ones((2, 4, 6, 6)), x, w)
    >>> dx.shape, dw.shape, db.shape
    ((2, 3, 8, 8), (4, 3, 3, 3), (4,))
    """
    return _backward("conv2d_backward", dy, x, w, stride, padding, dilation, groups, padding_mode)


@quiet
def depthwise_conv2d(
    x: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    padding_mode: str = "zero",
) -> Array:
    """Filter every channel by itself: ``conv2d`` with as many groups as channels.

    y[n, c, i, j] = b[c] + Σ_u Σ_v x[n, c, i·stride + u·dilation, j·stride + v·dilation] ·
    w[c, 0, u, v]

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    w
        Filters of shape (F, 1, KH, KW), F a multiple of C; F/C filters see each channel.
    b, stride, padding, dilation, padding_mode
        As in ``conv2d``.

    Returns
    -------
    Feature maps of shape (N, F, OH, OW).

    Examples
    --------
    >>> import numpy as np
    >>> depthwise_conv2d(np.ones((1, 4, 8, 8)), np.ones((4, 1, 3, 3))).shape
    (1, 4, 6, 6)
    """
    groups = _channels("depthwise_conv2d", x)
    return _forward("depthwise_conv2d", x, w, b, stride, padding, dilation, groups, padding_mode)


@quiet
def depthwise_conv2d_backward(
    dy: Array,
    x: Array,
    w: Array,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    padding_mode: str = "zero",
) -> tuple[Array, Array, Array]:
    """Return dx, dw, db of ``depthwise_conv2d``.

    Examples
    --------
    >>> import numpy as np
    >>> dy, x, w = np.ones((1, 4, 6, 6)), np.ones((1, 4, 8, 8)), np.ones((4, 1, 3, 3))
    >>> [gradient.shape for gradient in depthwise_conv2d_backward(dy, x, w)]
    [(1, 4, 8, 8), (4, 1, 3, 3), (4,)]
    """
    op = "depthwise_conv2d_backward"
    groups = _channels(op, x)
    return _backward(op, dy, x, w, stride, padding, dilation, groups, padding_mode)


def _channels(op: str, x: Array) -> int:
    _, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    return x.shape[1]


def _forward(
    op: str,
    x: Any,
    w: Any,
    b: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: Any,
    mode: str,
) -> Array:
    xp, x, w, b = operands(op, ("b",), x=x, w=w, b=b)
    window, x, groups = _prepare(xp, op, x, w, stride, padding, dilation, groups, mode)[:3]
    y = correlate(xp, x, w, window, groups)
    return y if b is None else _add_bias(op, y, b, w)


def _add_bias(op: str, y: Array, b: Array, w: Array) -> Array:
    require_shape(
        op, "b", b, (y.shape[1],), f"one bias for each map that w of shape {w.shape} makes"
    )
    y += b[:, None, None]
    return y


def _backward(
    op: str,
    dy: Any,
    x: Any,
    w: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: Any,
    mode: str,
) -> tuple[Array, Array, Array]:
    xp, dy, x, w = operands(op, dy=dy, x=x, w=w)
    window, x, groups, pads = _prepare(xp, op, x, w, stride, padding, dilation, groups, mode)
    shape = (x.shape[0], w.shape[0], *window.places)
    require_shape(op, "dy", dy, shape, "the shape of the output")
    dx = image_gradient(xp, dy, w, window, groups)
    if pads is not None:
        dx = cropped(xp, dx, op, pads, mode)
    dw = filter_gradient(xp, dy, x, w.shape, window, groups)
    return dx, dw, dy.sum(axis=(0, 2, 3))


def _prepare(
    xp: Any,
    op: str,
    x: Array,
    w: Array,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: Any,
    mode: str,
) -> tuple[Window, Array, int, tuple[int, int, int, int] | None]:
    """Check everything; return (window, x, groups, pads).

    The window itself pads with zeros. For the other modes x comes back padded, with the frame as
    ``pads``, and the window then needs no padding.
    """
    require_axes(op, "N C H W", x=x)
    require_axes(op, FILTER_AXES, w=w)
    groups = whole(op, "groups", groups, least=1)
    c, f = x.shape[1], w.shape[0]
    if c % groups or f % groups:
        raise ParameterError(
            op,
            received=f"groups = {groups} for {c} channels and {f} filters",
            expected="a number that divides both",
            fix="Choose another number of groups",
        )
    if w.shape[1] * groups != c:
        grouped = f" in each of {groups} groups" if groups > 1 else ""
        raise ShapeError(
            op,
            received=f"x with {c} channels and w for {w.shape[1]} channels{grouped}",
            expected=f"w of shape {(f, c // groups, *w.shape[2:])} for x of shape {x.shape}",
            fix="Make the second axis of w fit the second axis of x",
        )
    over = {"stride": stride, "dilation": dilation}
    window = Window.over(op, x.shape[2:], w.shape[2:], padding=padding, **over)
    if mode == "zero":
        return window, x, groups, None
    x = padded(xp, x, op, "x", window.pads, mode)
    return Window.over(op, x.shape[2:], w.shape[2:], **over), x, groups, window.pads


@quiet
def conv_transpose2d(
    y: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Array:
    """Walk a convolution backwards: from feature maps to images of the size before.

    x[n, c, i·stride + u·dilation, j·stride + v·dilation] += y[n, f, i, j] · w[f, c, u, v], then
    the padding is cut off, and b[c] added

    It gives what ``conv2d_backward`` calls dx, and does not undo a convolution: the sizes come
    back, the numbers do not.

    Parameters
    ----------
    y
        Feature maps of shape (N, F, OH, OW).
    w
        Filters of shape (F, C/groups, KH, KW): those of the convolution from x to y.
    b
        Bias of shape (C,), or None.
    stride, dilation, groups
        As in ``conv2d``.
    padding
        An integer, (rows, columns) or (left, right, top, bottom), to be cut off.
    output_padding
        Integer or pair: rows and columns to add at the end, less than the stride.

    Returns
    -------
    Images of shape (N, C, H, W), H = (OH − 1)·stride − top − bottom + dilation·(KH − 1) + 1 +
    output_padding and W likewise.

    Raises
    ------
    ShapeError, ParameterError
        As in ``conv2d``.

    References
    ----------
    Zeiler, Krishnan, Taylor, Fergus: Deconvolutional Networks (2010).

    Examples
    --------
    >>> import numpy as np
    >>> y, w = np.ones((1, 8, 7, 7)), np.ones((8, 3, 4, 4))
    >>> conv_transpose2d(y, w, stride=2, padding=1).shape
    (1, 3, 14, 14)
    """
    op = "conv_transpose2d"
    xp, y, w, b = operands(op, ("b",), y=y, w=w, b=b)
    window, groups = _transposed(op, y, w, stride, padding, output_padding, dilation, groups)
    x = image_gradient(xp, y, w, window, groups)
    return x if b is None else _add_bias(op, x, b, w)


@quiet
def conv_transpose2d_backward(
    dx: Array,
    y: Array,
    w: Array,
    *,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Return the gradients of ``conv_transpose2d``; the one of y is a plain convolution.

    Parameters
    ----------
    dx
        Gradient of the output, of shape (N, C, H, W).
    y, w, stride, padding, output_padding, dilation, groups
        As given to ``conv_transpose2d``.

    Returns
    -------
    dy of shape (N, F, OH, OW), dw of shape (F, C/groups, KH, KW), db of shape (C,).

    Examples
    --------
    >>> import numpy as np
    >>> dx, y, w = np.ones((1, 3, 9, 9)), np.ones((1, 8, 7, 7)), np.ones((8, 3, 3, 3))
    >>> [gradient.shape for gradient in conv_transpose2d_backward(dx, y, w)]
    [(1, 8, 7, 7), (8, 3, 3, 3), (3,)]
    """
    op = "conv_transpose2d_backward"
    xp, dx, y, w = operands(op, dx=dx, y=y, w=w)
    window, groups = _transposed(op, y, w, stride, padding, output_padding, dilation, groups)
    shape = (y.shape[0], w.shape[1] * groups, *window.size)
    require_shape(op, "dx", dx, shape, "the shape of the output")
    dy = correlate(xp, dx, w, window, groups)
    dw = filter_gradient(xp, y, dx, w.shape, window, groups)
    return dy, dw, dx.sum(axis=(0, 2, 3))


def _transposed(
    op: str,
    y: Array,
    w: Array,
    stride: Any,
    padding: Any,
    output_padding: Any,
    dilation: Any,
    groups: Any,
) -> tuple[Window, int]:
    """Check everything; return the window of the convolution that leads from x to y, and groups."""
    require_axes(op, "N F OH OW", y=y)
    require_axes(op, FILTER_AXES, w=w)
    groups = whole(op, "groups", groups, least=1)
    f = w.shape[0]
    if y.shape[1] != f:
        raise ShapeError(
            op,
            received=f"y with {y.shape[1]} feature maps and w with {f} filters",
            expected=f"as many feature maps as filters, for y of shape {y.shape}",
            fix="Give w as (F, C/groups, KH, KW), F the feature maps of y",
        )
    if f % groups:
        raise ParameterError(
            op,
            received=f"groups = {groups} for {f} feature maps",
            expected="a number that divides them",
            fix="Choose another number of groups",
        )
    if isinstance(padding, str):
        raise ParameterError(
            op,
            received=f"padding = {padding!r}",
            expected="an integer, (rows, columns) or (left, right, top, bottom)",
            fix="Give the padding of the convolution in numbers",
        )
    k, places = w.shape[2:], y.shape[2:]
    strides = pair(stride, "stride", op=op, least=1)
    dilations = pair(dilation, "dilation", op=op, least=1)
    extra = pair(output_padding, "output_padding", op=op)
    left, right, top, bottom = resolve_padding(op, padding, (0, 0), k, strides, dilations)
    h = grow(op, "rows", places[0], k[0], strides[0], top + bottom, extra[0], dilations[0])
    width = grow(op, "columns", places[1], k[1], strides[1], left + right, extra[1], dilations[1])
    pads = (left, right, top, bottom)
    return Window((h, width), k, strides, dilations, pads, places), groups


@quiet
def conv1d(
    x: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: int = 1,
    padding: Any = 0,
    dilation: int = 1,
    groups: int = 1,
    padding_mode: str = "zero",
) -> Array:
    """Slide every filter along every signal: ``conv2d`` on images one pixel high.

    y[n, f, i] = b[f] + Σ_c Σ_u x[n, c, i·stride + u·dilation] · w[f, c, u], on the padded x

    Parameters
    ----------
    x
        Signals of shape (N, C, L).
    w
        Filters of shape (F, C/groups, K).
    b
        Bias of shape (F,), or None.
    padding
        An integer, (before, after), "valid", "same" or "full".
    stride, dilation, groups, padding_mode
        As in ``conv2d``.

    Returns
    -------
    Array of shape (N, F, OL), OL = ⌊(L + before + after − dilation·(K − 1) − 1) / stride⌋ + 1.

    References
    ----------
    Waibel, Hanazawa, Hinton, Shikano, Lang: Phoneme Recognition Using Time-Delay Neural Networks
    (1989).

    Examples
    --------
    >>> import numpy as np
    >>> conv1d(np.ones((2, 16, 100)), np.ones((8, 16, 5)), stride=2).shape
    (2, 8, 48)
    """
    _, x, w = operands("conv1d", x=x, w=w)
    along = _along("conv1d", x, w, stride, padding, dilation)
    y = _forward("conv1d", x[:, :, None], w[:, :, None], b, *along, groups, padding_mode)
    return y[:, :, 0]


@quiet
def conv1d_backward(
    dy: Array,
    x: Array,
    w: Array,
    *,
    stride: int = 1,
    padding: Any = 0,
    dilation: int = 1,
    groups: int = 1,
    padding_mode: str = "zero",
) -> tuple[Array, Array, Array]:
    """Return the gradients of ``conv1d``.

    Returns
    -------
    dx of shape (N, C, L), dw of shape (F, C/groups, K), db of shape (F,).

    Examples
    --------
    >>> import numpy as np
    >>> dy, x, w = np.ones((2, 8, 96)), np.ones((2, 16, 100)), np.ones((8, 16, 5))
    >>> [gradient.shape for gradient in conv1d_backward(dy, x, w)]
    [(2, 16, 100), (8, 16, 5), (8,)]
    """
    op = "conv1d_backward"
    _, dy, x, w = operands(op, dy=dy, x=x, w=w)
    require_axes(op, "N F OL", dy=dy)
    along = _along(op, x, w, stride, padding, dilation)
    images = dy[:, :, None], x[:, :, None], w[:, :, None]
    dx, dw, db = _backward(op, *images, *along, groups, padding_mode)
    return dx[:, :, 0], dw[:, :, 0], db


def _along(
    op: str, x: Array, w: Array, stride: Any, padding: Any, dilation: Any
) -> tuple[Any, Any, Any]:
    """Turn settings for one axis into settings for rows (untouched) and columns."""
    require_axes(op, "N C L", x=x)
    require_axes(op, "F C/groups K", w=w)
    stride = whole(op, "stride", stride, least=1)
    dilation = whole(op, "dilation", dilation, least=1)
    if not isinstance(padding, str):
        padding = (*pair(padding, "padding", op=op), 0, 0)
    return (1, stride), padding, (1, dilation)
