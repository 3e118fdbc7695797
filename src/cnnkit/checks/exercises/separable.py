"""Chapter 02: is a filter a column times a row? Judged by the product of what comes back."""

from typing import Any

import numpy as np

from cnnkit.checks.compare import shape_of
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed
from cnnkit.checks.verdict import Verdict

EXACT = 1e-5  # of the largest tap: what rounding in 32 bits may cost

_HINTS = {
    "zero-in-the-way": "This filter is a column times a row, and the function says that it is not. "
    "Some of its taps, or sums of taps, are 0: do you divide by one of them, or compare with it? "
    "Start from the tap that is farthest from 0.",
    "largest-with-its-sign": "No tap of this filter is above 0, so its largest number is 0. Look "
    "for the tap that is farthest from 0, whatever its sign: the largest of `np.abs(w)`.",
    "zeros-refused": "A filter of zeros is a column of zeros times any row: it is separable.",
    "square-filters-only": "This filter is a column times a row, though it is not square. Height "
    "and width may differ.",
    "exact-comparison": "This filter is a column times a row up to rounding: in a computer 0.1 · 3 "
    "is not exactly 0.3. Do not compare with `==`; allow for 1e-6 of the largest tap.",
    "separable-not-found": "This filter is a column times a row, and the function says that it is "
    "not. The tap that column and row share is contained in both: divide one of them by it, sign "
    "and all. (With `np.linalg.svd`: a singular value of 0 comes out as about 1e-16.)",
    "in-the-type-of-the-filter": "The filter holds whole numbers, and you compute in its number "
    "type: fractions are cut off, and products of a uint8 wrap around. Begin with "
    "`w.astype(float)`.",
    "never-none": "This filter is no column times a row. Multiply what you found, compare with w, "
    "and return None if they differ.",
    "determinant-says-too-little": "The determinant of this filter is 0, and yet it is no column "
    "times a row. All rows must be multiples of one row: that is rank 1.",
    "not-all-rows-compared": "All rows of this filter but one are multiples of each other (or all "
    "columns but one). Compare the whole product with w.",
    "compares-too-loosely": "One tap is off by a hundredth or a thousandth, and you let it pass. "
    "Allow for rounding only: 1e-6 of the largest tap, however faint that is.",
    "pair-of-nones": "Return None itself where there is no pair, not an empty or half-filled one.",
    "yes-or-no": "You return yes or no. Asked for are the column and the row, or None.",
    "one-thing-only": "Return two things, (column, row), or None.",
    "three-things": "You return more than two things. Asked for are (column, row): the scale "
    "belongs to one of them.",
    "column-and-row-swapped": "Column and row have changed places: the column comes first.",
    "not-one-dimensional": "Column and row come back with two axes. Return plain rows of numbers, "
    "of shapes (KH,) and (KW,).",
    "divides-by-zero": "There are NaN or infinite numbers in it. Which tap do you divide by, and "
    "may it be 0?",
    "corner-counted-twice": "Column times row is the filter times its corner tap: `w[:, 0]` and "
    "`w[0]` both contain it. Divide one of them by `w[0, 0]`.",
    "scale-counted-twice": "Column times row is the filter times a factor: the scale is in both of "
    "them, or in neither. It must be counted once.",
    "signs-lost": "The numbers of column times row are those of the filter, but not their signs.",
    "integers-lost": "Column and row hold whole numbers only: fractions are cut off.",
    "svd-parts-mixed-up": "You take the wrong parts of `np.linalg.svd`. It returns V transposed: "
    "the column is `U[:, 0]`, the row is `Vt[0]`.",
    "one-vector-for-both": "Column and row are the same numbers. That is right for symmetric "
    "filters only.",
    "product-is-another-filter": "Column times row is not the filter. Print np.outer(column, row) "
    "and compare.",
}
HINTS = {id: Misconception(id, hint) for id, hint in _HINTS.items()}


