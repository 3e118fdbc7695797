"""Augmentation: change training images at random in ways that keep their meaning.

Every function is called as ``change(x, rng)`` on a batch of shape (N, C, H, W), draws anew for each
image, and returns a new array of the same shape. To set more use `functools.partial`; to do several
things `compose` them: ``fit(..., augment=compose(partial(shift, pixels=3), flip))``.

What keeps the meaning depends on the images: a flipped shirt is a shirt, a flipped 2 is no digit.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.errors import ParameterError
from cnnkit.functional import pad2d
from cnnkit.functional.arguments import arrays, operands, require_axes, require_rng

Change = Callable[[Any, np.random.Generator], Any]


def compose(*changes: Change) -> Change:
    """Return the change that does all of these, one after another.

    >>> rng = np.random.default_rng(0)
    >>> compose(shift, flip)(np.ones((2, 1, 8, 8)), rng).shape
    (2, 1, 8, 8)
    """

    def change(x: Any, rng: np.random.Generator) -> Any:
        for each in changes:
            x = each(x, rng)
        return x

    return change


def augment(x: Any, rng: np.random.Generator) -> Any:
    """Shift by up to two pixels and flip half of the images: a start for garments and photographs.

    >>> augment(np.ones((2, 1, 8, 8)), np.random.default_rng(0)).shape
    (2, 1, 8, 8)
    """
    return flip(shift(x, rng), rng)


def shift(x: Any, rng: np.random.Generator, *, pixels: int = 2) -> Any:
    """Move each image by up to `pixels` along both axes; zeros come in.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    rng
        `numpy.random.Generator`.
    pixels
        The largest move.

    >>> shift(np.eye(3)[None, None], np.random.default_rng(0), pixels=1)[0, 0]
    array([[0., 1., 0.],
           [0., 0., 1.],
           [0., 0., 0.]])
    """
    _check("shift", x, rng)
    _require("shift", "pixels", pixels, pixels >= 0, "0 or more")
    return _cut(pad2d(x, pixels), rng, x.shape[2:], 2 * pixels, 2 * pixels)


def crop(x: Any, rng: np.random.Generator, *, size: int | None = None, padding: int = 4) -> Any:
    """Cut a random window out of each image, padded with zeros before.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    rng
        `numpy.random.Generator`.
    size
        Height and width of the window; those of the image unless given.
    padding
        Zeros added at each side first.

    Returns
    -------
    Array of shape (N, C, size, size).

    >>> crop(np.ones((2, 3, 32, 32)), np.random.default_rng(0), size=24, padding=0).shape
    (2, 3, 24, 24)
    """
    _check("crop", x, rng)
    _require("crop", "padding", padding, padding >= 0, "0 or more")
    h, w = x.shape[2:] if size is None else (size, size)
    rows, columns = (n + 2 * padding - s for n, s in zip(x.shape[2:], (h, w), strict=True))
    fits = min(rows, columns) >= 0 and min(h, w) >= 1
    _require("crop", "size", (h, w), fits, "at least 1 and at most the padded image")
    return _cut(pad2d(x, padding), rng, (h, w), rows, columns)


def flip(x: Any, rng: np.random.Generator, *, p: float = 0.5) -> Any:
    """Mirror each image left to right with probability `p`.

    >>> flip(np.array([[[[1.0, 2.0]]]]), np.random.default_rng(0), p=1.0)
    array([[[[2., 1.]]]])
    """
    xp = _check("flip", x, rng)
    _require("flip", "p", p, 0 <= p <= 1, "a probability")
    chosen = xp.asarray(rng.random(len(x)) < p)
    y = x.copy()
    y[chosen] = x[chosen][..., ::-1]
    return y


def rotate(x: Any, rng: np.random.Generator, *, degrees: float = 10.0) -> Any:
    """Turn each image about its centre by up to `degrees` either way; zeros come in.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    rng
        `numpy.random.Generator`.
    degrees
        The largest angle.

    >>> rotate(np.ones((2, 1, 5, 5)), np.random.default_rng(0))[0, 0, 2, 2]
    np.float64(1.0)
    """
    xp, x = _floats("rotate", x, rng)
    angle = np.deg2rad(rng.uniform(-degrees, degrees, len(x)))
    cos, sin = np.cos(angle), np.sin(angle)
    return _resample(xp, x, np.stack([cos, sin, -sin, cos], axis=1).reshape(-1, 2, 2))


def scale(x: Any, rng: np.random.Generator, *, low: float = 0.9, high: float = 1.1) -> Any:
    """Enlarge each image about its centre by a factor between `low` and `high`.

    Below 1 it shrinks, and zeros come in.

    >>> scale(np.ones((2, 1, 5, 5)), np.random.default_rng(0), low=2.0, high=2.0).min()
    np.float64(1.0)
    """
    xp, x = _floats("scale", x, rng)
    _require("scale", "low, high", (low, high), 0 < low <= high, "0 < low <= high")
    factor = rng.uniform(low, high, len(x))
    return _resample(xp, x, np.eye(2) / factor[:, None, None])


def brightness(x: Any, rng: np.random.Generator, *, strength: float = 0.2) -> Any:
    """Multiply each image by a factor between 1 − strength and 1 + strength.

    >>> brightness(np.ones((3, 1, 2, 2)), np.random.default_rng(0))[:, 0, 0, 0].round(2)
    array([1.05, 0.91, 0.82])
    """
    xp, x = _floats("brightness", x, rng)
    _require("brightness", "strength", strength, 0 <= strength <= 1, "from 0 to 1")
    factor = rng.uniform(1 - strength, 1 + strength, len(x))
    return x * _per_image(xp.asarray(factor, dtype=x.dtype))


def rgb_jitter(x: Any, rng: np.random.Generator, *, strength: float = 0.1) -> Any:
    """Add a number drawn from N(0, strength²) to each channel of each image.

    >>> y = rgb_jitter(np.zeros((2, 3, 4, 4)), np.random.default_rng(0))
    >>> len(np.unique(y))
    6
    """
    xp, x = _floats("rgb_jitter", x, rng)
    _require("rgb_jitter", "strength", strength, strength >= 0, "0 or more")
    cast = rng.normal(0, strength, x.shape[:2])
    return x + xp.asarray(cast, dtype=x.dtype)[:, :, None, None]


def cutout(x: Any, rng: np.random.Generator, *, size: int = 8) -> Any:
    """Put a square of zeros somewhere in each image; it may reach over the border.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W).
    rng
        `numpy.random.Generator`.
    size
        Height and width of the square.

    References
    ----------
    DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout",
    2017.

    >>> y = cutout(np.ones((1, 1, 6, 6)), np.random.default_rng(0), size=2)
    >>> int((y == 0).sum()) in (1, 2, 4)
    True
    """
    _check("cutout", x, rng)
    _require("cutout", "size", size, size >= 0, "0 or more")
    y = x.copy()
    rows, columns = (rng.integers(0, n, len(x)) - size // 2 for n in x.shape[2:])
    for n, (top, left) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        y[n, :, max(top, 0) : max(top + size, 0), max(left, 0) : max(left + size, 0)] = 0
    return y


def _cut(x: Any, rng: np.random.Generator, size: Any, rows: int, columns: int) -> Any:
    """Cut a window out of each image; its corner lies at most at (rows, columns)."""
    h, w = size
    y = x[:, :, :h, :w].copy()
    tops = rng.integers(0, rows + 1, len(x)).tolist()
    lefts = rng.integers(0, columns + 1, len(x)).tolist()
    for n, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        y[n] = x[n, :, top : top + h, left : left + w]
    return y


def _resample(xp: Any, x: Any, matrices: np.ndarray) -> Any:
    """Look up, for each pixel, the place that its image's matrix sends it to, bilinearly."""
    n, _, h, w = x.shape
    centre = np.array([(h - 1) / 2, (w - 1) / 2])
    grid = np.stack(np.meshgrid(np.arange(h), np.arange(w), indexing="ij"), axis=-1) - centre
    places = np.einsum("nab,ijb->nija", matrices, grid) + centre
    corner = np.floor(places).astype(np.int64)
    inside = places - corner
    y = xp.zeros(x.shape, dtype=x.dtype)
    images = xp.asarray(np.arange(n)[:, None, None])
    for u in (0, 1):
        for v in (0, 1):
            row, column = corner[..., 0] + u, corner[..., 1] + v
            weight = np.abs(1 - u - inside[..., 0]) * np.abs(1 - v - inside[..., 1])
            weight *= (row >= 0) & (row < h) & (column >= 0) & (column < w)
            i, j = xp.asarray(row.clip(0, h - 1)), xp.asarray(column.clip(0, w - 1))
            # indexing puts the channels last: (N, H, W, C) -> (N, C, H, W)
            found = xp.moveaxis(x[images, :, i, j], 3, 1)
            y += found * xp.asarray(weight, dtype=x.dtype)[:, None]
    return y


def _per_image(values: Any) -> Any:
    return values.reshape(-1, 1, 1, 1)


def _check(op: str, x: Any, rng: Any) -> Any:
    xp, x = arrays(op, x=x)
    require_axes(op, "N C H W", x=x)
    require_rng(op, rng)
    return xp


def _floats(op: str, x: Any, rng: Any) -> tuple[Any, Any]:
    _check(op, x, rng)
    xp, x = operands(op, x=x)
    return xp, x


def _require(op: str, name: str, value: Any, right: bool, expected: str) -> None:
    if not right:
        raise ParameterError(
            op, received=f"{name} = {value}", expected=expected, fix=f"Correct {name}"
        )
