"""Every number that chapter 02 states is computed here again, from the definition."""

import math

import numpy as np
import pytest

from cnnkit import datasets
from notebooks import chapters

SOURCE = chapters.source("02")
FILTERS = datasets.hand_made_filters()
TEMPLE = datasets.to_grey(datasets.photographs()["temple"]).astype(float)
FLOWER = datasets.to_grey(datasets.photographs()["flower"]).astype(float)
EDGES = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

pytestmark = pytest.mark.xdist_group("chapter-02")


def slide(x, w):
    """The definition, one tap at a time: z[i, j] = sum over u, v of x[i + u, j + v] w[u, v]."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    rows, columns = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    z = np.zeros((rows, columns))
    for (u, v), tap in np.ndenumerate(w):
        z += tap * x[u : u + rows, v : v + columns]
    return z


def shown(mark):
    return chapters.shown(SOURCE, mark)


@pytest.mark.parametrize(
    "line",
    [
        "edges = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])",
        "difference = np.array([[1, -1]])",
        "box = np.ones((3, 3)) / 9",
        "step = np.tile([0, 0, 0, 0.9, 0.9, 0.9], (3, 1))",
        "twice = np.array([[0, 0, 0], [0, 2, 0], [0, 0, 0]])",
        "sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])",
        "step = np.tile([0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6], (3, 1))",
        "corners = np.array([[-1, 0, -1], [0, 0, 0], [-1, 0, -1]])",
        "sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])",
        "column, row = np.array([1, 2, 1]), np.array([-1, 0, 1])",
    ],
)
def test_the_cells_hold_the_numbers_that_are_computed_here(line):
    cells = chapters.code_cells(chapters.read(SOURCE))
    assert sum(line in cell.source.splitlines() for cell in cells) == 1


def test_the_filters_in_the_cells_are_those_of_the_sliders(says):
    for name, w in [
        ("edges", EDGES),
        ("difference", [[1, -1]]),
        ("box blur", np.ones((3, 3)) / 9),
        ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("Sobel x", SOBEL),
        ("Sobel y", SOBEL.T),
        ("printed as edge enhance", [[-1, 0, -1], [0, 0, 0], [-1, 0, -1]]),
    ]:
        np.testing.assert_array_equal(FILTERS[name], w)
    for name in ("edge enhance", "emboss", "printed as a slanted edge", "Sobel x", "Sobel y"):
        rows = [" & ".join(f"{tap:g}" for tap in row) for row in FILTERS[name]]
        says(r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}")


def test_the_size_of_a_photograph(says):
    assert TEMPLE.shape == FLOWER.shape == (171, 256)
    rows, columns = 171 - 3 + 1, 256 - 3 + 1
    says(
        f"171 − 3 + 1 = {rows} rows and 256 − 3 + 1 = {columns} columns",
        f"Each of these {rows * columns:,} sums takes nine multiplications: {rows * columns * 9:,}",
    )
    printed = f"photograph (171, 256), feature map ({rows}, {columns}), {rows * columns * 9:,} mult"
    assert shown("z.size * 9").startswith(printed)


def test_the_left_rim_is_negative_and_the_right_rim_positive(says):
    z = slide(FLOWER, [[1, -1]])
    middle = z[85, 60:200]
    left, right = middle[:40], middle[-60:]
    assert left[np.abs(left).argmax()] < -0.2
    assert right[np.abs(right).argmax()] > 0.2
    assert np.abs(z[:28]).max() < 0.1  # dark leaves
    np.testing.assert_array_equal(slide(FLOWER, [[-1, 1]]), -z)
    says("dark minus light is **negative**", "the same map with light and dark exchanged")


def test_the_box_makes_stairs(says):
    step = np.tile([0, 0, 0, 0.9, 0.9, 0.9], (3, 1))
    np.testing.assert_allclose(slide(step, np.ones((3, 3)) / 9), [[0, 0.3, 0.6, 0.9]], atol=1e-12)
    says("0, 0.3, 0.6, 0.9: the cliff has become stairs")
    assert shown("corr2d(step, box)") == "array([[0. , 0.3, 0.6, 0.9]])"
    wide = np.tile([0.0] * 12 + [1.0] * 12, (9, 1))
    z = slide(wide, np.ones((9, 9)) / 81)[0]
    assert (np.diff(z) > 1e-9).sum() == 9
    assert (24 - z.size, 171 - (171 - 9 + 1)) == (8, 8)
    says("stairs of nine steps", "8 rows and 8 columns smaller")


def test_only_the_sum_counts_where_it_is_flat(says):
    for w in FILTERS.values():
        flat = slide(np.full((7, 7), 0.9), w)
        np.testing.assert_allclose(flat, 0.9 * w.sum(), atol=1e-12)
    assert 0.8 < np.median(TEMPLE[:60, :30]) < 1  # the sky
    assert [round(0.9 * w.sum(), 9) for w in (FILTERS["box blur"], 2.0 * np.eye(1), EDGES)] == [
        0.9,
        1.8,
        0,
    ]
    says("the sky of 0.9 stays 0.9, becomes 1.8, or vanishes")
    assert (slide(TEMPLE, [[2.0]]) > 1).mean() > 0.5
    says("The sky has a brightness of about 0.9", "| 2 | $2c$ |", "| 0 | 0 |", "| 1 | $c$ |")


def test_a_one_on_the_right_moves_the_picture_to_the_left(says):
    w = np.zeros((3, 3))
    w[1, 2] = 1
    np.testing.assert_array_equal(slide(TEMPLE, w), TEMPLE[1:-1, 2:])
    says("So the whole picture moves to the **left** by one pixel")


def test_sharpening_overshoots(says):
    step = np.tile([0.2] * 4 + [0.6] * 4, (3, 1))
    z = slide(step, FILTERS["sharpen"])[0]
    np.testing.assert_allclose(z, [0.2, 0.2, -0.2, 1, 0.6, 0.6], atol=1e-12)
    says(
        "5 · 0.2 − (0.2 + 0.2 + 0.2 + 0.6) = **−0.2**",
        "5 · 0.6 − (0.6 + 0.6 + 0.6 + 0.2) = **1.0**",
        "The step of 0.4 has become one of 1.2",
        "it falls to −0.2 just before the step and rises to 1 just after it",
    )
    assert max(z) - min(z) == pytest.approx(1.2)
    p, a, b, c, d = 0.7, 0.1, 0.4, 0.3, 0.9
    assert p + 4 * (p - (a + b + c + d) / 4) == pytest.approx(5 * p - a - b - c - d)


def test_noise_grows_by_the_norm_of_the_taps(says):
    noise = np.random.default_rng(3).normal(size=(400, 400))
    for name, factor in [("sharpen", math.sqrt(29)), ("box blur", 1 / 3)]:
        w = FILTERS[name]
        assert math.sqrt((w**2).sum()) == pytest.approx(factor)
        assert slide(noise, w).std() == pytest.approx(factor, rel=0.02)
    assert f"{math.sqrt(29):.1f}" == "5.4"
    says(r"$\sqrt{29} = 5.4$", r"For the box blur it is $\tfrac13$")


def test_each_detector_keeps_its_own_line(says):
    lines = np.zeros((24, 24))
    lines[5, 1:10] = lines[1:10, 17] = 1
    for i in range(9):
        lines[13 + i, 1 + i] = lines[13 + i, 22 - i] = 1
    quarters = {
        "level lines": lines[:12, :12],
        "upright lines": lines[:12, 12:],
        "falling lines": lines[12:, :12],
        "rising lines": lines[12:, 12:],
    }
    assert all(quarter.sum() == 9 for quarter in quarters.values())
    for name in quarters:
        answers = {line: slide(picture, FILTERS[name]) for line, picture in quarters.items()}
        assert answers[name].max() == 6
        others = {line: z for line, z in answers.items() if line != name}
        assert max(np.abs(z).max() for z in others.values()) == 2
        for line, z in others.items():
            along = z[:, 3:-3] if line == "level lines" else z[3:-3]
            assert along.any() == (line in ("falling lines", "rising lines"))  # but for its ends
        maps = slide(lines, FILTERS[name])
        assert maps.max() == 6
        assert (np.abs(maps) > 4).sum() == 7  # its own line, and no meeting of two others
    says("Each filter gives 6 on its own line: three pixels times 2", "−1 + 2 − 1 = 0")
    says("What it makes of the other lines lies between −2 and 2")
    says("only the ends of the line are left", "of a level or upright line only the ends are left")
    four = sum(FILTERS[name] for name in quarters)
    np.testing.assert_array_equal(four, EDGES)
    says("2 + 2 + 2 + 2 = 8", "That is exactly the filter with the 8")


def test_negative_corners_are_a_blurred_negative(says):
    corners = FILTERS["printed as edge enhance"]
    z = slide(TEMPLE, corners)
    assert (corners.sum(), z.max() < 0) == (-4, True)
    assert shown("corners.sum()").startswith(
        f"sum of the taps -4; the numbers go from {z.min():.2f} to {z.max():.2f}"
    )
    mean = slide(TEMPLE, np.abs(corners) / 4)
    np.testing.assert_allclose(z, -4 * mean)
    sky_and_water = [z[:40, :60], z[:60, 160:], z[105:120, 150:205]]
    assert all(-4 < np.median(part) < -3 for part in sky_and_water)
    assert 0.9 * corners.sum() == pytest.approx(-3.6)
    says("darkest, from −3 to −4", "The sky of 0.9 becomes −3.6")
    says("Not one number is positive. It is the mean of four neighbours, times −4")
    np.testing.assert_array_equal(
        slide(TEMPLE, FILTERS["edge enhance"]), slide(TEMPLE[1:-1, :-1], [[-1, 1]])
    )


def test_emboss_is_the_picture_and_a_slanted_difference(says):
    emboss = FILTERS["emboss"]
    assert emboss.sum() == 1
    rest = emboss - FILTERS["nothing at all"]
    assert rest.sum() == 0
    np.testing.assert_array_equal(rest, -rest[::-1, ::-1])
    i, j = np.mgrid[0:6, 0:6]
    assert (slide((i + j) / 20, rest) > 0).all()  # lighter towards the lower right
    says("The sum is 1: flat parts stay as they are")


def test_the_printed_filter_blurs(says):
    w = FILTERS["printed as a slanted edge"]
    assert w.sum() == pytest.approx(2)
    assert w.min() == 0
    dot = np.zeros((5, 5))
    dot[2, 2] = 1
    z = slide(dot, w)
    assert sorted(z.ravel()) == [0, 0, 0, 0.2, 0.2, 0.2, 0.2, 0.6, 0.6]
    says("Its sum is 2, and it has no negative tap", "four times 0.2 beside it")
    assert slide(np.full((9, 9), 1.0), w).max() == pytest.approx(2)  # no picture gives more


def test_the_filter_of_the_solution_finds_one_of_two_slants(says):
    i, j = np.mgrid[0:9, 0:9]
    edges = {"flat": i > -1, "level": i > 4, "upright": j > 4, "rising": i + j > 8}
    edges["falling"] = i > j
    answers = {name: np.abs(slide(e, FILTERS["slanted edges"])).max() for name, e in edges.items()}
    assert answers == {"flat": 0, "level": 2, "upright": 2, "rising": 3, "falling": 0}
    assert shown("corr2d(edge, design_filter())").split() == [
        word for name, value in answers.items() for word in (name, f"{value:.2f}")
    ]
    mirrored = FILTERS["slanted edges"][:, ::-1]
    assert np.abs(slide(edges["falling"], mirrored)).max() == 3
    assert np.abs(slide(edges["rising"], mirrored)).max() == 0


def test_sobel_on_three_edges(says):
    i, j = np.mgrid[0:9, 0:9]
    found = []
    for edge in (j > 4, i > 4, i + j > 8):
        gx, gy = slide(edge, SOBEL), slide(edge, SOBEL.T)
        found.append((gx.max(), gy.max()))
        assert np.hypot(gx, gy).max() == np.hypot(gx.max(), gy.max())
    assert found == [(4, 0), (0, 4), (3, 3)]
    says("4 and 0; 0 and 4; 3 and 3.")
    numbers = [word for word in shown("gx {gx.max()").split() if word.isdigit()]
    assert [int(word) for word in numbers] == [4, 0, 0, 4, 3, 3]
    assert f"{math.sqrt(9 + 9):.2f}" == "4.24"
    says(r"$\sqrt{9 + 9} = 4.24$", "a slanted edge would count 6")


def test_sobel_s_strength_does_not_mind_a_flip(says):
    gx, flipped = slide(FLOWER, SOBEL), slide(FLOWER, SOBEL[::-1, ::-1])
    np.testing.assert_allclose(gx, -flipped)
    for name in ("box blur", "soft blur", "sharpen", "edges", "level lines"):
        np.testing.assert_array_equal(FILTERS[name], FILTERS[name][::-1, ::-1])
    says("Sobel's maps would change their sign", "squares do not mind a sign")


def test_a_column_times_a_row_in_two_steps(says):
    column, row = np.array([[1], [2], [1]]), np.array([[-1, 0, 1]])
    np.testing.assert_array_equal(column * row, SOBEL)
    np.testing.assert_allclose(slide(slide(TEMPLE, column), row), slide(TEMPLE, SOBEL), atol=1e-9)
    assert shown("in_two_steps =") == "largest difference: 0.000000\n"
    says("3 · 3 = 9 in one step, 3 + 3 = 6 in two. For 7 × 7 it is 49 against 14.")
    assert (7 * 7, 7 + 7, 2 * (3 + 3), 15 * 15, 2 * (15 + 15)) == (49, 14, 12, 225, 60)
    says("12 multiplications in place of 9", "60 in place of 225")


def test_which_filters_are_separable(says):
    rank = {name: int(np.linalg.matrix_rank(w)) for name, w in FILTERS.items()}
    lines = shown("pair = separable(w)").splitlines()
    assert [(line[:26].strip(), "times" in line) for line in lines] == [
        (name, rank[name] == 1) for name in FILTERS
    ]
    for name in ("box blur", "soft blur", "Sobel x", "Sobel y", "level lines", "upright lines"):
        assert rank[name] == 1
    for name in ("falling lines", "rising lines", "sharpen", "edges"):
        assert rank[name] > 1
    says("The two blurs are separable, and Sobel's pair", "Sharpening is not")


def test_nine_in_place_of_eight_brings_the_picture_back(says):
    nine = EDGES + FILTERS["nothing at all"]
    assert nine[1, 1] == 9
    assert nine.sum() == 1
    np.testing.assert_allclose(slide(TEMPLE, nine), TEMPLE[1:-1, 1:-1] + slide(TEMPLE, EDGES))
    says("The sum is now 1: the filter gives the picture *plus* its edges")
