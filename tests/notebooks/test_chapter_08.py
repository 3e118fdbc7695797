"""Every number that chapter 08 states is computed here again, from the definition.

Times are not: they are those of the machine, and the chapter states none.
"""

import math
import re

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.models import lenet5
from notebooks import chapters

SOURCE = chapters.source("08")

pytestmark = pytest.mark.xdist_group("chapter-08")


def shown(mark):
    return chapters.shown(SOURCE, mark)


def places(n, k, stride=1, padding=0):
    """Count the starts of a window of k that lies within n pixels and their frame."""
    return len([s for s in range(0, n + 2 * padding, stride) if s + k <= n + 2 * padding])


def windows(x, k, stride=1):
    """List what each window of k by k sees of (C, H, W), row by row."""
    return [
        x[:, i * stride : i * stride + k, j * stride : j * stride + k]
        for i in range(places(x.shape[1], k, stride))
        for j in range(places(x.shape[2], k, stride))
    ]


def copies(side, k, stride=1):
    """Count in how many windows each pixel of a square stands."""
    count = np.zeros((side, side), int)
    for i, j in np.ndindex(places(side, k, stride), places(side, k, stride)):
        count[i * stride : i * stride + k, j * stride : j * stride + k] += 1
    return count


def words(matrix):
    """Write a matrix as the chapter's alternative texts do."""
    return "; ".join(" ".join(f"{v:.3g}" for v in row) for row in matrix)


@pytest.mark.parametrize(
    "line",
    [
        "w = rng.normal(size=(16, 16, 3, 3))",
        "sides, loops, library = [8, 16, 32, 64], [], []",
        "picture = 100 * c + 10 * i + j",
        "im2col_explorer(picture, 2)",
        "rows = im2col(four[None, None], 9)[0]  # (81, 400): 81 taps, 20 × 20 places",
        "x, w = rng.integers(0, 4, (1, 2, 3, 4)), rng.integers(-1, 2, (3, 2, 2, 2))",
        "images = datasets.fashion_mnist(subset=\"small\").x_train[:128]",
        "taps = [0.2, 0.5, 0.2, 0.1]",
        "patches = rng.normal(size=(1000, 1, 4, 4)).astype(np.float32)",
    ],
)  # fmt: skip
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) >= 1


def test_cells_that_measure_are_experiments():
    """Grading must not wait for them, nor must they call what is masked there."""
    for cell in chapters.code_cells(chapters.read(SOURCE)):
        if "timeit.repeat" in cell.source or "functional.conv2d" in cell.source:
            assert cell.metadata.get("title") == "experiment", cell.source


def test_the_loops_and_their_calls(says):
    assert places(64, 3) == 62
    calls, products = 16 * 62 * 62, 16 * 3 * 3
    assert (calls, products, calls * products) == (61_504, 144, 8_856_576)
    says("16 filters and 62 × 62 places: 61,504 times", "16 · 3 · 3 = 144 numbers")
    says("61,504 · 144 = 8,856,576 products", "8,856,576 both times: they are the *same* products")
    printed = shown("rows, cols = w.reshape(16, -1), im2col(x, 3)[0]").splitlines()
    assert [line.split(": ")[-1].strip() for line in printed] == ["8,856,576"] * 2
    sizes = [int(line.split()[0]) for line in shown("for channels in [1, 4, 16, 64]:").splitlines()]
    assert sizes == [9 * channels for channels in (1, 4, 16, 64)]
    says("whether it has 9 products or 576")


def test_the_explorer(says):
    c, i, j = np.indices((2, 3, 4))
    picture = 100 * c + 10 * i + j
    assert picture[1, 2, 3] == 123
    seen = windows(picture, 2)
    assert (len(seen), seen[0].size) == (6, 8)
    says("A window has 2 · 2 · 2 = 8 numbers", "It has 2 · 3 = 6 places")
    for place in np.ndindex(2, 3):
        start = 10 * place[0] + place[1]
        assert seen[place[0] * 3 + place[1]].ravel().tolist() == [
            100 * c + start + 10 * u + v for c, u, v in np.ndindex(2, 2, 2)
        ]
    counts = [sum((window == pixel).sum() for window in seen) for pixel in picture[0].ravel()]
    found = {n: [int(p) for p, m in zip(picture[0].flat, counts, strict=True) if m == n]
             for n in (1, 4)}  # fmt: skip
    assert found == {1: [0, 3, 20, 23], 4: [11, 12]}
    says("The four corners of each channel stand in one column", "11 and 12 (111 and 112)")


