"""Every number that chapter 04 states is computed here again, from the definition."""

import numpy as np
import pytest

from cnnkit import datasets
from notebooks import chapters

SOURCE = chapters.source("04")
FLOWER = datasets.photographs()["flower"].astype(float)[:, ::2, ::2]
X, W, B = datasets.volume_example()

pytestmark = pytest.mark.xdist_group("chapter-04")


def places(n, k, stride=1, padding=0):
    """Count the starts of a window of k that lies within n pixels and their padding."""
    return len([s for s in range(0, n + 2 * padding, stride) if s + k <= n + 2 * padding])


def slide(x, w, b=None, stride=1, padding=0):
    """The definition for one image: z[f, i, j] = b[f] + Σ x[c, i s + u, j s + v] w[f, c, u, v]."""
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    f, c, kh, kw = w.shape
    size = places(x.shape[1], kh, stride), places(x.shape[2], kw, stride)
    z = np.zeros((f, *size)) + (0 if b is None else np.reshape(b, (f, 1, 1)))
    for at, channel, u, v in np.ndindex(f, c, kh, kw):
        seen = x[channel, u:, v:][::stride, ::stride][: size[0], : size[1]]
        z[at] += seen * w[at, channel, u, v]
    return z


def learned(filters, depth, kh, kw, bias=True):
    """Count the parameters by making them."""
    return np.zeros((filters, depth, kh, kw)).size + (np.zeros(filters).size if bias else 0)


def shown(mark):
    return chapters.shown(SOURCE, mark)


@pytest.mark.parametrize(
    "line",
    [
        'flower = datasets.photographs()["flower"].astype(float)',
        "x, w, b = datasets.volume_example()",
        "volume_explorer(x, w, b, stride=2, padding=1)",
        "w[0, :, 1, 1] = [1, 0, -1]",
        "w[1, :, 1, 2] = 1 / 3",
        "w[1, :, 1, 0] = -1 / 3",
        "brighter = flower + 0.1",
        "taps = np.array([[1.0, 2.0], [3.0, 4.0]])",
        "moved = np.roll(four, (-2, -4), axis=(0, 1))  "
        "# its margin is empty: nothing comes in from behind",
        "order = [2, 0, 1]",
    ],
)
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) == 1


def test_the_photograph(says):
    assert FLOWER.shape == (3, 86, 128)
    assert FLOWER.size == 3 * 86 * 128 == 33_024
    assert shown("flower.shape, flower.size") == "((3, 86, 128), 33024)"
    says("3 channels of 86 rows and 128 columns: 33,024 numbers", "(1, 3, 86, 128)")
    petals, leaves = FLOWER[:, 40:75, 40:75].mean((1, 2)), FLOWER[:, 10:30, 5:20].mean((1, 2))
    red, green, blue = petals
    assert red > green > blue
    assert red - leaves[0] > 3 * (blue - leaves[2])
    says("The flower is bright in red, middling in green, and dark in blue")


def test_small_pictures(says):
    assert 32 * 32 == 1_024
    assert 3 * 32 * 32 == 3_072
    says("| 32 × 32, grey | 1,024 |", "| 32 × 32, in colour | 3,072 |")


def test_one_filter_on_a_colour_picture(says):
    assert 5 * 5 * 3 == 75
    assert places(32, 5) == 32 - 5 + 1 == 28
    assert learned(1, 3, 5, 5) == 76
    says("5 · 5 · 3 = 75", "32 − 5 + 1 = 28: one map of 28 × 28", "75 weights and a bias: **76**")


def test_many_filters(says):
    assert learned(6, 3, 5, 5) == 6 * 76 == 456
    assert places(32, 5, padding=2) == (32 - 5 + 2 * 2) + 1 == 32
    assert learned(10, 3, 5, 5) == 10 * 76 == 760
    says("28 × 28 × 6, and 6 · 76 = **456** numbers", "32 × 32 × 10, and 10 · 76 = **760** numbers")


def test_the_volume(says):
    assert places(5, 3, 2, 1) == (5 - 3 + 2 * 1) / 2 + 1 == 3
    assert learned(2, 3, 3, 3) == W.size + B.size == 2 * (27 + 1) == 56
    says("(5 − 3 + 2 · 1)/2 + 1 = 3 rows", "3 × 3 × 2", "there are two: **56** numbers")
    z = slide(X, W, B, 2, 1)
    assert z.size == 18
    for at in range(2):
        rows = "; ".join(", ".join(f"{v:g}".replace("-", "−") for v in row) for row in z[at])
        says(f"Map {at}: {rows}.")


