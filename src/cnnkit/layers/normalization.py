"""Layers that bring activations to a common scale."""

import numpy as np

import cnnkit.functional as functional
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.geometry import whole
from cnnkit.layers.base import Layer
from cnnkit.layers.initial import ones, zeros
from cnnkit.layers.parameter import Parameter
from cnnkit.override import resolve


class _BatchNorm(Layer):
    """What both batch normalisations share.

    In training each batch is brought to mean 0 and variance 1 by its own statistics, and the
    running statistics follow: running = momentum·old + (1 − momentum)·new, with the biased
    variance. At test time, and when the layer is frozen, the running statistics are used.
    """

    op = ""
    axes = 0
    arguments = ("c", "momentum", "eps")
    buffers = ("running_mean", "running_var")
    elementwise = True

    def __init__(self, c, *, momentum=0.9, eps=1e-5, dtype=np.float32):
        who = type(self).__name__
        self.c = whole(who, "c", c, least=1)
        if not 0 <= momentum <= 1 or eps <= 0:
            raise ParameterError(
                who,
                received=f"momentum={momentum}, eps={eps}",
                expected="momentum from 0 to 1 and eps above 0",
                fix="The usual values are momentum=0.9 and eps=1e-5",
            )
        self.momentum, self.eps = momentum, eps
        self.gamma = Parameter((c,), ones, dtype=dtype, name="gamma", decay=False)
        self.beta = Parameter((c,), zeros, dtype=dtype, name="beta", decay=False)
        self.running_mean = np.zeros(c, dtype)
        self.running_var = np.ones(c, dtype)

    @property
    def uses_batch(self):
        """Whether the next forward pass takes its statistics from the batch."""
        return self.training and self.gamma.trainable

    def forward(self, x):
        """Return the normalised, scaled and shifted input."""
        train = self.uses_batch
        y, mean, var = resolve(self.op)(
            x,
            self.gamma.value,
            self.beta.value,
            self.running_mean,
            self.running_var,
            train,
            momentum=self.momentum,
            eps=self.eps,
        )
        if train:
            dtype = self.running_mean.dtype  # a float64 batch does not make a float64 network
            self.running_mean, self.running_var = mean.astype(dtype), var.astype(dtype)
        self._saved = x, train
        return y

    def backward(self, dy):
        """Add dgamma and dbeta to the parameters' gradients; return dx.

        With running statistics the layer is a fixed scale and shift, and so is its gradient.
        """
        x, train = self.recall()
        if train:
            backward = resolve(f"{self.op}_backward")
            dx, dgamma, dbeta = backward(dy, x, self.gamma.value, eps=self.eps)
        else:
            backward = getattr(functional, f"{self.op}_backward")
            running = {name: getattr(self, name) for name in self.buffers}
            dx, dgamma, dbeta = backward(dy, x, self.gamma.value, eps=self.eps, **running)
        self.gamma.add_grad(dgamma)
        self.beta.add_grad(dbeta)
        return dx

    def output_shape(self, shape):
        """Return the same shape."""
        if len(shape) != self.axes or shape[0] != self.c:
            letters = "(C, H, W)" if self.axes == 3 else "(C,)"
            raise ShapeError(
                type(self).__name__,
                received=f"one example of shape {tuple(shape)}",
                expected=f"shape {letters} with C = {self.c}",
                fix="Make c equal to the channels that come in",
            )
        return tuple(shape)


class BatchNorm1d(_BatchNorm):
    """Normalise each feature over the batch, as `cnnkit.functional.batch_norm`.

    Parameters
    ----------
    c
        Number of features.
    momentum
        How much of the running statistics is kept at each step.
    eps
        Added to the variance, inside the root.

    Attributes
    ----------
    gamma, beta : Parameter of shape (C,)
    running_mean, running_var : arrays of shape (C,)

    References
    ----------
    Ioffe and Szegedy, "Batch Normalization", 2015.

    Examples
    --------
    >>> BatchNorm1d(1)(np.array([[1.0], [3.0]])).round(3)
    array([[-1.],
           [ 1.]])
    """

    op = "batch_norm"
    axes = 1


class BatchNorm2d(_BatchNorm):
    """Normalise each channel over batch and places, as `cnnkit.functional.spatial_batch_norm`.

    Parameters
    ----------
    c
        Number of channels.
    momentum, eps
        As in `BatchNorm1d`.

    Attributes
    ----------
    gamma, beta : Parameter of shape (C,)
    running_mean, running_var : arrays of shape (C,)

    Examples
    --------
    >>> BatchNorm2d(3)(np.zeros((2, 3, 8, 8))).shape
    (2, 3, 8, 8)
    """

    op = "spatial_batch_norm"
    axes = 3


class LocalResponseNorm(Layer):
    """Divide by the activity of neighbouring channels, as `cnnkit.functional.local_response_norm`.

    Parameters
    ----------
    size
        Number of neighbouring channels, the own one included.
    alpha, beta, k
        y = x / (k + alpha · Σ x²)^beta, the sum running over the neighbours.

    References
    ----------
    Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012.

    Examples
    --------
    >>> LocalResponseNorm()(np.zeros((1, 96, 5, 5))).shape
    (1, 96, 5, 5)
    """

    arguments = ("size", "alpha", "beta", "k")
    elementwise = True

    def __init__(self, size=5, alpha=1e-4, beta=0.75, k=2.0):
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def settings(self):
        """Return what the function takes besides the input."""
        return {name: getattr(self, name) for name in self.arguments}

    def forward(self, x):
        """Return the input divided by its neighbours' activity."""
        self._saved = x
        return resolve("local_response_norm")(x, **self.settings())

    def backward(self, dy):
        """Return dx."""
        return resolve("local_response_norm_backward")(dy, self.recall(), **self.settings())

    def output_shape(self, shape):
        """Return the same shape."""
        return tuple(shape)
