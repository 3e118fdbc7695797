"""Every number that chapter 03 states is computed here again, from the definition."""

import math

import numpy as np
import pytest

from cnnkit import datasets
from notebooks import chapters

SOURCE = chapters.source("03")
PHOTO = (171, 256)

pytestmark = pytest.mark.xdist_group("chapter-03")


def starts(n, k, stride=1, padding=0, dilation=1):
    """The definition: every position of the padded row at which a window of k taps fits."""
    row = range(n + 2 * padding)
    return [at for at in row[::stride] if at + (k - 1) * dilation in row]


def coverage(n, k, stride=1, padding=0):
    """Count, pixel by pixel, the windows that contain it."""
    windows = [range(start, start + k) for start in starts(n, k, stride, padding)]
    row = [sum(at + padding in window for window in windows) for at in range(n)]
    return np.array([[down * across for across in row] for down in row])


def shown(mark):
    return chapters.shown(SOURCE, mark)


@pytest.mark.parametrize(
    "line",
    [
        "ax = plotting.places(7, starts=range(5), taps=range(3))",
        "ax = plotting.places(10, starts=range(0, 8, 2), taps=range(3))",
        "ax = plotting.places(6, starts=range(6), taps=range(3), padding=1)",
        "ax = plotting.places(9, starts=range(5), taps=range(0, 5, 2))",
        "size_calculator(10, 3, stride=2)",
        "for n, p in [(224, 0), (227, 0), (224, 2)]:",
        "numbers = np.arange(1, 13).reshape(3, 4)",
        "for n, k, stride in [(28, 4, 1), (7, 3, 2), (12, 5, 2), (10, 3, 2)]:",
        "nine = np.arange(1, 10).reshape(3, 3)",
    ],
)
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) == 1


def test_a_row_of_seven(says):
    assert starts(7, 3) == [0, 1, 2, 3, 4]
    says("the last at pixel 4. There it ends at pixel 6", "0 to 2, then 1 to 3, 2 to 4, 3 to 5")
    assert len(starts(7, 3)) == 7 - 3 + 1
    assert starts(7, 3, 2) == [0, 2, 4]
    assert starts(7, 3, 2)[-1] + 3 == 7
    says("At 0, 2 and 4. There are 3 places, and the last window ends at the end of the row")


def test_a_row_of_ten_has_a_rest(says):
    assert starts(10, 3, 2) == [0, 2, 4, 6]
    assert starts(10, 3, 2)[-1] + 2 == 8
    assert (10 - 3) / 2 == 3.5
    assert (10 - 3) / 2 + 1 == 4.5
    says("with the first place (10 − 3) / 2 + 1 = 4.5")
    says("$n - k = 7$ steps of one pixel. In steps of two that is 3.5", "pixel 9 is crossed out")


def test_a_stride_larger_than_the_window_leaves_pixels_out(says):
    covered = {at for start in starts(40, 2, 4) for at in (start, start + 1)}
    assert len(covered) == 40 / 2
    says("With a window of 2 and a stride of 4, half of the row has no effect")


def test_filters_eat_the_picture_up(says):
    size = 28
    filters = 0
    while size >= 3:
        size = len(starts(size, 3))
        filters += 1
    assert (filters, size) == (13, 2)
    says("After 13 filters the picture has 2 × 2 pixels")


