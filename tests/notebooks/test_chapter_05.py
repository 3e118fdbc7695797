"""Every number that chapter 05 states is computed here again, from the definition."""

import numpy as np
import pytest

from cnnkit import datasets
from notebooks import chapters

SOURCE = chapters.source("05")
FLOWER = datasets.photographs()["flower"].astype(float)[:, ::2, ::2]
LIGHT = FLOWER.mean(axis=0)
SMALL = np.array(
    [[0.2, 0.8, 0.3, 0.6], [0.2, 0.9, 0.3, 0.8], [0.3, 0.8, 0.8, 0.9], [0, 0, 0.2, 0.8]]
)

pytestmark = pytest.mark.xdist_group("chapter-05")


def places(n, k, stride):
    """Count the starts of a window of k that lies within n pixels."""
    return len([s for s in range(0, n, stride) if s + k <= n])


def pooled(x, k, stride=None, reduce=np.max):
    """Pool one picture, window by window."""
    stride = stride or k
    size = places(x.shape[0], k, stride), places(x.shape[1], k, stride)
    y = np.zeros(size)
    for i, j in np.ndindex(size):
        top, left = i * stride, j * stride
        y[i, j] = reduce(x[top : top + k, left : left + k])
    return y


def field(layers):
    """Find by brute force which inputs in a row one output sees: its size, and the jump."""

    def seen(output):
        at = {output}
        for k, stride, dilation in reversed(layers):
            at = {i * stride + u * dilation for i in at for u in range(k)}
        return at

    first, second = seen(0), seen(1)
    return max(first) - min(first) + 1, min(second) - min(first)


def paths(layers):
    """Count the ways from each input in a row to one output, one by one."""
    ends = [0]
    for k, stride, dilation in reversed(layers):
        ends = [i * stride + u * dilation for i in ends for u in range(k)]
    return np.bincount(ends)


def bins(length, count):
    """List the pixels that each bin touches."""
    return [
        [p for p in range(length) if p + 1 > i * length / count and p < (i + 1) * length / count]
        for i in range(count)
    ]


def edge_strength():
    upright = np.abs(LIGHT[1:-1, :-2] - LIGHT[1:-1, 2:])
    return np.abs(LIGHT[:-2, 1:-1] - LIGHT[2:, 1:-1]) + upright


def shown(mark):
    return chapters.shown(SOURCE, mark)


def words(matrix):
    """Write a matrix as the chapter's alternative texts do."""
    return "; ".join(" ".join(f"{v:.3g}" for v in row) for row in matrix)


@pytest.mark.parametrize(
    "line",
    [
        "pooling_explorer(small, k=2, stride=2)",
        "dots[[0, 1, 2], 0, 1, [4, 5, 6]] = 1",
        "rng = np.random.default_rng(seed=5)",
        "noise = rng.normal(size=(50, 50, 8, 8))",
        "noisy = light + rng.normal(0, 0.15, light.shape)",
        "receptive_field_explorer([(3, 1, 1), (3, 1, 1)])",
        "receptive_field_explorer([(3, 2, 1), (3, 1, 1)])",
        "boxes = np.array([[0, 18, 32, 74, 92], [0, 4, 2, 30, 24], [0, 36, 50, 58, 76]])",
    ],
)
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) == 1


def test_the_first_figure(says):
    edges = edge_strength()
    assert (edges.shape, edges.size) == ((84, 126), 10_584)
    assert pooled(edges, 2).shape == (42, 63)
    assert pooled(edges, 2).size == edges.size / 4
    assert pooled(edges, 8).shape == (10, 15)
    assert pooled(edges, 8).size == 150
    says("10,584 numbers. In the middle are a quarter of them, on the right 150 numbers")
    assert shown("again = pool2d(edges[None, None], 2)[0, 0]") == "(True, True)"


def test_the_worked_example(says):
    says(f"Four rows: {words(SMALL)}.")
    assert pooled(SMALL, 2).tolist() == [[0.9, 0.8], [0.8, 0.9]]
    says(r"\begin{pmatrix} 0.9 & 0.8 \\ 0.8 & 0.9 \end{pmatrix}")
    first = SMALL[:2, :2]
    assert first.sum() == pytest.approx(2.1)
    assert first.mean() == pytest.approx(0.525)
    says("(0.2 + 0.8 + 0.2 + 0.9)/4 = 2.1/4 = **0.525**")
    means, sums = pooled(SMALL, 2, reduce=np.mean), pooled(SMALL, 2, reduce=np.sum)
    says(f"Max: {words(pooled(SMALL, 2))}. Avg: {words(means)}. Sum: {words(sums)}.")


