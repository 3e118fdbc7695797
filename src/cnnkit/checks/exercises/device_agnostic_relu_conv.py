"""Chapter 08: one layer, written once for NumPy and for the arrays of a device."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.backend import array_module, to_numpy
from cnnkit.checks.exercises._bends import adapted
from cnnkit.checks.exercises._columns import SOLVED_BY
from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, Given, conv2d, plus
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import (
    BIAS_ALONG_THE_PIXELS,
    CUT_SHORT,
    ERRORS,
    only_where,
    raised,
    where,
)
from cnnkit.checks.exercises.conv2d_naive import draw, draw_bytes
from cnnkit.checks.recipes import OnDevice
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import some_failed
from cnnkit.checks.verdict import Verdict
from cnnkit.standin import StandInArray

STAY = "the numbers stay on their device"


def reference(x, w, b, *settings):
    """Return max(0, conv2d(x, w) + b), where x lies. ``settings`` are for imitations only."""
    if isinstance(x, np.ndarray):
        return np.maximum(conv2d(x, w, b, *settings), 0)
    xp = array_module(x)
    oh, ow = x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1
    y = xp.zeros((len(x), len(w), oh, ow))
    for u, v in np.ndindex(*w.shape[2:]):
        y += xp.einsum("ncij,fc->nfij", x[:, :, u : u + oh, v : v + ow], w[:, :, u, v])
    return xp.maximum(y if b is None else y + b[:, None, None], 0)


def _here(array: Any) -> Any:
    return to_numpy(array) if isinstance(array, StandInArray) else array


def given(call: Call) -> Given:
    """Return the arguments of one call as those of a convolution, wherever they lie."""
    x, w, b = (arg.array if isinstance(arg, OnDevice) else arg for arg in call.args)
    return Given(x, w, b)


def _is_on_device(verdict: Verdict) -> bool:
    return any(isinstance(argument, OnDevice) for argument in verdict.call.args)


def on_device(drawn: Callable[[np.random.Generator], Call]):
    """Return the same drawing, with its arrays on the device."""

    def draw_there(rng: np.random.Generator) -> Call:
        args = drawn(rng).args
        return Call(*(OnDevice(arg) if isinstance(arg, np.ndarray) else arg for arg in args))

    return draw_there


def _wrong(wrong: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a convolution that goes wrong, with the ReLU after it."""
    return lambda *args: np.maximum(wrong(*map(_here, args)), 0)


def _bend(bend: Callable[..., tuple]) -> Callable[..., tuple]:
    return lambda *args: bend(*map(_here, args))


def _after(spoil: Callable[[np.ndarray], Any]) -> Callable[..., Any]:
    """Return a right answer that is spoilt at the end."""
    return lambda *args: spoil(reference(*map(_here, args)))


