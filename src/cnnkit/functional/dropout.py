"""Dropout: forget some of the numbers, so that none becomes indispensable."""

import numpy as np

from cnnkit.backend import Array
from cnnkit.errors import ParameterError
from cnnkit.functional.arguments import arrays, operands, quiet, require_rng, require_shape


@quiet
def dropout(
    x: Array, p: float, rng: np.random.Generator, train: bool
) -> tuple[Array, Array | None]:
    """Put each number to zero with probability p and scale up the others.

    y = x · mask / (1 − p), so that the mean stays the same

    When not training nothing is dropped and nothing scaled. p is the chance to be *dropped*; the
    paper's p is the chance to be kept.

    Parameters
    ----------
    x
        Array of any shape.
    p
        Probability from 0 to below 1.
    rng
        Where the chance comes from. The numbers are drawn on the CPU, so that every device and
        every type of numbers sees the same mask.
    train
        Whether the network is learning.

    Returns
    -------
    y
        Array of the shape of x.
    mask
        Booleans of the same shape, True where a number was kept; None when not training.

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014).

    Examples
    --------
    >>> import numpy as np
    >>> y, mask = dropout(np.ones(6), 0.5, np.random.default_rng(0), train=True)
    >>> bool((y == 2 * mask).all())
    True
    """
    xp, x = operands("dropout", x=x)
    keep = 1 - _probability("dropout", p)
    if not train:
        return x.copy(), None
    require_rng("dropout", rng)
    mask = xp.asarray(rng.random(x.shape, dtype=np.float32) < keep)
    return xp.where(mask, x / keep, 0), mask


@quiet
def dropout_backward(dy: Array, mask: Array | None, p: float) -> Array:
    """Return the gradient of ``dropout``: dy · mask / (1 − p), through the very same mask.

    Parameters
    ----------
    dy
        Gradient of the output, an array of any shape.
    mask
        As ``dropout`` returned it; None passes dy on.
    p
        As given to ``dropout``.

    Returns
    -------
    dx of the shape of dy.

    Examples
    --------
    >>> import numpy as np
    >>> dropout_backward(np.array([1.0, 1.0]), np.array([True, False]), 0.75)
    array([4., 0.])
    """
    op = "dropout_backward"
    xp, dy = operands(op, dy=dy)
    keep = 1 - _probability(op, p)
    if mask is None:
        return dy.copy()
    arrays(op, dy=dy, mask=mask)
    require_shape(op, "mask", mask, dy.shape, "the shape of dy")
    return xp.where(mask, dy / keep, 0)


def _probability(op: str, p: float) -> float:
    if not 0 <= p < 1:
        raise ParameterError(
            op,
            received=f"p = {p}",
            expected="a probability from 0 to below 1",
            fix="p is the chance to be dropped; not everything can be",
        )
    return float(p)
