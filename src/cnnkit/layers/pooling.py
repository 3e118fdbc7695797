"""Layers that pool: they have nothing to learn."""

from functools import partial

from cnnkit.errors import ShapeError
from cnnkit.functional.geometry import pair, whole
from cnnkit.functional.window import Window
from cnnkit.layers.base import Layer
from cnnkit.layers.initial import as_generator
from cnnkit.override import resolve


class _Pool2d(Layer):
    """What the pooling layers share: a window, its stride and the padding around the image."""

    op = ""
    arguments = ("k", "stride", "padding")

    def __init__(self, k, stride=None, padding=0):
        who = type(self).__name__
        pair(k, "k", op=who, least=1)
        self.k = k
        self.stride = k if stride is None else stride
        self.padding = padding
        pair(self.stride, "stride", op=who, least=1)

    def geometry(self):
        """Return the settings that the function is called with."""
        return {"stride": self.stride, "padding": self.padding}

    def forward(self, x):
        """Pool each channel by itself."""
        self._saved = x
        return resolve(self.op)(x, self.k, **self.geometry())

    def backward(self, dy):
        """Return dx."""
        return resolve(f"{self.op}_backward")(dy, self.recall(), self.k, **self.geometry())

    def output_shape(self, shape):
        """Return (C, OH, OW) for (C, H, W)."""
        return (shape[0], *self._window(shape).places)

    def window(self, shape):
        """Return size and stride of the window as pairs."""
        window = self._window(shape)
        return window.k, window.stride

    def _window(self, shape):
        _check_maps(type(self).__name__, shape)
        who = type(self).__name__
        return Window.over(who, shape[1:], self.k, stride=self.stride, padding=self.padding)


class MaxPool2d(_Pool2d):
    """Keep the largest value of each window, as `cnnkit.functional.max_pool2d`.

    Parameters
    ----------
    k
        Size of the window, one number or (KH, KW).
    stride
        Step between windows; the size of the window unless given.
    padding
        Rows and columns added around, never chosen as the maximum.

    Examples
    --------
    >>> import numpy as np
    >>> MaxPool2d(2)(np.zeros((1, 6, 28, 28), np.float32)).shape
    (1, 6, 14, 14)
    """

    op = "max_pool2d"


class AvgPool2d(_Pool2d):
    """Take the mean of each window, as `cnnkit.functional.avg_pool2d`.

    Parameters
    ----------
    k, stride, padding
        As in `MaxPool2d`; zeros of the padding count in the mean.

    Examples
    --------
    >>> import numpy as np
    >>> AvgPool2d(3, stride=2, padding=1)(np.ones((1, 1, 5, 5)))[0, 0, 1, 1]
    np.float64(1.0)
    """

    op = "avg_pool2d"


class SumPool2d(_Pool2d):
    """Add up each window, as `cnnkit.functional.sum_pool2d`.

    Parameters
    ----------
    k, stride, padding
        As in `MaxPool2d`.

    Examples
    --------
    >>> import numpy as np
    >>> SumPool2d(2)(np.ones((1, 1, 4, 4)))[0, 0]
    array([[4., 4.],
           [4., 4.]])
    """

    op = "sum_pool2d"


