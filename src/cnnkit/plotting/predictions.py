"""What a classifier answered: how often, and how surely."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.plotting.colours import ACCENT, LINES, colours_for, ink_on
from cnnkit.plotting.figure import new_axes
from cnnkit.plotting.matrix import number


def confusion_matrix(counts: Any, classes: Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw a confusion matrix: rows are the true classes, columns the answers.

    A cell's colour is its share of the row, its number the count.

    Parameters
    ----------
    counts : array-like
        Of shape (K, K): ``counts[i, j]`` images of class i were called j.
    classes : sequence of str
        The K names.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If ``counts`` is not (K, K) for K classes.

    Examples
    --------
    >>> ax = confusion_matrix([[9, 1], [3, 7]], ["cat", "dog"])
    >>> [text.get_text() for text in ax.texts]
    ['9', '1', '3', '7']
    """
    counts = to_numpy(counts)
    k = len(classes)
    if counts.shape != (k, k) or not k:
        raise ShapeError(
            "confusion_matrix",
            received=f"{describe(counts)} for {k} classes",
            expected=f"counts of shape ({k}, {k})" if k else "at least one class",
            fix="Give one name a class, and a row and a column for each",
        )
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    if ax is None:
        side = 1.8 + 0.42 * k
        ax = new_axes(side, side)
    map, limits = colours_for(np.array([0.0, 1.0]))
    map = map.reversed()  # empty cells are white paper
    ax.imshow(shares, cmap=map, norm=limits)
    for i, j in np.ndindex(k, k):
        ink = ink_on(map(limits(shares[i, j])))
        ax.text(j, i, number(counts[i, j], 4), ha="center", va="center", color=ink, fontsize=8)
    ax.set_xticks(range(k), classes, rotation=60, ha="right")
    ax.set_yticks(range(k), classes)
    ax.set_xlabel("answer")
    ax.set_ylabel("truth")
    return ax


def probability_bars(
    p: Any, classes: Sequence[str], truth: int | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw one answer as bars, one a class, with its probability written beside it.

    Parameters
    ----------
    p : array-like
        Probabilities of shape (K,).
    classes : sequence of str
        The K names.
    truth : int, optional
        The true class: its bar is hatched and its name says so.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If ``p`` is not (K,) for K classes.
    ParameterError
        If ``truth`` is not one of the classes.

    Examples
    --------
    >>> ax = probability_bars([0.7, 0.2, 0.1], ["cat", "dog", "cow"], truth=1)
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['cat', 'dog (true)', 'cow']
    """
    p = to_numpy(p).astype(float)
    k = len(classes)
    if p.shape != (k,) or not k:
        raise ShapeError(
            "probability_bars",
            received=f"{describe(p)} for {k} classes",
            expected=f"probabilities of shape ({k},)" if k else "at least one class",
            fix="Choose one image: probabilities[n]",
        )
    if truth is not None and not 0 <= truth < k:
        raise ParameterError(
            "probability_bars",
            received=f"truth={truth}",
            expected=f"a class from 0 to {k - 1}",
            fix="Give the label of this image, or leave truth out",
        )
    ax = new_axes(4.5, 0.6 + 0.28 * k) if ax is None else ax
    bars = ax.barh(range(k), p, color=LINES[0])
    names = [f"{name} (true)" if n == truth else name for n, name in enumerate(classes)]
    if truth is not None:
        bars[truth].set(hatch="///", facecolor="white", edgecolor=ACCENT)
    for n, value in enumerate(p):
        ax.text(value + 0.01, n, f"{value:.2f}", va="center", fontsize=8)
    ax.set_yticks(range(k), names)
    ax.invert_yaxis()
    ax.set_xlim(0, 1.12)
    ax.set_xlabel("probability")
    ax.spines[["top", "right"]].set_visible(False)
    return ax
