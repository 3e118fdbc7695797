"""Chapter 04: each channel with a filter of its own."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._bends import adapted
from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, Given, conv2d
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_moves import STRIDE_MISTAKES
from cnnkit.checks.exercises._conv_padding import PADDING_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import CUT_SHORT, ERRORS, only_where, where
from cnnkit.checks.exercises.conv2d_naive import draw as draw_volumes
from cnnkit.checks.exercises.conv2d_naive import draw_bytes
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, w, stride=1, padding=0, b=None, dilation=1, groups=None):
    """y[n, c, i, j] = sum over u, v of x[n, c, i s + u, j s + v] w[c, 0, u, v].

    The arguments after ``padding`` are for imitations only.
    """
    return conv2d(x, w, b, stride, padding, dilation, groups or x.shape[1])


def given(call: Call) -> Given:
    """Return the arguments of one call as those of a convolution."""

    def named(x, w, stride=1, padding=0) -> Given:
        return Given(x, w, None, stride, padding, 1, x.shape[1])

    return named(*call.args, **call.kwargs)


def _bend(bend: Callable[..., tuple]) -> Callable[..., tuple]:
    def bent(x, w, stride=1, padding=0, b=None, dilation=1, groups=None):
        x, w, b, stride, padding, dilation, groups = bend(
            x, w, b, stride, padding, dilation, groups or x.shape[1]
        )
        return x, w, stride, padding, b, dilation, groups

    return bent


def _wrong(wrong: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    def answer(x, w, stride=1, padding=0, b=None, dilation=1, groups=None):
        return wrong(x, w, b, stride, padding, dilation, groups or x.shape[1])

    return answer


def _adapted(mistake: Misconception) -> Misconception:
    """Return a mistake with convolutions as one with this exercise's arguments."""
    return adapted(mistake, wrong=_wrong, bend=_bend)


def draw(x: tuple[int, int, int, int], k: tuple[int, int], *settings, **named):
    """Return a drawing of pictures ``x`` and one filter of the sides ``k`` for each channel."""
    return _without_bias(draw_volumes(x, (x[1], 1, *k), *settings, bias=False, **named))


def _without_bias(drawn: Callable[[np.random.Generator], Call]):
    def draw(rng: np.random.Generator) -> Call:
        call = drawn(rng)
        return Call(*call.args[:2], *call.args[3:], **call.kwargs)

    return draw


def _mixed(x, w, stride=1, padding=0, *_more):
    """Let every filter look at all channels, each with the same taps."""
    return conv2d(x, np.repeat(w, x.shape[1], axis=1), None, stride, padding)


def _other_channel(channel: Callable[[int, int], int]):
    def wrong(x, w, stride=1, padding=0, *_more):
        c = x.shape[1]
        return conv2d(x[:, [channel(at, c) for at in range(c)]], w, None, stride, padding, 1, c)

    return wrong


def _each_with_each(x, w, stride=1, padding=0, *_more):
    y = [
        conv2d(x[:, [c]], w[[f]], None, stride, padding)
        for c in range(x.shape[1])
        for f in range(len(w))
    ]
    return np.concatenate(y, axis=1)


def _as_one_filter(x, w, stride=1, padding=0, *_more):
    return conv2d(x, w.swapaxes(0, 1), None, stride, padding)


def _zero_after_three(*args, **named):
    y = reference(*args, **named)
    y[:, 3:] = 0
    return y


CHANNELS, SIDES = "the number of channels", "height and width"

