"""Chapter 10: train a network, and recognise pictures that nobody has seen.

There is no right answer to compare with: the judge keeps the labels of the pictures and counts.
In the notebook the pictures are the course's test pictures; the official judge has others, which
ship with no notebook. Both are moved by up to two pixels, drawn anew from the seed.
"""

from functools import cache
from typing import Any

import numpy as np

from cnnkit import datasets
from cnnkit.checks.compare import describe, shape_of
from cnnkit.checks.recipes import Rng
from cnnkit.checks.spec import Call, Case, Exercise, Misconception, Pictures

ENOUGH = 0.75
"""Share of the pictures that must be right. A network that has learnt has about 0.95."""

UNSURE = 0.02
"""Share of pictures that may get two answers: none does, unless two scores are as good as equal."""

TRAINING = 200
"""Training pictures of each kind."""

MOVES = 2
"""Pixels by which a picture is moved at most, along both axes."""

UPPER, TROUSERS, SHOES, BAG = (0, 2, 3, 4, 6), (1,), (5, 7, 9), (8,)
"""Kinds that are mixed up only among themselves: one of each group comes into a case."""


@cache
def bundled() -> Pictures:
    """Return the test pictures of the course."""
    data = datasets.fashion_mnist(subset="small")
    return Pictures(data.x_test, data.y_test)


@cache
def training() -> Pictures:
    """Return the training pictures of the course."""
    data = datasets.fashion_mnist(subset="small")
    return Pictures(data.x_train, data.y_train)