def test_three_amounts_of_padding(says):
    assert [len(starts(6, 3, padding=p)) for p in (0, 1, 2)] == [4, 6, 8]
    for k in (1, 3, 5, 7):
        assert len(starts(20, k, padding=(k - 1) // 2)) == 20
        assert len(starts(20, k, padding=k - 1)) == 20 + k - 1
        assert len(starts(20, k)) == 20 - k + 1
    says("$n - k + 1$ | 4 |", "$(k-1)/2$ | $n$ | 6 |", "$k-1$ | $n + k - 1$ | 8 |")
    says("So $p = 2$ for a window of 5")


def test_the_coverage_map(says):
    maps = [coverage(5, 3, padding=p) for p in (0, 1, 2)]
    assert [used[0, 0] for used in maps] == [1, 4, 9]
    assert [used[2, 2] for used in maps] == [9, 9, 9]
    assert {*maps[0][0, 1:-1].tolist()} == {2, 3}
    assert {*maps[1][0, 1:-1].tolist()} == {6}
    assert {*maps[1][1:-1, 1:-1].ravel().tolist()} == {9}
    assert (maps[2] == 9).all()
    assert min(used.min() for used in maps) == 1
    assert len(starts(5, 3)) ** 2 == 9
    says("Without padding: 1 in the corners, 2 and 3 along the edges, 9 in the middle")
    says("used 1 time, 4 times or 9 times, the middle always 9 times", "of the 9 windows")
    says("4 in the corners, 6 along the edges, 9 inside", "the corner has one ninth of the say")


def test_a_window_with_gaps(says):
    assert len(range(0, 4 * 3, 3)) == 4
    assert max(range(0, 4 * 3, 3)) + 1 == 10
    says("3 · 3 + 1 = 10. A single tap covers 1 pixel")
    assert starts(9, 3, dilation=2) == [0, 1, 2, 3, 4]
    says("the first has its taps at 0, 2 and 4, the last at 4, 6 and 8")


def test_the_questions_about_the_calculator(says):
    fitting = [s for s in range(1, 30) if (starts(10, 3, s)[-1] + 3) == 10]
    assert max(fitting) == 7
    assert all(len(starts(10, 3, s)) == 1 for s in range(8, 30))
    says("The room is 7 pixels, so 7")
    assert all(starts(10, 3, 2, p)[-1] + 3 < 10 + 2 * p for p in range(50))
    assert [d for d in range(1, 20) if starts(10, 3, 1, 1, d)][-1] == 5
    says("The row has 12 positions", "it fits up to $d = 5$; with $d = 6$ it does not fit")


def test_the_sizes_of_alexnet(says):
    sizes = [(n + 2 * p - 11) / 4 + 1 for n, p in ((224, 0), (227, 0), (224, 2))]
    places = [len(starts(n, 11, 4, p)) for n, p in ((224, 0), (227, 0), (224, 2))]
    assert sizes == [54.25, 55, 55.25]
    assert places == [54, 55, 55]
    lines = shown("exact = ").splitlines()
    assert [line.split()[-1] for line in lines] == ["54", "55", "55"]
    says("224 gives 54.25, and so 54", "pictures of 227 pixels, with no rest")


def test_the_table_of_modes(says):
    row = np.array([1, 2, 3])
    names = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}
    for mode, name in names.items():
        framed = " ".join(str(value) for value in np.pad(row, 2, mode=name))
        says(f"| {mode} | {framed[:3]} | 1 2 3 | {framed[-3:]} |")
    numbers = np.arange(1, 13).reshape(3, 4)
    corners = [int(np.pad(numbers, 2, mode=name)[0, 0]) for name in names.values()]
    assert corners == [0, 1, 11, 7]
    says(
        "The corner is 0, 1, 11 or 7", "0 in the mode zero, 1 in edge, 11 in reflect, and 7 in wrap"
    )
    assert np.arange(-2, 5).clip(0, 2).tolist() == [0, 0, 0, 1, 2, 2, 2]
    says("they show the rows 0, 0, 0, 1, 2, 2, 2 of `x`")
    assert shown("np.array_equal(pad2d(square") == "[True, True, True]"


def test_numpy_goes_back_and_forth_between_two_mirrors():
    assert np.pad([1, 2, 3], (4, 0), mode="reflect").tolist() == [1, 2, 3, 2, 1, 2, 3]


@pytest.mark.parametrize(
    ("n", "k", "stride", "sum_as_written", "answer"),
    [
        (28, 4, 1, "27 + 4 − 28 = 3", (1, 2)),
        (7, 3, 2, "3 · 2 + 3 − 7 = 2", (1, 1)),
        (12, 5, 2, "5 · 2 + 5 − 12 = 3", (1, 2)),
    ],
)
def test_the_same_size(says, n, k, stride, sum_as_written, answer):
    wanted = math.ceil(n / stride)
    total = next(t for t in range(99) if len(starts(n + t, k, stride)) >= wanted)
    assert (total // 2, total - total // 2) == answer
    says(f"{sum_as_written}: **{answer[0]}** before, **{answer[1]}** after")
    assert (
        f"{n} pixels, window {k}, stride {stride}: {answer[0]} + {answer[1]} zeros, {wanted}"
        in (shown("before, after = same_padding"))
    )


def test_padding_on_one_side_fits_the_row_of_ten(says):
    assert starts(11, 3, 2)[-1] + 3 == 11
    assert len(starts(11, 3, 2)) == 5
    says("one zero after the row, and five places")
    assert "10 pixels, window 3, stride 2: 0 + 1 zeros, 5 places" in shown(
        "before, after = same_padding"
    )


def test_numpy_puts_the_extra_zero_at_the_start(says):
    x, w = np.array([1.0, 2, 4]), np.array([10.0, 1])
    at_the_start = [10 * a + b for a, b in zip([0, 1, 2], [1, 2, 4], strict=True)]
    assert np.correlate(x, w, "same").tolist() == at_the_start
    assert np.convolve(x, w[::-1], "same").tolist() == at_the_start
    says('NumPy\'s `np.convolve(..., "same")` at the start')


def test_the_sizes_of_the_maps(says):
    assert datasets.to_grey(datasets.photographs()["flower"]).shape == PHOTO
    sizes = [tuple(len(starts(n, 3, s, 1)) for n in PHOTO) for s in (1, 2, 4)]
    assert sizes == [(171, 256), (86, 128), (43, 64)]
    says("with 171 by 256, 86 by 128 and 43 by 64 pixels")
    counts = [rows * columns for rows, columns in sizes]
    assert counts[0] / counts[1] == pytest.approx(4, rel=0.01)
    assert counts[0] / counts[2] == pytest.approx(16, rel=0.01)
    says("a quarter of the sums is left; stride 4 leaves a sixteenth")
    assert [len(starts(n, 3, 2, 1)) for n in (6, 8)] == [3, 4]
    says("⌊(6 + 2 − 3) / 2⌋ + 1 = 3. Columns: ⌊(8 + 2 − 3) / 2⌋ + 1 = 4")
    assert shown("np.array_equal(maps[0]") == "True"


def test_a_frame_of_zeros_makes_an_edge(says):
    piece = datasets.to_grey(datasets.photographs()["temple"])[:70, 70:160].astype(float)

    def strength(framed):
        """8 times each pixel, minus its neighbours, all around."""
        h, w = framed.shape
        shifts = [framed[i : h - 2 + i, j : w - 2 + j] for i in range(3) for j in range(3)]
        return np.abs(9 * shifts[4] - sum(shifts))

    zeros, mirror = (strength(np.pad(piece, 1, mode=mode)) for mode in ("constant", "reflect"))
    border = np.ones(zeros.shape, bool)
    border[1:-1, 1:-1] = False
    np.testing.assert_array_equal(zeros[1:-1, 1:-1], mirror[1:-1, 1:-1])
    assert mirror[border].mean() < 2 * mirror[~border].mean()
    for line in (zeros[0], zeros[-1], zeros[:, 0], zeros[:, -1]):
        assert np.median(line.clip(0, 1)) > 5 * np.median(zeros[~border].clip(0, 1))
    says("a dark line along all four borders", "The zeros make an edge that is not in")


def test_a_spread_filter(says):
    assert [2 * d + 1 for d in (1, 2, 3)] == [3, 5, 7]
    says("rows and columns. Nine of the 25 numbers are taps", "see 3 × 3, then 5 × 5, then 7 × 7")
    size = tuple(len(starts(n, 3, 2, 1, 2)) for n in PHOTO)
    assert shown("z.shape, (output_size(171") == f"({size}, {size})"


def test_equal_dilations_never_meet():
    reached = {0}
    for _ in range(3):
        reached = {at + 2 * tap for at in reached for tap in range(3)}
    assert not any(at % 2 for at in reached)
