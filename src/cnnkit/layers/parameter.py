"""One learned array: what it is worth, its gradient, and how it is first drawn."""

from math import prod

import numpy as np

from cnnkit.backend import to_device
from cnnkit.errors import ShapeError


class Parameter:
    """A learned array, drawn at its first use.

    Until somebody reads `value`, a parameter is only a shape, a rule and its own random stream,
    so a network with a hundred million weights can be described without allocating them. The
    stream is split off at construction: the numbers do not depend on which parameter is read first.

    Parameters
    ----------
    shape : tuple of int
    rule : function (shape, rng, dtype) -> array
        As in `cnnkit.training.initializers`.
    rng : numpy.random.Generator
    dtype : data type, float32 unless told otherwise
    decay : bool
        Whether weight decay acts on it; True for weights, False for biases and scales.

    Attributes
    ----------
    value : array of shape `shape`
    grad : array of the same shape, or None
        Set by `Layer.backward`, which adds to what is there.
    trainable : bool
        False keeps `grad` at None, and optimizers pass it by.

    >>> p = Parameter((2, 3), lambda shape, rng, dtype: rng.normal(size=shape).astype(dtype),
    ...               np.random.default_rng(0))
    >>> p.drawn, p.size, p.value.shape, p.drawn
    (False, 6, (2, 3), True)
    """

    def __init__(self, shape, rule, rng=None, *, dtype=np.float32, name="", decay=True):
        self.shape = tuple(int(n) for n in shape)
        self.dtype = np.dtype(dtype)
        self.name = name
        self.decay = decay
        self.trainable = True
        self.grad = None
        self._rule = rule
        self._rule_dtype = self.dtype
        self._rng = rng
        self._device = "cpu"
        self._value = None

    @property
    def size(self):
        """Number of values."""
        return prod(self.shape)

    @property
    def drawn(self):
        """Whether the values exist already."""
        return self._value is not None

    @property
    def device(self):
        """Where the values are, or will be once drawn: "cpu" or "gpu"."""
        return self._device

    @property
    def value(self):
        """The array itself; drawn now if nobody has read it before."""
        if self._value is None:
            drawn = self._rule(self.shape, self._rng, self._rule_dtype)
            self._value = to_device(drawn.astype(self.dtype, copy=False), self._device)
            self._rng = None
        return self._value

    @value.setter
    def value(self, new):
        shape = getattr(new, "shape", np.shape(new))
        if tuple(shape) != self.shape:
            raise ShapeError(
                f"parameter {self.name or '(unnamed)'}",
                received=f"a value of shape {tuple(shape)}",
                expected=f"shape {self.shape}",
                fix="Give an array of the same shape; the layer's geometry is fixed",
            )
        new = to_device(np.asarray(new) if isinstance(new, list | tuple) else new, self._device)
        self._value = new.astype(self.dtype, copy=True)
        self._rng = None

    def add_grad(self, gradient):
        """Add `gradient` to `grad`; a frozen parameter ignores it."""
        if self.trainable:
            self.grad = gradient if self.grad is None else self.grad + gradient

    def to(self, device):
        """Move value and gradient to "cpu" or "gpu"."""
        self._device = device
        if self._value is not None:
            self._value = to_device(self._value, device)
        if self.grad is not None:
            self.grad = to_device(self.grad, device)

    def astype(self, dtype):
        """Change the data type of value and gradient, also before the first draw."""
        if self._value is not None:
            self._value = self._value.astype(dtype)
        if self.grad is not None:
            self.grad = self.grad.astype(dtype)
        self.dtype = np.dtype(dtype)

    def __repr__(self):
        frozen = "" if self.trainable else ", frozen"
        return f"Parameter({self.name}, shape={self.shape}, {self.dtype}{frozen})"
