"""Layers that apply one function to every number, and two that look along an axis."""

from cnnkit.layers.base import Layer
from cnnkit.layers.pooling import CrossChannelMaxPool
from cnnkit.override import resolve


class _Activation(Layer):
    """What the activations share: the shape stays, nothing is learned."""

    op = ""
    elementwise = True

    def settings(self):
        """Return what the function takes besides the input."""
        return {}

    def forward(self, x):
        """Return the function of `x`, in a new array."""
        self._saved = x
        return resolve(self.op)(x, **self.settings())

    def backward(self, dy):
        """Return dx."""
        return resolve(f"{self.op}_backward")(dy, self.recall(), **self.settings())

    def output_shape(self, shape):
        """Return the same shape."""
        return tuple(shape)


class ReLU(_Activation):
    """max(0, x); its gradient at 0 is taken as 0.

    References
    ----------
    Fukushima, "Visual Feature Extraction by a Multilayered Network of Analog Threshold Elements",
    1969.

    Examples
    --------
    >>> import numpy as np
    >>> ReLU()(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 2.])
    """

    op = "relu"


class LeakyReLU(_Activation):
    """x where x > 0, else slope · x.

    Parameters
    ----------
    slope
        What negative inputs are multiplied by.

    Examples
    --------
    >>> import numpy as np
    >>> LeakyReLU(0.1)(np.array([-1.0, 0.0, 2.0]))
    array([-0.1,  0. ,  2. ])
    """

    op = "leaky_relu"
    arguments = ("slope",)

    def __init__(self, slope=0.01):
        self.slope = slope

    def settings(self):
        """Return the slope."""
        return {"slope": self.slope}


class Sigmoid(_Activation):
    """1 / (1 + exp(−x)).

    Examples
    --------
    >>> import numpy as np
    >>> Sigmoid()(np.zeros(1))
    array([0.5])
    """

    op = "sigmoid"


class Tanh(_Activation):
    """tanh(x) = 2·sigmoid(2x) − 1.

    Examples
    --------
    >>> import numpy as np
    >>> Tanh()(np.zeros(1))
    array([0.])
    """

    op = "tanh"


class Softmax(_Activation):
    """Turn the last axis into probabilities.

    A network that is trained ends in logits; the loss applies the softmax itself.

    Examples
    --------
    >>> import numpy as np
    >>> Softmax()(np.zeros((1, 4)))
    array([[0.25, 0.25, 0.25, 0.25]])
    """

    op = "softmax"


class LogSoftmax(_Activation):
    """Turn the last axis into logarithms of probabilities.

    Examples
    --------
    >>> import numpy as np
    >>> LogSoftmax()(np.zeros((1, 2)))
    array([[-0.69314718, -0.69314718]])
    """

    op = "log_softmax"


class Maxout(CrossChannelMaxPool):
    """Take the maximum over groups of neighbouring units, as `cnnkit.functional.maxout`.

    Parameters
    ----------
    groups
        Number of units that remain.

    References
    ----------
    Goodfellow et al., "Maxout Networks", 2013.

    Examples
    --------
    >>> import numpy as np
    >>> Maxout(2)(np.array([[1.0, 5.0, 2.0, -3.0]]))
    array([[5., 2.]])
    """

    op = "maxout"
