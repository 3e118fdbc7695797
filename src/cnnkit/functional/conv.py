"""Convolution layers in one and two dimensions, forward and backward.

What networks call a convolution is a cross-correlation: the filter is not flipped. The operations
on plain matrices, flipped and not, are in ``correlation``; the same layer by Fourier transform is
in ``fft``.

``padding`` may be an integer, a pair (rows, columns), four numbers (left, right, top, bottom), or
``"valid"`` (none), ``"same"`` (⌈H / stride⌉ outputs, an odd rest at the end) or ``"full"`` (every
overlap). ``stride`` and ``dilation`` are integers or pairs (rows, columns).
"""

from typing import Any, NamedTuple

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.geometry import count_places, pair, whole
from cnnkit.functional.padding import cropped, padded
from cnnkit.functional.products import correlate, gradients, sum_maps
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
    settings = Settings(stride, padding, dilation, groups, padding_mode)
    return _forward("conv2d", x, w, b, settings)


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
    settings = Settings(stride, padding, dilation, groups, padding_mode)
    return _backward("conv2d_backward", dy, x, w, settings)


@quiet
def conv2d_parameter_gradients(dy: Array, x: Array, w: Array, **settings: Any) -> Any:
    """Return dw and db of ``conv2d_backward``: nobody needs the dx of a first layer.

    >>> import numpy as np
    >>> x, w = np.ones((2, 3, 8, 8)), np.ones((4, 3, 3, 3))
    >>> [d.shape for d in conv2d_parameter_gradients(np.ones((2, 4, 6, 6)), x, w)]
    [(4, 3, 3, 3), (4,)]
    """
    return _backward("conv2d_backward", dy, x, w, Settings(**settings), images=False)[1:]


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
    groups = _each_channel("depthwise_conv2d", x, w)
    settings = Settings(stride, padding, dilation, groups, padding_mode)
    return _forward("depthwise_conv2d", x, w, b, settings)


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
    groups = _each_channel(op, x, w)
    return _backward(op, dy, x, w, Settings(stride, padding, dilation, groups, padding_mode))


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
    settings, _ = _along("conv1d", x, w, Settings(stride, padding, dilation, groups, padding_mode))
    return _forward("conv1d", x[:, :, None], w[:, :, None], b, settings)[:, :, 0]


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
    settings, places = _along(op, x, w, Settings(stride, padding, dilation, groups, padding_mode))
    require_shape(op, "dy", dy, (x.shape[0], w.shape[0], places), "the shape of the output")
    dx, dw, db = _backward(op, dy[:, :, None], x[:, :, None], w[:, :, None], settings)
    return dx[:, :, 0], dw[:, :, 0], db


class Settings(NamedTuple):
    """How a filter walks."""

    stride: Any = 1
    padding: Any = 0
    dilation: Any = 1
    groups: int = 1
    padding_mode: str = "zero"


def _forward(op: str, x: Any, w: Any, b: Any, settings: Settings) -> Array:
    xp, x, w, b = operands(op, ("b",), x=x, w=w, b=b)
    window, x = prepare(xp, op, x, w, settings)[:2]
    if b is not None:
        require_bias(op, b, w.shape[0])
    return correlate(xp, x, w, window, settings.groups, b)


def add_bias(op: str, y: Array, b: Array) -> Array:
    """Add b[f] to every map f, in place."""
    require_bias(op, b, y.shape[1])
    y += b[:, None, None]
    return y


def require_bias(op: str, b: Array, maps: int) -> None:
    """Check that b has one number for each map."""
    require_shape(op, "b", b, (maps,), f"one bias for each of the {maps} maps")


def _backward(op: str, dy: Any, x: Any, w: Any, settings: Settings, images: bool = True) -> Any:
    xp, dy, x, w = operands(op, dy=dy, x=x, w=w)
    window, x, pads = prepare(xp, op, x, w, settings)
    require_shape(op, "dy", dy, (len(x), len(w), *window.places), "the shape of the output")
    dx, dw = gradients(xp, dy, x, w if images else None, w.shape, window, settings.groups)
    if images and pads is not None:
        dx = cropped(xp, dx, op, pads, settings.padding_mode)
    return dx, dw, sum_maps(xp, dy)


def prepare(
    xp: Any, op: str, x: Array, w: Array, settings: Settings
) -> tuple[Window, Array, tuple[int, int, int, int] | None]:
    """Check everything; return (window, x, pads).

    The window itself pads with zeros. For the other modes x comes back padded, with the frame as
    ``pads``, and the window then needs no padding.
    """
    stride, padding, dilation, groups, mode = settings
    require_axes(op, "N C H W", x=x)
    require_axes(op, FILTER_AXES, w=w)
    check_channels(op, x, w, groups)
    over = {"stride": stride, "dilation": dilation}
    window = Window.over(op, x.shape[2:], w.shape[2:], padding=padding, **over)
    if mode == "zero":
        return window, x, None
    x = padded(xp, x, op, "x", window.pads, mode)
    return Window.over(op, x.shape[2:], w.shape[2:], **over), x, window.pads


def check_channels(op: str, x: Array, w: Array, groups: Any) -> None:
    """Check that the filters w fit the channels of x, in groups."""
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


def _each_channel(op: str, x: Any, w: Any) -> int:
    """Check the shapes of a depthwise convolution and return the number of channels."""
    _, x, w = operands(op, x=x, w=w)
    require_axes(op, "N C H W", x=x)
    require_axes(op, "F 1 KH KW", w=w)
    c, f = x.shape[1], w.shape[0]
    if w.shape[1] != 1 or f % c:
        raise ShapeError(
            op,
            received=f"w of shape {w.shape} for x of shape {x.shape}",
            expected=f"w of shape ({f // c * c or c}, 1, KH, KW), as many for every channel",
            fix="Give each channel its own filters, one channel deep",
        )
    return c


def _along(op: str, x: Array, w: Array, settings: Settings) -> tuple[Settings, int]:
    """Turn settings for one axis into settings for rows, which stay as they are, and columns.

    Returns the number of places too.
    """
    require_axes(op, "N C L", x=x)
    require_axes(op, "F C/groups K", w=w)
    check_channels(op, x, w, settings.groups)
    n, k, padding = x.shape[2], w.shape[2], settings.padding
    stride = (1, whole(op, "stride", settings.stride, least=1))
    dilation = (1, whole(op, "dilation", settings.dilation, least=1))
    if not isinstance(padding, str):
        padding = (*pair(padding, "padding", op=op), 0, 0)
    pads = resolve_padding(op, padding, (1, n), (1, k), stride, dilation)
    places = count_places(op, "elements", n, k, stride[1], sum(pads), dilation[1])
    return settings._replace(stride=stride, padding=pads, dilation=dilation), places
