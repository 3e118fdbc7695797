"""Every number that chapter 01 states is computed here again, from the definition."""

import math
from fractions import Fraction

import numpy as np
import pytest

from cnnkit import datasets
from notebooks import chapters

SOURCE = chapters.source("01")
LOUD = [0, 0, 1, 3, 3, 3, 3, 1, 0, 0, 2, 0]
CLAP = [0, 0, 0, 1, 0, 0, 0, 0, 0]
ECHO = [1, 0.5, 0.25]
LETTER = [[1, 0, 0, 1, 0], [1, 0, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [1, 0, 0, 1, 0]]
PATCH, X = datasets.worked_example()

pytestmark = pytest.mark.xdist_group("chapter-01")


def slide_1d(x, w):
    """The definition: for every place n, the sum over u of x[n + u] w[u]."""
    places = range(len(x) - len(w) + 1)
    return [sum(x[n + u] * w[u] for u in range(len(w))) for n in places]


def slide_2d(x, w):
    """The definition: for every place (i, j), the sum over u and v of x[i + u, j + v] w[u, v]."""
    (h, width), (kh, kw) = np.shape(x), np.shape(w)
    taps = [(u, v) for u in range(kh) for v in range(kw)]
    return np.array(
        [
            [sum(x[i + u][j + v] * w[u][v] for u, v in taps) for j in range(width - kw + 1)]
            for i in range(h - kh + 1)
        ]
    )


def minus(value):
    """Write a number as prose does."""
    return f"{value:g}".replace("-", "−")


def shown(mark):
    return chapters.shown(SOURCE, mark)


@pytest.mark.parametrize(
    "line",
    [
        f"loud = np.array({LOUD})",
        "rise = np.array([-1, 1])",
        "z = corr1d(loud, np.array([-4, 4])) - 6",
        "patch, x_filter = datasets.worked_example()",
        "two_things[0:3, 0:3] = x_filter",
        "two_things[4:7, 4:7] = 1",
        f"clap = np.array({CLAP})",
        f"echo = np.array({ECHO})",
        "for ax, t in zip(axes, [0.5, 1, 1.5], strict=True):",
        "dot[2, 2] = 1",
        "w = np.arange(1, 10).reshape(3, 3)",
    ],
)
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) == 1


def test_the_first_table(says):
    for start, products in enumerate([(0, 0), (0, 1), (-1, 3)]):
        window = LOUD[start : start + 2]
        assert products == (-window[0], window[1])
        assert sum(products) == slide_1d(LOUD, [-1, 1])[start]
        says(
            f"| {start} | {window[0]}, {window[1]} "
            f"| {minus(products[0])}, {products[1]} | **{sum(products)}** |"
        )


def test_the_change_of_the_loudness(says):
    change = slide_1d(LOUD, [-1, 1])
    says(f"its change: {', '.join(map(minus, change))}.")
    says(f"Twelve points, joined by a line: {', '.join(map(str, LOUD))}.")
    assert len(LOUD) == 12
    assert len(change) == 11
    says("start at 0, 1, …, 10. That is 11 places")
    assert change[3] == -3 + 3 == 0
    assert change[6] == -3 + 1 == -2
    says("from 3 to 3 it is −3 + 3", "from 3 to 1 it is −3 + 1 = −2")


def test_two_sums_on_paper(says):
    first, second = slide_1d([1, 2, 4, 7], [1, 0, -2])
    says(
        "4 − 3 + 1 = 2 sums",
        f"1·1 + 2·0 + 4·(−2) = **{minus(first)}**",
        f"2·1 + 4·0 + 7·(−2) = **{minus(second)}**",
    )


def test_the_neuron_answers_at_two_places(says):
    z = [total - 6 for total in slide_1d(LOUD, [-4, 4])]
    assert z == [4 * change - 6 for change in slide_1d(LOUD, [-1, 1])]
    answer = [1 / (1 + math.exp(-value)) for value in z]
    assert [n for n, value in enumerate(answer) if value > 0.5] == [2, 9]
    assert [n for n, value in enumerate(z) if value > 0] == [2, 9]
    assert 6 / 4 == 1.5
    assert f"{answer[2]:.2f}" == f"{answer[9]:.2f}" == "0.88"
    assert f"{answer[1]:.2f}" == "0.12"
    assert max(value for n, value in enumerate(answer) if n not in (1, 2, 9)) < 0.01
    says("0.88 at places 2 and 9, 0.12 at place 1", "the change is more than 1.5")
    assert (LOUD[2], LOUD[3], LOUD[9], LOUD[10]) == (1, 3, 0, 2)
    says("at place 2 (from 1 to 3)", "at place 9 (from 0 to 2). There the answer is 0.88")


def test_the_squashing_function():
    assert 1 / (1 + math.exp(0)) == 0.5
    assert 1 / (1 + math.exp(10)) < 1e-4
    assert 1 / (1 + math.exp(-10)) > 1 - 1e-4


