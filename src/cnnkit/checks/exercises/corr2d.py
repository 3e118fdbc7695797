"""Chapter 01: slide a filter over a picture."""

import numpy as np

from cnnkit.checks.exercises._window_imitations import valid
from cnnkit.checks.exercises._window_mistakes import WINDOW_MISTAKES
from cnnkit.checks.exercises._windows import BY_HAND, remembers_the_filter, slide
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, w):
    """z[i, j] = sum over u, v of x[i + u, j + v] w[u, v], for every window that fits."""
    return slide(x, w)


def draw(h: int, width: int, kh: int, kw: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of a picture (h, width) and a filter (kh, kw)."""

    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            x = rng.integers(100, 250, (h, width)).astype(dtype)
            return Call(x, rng.normal(size=(kh, kw)).round(2) + 0.005)
        x = rng.normal(size=(h, width)).astype(dtype)
        return Call(x, rng.normal(size=(kh, kw)).astype(dtype))

    return drawn


WORKED_X = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [0.2, 0.8, 0, 0.3, 0.6, 0],
        [0.2, 0.9, 0, 0.3, 0.8, 0],
        [0.3, 0.8, 0.7, 0.8, 0.9, 0],
        [0, 0, 0, 0.2, 0.8, 0],
        [0, 0, 0, 0.2, 0.2, 0],
    ]
)
WORKED_W = np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])

CASES = (
    Case(
        "the worked example",
        "the picture and the X of this chapter",
        lambda rng: Call(WORKED_X.copy(), WORKED_W.copy()),
    ),
    Case("a filter that is not symmetric", "the filter", draw(6, 6, 3, 3)),
    Case("a wide picture", "height and width of the picture", draw(4, 9, 3, 3)),
    Case("a tall picture", "height and width of the picture", draw(9, 4, 2, 2)),
    Case("a filter that is not square", "height and width of the filter", draw(7, 8, 2, 4)),
    Case("a tall filter", "height and width of the filter", draw(8, 6, 5, 2)),
    Case("a filter of one tap", "height and width of the filter", draw(3, 5, 1, 1)),
    Case("a filter as large as the picture", "height and width of the filter", draw(4, 3, 4, 3)),
    Case(
        "a picture of whole numbers 0 to 255",
        "the number type of the picture",
        draw(6, 7, 3, 2, np.uint8),
    ),
    Case("32-bit numbers", "the number type of the picture", draw(7, 5, 2, 3, np.float32)),
)


def _taps_transposed(x, w):
    (kh, kw), out = w.shape, np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[v, u] for u in range(kh) for v in range(kw))
    return out


exercise = Exercise(
    name="corr2d",
    chapter="01",
    points=4,
    asks="Slide the filter `w` over the picture `x`; at each place, multiply and add up.",
    reference=reference,
    forbidden=BY_HAND,
    solved_by=("correlate2d", "convolve2d", "conv2d"),
    cases=CASES,
    misconceptions=(
        Misconception(
            "filter-flipped",
            "Your output is the convolution: the filter is turned by half a turn. We asked for "
            "cross-correlation: do not flip. (The X looks the same turned, and hides it.)",
            bends=(lambda x, w: (x, w[::-1, ::-1]),),
        ),
        Misconception(
            "filter-mirrored",
            "Your filter is mirrored along one axis. The tap `w[u, v]` meets the pixel "
            "`x[i + u, j + v]`: nothing is turned.",
            bends=(lambda x, w: (x, w[::-1]), lambda x, w: (x, w[:, ::-1])),
        ),
        Misconception(
            "filter-transposed",
            "Rows and columns of the filter (or of the window) have changed places. Try a filter "
            "with a single 1 off the diagonal.",
            bends=(
                lambda x, w: (x, w.T),
                lambda x, w: (x, w.T if w.shape[0] == w.shape[1] else w),
            ),
            wrong=(
                lambda x, w: slide(x, w, lambda a, b: (a.T.astype(float) * b).sum()),
                _taps_transposed,
            ),
        ),
        *WINDOW_MISTAKES,
        Misconception(
            "remembers-the-first-filter",
            "Every call uses the filter of the first one. What keeps it?",
            symptom=remembers_the_filter(reference),
        ),
    ),
)