def test_two_cells_of_the_volume(says):
    padded = np.pad(X, ((0, 0), (1, 1), (1, 1)))
    sums = (padded[:, 2:5, 2:5] * W[0]).sum((1, 2))
    assert (sums.tolist(), B[0], sums.sum() + B[0]) == ([1, 1, -2], 1, 1)
    says("The three channels give 1, 1 and −2; the bias is 1. Together that is **1**")
    z = slide(X, W, B, 2, 1)
    assert np.argwhere(z < 0).tolist() == [[1, 2, 0]]
    sums = (padded[:, 4:7, 0:3] * W[1]).sum((1, 2))
    assert (sums.tolist(), B[1], z[1, 2, 0]) == ([1, -2, -1], 0, -2)
    says("Channel 0 gives 1, channels 1 and 2 give −2 and −1, and the bias is 0")


def first_layer():
    w = np.zeros((2, 3, 3, 3))
    w[0, :, 1, 1] = [1, 0, -1]
    w[1, :, 1, 2] = 1 / 3
    w[1, :, 1, 0] = -1 / 3
    return w


def test_the_first_figure_is_made_by_two_filters(says):
    maps = slide(FLOWER, first_layer())
    red, _, blue = FLOWER
    light = FLOWER.mean(axis=0)
    np.testing.assert_allclose(maps[0], (red - blue)[1:-1, 1:-1])
    np.testing.assert_allclose(maps[1], light[1:-1, 2:] - light[1:-1, :-2], atol=1e-12)
    assert maps.shape == (2, 84, 126)
    assert shown("maps = conv2d_naive(flower[None], w, None)") == (
        "(2, 3, 3, 3) (1, 2, 84, 126) True\n"
    )
    says("(2, 3, 3, 3) and (1, 2, 84, 126)")


def test_the_next_layer_sees_the_maps_alone(says):
    assert (places(84, 3, 2), places(126, 3, 2)) == (41, 62)
    assert shown("deeper = conv2d_naive(maps, w_next, None, stride=2)") == "(1, 4, 41, 62)"
    says("(4, 2, 3, 3). The output is (1, 4, 41, 62)")
    same = slide(FLOWER + 0.1, first_layer()) - slide(FLOWER, first_layer())
    assert np.abs(same).max() < 1e-12
    lines = shown("brighter = flower + 0.1").splitlines()
    assert [line.split()[-1] for line in lines] == ["False", "True"]


def test_parameters_of_some_layers(says):
    printed = [line.split()[-1] for line in shown("for c_in, c_out, k in [").splitlines()]
    layers = [(3, 1, 5), (3, 6, 5), (3, 10, 5), (3, 2, 3), (64, 64, 3)]
    assert printed == [f"{learned(out, into, k, k):,}" for into, out, k in layers]
    says("76, 456, 760 and 56 are the numbers from part 2. The last layer has 36,928")
    assert learned(1, 1, 5, 5) == 26 == int(shown("count_params(1, 1, 5)"))
    says("26: 25 weights and **a bias**")


def test_what_sharing_saves(says):
    assert places(227, 11, 4) == 55
    neurons = 55 * 55 * 96
    dense, local = neurons * (227 * 227 * 3 + 1), neurons * (11 * 11 * 3 + 1)
    shared = learned(96, 3, 11, 11)
    assert (neurons, 11 * 11 * 3 + 1) == (290_400, 364)
    assert (dense, local, shared) == (44_892_355_200, 105_705_600, 34_944)
    assert (shared - 96, round(dense / local), local / shared) == (34_848, 425, 3_025)
    assert round(dense * 4 / 1e9) == 180  # bytes
    says("at four bytes each, 180 GB for one layer")
    lines = shown("neurons = 55 * 55 * 96").splitlines()
    assert [line.split()[-1] for line in lines[1:]] == [f"{n:,}" for n in (dense, local, shared)]
    says(
        "290,400 neurons. Dense, they need 44,892,355,200 parameters",
        "each has 11 · 11 · 3 + 1 = 364, together **105,705,600**",
        "34,848 weights and 96 biases: **34,944**",
        "a factor of 425, and sharing another factor of 3,025 = 55 · 55",
        "Three bars: dense 4·10¹⁰, local 10⁸, shared 3·10⁴ parameters",
    )
    assert 100 * 100 * 10_000 == 100_000_000
    says("to 10,000 neurons has 100 million weights")


def as_matrix(w, h, width):
    """Build the matrix from its columns: what the filter makes of a single pixel."""
    columns = [
        slide(np.eye(h * width)[p].reshape(1, h, width), w[None, None]).ravel()
        for p in range(h * width)
    ]
    return np.array(columns).T


