"""Look for the layer where a training goes wrong."""

import copy
from typing import Any

import numpy as np

from cnnkit.backend import array_module, to_numpy


def gradient_norms(model: Any) -> dict[str, float]:
    """Return the Euclidean norm of each parameter's gradient, by dotted name.

    Parameters without a gradient are left out: call ``model.backward`` first.

    >>> from cnnkit.layers import Linear
    >>> layer = Linear(2, 1, rng=0)
    >>> y = layer(np.array([[3.0, 4.0]]))
    >>> dx = layer.backward(np.ones((1, 1)))
    >>> gradient_norms(layer)
    {'weight': 5.0, 'bias': 1.0}
    """
    return {
        name: float(np.linalg.norm(to_numpy(parameter.grad)))
        for name, parameter in model.named_parameters().items()
        if parameter.grad is not None
    }


def is_finite(array: Any) -> bool:
    """Tell whether an array holds neither infinities nor NaN."""
    return bool(array_module(array).isfinite(array).all())


def first_non_finite(model: Any, x: Any) -> str | None:
    """Name the first layer that gives infinite values or NaN for a batch of finite numbers.

    The forward pass is run again on a copy, so the model itself stays as it is.

    Returns
    -------
    Text such as "conv2 (Conv2d)", or "conv2 (Conv2d), whose weight is not finite"; None when every
    layer's output is finite.
    """
    twin = copy.deepcopy(model)
    names = {id(layer): name for name, layer in twin.named_layers().items()}
    found: list[str] = []

    def look(layer: Any, x: Any, y: Any) -> None:
        if not found and not is_finite(y):
            name, kind = names[id(layer)], type(layer).__name__
            text = f"{name} ({kind})" if name else kind
            bad = [
                name
                for name, parameter in layer.named_parameters().items()
                if not is_finite(parameter.value)
            ]
            found.append(text + (f", whose {bad[0]} is not finite" if bad else ""))

    for layer in twin.named_layers().values():
        if not layer.children():
            layer.register_forward_hook(look)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        twin(x)
    return found[0] if found else None