def moved(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return each picture moved by up to `MOVES` pixels; black comes in."""
    h, w = x.shape[2:]
    wide = np.pad(x, ((0, 0), (0, 0), (MOVES, MOVES), (MOVES, MOVES)))
    steps = rng.integers(0, 2 * MOVES + 1, (len(x), 2))
    return np.stack([wide[n, :, i : i + h, j : j + w] for n, (i, j) in enumerate(steps)])


def _draw(each: int, *, renamed: bool):
    """Return the draw of a case with so many pictures of each kind, every one of them twice."""

    def some(pictures: Pictures, kinds: np.ndarray, count: int, rng: np.random.Generator):
        places = [np.flatnonzero(pictures.y == kind) for kind in kinds]
        chosen = np.concatenate([rng.choice(place, count, replace=False) for place in places])
        chosen = rng.permutation(chosen)
        return pictures.x[chosen], pictures.y[chosen]

    def draw(rng: np.random.Generator, pictures: Pictures) -> Call:
        kinds = np.array([rng.choice(group) for group in (UPPER, TROUSERS, SHOES, BAG)])
        names = rng.permutation(10) if renamed else np.arange(10)
        x_train, y_train = some(training(), kinds, TRAINING, rng)
        x, y = some(pictures, kinds, each, rng)
        order = rng.permutation(2 * len(x)) % len(x)
        call = Call(x_train, names[y_train], moved(x, rng)[order], Rng(int(rng.integers(1 << 30))))
        return call.keeping(picture=order, label=names[y[order]], usual=y[order])

    return draw


def _says(id: str, hint: str) -> Misconception:
    return Misconception(id, hint)


RETURNS_NOTHING = _says("returns-nothing", "The function ends without `return`.")
SCORES = _says(
    "scores-instead-of-classes",
    "Ten numbers came for each picture: these are scores. Return the class with the largest one, "
    "`scores.argmax(axis=1)`.",
)
WRONG_AXIS = _says(
    "argmax-over-the-wrong-axis",
    "Ten numbers came, one for each class: the largest score was looked for along the pictures. "
    "Scores are of shape (N, 10), and each picture is a row: `argmax(axis=1)`.",
)
ONE_NUMBER = _says(
    "one-answer-for-all",
    "One number came. `argmax()` without an axis looks for the largest of all scores: "
    "take `argmax(axis=1)`, one answer for each picture.",
)
COLUMN = _says(
    "right-values-wrong-shape",
    "There is an answer for each picture, in an array of the wrong shape: it is to be (N,).",
)
RETURNS_MODEL = _says(
    "returns-the-network", "Return what the network says about the pictures `x`, not the network."
)
OTHER_LENGTH = _says(
    "wrong-number-of-answers",
    "There are more or fewer answers than pictures in `x`. (Are these the answers to `x_train`, or "
    "is the last batch missing?)",
)
NOT_CLASSES = _says(
    "not-classes", "Classes are whole numbers. What came holds other numbers: is it scores?"
)
TEXT = _says("returns-text", "Return the classes as numbers, not their names.")
CONSTANT = _says(
    "always-the-same-class",
    "Every picture gets the same class. The network has learnt nothing: is it trained at all, with "
    "the weights that answer in the end, and does the loss fall? A learning rate that is too large "
    "does this as well, and so does batch normalisation outside of eval mode.",
)
POSITIONS = _says(
    "positions-instead-of-labels",
    "What came is the number of the label in a list of labels, not the label itself.",
)
OTHER_NETWORK = _says(
    "not-learnt-from-these-labels",
    "The kinds are told apart, but they bear the numbers of the chapter. Here `y_train` numbers "
    "them otherwise: train a new network on what is handed in, and use no other.",
)
RENAMED = _says(
    "classes-renamed",
    "The kinds are told apart, but their numbers have changed on the way. Labels begin at 0, and "
    "are used as they stand in `y_train`.",
)
ORDER_LOST = _says(
    "answers-in-another-order",
    "Each class comes about as often as it should, but not for its pictures: the answers stand in "
    "another order than `x`. Shuffle in training only.",
)
TWO_ANSWERS = _says(
    "same-picture-two-answers",
    "The same picture stands in `x` twice, and gets two different answers. Is the network still in "
    "training mode (`model.eval()` ends it)? Then dropout draws anew, and batch normalisation "
    "looks at the neighbours.",
)
HARDLY = _says(
    "hardly-trained",
    "Better than guessing, but far from what this network can do. Take more epochs or other steps; "
    "move the training pictures, as those in `x` are; and scale `x` exactly as `x_train`.",
)
GUESSING = _says(
    "no-better-than-guessing",
    "The answers are not better than guesses. Does the loss fall while you train? Do pictures and "
    "labels stay together when they are shuffled? Is `x` scaled exactly as `x_train`?",
)


def judge(call: Call, value: Any) -> Misconception | str | None:
    """Return what is wrong with these answers, or None."""
    label, picture = call.kept["label"], call.kept["picture"]
    wrong = _wrong_form(value, len(label))
    if wrong is not None:
        return wrong
    answers = np.asarray(value, dtype=float)
    right = float((answers == label).mean())
    twice = _answered_differently(answers, picture)
    if right >= ENOUGH:
        return TWO_ANSWERS if twice > UNSURE else None
    if not np.ptp(answers):
        return CONSTANT
    return _wrong_names(call, answers) or _wrong_order(answers, label, right, twice)


def _wrong_form(value: Any, n: int) -> Misconception | str | None:
    """Look at what came without looking at the classes."""
    shape = shape_of(value)
    if value is None:
        return RETURNS_NOTHING
    if shape is None:
        texts = isinstance(value, (list, tuple)) and any(isinstance(item, str) for item in value)
        model = isinstance(value, (list, tuple, dict)) and not texts
        return TEXT if texts else RETURNS_MODEL if model else f"we got {describe(value)}"
    if shape == ():
        return ONE_NUMBER
    if shape == (n, 10):
        return SCORES
    if shape in ((n, 1), (1, n)):
        return COLUMN
    if shape == (10,) and n != 10:
        return WRONG_AXIS
    if shape != (n,):
        return OTHER_LENGTH if len(shape) == 1 else f"the shape is {shape}, and should be ({n},)"
    answers = np.asarray(value)
    if answers.dtype.kind == "c" or not np.array_equal(answers, np.round(answers)):
        return NOT_CLASSES
    return None


def _answered_differently(answers: np.ndarray, picture: np.ndarray) -> float:
    """Return the share of pictures that got two different answers."""
    order = np.argsort(picture, kind="stable")
    return float((answers[order][::2] != answers[order][1::2]).mean())


def _wrong_names(call: Call, answers: np.ndarray) -> Misconception | None:
    """Say whether the kinds are told apart, and bear other numbers than they should."""
    label = call.kept["label"]
    kinds = np.unique(label)
    if (answers == call.kept["usual"]).mean() > 0.5 > (answers == label).mean():
        return OTHER_NETWORK
    inside = (answers >= 0) & (answers < len(kinds))
    if (inside & (kinds[np.where(inside, answers, 0).astype(int)] == label)).mean() >= ENOUGH:
        return POSITIONS
    groups = [answers[label == kind] for kind in kinds]
    common = [max(np.unique(group), key=lambda a: (group == a).sum()) for group in groups]
    told = sum((group == most).sum() for group, most in zip(groups, common, strict=True))
    return RENAMED if told >= ENOUGH * len(label) and len({*common}) == len(kinds) else None


def _wrong_order(answers, label, right: float, twice: float) -> Misconception:
    """Say how answers that are mostly wrong came about."""
    if (answers[::-1] == label).mean() >= ENOUGH:
        return ORDER_LOST
    kinds = np.unique(label)
    chance = 1 / len(kinds)
    off = sum(abs((answers == kind).mean() - chance) for kind in kinds)
    if right < 0.4 and off < 0.2 and twice > 0.3:
        return ORDER_LOST
    if twice > 3 * UNSURE:
        return TWO_ANSWERS
    return GUESSING if right < 1.4 * chance else HARDLY


exercise = Exercise(
    name="recognise",
    chapter="10",
    points=3,
    asks="Train a network on the pictures handed in; return the classes of pictures not seen yet.",
    judge=judge,
    forbidden={
        "cnnkit.models": "use your own network",
        "cnnkit.training.fit": "use your own training loop",
        "cnnkit.training.loop": "use your own training loop",
        "cnnkit.training.train_step": "use your own training loop",
        "cnnkit.training.train_one_epoch": "use your own training loop",
        "sklearn": "use your own network",
    },
    budget=60.0,
    solved_by=("fit", "lenet5"),
    pictures=bundled,
    cases=(
        Case("classes numbered otherwise", "the labels", _draw(15, renamed=True)),
        Case("pictures not seen yet", "the pictures", _draw(40, renamed=False)),
    ),
)