def test_the_mean_of_three_lowers_and_widens_a_peak():
    peak = [0, 0, 0, 3, 0, 0, 0]
    third = Fraction(1, 3)
    assert slide_1d(peak, [third] * 3) == [0, 1, 1, 1, 0]


def test_the_digit_has_784_pixels(says):
    four = datasets.digit()
    assert four.shape == (28, 28)
    assert four.size == 784
    assert (four.min(), four.max()) == (0, 1)
    says("28 rows of 28 pixels", "784 numbers")
    assert shown("four.shape") == "((28, 28), 784)"


def test_whole_numbers_of_eight_bits_start_again(says):
    assert (200 + 100) % 256 == 300 - 256 == 44
    says("300 − 256 = 44")
    assert shown("np.array([200], dtype=np.uint8)") == "array([44], dtype=uint8)"


def test_the_worked_example(says):
    z = slide_2d(PATCH, X)
    right = [[1, 1.2, 1.1, 0.9], [2.1, 2.7, 2.5, 1.9], [1, 2.1, 2.4, 1.4], [1, 1.8, 2, 1.8]]
    np.testing.assert_allclose(z, right, atol=1e-12)
    assert (PATCH.shape, X.shape) == ((6, 6), (3, 3))
    says("0.8 + 0.2 \\quad = \\quad 1.0", "The sum is **1.2**", "Together that is **2.1**")
    assert sorted((PATCH[0:3, 1:4] * X)[X == 1]) == sorted([0, 0, 0, 0.9, 0.3])
    corners = PATCH[1:4, 0:3][[0, 0, 2, 2], [0, 2, 0, 2]]
    assert list(corners) == [0.2, 0, 0.3, 0.7]
    assert corners.sum() == pytest.approx(1.2)
    assert PATCH[2, 1] == 0.9
    says("0.2 + 0 + 0.3 + 0.7 = 1.2, its middle gives 0.9")
    assert z[1, 0] - 0.2 == pytest.approx(1.9)


def test_the_windows_shown_as_matrices(says):
    for window in (PATCH[0:3, 1:4], PATCH[1:4, 0:3], np.arange(1, 10).reshape(3, 3)):
        rows = [" & ".join(f"{value:g}" for value in row) for row in window]
        says(r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}")


def test_the_printed_map_has_one_wrong_number(says):
    (cell,) = [c for c in chapters.code_cells(chapters.read(SOURCE)) if "printed =" in c.source]
    numbers = cell.source.split("printed = ")[1].split("\nplotting")[0]
    printed = eval(numbers, {"np": np})
    z = slide_2d(PATCH, X)
    wrong = np.argwhere(~np.isclose(z, printed))
    assert wrong.tolist() == [[1, 0]]
    assert printed[1, 0] == 1.9
    assert printed.size == 16
    says("Fifteen zeros and one 0.2", "print 1.9 where 2.1 is right", "second row, first column")
    for row, name in zip(printed, ["First row", "Second", "Third", "Fourth"], strict=True):
        says(f"{name}: {', '.join(f'{value:g}' for value in row)}.")


def test_twice_as_bright_is_twice_as_much_and_sums_add(says):
    assert slide_2d(2 * PATCH, X)[1, 0] == pytest.approx(4.2)
    says("2.1 becomes 4.2")
    other = np.random.default_rng(1).normal(size=(6, 6))
    np.testing.assert_allclose(
        slide_2d(PATCH + other, X), slide_2d(PATCH, X) + slide_2d(other, X), atol=1e-12
    )


@pytest.mark.parametrize(
    ("picture", "window", "places", "sentence"),
    [
        ((7, 7), (3, 3), (5, 5), "7 × 7 gives **5 × 5**"),
        ((5, 5), (3, 3), (3, 3), "5 × 5 gives **3 × 3**"),
        ((4, 9), (2, 5), (3, 5), "4 − 2 + 1 = 3 rows and 9 − 5 + 1 = 5 columns"),
    ],
)
def test_the_size_is_the_number_of_places(says, picture, window, places, sentence):
    counted = tuple(
        len([start for start in range(n) if start + k <= n])
        for n, k in zip(picture, window, strict=True)
    )
    assert counted == places
    says(sentence)


def test_counting_in_the_letter(says):
    counts = slide_2d(LETTER, X)
    assert counts.tolist() == [[2, 3, 0], [5, 0, 2], [2, 3, 0]]
    says("First row: 2, 3, 0. Second row: 5, 0, 2. Third row: 2, 3, 0.")
    window = np.array(LETTER)[1:4, 0:3]
    assert (window * X).sum() == 5
    assert window.sum() == 6
    says("a sixth light pixel")
    (cell,) = [c for c in chapters.code_cells(chapters.read(SOURCE)) if "letter =" in c.source]
    assert str(LETTER) in cell.source


