"""A frame around each image, as a layer of its own."""

from cnnkit.layers.base import Layer
from cnnkit.override import resolve


class Pad2d(Layer):
    """Put a frame around each image, as `cnnkit.functional.pad2d`.

    Parameters
    ----------
    padding
        An integer, or (left, right, top, bottom).
    mode
        "zero", "edge", "reflect" or "wrap".

    Examples
    --------
    >>> import numpy as np
    >>> Pad2d((1, 0, 0, 0), "edge")(np.array([[[[5.0, 6.0]]]]))
    array([[[[5., 5., 6.]]]])
    """

    arguments = ("padding", "mode")
    keeps = "nothing"

    def __init__(self, padding, mode="zero"):
        self.padding, self.mode = padding, mode

    def forward(self, x):
        """Return `x` with its frame."""
        self._saved = x.shape
        return resolve("pad2d")(x, self.padding, mode=self.mode)

    def backward(self, dy):
        """Return dx: the frame is taken off, and added to the pixels that it repeats."""
        self.recall()
        return resolve("pad2d_backward")(dy, self.padding, mode=self.mode)

    def output_shape(self, shape):
        """Return (C, H + top + bottom, W + left + right) for (C, H, W)."""
        frame = (self.padding,) * 4 if isinstance(self.padding, int) else tuple(self.padding)
        left, right, top, bottom = frame
        return (*shape[:-2], shape[-2] + top + bottom, shape[-1] + left + right)


class ZeroPad2d(Pad2d):
    """Put a frame of zeros around each image.

    Parameters
    ----------
    padding
        An integer, or (left, right, top, bottom).

    Examples
    --------
    >>> import numpy as np
    >>> ZeroPad2d(2)(np.zeros((1, 1, 28, 28))).shape
    (1, 1, 32, 32)
    """

    arguments = ("padding",)

    def __init__(self, padding):
        super().__init__(padding, "zero")
