"""Find the image that a unit likes best."""

import numpy as np

from cnnkit.backend import array_module, to_device, to_numpy
from cnnkit.errors import ParameterError
from cnnkit.explain.descent import descend, smoothness
from cnnkit.explain.passes import at_rest, upto
from cnnkit.layers import Layer


def activation_maximise(
    model: Layer,
    unit: int | tuple[str, int],
    steps: int,
    lr: float,
    rng: np.random.Generator,
    *,
    shape: tuple[int, int, int] = (1, 28, 28),
    smooth: float = 3.0,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> np.ndarray:
    """Begin with grey noise and change it until a unit answers strongly.

    The image is what the unit likes *best*, not what it usually sees. Without smoothing it is
    noise that only a network understands. Name the layer before a ReLU: a unit that is silent
    has no slope to climb.

    Parameters
    ----------
    model : Layer
        A network.
    unit : int or (str, int)
        The class whose score is to grow; or a layer's name and a channel, for the mean of that
        feature map.
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
        If there is no such unit.

    References
    ----------
    D. Erhan, Y. Bengio, A. Courville, P. Vincent: *Visualizing Higher-Layer Features of a Deep
    Network*, 2009.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> activation_maximise(lenet5(), 3, 5, 0.05, np.random.default_rng(0)).shape
    (1, 28, 28)
    """
    if isinstance(unit, tuple):
        part, channel = upto(model, unit[0], "activation_maximise"), unit[1]
    else:
        part, channel = model, unit
    middle, reach = sum(bounds) / 2, bounds[1] - bounds[0]
    noise = middle + 0.1 * reach * rng.standard_normal((1, *shape))
    start = to_device(np.clip(noise, *bounds).astype(np.float32), model.device)

    def gradient(x):
        y = part(x)
        if not 0 <= channel < y.shape[1]:
            raise ParameterError(
                "activation_maximise",
                received=f"unit={unit!r}",
                expected=f"a unit from 0 to {y.shape[1] - 1} in an output of "
                f"shape {tuple(y.shape[1:])}",
                fix="Count the units of this layer from 0",
            )
        dy = y * 0
        dy[:, channel] = -1 / y[0, channel].size
        dx = part.backward(dy)
        strength = array_module(dx).abs(dx).mean() + 1e-12  # makes `smooth` mean the same anywhere
        return dx / strength + smooth * smoothness(x) / reach

    with at_rest(model):
        return to_numpy(descend(gradient, start, steps, lr, bounds))[0]
