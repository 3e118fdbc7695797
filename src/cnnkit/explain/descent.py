"""Walk downhill in the space of images."""

from collections.abc import Callable
from typing import Any

from cnnkit.backend import array_module

BETAS = (0.9, 0.999)


def descend(
    gradient: Callable[[Any], Any], x: Any, steps: int, lr: float, bounds: tuple[float, float]
) -> Any:
    """Change an image step by step against a gradient, by Adam's rule, inside bounds.

    Adam makes each pixel's steps alike in size, so that one learning rate serves networks whose
    gradients differ by orders of magnitude.

    Parameters
    ----------
    gradient : function
        Takes the image, returns the gradient of what is to become small.
    x : array
        Where to begin, of any shape.
    steps : int
        How many steps.
    lr : float
        About how far a pixel moves in one step.
    bounds : (float, float)
        The least and the greatest value that a pixel may take.

    Returns
    -------
    array of the same shape, a new one

    References
    ----------
    D. Kingma, J. Ba: *Adam: A Method for Stochastic Optimization*, 2015.

    Examples
    --------
    >>> import numpy as np
    >>> descend(lambda x: x - 0.25, np.ones(2), steps=200, lr=0.05, bounds=(0, 1)).round(2)
    array([0.25, 0.25])
    """
    xp = array_module(x)
    mean, square = x * 0, x * 0
    for t in range(1, steps + 1):
        g = gradient(x)
        mean = BETAS[0] * mean + (1 - BETAS[0]) * g
        square = BETAS[1] * square + (1 - BETAS[1]) * g * g
        step = mean / (1 - BETAS[0] ** t) / (xp.sqrt(square / (1 - BETAS[1] ** t)) + 1e-12)
        x = xp.clip(x - lr * step, *bounds)
    return x


def smoothness(x: Any) -> Any:
    """Differentiate half the sum of squared differences between neighbouring pixels.

    Parameters
    ----------
    x : array
        Of shape (N, C, H, W).

    Returns
    -------
    array of the same shape

    Examples
    --------
    >>> import numpy as np
    >>> smoothness(np.array([[[[0.0, 1.0, 1.0]]]]))
    array([[[[-1.,  1.,  0.]]]])
    """
    dx = x * 0
    down, right = x[:, :, 1:] - x[:, :, :-1], x[..., 1:] - x[..., :-1]
    dx[:, :, 1:] += down
    dx[:, :, :-1] -= down
    dx[..., 1:] += right
    dx[..., :-1] -= right
    return dx
