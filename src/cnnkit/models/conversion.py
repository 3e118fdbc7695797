"""A dense layer written as a convolution, so that a network can take larger images."""

from cnnkit.errors import ShapeError


def dense_to_conv(w, b, c, h, width):
    """Return the filters that do to a c×h×width map what a dense layer does to its flattening.

    On a larger map they give one answer for each place. Those are the answers for the crops only
    if no layer before pads: padding sees the border of the crop, which the large image lacks.

    Parameters
    ----------
    w
        Weight of the dense layer, of shape (D, M) with D = c·h·width.
    b
        Bias of shape (M,), or None.
    c, h, width
        Shape of the map that was flattened.

    Returns
    -------
    Filters of shape (M, c, h, width), and the bias.

    References
    ----------
    Long, Shelhamer, Darrell, "Fully Convolutional Networks for Semantic Segmentation", 2015.

    Examples
    --------
    >>> import numpy as np
    >>> filters, bias = dense_to_conv(np.zeros((400, 120)), np.zeros(120), 16, 5, 5)
    >>> filters.shape, bias.shape
    ((120, 16, 5, 5), (120,))
    """
    if w.ndim != 2 or w.shape[0] != c * h * width:
        raise ShapeError(
            "dense_to_conv",
            received=f"w of shape {tuple(w.shape)} for a map of {c}×{h}×{width}",
            expected=f"w of shape ({c * h * width}, M)",
            fix="Give the shape of the map before it was flattened",
        )
    # (D, M) -> (M, D) -> (M, C, H, W)
    filters = w.T.reshape(w.shape[1], c, h, width).copy()
    return filters, None if b is None else b.copy()