def test_the_block_scores_what_the_x_scores(says):
    picture = np.zeros((7, 7))
    picture[0:3, 0:3] = X
    picture[4:7, 4:7] = 1
    z = slide_2d(picture, X)
    assert np.argwhere(z == z.max()).tolist() == [[0, 0], [4, 4]]
    assert z.max() == 5
    assert z.shape == (5, 5)
    minding = slide_2d(picture, 2 * X - 1)
    assert (minding[0, 0], minding[4, 4]) == (5, 5 - 4) == (5, 1)
    says("The X still scores 5. The block scores 5 − 4 = 1.", "it beats the X with 10")


def test_likeness_divides_the_norms_away(says):
    norm = math.sqrt(X.sum())
    assert 5 / (norm * norm) == pytest.approx(1)
    assert f"{5 / (math.sqrt(9) * norm):.3f}" == "0.745"
    assert f"{10 / (math.sqrt(36) * norm):.3f}" == "0.745"
    says("The X has likeness 1; both blocks have 0.745")
    printed = shown("likeness = ").split()
    assert [printed[at] for at in (2, 4)] == ["5.0", "1.000"]
    assert printed.count("0.745") == 2
    assert printed.count("10.0") == 1


def test_no_window_of_equal_norm_reaches_five():
    largest = float(shown("the largest of 10,000 sums").split()[-1])
    assert 4 < largest < 5
    rng = np.random.default_rng(123)
    windows = rng.normal(size=(10_000, 9))
    windows *= math.sqrt(5) / np.linalg.norm(windows, axis=1, keepdims=True)
    assert (windows @ X.ravel()).max() < 5


def test_the_echo_comes_after_the_clap_only_in_the_convolution(says):
    clap, echo = CLAP, ECHO
    assert slide_1d(clap, echo) == [0, 0.25, 0.5, 1, 0, 0, 0]
    heard = slide_1d(clap, echo[::-1])
    assert heard == [0, 1, 0.5, 0.25, 0, 0, 0]
    past = [sum(clap[n - u] * echo[u] for u in range(3)) for n in range(2, 9)]
    assert heard == past == np.convolve(clap, echo, "valid").tolist()
    assert slide_1d(clap, echo) == np.correlate(clap, echo, "valid").tolist()
    says("0.25 at moment 1, 0.5 at moment 2, and 1 at moment 3: the weak echoes come first")
    at = {moment: value for moment, value in enumerate(heard, start=len(echo) - 1) if value}
    assert at == {3: 1, 4: 0.5, 5: 0.25}
    says("1 at moment 3, 0.5 at moment 4, and 0.25 at moment 5: the weak echoes come last")
    says("the line begins at moment 2")


def test_changing_roles():
    clap, echo = np.array(CLAP), np.array(ECHO)
    assert np.convolve(clap, echo).tolist() == np.convolve(echo, clap).tolist()
    one, other = np.correlate(clap, echo, "full"), np.correlate(echo, clap, "full")
    assert one.tolist() == other[::-1].tolist()
    assert one.tolist() != other.tolist()


def test_the_integral_settles(says):
    lines = shown("for width in [0.5").splitlines()
    assert [line.split()[-1] for line in lines] == ["0.2500", "0.4500", "0.4950", "0.4995"]
    tau = (np.arange(200_000) + 0.5) / 200_000  # the note lasts from 0 to 1
    for t, area in ((0.5, 0.375), (1, 0.5), (1.5, 0.125)):
        since = t - tau
        echo = np.where((since >= 0) & (since <= 1), 1 - since, 0)
        assert echo.mean() == pytest.approx(area, abs=1e-5)
    says("It settles on **0.5**", "The filled areas are 0.375, 0.5 and 0.125")


def test_only_a_filter_without_symmetry_tells_the_two_apart(says):
    assert np.array_equal(X, X[::-1, ::-1])
    assert np.array_equal(slide_2d(PATCH, X), slide_2d(PATCH, X[::-1, ::-1]))
    dot = np.zeros((5, 5))
    dot[2, 2] = 1
    w = np.arange(1, 10).reshape(3, 3)
    assert slide_2d(dot, w).tolist() == w[::-1, ::-1].tolist()
    assert slide_2d(dot, w[::-1, ::-1]).tolist() == w.tolist()
    says("9 8 7, 6 5 4, 3 2 1", "1 2 3, 4 5 6, 7 8 9")


def test_the_first_picture_is_made_by_the_filter(says):
    four = datasets.digit()
    edges = four[:, 1:] - four[:, :-1]
    np.testing.assert_allclose(slide_2d(four, [[-1, 1]]), edges, atol=1e-6)
    np.testing.assert_allclose(slide_2d(four, [[1, -1]]), -edges, atol=1e-6)
    says("flipped, (−1, 1) becomes (1, −1)")
    for mark in ("np.allclose(corr2d(four", "np.allclose(conv2d_true(", "np.array_equal(x_filter"):
        assert shown(mark) == "True"
