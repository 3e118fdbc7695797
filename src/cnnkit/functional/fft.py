"""Convolution by Fourier transform: sliding becomes multiplying.

The transform of a correlation is a product, one number at a time. The price does not depend on
the size of the filter, so large filters win and small ones lose.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.functional.arguments import operands, quiet
from cnnkit.functional.conv import Settings, add_bias, prepare
from cnnkit.functional.padding import padded


@quiet
def conv2d_fft(
    x: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    padding_mode: str = "zero",
) -> Array:
    """Compute ``conv2d`` by way of the frequencies.

    y = F⁻¹( F(x) · conj F(w) ), summed over the channels

    The conjugate is what makes it a correlation; without it, it would be the convolution with the
    flipped filter. Its gradients are those of ``conv2d``: use ``conv2d_backward``.

    Parameters
    ----------
    x, w, b, stride, padding, dilation, groups, padding_mode
        As in ``conv2d``. All places are computed, then those between the strides dropped.

    Returns
    -------
    Array of shape (N, F, OH, OW), equal to that of ``conv2d`` up to rounding.

    References
    ----------
    Mathieu, Henaff, LeCun: Fast Training of Convolutional Networks through FFTs (2013).

    Examples
    --------
    >>> import numpy as np
    >>> conv2d_fft(np.ones((1, 2, 8, 8)), np.ones((3, 2, 5, 5)))[0, 0, 0].round(6)
    array([50., 50., 50., 50.])
    """
    op = "conv2d_fft"
    xp, x, w, b = operands(op, ("b",), x=x, w=w, b=b)
    settings = Settings(stride, padding, dilation, groups, padding_mode)
    window, x, _ = prepare(xp, op, x, w, settings)
    x = padded(xp, x, op, "x", window.pads, "zero")
    (n, c, *size), f = x.shape, w.shape[0]
    spread = xp.zeros((*w.shape[:2], *size), dtype=w.dtype)  # the filter in a frame as large as x
    dh, dw = window.dilation
    spread[:, :, : dh * w.shape[2] : dh, : dw * w.shape[3] : dw] = w
    # (n, G, C/G, h, v) -> (h, v, G, n, C/G), v frequencies along a row
    shape = (size[0], size[1] // 2 + 1)
    images = xp.fft.rfft2(x).reshape(n, groups, c // groups, *shape).transpose(3, 4, 1, 0, 2)
    # (G, F/G, C/G, h, v) -> (h, v, G, C/G, F/G)
    filters = xp.fft.rfft2(spread).conj().reshape(groups, f // groups, c // groups, *shape)
    product = images @ filters.transpose(3, 4, 0, 2, 1)
    # (h, v, G, n, F/G) -> (n, F, h, v)
    maps = product.transpose(3, 2, 4, 0, 1).reshape(n, f, *shape)
    y = xp.fft.irfft2(maps, s=tuple(size))
    (oh, ow), (sh, sw) = window.places, window.stride
    y = y[:, :, : (oh - 1) * sh + 1 : sh, : (ow - 1) * sw + 1 : sw].astype(x.dtype)
    return y if b is None else add_bias(op, y, b)