def test_rows_are_what_a_tap_meets(says):
    four = datasets.digit()
    assert four.shape == (28, 28)
    assert (places(28, 9), 9 * 9) == (20, 81)
    says("Each of the 81 rows is a picture of 20 × 20")
    met = {tap: {start + tap for start in range(20)} for tap in (0, 8)}
    assert met == {0: set(range(28 - 8)), 8: set(range(8, 28))}
    says("never gets to the last eight rows and columns, the last tap never to the first eight")
    assert divmod(40, 9) == (4, 4)  # the middle tap
    ink = [four[u : u + 20, u : u + 20] for u in (0, 4, 8)]
    middles = [np.argwhere(part).mean(axis=0) for part in ink]
    assert (middles[0] > middles[1]).all()
    assert (middles[1] > middles[2]).all()


def test_the_price_of_alexnets_first_layer(says):
    rows, side = 3 * 11 * 11, places(227, 11, 4)
    assert (rows, side, side * side) == (363, 55, 3025)
    matrix, picture = rows * side * side, 3 * 227 * 227
    assert (matrix, picture) == (1_098_075, 154_587)
    assert shown("cols = im2col(x, 11, stride=4)") == (
        f"(1, 363, 3025): {matrix:,} against {picture:,}, {matrix / picture:.1f} times as many\n"
    )
    assert f"{matrix / picture:.1f}" == "7.1"
    assert f"{121 / 16:.1f}" == "7.6"
    middle = copies(227, 11, 4)[100:104, 100:104].mean()
    assert middle == pytest.approx(121 / 16)
    says("3 · 11 · 11 = 363 rows and 55 · 55 = 3,025 columns", "121/16 ≈ 7.6 of them")


def test_the_price_of_a_layer_of_vgg(says):
    assert places(224, 3, padding=1) == 224
    picture = 4 * 64 * 224 * 224
    assert (picture / 2**20, 9 * picture / 2**20) == (12.25, 110.25)
    assert f"{32 * 9 * picture / 2**30:.2f}" == "3.45"
    assert 32 * 9 == 288
    says("exactly **9 times** as many", "12.25 MiB and the matrix 110.25 MiB", "3.45 GiB")
    printed = shown("numbers = 64 * 224 * 224").splitlines()
    assert [line.split()[-4] for line in printed] == ["12.25", "110.25", "3528.00"]
    assert printed[-1].endswith("3.45 GiB")


def test_the_three_matrices(says):
    rng = np.random.default_rng(seed=3)
    x, w = rng.integers(0, 4, (1, 2, 3, 4)), rng.integers(-1, 2, (3, 2, 2, 2))
    first = ", ".join(str((window * w[0]).sum()) for window in windows(x[0], 2))
    says(f"The first row of the product: {first}.", "with 3 rows and 8 columns, 8 and 6, 3 and 6")


def test_yours_is_the_librarys():
    assert shown("np.allclose(conv2d_im2col(x, w, None), functional.conv2d(x, w))") == "True\n"
    assert shown("by_your_function = model(images)") == "True"


def test_the_columns_of_a_batch(says):
    assert (16 * 9, places(32, 3, padding=1) ** 2) == (144, 1024)
    assert 4 * 64 * 144 * 1024 / 2**20 == 36
    says("64 · 144 · 1,024 numbers: 36 MiB", "36 MiB do not fit into most of them")


def test_col2im_counts_copies(says):
    overlapping = copies(5, 3)
    assert (overlapping[0, 0], overlapping[2, 2]) == (1, 9)
    says("The corner is in one window", "The middle is in nine, and gets 9")
    says(f"Left, row by row: {words(overlapping)}.")
    apart = copies(5, 2, 2)
    assert apart[:4, :4].all()
    assert apart.max() == 1
    assert not apart[4].any()
    assert not apart[:, 4].any()
    says("Right: ones, but zeros in the last row and the last column")
    assert shown("copies = col2im(im2col(np.ones_like(x), 3)") == "True"


def test_windows_that_are_looked_at():
    x = np.zeros((1, 2, 5, 5))
    view = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))
    assert np.shares_memory(view, x)
    assert not np.shares_memory(view.transpose(0, 1, 4, 5, 2, 3).reshape(1, 18, 9), x)
    assert np.shares_memory(x.reshape(1, 2, 25), x)  # 1 × 1


def test_a_pixel_that_grows(says):
    x = np.arange(30).reshape(1, 5, 6)
    held = sum((window == x[0, 2, 3]).any() for window in windows(x, 3))
    assert (held, 3 * held) == (9, 27)
    says("In 3 · 3 = 9 windows, and for each of them there are three filters: 27 numbers")
    measured, computed = re.findall(r"-?\d+\.\d+", shown("grown[0, 1, 2, 3] += 1"))
    assert float(measured) == pytest.approx(float(computed), abs=2e-6)


