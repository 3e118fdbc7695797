"""Layers that slide filters over their input."""

from math import prod

import numpy as np

import cnnkit.functional as functional
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.conv import conv2d_parameter_gradients
from cnnkit.functional.geometry import grow, pair, whole
from cnnkit.functional.window import Window, resolve_padding
from cnnkit.layers.base import Layer
from cnnkit.layers.initial import as_generator, kaiming, normal, zeros
from cnnkit.layers.outline import ignore
from cnnkit.layers.parameter import Parameter
from cnnkit.override import resolve


class _Filters(Layer):
    """What the convolutions share: filters `weight`, one `bias` a filter, and the two passes."""

    op = ""
    c_in = 0
    settings: tuple[str, ...] = ("stride", "padding", "dilation", "groups")

    def _set_up(self, shape, biases, rng, init, dtype):
        stream = as_generator(rng, type(self).__name__).spawn(1)[0]
        self.weight = Parameter(shape, init, stream, dtype=dtype, name="weight")
        self.bias = None
        if biases:
            self.bias = Parameter((biases,), zeros, dtype=dtype, name="bias", decay=False)

    def geometry(self):
        """Return the settings that the function is called with."""
        return {name: getattr(self, name) for name in self.settings}

    def forward(self, x):
        """Slide the filters over `x`."""
        self._saved = x
        bias = None if self.bias is None else self.bias.value
        return resolve(self.op)(x, self.weight.value, bias, **self.geometry())

    def backward(self, dy):
        """Add dw and db to the parameters' gradients; return dx."""
        backward = resolve(f"{self.op}_backward")
        dx, dw, db = backward(dy, self.recall(), self.weight.value, **self.geometry())
        self._add(dw, db)
        return dx

    def _add(self, dw, db):
        self.weight.add_grad(dw)
        if self.bias is not None:
            self.bias.add_grad(db)

    def macs(self, shape):
        """Return the multiply-accumulates for one example: C/groups·KH·KW for each output."""
        return prod(self.weight.shape[1:]) * prod(self.output_shape(shape))

    def _check(self, shape, axes):
        if len(shape) != axes or shape[0] != self.c_in:
            letters = ("C", "H", "W") if axes == 3 else ("C", "L")
            raise ShapeError(
                type(self).__name__,
                received=f"one example of shape {tuple(shape)}",
                expected=f"shape ({', '.join(letters)}) with C = {self.c_in}",
                fix="Make c_in equal to the channels that come in",
            )


