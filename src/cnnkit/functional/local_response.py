"""Local response normalisation: channels that answer strongly quieten their neighbours."""

from typing import Any

from cnnkit.backend import Array
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.geometry import whole


@quiet
def local_response_norm(
    x: Array, size: int = 5, alpha: float = 1e-4, beta: float = 0.75, k: float = 2.0
) -> Array:
    """Divide every number by the strength of its neighbours along the channels.

    y[c] = x[c] / s[c]^beta with s[c] = k + alpha · Σ x[j]², j from c − ⌊size/2⌋ to
    c + ⌊(size − 1)/2⌋, at every pixel

    alpha is not divided by size, as in the paper; PyTorch divides it.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W).
    size
        How many neighbouring channels count, its own included.
    alpha, beta, k
        As in the formula; the defaults are AlexNet's.

    Returns
    -------
    Array of shape (N, C, H, W).

    References
    ----------
    Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural Networks
    (2012).

    Examples
    --------
    >>> import numpy as np
    >>> local_response_norm(np.ones((1, 3, 1, 1)), size=3, alpha=1.0, beta=1.0, k=0.0).ravel()
    array([0.5       , 0.33333333, 0.5       ])
    """
    op = "local_response_norm"
    xp, x = operands(op, x=x)
    size = _check(op, x, size)
    return x * _strength(xp, x, size, alpha, k) ** -beta


@quiet
def local_response_norm_backward(
    dy: Array,
    x: Array,
    size: int = 5,
    alpha: float = 1e-4,
    beta: float = 0.75,
    k: float = 2.0,
) -> Array:
    """Return the gradient of ``local_response_norm``.

    dx[j] = dy[j] / s[j]^beta − 2·alpha·beta·x[j] · Σ dy[c]·x[c] / s[c]^(beta + 1), over the
    channels c to which j is a neighbour

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, C, H, W).
    x, size, alpha, beta, k
        As given to ``local_response_norm``.

    Returns
    -------
    dx of shape (N, C, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> x = np.ones((1, 2, 1, 1))
    >>> local_response_norm_backward(x, x, size=3, alpha=1.0, beta=1.0, k=0.0).ravel()
    array([-0.5, -0.5])
    """
    op = "local_response_norm_backward"
    xp, dy, x = operands(op, dy=dy, x=x)
    size = _check(op, x, size)
    require_shape(op, "dy", dy, x.shape, "the shape of x")
    s = _strength(xp, x, size, alpha, k)
    shares = dy * x * s ** (-beta - 1)
    # j is a neighbour of c when c is one of j, looked at from the other side
    return dy * s**-beta - 2 * alpha * beta * x * _neighbours(
        xp, shares, (size - 1) // 2, size // 2
    )


def _strength(xp: Any, x: Array, size: int, alpha: float, k: float) -> Array:
    return k + alpha * _neighbours(xp, x * x, size // 2, (size - 1) // 2)


def _neighbours(xp: Any, x: Array, before: int, after: int) -> Array:
    """Sum x[c − before] to x[c + after] along the channels, as far as they exist."""
    channels = x.shape[1]
    total = xp.zeros_like(x)
    for shift in range(-min(before, channels), min(after, channels) + 1):
        to = slice(max(0, -shift), channels - max(0, shift))
        total[:, to] += x[:, max(0, shift) : channels - max(0, -shift)]
    return total


def _check(op: str, x: Array, size: Any) -> int:
    require_axes(op, "N C H W", x=x)
    return whole(op, "size", size, least=1)