def test_a_convolution_as_a_matrix(says):
    matrix = as_matrix(np.array([[1, 2], [3, 4]]), 3, 4)
    assert matrix.shape == (6, 12)
    assert (matrix.size, np.count_nonzero(matrix), matrix.size - 24) == (72, 24, 48)
    assert {*matrix.ravel()} == {0, 1, 2, 3, 4}
    says("2 · 3 = 6 places, 3 · 4 = 12 pixels", "6 · 12 = **72**", "6 · 4 = 24 weights are used")
    says("and 48 are 0", "the same **4** numbers, six times")
    assert np.flatnonzero(matrix[0]).tolist() == [0, 1, 4, 5]
    assert np.flatnonzero(matrix[3]).tolist() == [4, 5, 8, 9]
    says("the pixels 0 and 1 of the first row", "the numbers 4 and 5", "it sees 4, 5 and, below")
    starts = [np.flatnonzero(row)[0] for row in matrix]
    assert starts == [0, 1, 2, 4, 5, 6]
    assert shown("corr2d = mine(").strip().endswith("True")


def test_a_larger_matrix_is_emptier(says):
    matrix = as_matrix(np.arange(1, 10).reshape(3, 3), 8, 8)
    assert (matrix.shape, matrix.size, np.count_nonzero(matrix)) == ((36, 64), 2_304, 324)
    assert {*np.count_nonzero(matrix, axis=1)} == {9}
    assert shown("large = conv_as_matrix(") == "2,304 numbers, 324 of them not 0\n"
    says("2,304 numbers, of which 324 are not 0: nine in each of the 36 rows")


def test_maps_move_along(says):
    four = datasets.digit()
    assert not four[:2].any()
    assert not four[:, :4].any()
    moved = np.roll(four, (-2, -4), axis=(0, 1))
    w = np.array([[[[1.0, 1, 0], [1, 0, -1], [0, -1, -1]]]])
    before, after = slide(four[None], w)[0], slide(moved[None], w)[0]
    np.testing.assert_allclose(after[:-2, :-4], before[2:, 4:], atol=1e-6)
    assert shown("np.allclose(after[:-2") == "True"
    says("The map is the same, moved by 2 and 4")
    before, after = slide(four[None], w, stride=2)[0], slide(moved[None], w, stride=2)[0]
    np.testing.assert_allclose(after[:-1, :-2], before[1:, 2:], atol=1e-6)
    says("With a shift of 2 and 4 it holds again: the map moves by 1 and 2")
    once = slide(np.roll(four, -1, axis=1)[None], w, stride=2)[0]
    before = np.pad(before, 3)
    shifts = [np.roll(before, (a, b), (0, 1))[3:-3, 3:-3] for a in (-1, 0, 1) for b in (-1, 0, 1)]
    assert min(np.abs(once - other).max() for other in shifts) > 0.5


def test_the_order_of_the_channels():
    order = [2, 0, 1]
    w = first_layer()
    np.testing.assert_allclose(slide(FLOWER[order], w[:, order]), slide(FLOWER, w), atol=1e-12)
    assert shown("order = [2, 0, 1]") == "True"


def test_one_tap_for_each_channel(says):
    assert learned(16, 64, 1, 1) == 1_040
    says("**1,040** parameters")
    direct = learned(256, 256, 3, 3)
    detour = learned(64, 256, 1, 1), learned(64, 64, 3, 3), learned(256, 64, 1, 1)
    assert (direct, detour, sum(detour)) == (590_080, (16_448, 36_928, 16_640), 70_016)
    assert f"{direct / sum(detour):.1f}" == "8.4"
    says("590,080 against 16,448 + 36,928 + 16,640 = 70,016: 8.4 times fewer")
    assert "together 70,016\n8.4 times fewer" in shown("direct = count_params(")


def test_reshape_makes_nine_small_flowers(says):
    scrambled = FLOWER.reshape(86, 128, 3)
    for channel in range(3):
        rows = scrambled[channel * 86 // 3 + 1 : (channel + 1) * 86 // 3]
        line = rows[5].ravel()
        whole = [line[at * 128 : (at + 1) * 128] for at in range(3)]
        assert all(any(np.array_equal(w, row) for row in FLOWER[channel]) for w in whole)
    says("Nine small flowers, almost without colour")


def test_filters_from_keras(says):
    w = np.zeros((5, 7, 3, 6))  # KH, KW, C, F
    assert w.transpose(3, 2, 0, 1).shape == (6, 3, 5, 7)
    says("`w.transpose(3, 2, 0, 1)`")


def test_groups(says):
    counts = [learned(64, 64 // groups, 3, 3) for groups in (1, 2, 64)]
    assert counts == [36_928, 18_496, 640]
    printed = [line.split()[-2] for line in shown("for groups in [1, 2, 64]:").splitlines()]
    assert printed == [f"{count:,}" for count in counts]
    mixing = learned(64, 64, 1, 1)
    assert (mixing, 640 + mixing) == (4_160, 4_800)
    assert f"{36_928 / 4_800:.1f}" == "7.7"
    says("36,928, then 18,496, then 640", "640 + 4,160 = 4,800 parameters, 7.7 times fewer")
