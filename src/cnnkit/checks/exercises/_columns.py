"""Windows laid out as columns and added back, and the means to do one thing of it wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.checks.exercises._bends import adapted
from cnnkit.checks.exercises._conv import FORBIDDEN, Given, embedded_at, pair, windows
from cnnkit.checks.exercises._conv_symptoms import only_where
from cnnkit.checks.spec import Call, Misconception
from cnnkit.checks.verdict import Verdict

FORBIDDEN_HERE = {
    name: "here you lay out the columns yourself" if why else why for name, why in FORBIDDEN.items()
}
SOLVED_BY = tuple(
    f"mine.answers.{name}"
    for name in ("im2col", "col2im", "conv2d_im2col", "device_agnostic_relu_conv")
)

AS_COLUMNS = (0, 1, 4, 5, 2, 3)
"""From (N, C, OH, OW, KH, KW) to (N, C, KH, KW, OH, OW)."""


def unfold(x, k, stride=1, padding=0, dilation=1):
    """cols[n, (c KH + u) KW + v, i OW + j] = padded x[n, c, i s + u d, j s + v d]."""
    return _flat(cut(x, k, stride, padding, dilation).transpose(AS_COLUMNS))


def cut(x, k, stride=1, padding=0, dilation=1) -> np.ndarray:
    """Return every window of the padded picture, (N, C, OH, OW, KH, KW)."""
    rows, columns = pair(padding)
    return windows(embedded_at(x, rows, rows, columns, columns), pair(k), stride, dilation)


def _flat(parts: np.ndarray) -> np.ndarray:
    n, *window, oh, ow = parts.shape
    return np.array(parts.reshape(n, int(np.prod(window)), oh * ow))


@dataclass(frozen=True)
class Folded:
    """The arguments of col2im, and what follows from them."""

    cols: Any
    shape: Any
    k: Any
    stride: Any = 1
    padding: Any = 0

    @property
    def size(self) -> tuple[int, ...]:
        """The axes of the columns: (N, C, KH, KW, OH, OW)."""
        n, c, h, width = self.shape
        (kh, kw), (sh, sw), (ph, pw) = map(pair, (self.k, self.stride, self.padding))
        return n, c, kh, kw, (h + 2 * ph - kh) // sh + 1, (width + 2 * pw - kw) // sw + 1

    @property
    def kind(self) -> np.dtype:
        """The number type of the answer."""
        kind = np.asarray(self.cols).dtype
        return kind if kind.kind == "f" else np.dtype(float)

    @property
    def parts(self) -> np.ndarray:
        """The columns with all their axes."""
        return np.asarray(self.cols, np.float64).reshape(self.size)

    @property
    def frame(self) -> np.ndarray:
        """Zeros as large as the padded pictures."""
        (n, c, h, width), (ph, pw) = self.shape, pair(self.padding)
        return np.zeros((n, c, h + 2 * ph, width + 2 * pw))

    def inner(self, padded: np.ndarray) -> np.ndarray:
        """Return the pictures without their margins."""
        (_, _, h, width), (ph, pw) = self.shape, pair(self.padding)
        return padded[:, :, ph : ph + h, pw : pw + width]


def fold(cols, shape, k, stride=1, padding=0):
    """Add up, for every pixel, the entries that im2col would fill from it."""
    a = Folded(cols, shape, k, stride, padding)
    return a.inner(added(a)).astype(a.kind)


Put = Callable[[np.ndarray, np.ndarray], Any]


def _add(target: np.ndarray, values: np.ndarray) -> None:
    target += values


def added(a: Folded, put: Put = _add, steps: tuple[int, int] | None = None) -> np.ndarray:
    """Put the columns back, tap by tap, into the padded pictures."""
    parts, out, (sh, sw) = a.parts, a.frame, steps or pair(a.stride)
    _, _, kh, kw, oh, ow = parts.shape
    for u, v in np.ndindex(kh, kw):
        target = out[:, :, u : u + sh * oh : sh, v : v + sw * ow : sw]
        put(target, parts[:, :, u, v])
    return out


def given(call: Call) -> Given:
    """Return the arguments of im2col as those of a convolution."""

    def named(x, k, stride=1, padding=0) -> Given:
        return Given(x, np.zeros((1, x.shape[1], *pair(k))), None, stride, padding)

    return named(*call.args, **call.kwargs)


def given_shape(call: Call) -> Given:
    """Return the arguments of col2im as those of a convolution."""

    def named(cols, shape, k, stride=1, padding=0) -> Given:
        taps = np.zeros((1, shape[1], *pair(k)))
        return Given(np.zeros(shape, np.asarray(cols).dtype), taps, None, stride, padding)

    return named(*call.args, **call.kwargs)


def of_windows(mistake: Misconception, hint: str = "") -> Misconception:
    """Return a mistake with convolutions as one with im2col, where it bends the arguments."""
    return adapted(mistake, bend=_bent, hint=hint)


def _bent(bend: Callable[..., tuple]) -> Callable[..., tuple]:
    def bent(x, k, stride=1, padding=0, dilation=1):
        taps = np.zeros((1, x.shape[1], *pair(k)))
        seen, w, _, stride, padding, dilation, _ = bend(x, taps, None, stride, padding, dilation, 1)
        return seen.astype(x.dtype), w.shape[2:], stride, padding, dilation

    return bent


def has_another_type(verdict: Verdict) -> bool:
    """Say whether the numbers are right, and only their type is not."""
    return verdict.outcome.kind == "returned" and not (
        verdict.passed or verdict.difference or verdict.outcome.mutated
    )


def where_columns(seen: Callable[[Call], Given]) -> tuple[Misconception, ...]:
    """Return "wrong only with …" for each setting, the rarest first."""

    def wrong(id: str, hint: str, test: Callable[[Given], bool]) -> Misconception:
        return Misconception(id, hint, symptom=only_where(seen, test))

    return (
        wrong(
            "pairs-misread",
            "Right where both numbers of a stride are the same, wrong for a pair of two different "
            "ones. A pair is (rows, columns): the first number is for rows, also in the size.",
            lambda a: a.steps[0] != a.steps[1],
        ),
        wrong(
            "wrong-for-pairs",
            "Right where rows and columns are treated alike, wrong for a pair. `k`, `stride` and "
            "`padding` are each one number, or two: (rows, columns).",
            lambda a: any(isinstance(v, tuple) for v in (a.stride, a.padding)) or a.k[0] != a.k[1],
        ),
        wrong(
            "wrong-with-padding",
            "Right without padding, wrong with it. The places are those of the *padded* picture; "
            "N and C get no padding.",
            lambda a: a.margins != (0, 0),
        ),
        wrong(
            "wrong-with-a-stride",
            "Right for stride 1, wrong for others. The window of place (i, j) starts at "
            "`i * stride`, `j * stride`. There are `(H + 2 * padding - KH) // stride + 1` rows of "
            "places: divided, rounded down, and then + 1.",
            lambda a: a.steps != (1, 1),
        ),
        wrong(
            "wrong-for-some-settings",
            "Right with stride 1 and no padding; wrong once they change. Take one at a time: which "
            "is the first that goes wrong?",
            lambda a: (a.steps, a.margins) != ((1, 1), (0, 0)),
        ),
        wrong(
            "wrong-for-several-images",
            "Right for one image, wrong for several. N stays the first axis: no image may mix with "
            "another.",
            lambda a: len(a.x) > 1,
        ),
        wrong(
            "wrong-for-several-channels",
            "Right for one channel, wrong for several. The entries of a channel stand together: "
            "first all taps of channel 0, then all of channel 1.",
            lambda a: a.x.shape[1] > 1,
        ),
        wrong(
            "wrong-for-a-window-that-is-not-square",
            "Right for square windows, wrong for others. A pair `k` is (rows, columns).",
            lambda a: a.k[0] != a.k[1],
        ),
        wrong(
            "places-mixed-up",
            "Right where there are as many rows of places as columns of places, wrong otherwise. "
            "OH belongs to the rows and to the first stride, OW to the columns.",
            lambda a: a.places[0] != a.places[1],
        ),
        wrong(
            "wrong-for-a-picture-that-is-not-square",
            "Right for square pictures, wrong for others. Height and width may differ.",
            lambda a: a.x.shape[2] != a.x.shape[3],
        ),
    )
