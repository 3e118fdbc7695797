"""Chapter 02: is a filter a column times a row? Judged by the product of what comes back."""

from typing import Any

import numpy as np

from cnnkit.checks.compare import shape_of
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

EXACT = 1e-5  # of the largest tap: what rounding in 32 bits may cost

_HINTS = {
    "corner-tap-is-zero": "This filter is a column times a row, and the function says that it is "
    "not. Its corner tap is 0: do you divide by it, or compare with it? Start from the largest "
    "tap instead.",
    "zeros-refused": "A filter of zeros is a column of zeros times any row: it is separable.",
    "square-filters-only": "This filter is a column times a row, though it is not square. Height "
    "and width may differ.",
    "exact-comparison": "This filter is a column times a row up to rounding: in a computer 0.1 · 3 "
    "is not exactly 0.3. Do not compare with `==`; allow for 1e-6 of the largest tap.",
    "separable-not-found": "This filter is a column times a row, and the function says that it is "
    "not.",
    "sums-used": "The sums of the rows and of the columns are 0 for filters like Sobel's. Take one "
    "column and one row of the filter itself.",
    "never-none": "This filter is no column times a row. Multiply what you found, compare with w, "
    "and return None if they differ.",
    "compares-too-loosely": "One tap is off by a hundredth, and you let it pass. Allow for "
    "rounding only: 1e-6 of the largest tap.",
    "pair-of-nones": "Return None itself where there is no pair, not an empty or half-filled one.",
    "yes-or-no": "You return yes or no. Asked for are the column and the row.",
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
    "sign-changed": "Column times row is minus the filter.",
    "integers-lost": "Fractions are cut off. Compute in float numbers.",
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
    if value is None:
        return HINTS[_not_found(w)] if there_is_one else None
    if isinstance(value, (bool, str)):
        return HINTS["yes-or-no"]
    parts = list(value) if isinstance(value, (list, tuple)) or shape_of(value) else [value]
    found = _wrong_pair(w, parts) if there_is_one else _not_refused(w, parts)
    return None if found is None else HINTS[found]


def _not_found(w: np.ndarray) -> str:
    if not w.any():
        return "zeros-refused"
    if not w[0, 0]:
        return "corner-tap-is-zero"
    if np.array_equal(np.outer(w[:, 0], w[0]), w * w[0, 0]):  # exact, so that == would find it
        return "separable-not-found" if w.shape[0] == w.shape[1] else "square-filters-only"
    return "exact-comparison"


def _not_refused(w: np.ndarray, parts: list) -> str:
    if not parts or any(part is None or np.size(part) == 0 for part in parts):
        return "pair-of-nones"
    if len(parts) == 2 and all(np.ndim(part) == 1 for part in parts):
        product = np.outer(*(np.asarray(part, dtype=float) for part in parts))
        if product.shape == w.shape and np.abs(product - w).max() <= 0.02 * np.abs(w).max():
            return "compares-too-loosely"
    return "never-none"


def _wrong_pair(w: np.ndarray, parts: list) -> str | None:
    if len(parts) < 2 or len(parts) == len(w) != 2:
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
    return _wrong_product(product, w) if product.shape == w.shape else "column-and-row-swapped"


def _wrong_product(product: np.ndarray, w: np.ndarray) -> str:
    i, j = np.unravel_index(np.abs(w).argmax(), w.shape)
    factor = product[i, j] / w[i, j] if w[i, j] else 0.0
    if not product.any():
        return "sums-used" if np.isclose(w.sum(), 0) and w.any() else "product-is-another-filter"
    if factor and _near(product / factor, w):
        if np.isclose(factor, -1):
            return "sign-changed"
        return "corner-counted-twice" if np.isclose(factor, w[0, 0]) else "scale-counted-twice"
    whole = np.equal(np.mod(product, 1), 0).all()
    return "integers-lost" if whole and np.mod(w, 1).any() else "product-is-another-filter"


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


def _one_tap_off(rng: np.random.Generator) -> Call:
    w = np.outer(rng.uniform(1, 2, 4), rng.uniform(1, 2, 3))
    w[int(rng.integers(1, 4)), int(rng.integers(1, 3))] *= 1.01
    return Call(w)


def _of_rank_two(rng: np.random.Generator) -> Call:
    parts = np.array([[1.0, 2.0, 1.0], [1.0, 0.0, -1.0]])
    return Call(np.outer(parts[0], rng.integers(1, 5, 3)) + np.outer(parts[1], [1, -1, 1]))


def _sharpen(rng: np.random.Generator) -> Call:
    middle = float(rng.integers(5, 9))
    return Call(np.array([[0.0, -1.0, 0.0], [-1.0, middle, -1.0], [0.0, -1.0, 0.0]]))


_YES, _SIZE, _TYPE = "whether there is a pair", "height and width of the filter", "the number type"
_ZEROS, _ROUND = "taps that are 0", "taps that are not exact, small or large"

exercise = Exercise(
    name="separable",
    chapter="02",
    points=3,
    asks="Return (column, row) with `np.outer(column, row)` equal to `w`, or None.",
    judge=judge,
    forbidden=dict.fromkeys(("scipy", "cnnkit.mine.answers"), "here you find the pair yourself"),
    solved_by=("mine.answers.separable",),
    cases=(
        Case("a column times a row", _YES, _outer(3, 3)),
        Case("not separable", _YES, _full(3, 3)),
        Case("a sum of two products", _YES, _of_rank_two),
        Case("wide", _SIZE, _outer(2, 5)),
        Case("tall, not separable", _SIZE, _full(4, 2)),
        Case("one row only", _SIZE, _outer(1, 4)),
        Case("sums that are 0", _ZEROS, _outer([1, 2, 1], [-3, 0, 3])),
        Case("a corner that is 0", _ZEROS, _outer([0, 2, 1], [0, -1, 1])),
        Case("corners that are 0, not separable", _ZEROS, _sharpen),
        Case("zeros only", _ZEROS, lambda rng: Call(np.zeros((3, 2)))),
        Case("rounded fractions", _ROUND, _rounded(3, 4)),
        Case("faint taps", _ROUND, _rounded(3, 3, scale=1e-4)),
        Case("faint taps, not separable", _ROUND, _full(3, 3, scale=1e-4)),
        Case("large taps", _ROUND, _rounded(3, 3, scale=1e4)),
        Case("one tap is off by a hundredth", _ROUND, _one_tap_off),
        Case("whole numbers 0 to 255", _TYPE, _outer([9, 20, 7], [12, 3, 10], np.uint8)),
        Case("32-bit numbers", _TYPE, _outer(3, 2, np.float32)),
    ),
)
