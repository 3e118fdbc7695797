"""How the weights of a layer are first drawn.

Every rule is a function ``rule(shape, rng, dtype)`` that returns a new array.
``rng`` is a `numpy.random.Generator`; nothing here draws from a hidden one.
"""

from collections.abc import Callable
from math import prod, sqrt

import numpy as np

from cnnkit.errors import ParameterError

Rule = Callable[..., np.ndarray]
Seed = np.random.Generator | int


def fan_in(shape):
    """Return the number of inputs that one output unit adds up.

    A weight of a convolution has shape (F, C, KH, KW) and sums C·KH·KW inputs.
    A weight of a dense layer has shape (D, M) and sums D inputs.

    >>> fan_in((6, 1, 5, 5)), fan_in((784, 10))
    (25, 784)
    """
    return _fans(shape)[0]


def fan_out(shape):
    """Return the number of outputs that one input unit takes part in.

    >>> fan_out((6, 1, 5, 5)), fan_out((784, 10))
    (150, 10)
    """
    return _fans(shape)[1]


def kaiming(shape, rng, dtype=np.float32):
    """Draw from N(0, 2 / fan_in), which keeps the scale of activations through ReLU layers.

    Parameters
    ----------
    shape : tuple of int
        (F, C, KH, KW) for filters, (D, M) for a dense layer.
    rng : numpy.random.Generator
    dtype : data type, float32 unless told otherwise

    Returns
    -------
    numpy.ndarray of shape `shape`

    References
    ----------
    He et al., "Delving Deep into Rectifiers", 2015.

    >>> w = kaiming((400, 300), np.random.default_rng(0))
    >>> w.shape, round(float(w.var() * 400), 1)
    ((400, 300), 2.0)
    """
    return _gaussian(shape, sqrt(2.0 / fan_in(shape)), rng, dtype)


def xavier(shape, rng, dtype=np.float32):
    """Draw from N(0, 2 / (fan_in + fan_out)), meant for tanh and for linear layers.

    References
    ----------
    Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
    Networks", 2010.

    >>> xavier((400, 100), np.random.default_rng(0)).shape
    (400, 100)
    """
    return _gaussian(shape, sqrt(2.0 / (fan_in(shape) + fan_out(shape))), rng, dtype)


def lecun(shape, rng, dtype=np.float32):
    """Draw from N(0, 1 / fan_in), which keeps the scale where no ReLU halves it.

    References
    ----------
    LeCun et al., "Efficient BackProp", 1998.

    >>> lecun((400, 100), np.random.default_rng(0)).shape
    (400, 100)
    """
    return _gaussian(shape, sqrt(1.0 / fan_in(shape)), rng, dtype)


def normal(std):
    """Return the rule that draws from N(0, std²), whatever the shape.

    With a small `std` in the last layer, the first loss is close to that of guessing.

    >>> normal(0.01)((84, 10), np.random.default_rng(0)).shape
    (84, 10)
    """
    if std < 0:
        raise ParameterError(
            "normal",
            received=f"std={std}",
            expected="a standard deviation of 0 or more",
            fix="Give a small positive number, such as 0.01",
        )

    def rule(shape, rng, dtype=np.float32):
        return _gaussian(shape, std, rng, dtype)

    return rule


def zeros(shape, rng=None, dtype=np.float32):
    """Return zeros: right for biases, wrong for weights (all units then stay alike).

    >>> zeros((2,))
    array([0., 0.], dtype=float32)
    """
    return np.zeros(shape, dtype)


def ones(shape, rng=None, dtype=np.float32):
    """Return ones, as for the scale of a batch normalisation.

    >>> ones((2,))
    array([1., 1.], dtype=float32)
    """
    return np.ones(shape, dtype)


def as_generator(rng, who):
    """Turn a seed into a `numpy.random.Generator`; a generator is returned as it is.

    ``None`` is refused: a network that nobody can draw again cannot be checked.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, int | np.integer) and not isinstance(rng, bool) and rng >= 0:
        return np.random.default_rng(int(rng))
    raise ParameterError(
        who,
        received=f"rng={rng!r}",
        expected="a numpy.random.Generator or a seed of 0 or more",
        fix="Give rng=numpy.random.default_rng(0), or rng=0",
    )


def _gaussian(shape, std, rng, dtype):
    dtype = np.dtype(dtype)
    drawn = rng.standard_normal(shape, dtype=dtype if dtype == np.float32 else np.float64)
    drawn *= std
    return drawn.astype(dtype, copy=False)


def _fans(shape):
    if len(shape) == 2:
        return shape[0], shape[1]
    if len(shape) > 2:
        return prod(shape[1:]), shape[0] * prod(shape[2:])
    raise ParameterError(
        "fan_in",
        received=f"shape={tuple(shape)}",
        expected="at least two axes: (D, M) or (F, C, KH, KW)",
        fix="Use zeros or ones for biases and scales",
    )