def test_sizes(says):
    assert 1 - places(4, 2, 2) ** 2 / 16 == 0.75
    assert (55 - 3) / 2 + 1 == places(55, 3, 2) == 27
    assert (7 - 2) / 2 + 1 == 3.5
    assert places(7, 2, 2) == 3
    says("so 75 % are dropped", "(55 − 3)/2 + 1 = 27, so 27 × 27", "(7 − 2)/2 + 1 = 3.5")


def test_one_pixel_wins_in_four_windows(says):
    assert pooled(SMALL, 3, 1).tolist() == [[0.9, 0.9], [0.9, 0.9]]
    two = [np.sum(SMALL[i : i + 3, j : j + 3] == 0.9) for i in (0, 1) for j in (0, 1)]
    assert sorted(two) == [1, 2, 2, 2] or sorted(two) == [1, 1, 2, 2]
    assert all(SMALL[i : i + 3, j : j + 3][1 - i, 1 - j] == 0.9 for i in (0, 1) for j in (0, 1))
    assert two.count(2) == 2
    says("The 0.9 in row 1, column 1: all four windows hold it. (In two of them there is another")


def test_pooling_twice():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(8, 12))
    for reduce in (np.max, np.mean, np.sum):
        twice = pooled(pooled(x, 2, reduce=reduce), 2, reduce=reduce)
        np.testing.assert_allclose(twice, pooled(x, 4, reduce=reduce))


