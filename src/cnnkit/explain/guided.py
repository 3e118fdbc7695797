"""Backward passes with another rule at each ReLU: deconvolution and guided backpropagation."""

from typing import Any, Literal

import numpy as np

from cnnkit.backend import array_module, to_numpy
from cnnkit.errors import ParameterError
from cnnkit.explain.passes import at_rest, batch_of, image_gradient
from cnnkit.layers import Layer
from cnnkit.override import override


def guided_relu_backward(dy: Any, x: Any) -> Any:
    """Let a gradient through a ReLU where the input *and* the gradient are positive.

    dx = dy where x > 0 and dy > 0, else 0

    This is no derivative: what speaks against the class is thrown away on the way.

    Parameters
    ----------
    dy : array
        The upstream gradient, of any shape.
    x : array
        The ReLU's input, of the same shape.

    Returns
    -------
    array of the same shape

    References
    ----------
    J. Springenberg et al.: *Striving for Simplicity: The All Convolutional Net*, 2015.

    Examples
    --------
    >>> guided_relu_backward(np.array([2.0, -2.0, 2.0, -2.0]), np.array([1.0, 1.0, -1.0, -1.0]))
    array([2., 0., 0., 0.])
    """
    return array_module(dy, x).maximum(dy, 0) * (x > 0)


def deconv_relu_backward(dy: Any, x: Any) -> Any:
    """Let a gradient through a ReLU where the gradient is positive, whatever the input was.

    dx = dy where dy > 0, else 0

    Parameters
    ----------
    dy : array
        The upstream gradient, of any shape.
    x : array
        The ReLU's input; not looked at.

    Returns
    -------
    array of the same shape

    References
    ----------
    M. Zeiler, R. Fergus: *Visualizing and Understanding Convolutional Networks*, 2014.

    Examples
    --------
    >>> deconv_relu_backward(np.array([2.0, -2.0, 2.0]), np.array([1.0, 1.0, -1.0]))
    array([2., 0., 2.])
    """
    return array_module(dy).maximum(dy, 0)


RULES = {"guided": guided_relu_backward, "deconvolution": deconv_relu_backward}


def guided_backprop(
    model: Layer, image: Any, target: int, rule: Literal["guided", "deconvolution"] = "guided"
) -> np.ndarray:
    """Send the score of a class back to the pixels, with another rule at each ReLU.

    The pictures are sharp, and largely show the edges of the image: compare with a network
    whose weights are `cnnkit.explain.randomised`.

    Parameters
    ----------
    model : Layer
        A network that ends in scores of shape (N, K), with ``ReLU`` layers.
    image : array
        Of shape (C, H, W).
    target : int
        The class.
    rule : "guided" or "deconvolution"
        What happens at a ReLU.

    Returns
    -------
    numpy.ndarray
        Of shape (C, H, W), with signs.

    Raises
    ------
    ShapeError
        If the image is not (C, H, W), or the network does not end in scores.
    ParameterError
        If the class or the rule does not exist.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> guided_backprop(lenet5(), np.ones((1, 28, 28)), target=3).shape
    (1, 28, 28)
    """
    if rule not in RULES:
        raise ParameterError(
            "guided_backprop",
            received=f"rule={rule!r}",
            expected=f"one of: {', '.join(RULES)}",
            fix='Write rule="guided"',
        )
    x = batch_of(image, model, "guided_backprop")
    with at_rest(model), override(relu_backward=RULES[rule]):
        return to_numpy(image_gradient(model, x, target, "guided_backprop"))[0]
