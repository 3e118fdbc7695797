"""Find the pixels that move the score, to first order."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.explain.passes import at_rest, batch_of, image_gradient
from cnnkit.layers import Layer


def saliency(model: Layer, image: Any, target: int) -> np.ndarray:
    """Return how strongly each pixel moves the raw score of a class.

    S[i, j] = max_c |∂ score[target] / ∂ image[c, i, j]|

    It tells what a small change would do, not what the network looked at: a pixel can matter
    and have no slope. The gradient of the loss would fade where the network is sure.

    Parameters
    ----------
    model : Layer
        A network that ends in scores of shape (N, K), before any softmax.
    image : array
        Of shape (C, H, W).
    target : int
        The class.

    Returns
    -------
    numpy.ndarray
        Of shape (H, W), nowhere negative.

    Raises
    ------
    ShapeError
        If the image is not (C, H, W), or the network does not end in scores.
    ParameterError
        If the class does not exist.

    References
    ----------
    K. Simonyan, A. Vedaldi, A. Zisserman: *Deep Inside Convolutional Networks*, 2014.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> saliency(lenet5(), np.ones((1, 28, 28)), target=3).shape
    (28, 28)
    """
    x = batch_of(image, model, "saliency")
    with at_rest(model):
        gradient = to_numpy(image_gradient(model, x, target, "saliency"))
    return np.abs(gradient[0]).max(axis=0)  # (C, H, W) -> (H, W)
