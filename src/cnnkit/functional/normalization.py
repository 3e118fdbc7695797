"""Batch normalisation: every feature gets mean 0 and variance 1 over the batch.

Variances are biased (divided by the number of elements) everywhere, the running ones too. The
momentum says how much of the old is kept: running = momentum·old + (1 − momentum)·new.
"""

import math
from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.parts import in_parts


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
    named = {"gamma": gamma, "beta": beta, "running_mean": running_mean, "running_var": running_var}
    xp, x, *vectors = operands(op, (), x=x, **named)
    _check(op, letters, x, eps, dict(zip(named, vectors, strict=True)))
    if not 0 <= momentum <= 1:
        raise ParameterError(
            op,
            received=f"momentum = {momentum}",
            expected="a number from 0 to 1",
            fix="momentum is the part of the old that is kept, often 0.9",
        )
    gamma, beta, running_mean, running_var = vectors
    if train:
        _check_batch(op, x)
        mean, var = xp.empty_like(gamma), xp.empty_like(gamma)
    else:
        mean, var = running_mean, running_var
    y, count = xp.empty(x.shape, dtype=x.dtype), x.size // x.shape[1]
    given, made = _by_feature(x), _by_feature(y)

    def part(start: int, stop: int) -> None:
        c = slice(start, stop)
        values = given[c].copy()  # all else is done in the cache
        rows = values.reshape(stop - start, count)  # the same numbers, a row for each feature
        if train:
            mean[c] = _sum(xp, values) / count
        rows -= mean[c, None]
        if train:
            var[c] = _sum(xp, values, values) / count
        rows *= (gamma[c] / xp.sqrt(var[c] + eps))[:, None]
        rows += beta[c, None]
        made[c] = values

    in_parts(xp, part, x.shape[1], x.size)
    if not train:
        return y, mean.copy(), var.copy()
    new = 1 - momentum
    return y, momentum * running_mean + new * mean, momentum * running_var + new * var


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
        _check_batch(op, x)
    dx = xp.empty(dy.shape, dtype=dy.dtype)
    dgamma, dbeta = xp.empty_like(gamma), xp.empty_like(gamma)
    maps, up, down = map(_by_feature, (x, dy, dx))
    count = x.size // x.shape[1]

    def part(start: int, stop: int) -> None:
        c = slice(start, stop)
        values, upstream = maps[c].copy(), up[c].copy()
        normal, slope = (a.reshape(stop - start, count) for a in (values, upstream))
        normal -= (mean[c] if mean is not None else _sum(xp, values) / count)[:, None]
        found = var[c] if var is not None else _sum(xp, values, values) / count
        scale = 1 / xp.sqrt(found + eps)
        normal *= scale[:, None]
        dgamma[c], dbeta[c] = _sum(xp, upstream, values), _sum(xp, upstream)
        if train:
            slope -= (dbeta[c] / count)[:, None]
            normal *= (dgamma[c] / count)[:, None]
            slope -= normal
        slope *= (gamma[c] * scale)[:, None]
        down[c] = upstream

    in_parts(xp, part, x.shape[1], x.size)
    return dx, dgamma, dbeta


def _sum(xp: Any, a: Array, b: Array | None = None) -> Array:
    """Add up a, or a · b, of shape (C, N, places), for each feature."""
    if b is None:
        sums = xp.einsum("cnp->cn", a)
    else:
        sums = xp.matmul(a[..., None, :], b[..., None])[..., 0, 0]  # row times column
    return sums.sum(axis=1, dtype=xp.float64).astype(a.dtype)


def _by_feature(x: Array) -> Array:
    """(N, C, H, W) -> (C, N, H*W), and (N, D) -> (D, 1, N), without a copy."""
    if x.ndim == 2:
        return x.T[:, None]
    return x.reshape(*x.shape[:2], math.prod(x.shape[2:])).swapaxes(0, 1)


def _check_batch(op: str, x: Array) -> None:
    if x.size == 0:
        raise ShapeError(
            op,
            received=f"x of shape {x.shape}",
            expected="at least one example",
            fix="An empty batch has no mean; leave it out",
        )


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
