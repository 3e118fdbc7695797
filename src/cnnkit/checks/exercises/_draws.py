"""Drawing one number from each window: what an answer shows, and what its chances look like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.spec import Misconception

ENOUGH = 500  # windows of one kind, so that shares tell chances
FAR = 0.05  # between share and chance: more than five standard errors of 3,600 draws
TOGETHER = 0.25  # more equal neighbours than chance gives


def cut(x: np.ndarray, k: object) -> np.ndarray:
    """Return the windows side by side, the rest dropped: (N, C, OH, OW, KH·KW)."""
    (kh, kw), (n, c, h, width) = pair(k), x.shape
    oh, ow = h // kh, width // kw
    x = np.asarray(x, np.float64)[:, :, : oh * kh, : ow * kw]
    parts = x.reshape(n, c, oh, kh, ow, kw).swapaxes(3, 4)
    return parts.reshape(n, c, oh, ow, kh * kw)


def fits(y: np.ndarray, windows: np.ndarray) -> bool:
    """Say whether each number is one of its window's, and 0 only where all of them are."""
    if y.shape != windows.shape[:-1]:
        return False
    near = np.isclose(windows, y[..., None], rtol=1e-5, atol=1e-7)
    return bool(near.any(-1).all() and ((np.abs(y) < 1e-7) == ~windows.any(-1)).all())


def _says(id: str, hint: str) -> Misconception:
    return Misconception(id, hint)


def _taken_for_both(side: int) -> Callable[..., np.ndarray]:
    return lambda x, k: cut(x, pair(k)[side])


def _overlapping(x: np.ndarray, k: object) -> np.ndarray:
    view = np.lib.stride_tricks.sliding_window_view(x, pair(k), axis=(2, 3))
    return view.reshape(*view.shape[:4], -1)


def _first_overlapping(x: np.ndarray, k: object) -> np.ndarray:
    oh, ow = cut(x, k).shape[2:4]
    return _overlapping(x, k)[:, :, :oh, :ow]


def _rounded_up(x: np.ndarray, k: object) -> np.ndarray:
    rows, columns = (-n % side for n, side in zip(x.shape[2:], pair(k), strict=True))
    return cut(np.pad(x, ((0, 0), (0, 0), (0, rows), (0, columns))), k)


def _scrambled(x: np.ndarray, k: object) -> np.ndarray:
    (kh, kw), (n, c, oh, ow, _) = pair(k), cut(x, k).shape
    return x[:, :, : oh * kh, : ow * kw].reshape(n, c, oh, ow, kh * kw)


def _across(axis: int) -> Callable[..., np.ndarray]:
    def windows(x: np.ndarray, k: object) -> np.ndarray:
        parts = cut(x, k)
        joined = np.concatenate(np.split(parts, parts.shape[axis], axis=axis), axis=-1)
        return np.broadcast_to(joined, (*parts.shape[:-1], joined.shape[-1]))

    return windows


OTHER_WINDOWS: tuple[tuple[Misconception, Callable[..., np.ndarray]], ...] = (
    (
        _says(
            "square-window-assumed",
            "You use one side of the window for both. `k` may be a pair: (rows, columns).",
        ),
        _taken_for_both(0),
    ),
    (
        _says(
            "square-window-assumed",
            "You use one side of the window for both. `k` may be a pair: (rows, columns).",
        ),
        _taken_for_both(1),
    ),
    (
        _says("pair-misread", "A pair is (rows, columns): the first number goes down."),
        lambda x, k: cut(x, pair(k)[::-1]),
    ),
    (
        _says(
            "windows-overlap",
            "Your windows move on by one pixel. Here they lie side by side: the next one begins "
            "where the last one ends, at `i * k`.",
        ),
        _overlapping,
    ),
    (
        _says(
            "window-start-without-its-size",
            "The size is right, but the windows move on by one pixel only. `i` counts outputs; the "
            "window starts at `i * k`.",
        ),
        _first_overlapping,
    ),
    (
        _says(
            "remainder-kept",
            "There is a window too many: it hangs over the edge. What does not fit a whole window "
            "is dropped.",
        ),
        _rounded_up,
    ),
    (
        _says(
            "pixels-scrambled",
            "`reshape` cuts the numbers as they lie in memory: the runs it makes are pieces of a "
            "row, not windows. Part rows and columns, (N, C, OH, k, OW, k), and bring the two "
            "k-axes together with `transpose`.",
        ),
        _scrambled,
    ),
    (
        _says(
            "channels-pooled-together",
            "Your window goes through all channels. Each channel is pooled by itself.",
        ),
        _across(1),
    ),
    (_says("images-pooled-together", "The images of the batch are mixed."), _across(0)),
    (
        _says(
            "first-image-only",
            "Only one image of the batch has been worked on. `n` runs over all N images.",
        ),
        lambda x, k: cut(np.broadcast_to(x[:1], x.shape), k),
    ),
    (
        _says(
            "first-channel-only",
            "Only one channel has been worked on. `c` runs over all of them.",
        ),
        lambda x, k: cut(np.broadcast_to(x[:, :1], x.shape), k),
    ),
)

