"""Every number that chapter 10 states is computed here again, or read off the executed notebook."""

import math
import re

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.checks import exercises, find
from cnnkit.checks.runner import CASE_SHARE
from cnnkit.functional import softmax_cross_entropy
from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from notebooks import chapters

SOURCE = chapters.source("10")
PARAMETERS = {"conv1": 156, "conv2": 2416, "dense3": 48120, "dense4": 10164, "dense5": 850}
PRODUCTS = {"conv1": 117_600, "conv2": 240_000, "dense": 58_920}

pytestmark = pytest.mark.xdist_group("chapter-10")


def shown(mark):
    return chapters.shown(SOURCE, mark)


def numbers(text):
    """Return the numbers in a text, without their commas."""
    return [float(found.replace(",", "")) for found in re.findall(r"-?\d[\d,]*\.?\d*", text)]


def size(n, k, padding=0):
    """Count the places of a window."""
    return len(range(n + 2 * padding - k + 1))


def test_the_shapes(says):
    after_one = size(28, 5, padding=2)
    after_two = size(after_one // 2, 5)
    assert (after_one, after_one // 2, after_two, after_two // 2) == (28, 14, 10, 5)
    says("28 − 5 + 4 + 1 = 28, so 6 × 28 × 28", "6 × 14 × 14; then 14 − 5 + 1 = 10")
    says("16 × 10 × 10; half of it, 16 × 5 × 5; and flattened 16 · 5 · 5 = **400**")
    assert 16 * 5 * 5 == 400
    assert size(5, 5) == 1
    says("5 − 5 + 1 = 1: the maps shrink to 1 × 1")
    assert shown("pool(first(x)).shape") == "((1, 1, 28, 28), (1, 6, 28, 28), (1, 6, 14, 14))"


def test_the_parameters(says):
    rows = [6 * (1 * 25 + 1), 16 * (6 * 25 + 1)]
    rows += [400 * 120 + 120, 120 * 84 + 84, 84 * 10 + 10]
    assert rows == [*PARAMETERS.values()]
    assert sum(rows) == 61_706
    convolutions = rows[0] + rows[1]
    assert convolutions == 2572
    assert round(100 * convolutions / sum(rows)) == 4
    says("**61,706**", "alone has 48,120", "have 2,572 together, about 4 of 100")
    for row in rows:
        says(f"| {row:,} |")
    printed = shown("for layer in model.layers:").splitlines()
    assert [int(line.split()[-1].replace(",", "")) for line in printed] == [
        *(156, 0, 0, 2416, 0, 0, 0, 48120, 0, 10164, 0, 850),
        61706,
    ]
    shapes = re.findall(r"\(([^)]*)\)", "".join(printed))
    assert shapes[2] == "6, 14, 14"
    assert shapes[5:] == ["16, 5, 5", "400,", "120,", "120,", "84,", "84,", "10,"]


def test_the_convolutions_do_the_work(says):
    per_place = {"conv1": 1 * 25 * 6 * 28 * 28, "conv2": 6 * 25 * 16 * 10 * 10}
    dense = sum(PARAMETERS[f"dense{n}"] - biases for n, biases in ((3, 120), (4, 84), (5, 10)))
    assert {**per_place, "dense": dense} == PRODUCTS
    total = sum(PRODUCTS.values())
    share = (total - dense) / total
    assert f"{share:.0%}" == "86%"
    says("4 % of the parameters and do 86 % of the work")
    printed = shown('work["dense layers"] =').splitlines()
    assert [numbers(line)[0] for line in printed] == [*PRODUCTS.values()]
    assert 10 * (total - dense) == 3_576_000
    says("ten pictures are 3,576,000 products")


def test_the_original(says):
    first, pooled_first, pooled_second = 6 * 26, 6 * 2, 16 * 2
    sparse = sum(filters * (maps * 25 + 1) for filters, maps in ((6, 3), (9, 4), (1, 6)))
    assert 6 + 9 + 1 == 16
    total = first + pooled_first + sparse + pooled_second + 48_120 + 10_164
    assert total == 60_000
    says("six filters see 3, nine see 4, and one sees all 6", "Exactly 60,000")
    assert numbers(shown("original, sum(original.values())"))[-1] == 60_000
    assert (PARAMETERS["conv2"] - sparse, pooled_first + pooled_second) == (900, 44)
    assert 61_706 - total == 900 + 850 - 44 == 1706
    says("1,706 more: 900 in the second convolution and 850 in the last layer, less the 44")


def test_the_pictures(says):
    data = datasets.fashion_mnist(subset="small")
    assert (len(data.x_train), len(data.x_test)) == (6000, 1000)
    assert np.bincount(data.y_test).tolist() == [100] * 10
    says("100 test pictures of each class", "The last 1,000 of them", "1,000 test pictures besides")


def test_moved_trousers_are_still_there(says):
    data = datasets.fashion_mnist(subset="small")
    trousers = data.x_train[int(np.argmax(data.y_train == 1)), 0]
    used = np.flatnonzero(trousers.max(axis=0) > 0.02)
    assert len(used) == used[-1] - used[0] + 1 == 13
    lost = (8 - used[0], used[-1] - (27 - 8))  # columns cut off on the left and on the right
    assert max(lost) == 1
    says("The trousers are 13 columns wide", "by 8 columns to the side, they lose at most one")
    ink = data.x_test[data.y_test == 1].sum(axis=(0, 1, 2))
    assert max(ink[:8].sum(), ink[-8:].sum()) / ink.sum() < 0.2
    says("although most of their pixels are still there")


def test_guessing_costs_ln_ten(says):
    assert f"{math.log(10):.3f}" == "2.303"
    says(r"\ln 10 \approx 2.303", "The first loss is 2.30")
    loss, _, _, percent = numbers(shown("untrained = evaluate"))
    assert loss == pytest.approx(math.log(10), abs=0.03)
    assert 4 <= percent <= 20
    says("About one answer in ten is right")


def test_a_large_last_layer_begins_with_opinions(says):
    data = datasets.fashion_mnist(subset="small")
    losses = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        model = Sequential(
            Conv2d(1, 6, 5, padding=2, rng=rng),
            ReLU(),
            MaxPool2d(2),
            Conv2d(6, 16, 5, rng=rng),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            Linear(400, 120, rng=rng),
            ReLU(),
            Linear(120, 84, rng=rng),
            ReLU(),
            Linear(84, 10, rng=rng),
        )
        losses.append(softmax_cross_entropy(model(data.x_test), data.y_test))
    assert f"{min(losses):.1f}" == "2.3"
    assert f"{max(losses):.1f}" == "3.6"
    says("between 2.3 and 3.6 in four trials")


def test_ten_by_heart(says):
    by_heart, others = (int(n) for n in re.findall(r"(\d+)% right", shown("by_heart = ")))
    assert by_heart == 100
    assert 35 <= others <= 65
    says("All ten are right, and about half of the others")


def test_the_batches_of_an_epoch(says):
    sizes = [len(range(5000)[start : start + 64]) for start in range(0, 5000, 64)]
    assert (len(sizes), sizes[-1], 64 // sizes[-1]) == (79, 8, 8)
    says("**79** steps", "5,000 − 78 · 64 = **8**", "eight times as much")


def test_what_training_reaches(says):
    loss, percent = numbers(shown("loss = train_one_epoch(model"))[:2]
    assert loss < 1.6
    assert percent >= 63
    says("At least two out of three")
    assert numbers(shown("right = answers =="))[0] > 800
    says("More than four out of five")


def confused():
    """Return (truth, answer, times) for each line of the list of confused pairs."""
    lines = shown("most = np.argsort").splitlines()
    found = [re.fullmatch(r"(.+?) +taken for (.+?) +(\d+) times", line) for line in lines]
    return [(pair[1], pair[2], int(pair[3])) for pair in found if pair]


def test_shirts_are_confused_most(says):
    pairs = confused()
    assert len(pairs) == 6
    assert [times for *_, times in pairs] == sorted((times for *_, times in pairs), reverse=True)
    taken_for = {answer for truth, answer, _ in pairs if truth == "Shirt"}
    assert taken_for <= {"T-shirt/top", "Pullover", "Coat", "Dress"}
    assert len(taken_for) >= 2
    says("Shirts are hard: they are taken for T-shirts, pullovers and coats")


def test_what_is_easy(says):
    (cell,) = [
        cell
        for cell in chapters.code_cells(chapters.executed(SOURCE))
        if "plotting.confusion_matrix(" in cell.source
    ]
    page = "".join(chapters.html_outputs(cell))
    hits = {name: int(n) for name, n in re.findall(r"([A-Z][\w/ -]+?) (\d+)[,.]", page)}
    assert len(hits) == 10
    assert min(hits[name] for name in ("Trouser", "Bag", "Ankle boot")) >= 88
    assert min(hits, key=lambda name: hits[name]) == "Shirt"
    says("Trousers, bags and boots are easy")


def test_a_network_that_always_says_shirt(says):
    truth, answer = np.repeat(np.arange(10), 100), np.full(1000, 6)
    right = (truth == answer).sum()
    assert right / (truth == 6).sum() == 1
    assert right / (answer == 6).sum() == 0.1
    says("the recall 100 % for shirts, and the precision 10 %")


def test_sure_answers_are_right_more_often(says):
    _, many, above, _, _, below = numbers(shown('("below 0.6", sure < 0.6)'))
    assert many > 200
    assert above > below + 25
    says("far more often right than an unsure one")


def test_the_numbers_in_the_maps(says):
    assert shown("boot.size, once.size, twice.size") == "(784, 1176, 400)"
    assert (28 * 28, 6 * 14 * 14, 16 * 5 * 5) == (784, 1176, 400)
    says("784, 1,176 and 400", "each map has 25 numbers")


def test_moving_changes_the_answer(says):
    (cell,) = [
        cell
        for cell in chapters.code_cells(chapters.executed(SOURCE))
        if "everything = [" in cell.source
    ]
    page = "".join(chapters.html_outputs(cell))
    found = re.findall(r"(-?\d): (\d\.\d+), (\d\.\d+)", page)
    everything = {int(shift): float(share) for shift, share, _ in found}
    trousers = {int(shift): float(share) for shift, _, share in found}
    assert [*everything] == [-8, -3, -1, 0, 1, 3, 8]
    assert everything[0] > 0.8
    assert min(everything[-1], everything[1]) > everything[0] - 0.1
    assert max(everything[-3], everything[3]) < 0.6
    assert max(trousers[-8], trousers[8]) < 0.1
    says("One column does little harm. With three, about half of the answers are wrong, or more")


def test_pictures_not_seen_yet(says):
    right, count = numbers(shown("few = np.flatnonzero"))
    assert (right > 90, count) == (True, 400)
    says("More than nine out of ten")
    exercise = find("recognise")
    assert exercise.pictures is not None
    for _, call in exercise.calls(0):
        x_train, y_train = call.args[:2]
        assert x_train.shape == (800, 1, 28, 28)
        assert sorted(np.unique(y_train, return_counts=True)[1]) == [200] * 4
    says("Four kinds of clothes, 200 training pictures of each: who guesses is right once in")
    stub = chapters.marked(chapters.read(SOURCE), "solution")["recognise"].source
    assert "Three\n    of four must be right, within 30 seconds" in stub
    assert exercise.budget * CASE_SHARE == 30
    assert sum(find(name).points for name in exercises("10")) == 16
    says("| 16, in five exercises |")


def test_your_own_convolution_learns_the_same():
    losses = re.findall(r"mean loss of ten steps: ([\d.]+)", shown("twin = LeNet5"))
    assert len(losses) == 2
    assert float(losses[0]) == pytest.approx(float(losses[1]), abs=2e-4)
    assert len(range(0, 640, 64)) == 10
    assert re.findall(r"right: (\w+)", shown("few = data.x_test")) == ["True", "True"]
