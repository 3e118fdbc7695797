"""Ask of any explanation whether it changes when the network does."""

from copy import deepcopy

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.layers import Layer


def randomised(model: Layer, rng: np.random.Generator) -> Layer:
    """Copy a network and shuffle the numbers inside each of its parameters.

    The copy has learned nothing, yet its weights have the same sizes. An explanation that looks
    the same for both does not explain the network.

    Parameters
    ----------
    model : Layer
        A network; it stays as it is.
    rng : numpy.random.Generator
        Shuffles.

    Returns
    -------
    Layer
        The copy.

    References
    ----------
    J. Adebayo et al.: *Sanity Checks for Saliency Maps*, 2018.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> model = lenet5()
    >>> other = randomised(model, np.random.default_rng(0))
    >>> one, two = model["conv1"].weight.value, other["conv1"].weight.value
    >>> bool((np.sort(one, None) == np.sort(two, None)).all()), bool((one == two).all())
    (True, False)
    """
    copy = deepcopy(model)
    for parameter in copy.parameters():
        values = to_numpy(parameter.value)
        parameter.value = rng.permutation(values.ravel()).reshape(values.shape)
    return copy
