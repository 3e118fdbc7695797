"""Chapter 02: the strength of the edges, from two filters."""

import numpy as np

from cnnkit.checks.exercises import _sobel_imitations as wrong
from cnnkit.checks.exercises._sobel_imitations import length, sobel
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

BY_HAND = "here you join the two maps yourself"


def reference(image):
    """√(gx² + gy²), with gx and gy the two Sobel filters slid over the picture."""
    return length(*sobel(image))


def _noise(h: int, width: int, dtype: type[np.generic] = np.float64):
    def draw(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(0, 256, (h, width)).astype(dtype))
        return Call(rng.normal(size=(h, width)).astype(dtype))

    return draw


def _edge(h: int, width: int, down: float, across: float):
    """Draw a picture, dark on one side of a line and light on the other, the line going through."""

    def draw(rng: np.random.Generator) -> Call:
        i, j = np.mgrid[0:h, 0:width]
        beyond = down * (i - h / 2) + across * (j - width / 2) > 0
        dark, light = rng.uniform(0.05, 0.3), rng.uniform(0.6, 0.95)
        return Call(np.where(beyond, light, dark))

    return draw


def _off_by(factor: float):
    return lambda image: factor * reference(image)


exercise = Exercise(
    name="sobel_magnitude",
    chapter="02",
    points=3,
    asks="Return √(gx² + gy²), with gx and gy what the two Sobel filters make of the picture.",
    reference=reference,
    forbidden=dict.fromkeys(
        ("scipy", "cv2", "skimage", "torch", "cnnkit.mine.answers", "cnnkit.mine.library"), BY_HAND
    ),
    solved_by=("mine.answers.sobel_magnitude",),
    may_read=("sobel_x",),
    cases=(
        Case("a noisy picture", "the picture", _noise(6, 6)),
        Case("an upright edge", "which way the edge runs", _edge(6, 7, 0, 1)),
        Case("a level edge", "which way the edge runs", _edge(7, 6, 1, 0)),
        Case("a slanted edge", "which way the edge runs", _edge(8, 8, 1, -0.7)),
        Case("a wide picture", "height and width of the picture", _noise(4, 9)),
        Case("a tall picture", "height and width of the picture", _noise(9, 5)),
        Case("the smallest picture", "height and width of the picture", _noise(3, 3)),
        Case(
            "a picture of whole numbers 0 to 255",
            "the number type of the picture",
            _noise(6, 7, np.uint8),
        ),
        Case("32-bit numbers", "the number type of the picture", _noise(5, 7, np.float32)),
    ),
    misconceptions=(
        Misconception(
            "only-one-direction",
            "You return what one of the two filters gives. Edges of the other direction are "
            "missing: compute both, and join them.",
            wrong=(
                lambda image: sobel(image)[0],
                lambda image: sobel(image)[1],
                lambda image: np.abs(sobel(image)[0]),
                lambda image: np.abs(sobel(image)[1]),
                lambda image: sobel(image)[0] ** 2,
                lambda image: sobel(image)[1] ** 2,
            ),
        ),
        Misconception(
            "one-filter-twice",
            "The same filter is used for both directions. The second is the transpose of the "
            "first: rows and columns change places. (Turning the filter by 180° or mirroring it "
            "only changes the sign.)",
            wrong=(
                lambda image: length(sobel(image)[0], sobel(image)[0]),
                lambda image: length(sobel(image)[1], sobel(image)[1]),
            ),
        ),
        Misconception(
            "root-forgotten",
            "This is gx² + gy²: the square root is missing.",
            spoils=(np.square,),
        ),
        Misconception(
            "power-before-division",
            "`a ** 1 / 2` is (a ** 1) / 2. Write `a ** 0.5` or `np.sqrt(a)`.",
            wrong=(lambda image: reference(image) ** 2 / 2,),
        ),
        Misconception(
            "absolute-values-added",
            "You add |gx| and |gy|. That makes slanted edges up to 1.4 times too strong. As with "
            "the sides of a right triangle: √(gx² + gy²).",
            wrong=(lambda image: np.abs(sobel(image)).sum(axis=0),),
        ),
        Misconception(
            "added-before-squaring",
            "You add gx and gy first. Where one is positive and the other negative they cancel: "
            "square each, then add.",
            wrong=(
                lambda image: sum(sobel(image)),
                lambda image: np.abs(sum(sobel(image))),
                lambda image: sum(sobel(image)) ** 2,
                lambda image: np.sqrt(np.abs(sum(sobel(image)))),
            ),
        ),
        Misconception(
            "negatives-lost",
            "Negative numbers in gx and gy have become 0 before they are squared. An edge from "
            "light to dark is an edge too.",
            wrong=(
                lambda image: length(*np.maximum(sobel(image), 0)),
                lambda image: np.maximum(sobel(image), 0).sum(axis=0),
                lambda image: length(*np.clip(sobel(image), 0, 1)),
                lambda image: length(*np.clip(sobel(image), 0, 255)),
            ),
        ),
        Misconception(
            "difference-of-the-two",
            "You take gx minus gy, or gx² minus gy². Both squares are added.",
            wrong=(
                lambda image: np.subtract(*sobel(image)),
                lambda image: np.abs(np.subtract(*sobel(image))),
                lambda image: np.sqrt(np.abs(np.subtract(*np.square(sobel(image))))),
                wrong.root_of_a_difference,
            ),
        ),
        Misconception(
            "squares-forgotten",
            "The root is taken of the values themselves, or of their doubles. Square both first: "
            "`gx ** 2`.",
            wrong=(
                lambda image: np.sqrt(np.abs(sobel(image)).sum(axis=0)),
                lambda image: np.sqrt(2 * np.abs(sum(sobel(image)))),
                lambda image: np.sqrt(2 * np.abs(sobel(image)).sum(axis=0)),
                wrong.root_of_a_sum,
                lambda image: np.sqrt(2) * wrong.root_of_a_sum(image),
            ),
        ),
        Misconception(
            "larger-of-the-two",
            "You take the larger (or smaller) of the two. On a slanted edge both count: "
            "√(gx² + gy²).",
            wrong=(
                lambda image: np.abs(sobel(image)).max(axis=0),
                lambda image: np.abs(sobel(image)).min(axis=0),
                lambda image: np.max(sobel(image), axis=0),
            ),
        ),
        Misconception(
            "product-of-the-two",
            "You multiply gx and gy. Then an upright edge, where gy is 0, disappears.",
            wrong=(
                lambda image: np.prod(sobel(image), axis=0),
                lambda image: np.sqrt(np.abs(np.prod(sobel(image), axis=0))),
                lambda image: np.abs(np.prod(sobel(image), axis=0)),
            ),
        ),
        Misconception(
            "mean-of-the-two",
            "You take the mean of the two where they are to be added.",
            wrong=(
                lambda image: reference(image) / np.sqrt(2),
                lambda image: np.abs(sobel(image)).mean(axis=0),
                lambda image: np.mean(sobel(image), axis=0),
                lambda image: reference(image) / 2,
            ),
        ),
        Misconception(
            "angle-instead-of-length",
            "This is the angle of the edge (arctan). Asked for is its strength.",
            wrong=(
                lambda image: np.arctan2(*sobel(image)[::-1]),
                lambda image: np.arctan2(*sobel(image)),
                lambda image: np.degrees(np.arctan2(*sobel(image)[::-1])),
                wrong.angle_of_a_quotient,
            ),
        ),
        Misconception(
            "both-maps-returned",
            "You return the two maps apart. They are to be joined: √(gx² + gy²), at each place.",
            wrong=(
                sobel,
                np.abs,
                lambda image: np.stack(sobel(image)),
                lambda image: np.stack(sobel(image), axis=-1),
                lambda image: (reference(image), np.arctan2(*sobel(image)[::-1])),
                lambda image: (*sobel(image), reference(image)),
            ),
        ),
        Misconception(
            "total-of-the-picture",
            "You return one number for the whole picture. Asked for is one at each place.",
            spoils=(np.sum, np.mean, np.max, lambda y: np.sqrt((y**2).sum())),
        ),
        Misconception(
            "middle-without-weight",
            "Your filters have 1 where Sobel's have 2: the middle row (and column) counts double. "
            "(With three ones it is called Prewitt's filter.)",
            wrong=(
                wrong.measured(wrong.PREWITT),
                wrong.measured((wrong.PREWITT[0], wrong.SOBEL.T)),
                wrong.measured((wrong.SOBEL, wrong.PREWITT[1])),
            ),
        ),
        Misconception(
            "other-weights",
            "Your filters have other weights than Sobel's, which are 1, 2, 1 along the edge and "
            "−1, 0, 1 across it.",
            wrong=(
                *(wrong.measured(filters) for filters in wrong.OTHERS[1:]),
                *(
                    wrong.measured(wrong.pair(across, along))
                    for across, along in (
                        ([-1, 0, 1], [1, 3, 1]),
                        ([-1, 0, 1], [1, 4, 1]),
                        ([-1, 0, 1], [2, 2, 2]),
                        ([-2, 0, 2], [2, 1, 2]),
                        ([-1, 1, 1], [1, 2, 1]),
                        ([-1, 2, -1], [1, 2, 1]),
                        ([-1, 0, 0], [1, 2, 1]),
                        ([0, -1, 1], [1, 2, 1]),
                    )
                ),
            ),
        ),
        Misconception(
            "other-weights-joined-otherwise",
            "Two things are wrong. Your filters are not Sobel's: the middle row (and column) "
            "counts double, 1, 2, 1. And their maps are to be joined by √(gx² + gy²).",
            wrong=tuple(
                wrong.measured(filters, join) for filters in wrong.OTHERS for join in wrong.JOINS
            ),
        ),
        Misconception(
            "two-taps-only",
            "You subtract direct neighbours. Sobel's filters are 3 × 3.",
            wrong=(*wrong.neighbours(), wrong.roberts, wrong.numpy_gradient),
        ),
        Misconception(
            "a-filter-is-mistyped",
            "One of your filters is not Sobel's: compare all nine taps, and their signs, with "
            "those above.",
            wrong=(
                wrong.measured(wrong.pair([1, 0, 1], [1, 2, 1])),
                *(way for w in wrong.one_sign_wrong() for way in wrong.one_filter_wrong(w)),
                *wrong.one_filter_wrong([[-1, 0, 1], [-2, 0, 2], [1, 0, -1]]),
                *wrong.one_filter_wrong([[1, 0, 1], [2, 0, 2], [1, 0, 1]]),
                *wrong.one_filter_wrong([[-1, 0, 1], [2, 0, -2], [-1, 0, 1]]),
                *wrong.one_filter_wrong([[-1, -2, 1], [0, 0, 0], [1, 2, 1]]),
                *wrong.one_filter_wrong([[-1, 0, 1], [-2, 0, 2], [-1, 0, -1]]),
                *wrong.one_filter_wrong([[-1, 0, 1], [-2, 0, 1], [-1, 0, 1]]),
            ),
        ),
        Misconception(
            "slanted-filters",
            "Your filters look for slanted edges. Sobel's two look for upright and for level ones.",
            wrong=(
                *wrong.one_filter_wrong([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]),
                lambda image: length(
                    wrong.map_of(image, [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]),
                    wrong.map_of(image, [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]),
                ),
            ),
        ),
        Misconception(
            "edge-filter-of-all-directions",
            "You use the filter with one large tap in the middle. Use the two filters of Sobel.",
            wrong=(
                lambda image: wrong.map_of(image, [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
                lambda image: wrong.map_of(image, [[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
            ),
        ),
        Misconception(
            "one-after-the-other",
            "The second filter is laid on the result of the first. Both are laid on the picture.",
            wrong=(
                lambda image: sobel(sobel(image)[0])[1],
                lambda image: length(sobel(image)[0][1:-1, 1:-1], sobel(sobel(image)[0])[1]),
                lambda image: length(sobel(image)[0], sobel(np.pad(sobel(image)[0], 1))[1]),
                lambda image: length(sobel(image)[0], sobel(np.pad(sobel(image)[0], 1, "edge"))[1]),
                lambda image: sobel(np.pad(sobel(image)[0], 1))[1],
            ),
        ),
        Misconception(
            "sums-wrap-around",
            "Your numbers are kept in the type of the picture, and a uint8 starts again at 0 after "
            "255. Compute in float numbers: `image.astype(float)`.",
            wrong=wrong.WRAPPING,
        ),
        Misconception(
            "output-as-large-as-the-input",
            "Your output has the size of the picture. Only windows that lie wholly inside count: "
            "H − 2 rows and W − 2 columns.",
            bends=(
                lambda image: (np.pad(image, 1),),
                lambda image: (np.pad(image, 1, mode="edge"),),
                lambda image: (np.pad(image, 1, mode="reflect"),),
                lambda image: (np.pad(image, 1, mode="symmetric"),),
                lambda image: (np.pad(image, 1, mode="wrap"),),
                lambda image: (np.pad(image, 2),),
            ),
            spoils=(lambda y: np.pad(y, 1), lambda y: np.pad(y, ((0, 2), (0, 2)))),
        ),
        Misconception(
            "last-position-lost",
            "The last row and column are missing. A window of 3 has `H - 2` places in a side of H.",
            spoils=(
                lambda y: y[:-1, :-1],
                lambda y: y[:-1],
                lambda y: y[:, :-1],
                wrong.last_at_zero,
            ),
        ),
        Misconception(
            "edges-cut-off",
            "Your output is too small: it has H − 2 rows and W − 2 columns.",
            spoils=(lambda y: y[1:-1, 1:-1], lambda y: y[1:, 1:], lambda y: y[:-2, :-2]),
        ),
        Misconception(
            "square-picture-assumed",
            "You use one side of the picture for both. Try a picture of 4 rows and 9 columns.",
            wrong=(
                lambda image: wrong.square(reference, image, 0),
                lambda image: wrong.square(reference, image, 1),
            ),
        ),
        Misconception(
            "scaled-for-display",
            "The values are stretched to a range, or cut off at one. Do that when you show them; "
            "return the lengths themselves.",
            spoils=wrong.DISPLAYED,
        ),
        Misconception(
            "edges-only-yes-or-no",
            "You return yes or no (or 0 and 255). Asked for is how strong the edge is.",
            spoils=(
                lambda y: y > y.mean(),
                lambda y: y > 0,
                lambda y: (y > y.mean()) * 255,
                lambda y: y > 0.5,
                lambda y: y > 1,
            ),
        ),
        Misconception(
            "filters-divided",
            "Your filters are divided by the sum of their weights. Take the taps as they are.",
            wrong=(_off_by(1 / 8), _off_by(1 / 4), _off_by(1 / 9), _off_by(1 / 3)),
        ),
        Misconception(
            "picture-scaled",
            "The picture is scaled first (by 255, by its maximum, or by mean and spread). Take it "
            "as it is.",
            bends=(
                lambda image: (image / 255,),
                lambda image: (image / (np.max(image) or 1),),
                lambda image: ((image - np.mean(image)) / (np.std(image) or 1),),
                lambda image: ((image - np.min(image)) / (np.ptp(image) or 1),),
            ),
        ),
        Misconception(
            "blurred-first",
            "The picture is blurred first. Some programs do that against noise; here it is taken "
            "as it is.",
            bends=(lambda image: (wrong.map_of(image, np.ones((3, 3)) / 9),),),
        ),
        Misconception(
            "rounded",
            "The numbers are rounded, or cut to whole ones. Round when you print.",
            spoils=(np.trunc, *(lambda y, d=d: np.round(y, d) for d in (0, 1, 2))),
        ),
        Misconception(
            "result-flattened",
            "The numbers are right, but in one long row. The output has rows and columns.",
            spoils=(np.ravel,),
        ),
        Misconception("sign-changed", "A length is never negative.", spoils=(np.negative,)),
    ),
)
