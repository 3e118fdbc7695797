"""Batch normalisation: every feature gets mean 0 and variance 1 over the batch.

Variances are biased (divided by the number of elements) everywhere, the running ones too. The
momentum says how much of the old is kept: running = momentum·old + (1 − momentum)·new.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape


@quiet
def batch_norm(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    train: bool,
    momentum: float = 0.9,
    eps: float = 1e-5,
) -> tuple[Array, Array, Array]:
    """Normalise every feature over the batch, then scale and shift it.

    y = gamma · (x − mean) / √(var + eps) + beta

    When training, mean and variance are those of the batch; a batch of one gives beta. When
    testing, they are the running ones, so that an answer does not depend on its neighbours.

    Parameters
    ----------
    x
        Array of shape (N, D).
    gamma, beta
        Scale and shift, of shape (D,).
    running_mean, running_var
        Of shape (D,), as collected so far.
    train
        Whether the network is learning.
    momentum
        How much of the old running mean and variance is kept. PyTorch's momentum is the other
        part: its 0.1 is our 0.9.
    eps
        Keeps the root away from 0.

    Returns
    -------
    y
        Array of shape (N, D).
    running_mean, running_var
        New arrays, updated when training.

    Raises
    ------
    ShapeError
        When shapes do not fit, or the batch to learn from is empty.

    References
    ----------
    Ioffe, Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing Internal
    Covariate Shift (2015).

    Examples
    --------
    >>> import numpy as np
    >>> x, one, zero = np.array([[1.0], [3.0]]), np.ones(1), np.zeros(1)
    >>> y, mean, var = batch_norm(x, one, zero, zero, one, train=True, eps=0.0)
    >>> y.ravel(), mean, var
    (array([-1.,  1.]), array([0.2]), array([1.]))
    """
    arrays = x, gamma, beta, running_mean, running_var
    return _forward("batch_norm", "N D", *arrays, train, momentum, eps)


@quiet
def batch_norm_backward(
    dy: Array,
    x: Array,
    gamma: Array,
    eps: float = 1e-5,
    *,
    running_mean: Array | None = None,
    running_var: Array | None = None,
) -> tuple[Array, Array, Array]:
    """Return the gradients of ``batch_norm``.

    dx = gamma/√(var + eps) · (dy − mean(dy) − x̂ · mean(dy · x̂)), dgamma = Σ_n dy · x̂,
    dbeta = Σ_n dy, with x̂ the normalised x

    Mean and variance depend on x too: the two subtracted terms are their part, and dx adds up to
    0 over the batch.

    Parameters
    ----------
    dy
        Gradient of y, of shape (N, D).
    x, gamma, eps
        As given to ``batch_norm``.
    running_mean, running_var
        Give both for the gradient of the forward pass with ``train=False``. They are constants
        there, and dx is gamma/√(running_var + eps) · dy.

    Returns
    -------
    dx of shape (N, D), dgamma and dbeta of shape (D,).

    Examples
    --------
    >>> import numpy as np
    >>> dy, x = np.array([[1.0], [0.0], [0.0]]), np.array([[0.0], [1.0], [5.0]])
    >>> dx, dgamma, dbeta = batch_norm_backward(dy, x, np.ones(1))
    >>> dx.shape, abs(dx.sum()) < 1e-12, dbeta
    ((3, 1), np.True_, array([1.]))
    """
    running = running_mean, running_var
    return _backward("batch_norm_backward", "N D", dy, x, gamma, eps, *running)


@quiet
def spatial_batch_norm(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    train: bool,
    momentum: float = 0.9,
    eps: float = 1e-5,
) -> tuple[Array, Array, Array]:
    """Normalise every channel over the batch and over all places, then scale and shift it.

    The same as ``batch_norm``, with mean and variance over N, H and W: a convolution makes every
    place of a map with the same filter, and they share their statistics.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W).
    gamma, beta, running_mean, running_var
        Of shape (C,).
    train, momentum, eps
        As in ``batch_norm``.

    Returns
    -------
    y of shape (N, C, H, W), and the new running_mean and running_var.

    Examples
    --------
    >>> import numpy as np
    >>> x, one, zero = np.random.default_rng(0).normal(3, 2, (8, 4, 5, 5)), np.ones(4), np.zeros(4)
    >>> y, _, _ = spatial_batch_norm(x, one, zero, zero, one, train=True)
    >>> bool(abs(y.mean(axis=(0, 2, 3))).max() < 1e-9)
    True
    """
    arrays = x, gamma, beta, running_mean, running_var
    return _forward("spatial_batch_norm", "N C H W", *arrays, train, momentum, eps)


@quiet
def spatial_batch_norm_backward(
    dy: Array,
    x: Array,
    gamma: Array,
    eps: float = 1e-5,
    *,
    running_mean: Array | None = None,
    running_var: Array | None = None,
) -> tuple[Array, Array, Array]:
    """Return dx, dgamma, dbeta of ``spatial_batch_norm``, as ``batch_norm_backward`` does.

    Examples
    --------
    >>> import numpy as np
    >>> dy = x = np.ones((2, 3, 4, 4))
    >>> [gradient.shape for gradient in spatial_batch_norm_backward(dy, x, np.ones(3))]
    [(2, 3, 4, 4), (3,), (3,)]
    """
    running = running_mean, running_var
    return _backward("spatial_batch_norm_backward", "N C H W", dy, x, gamma, eps, *running)


def _forward(
    op: str,
    letters: str,
    x: Any,
    gamma: Any,
    beta: Any,
    running_mean: Any,
    running_var: Any,
    train: bool,
    momentum: float,
    eps: float,
) -> tuple[Array, Array, Array]:
    given = {"gamma": gamma, "beta": beta, "running_mean": running_mean, "running_var": running_var}
    xp, x, *vectors = operands(op, (), x=x, **given)
    _check(op, letters, x, eps, dict(zip(given, vectors, strict=True)))
    if not 0 <= momentum <= 1:
        raise ParameterError(
            op,
            received=f"momentum = {momentum}",
            expected="a number from 0 to 1",
            fix="momentum is the part of the old that is kept, often 0.9",
        )
    gamma, beta, running_mean, running_var = vectors
    if train:
        mean, var = _moments(op, x)
        new = 1 - momentum
        running_mean = momentum * running_mean + new * mean
        running_var = momentum * running_var + new * var
    else:
        mean, var = running_mean, running_var
        running_mean, running_var = mean.copy(), var.copy()
    y = (x - _wide(mean, x)) * _wide(gamma / xp.sqrt(var + eps), x)
    y += _wide(beta, x)
    return y, running_mean, running_var


def _backward(
    op: str,
    letters: str,
    dy: Any,
    x: Any,
    gamma: Any,
    eps: float,
    running_mean: Any,
    running_var: Any,
) -> tuple[Array, Array, Array]:
    given = {"running_mean": running_mean, "running_var": running_var}
    xp, dy, x, gamma, mean, var = operands(op, tuple(given), dy=dy, x=x, gamma=gamma, **given)
    if (mean is None) != (var is None):
        raise ParameterError(
            op,
            received="only one of running_mean and running_var",
            expected="both, or neither",
            fix="Give both for a network that is not training",
        )
    vectors = {"gamma": gamma}
    if mean is not None:
        vectors |= {"running_mean": mean, "running_var": var}
    _check(op, letters, x, eps, vectors)
    require_shape(op, "dy", dy, x.shape, "the shape of x")
    train = mean is None
    if train:
        mean, var = _moments(op, x)
    axes = _all_but_features(x)
    scale = 1 / xp.sqrt(var + eps)
    normal = (x - _wide(mean, x)) * _wide(scale, x)
    dgamma, dbeta = (dy * normal).sum(axis=axes), dy.sum(axis=axes)
    dx = dy
    if train:
        count = x.size // x.shape[1]
        dx = dy - _wide(dbeta / count, x) - normal * _wide(dgamma / count, x)
    return dx * _wide(gamma * scale, x), dgamma, dbeta


def _moments(op: str, x: Array) -> tuple[Array, Array]:
    """Return mean and biased variance of each feature."""
    if x.size == 0:
        raise ShapeError(
            op,
            received=f"x of shape {x.shape}",
            expected="at least one example",
            fix="An empty batch has no mean; leave it out",
        )
    axes = _all_but_features(x)
    mean = x.mean(axis=axes)
    centred = x - _wide(mean, x)
    return mean, (centred * centred).mean(axis=axes)


def _all_but_features(x: Array) -> tuple[int, ...]:
    return (0, *range(2, x.ndim))


def _wide(vector: Array, x: Array) -> Array:
    """Reshape (C,) -> (C, 1, 1), so that it broadcasts against x."""
    return vector.reshape(-1, *(1,) * (x.ndim - 2))


def _check(op: str, letters: str, x: Array, eps: float, vectors: dict[str, Array]) -> None:
    require_axes(op, letters, x=x)
    for name, vector in vectors.items():
        reason = f"one number for each of the {x.shape[1]} features"
        require_shape(op, name, vector, (x.shape[1],), reason)
    if not eps >= 0:
        raise ParameterError(
            op,
            received=f"eps = {eps}",
            expected="a number of at least 0",
            fix="Choose a small number, such as 1e-5",
        )
