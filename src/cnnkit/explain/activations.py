"""What every layer gives for some images."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnkit.backend import to_device, to_numpy
from cnnkit.errors import ParameterError
from cnnkit.explain.passes import BATCH, at_rest
from cnnkit.layers import Layer


def activations(model: Layer, x: Any, layers: Sequence[str] | None = None) -> dict[str, np.ndarray]:
    """Run images through a network and keep what layers give on the way.

    Parameters
    ----------
    model : Layer
        A network.
    x : array
        Images of shape (N, C, H, W).
    layers : sequence of str, optional
        Names of layers, with dots for one inside another; by default those directly inside.

    Returns
    -------
    dict of str to numpy.ndarray
        Each layer's output, of shape (N, ...), in the order asked for.

    Raises
    ------
    ParameterError
        If there is no layer of that name.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> maps = activations(lenet5(), np.zeros((2, 1, 28, 28), np.float32), ["conv1", "pool2"])
    >>> {name: y.shape for name, y in maps.items()}
    {'conv1': (2, 6, 28, 28), 'pool2': (2, 16, 5, 5)}
    """
    known = model.named_layers()
    names = list(model.children()) if layers is None else list(layers)
    for name in names:
        if name not in known:
            raise ParameterError(
                "activations",
                received=f"the layer {name!r}",
                expected=f"one of: {', '.join(filter(None, known))}",
                fix="Take names from model.named_layers()",
            )
    kept: dict[str, list[np.ndarray]] = {name: [] for name in names}
    handles = []
    for name in kept:

        def keep(_layer, _x, y, parts=kept[name]):
            parts.append(to_numpy(y))

        handles.append(known[name].register_forward_hook(keep))
    try:
        with at_rest(model):
            for start in range(0, len(x), BATCH):
                model(to_device(x[start : start + BATCH], model.device))
    finally:
        for handle in handles:
            handle.remove()
    return {name: np.concatenate(parts) for name, parts in kept.items()}


def sparsity(maps: dict[str, np.ndarray]) -> dict[str, float]:
    """Tell which share of each layer's outputs is exactly zero.

    Parameters
    ----------
    maps : dict of str to numpy.ndarray
        What `activations` returned.

    Returns
    -------
    dict of str to float
        From 0 to 1.

    Examples
    --------
    >>> sparsity({"relu1": np.array([[0.0, 2.0, 0.0, 1.0]])})
    {'relu1': 0.5}
    """
    return {name: float((y == 0).mean()) for name, y in maps.items()}
