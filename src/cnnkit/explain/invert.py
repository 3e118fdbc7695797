"""Find what a layer still knows of the image."""

from typing import Any

import numpy as np

from cnnkit.backend import to_device, to_numpy
from cnnkit.errors import ShapeError
from cnnkit.explain.descent import descend, smoothness
from cnnkit.explain.passes import at_rest, upto
from cnnkit.layers import Layer


def invert_features(
    model: Layer,
    layer: str,
    features: Any,
    steps: int,
    lr: float,
    rng: np.random.Generator,
    *,
    shape: tuple[int, int, int] = (1, 28, 28),
    smooth: float = 1e-3,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> np.ndarray:
    """Look for an image that gives the same features at a layer.

    minimise ½ ‖φ(x) − features‖² / ‖features‖² + smooth · roughness of x

    Many images give the same features; this is one of them, and a smooth one.

    Parameters
    ----------
    model : Layer
        A network.
    layer : str
        The layer's name.
    features : array
        What the layer gave for some image, of shape (C', H', W') or (D,), or with a first axis
        of 1.
    steps : int
        How many steps.
    lr : float
        About how far a pixel moves in one step.
    rng : numpy.random.Generator
        Where the first noise comes from.
    shape : (int, int, int)
        The image's shape (C, H, W).
    smooth : float
        How much neighbouring pixels are drawn together.
    bounds : (float, float)
        The least and the greatest value of a pixel.

    Returns
    -------
    numpy.ndarray
        The image, of shape (C, H, W).

    Raises
    ------
    ParameterError
        If there is no such layer.
    ShapeError
        If the features are not of the layer's shape.

    References
    ----------
    A. Mahendran, A. Vedaldi: *Understanding Deep Image Representations by Inverting Them*, 2015.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> invert_features(lenet5(), "pool1", np.ones((6, 14, 14)), 5, 0.05,
    ...                 np.random.default_rng(0)).shape
    (1, 28, 28)
    """
    part = upto(model, layer, "invert_features")
    middle, reach = sum(bounds) / 2, bounds[1] - bounds[0]
    noise = middle + 0.1 * reach * rng.standard_normal((1, *shape))
    start = to_device(np.clip(noise, *bounds).astype(np.float32), model.device)
    wanted = to_numpy(features).astype(np.float32)

    with at_rest(model):
        given = tuple(part(start).shape[1:])
        if wanted.shape not in (given, (1, *given)):
            raise ShapeError(
                "invert_features",
                received=f"features of shape {wanted.shape}",
                expected=f"shape {given}, as {layer} gives for one image",
                fix="Take the features of one image: activations(model, x)[layer][n]",
            )
        goal = to_device(wanted.reshape(1, *given), model.device)
        scale = float((wanted**2).sum()) or 1.0

        def gradient(x):
            return part.backward((part(x) - goal) / scale) + smooth * smoothness(x)

        return to_numpy(descend(gradient, start, steps, lr, bounds))[0]