Shares = Callable[[np.ndarray], np.ndarray]


def _normal(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum()


def _tried(draw: Callable[[np.ndarray, np.random.Generator], np.ndarray]) -> Shares:
    """Return the chances of a way of drawing, by trying it many times."""

    def shares(values: np.ndarray) -> np.ndarray:
        many = np.broadcast_to(values, (20_000, len(values)))
        picks = draw(many, np.random.default_rng(5))
        return np.bincount(picks, minlength=len(values)) / len(many)

    return shares


def _only(at: Callable[[np.ndarray], int]) -> Shares:
    return lambda values: np.eye(len(values))[at(values)]


OTHER_CHANCES: tuple[tuple[Misconception, tuple[Shares, ...]], ...] = (
    (
        _says(
            "always-the-largest",
            "The largest number of the window always wins: that is max pooling. Each number must "
            "have its chance, value / sum.",
        ),
        (_only(np.argmax),),
    ),
    (
        _says(
            "equal-chances",
            "All numbers of a window have the same chance. A number twice as large must be drawn "
            "twice as often: hand the probabilities over, `p = window / window.sum()`.",
        ),
        (
            lambda values: np.ones(len(values)) / len(values),
            lambda values: _normal((values > 0).astype(float)),
        ),
    ),
    (
        _says(
            "always-the-same-place",
            "The same place of the window always wins. Does a random number in [0, 1) meet sums "
            "that go far beyond 1? Divide by the sum of the window, or multiply the random number "
            "by it.",
        ),
        (_only(lambda values: 0), _only(lambda values: len(values) - 1), _only(np.argmin)),
    ),
    (
        _says(
            "chances-by-exp",
            "The chances go with exp(value), as in a softmax. They are value / sum.",
        ),
        (
            lambda values: _normal(np.exp(values - values.max())),
            lambda values: _normal(np.exp(_normal(values))),
        ),
    ),
    (
        _says(
            "chances-by-squares",
            "The chances go with the squares (or the roots) of the values. They are value / sum.",
        ),
        (lambda values: _normal(values**2), lambda values: _normal(np.sqrt(values))),
    ),
    (
        _says(
            "small-numbers-win",
            "Small numbers win more often than large ones. The chance is value / sum: the larger, "
            "the likelier.",
        ),
        (
            lambda values: _normal(1 - _normal(values)),
            lambda values: _normal(1 / np.maximum(values, 1e-9)),
            lambda values: _normal(values.max() - values + 1e-9),
        ),
    ),
    (
        _says(
            "something-added-to-every-value",
            "Something is added to every value before the chances are made, perhaps so that "
            "nothing is divided by 0. It changes the chances, and a 0 may be drawn. Treat a "
            "window of zeros by itself.",
        ),
        (
            lambda values: _normal(values + 1),
            lambda values: _normal(values + 0.1),
            lambda values: _normal(values + 0.01),
        ),
    ),
    (
        _says(
            "noise-and-then-the-largest",
            "Each value is multiplied by a random number (or one is added), and the largest wins. "
            "That favours large values more than value / sum does. Draw an index with these "
            "probabilities instead.",
        ),
        (
            _tried(lambda x, rng: (x * rng.random(x.shape)).argmax(1)),
            _tried(lambda x, rng: (x + rng.random(x.shape)).argmax(1)),
            _tried(lambda x, rng: (x + rng.normal(size=x.shape)).argmax(1)),
            _tried(lambda x, rng: (x / x.sum(1, keepdims=True) + rng.random(x.shape)).argmax(1)),
            _tried(lambda x, rng: (x / x.sum(1, keepdims=True) > rng.random(x.shape)).argmax(1)),
            _tried(lambda x, rng: (x * rng.normal(size=x.shape)).argmax(1)),
        ),
    ),
)
PERMUTED = _says(
    "chances-of-other-places",
    "The chances are those of other numbers of the window: values and probabilities do not stand "
    "in the same order, or the index is off by one.",
)
OTHER_CHANCE = _says(
    "chances-not-in-proportion",
    "Over thousands of windows the numbers do not come as often as they should. The chance of a "
    "number is its value, divided by the sum of its window.",
)


@dataclass(frozen=True)
class Kind:
    """All windows with the same numbers, and how often each place of them won."""

    values: np.ndarray
    shares: np.ndarray

    @property
    def chances(self) -> np.ndarray:
        """The share that each place should have."""
        return _normal(self.values)

    def looks_like(self, chances: np.ndarray) -> bool:
        """Say whether the shares are as such chances give them."""
        return bool((np.abs(self.shares - chances) <= FAR).all())


def kinds(windows: np.ndarray, y: np.ndarray) -> Iterator[Kind]:
    """Yield every kind of window that is there often enough."""
    flat, drawn = windows.reshape(-1, windows.shape[-1]), y.ravel()
    for values in np.unique(flat, axis=0):
        here = (flat == values).all(1)
        if here.sum() >= ENOUGH and values.any():
            yield Kind(values, np.isclose(drawn[here, None], values).mean(0))


def wrong_chances(windows: np.ndarray, y: np.ndarray) -> Misconception | None:
    """Return what is wrong with the chances, or None."""
    found = list(kinds(windows, y))
    if all(kind.looks_like(kind.chances) for kind in found):
        return None
    for mistake, others in OTHER_CHANCES:
        for chances in others:
            if all(kind.looks_like(chances(kind.values)) for kind in found):
                return mistake
    if all((np.abs(np.sort(k.shares) - np.sort(k.chances)) <= FAR).all() for k in found):
        return PERMUTED
    return OTHER_CHANCE


_SHARED = "Draw anew for each window."
LEFT_OVER = _says(
    "chances-of-a-window-too-small",
    "Most windows give 0, though none of their numbers is 0: the chances of a window do not add up "
    "to 1. Divide by the sum of the *window*, not of the whole picture.",
)
ONE_FOR_ALL = _says(
    "one-draw-for-all-windows",
    f"All windows choose the same place: one draw serves them all. {_SHARED}",
)
TIED: tuple[Misconception, ...] = (
    _says("images-share-their-draws", f"All images of the batch share their draws. {_SHARED}"),
    _says("channels-share-their-draws", f"All channels of an image share their draws. {_SHARED}"),
    _says("rows-share-their-draws", f"All rows of windows share their draws. {_SHARED}"),
    _says("columns-share-their-draws", f"All windows of a row share their draw. {_SHARED}"),
)


def tied(windows: np.ndarray, y: np.ndarray) -> Misconception | None:
    """Return in which direction windows choose together, or None. All windows are of one kind."""
    expected = sum(float((kind.shares**2).sum()) for kind in kinds(windows, y))
    together = []
    for axis in range(4):
        layers = np.moveaxis(y, axis, 0)
        equal = [np.isclose(a, b).mean() for a, b in pairwise(layers)]
        together.append(bool(equal) and float(np.mean(equal)) > expected + TOGETHER)
    return next((TIED[axis] for axis in range(4) if together[axis]), None)
