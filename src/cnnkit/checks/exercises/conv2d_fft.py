"""Chapter 08: a convolution by way of the frequencies."""

import numpy as np

from cnnkit.checks.exercises._columns import SOLVED_BY
from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, conv2d, given
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import ERRORS, raised, where
from cnnkit.checks.exercises.conv2d_naive import draw, draw_bytes
from cnnkit.checks.spec import Case, Exercise, Misconception


def reference(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Return F⁻¹(F(x) · conj F(w)), summed over the channels, plus b: convolution, no settings.

    The arguments after ``b`` are for imitations only.
    """
    return conv2d(x, w, b, stride, padding, dilation, groups)


def _plus(y: np.ndarray, b) -> np.ndarray:
    return y if b is None else y + np.asarray(b)[:, None, None]


def _frequencies(x, w, conj=True, size=None, axes=(-2, -1)) -> np.ndarray:
    """Return F⁻¹(F(x) · F(w)) of the whole picture, wrapped around, complex."""
    size = size or x.shape[2:]
    there = np.fft.fft2(np.asarray(x, float), s=size, axes=axes)
    taps = np.fft.fft2(np.asarray(w, float), s=size, axes=axes)
    taps = taps.conj() if conj else taps
    return np.fft.ifft2((there[:, None] * taps[None]).sum(axis=2), axes=axes)


def _places(x, w) -> tuple[int, int]:
    return x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1


def _cut(top: int, left: int, *, conj: bool):
    """Cut the valid size out of the wrapped result, from (top, left) of the filter's sides on."""

    def wrong(x, w, b, *_settings):
        oh, ow = _places(x, w)
        at = top * (w.shape[2] - 1), left * (w.shape[3] - 1)
        y = _frequencies(x, w, conj).real
        return _plus(np.roll(y, (-at[0], -at[1]), (2, 3))[:, :, :oh, :ow], b)

    return wrong


def _uncut(*, conj: bool, size=None):
    def wrong(x, w, b, *_settings):
        large = None if size is None else size(x, w)
        return _plus(_frequencies(x, w, conj, large).real, b)

    return wrong


def _in_the_middle(x, w, b, *_settings, conj=True):
    """Cut the middle out, as if half of the filter hung over at either side."""
    (oh, ow), (kh, kw) = _places(x, w), w.shape[2:]
    y = _frequencies(x, w, conj).real
    return _plus(y[:, :, kh // 2 : kh // 2 + oh, kw // 2 : kw // 2 + ow], b)


def _odd_width_lost(x, w, b, *_settings):
    """Transform back from half the frequencies without saying how wide the picture was."""
    there = np.fft.rfft2(np.asarray(x, float))
    taps = np.fft.rfft2(np.asarray(w, float), s=x.shape[2:]).conj()
    y = np.fft.irfft2((there[:, None] * taps[None]).sum(axis=2))
    oh, ow = _places(x, w)
    return _plus(y[:, :, :oh, :ow], b)


def _modulus(x, w, b, *_settings):
    oh, ow = _places(x, w)
    return _plus(np.abs(_frequencies(x, w))[:, :, :oh, :ow], b)


def _conjugate_of_the_picture(x, w, b, *_settings):
    """Take the conjugate of the picture's frequencies: the result runs backwards."""
    oh, ow = _places(x, w)
    y = np.roll(_frequencies(x, w).real[:, :, ::-1, ::-1], (1, 1), (2, 3))
    return _plus(y[:, :, :oh, :ow], b)


def _one_axis(axis: int):
    """Transform one axis only, and multiply along the other."""

    def wrong(x, w, b, *_settings):
        there = np.fft.fft(np.asarray(x, float), axis=axis)
        taps = np.fft.fft(np.asarray(w, float), n=x.shape[axis], axis=axis).conj()
        y = np.fft.ifft((there[:, None] * taps[None]).sum(axis=2), axis=axis).real
        oh, ow = _places(x, w)
        return _plus(y[:, :, :oh, :ow], b)

    return wrong


def _spectra(x, w, b, *_settings):
    """Forget the way back."""
    oh, ow = _places(x, w)
    y = np.fft.fft2(_frequencies(x, w)).real
    return _plus(y[:, :, :oh, :ow], b)


def _bias_before(x, w, b, *_settings):
    """Add the bias to the frequencies: it lands on the first pixel alone."""
    y = conv2d(x, w, None)
    if b is not None:
        y[:, :, 0, 0] += np.asarray(b)
    return y


def _bias_everywhere(x, w, b, *_settings):
    """Add the bias to every frequency of the picture's size, which is one pixel of H·W times b."""
    y = conv2d(x, w, None)
    if b is not None:
        y[:, :, 0, 0] += np.asarray(b) / (x.shape[2] * x.shape[3])
    return y


def _sides(x, w) -> tuple[int, int]:
    return x.shape[2] + w.shape[2] - 1, x.shape[3] + w.shape[3] - 1


CHANNELS, SIDES = "the number of channels and filters", "height and width"

CASES = (
    Case("one channel, one filter", CHANNELS, draw((1, 1, 4, 6), (1, 1, 3, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 4), (3, 4, 2, 2))),
    Case("more filters than channels", CHANNELS, draw((1, 2, 4, 6), (5, 2, 2, 3))),
    Case("three images", "the number of images", draw((3, 2, 4, 4), (2, 2, 2, 2))),
    Case("an odd height", SIDES, draw((1, 2, 5, 4), (2, 2, 2, 3))),
    Case("an odd width", SIDES, draw((1, 2, 4, 7), (3, 2, 2, 2))),
    Case("both odd", SIDES, draw((2, 1, 5, 7), (2, 1, 3, 4))),
    Case("a wide filter", SIDES, draw((1, 2, 6, 8), (2, 2, 2, 5))),
    Case("a tall filter", SIDES, draw((2, 2, 8, 6), (1, 2, 5, 2))),
    Case("a filter of one tap", SIDES, draw((1, 3, 4, 2), (4, 3, 1, 1))),
    Case("a filter as large as the picture", SIDES, draw((1, 2, 3, 4), (3, 2, 3, 4))),
    Case("no bias", "the bias", draw((1, 2, 4, 6), (3, 2, 2, 3), bias=False)),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 2, 4, 6), (3, 2, 2, 2), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too", "the number type", draw_bytes((1, 2, 4, 6), (2, 2, 2, 3))
    ),
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 6), (2, 3, 3, 2), dtype=np.float32)),
)