def test_the_profile(says):
    dense = 48_120 + 10_164 + 850
    assert sum(p.size for p in lenet5(seed=0).parameters()) == 61_706
    assert round(100 * dense / 61_706) == 96
    says("The dense layers hold 96 % of its parameters", "saves a fortieth")
    assert f"{128 * 6 * 28 * 28 * 4 / 2**20:.2f}" == "2.30"
    says("128 · 6 · 28 · 28 numbers of four bytes: 2.30 MiB for `relu1`, and as much for `pool1`")
    (cell,) = [
        c for c in chapters.code_cells(chapters.executed(SOURCE)) if "profile(model" in c.source
    ]
    (table,) = chapters.html_outputs(cell)
    rows = {
        row[0]: row
        for row in (re.findall("<td[^>]*>([^<]*)", line) for line in table.split("<tr>")[2:])
    }
    assert rows["relu1"][8] == rows["pool1"][8] == "2.30"
    assert max(float(row[8]) for row in rows.values() if row[8]) == 2.3
    assert rows["relu1"][4] == rows["pool1"][4] == "0"  # no products


def test_the_device_refuses():
    first, second = shown('for line in ["np.asarray(far)", "far + near"]:').strip().splitlines()
    assert first.startswith("np.asarray(far) is refused: Implicit conversion to a NumPy array")
    assert second.startswith("far + near is refused: Unsupported type")


def test_the_same_lines_on_both_devices():
    near, far = shown("total = xp.maximum(array, 0).sum()").splitlines()
    assert near.startswith("<class 'numpy.ndarray'>: ")
    assert "numpy" not in far
    assert near.split(": ")[1] == far.split(": ")[1]
    scores = shown("far_scores = moved(to_device(images, device))")
    assert "numpy" not in scores
    assert scores.endswith("> True\n")


def test_cells_for_a_gpu_say_what_they_skip():
    told = shown('far = to_device(a, "gpu")') + shown("back = to_numpy(to_device(a")
    told += shown('if not curves["gpu"]:')
    if "a GPU is here" in shown('print("a GPU is here"'):
        assert "skipped" not in told
    else:
        assert told.count("skipped: ") == 3


def test_a_helper_is_ordered_and_waited_for(says):
    assert 1000**3 == 1_000_000_000
    says("1,000 × 1,000 has a thousand million products")
    assert re.match(r"ordered after [\d.]+ ms, done after [\d.]+ ms", shown("helper.submit("))


def test_a_filter_changes_only_height_and_place_of_a_wave(says):
    t = np.arange(64)
    wave = np.cos(2 * np.pi * 5 * t / 64)
    out = [sum(tap * wave[(at + u) % 64] for u, tap in enumerate([0.2, 0.5, 0.2, 0.1])) for at in t]
    strength = np.abs(np.fft.rfft(out))
    assert np.flatnonzero(strength > 1e-9).tolist() == [5]
    height = strength[5] / 32
    assert 0.85 < height < 0.95
    says("not quite as high and a little earlier")
    shift = np.angle(np.fft.rfft(out)[5])
    assert 0 < shift < math.pi / 2  # earlier


def test_planes_and_taps(says):
    assert (3 * 3, 31 * 31) == (9, 961)
    says("With 3 × 3 that is 9; with 31 × 31 it is 961")
    assert (20 * 3, 8 * 3, 20 * 8) == (60, 24, 160)
    says("20 · 3 = 60 planes of pictures and 8 · 3 = 24 of filters. Back come 20 · 8 = 160")


def test_without_the_conjugate_the_filter_is_flipped(says):
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=9), np.zeros(9)
    w[:3] = rng.normal(size=3)
    plain = np.fft.ifft(np.fft.fft(x) * np.fft.fft(w)).real
    turned = np.fft.ifft(np.fft.fft(x) * np.fft.fft(w).conj()).real
    np.testing.assert_allclose(plain[2:], np.convolve(x, w[:3], mode="valid"))
    np.testing.assert_allclose(turned[:7], np.correlate(x, w[:3], mode="valid"))
    says("Without it, you get the convolution with the flipped filter")


def test_both_ways_agree():
    difference = float(shown("difference = abs(conv2d_fft(").split()[-1])
    assert difference < 1e-10


def test_fewer_products(says):
    assert (2 * 3, 4 * 9, 4 * 4, 36 / 16) == (6, 36, 16, 2.25)
    says("That is six products", "that takes 4 · 9 = 36 products", "4 · 4 = **16** instead of 36")
    says("which is 2.25 times fewer")
    first, second = shown("m0 = (d[0] - d[2]) * g[0]").split("\n")[:2]
    trick = [float(number) for number in first.split()]
    usual = [float(number) for number in re.findall(r"-?\d+\.\d+", second)]
    np.testing.assert_allclose(trick, usual, rtol=1e-7)
    assert shown("products = (G @ taps @ G.T) * (B @ patch @ B.T)") == "16 products\nTrue"


def test_fewer_products_are_less_exact(says):
    usual, trick = (float(line.split()[3]) for line in shown("exact = conv2d_im2col(").splitlines())
    assert 0 < usual < trick < 1e-5
    assert 1.5 < trick / usual < 3.5
    says("Both errors are small, and that of the trick is two or three times as large")
