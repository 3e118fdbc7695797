"""Dropout: in training, units are switched off at random."""

from cnnkit.errors import ParameterError
from cnnkit.layers.base import Layer
from cnnkit.layers.initial import as_generator
from cnnkit.override import resolve


class Dropout(Layer):
    """Drop each unit with probability `p` in training; do nothing at test time.

    Kept units are divided by 1 − p, so that the mean stays the same.

    Parameters
    ----------
    p
        Probability to drop, at least 0 and below 1.
    rng
        `numpy.random.Generator` or a seed; the layer splits its own stream off.

    References
    ----------
    Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Dropout(0.5, rng=0)
    >>> sorted(set(layer(np.ones(100)).tolist()))
    [0.0, 2.0]
    >>> bool((layer.eval()(np.ones(100)) == 1).all())
    True
    """

    arguments = ("p",)
    elementwise = True
    keeps = "mask"

    def __init__(self, p, rng):
        if not 0 <= p < 1:
            raise ParameterError(
                "Dropout",
                received=f"p={p}",
                expected="a probability to drop, at least 0 and below 1",
                fix="0.5 drops half of the units",
            )
        self.p = p
        self.rng = as_generator(rng, "Dropout").spawn(1)[0]

    def forward(self, x):
        """Return `x` with some units dropped."""
        y, mask = resolve("dropout")(x, self.p, self.rng, self.training)
        self._saved = mask, self.training
        return y

    def backward(self, dy):
        """Return dx: what was dropped gets no gradient."""
        mask, train = self.recall()
        return resolve("dropout_backward")(dy, mask, self.p) if train else dy.copy()

    def output_shape(self, shape):
        """Return the same shape."""
        return tuple(shape)