def _instead(change: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return an answer with another function in the place of ReLU."""
    return lambda *args: change(conv2d(*map(_here, args)))


def _conv(mistake: Misconception) -> Misconception:
    """Return a mistake with convolutions as one that is followed by a ReLU."""
    made = adapted(mistake, wrong=_wrong, bend=_bend)
    spoilt = tuple(map(_after, mistake.spoils))
    return Misconception(made.id, made.hint, (*made.wrong, *spoilt), made.bends, (), made.symptom)


def _bias_after(x, w, b):
    x, w, b = map(_here, (x, w, b))
    y = np.maximum(conv2d(x, w), 0)
    return plus(y, b)


def _bias_of_its_own(x, w, b):
    x, w, b = map(_here, (x, w, b))
    y = np.maximum(conv2d(x, w), 0)
    return y if b is None else y + np.maximum(b, 0)[:, None, None]


def _relu_before(x, w, b):
    x, w, b = map(_here, (x, w, b))
    return conv2d(np.maximum(x, 0), w, b)


def _relu_twice(x, w, b):
    x, w, b = map(_here, (x, w, b))
    return np.maximum(conv2d(np.maximum(x, 0), w, b), 0)


def _relu_of_the_filter(x, w, b):
    x, w, b = map(_here, (x, w, b))
    return np.maximum(conv2d(x, np.maximum(w, 0), b), 0)


def _relu_of_each_product(x, w, b):
    """Make each product that is below 0 to 0, instead of their sum."""
    x, w, b = map(_here, (x, w, b))
    up = conv2d(np.maximum(x, 0), np.maximum(w, 0)) + conv2d(np.minimum(x, 0), np.minimum(w, 0))
    return np.maximum(plus(up, b), 0)


def _relu_after_each_tap(x, w, b):
    """Make the sum so far 0 wherever it is below 0, after each tap."""
    x, w, b = map(_here, (x, w, b))
    y = np.zeros(conv2d(x, w).shape)
    for u, v in np.ndindex(*w.shape[2:]):
        taps = np.zeros(w.shape)
        taps[:, :, u, v] = w[:, :, u, v]
        y = np.maximum(y + conv2d(x, taps), 0)
    return np.maximum(plus(y, b), 0)


def _as_large_as_the_picture(before: Callable[[int], int]) -> Callable[..., np.ndarray]:
    """Return a convolution that keeps the size, with ``before(k)`` zeros before the picture."""

    def wrong(x, w, b):
        x, w, b = map(_here, (x, w, b))
        sides = [(before(k), k - 1 - before(k)) for k in w.shape[2:]]
        return np.maximum(conv2d(np.pad(x, [(0, 0), (0, 0), *sides]), w, b), 0)

    return wrong


def _transposed(x, w, b):
    x, w, b = map(_here, (x, w, b))
    if w.shape[0] != w.shape[1]:
        raise ValueError("matmul: the sides do not fit")
    return np.maximum(conv2d(x, w.swapaxes(0, 1), b), 0)


def _only_there(verdicts: list[Verdict]) -> bool:
    """Say whether the cases on the device failed, all of them, and no others."""
    return all(verdict.passed != _is_on_device(verdict) for verdict in verdicts)


def _there(test: Callable[[Verdict], bool]) -> Callable[[list[Verdict]], bool]:
    """Return the symptom "at least one case on the device failed in this way"."""
    return some_failed(lambda verdict: _is_on_device(verdict) and test(verdict))


def _says(*texts: str) -> Callable[[Verdict], bool]:
    return lambda verdict: any(text in verdict.outcome.message for text in texts)


_NO_SUCH = ("has no attribute 'get'", "has no attribute 'asnumpy'")

CHANNELS, SIDES = "the number of channels and filters", "height and width"
THERE, HERE = "arrays of another device", "NumPy arrays"

CASES = (
    Case("NumPy arrays", HERE, draw((1, 2, 4, 5), (3, 2, 2, 3))),
    Case("arrays of another device", THERE, on_device(draw((1, 2, 4, 5), (3, 2, 2, 3)))),
    Case(
        "of another device, without a bias",
        THERE,
        on_device(draw((2, 1, 4, 3), (2, 1, 2, 2), bias=False)),
    ),
    Case(
        "of another device, 32-bit numbers",
        THERE,
        on_device(draw((2, 3, 3, 4), (4, 3, 2, 2), dtype=np.float32)),
    ),
    Case("one channel, one filter", CHANNELS, draw((1, 1, 4, 5), (1, 1, 3, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 4), (3, 4, 2, 2))),
    Case("three images", "the number of images", draw((3, 2, 3, 4), (2, 2, 2, 2))),
    Case("a wide picture", SIDES, draw((1, 2, 3, 7), (3, 2, 2, 2))),
    Case("a tall picture", SIDES, draw((1, 2, 7, 3), (3, 2, 2, 2))),
    Case("a wide filter", SIDES, draw((1, 2, 5, 6), (2, 2, 2, 4))),
    Case("a tall filter", SIDES, draw((2, 2, 6, 5), (1, 2, 4, 2))),
    Case("a filter of one tap", SIDES, draw((1, 3, 3, 2), (4, 3, 1, 1))),
    Case("no bias", "the bias", draw((1, 2, 4, 5), (3, 2, 2, 3), bias=False)),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 2, 4, 5), (3, 2, 2, 2), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too", "the number type", draw_bytes((1, 2, 4, 5), (2, 2, 2, 3))
    ),
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 5), (2, 3, 3, 2), dtype=np.float32)),
)

WHERE = (
    "wrong-without-a-bias",
    "wrong-for-whole-numbers",
    "wrong-for-several-images",
    "wrong-for-a-filter-that-is-not-square",
    "wrong-for-a-picture-that-is-not-square",
)
RESULTS = ("sign-changed", "rounded", "integer-output", "axis-lost", "stretched-for-display")

exercise = Exercise(
    name="device_agnostic_relu_conv",
    chapter="08",
    points=2,
    asks="Convolve, add the bias, and make what is below 0 to 0, on whatever device x lies.",
    reference=reference,
    forbidden={
        **FORBIDDEN,
        "cnnkit.to_numpy": STAY,
        "cnnkit.to_device": STAY,
        "cnnkit.backend": STAY,
        "cnnkit.backend.array_module": "",
        "cnnkit.standin": STAY,
        "cupy": "ask `array_module(x)` for the library: then it is CuPy only where x is CuPy's",
    },
    solved_by=(*SOLVED_BY, "mine.answers.conv2d_naive", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "relu-missing",
            "Negative numbers come back. At the end, whatever is below 0 becomes 0.",
            wrong=(_instead(lambda y: y),),
        ),
        Misconception(
            "relu-before-the-bias",
            "The bias is added after the ReLU. It belongs to the sum: max(0, sum + b).",
            wrong=(_bias_after, _bias_of_its_own),
        ),
        Misconception(
            "relu-at-the-wrong-place",
            "The ReLU is applied to the pictures, the filters or the single products. It comes at "
            "the end, on the whole sum.",
            wrong=(
                _relu_before,
                _relu_twice,
                _relu_of_the_filter,
                _relu_of_each_product,
                _relu_after_each_tap,
            ),
        ),
        Misconception(
            "another-function-than-relu",
            "That is another function than ReLU, which leaves numbers above 0 as they are, and "
            "makes all others 0.",
            wrong=(
                _instead(np.abs),
                _instead(lambda y: np.minimum(y, 0)),
                _instead(lambda y: np.maximum(-y, 0)),
                _instead(lambda y: np.clip(y, 0, 1)),
                _instead(lambda y: np.clip(y, 0, 6)),
                _instead(lambda y: np.maximum(y, 1)),
                _instead(lambda y: (y > 0).astype(float)),
                _instead(lambda y: 1 / (1 + np.exp(-y))),
                _instead(np.tanh),
                *(
                    _instead(lambda y, slope=slope: np.where(y > 0, y, slope * y))
                    for slope in (0.01, 0.1, 0.2)
                ),
            ),
        ),
        Misconception(
            "matrix-transposed",
            "The matrix of a tap stands the wrong way round. `w[:, :, u, v]` is (F, C), and meets "
            "the pixels as (N, C, OH·OW): `w[:, :, u, v] @ pixels`.",
            wrong=(_transposed,),
        ),
        Misconception(
            "as-large-as-the-picture",
            "The pictures are padded first. There is no padding: only windows that lie wholly "
            "inside count, H − KH + 1 by W − KW + 1 of them.",
            wrong=(
                _as_large_as_the_picture(lambda k: k // 2),
                _as_large_as_the_picture(lambda k: (k - 1) // 2),
            ),
        ),
        *map(_conv, FILTER_MISTAKES),
        *map(_conv, CHANNEL_MISTAKES),
        *map(_conv, BIAS_MISTAKES),
        *(
            _conv(mistake)
            for mistake in SIDE_MISTAKES
            if mistake.id not in ("size-of-the-example", "only-the-first-row")
        ),
        *map(_conv, IMAGE_MISTAKES),
        *(_conv(mistake) for mistake in TYPE_MISTAKES if mistake.id != "integer-output"),
        *(_conv(mistake) for mistake in RESULT_MISTAKES if mistake.id in RESULTS),
        Misconception(
            "moved-away",
            "Arrays are moved from one device to another (`to_numpy`, `.get()`, `.asnumpy`, "
            "`.tolist()`, `to_device`). That takes longer than the work. Move nothing: compute "
            "where x is.",
            symptom=some_failed(
                lambda verdict: (
                    verdict.outcome.error == "DeviceError"
                    or _says("have been on the CPU", *_NO_SUCH)(verdict)
                )
            ),
        ),
        Misconception(
            "turned-into-a-numpy-array",
            "On NumPy arrays it is right. On the device it stops: a line there needs a NumPy array "
            "(`np.array(x)`, `np.zeros(...)` that is filled, `float(...)` of many numbers). Take "
            "every function from `xp = array_module(x)`.",
            symptom=_there(_says("Implicit conversion to a NumPy array", "NumPy array explicitly")),
        ),
        Misconception(
            "comes-back-as-a-numpy-array",
            "On the device the answer comes back as a NumPy array. It stays where x is: make the "
            "output by `xp.zeros`, where `xp = array_module(x)`.",
            symptom=_there(_says("a NumPy array, though the input lies on the device")),
        ),
        Misconception(
            "arrays-of-two-devices-meet",
            "On the device, an array of NumPy's meets one that lies there. What did `np.` make? "
            "Make it by `xp.`, where `xp = array_module(x)`.",
            symptom=_there(_says("Unsupported type")),
        ),
        Misconception(
            "made-for-numpy-only",
            "Right on NumPy arrays, wrong on the device. Not one line may assume NumPy: take every "
            "function from `xp = array_module(x)`, also for small helper arrays.",
            symptom=_only_there,
        ),
        Misconception(
            "cupy-expected",
            "Here CuPy is not installed. Do not import it: `xp = array_module(x)` is CuPy where x "
            "is an array of CuPy's, and NumPy otherwise.",
            symptom=raised("cupy", error="ModuleNotFoundError"),
        ),
        BIAS_ALONG_THE_PIXELS,
        *ERRORS,
        *(mistake for mistake in where(given) if mistake.id in WHERE),
        Misconception(
            "wrong-with-a-bias",
            "Right where `b` is None, wrong with a bias. `b` has one number for each filter: "
            "`b[:, None, None]`.",
            symptom=only_where(given, lambda a: a.b is not None),
        ),
        CUT_SHORT,
    ),
)
