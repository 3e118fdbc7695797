"""The dense layer, and the flattening that leads to it."""

from math import prod

import numpy as np

from cnnkit.errors import ShapeError
from cnnkit.functional.geometry import whole
from cnnkit.layers.base import Layer
from cnnkit.layers.initial import as_generator, kaiming, zeros
from cnnkit.layers.parameter import Parameter
from cnnkit.override import resolve


class Linear(Layer):
    """Multiply by a learned matrix and add a bias, as `cnnkit.functional.linear`.

    Parameters
    ----------
    d_in, d_out
        Numbers an example before and after.
    bias
        Whether a bias is added.
    rng
        `numpy.random.Generator` or a seed; the layer splits its own stream off.
    init
        Rule for the first weights, from `cnnkit.training.initializers`.

    Attributes
    ----------
    weight : Parameter of shape (D, M)
        Inputs first; PyTorch has them last.
    bias : Parameter of shape (M,), or None

    Examples
    --------
    >>> layer = Linear(784, 10, rng=0)
    >>> layer(np.zeros((5, 784), np.float32)).shape, layer.weight.shape
    ((5, 10), (784, 10))
    """

    arguments = ("d_in", "d_out", "bias")

    def __init__(self, d_in, d_out, *, bias=True, rng, init=kaiming, dtype=np.float32):
        self.d_in = whole("Linear", "d_in", d_in, least=1)
        self.d_out = whole("Linear", "d_out", d_out, least=1)
        stream = as_generator(rng, "Linear").spawn(1)[0]
        self.weight = Parameter((d_in, d_out), init, stream, dtype=dtype, name="weight")
        self.bias = None
        if bias:
            self.bias = Parameter((d_out,), zeros, dtype=dtype, name="bias", decay=False)

    def forward(self, x):
        """Return x @ weight + bias, of shape (N, M)."""
        self._saved = x
        bias = None if self.bias is None else self.bias.value
        return resolve("linear")(x, self.weight.value, bias)

    def backward(self, dy):
        """Add dw and db to the parameters' gradients; return dx."""
        dx, dw, db = resolve("linear_backward")(dy, self.recall(), self.weight.value)
        self.weight.add_grad(dw)
        if self.bias is not None:
            self.bias.add_grad(db)
        return dx

    def output_shape(self, shape):
        """Return (M,) for (D,)."""
        if tuple(shape) != (self.d_in,):
            raise ShapeError(
                "Linear",
                received=f"one example of shape {tuple(shape)}",
                expected=f"shape ({self.d_in},)",
                fix="Put a Flatten before it, or change d_in"
                if len(shape) > 1
                else f"Change d_in to {prod(shape)}",
            )
        return (self.d_out,)

    def macs(self, shape):
        """Return the multiply-accumulates for one example, D·M."""
        return self.d_in * self.d_out


class Flatten(Layer):
    """Lay each example out as one row, as `cnnkit.functional.flatten`.

    Examples
    --------
    >>> Flatten()(np.zeros((5, 16, 5, 5))).shape
    (5, 400)
    """

    elementwise = True

    def forward(self, x):
        """Return `x` as (N, C·H·W)."""
        self._saved = x
        return resolve("flatten")(x)

    def backward(self, dy):
        """Give `dy` the shape of the input again."""
        return resolve("flatten_backward")(dy, self.recall())

    def output_shape(self, shape):
        """Return (C·H·W,) for (C, H, W)."""
        return (prod(shape),)

    def window(self, shape):
        """Return the whole map: the row as a whole sees what all its places see."""
        return (tuple(shape[1:]),)