WHERE = (
    "wrong-without-a-bias",
    "wrong-for-whole-numbers",
    "wrong-for-several-images",
    "wrong-for-a-filter-that-is-not-square",
    "wrong-for-a-picture-that-is-not-square",
)

exercise = Exercise(
    name="conv2d_fft",
    chapter="08",
    points=2,
    asks="Transform, multiply, sum over the channels, transform back, and cut out what is valid.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=(*SOLVED_BY, "mine.answers.conv2d_naive", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "conjugate-missing",
            "A product of two transforms is the true *convolution*, with the filter turned. For "
            "cross-correlation take the conjugate of the filter's transform: "
            "`np.conj(np.fft.fft2(w, s=...))`.",
            wrong=(
                _cut(0, 0, conj=False),
                _cut(1, 1, conj=False),
                lambda *args: _in_the_middle(*args, conj=False),
                _conjugate_of_the_picture,
            ),
        ),
        Misconception(
            "cut-at-the-wrong-place",
            "The size is right, but the numbers come from another place. With the conjugate, what "
            "is valid begins at (0, 0): y[:, :, :OH, :OW]. The rest has wrapped around.",
            wrong=(
                _cut(1, 1, conj=True),
                _cut(1, 0, conj=True),
                _cut(0, 1, conj=True),
                _in_the_middle,
            ),
        ),
        Misconception(
            "wrapped-part-not-cut-off",
            "The result is as large as the transform. A transform goes round in circles: the last "
            "KH − 1 rows and KW − 1 columns have wrapped around. Cut them off.",
            wrong=(
                _uncut(conj=True),
                _uncut(conj=False),
                _uncut(conj=True, size=_sides),
                _uncut(conj=False, size=_sides),
            ),
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
            wrong=(_modulus,),
        ),
        Misconception(
            "one-direction-only",
            "Only rows or only columns were transformed. `np.fft.fft2` does both of the last two "
            "axes.",
            wrong=(_one_axis(2), _one_axis(3)),
        ),
        Misconception(
            "way-back-missing",
            "These are still frequencies. The way back is `np.fft.ifft2`, not `fft2` again.",
            wrong=(_spectra,),
        ),
        Misconception(
            "bias-among-the-frequencies",
            "The bias was added before the way back: there it ends up in one pixel. Add it at the "
            "end.",
            wrong=(_bias_before, _bias_everywhere),
        ),
        *FILTER_MISTAKES,
        *CHANNEL_MISTAKES,
        *BIAS_MISTAKES,
        *(
            mistake
            for mistake in SIDE_MISTAKES
            if mistake.id in ("last-position-lost", "height-and-width-swapped")
        ),
        *IMAGE_MISTAKES,
        *TYPE_MISTAKES,
        *RESULT_MISTAKES,
        Misconception(
            "transforms-of-two-sizes",
            "Two transforms of different sizes cannot be multiplied. Transform the filter as if it "
            "lay in a picture as large as x: `np.fft.fft2(w, s=x.shape[2:])`. And give both an "
            "axis for N and for F: (N, 1, C, H, W) times (1, F, C, H, W).",
            symptom=raised("could not be broadcast"),
        ),
        *ERRORS,
        *(mistake for mistake in where(given) if mistake.id in WHERE),
    ),
)
