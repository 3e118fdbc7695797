"""Passes through a network that leave no trace, and the part of a network below a layer.

What is explained is the network as it answers: in test behaviour. Modes, gradients and the flags
of the parameters are afterwards as they were before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from cnnkit.backend import to_device, to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.layers import Layer, Sequential

BATCH = 64  # images in one pass


@contextmanager
def at_rest(model: Layer) -> Iterator[None]:
    """Hold a network still inside a ``with`` block: test behaviour, no gradient of a parameter.

    Parameters
    ----------
    model : Layer
        Any network.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> model = lenet5().train()
    >>> with at_rest(model):
    ...     print(model.training)
    False
    >>> model.training
    True
    """
    modes = [(layer, layer.training) for layer in model.named_layers().values()]
    kept = [(parameter, parameter.trainable) for parameter in model.parameters()]
    model.eval()
    for parameter, _ in kept:
        parameter.trainable = False
    try:
        yield
    finally:
        for layer, training in modes:
            layer.training = training
        for parameter, trainable in kept:
            parameter.trainable = trainable
        model.forget()


def upto(model: Layer, layer: str, who: str = "upto") -> Layer:
    """Return a network's part from the input up to and including a layer; they share weights.

    Parameters
    ----------
    model : Sequential
        A network, with other ``Sequential`` inside or without.
    layer : str
        The layer's name, with dots for one inside another.
    who : str
        The function that an error names.

    Returns
    -------
    Sequential
        The part.

    Raises
    ------
    ParameterError
        If there is no such layer, or it does not stand in a row with those before it.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> upto(lenet5(), "pool2").output_shape((1, 28, 28))
    (16, 5, 5)
    """
    first, _, rest = layer.partition(".")
    children = model.children()
    if not isinstance(model, Sequential) or first not in children:
        raise ParameterError(
            who,
            received=f"the layer {layer!r} of {type(model).__name__}",
            expected=f"a layer of a Sequential, here one of: {', '.join(children) or '(none)'}",
            fix="Take one of these names; name.inner leads into a Sequential inside",
        )
    inside = {}
    for name, child in children.items():
        if name == first:
            inside[name] = upto(child, rest, who) if rest else child
            break
        inside[name] = child
    return Sequential(**inside)


def batch_of(image: Any, model: Layer, who: str) -> Any:
    """Put one image of shape (C, H, W), as floats, into a batch on the network's device.

    Parameters
    ----------
    image : array
        Of shape (C, H, W).
    model : Layer
        The network that will see it.
    who : str
        The function that an error names.

    Returns
    -------
    array of shape (1, C, H, W)

    Raises
    ------
    ShapeError
        If the image has another number of axes.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> batch_of(np.zeros((1, 28, 28), np.uint8), lenet5(), "example").dtype
    dtype('float32')
    """
    array = to_numpy(image)
    if array.ndim != 3:
        raise ShapeError(
            who,
            received=f"image as {describe(array)}",
            expected="one image of shape (C, H, W)",
            fix="Choose one image: images[n]",
        )
    if array.dtype.kind != "f":
        array = array.astype(np.float32)
    return to_device(array[None], model.device)  # (C, H, W) -> (1, C, H, W)


def scores(model: Layer, x: Any, target: int, who: str) -> Any:
    """Run a batch and check that the network has a score for the target.

    Parameters
    ----------
    model : Layer
        A network that ends in scores of shape (N, K).
    x : array
        Of shape (N, C, H, W), on the network's device.
    target : int
        A class from 0 to K − 1.
    who : str
        The function that an error names.

    Returns
    -------
    array of shape (N, K)

    Raises
    ------
    ShapeError
        If the network's output is not (N, K).
    ParameterError
        If there is no such class.
    """
    z = model(x)
    if z.ndim != 2:
        raise ShapeError(
            who,
            received=f"a network whose output has shape {tuple(z.shape)}",
            expected="scores of shape (N, K)",
            fix="Give the whole network, up to its last dense layer",
        )
    if not 0 <= target < z.shape[1]:
        raise ParameterError(
            who,
            received=f"target={target}",
            expected=f"a class from 0 to {z.shape[1] - 1}",
            fix="Give the class whose score is to be explained",
        )
    return z


def image_gradient(model: Layer, x: Any, target: int, who: str) -> Any:
    """Differentiate the raw score of a class by the pixels.

    The score, not the loss or the probability: their gradients fade where the network is sure.

    Parameters
    ----------
    model : Layer
        A network that ends in scores of shape (N, K), held by `at_rest`.
    x : array
        Of shape (N, C, H, W), on the network's device.
    target : int
        A class from 0 to K − 1.
    who : str
        The function that an error names.

    Returns
    -------
    array of shape (N, C, H, W)
    """
    dz = scores(model, x, target, who) * 0
    dz[:, target] = 1
    return model.backward(dz)
