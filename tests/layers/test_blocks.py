import numpy as np
import pytest

from cnnkit.errors import ShapeError
from cnnkit.layers import (
    BatchNorm2d,
    Bottleneck,
    Branches,
    Conv2d,
    Inception,
    MaxPool2d,
    MLPHead,
    NaiveInception,
    PlainBlock,
    ReLU,
    Residual,
    ResidualBlock,
    Sequential,
    projection_shortcut,
)
from cnnkit.layers.outline import Outline
from layers.gradients import check_gradients

BLOCKS = {
    "residual, identity": lambda: Residual(Conv2d(4, 4, 3, padding=1, rng=0)),
    "residual, shortcut": lambda: Residual(Conv2d(4, 6, 1, rng=0), Conv2d(4, 6, 1, rng=1)),
    "plain": lambda: PlainBlock(4, 5, stride=2),
    "plain, no batch norm": lambda: PlainBlock(4, 4, batch_norm=False),
    "residual block": lambda: ResidualBlock(4, 4),
    "residual block, projected": lambda: ResidualBlock(4, 6, stride=2),
    "residual block, no batch norm": lambda: ResidualBlock(4, 6, batch_norm=False),
    "bottleneck": lambda: Bottleneck(4, 2, stride=2),
    "bottleneck, identity": lambda: Bottleneck(4, 1),
    "inception": lambda: Inception(4, 2, 3, 2, 1, 2, 3),
    "naive inception": lambda: NaiveInception(4, 2, 3, 1),
    "branches": lambda: Branches(a=ReLU(), b=Conv2d(4, 2, 3, padding=1, rng=0)),
    "head": lambda: MLPHead(4 * 6 * 5, 7, 3),
}


@pytest.mark.parametrize("make", BLOCKS.values(), ids=BLOCKS)
def test_gradients_and_shape(make, rng):
    block = make()
    x = rng.normal(size=(3, 4, 6, 5))
    check_gradients(block, x)
    y = block(x)
    assert (3, *block.output_shape((4, 6, 5))) == y.shape


def test_a_residual_adds_its_input(rng):
    x = rng.normal(size=(2, 4, 5, 5))
    body = Conv2d(4, 4, 3, padding=1, rng=0)
    np.testing.assert_allclose(Residual(body)(x), body(x) + x)


def test_the_sum_comes_before_the_last_relu(rng):
    block = ResidualBlock(4, 4)
    x = rng.normal(size=(2, 4, 5, 5)).astype(np.float32)
    before = block["residual"](x)
    assert before.min() < 0
    np.testing.assert_array_equal(block(x), np.maximum(before, 0))


def test_a_residual_block_of_zeros_passes_positive_inputs_on(rng):
    block = ResidualBlock(4, 4)
    for parameter in block.parameters():
        parameter.value = np.zeros(parameter.shape)
    x = rng.random(size=(2, 4, 5, 5)).astype(np.float32)
    np.testing.assert_array_equal(block(x), x)


def test_a_shortcut_projects_only_where_it_must():
    assert projection_shortcut(8, 8) is None
    assert projection_shortcut(8, 8, 2).output_shape((8, 7, 9)) == (8, 4, 5)
    assert list(projection_shortcut(8, 16).children()) == ["conv", "bn"]
    assert list(projection_shortcut(8, 16, batch_norm=False).children()) == ["conv"]


def test_counts():
    def count(block):
        return sum(p.size for p in block.parameters())

    assert count(ResidualBlock(64, 64)) == 2 * (64 * 64 * 9 + 2 * 64)
    assert count(Bottleneck(256, 64)) == 256 * 64 + 64 * 64 * 9 + 64 * 256 + 2 * (64 + 64 + 256)
    assert count(Inception(192, 64, 96, 128, 16, 32, 32)) == 163_696
    assert count(NaiveInception(192, 64, 128, 32)) == 387_296
    assert Bottleneck(256, 64).output_shape((256, 8, 8)) == (256, 8, 8)


def test_a_bottleneck_has_one_three_by_three():
    kernels = [
        layer.k for layer in Bottleneck(8, 2).named_layers().values() if isinstance(layer, Conv2d)
    ]
    assert kernels == [(1, 1), (3, 3), (1, 1)]


def test_one_generator_gives_blocks_of_their_own():
    rng = np.random.default_rng(0)
    one, two = PlainBlock(4, 4, rng=rng), PlainBlock(4, 4, rng=rng)
    assert (one["conv1"].weight.value != two["conv1"].weight.value).any()
    assert (one["conv1"].weight.value != one["conv2"].weight.value).any()


def test_the_input_is_held_while_the_body_runs():
    visited = []
    body = Sequential(Conv2d(4, 4, 3, padding=1, rng=0), BatchNorm2d(4))
    image = Outline.of((4, 6, 6))
    Residual(body).trace(image, lambda *step: visited.append(step))
    names = [type(layer).__name__ for layer, _, _ in visited]
    assert names == ["Conv2d", "BatchNorm2d", "Residual"]
    assert visited[1][1].held == (image,)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: Residual(Conv2d(4, 6, 1, rng=0)),
            "Residual: received (6, 5, 5) from the body and (4, 5, 5) from the shortcut. Expected "
            "the same shape from both, for one example. Give it "
            "shortcut=projection_shortcut(c_in, c_out, stride, rng=...).",
        ),
        (
            lambda: Branches(a=ReLU(), b=MaxPool2d(2)),
            "Branches: received branches of shapes a: (4, 5, 5), b: (4, 2, 2). Expected the same "
            'height and width from each. Pad with "same" and keep the stride alike.',
        ),
    ],
)
def test_errors(make, text):
    with pytest.raises(ShapeError) as caught:
        make()(np.zeros((1, 4, 5, 5)))
    assert str(caught.value) == text
    with pytest.raises(ShapeError) as caught:
        make().output_shape((4, 5, 5))
    assert str(caught.value) == text
