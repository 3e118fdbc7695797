"""Cover a part of the image, and see what the answer loses."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError
from cnnkit.explain.passes import BATCH, at_rest, batch_of, scores
from cnnkit.functional import softmax
from cnnkit.layers import Layer


def occlusion_map(
    model: Layer, image: Any, target: int, size: int, stride: int, fill: float = 0.0
) -> np.ndarray:
    """Move a square over the image; note the probability of a class at each place.

    Where the map is low, the covered part spoke for the class. The square itself is something to
    see: another ``fill`` can give another map.

    Parameters
    ----------
    model : Layer
        A network that ends in scores of shape (N, K).
    image : array
        Of shape (C, H, W).
    target : int
        The class.
    size : int
        The square's side in pixels.
    stride : int
        How far it moves from place to place.
    fill : float
        The value of the covered pixels.

    Returns
    -------
    numpy.ndarray
        Probabilities of shape (OH, OW), with OH = floor((H − size) / stride) + 1 and OW alike.

    Raises
    ------
    ShapeError
        If the image is not (C, H, W), or the network does not end in scores.
    ParameterError
        If the class does not exist, or the square does not fit.

    References
    ----------
    M. Zeiler, R. Fergus: *Visualizing and Understanding Convolutional Networks*, 2014.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> occlusion_map(lenet5(), np.ones((1, 28, 28)), target=3, size=8, stride=4).shape
    (6, 6)
    """
    x = batch_of(image, model, "occlusion_map")
    h, w = x.shape[2:]
    if not 1 <= size <= min(h, w) or stride < 1:
        raise ParameterError(
            "occlusion_map",
            received=f"size={size}, stride={stride} on an image of {h} × {w}",
            expected=f"a size from 1 to {min(h, w)} and a stride of at least 1",
            fix="Take a smaller square or a positive stride",
        )
    corners = [
        (i, j) for i in range(0, h - size + 1, stride) for j in range(0, w - size + 1, stride)
    ]
    found = []
    with at_rest(model):
        for start in range(0, len(corners), BATCH):
            part = corners[start : start + BATCH]
            covered = x.repeat(len(part), axis=0)  # (1, C, H, W) -> (n, C, H, W)
            for n, (i, j) in enumerate(part):
                covered[n, :, i : i + size, j : j + size] = fill
            p = softmax(scores(model, covered, target, "occlusion_map"))
            found.append(to_numpy(p[:, target]))
    return np.concatenate(found).reshape((h - size) // stride + 1, -1)