def factorise(w: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Return (column, row), by the largest tap, or None."""
    i, j = np.unravel_index(np.abs(w).argmax(), w.shape)
    if not w[i, j]:
        return np.zeros(w.shape[0]), np.zeros(w.shape[1])
    column, row = w[:, j], w[i] / w[i, j]
    return (column, row) if _near(np.outer(column, row), w) else None


def _near(product: np.ndarray, w: np.ndarray) -> bool:
    return bool(np.abs(product - w).max() <= EXACT * np.abs(w).max())


def judge(call: Call, value: Any) -> Misconception | None:
    """Return what is wrong with ``value`` as the column and row of the call's filter, or None."""
    w = np.asarray(call.args[0], dtype=float)
    there_is_one = factorise(w) is not None
    whole = np.asarray(call.args[0]).dtype.kind in "iu"
    if value is None:
        found = _not_found(w) if there_is_one else None
        return None if found is None else HINTS["in-the-type-of-the-filter" if whole else found]
    if isinstance(value, (bool, str)):
        return HINTS["yes-or-no"]
    parts = list(value) if isinstance(value, (list, tuple)) or shape_of(value) else [value]
    found = _wrong_pair(w, parts) if there_is_one else _not_refused(w, parts)
    if whole and found in ("product-is-another-filter", "integers-lost", "never-none"):
        found = "in-the-type-of-the-filter"
    return None if found is None else HINTS[found]


def _not_found(w: np.ndarray) -> str:
    if not w.any():
        return "zeros-refused"
    if not w.all():
        return "zero-in-the-way" if w.max() > 0 else "largest-with-its-sign"
    if np.array_equal(np.outer(w[:, 0], w[0]), w * w[0, 0]):  # exact, so that == would find it
        return "separable-not-found" if w.shape[0] == w.shape[1] else "square-filters-only"
    return "exact-comparison"


def _not_refused(w: np.ndarray, parts: list) -> str:
    if not parts or any(part is None or np.size(part) == 0 for part in parts):
        return "pair-of-nones"
    if len(parts) == 2 and all(np.ndim(part) == 1 for part in parts):
        product = np.outer(*(np.asarray(part, dtype=float) for part in parts))
        if product.shape == w.shape and 0 < np.abs(product - w).max() <= 0.02 * np.abs(w).max():
            return "compares-too-loosely"
    if min(w.shape) > 2 and (factorise(w[:-1]) or factorise(w[:, :-1])):
        return "not-all-rows-compared"
    flat = w.shape[0] == w.shape[1] > 2 and abs(np.linalg.det(w)) < 1e-9 * np.abs(w).max() ** len(w)
    return "determinant-says-too-little" if flat else "never-none"


def _wrong_pair(w: np.ndarray, parts: list) -> str | None:
    if len(parts) < 2 or (len(w) > 2 and shape_of(parts) == w.shape):
        return "one-thing-only"
    if len(parts) > 2:
        return "three-things"
    if any(part is None for part in parts):
        return "pair-of-nones"
    column, row = (np.asarray(part, dtype=float) for part in parts)
    if not (np.isfinite(column).all() and np.isfinite(row).all()):
        return "divides-by-zero"
    if column.ndim == row.ndim == 2 and 1 in column.shape and 1 in row.shape:
        return "not-one-dimensional"
    if column.ndim != 1 or row.ndim != 1:
        return "product-is-another-filter"
    product = np.outer(column, row)
    if product.shape == w.shape and _near(product, w):
        return None
    if product.T.shape == w.shape and _near(product.T, w):
        return "column-and-row-swapped"
    if product.shape != w.shape:
        return "column-and-row-swapped"
    return _wrong_product(column, row, w)


def _wrong_product(column: np.ndarray, row: np.ndarray, w: np.ndarray) -> str:
    product = np.outer(column, row)
    i, j = np.unravel_index(np.abs(w).argmax(), w.shape)
    factor = product[i, j] / w[i, j] if w[i, j] else 0.0
    if _near(np.abs(product), np.abs(w)):
        return "signs-lost"
    if factor and _near(product / factor, w):
        return "corner-counted-twice" if np.isclose(factor, w[0, 0]) else "scale-counted-twice"
    if not product.any():
        return "zero-in-the-way" if w.max() > 0 else "largest-with-its-sign"
    if _is_mixed_up(product, w):
        return "svd-parts-mixed-up"
    if np.array_equal(column, row):
        return "one-vector-for-both"
    whole = not np.mod(column, 1).any() and not np.mod(row, 1).any()
    return "integers-lost" if whole else "product-is-another-filter"


def _is_mixed_up(product: np.ndarray, w: np.ndarray) -> bool:
    """Say whether rows were taken for columns in what ``np.linalg.svd`` returns."""
    u, _, vt = np.linalg.svd(w)
    most = np.abs(product).max()
    for column in (u[0], u[:, 0]):
        for row in (vt[0], vt[:, 0]):
            other = np.outer(column, row) / np.abs(np.outer(column, row)).max()
            if (
                min(np.abs(product / most - other).max(), np.abs(product / most + other).max())
                < EXACT
            ):
                return True
    return False


def _is_square(verdict: Verdict) -> bool:
    h, width = verdict.call.args[0].shape
    return h == width


def _outer(column, row, dtype: type[np.generic] = np.float64):
    """Return a drawing of a separable filter; lengths stand for random parts."""

    def draw(rng: np.random.Generator) -> Call:
        parts = [
            rng.integers(1, 6, part) * rng.choice([-1, 1], part) if isinstance(part, int) else part
            for part in (column, row)
        ]
        return Call(np.outer(*parts).astype(dtype))

    return draw


def _rounded(kh: int, kw: int, scale: float = 1.0):
    return lambda rng: Call(scale * np.outer(rng.normal(size=kh), rng.normal(size=kw)))


def _full(kh: int, kw: int, scale: float = 1.0):
    """Return a drawing of a filter that is no column times a row."""

    def draw(rng: np.random.Generator) -> Call:
        w = rng.integers(-4, 5, (kh, kw)).astype(float)
        w[:2, :2] += np.array([[6.0, 1.0], [1.0, 6.0]])  # a 2 × 2 corner with determinant not 0
        w[0, 1] = w[1, 0] = 1.0
        return Call(scale * w)

    return draw


def _one_tap_off(factor: float, scale: float = 1.0):
    """Return a drawing of a filter that would be separable, were it not for one tap."""

    def draw(rng: np.random.Generator) -> Call:
        w = np.outer(rng.uniform(1, 2, 4), rng.uniform(1, 2, 3))
        w[int(rng.integers(1, 4)), int(rng.integers(1, 3))] *= factor
        return Call(scale * w)

    return draw


def _last_row_differs(rng: np.random.Generator) -> Call:
    w = np.outer([1.0, 2.0, 1.0, 0.0], [1.0, 3.0, 2.0])
    w[3] = rng.permutation([4.0, 1.0, -2.0])
    return Call(w)


def _last_column_differs(rng: np.random.Generator) -> Call:
    return Call(_last_row_differs(rng).args[0].T.copy())


def _of_rank_two(rng: np.random.Generator) -> Call:
    parts = np.array([[1.0, 2.0, 1.0], [1.0, 0.0, -1.0]])
    return Call(np.outer(parts[0], rng.integers(1, 5, 3)) + np.outer(parts[1], [1, -1, 1]))


def _sharpen(rng: np.random.Generator) -> Call:
    middle = float(rng.integers(5, 9))
    return Call(np.array([[0.0, -1.0, 0.0], [-1.0, middle, -1.0], [0.0, -1.0, 0.0]]))


def _none_above_zero(rng: np.random.Generator) -> Call:
    column, row = rng.integers(1, 6, 3), -rng.integers(1, 6, 3)
    column[1] = row[2] = 0
    return Call(np.outer(column, row).astype(float))


_YES, _SIZE, _TYPE = "whether there is a pair", "height and width of the filter", "the number type"
_ZEROS, _ROUND = "taps that are 0", "taps that are not exact, small or large"

exercise = Exercise(
    name="separable",
    chapter="02",
    points=3,
    asks="Return (column, row) with `np.outer(column, row)` equal to `w`, or None.",
    judge=judge,
    forbidden=dict.fromkeys(
        ("scipy", "cnnkit.mine.answers", "cnnkit.mine.library"), "here you find the pair yourself"
    ),
    solved_by=("mine.answers.separable",),
    misconceptions=(
        Misconception(
            "square-filters-only",
            "An error for filters that are not square: inverse, determinant and eigenvalues are "
            "for square ones. `np.linalg.svd` and `matrix_rank` are for all.",
            symptom=every_failed(
                lambda verdict: verdict.outcome.error == "LinAlgError" and not _is_square(verdict)
            ),
        ),
        Misconception(
            "one-array-of-both",
            "Column and row may differ in length, and then they do not fit into one array. Return "
            "the two: `return column, row`.",
            symptom=every_failed(
                lambda verdict: verdict.outcome.error == "ValueError" and not _is_square(verdict)
            ),
        ),
        Misconception(
            "error-instead-of-none",
            "Where there is no pair, the function stops with an error. Return None there.",
            symptom=every_failed(
                lambda verdict: (
                    verdict.outcome.kind == "raised"
                    and factorise(np.asarray(verdict.call.args[0], dtype=float)) is None
                )
            ),
        ),
        Misconception(
            "zeros-refused",
            "A filter of zeros stops the function with an error. It is a column of zeros times any "
            "row.",
            symptom=every_failed(
                lambda verdict: (
                    verdict.outcome.kind == "raised" and not np.any(verdict.call.args[0])
                )
            ),
        ),
    ),
    cases=(
        Case("a column times a row", _YES, _outer(3, 3)),
        Case("not separable", _YES, _full(3, 3)),
        Case("a sum of two products", _YES, _of_rank_two),
        Case("the last row differs", _YES, _last_row_differs),
        Case("the last column differs", _YES, _last_column_differs),
        Case("wide", _SIZE, _outer(2, 5)),
        Case("tall, not separable", _SIZE, _full(4, 2)),
        Case("one row only", _SIZE, _outer(1, 4)),
        Case("sums that are 0", _ZEROS, _outer([1, 2, 1], [-3, 0, 3])),
        Case("a corner that is 0", _ZEROS, _outer([0, 2, 1], [0, -1, 1])),
        Case("corners that are 0, not separable", _ZEROS, _sharpen),
        Case("no tap above 0", _ZEROS, _none_above_zero),
        Case("zeros only", _ZEROS, lambda rng: Call(np.zeros((3, 2)))),
        Case("rounded fractions", _ROUND, _rounded(3, 4)),
        Case("faint taps", _ROUND, _rounded(3, 3, scale=1e-4)),
        Case("faint taps, not separable", _ROUND, _full(3, 3, scale=1e-4)),
        Case("large taps", _ROUND, _rounded(3, 3, scale=1e4)),
        Case("one tap is off by a hundredth", _ROUND, _one_tap_off(1.01)),
        Case("faint taps, one off by a thousandth", _ROUND, _one_tap_off(1.001, scale=1e-4)),
        Case("whole numbers 0 to 255", _TYPE, _outer([9, 20, 7], [12, 3, 10], np.uint8)),
        Case("32-bit numbers", _TYPE, _outer(3, 2, np.float32)),
    ),
)