class Conv2d(_Filters):
    """Convolve images with learned filters, as `cnnkit.functional.conv2d`.

    Parameters
    ----------
    c_in, c_out
        Channels before and after; `c_out` is the number of filters.
    k
        Size of the filters, one number or (KH, KW).
    stride, padding, dilation, groups, padding_mode
        As in `cnnkit.functional.conv2d`.
    bias
        Whether each filter adds a number of its own.
    rng
        `numpy.random.Generator` or a seed; the layer splits its own stream off.
    init
        Rule for the first weights, from `cnnkit.training.initializers`.

    Attributes
    ----------
    weight : Parameter of shape (F, C/groups, KH, KW)
    bias : Parameter of shape (F,), or None

    Examples
    --------
    >>> layer = Conv2d(3, 8, 5, padding=2, rng=0)
    >>> layer(np.zeros((1, 3, 32, 32), np.float32)).shape
    (1, 8, 32, 32)
    >>> layer.output_shape((3, 32, 32)), layer.macs((3, 32, 32))
    ((8, 32, 32), 614400)
    """

    op = "conv2d"
    settings = ("stride", "padding", "dilation", "groups", "padding_mode")
    arguments = ("c_in", "c_out", "k", *settings, "bias")

    def __init__(
        self,
        c_in,
        c_out,
        k,
        *,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        padding_mode="zero",
        bias=True,
        rng,
        init=kaiming,
        dtype=np.float32,
    ):
        who = type(self).__name__
        _check_channels(who, c_in, c_out, groups)
        self.c_in, self.c_out, self.k = c_in, c_out, pair(k, "k", op=who, least=1)
        self.stride, self.padding, self.dilation = stride, padding, dilation
        self.groups, self.padding_mode = groups, padding_mode
        self._set_up((c_out, c_in // groups, *self.k), c_out * bias, rng, init, dtype)

    def learn(self, dy):
        """Add dw and db to the parameters' gradients."""
        usual = resolve("conv2d_backward") is functional.conv2d_backward
        if not (usual and self._backward_is(_Filters.backward)):
            self.backward(dy)
            return
        x, w = self.recall(), self.weight.value
        self._add(*conv2d_parameter_gradients(dy, x, w, **self.geometry()))

    def output_shape(self, shape):
        """Return (F, OH, OW) for (C, H, W)."""
        return (self.c_out, *self._window(shape).places)

    def window(self, shape):
        """Return the filters' size, stride and dilation as pairs."""
        window = self._window(shape)
        return window.k, window.stride, window.dilation

    def _window(self, shape):
        self._check(shape, 3)
        settings = {name: getattr(self, name) for name in ("stride", "padding", "dilation")}
        return Window.over(type(self).__name__, shape[1:], self.k, **settings)


class Conv1d(_Filters):
    """Convolve signals with learned filters, as `cnnkit.functional.conv1d`.

    Parameters
    ----------
    c_in, c_out
        Channels before and after.
    k
        Length of the filters.
    stride, padding, dilation, groups, padding_mode
        As in `cnnkit.functional.conv1d`.
    bias, rng, init
        As in `Conv2d`.

    Attributes
    ----------
    weight : Parameter of shape (F, C/groups, K)
    bias : Parameter of shape (F,), or None

    Examples
    --------
    >>> layer = Conv1d(1, 4, 5, stride=2, rng=0)
    >>> layer(np.zeros((2, 1, 100), np.float32)).shape, layer.output_shape((1, 100))
    ((2, 4, 48), (4, 48))
    """

    op = "conv1d"
    settings = ("stride", "padding", "dilation", "groups", "padding_mode")
    arguments = ("c_in", "c_out", "k", *settings, "bias")

    def __init__(
        self,
        c_in,
        c_out,
        k,
        *,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        padding_mode="zero",
        bias=True,
        rng,
        init=kaiming,
        dtype=np.float32,
    ):
        who = type(self).__name__
        _check_channels(who, c_in, c_out, groups)
        self.c_in, self.c_out, self.k = c_in, c_out, whole(who, "k", k, least=1)
        self.stride, self.padding, self.dilation = stride, padding, dilation
        self.groups, self.padding_mode = groups, padding_mode
        self._set_up((c_out, c_in // groups, self.k), c_out * bias, rng, init, dtype)

    def output_shape(self, shape):
        """Return (F, OL) for (C, L)."""
        self._check(shape, 2)
        padding = self.padding
        if not isinstance(padding, str):
            padding = (*pair(padding, "padding", op="Conv1d"), 0, 0)
        window = Window.over(
            "Conv1d",
            (1, shape[1]),
            (1, self.k),
            stride=(1, self.stride),
            padding=padding,
            dilation=(1, self.dilation),
        )
        return (self.c_out, window.places[1])

    def window(self, shape):
        """Return the filters' length, stride and dilation, each in a tuple of one."""
        return (self.k,), (self.stride,), (self.dilation,)


class ConvTranspose2d(_Filters):
    """Walk a convolution backwards to a larger image, as `cnnkit.functional.conv_transpose2d`.

    Mind the order of the weight's axes: (F, C/groups, KH, KW) as in the convolution that it
    reverses, so the channels that come in stand first.

    Parameters
    ----------
    c_in, c_out
        Channels before (F) and after (C).
    k
        Size of the filters, one number or (KH, KW).
    stride, padding, output_padding, dilation, groups
        As in `cnnkit.functional.conv_transpose2d`.
    bias, rng, init
        As in `Conv2d`.

    Attributes
    ----------
    weight : Parameter of shape (F, C/groups, KH, KW)
    bias : Parameter of shape (C,), or None

    Examples
    --------
    >>> layer = ConvTranspose2d(8, 3, 2, stride=2, rng=0)
    >>> layer(np.zeros((1, 8, 5, 7), np.float32)).shape
    (1, 3, 10, 14)
    """

    op = "conv_transpose2d"
    settings = ("stride", "padding", "output_padding", "dilation", "groups")
    arguments = ("c_in", "c_out", "k", *settings, "bias")

    def __init__(
        self,
        c_in,
        c_out,
        k,
        *,
        stride=1,
        padding=0,
        output_padding=0,
        dilation=1,
        groups=1,
        bias=True,
        rng,
        init=None,
        dtype=np.float32,
    ):
        who = type(self).__name__
        _check_channels(who, c_in, c_out, groups)
        self.c_in, self.c_out, self.k = c_in, c_out, pair(k, "k", op=who, least=1)
        self.stride, self.padding, self.output_padding = stride, padding, output_padding
        self.dilation, self.groups = dilation, groups
        shape = (c_in, c_out // groups, *self.k)
        # Each output adds up F/groups·KH·KW / (stride height·stride width) products.
        steps = prod(pair(stride, "stride", op=who, least=1))
        fan = c_in // groups * prod(self.k) / steps
        self._set_up(shape, c_out * bias, rng, init or normal((2 / fan) ** 0.5), dtype)

    def output_shape(self, shape):
        """Return (C, H, W) for (F, OH, OW)."""
        self._check(shape, 3)
        who = type(self).__name__
        stride = pair(self.stride, "stride", op=who, least=1)
        dilation = pair(self.dilation, "dilation", op=who, least=1)
        extra = pair(self.output_padding, "output_padding", op=who)
        frame = resolve_padding(who, self.padding, (0, 0), self.k, stride, dilation)
        pads = sum(frame[2:]), sum(frame[:2])
        axes = zip(shape[1:], self.k, stride, pads, extra, dilation, strict=True)
        return (self.c_out, *(grow(who, "elements", *numbers) for numbers in axes))

    def macs(self, shape):
        """Return the multiply-accumulates for one example: C/groups·KH·KW for each input."""
        return prod(self.weight.shape[1:]) * prod(shape)

    def trace(self, outline, visit=ignore):
        """Pass an outline through; what one output sees grows, the jump shrinks."""
        stride = pair(self.stride, "stride", op=type(self).__name__, least=1)
        after = outline.spread(self.output_shape(outline.shape), self.k, stride)
        visit(self, outline, after)
        return after


def _check_channels(who, c_in, c_out, groups):
    for name, number in (("c_in", c_in), ("c_out", c_out), ("groups", groups)):
        whole(who, name, number, least=1)
    if c_in % groups or c_out % groups:
        raise ParameterError(
            who,
            received=f"groups={groups} for c_in={c_in} and c_out={c_out}",
            expected="a number of groups that divides both",
            fix="Change groups or the channels",
        )
