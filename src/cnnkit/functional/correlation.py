"""Correlation and convolution of plain signals and matrices, named apart.

Correlation slides w over x as it is. Convolution, in the mathematician's sense, slides it
reversed. On symmetric filters they agree, and networks, which learn their filters, do not care.

``mode`` is ``"valid"``, only where w lies inside x; ``"same"``, as many outputs as x has; or
``"full"``, wherever the two overlap. For ``"same"`` with a filter of even size the odd zero goes
at the end, as in ``conv2d``.
"""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, describe
from cnnkit.functional.arguments import operands, quiet, require_axes
from cnnkit.functional.geometry import count_places
from cnnkit.functional.window import Window


@quiet
def correlate2d(x: Array, w: Array, mode: str = "valid") -> Array:
    """Slide w over x; at every place multiply and add up.

    y[i, j] = Σ_u Σ_v x[i + u, j + v] · w[u, v]

    w is not flipped. A large result does not mean that the patch looks like w: a bright patch
    gives one too.

    Parameters
    ----------
    x
        Matrix of shape (H, W).
    w
        Matrix of shape (KH, KW).
    mode
        "valid", "same" or "full".

    Returns
    -------
    Matrix of shape (H − KH + 1, W − KW + 1) for "valid", (H, W) for "same", (H + KH − 1,
    W + KW − 1) for "full".

    Examples
    --------
    >>> import numpy as np
    >>> correlate2d(np.array([[0.0, 1.0, 0.0]]), np.array([[1.0, 2.0]]))
    array([[2., 1.]])
    """
    return _slide2d("correlate2d", x, w, mode, flip=False)


@quiet
def convolve2d(x: Array, w: Array, mode: str = "valid") -> Array:
    """Flip w in both axes, then slide it over x.

    y[i, j] = Σ_u Σ_v x[i + u, j + v] · w[KH − 1 − u, KW − 1 − v]

    Parameters
    ----------
    x, w, mode
        As in ``correlate2d``.

    Returns
    -------
    Matrix of the shape that ``correlate2d`` gives.

    Examples
    --------
    >>> import numpy as np
    >>> convolve2d(np.array([[0.0, 1.0, 0.0]]), np.array([[1.0, 2.0]]))
    array([[1., 2.]])
    """
    return _slide2d("convolve2d", x, w, mode, flip=True)


@quiet
def correlate1d(x: Array, w: Array, mode: str = "valid") -> Array:
    """Slide w along x; at every place multiply and add up.

    y[i] = Σ_u x[i + u] · w[u]

    Parameters
    ----------
    x
        Signal of shape (L,).
    w
        Filter of shape (K,).
    mode
        "valid", "same" or "full".

    Returns
    -------
    Array of shape (L − K + 1,) for "valid", (L,) for "same", (L + K − 1,) for "full".

    Examples
    --------
    >>> import numpy as np
    >>> correlate1d(np.array([0.0, 1.0, 0.0]), np.array([1.0, 2.0]))
    array([2., 1.])
    """
    return _slide1d("correlate1d", x, w, mode, flip=False)


@quiet
def convolve1d(x: Array, w: Array, mode: str = "valid") -> Array:
    """Reverse w, then slide it along x.

    y[i] = Σ_u x[i + u] · w[K − 1 − u]

    Parameters
    ----------
    x, w, mode
        As in ``correlate1d``.

    Returns
    -------
    Array of the shape that ``correlate1d`` gives.

    Examples
    --------
    >>> import numpy as np
    >>> convolve1d(np.array([0.0, 1.0, 0.0]), np.array([1.0, 2.0]))
    array([1., 2.])
    """
    return _slide1d("convolve1d", x, w, mode, flip=True)


def _slide2d(op: str, x: Any, w: Any, mode: str, *, flip: bool) -> Array:
    xp, x, w = operands(op, x=x, w=w)
    require_axes(op, "H W", x=x)
    require_axes(op, "KH KW", w=w)
    return _slide(xp, op, x, w[::-1, ::-1] if flip else w, mode)


def _slide1d(op: str, x: Any, w: Any, mode: str, *, flip: bool) -> Array:
    xp, x, w = operands(op, x=x, w=w)
    require_axes(op, "L", x=x)
    require_axes(op, "K", w=w)
    if mode == "valid":
        count_places(op, "elements", len(x), len(w), 1, 0, 1)
    return _slide(xp, op, x[None], w[None, ::-1] if flip else w[None], mode)[0]


def _slide(xp: Any, op: str, x: Array, w: Array, mode: str) -> Array:
    if mode not in ("valid", "same", "full"):
        raise ParameterError(
            op,
            received=f"mode = {describe(mode)}",
            expected="'valid', 'same' or 'full'",
            fix="Choose one of the three",
        )
    window = Window.over(op, x.shape, w.shape, padding=mode)
    y = xp.zeros(window.places, dtype=x.dtype)
    for tap in window.taps():
        y[tap.places] += w[tap.u, tap.v] * x[tap.pixels]
    return y