def test_a_dot_moves(says):
    def dot(column):
        x = np.zeros((4, 8))
        x[1, column] = 1
        return np.argwhere(pooled(x, 2)).tolist()

    assert (dot(4), dot(5), dot(6)) == ([[0, 2]], [[0, 2]], [[0, 3]])
    says("the pooled one is in column 2. With the 1 in column 6 it is in column 3")
    stays = {k: sum(c // k == (c + 1) // k for c in range(15)) for k in (1, 2, 4, 8)}
    assert (stays[2], stays[4]) == (8, 12)
    says("A row of 16 has 15 steps. With 2 × 2 windows, 8 of them stay", "with 4 × 4 it is 12")
    lines = shown("dots = np.eye(256)").splitlines()
    expected = [f"{count / 15:.0%}" for count in stays.values()]
    assert [line.split()[-4] for line in lines] == expected


def test_a_digit_moves(says):
    four = datasets.digit()
    assert not four[:, -1].any()
    still, moved = np.abs(np.diff(four)), np.abs(np.diff(np.roll(four, 1, axis=1)))
    changes = []
    for k in (1, 2, 4, 8):
        before, after = pooled(still, k), pooled(moved, k)
        changes.append(np.linalg.norm(after - before) / np.linalg.norm(before))
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 1
    assert changes[1] > changes[0] / 2  # not halved
    assert changes[-1] > 0.2
    lines = shown("maps = abs(both[..., 1:]").splitlines()
    assert [line.split()[-1] for line in lines] == [f"{change:.0%}" for change in changes]
    says("Pooling makes the change smaller, step by step, and never takes it away")
    assert 1 - changes[1] / changes[0] == pytest.approx(1 / 3, abs=0.03)
    says("Windows of 2 × 2 take off about a third")
    there, gone = np.hstack([still, 0 * still]), np.hstack([0 * still, still])
    assert round(np.linalg.norm(there - gone) / np.linalg.norm(there), 2) == 1.41
    says("differ by √2, which is 141 %")
    by_two = np.abs(np.diff(np.roll(four, 2, axis=1)))
    np.testing.assert_allclose(pooled(by_two, 2)[:, 1:], pooled(still, 2)[:, :-1])


def test_noise(says):
    normal = np.random.default_rng(1).normal(size=(400_000, 4))
    assert round(normal.max(axis=1).mean(), 2) == 1.03
    assert round(normal.max(axis=1).var(), 2) == 0.49
    assert round(normal.mean(axis=1).var(), 2) == 0.25
    assert shown("noise = rng.normal(") == (
        "max: mean  1.03, variance 0.49\navg: mean  0.00, variance 0.25\n"
    )
    says("The maximum has a mean of **1.03**", "from 1 to 0.25", "shrink, to about a half")
    assert (normal > 0).any(axis=1).mean() > 0.9
    says("Of four numbers, at least one is nearly always above 0")


def test_noise_on_a_photograph(says):
    clean, average, largest = map(float, shown("mean brightness").split(": ")[1].split(", "))
    assert clean == average == 0.24
    assert round(LIGHT.mean(), 2) == 0.24
    assert largest - average == pytest.approx(0.15 * 1.03, abs=0.03)
    says("The average keeps the brightness, 0.24", f"The maximum raises it to {largest:.2f}")


def test_global_pooling(says):
    assert 512 * 7 * 7 * 1_000 == 25_088_000
    assert 512 * 1_000 == 512_000
    assert 25_088_000 / 512_000 == 49
    says("512 · 7 · 7 · 1,000 = 25,088,000", "512 · 1,000 = 512,000, which is 49 times fewer")
    whole, part = FLOWER.mean((1, 2)), FLOWER[:, 20:66, 30:90].mean((1, 2))
    assert shown("global_pool(flower[None])").split() == [
        "[[" + f"{whole[0]:.2f}", f"{whole[1]:.2f}", f"{whole[2]:.2f}]]",
        "[[" + f"{part[0]:.2f}", f"{part[1]:.2f}", f"{part[2]:.2f}]]",
    ]  # fmt: skip
    assert round(part[0] / whole[0]) == 3
    assert part[2] < 1.25 * whole[2]
    says("three times as much red, and hardly more blue")


def test_three_filters_for_a_five(says):
    rows = ["0000000", "0111100", "0100000", "0111000", "0000100", "0111000", "0000000"]
    assert str(rows).replace("'", '"') in " ".join(
        cell.source for cell in chapters.code_cells(chapters.read(SOURCE))
    )
    five = np.array([[float(pixel) for pixel in row] for row in rows])
    fives = [five, np.rot90(five), np.rot90(five, 2)]
    answers = np.array([[(a * (b - five.mean())).sum() for b in fives] for a in fives])
    assert {*answers.diagonal().round(2)} == {9.06}
    assert {*answers[~np.eye(3, dtype=bool)].round(2)} == {3.06, 2.06}
    says("On the diagonal stands 9.06 three times; beside it stand 3.06 and 2.06")
    assert shown("cross_channel_max(answers, 1)").count("9.06") == 3
    assert np.arange(12).reshape(3, 4)[1].tolist() == [4, 5, 6, 7]
    says("the second one holds the channels 4, 5, 6 and 7")


def test_how_often_a_picture_can_be_halved(says):
    sides = [28]
    while sides[-1] > 1:
        sides.append(places(sides[-1], 2, 2))
    assert shown("side, sides = 28, [28]") == str(sides)
    assert len(sides) == 5
    says("After four times nothing is left to pool")


def test_averaging_is_a_strided_convolution():
    assert shown("w = np.full((3, 1, 2, 2), 1 / 4)") == "True"


def test_memory(says):
    numbers = 64 * 224 * 224
    assert numbers == 3_211_264
    assert (numbers * 4 / 2**20, round(numbers / 2**20, 2)) == (12.25, 3.06)
    assert shown("numbers = 64 * 224 * 224") == (
        "3,211,264 numbers, 12.25 MiB; a quarter: 3.06 MiB\n"
    )
    says("holds 3,211,264 numbers, 12.25 MiB at four bytes each", "it is a quarter: 3.06 MiB")


def test_pixels_and_paths(says):
    two = [(3, 1, 1)] * 2
    row = paths(two)
    square = np.outer(row, row)
    assert row.tolist() == [1, 2, 3, 2, 1]
    assert (square.size, square.sum(), square.max(), square[0, 0]) == (25, 81, 9, 1)
    assert shown("row = np.convolve(") == "[1 2 3 2 1] 25 pixels, 81 paths\n"
    says("So the field is 5 × 5 = **25** pixels", "There are 9 · 9 of them")
    says("nine paths lead from the pixel in the middle, one from each corner")
    says(f"The paths from each of 5 by 5 pixels: {words(square)}.")
    assert shown("top = conv2d_naive(conv2d_naive(") == (
        "25 of 81 pixels are seen; they make 81 paths\nTrue"
    )


def test_stacked_layers(says):
    assert [field([(3, 1, 1)] * n)[0] for n in (1, 2, 3, 4)] == [3, 5, 7, 9]
    assert (4 * 3 * 3, 9 * 9) == (36, 81)
    says("A third 3 × 3 layer adds two more pixels along each direction: 7 × 7")
    says("It tempts for the same reason", "3, 5, 7, 9. It takes **four**")
    says("4 · 9 · C² = 36C² weights, and the one has 81C²")


def test_the_table(says):
    stack = [(5, 1, 1), (2, 2, 1)] * 2
    assert [field(stack[:n]) for n in range(5)] == [(1, 1), (5, 1), (6, 2), (14, 2), (16, 4)]
    says(
        "Pooling: 5 + 1 · 1 = 6, jump 2. Convolution: 6 + 4 · 2 = 14, jump 2. Pooling: "
        "14 + 1 · 2 = **16**, jump **4**"
    )


def test_what_the_explorer_shows(says):
    assert field([(3, 1, 1), (3, 1, 1)])[0] == 5
    assert field([(3, 2, 1), (3, 1, 1)])[0] == 7
    assert field([(3, 1, 1), (3, 2, 1)]) == (5, 2)
    says("A stride of 2 in the first layer widens the field from 5 to 7")
    gaps = {d: (paths([(3, 1, 1), (3, 1, d)]) == 0).any() for d in (2, 3, 4)}
    assert gaps == {2: False, 3: False, 4: True}
    says("With dilation 2 or 3 every pixel of the square is seen. With 4 there are gaps")
    for layers in ([(3, 1, 1), (3, 1, 3)], [(3, 3, 1), (3, 1, 1)]):
        assert paths(layers).tolist() == [1] * 9
    says("Dilation 3 in the second layer (or stride 3 in the first)")


def test_fields_of_networks(says):
    conv, pool = (3, 1, 1), (2, 2, 1)
    vgg = [conv, conv, pool] * 2 + [conv, conv, conv, pool] * 3
    assert (vgg.count(conv), vgg.count(pool)) == (13, 5)
    assert (field(vgg), field([conv] * 13)) == ((212, 32), (27, 1))
    assert field([conv, (8, 8, 1)]) == (10, 8)
    assert shown('print("VGG-16:"') == (
        "the table: (16, 4)\ntwo and four layers of 3 × 3: (5, 1) (9, 1)\n"
        "the first figure, on the right: (10, 8)\n"
        "VGG-16: (212, 32)  without pooling: (27, 1)\n"
    )
    assert (field([conv] * 2)[0], field([conv] * 4)[0]) == (5, 9)
    says("It takes four layers of 3 × 3, not two, to see what one of 9 × 9 sees")
    says("sees 212 of the 224 pixels of a side. Without them it would see 27")
    says("stands for 10 × 10 pixels of the photograph, 8 apart")


def test_who_notices_a_pixel_in_the_corner():
    lines = shown("corner = four[None, None].copy()").splitlines()
    assert [line.split()[-1] for line in lines] == ["False", "True"]


def test_drawing_by_chance(says):
    window = np.array([1, 2, 3, 6])
    expected = (window * window).sum() / window.sum()
    assert ((window * window).sum(), window.sum(), round(expected, 2)) == (50, 12, 4.17)
    assert window.mean() < expected < window.max()
    says("1/12, 2/12, 3/12 and 6/12", "= 50/12 ≈ 4.17: more than the mean, 3")
    *counts, last = shown("drawn = stochastic_pool(").splitlines()
    for line, value in zip(counts, window, strict=True):
        came, should = (float(word.rstrip("%")) for word in line.split() if "%" in word)
        assert should == pytest.approx(100 * value / 12, abs=0.06)
        assert came == pytest.approx(should, abs=4)
    assert float(last.split()[-1]) == pytest.approx(expected, abs=0.15)


def test_bins(says):
    assert bins(7, 3) == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    assert bins(2, 3) == [[0], [0, 1], [1]]
    says("7 pixels: 0 to 2, 2 to 4, 4 to 6. Rows 2 and 4 are in two bins each")
    says("So they hold pixel 0, both pixels, and pixel 1")


def test_boxes(says):
    boxes = [(18, 32, 74, 92), (4, 2, 30, 24), (36, 50, 58, 76)]
    assert [(y1 - y0, x1 - x0) for y0, x0, y1, x1 in boxes] == [(56, 60), (26, 22), (22, 26)]
    says("The three boxes have 56 × 60, 26 × 22 and 22 × 26 pixels", "a dense layer of 24 inputs")
    edges = edge_strength()
    grids = [
        [
            edges[y0:y1, x0:x1][np.ix_(i, j)].max()
            for i in bins(y1 - y0, 4)
            for j in bins(x1 - x0, 6)
        ]
        for y0, x0, y1, x1 in boxes
    ]
    light, dark, grey = (np.mean(grid) / edges.max() for grid in grids)
    assert light > 0.6 > grey > 0.4
    assert dark < 0.1
    says("three grids of 4 by 6: light, nearly black, and grey")
