"""Many small pictures in one: images, filters, feature maps.

Each function lays its tiles out on one canvas, in reading order, and draws that once.
"""

from collections.abc import Sequence
from math import ceil, sqrt

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.plotting.colours import colours_for
from cnnkit.plotting.figure import new_axes

TILE = 1.1  # inches, at least
TITLE = 0.22  # inches


def images(
    x: np.ndarray,
    titles: Sequence[object] | None = None,
    *,
    columns: int | None = None,
    limits: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw images as they are: grey or colour, black at the least value and white at the greatest.

    Grey images share one scale, so that they can be compared. Colour images go from 0 to 1
    (uint8: 0 to 255); what lies outside is clipped.

    Parameters
    ----------
    x : numpy.ndarray
        Images of shape (N, C, H, W), or one of shape (C, H, W) or (H, W). C is 1 or 3.
    titles : sequence, optional
        One title for each image; anything that can be printed.
    columns : int, optional
        How many stand side by side.
    limits : pair of float, optional
        For grey images: what is black and what is white, in place of the least and the greatest
        value. What lies outside is clipped.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If the shape is not one of those above.
    ParameterError
        If titles or columns do not fit the number of images.

    Examples
    --------
    >>> from cnnkit.datasets import fashion_mnist
    >>> ax = images(fashion_mnist(subset="small").x_test[:6], columns=3)
    >>> ax.images[0].get_array().shape
    (58, 88)
    """
    x = given = to_numpy(x)
    if x.ndim == 2:
        x = x[None]  # (H, W) -> (C, H, W)
    if x.ndim == 3:
        x = x[None]  # (C, H, W) -> (N, C, H, W)
    if x.ndim != 4 or x.shape[1] not in (1, 3) or not x.size:
        raise ShapeError(
            "images",
            received=describe(given),
            expected="images of shape (N, C, H, W), (C, H, W) or (H, W), with C 1 or 3",
            fix="For grey images of shape (N, H, W) write images(x[:, None])",
        )
    if x.shape[1] == 3:
        x = x / 255 if x.dtype == np.uint8 else x
        tiles = np.clip(x, 0, 1).transpose(0, 2, 3, 1)  # (N, 3, H, W) -> (N, H, W, 3)
    else:
        tiles = x[:, 0]  # (N, 1, H, W) -> (N, H, W)
    return _mosaic("images", tiles, titles, columns, ax, signed=False, limits=limits)


def filters(
    w: np.ndarray,
    titles: Sequence[object] | None = None,
    *,
    columns: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw filters: grey is 0, dark is negative, light is positive, on one scale for all.

    Filters on three channels are drawn in colour (0 is middle grey); with any other number of
    channels each row is one filter and each column one channel.

    Parameters
    ----------
    w : numpy.ndarray
        Filters of shape (F, C, KH, KW), or one of shape (C, KH, KW) or (KH, KW).
    titles : sequence, optional
        One title for each tile.
    columns : int, optional
        How many tiles stand side by side; by default C, or a near square when C is 1 or 3.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If the shape is not one of those above.
    ParameterError
        If titles or columns do not fit the number of tiles.

    Examples
    --------
    >>> ax = filters(np.array([[1.0, 0.0, -1.0]] * 3))
    >>> ax.images[0].get_array().shape
    (3, 3)
    """
    w = given = to_numpy(w).astype(float)
    if w.ndim == 2:
        w = w[None]  # (KH, KW) -> (C, KH, KW)
    if w.ndim == 3:
        w = w[None]  # (C, KH, KW) -> (F, C, KH, KW)
    if w.ndim != 4 or not w.size:
        raise ShapeError(
            "filters",
            received=describe(given),
            expected="filters of shape (F, C, KH, KW), (C, KH, KW) or (KH, KW)",
            fix="Pass a layer's weights, for instance model.layers[0].weight.value",
        )
    f, c, kh, kw = w.shape
    if c == 3:
        strongest = np.abs(w).max() or 1.0
        tiles = 0.5 + w / (2 * strongest)
        tiles = tiles.transpose(0, 2, 3, 1)  # (F, 3, KH, KW) -> (F, KH, KW, 3)
    else:
        tiles = w.reshape(f * c, kh, kw)  # (F, C, KH, KW) -> (F*C, KH, KW)
        columns = c if columns is None and c > 1 else columns
    return _mosaic("filters", tiles, titles, columns, ax, signed=True)


def feature_maps(
    x: np.ndarray,
    titles: Sequence[object] | None = None,
    *,
    columns: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the channels of one layer's output, each as a tile, on one scale for all.

    Where a value is negative, grey is 0; else black is the least value.

    Parameters
    ----------
    x : numpy.ndarray
        Feature maps of shape (C, H, W) or (1, C, H, W), or one of shape (H, W).
    titles : sequence, optional
        One title for each map.
    columns : int, optional
        How many maps stand side by side.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If the shape is not one of those above.
    ParameterError
        If titles or columns do not fit the number of maps.

    Examples
    --------
    >>> ax = feature_maps(np.zeros((6, 12, 12)), columns=6)
    >>> ax.images[0].get_array().shape
    (12, 77)
    """
    x = to_numpy(x).astype(float)
    if x.ndim == 4 and x.shape[0] == 1:
        x = x[0]  # (1, C, H, W) -> (C, H, W)
    if x.ndim == 2:
        x = x[None]  # (H, W) -> (C, H, W)
    if x.ndim != 3 or not x.size:
        raise ShapeError(
            "feature_maps",
            received=describe(x),
            expected="the maps of one image, of shape (C, H, W), (1, C, H, W) or (H, W)",
            fix="Choose one image: feature_maps(y[0])",
        )
    return _mosaic("feature_maps", x, titles, columns, ax, signed=None)


def _mosaic(
    what: str,
    tiles: np.ndarray,
    titles: Sequence[object] | None,
    columns: int | None,
    ax: Axes | None,
    signed: bool | None,
    limits: tuple[float, float] | None = None,
) -> Axes:
    """Draw tiles of shape (N, H, W) or (N, H, W, 3) as one picture."""
    n, h, w = tiles.shape[:3]
    across = ceil(sqrt(n)) if columns is None else min(n, columns)
    if across < 1:
        raise ParameterError(
            what,
            received=f"columns={columns}",
            expected="at least one column",
            fix="Leave columns out, or give a positive number",
        )
    if titles is not None and len(titles) != n:
        raise ParameterError(
            what,
            received=f"{len(titles)} titles for {n} pictures",
            expected="one title a picture",
            fix="Make the list of titles as long as the list of pictures",
        )
    rows = ceil(n / across)
    gap_w = max(1, round(w / 14))
    inches = max(TILE, min(3.0, max(w, h) / 80))  # of a tile's longer side
    gap_h = gap_w if titles is None else gap_w + ceil(max(w, h) * TITLE / inches)
    top = gap_h if titles is not None else 0
    canvas = np.full(
        (top + rows * (h + gap_h) - gap_h, across * (w + gap_w) - gap_w, *tiles.shape[3:]),
        np.nan if tiles.ndim == 3 else 1.0,
    )
    corners = [(top + i // across * (h + gap_h), i % across * (w + gap_w)) for i in range(n)]
    for (i, j), tile in zip(corners, tiles, strict=True):
        canvas[i : i + h, j : j + w] = tile

    if ax is None:
        pixel = inches / max(w, h)
        ax = new_axes(max(canvas.shape[1] * pixel, 1.5), max(canvas.shape[0] * pixel, 1.2))
    if tiles.ndim == 3:
        map, scale = colours_for(tiles, signed=signed)
        if limits is not None:
            scale = Normalize(*limits)
        picture = ax.imshow(canvas, cmap=map.with_extremes(bad="white"), norm=scale)
        if map.name == "cividis":
            ax.figure.colorbar(picture, ax=ax, shrink=0.8)
    else:
        ax.imshow(canvas)
    for (i, j), title in zip(corners, titles or (), strict=False):
        ax.text(j + w / 2 - 0.5, i - 1, str(title), ha="center", va="bottom", fontsize=8)
    ax.set_axis_off()
    return ax
