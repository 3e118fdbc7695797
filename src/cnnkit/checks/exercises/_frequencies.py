"""Convolution by way of the frequencies, and what goes wrong on the way."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.checks.exercises._conv import bend, conv2d, plus
from cnnkit.checks.spec import Misconception

Sides = tuple[int, int]


def _large(x, w) -> Sides:
    """Return the size in which nothing wraps around."""
    return x.shape[2] + w.shape[2] - 1, x.shape[3] + w.shape[3] - 1


def _same(x, w) -> Sides:
    return x.shape[2], x.shape[3]


def _back(y: np.ndarray) -> np.ndarray:
    return np.fft.ifft2(y).real


def _times(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return x * w


def way(
    *,
    turned: bool,
    conj: bool = False,
    size: Callable[..., Sides] = _same,
    start: Callable[[int, int], int] | None = None,
    cut: Callable[..., Sides] | None = None,
    times: Callable[[np.ndarray, np.ndarray], np.ndarray] = _times,
    back: Callable[[np.ndarray], np.ndarray] = _back,
    axis: int = 2,
) -> Callable[..., np.ndarray]:
    """Return one way there and back.

    Parameters
    ----------
    turned
        Whether the filter is turned by half a turn first.
    conj
        Whether the conjugate of its transform is taken.
    size
        The size of the transforms.
    start
        For a side of the picture and of the filter: where what is cut out begins.
    cut
        The size of what is cut out; without it, that of the valid places.
    times, back
        How the transforms are joined, and what is done on the way back.
    axis
        Which axis of (N, F, C, H, W) is added up.
    """

    def answer(x, w, b, *_settings):
        sides, taps = size(x, w), w[..., ::-1, ::-1] if turned else w
        there = np.fft.fft2(np.asarray(x, float), s=sides)
        spectrum = np.fft.fft2(np.asarray(taps, float), s=sides)
        joined = times(there[:, None], (spectrum.conj() if conj else spectrum)[None])
        y = back(joined.sum(axis=axis))
        kh, kw = w.shape[2:]
        top, left = (start(x.shape[2], kh), start(x.shape[3], kw)) if start else (0, 0)
        rows, columns = cut(x, w) if cut else (x.shape[2] - kh + 1, x.shape[3] - kw + 1)
        y = np.roll(y, (-top, -left), (2, 3))
        return plus(y[:, :, :rows, :columns], b)

    return answer


def _ways(**changes: Any) -> tuple[Callable[..., np.ndarray], ...]:
    """Return the right ways, by the conjugate and by turning the filter, with the same change."""
    by_conjugate: dict[str, Any] = {"turned": False, "conj": True}
    by_turning: dict[str, Any] = {"turned": True, "size": _large, "start": lambda n, k: k - 1}
    in_a_ring: dict[str, Any] = {"size": _same}
    return (
        way(**(by_conjugate | changes)),
        way(**(by_turning | changes)),
        way(**(by_turning | in_a_ring | changes)),
    )


def _from(start: Callable[[int, int], int]):
    return _ways(start=start)


def _scaled(factor: Callable[[int], float], size: Callable[..., Sides]):
    def wrong(x, w, b, *_settings):
        rows, columns = size(x, w)
        return plus(conv2d(x, w) * factor(rows * columns), b)

    return wrong


def _bias_scaled(size: Callable[..., Sides]):
    """Add the bias at frequency 0, where it stands for the sum over the picture."""

    def wrong(x, w, b, *_settings):
        rows, columns = size(x, w)
        return conv2d(x, w, None if b is None else np.asarray(b) / (rows * columns))

    return wrong


def _bias_in_one_pixel(share: bool):
    """Add the bias to every frequency: it lands on the first pixel."""

    def wrong(x, w, b, *_settings):
        y = conv2d(x, w)
        if b is not None:
            y[:, :, 0, 0] += np.asarray(b) / (x.shape[2] * x.shape[3] if share else 1)
        return y

    return wrong


def _odd_width_lost(x, w, b, *_settings):
    """Transform back from half the frequencies without saying how wide the picture was."""
    there = np.fft.rfft2(np.asarray(x, float))
    taps = np.fft.rfft2(np.asarray(w, float), s=x.shape[2:]).conj()
    y = np.fft.irfft2((there[:, None] * taps[None]).sum(axis=2))
    return plus(y[:, :, : x.shape[2] - w.shape[2] + 1, : x.shape[3] - w.shape[3] + 1], b)


def _in_one_direction(axis: int, *, turned: bool):
    """Transform one axis only, and multiply along the other."""

    def wrong(x, w, b, *_settings):
        (h, width), (kh, kw) = x.shape[2:], w.shape[2:]
        sides = [(0, 0), (0, 0), (0, h - kh), (0, width - kw)]
        taps = np.pad(np.asarray(w[..., ::-1, ::-1] if turned else w, float), sides)
        size = x.shape[axis] + (w.shape[axis] - 1 if turned else 0)
        there = np.fft.fft(np.asarray(x, float), size, axis)
        spectrum = np.fft.fft(taps, size, axis)
        spectrum = spectrum if turned else spectrum.conj()
        y = np.fft.ifft((there[:, None] * spectrum[None]).sum(axis=2), axis=axis).real
        if turned:
            return plus(y[:, :, kh - 1 : h, kw - 1 : width], b)
        return plus(y[:, :, : h - kh + 1, : width - kw + 1], b)

    return wrong


def _along_the_first_axes(x, w, b, *_settings):
    (h, width), (kh, kw) = x.shape[2:], w.shape[2:]
    taps = np.pad(np.asarray(w, float), [(0, 0), (0, 0), (0, h - kh), (0, width - kw)])
    there, spectrum = (np.fft.fft2(array, axes=(0, 1)) for array in (x, taps))
    joined = (there[:, None] * spectrum.conj()[None]).sum(axis=2)
    y = np.fft.ifft2(joined, axes=(0, 1)).real
    return plus(y[:, :, : h - kh + 1, : width - kw + 1], b)


def _only_bias(x, w, b, *_settings):
    return plus(np.zeros(conv2d(x, w).shape), b)


def _minus_zero(x, w, b, *_settings):
    """Cut k − 1 off the end by a negative index, which is nothing for k = 1."""
    y, (kh, kw) = conv2d(x, w, b), w.shape[2:]
    return y[:, :, : None if kh > 1 else 0, : None if kw > 1 else 0]


def _middle(n: int, k: int) -> int:
    return (k - 1) // 2


FREQUENCY_MISTAKES = (
    Misconception(
        "conjugate-missing",
        "A product of two transforms is the true *convolution*, with the filter turned. For "
        "cross-correlation take the conjugate of the *filter's* transform, "
        "`np.fft.rfft2(w, s=(H, W)).conj()`, or else turn the filter first. (Both together undo "
        "each other.)",
        wrong=(
            way(turned=False),
            way(turned=False, start=lambda n, k: k - 1),
            way(turned=False, size=_large),
            way(turned=False, start=_middle),
            way(turned=True, conj=True),
            way(turned=False, times=lambda x, w: x.conj() * w),
            way(turned=False, back=lambda y: np.fft.ifft2(y.conj()).real),
        ),
    ),
    Misconception(
        "cut-at-the-wrong-place",
        "The size is right, but the numbers come from another place. By the conjugate, what is "
        "valid begins at (0, 0). By a turned filter it begins at (KH − 1, KW − 1).",
        wrong=(
            way(turned=False, conj=True, start=lambda n, k: k - 1),
            way(turned=True, size=_large),
            way(turned=True),
            *_from(_middle),
            *_from(lambda n, k: k // 2),
            *_from(lambda n, k: k),
            *_from(lambda n, k: -(n // 2)),
            *_from(lambda n, k: (n - k) // 2),
            *_from(lambda n, k: n - k),
        ),
    ),
    Misconception(
        "wrapped-part-not-cut-off",
        "The result is as large as the picture, or larger. Only OH rows and OW columns are valid; "
        "in the others the filter hangs over the edge, or has wrapped around. Cut them off.",
        wrong=(
            *_ways(start=None, cut=_same),
            *_ways(start=_middle, cut=_same),
            *_ways(start=None, cut=_large, size=_large),
            way(turned=False, cut=_same),
            way(turned=False, cut=_large, size=_large),
        ),
    ),
    Misconception(
        "minus-zero",
        "Where a side of the filter is 1, what comes back is empty: -0 is 0, and `y[:-0]` is "
        "empty. Count from the start: `y[:, :, :OH, :OW]`.",
        wrong=(_minus_zero,),
    ),
    Misconception(
        "odd-width-lost",
        "Right where the width is even. `rfft2` keeps half of the frequencies, and `irfft2` "
        "takes the width to be even, unless you say `s=(H, W)`.",
        wrong=(_odd_width_lost,),
    ),
    Misconception(
        "modulus-instead-of-real-part",
        "The signs are lost: `np.abs` of a complex number is its length. Take `.real`.",
        wrong=_ways(back=lambda y: np.abs(np.fft.ifft2(y))),
    ),
    Misconception(
        "imaginary-part",
        "Nothing but the bias is left: you take the imaginary part, which is 0. Take `.real`.",
        wrong=(_only_bias,),
    ),
    Misconception(
        "real-part-too-early",
        "The transforms are complex, and both parts are needed until the way back is done. Take "
        "`.real` (or nothing, with `irfft2`) at the end.",
        wrong=(
            *_ways(times=lambda x, w: (x * w).real),
            *_ways(times=lambda x, w: x * np.abs(w)),
            *_ways(times=lambda x, w: x.real * w.real),
            *_ways(times=lambda x, w: x * w.real),
        ),
    ),
    Misconception(
        "way-back-missing",
        "The way back is `np.fft.irfft2` (or `ifft2`), not the way there again: that runs "
        "backwards.",
        wrong=(
            *_ways(back=lambda y: np.fft.fft2(y).real / y[0, 0].size),
            *_ways(back=lambda y: np.fft.fft2(y).real),
            *_ways(back=lambda y: y.real),
        ),
    ),
    Misconception(
        "transform-scaled-again",
        "Everything but the bias is off by a factor that goes with the size of the picture. "
        "`irfft2` (or `ifft2`) divides by H·W already; and `norm` must be left alone.",
        wrong=tuple(
            _scaled(factor, size)
            for size in (_same, _large)
            for factor in (
                lambda n: 1 / n,
                lambda n: n,
                lambda n: n**-0.5,
                lambda n: n**0.5,
            )
        ),
    ),
    Misconception(
        "one-direction-only",
        "Only rows or only columns were transformed. `np.fft.rfft2` transforms both.",
        wrong=tuple(
            _in_one_direction(axis, turned=turned) for axis in (2, 3) for turned in (False, True)
        ),
    ),
    Misconception(
        "transforms-other-axes",
        "Other axes than rows and columns were transformed. `np.fft.rfft2` takes the last two by "
        "itself: leave `axes` alone, and do not transform channels.",
        wrong=(_along_the_first_axes,),
        bends=(bend(w=lambda a: np.roll(a.w[:, ::-1], 1, axis=1)),),
    ),
    Misconception(
        "bias-among-the-frequencies",
        "The bias was added before the way back, where one number stands for the whole picture, or "
        "all numbers for one pixel. Add it at the end.",
        wrong=(
            _bias_in_one_pixel(share=False),
            _bias_in_one_pixel(share=True),
            _bias_scaled(_same),
            _bias_scaled(_large),
        ),
    ),
    Misconception(
        "all-axes-turned",
        "`np.flip(w)` or `w[::-1]` turns filters and channels, too. Turn the last two axes only: "
        "`w[:, :, ::-1, ::-1]`.",
        bends=(
            bend(w=lambda a: a.w[::-1, ::-1]),
            bend(w=lambda a: a.w[::-1]),
            bend(w=lambda a: a.w[:, ::-1]),
        ),
    ),
    Misconception(
        "another-axis-added-up",
        "Another axis than the channels is added up. Of (N, F, C, H, W) it is the axis 2.",
        wrong=(*_ways(axis=1), *_ways(axis=0)),
    ),
)