CASES = (
    Case("two channels", CHANNELS, draw((1, 2, 4, 5), (3, 3))),
    Case("one channel", CHANNELS, draw((1, 1, 4, 5), (2, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 3), (2, 2))),
    Case("three images", "the number of images", draw((3, 2, 3, 4), (2, 2))),
    Case("a wide picture", SIDES, draw((1, 3, 3, 7), (3, 2))),
    Case("a tall picture", SIDES, draw((2, 2, 7, 3), (2, 2))),
    Case("a wide filter", SIDES, draw((1, 3, 4, 6), (2, 4))),
    Case("a tall filter", SIDES, draw((1, 2, 6, 4), (4, 2))),
    Case("a filter of one tap", SIDES, draw((1, 3, 3, 2), (1, 1))),
    Case("a filter as large as the picture", SIDES, draw((2, 3, 3, 4), (3, 4))),
    Case("a stride that does not divide", "the stride", draw((1, 3, 6, 7), (3, 2), 2)),
    Case("two strides", "the stride", draw((1, 2, 6, 7), (2, 2), (2, 3))),
    Case("a margin of one", "the padding", draw((1, 3, 4, 3), (3, 3), 1, 1)),
    Case("two margins", "the padding", draw((1, 2, 4, 4), (2, 3), 1, (2, 1))),
    Case(
        "stride and padding by name",
        "every setting",
        draw((2, 3, 5, 6), (3, 2), stride=(2, 1), padding=(1, 2)),
    ),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 2, 4, 5), (2, 3), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too",
        "the number type",
        _without_bias(draw_bytes((1, 3, 3, 4), (3, 1, 2, 3))),
    ),
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 5), (3, 2), dtype=np.float32)),
)

OTHER_FILTERS = (
    "filters-and-channels-swapped",
    "filters-added-up",
    "filter-in-another-order",
)
OTHER_WHERE = (
    "wrong-without-a-bias",
    "wrong-with-groups",
    "wrong-with-dilation",
    "dilation-to-come",
    "strides-to-come",
    "settings-to-come",
)

exercise = Exercise(
    name="depthwise",
    chapter="04",
    points=2,
    asks="Slide filter c over channel c alone; nothing is added up over the channels.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.depthwise", "mine.answers.conv2d_naive", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "channels-added-up",
            "The channels are added up, as in an ordinary convolution. Here each stays apart: C "
            "channels go in, C maps come out.",
            wrong=(
                _as_one_filter,
                lambda *args, **named: reference(*args, **named).sum(axis=1),
                lambda *args, **named: np.broadcast_to(
                    reference(*args, **named).sum(axis=1, keepdims=True),
                    reference(*args, **named).shape,
                ),
                lambda *args, **named: np.cumsum(reference(*args, **named), axis=1),
            ),
        ),
        Misconception(
            "every-filter-sees-every-channel",
            "Every filter looks at all channels. Filter c looks at channel c alone.",
            wrong=(_mixed, _each_with_each),
        ),
        Misconception(
            "another-channel",
            "The filters look at the wrong channels: filter c belongs to channel c.",
            wrong=(
                _other_channel(lambda at, c: 0),
                _other_channel(lambda at, c: c - 1),
                _other_channel(lambda at, c: c - 1 - at),
                _other_channel(lambda at, c: at - 1),
            ),
        ),
        Misconception(
            "three-channels-assumed",
            "Three channels only are worked on. There are `x.shape[1]` of them: try one, and try "
            "four.",
            wrong=(_zero_after_three, lambda *args, **named: reference(*args, **named)[:, :3]),
        ),
        *(_adapted(m) for m in FILTER_MISTAKES if m.id not in OTHER_FILTERS),
        *(_adapted(m) for m in CHANNEL_MISTAKES if m.id == "mean-instead-of-sum"),
        *map(_adapted, PADDING_MISTAKES),
        *map(_adapted, STRIDE_MISTAKES),
        *map(_adapted, SIDE_MISTAKES),
        *map(_adapted, IMAGE_MISTAKES),
        *map(_adapted, TYPE_MISTAKES),
        *map(_adapted, RESULT_MISTAKES),
        *ERRORS,
        *(mistake for mistake in where(given) if mistake.id not in OTHER_WHERE),
        Misconception(
            "wrong-for-several-channels",
            "Right for one channel, wrong for several. Channel c meets filter c: `w[c, 0]`.",
            symptom=only_where(given, lambda a: a.x.shape[1] > 1),
        ),
        CUT_SHORT,
    ),
)
