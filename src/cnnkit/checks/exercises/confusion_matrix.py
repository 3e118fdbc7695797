"""Chapter 10: count how often each class was taken for each other."""

import numpy as np

from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(y_true, y_pred, classes):
    """Rows are the right classes, columns the answers."""
    counts = np.zeros((classes, classes), dtype=int)
    for true, answer in zip(y_true, y_pred, strict=True):
        counts[true, answer] += 1
    return counts


def _draw(images: int, classes: int, largest: int | None = None):
    def draw(rng: np.random.Generator) -> Call:
        top = classes if largest is None else largest
        y_true = rng.integers(0, top, images)
        y_pred = np.where(rng.random(images) < 0.5, y_true, rng.integers(0, top, images))
        return Call(y_true, y_pred, classes)

    return draw


def _pairs_once(y_true, y_pred, classes):
    counts = np.zeros((classes, classes), dtype=int)
    counts[y_true, y_pred] += 1
    return counts


def _normalised(counts):
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


def _normalised_safely(counts):
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _by_columns(counts):
    return counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)


def _present_only(y_true, y_pred, classes):
    present = np.unique(np.concatenate([y_true, y_pred]))
    return reference(y_true, y_pred, classes)[np.ix_(present, present)]


def _of_size(size):
    def counted(y_true, y_pred, classes):
        return reference(y_true, y_pred, size(y_true, y_pred))

    return counted


def _shared_rows(counts):
    return np.broadcast_to(counts.sum(axis=0), counts.shape)


def _with_totals(counts):
    rows = np.vstack([counts, counts.sum(axis=0)])
    return np.hstack([rows, rows.sum(axis=1, keepdims=True)])


exercise = Exercise(
    name="confusion_matrix",
    chapter="10",
    points=2,
    asks="Count how often each class was taken for each other: rows are right classes.",
    reference=reference,
    forbidden={
        "sklearn": "count them yourself",
        "cnnkit.training": "count them yourself",
    },
    solved_by=("confusion_matrix",),
    cases=(
        Case(
            "six by hand",
            "labels to check on paper",
            lambda rng: Call(np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 0]), 3),
        ),
        Case("many images", "the number of images", _draw(3000, 3)),
        Case("ten classes", "the number of classes", _draw(60, 10)),
        Case("classes that never occur", "which classes occur", _draw(40, 7, largest=4)),
        Case("two classes", "the number of classes", _draw(30, 2)),
        Case(
            "one class never answered",
            "which classes occur",
            lambda rng: Call(rng.integers(0, 4, 50), rng.integers(0, 3, 50), 4),
        ),
    ),
    misconceptions=(
        Misconception(
            "rows-and-columns-swapped",
            "Rows and columns have changed places: a row is a right class, a column an answer.",
            spoils=(np.transpose,),
        ),
        Misconception(
            "shares-instead-of-counts",
            "These are shares. Leave the counts as they are: dividing comes later, if at all.",
            spoils=(
                _normalised,
                _normalised_safely,
                _by_columns,
                lambda counts: counts / counts.sum(),
                lambda counts: np.round(_normalised_safely(counts), 2),
                lambda counts: 100 * _normalised_safely(counts),
                lambda counts: np.round(100 * _normalised_safely(counts)),
                lambda counts: np.round(100 * _normalised_safely(counts)).astype(int),
            ),
        ),
        Misconception(
            "counts-a-pair-once",
            "`m[y_true, y_pred] += 1` adds 1 to a place once, however often it is named. Count in "
            "a loop (or with `np.add.at`).",
            wrong=(_pairs_once,),
        ),
        Misconception(
            "absent-classes-left-out",
            "Classes that do not occur have a row and a column, too: the matrix has "
            "`classes` rows.",
            wrong=(
                _present_only,
                _of_size(lambda t, p: int(t.max()) + 1),
                _of_size(lambda t, p: int(max(t.max(), p.max())) + 1),
                _of_size(lambda t, p: len(np.unique(t))),
            ),
        ),
        Misconception(
            "number-of-classes-written-in",
            "A number of classes is written into the code. It is handed in as `classes`.",
            wrong=(_of_size(lambda t, p: 10), _of_size(lambda t, p: 3)),
        ),
        Misconception(
            "totals-added",
            "A row and a column of totals are added. Return the counts alone.",
            spoils=(_with_totals,),
        ),
        Misconception(
            "diagonal-only",
            "Only right answers are counted. What was mistaken for what stands off the diagonal.",
            spoils=(
                lambda counts: np.diag(np.diag(counts)),
                np.diag,
                lambda counts: np.trace(counts) / counts.sum(),
                np.trace,
            ),
        ),
        Misconception(
            "errors-only",
            "Right answers are counted, too: they stand on the diagonal.",
            spoils=(lambda counts: counts - np.diag(np.diag(counts)),),
        ),
        Misconception(
            "both-directions-mixed",
            "“a taken for b” and “b taken for a” differ, and stand in different places.",
            spoils=(lambda counts: counts + counts.T,),
        ),
        Misconception(
            "last-image-missing",
            "The last image is not counted.",
            bends=(
                lambda y_true, y_pred, classes: (y_true[:-1], y_pred[:-1], classes),
                lambda y_true, y_pred, classes: (y_true[1:], y_pred[1:], classes),
            ),
        ),
        Misconception(
            "labels-from-one",
            "Labels begin at 0: nothing is to be subtracted or added.",
            spoils=(
                lambda counts: np.roll(counts, (-1, -1), (0, 1)),
                lambda counts: np.pad(counts[1:, 1:], (0, 1)),
            ),
            wrong=(lambda y_true, y_pred, classes: reference(y_true + 1, y_pred + 1, classes + 1),),
        ),
        Misconception(
            "integer-output",
            "The counts are kept in one byte, which begins again at 0 after 255.",
            spoils=(lambda counts: counts.astype(np.uint8), lambda counts: counts.astype(np.int8)),
        ),
        Misconception(
            "rows-share-one-list",
            "All rows are equal: `[[0] * n] * n` makes one row and shows it n times.",
            spoils=(_shared_rows,),
        ),
        Misconception(
            "assigns-instead-of-adding",
            "`=` writes 1 into the place, however often the pair occurs. `+= 1` adds.",
            spoils=(lambda counts: (counts > 0).astype(int),),
        ),
        Misconception(
            "table-of-images",
            "The table has a row for each image. It has one for each class.",
            wrong=(lambda t, p, classes: (t[:, None] == p[None, :]).astype(int),),
        ),
        Misconception(
            "sums-only",
            "One number a class is not enough: count for each pair of classes.",
            spoils=(lambda counts: counts.sum(axis=1), lambda counts: counts.sum(axis=0)),
        ),
    ),
)