class StochasticPool2d(_Pool2d):
    """Draw one value from each window, the larger the likelier; at test time take their mean.

    For inputs that are nowhere negative, such as those behind a `ReLU`. At test time each value is
    weighted with its own probability: Σ x² / Σ x over the window.

    Parameters
    ----------
    k, stride
        As in `MaxPool2d`.
    rng
        `numpy.random.Generator` or a seed; the layer splits its own stream off.

    References
    ----------
    Zeiler and Fergus, "Stochastic Pooling for Regularization of Deep Convolutional Neural
    Networks", 2013.

    Examples
    --------
    >>> import numpy as np
    >>> layer = StochasticPool2d(2, rng=0).eval()
    >>> layer(np.array([[[[1.0, 3.0], [0.0, 0.0]]]]))
    array([[[[2.5]]]])
    """

    op = "stochastic_pool2d"
    arguments = ("k", "stride")

    def __init__(self, k, stride=None, *, rng):
        super().__init__(k, stride)
        self.rng = as_generator(rng, "StochasticPool2d").spawn(1)[0]

    def forward(self, x):
        """Return one value of each window, or at test time their weighted mean."""
        if self.training:
            y, picks = resolve(self.op)(x, self.k, self.rng, stride=self.stride)
            self._saved = x, picks
            return y
        self._saved = x, None
        total, squares = self._sums(x)
        return squares / total

    def backward(self, dy):
        """Return dx: to the values that were drawn, or through the weighted mean."""
        x, picks = self.recall()
        if picks is not None:
            backward = resolve(f"{self.op}_backward")
            return backward(dy, picks, x.shape, self.k, stride=self.stride)
        total, squares = self._sums(x)
        up = partial(resolve("sum_pool2d_backward"), x=x, k=self.k, stride=self.stride)
        return 2 * x * up(dy / total) - up(dy * squares / total**2)

    def _sums(self, x):
        """Return Σ x and Σ x² over each window; an empty window counts as 1, so 0/1 is 0."""
        pool = resolve("sum_pool2d")
        total = pool(x, self.k, stride=self.stride)
        return total + (total == 0), pool(x * x, self.k, stride=self.stride)


class _GlobalPool2d(Layer):
    mode = ""

    def forward(self, x):
        """Return one number a channel, of shape (N, C)."""
        self._saved = x
        return resolve("global_pool2d")(x, mode=self.mode)

    def backward(self, dy):
        """Return dx."""
        return resolve("global_pool2d_backward")(dy, self.recall(), mode=self.mode)

    def output_shape(self, shape):
        """Return (C,) for (C, H, W)."""
        _check_maps(type(self).__name__, shape)
        return (shape[0],)

    def window(self, shape):
        """Return the whole map as the window."""
        return (tuple(shape[1:]),)


class GlobalAvgPool2d(_GlobalPool2d):
    """Take the mean of each map: (N, C, H, W) becomes (N, C).

    References
    ----------
    Lin et al., "Network in Network", 2014.

    Examples
    --------
    >>> import numpy as np
    >>> GlobalAvgPool2d()(np.ones((2, 64, 7, 7))).shape
    (2, 64)
    """

    mode = "avg"


class GlobalMaxPool2d(_GlobalPool2d):
    """Take the maximum of each map: (N, C, H, W) becomes (N, C).

    Examples
    --------
    >>> import numpy as np
    >>> GlobalMaxPool2d()(np.ones((2, 64, 7, 7))).shape
    (2, 64)
    """

    mode = "max"


class CrossChannelMaxPool(Layer):
    """Take the maximum over neighbouring channels, as `cnnkit.functional.cross_channel_max_pool`.

    Parameters
    ----------
    groups
        Number of groups of neighbouring channels, which is the number of channels that remain.

    Examples
    --------
    >>> import numpy as np
    >>> CrossChannelMaxPool(2)(np.zeros((1, 6, 4, 4))).shape
    (1, 2, 4, 4)
    """

    op = "cross_channel_max_pool"
    arguments = ("groups",)

    def __init__(self, groups):
        self.groups = whole(type(self).__name__, "groups", groups, least=1)

    def forward(self, x):
        """Return the largest of each group of channels."""
        self._saved = x
        return resolve(self.op)(x, self.groups)

    def backward(self, dy):
        """Return dx."""
        return resolve(f"{self.op}_backward")(dy, self.recall(), self.groups)

    def output_shape(self, shape):
        """Return (groups, H, W) for (C, H, W)."""
        if shape[0] % self.groups:
            raise ShapeError(
                type(self).__name__,
                received=f"{shape[0]} channels in {self.groups} groups",
                expected="a number of channels that the groups divide",
                fix="Change groups or the channels",
            )
        return (self.groups, *shape[1:])


def _check_maps(who, shape):
    if len(shape) != 3:
        raise ShapeError(
            who,
            received=f"one example of shape {tuple(shape)}",
            expected="shape (C, H, W)",
            fix="Pool before flattening",
        )
