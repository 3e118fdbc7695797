"""Which colours stand for numbers: readable with any colour vision, and in grey print.

Both maps grow steadily lighter, so that a grey copy keeps the order. Unsigned data goes from
black to white. Signed data goes from dark blue through grey, which is exactly 0, to light yellow.
"""

import matplotlib
import numpy as np
from matplotlib.colors import Colormap, Normalize

PLAIN = "gray"
SIGNED = "cividis"
LINES = ("#00204d", "#c27c00", "#7c7b78", "#4477aa")  # dark, orange, grey, blue: unlike in grey too
ACCENT = "#d55e00"


def colours_for(x: np.ndarray, *, signed: bool | None = None) -> tuple[Colormap, Normalize]:
    """Choose the colour map and its limits for some numbers.

    Parameters
    ----------
    x : numpy.ndarray
        The numbers, of any shape; those that are not finite are passed over.
    signed : bool, optional
        Whether 0 is the middle. By default it is when a number is negative.

    Returns
    -------
    map : matplotlib.colors.Colormap
        "gray", or "cividis" for signed numbers.
    limits : matplotlib.colors.Normalize
        The least and the greatest number; for signed ones −m and m with m the greatest
        absolute value.

    Examples
    --------
    >>> map, limits = colours_for(np.array([-3.0, 1.0]))
    >>> map.name, limits.vmin, limits.vmax
    ('cividis', -3.0, 3.0)
    """
    finite = x[np.isfinite(x)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if signed is None:
        signed = low < 0
    if signed:
        high = max(abs(low), abs(high)) or 1.0
        low = -high
    elif high == low:  # one flat colour: black for 0, white for the rest
        low, high = (low, low + 1.0) if low == 0 else (0.0, high)
    return matplotlib.colormaps[SIGNED if signed else PLAIN], Normalize(low, high)


def ink_on(colour: tuple[float, ...]) -> str:
    """Choose black or white, whichever is easier to read on a colour.

    Parameters
    ----------
    colour : tuple of float
        Red, green, blue from 0 to 1; more entries are passed over.

    Returns
    -------
    str
        "black" or "white".

    References
    ----------
    *Web Content Accessibility Guidelines 2.1*: relative luminance and contrast ratio.

    Examples
    --------
    >>> ink_on((1.0, 0.9, 0.3)), ink_on((0.0, 0.1, 0.3))
    ('black', 'white')
    """
    light = luminance(colour)
    on_black, on_white = (light + 0.05) / 0.05, 1.05 / (light + 0.05)
    return "black" if on_black > on_white else "white"


def luminance(colour: tuple[float, ...]) -> float:
    """Measure how bright a colour is for the eye, from 0 (black) to 1 (white).

    Parameters
    ----------
    colour : tuple of float
        Red, green, blue from 0 to 1; more entries are passed over.

    Returns
    -------
    float
        The relative luminance of the Web Content Accessibility Guidelines.
    """
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
