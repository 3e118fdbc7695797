"""What goes wrong with the bias."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import Given, bend, conv2d
from cnnkit.checks.spec import Misconception


def _scaled(factor: Callable[[Given], float]):
    return bend(b=lambda a: None if a.b is None else np.asarray(a.b, float) * factor(a))


def _other(change: Callable[[np.ndarray], np.ndarray]):
    return bend(b=lambda a: None if a.b is None else change(np.asarray(a.b, float)))


def _along(axis: int):
    """Add the bias along another axis, where its length allows that."""

    def wrong(x, w, b, stride=1, padding=0, dilation=1, groups=1):
        y = conv2d(x, w, None, stride, padding, dilation, groups)
        return y if b is None else y + np.reshape(b, [-1 if n == axis else 1 for n in range(4)])

    return wrong


def _cut_to_the_width(x, w, b, *settings, **named):
    y = conv2d(x, w, None, *settings, **named)
    return y if b is None else y + np.resize(b, y.shape[3])


BIAS_MISTAKES = (
    Misconception(
        "bias-omitted",
        "The difference is constant within each feature map: the bias `b[f]` is missing.",
        bends=(bend(b=lambda a: None),),
    ),
    Misconception(
        "bias-added-too-often",
        "The bias is added several times: once a channel, a row or a tap. It is added once a "
        "place; move `+ b[f]` out of the sum.",
        bends=(
            _scaled(lambda a: a.w.shape[1] * a.k[0] * a.k[1]),
            _scaled(lambda a: a.w.shape[1]),
            _scaled(lambda a: a.k[0] * a.k[1]),
            _scaled(lambda a: a.w.shape[1] * a.k[0]),
            _scaled(lambda a: a.k[0]),
            _scaled(lambda a: a.k[1]),
            _scaled(lambda a: a.x.shape[1]),
            _scaled(lambda a: 2),
            _scaled(lambda a: len(a.w)),
            _scaled(lambda a: len(a.x)),
        ),
    ),
    Misconception(
        "bias-of-another-filter",
        "Each filter has its own bias: `b[f]` for filter f.",
        bends=(
            _other(lambda b: np.full(b.shape, b[0])),
            _other(lambda b: np.full(b.shape, b[-1])),
            _other(lambda b: np.full(b.shape, b.sum())),
            _other(lambda b: np.full(b.shape, b.mean())),
            _other(lambda b: b[::-1]),
            _other(lambda b: np.cumsum(b)),
        ),
    ),
    Misconception(
        "bias-subtracted",
        "The bias is taken away. It is added.",
        bends=(_other(np.negative),),
    ),
    Misconception(
        "bias-along-the-wrong-axis",
        "`b` has one number for each filter, and NumPy lines it up with the last axis, the "
        "columns. Give it two more axes: `b[:, None, None]`.",
        wrong=(_along(3), _along(2), _along(0), _cut_to_the_width),
    ),
    Misconception(
        "bias-multiplied",
        "The bias is multiplied with the sum. It is added.",
        wrong=(
            lambda x, w, b, *rest, **named: (
                conv2d(x, w, None, *rest, **named)
                * (1 if b is None else np.asarray(b)[:, None, None])
            ),
        ),
    ),
)
