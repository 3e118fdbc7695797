"""Chapter 02: nine numbers of one's own that answer to slanted edges, judged by what they do."""

from typing import Any

import numpy as np

from cnnkit.checks.compare import shape_of
from cnnkit.checks.exercises._windows import slide
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

SIDE = 9  # of the pictures that the filter is tried on
CLEARLY = 1.2  # how much stronger the answer to a slanted edge has to be
NEARLY = 1e-6  # of the largest tap

NOT_NINE = Misconception(
    "not-three-by-three",
    "Return nine numbers, three rows of three: `np.array([[…], […], […]])`.",
)
NOTHING_RETURNED = Misconception(
    "returns-nothing",
    "The function ends without `return`, so it gives None. Hand the nine numbers back.",
)
IN_BYTES = Misconception(
    "minus-one-became-255",
    "There is no −1 in a uint8: it has become 255. Make the filter without `dtype`, or with float.",
)
NOT_NUMBERS = Misconception(
    "not-numbers", "Not all of the nine are finite numbers. What is infinite, or divided by 0?"
)
ALL_ZERO = Misconception(
    "all-zero", "All taps are 0: this filter answers to nothing flat, and to nothing else either."
)
NO_NEGATIVE = Misconception(
    "no-negative-tap",
    "All taps have the same sign, so they cannot cancel on a flat picture: this filter blurs. An "
    "edge is a difference: it takes both signs.",
)
NOT_QUITE_ZERO = Misconception(
    "sum-not-quite-zero",
    "The taps nearly cancel, but not quite: a flat picture still shows through. Write fractions "
    "such as 1/3 as they are, not as 0.33.",
)
ANSWERS_TO_FLAT = Misconception(
    "answers-to-flat",
    "A flat picture of brightness c gives c times the sum of the taps, and your taps do not add "
    "up to 0.",
)
UPRIGHT = Misconception(
    "answers-to-upright-or-level-edges",
    "Your filter answers more to upright or level edges than to slanted ones. Put the positive "
    "taps on one side of a diagonal and the negative ones on the other.",
)
ALIKE = Misconception(
    "answers-to-every-direction",
    "Your filter answers to slanted edges and to upright or level ones nearly alike. Two taps are "
    "too few for this, and so is one ring around the middle: use whole sides of a diagonal.",
)


def _flaw(value: Any) -> Misconception | None:
    """Return what makes it no filter at all, or None."""
    if value is None:
        return NOTHING_RETURNED
    if shape_of(value) != (3, 3) or np.asarray(value).dtype.kind not in "biuf":
        return NOT_NINE
    if not np.isfinite(np.asarray(value, dtype=float)).all():
        return NOT_NUMBERS
    if (np.asarray(value) > 200).any() and not np.sum(value) % 256:
        return IN_BYTES
    return None if np.any(value) else ALL_ZERO


def strength(w: np.ndarray, beyond: np.ndarray) -> float:
    """Return the largest absolute answer to a picture that is 1 in one part and 0 in the other."""
    return float(np.abs(slide(beyond.astype(float), w)).max())


def judge_flat(_call: Call, value: Any) -> Misconception | None:
    """Return why the filter answers to a flat picture, or None."""
    flaw = _flaw(value)
    if flaw is not None:
        return flaw
    w = np.asarray(value, dtype=float)
    largest = np.abs(w).max()
    answer = strength(w, np.ones((SIDE, SIDE)))
    if answer <= NEARLY * largest:
        return None
    if answer <= 0.05 * largest:
        return NOT_QUITE_ZERO
    return NO_NEGATIVE if (w >= 0).all() or (w <= 0).all() else ANSWERS_TO_FLAT


def judge_edges(_call: Call, value: Any) -> Misconception | None:
    """Return why the filter is no better on slanted edges than on straight ones, or None."""
    flaw = _flaw(value) or judge_flat(_call, value)
    if flaw is not None:
        return flaw
    w = np.asarray(value, dtype=float)
    i, j = np.mgrid[0:SIDE, 0:SIDE]
    slanted = max(strength(w, i + j < SIDE - 1), strength(w, i - j < 0))
    # the side that the diagonal itself belongs to is free
    slanted = max(slanted, strength(w, i + j < SIDE), strength(w, i - j < 1))
    straight = max(strength(w, i < SIDE // 2), strength(w, j < SIDE // 2))
    if slanted >= CLEARLY * straight:
        return None
    return UPRIGHT if slanted < straight / CLEARLY else ALIKE


exercise = Exercise(
    name="design_filter",
    chapter="02",
    points=2,
    asks="Return a 3 × 3 filter that answers to slanted edges, and to nothing flat.",
    judge=judge_edges,
    forbidden=dict.fromkeys(
        ("cnnkit.datasets.hand_made_filters", "cnnkit.mine.answers", "cnnkit.mine.library"),
        "here you make a filter of your own",
    ),
    solved_by=("mine.answers.design_filter",),
    cases=(
        Case("flat pictures", "a flat picture", lambda rng: Call(), judge=judge_flat),
        Case(
            "slanted edges, against upright and level ones",
            "which way the edge runs",
            lambda rng: Call(),
        ),
    ),
)
