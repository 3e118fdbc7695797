import numpy as np
import pytest

from cnnkit import models
from cnnkit.errors import ParameterError
from cnnkit.gradcheck import gradcheck
from cnnkit.layers import BatchNorm2d, Residual
from cnnkit.models import plain8, plain20, plain56, resnet8, resnet20, small_resnet, summary


@pytest.mark.parametrize(
    ("name", "parameters", "convolutions"),
    [
        ("resnet18", 11_689_512, 17 + 3),
        ("resnet34", 21_797_672, 33 + 3),
        ("resnet50", 25_557_032, 49 + 4),
        ("resnet101", 44_549_160, 100 + 4),
        ("resnet152", 60_192_808, 151 + 4),
    ],
)
def test_counts_of_the_large_ones(name, parameters, convolutions):
    found = summary(getattr(models, name)(), (3, 224, 224))
    assert found.parameters == parameters
    assert len([row for row in found.rows if row.kind == "Conv2d"]) == convolutions
    shapes = {row.name: row.shape for row in found.rows}
    assert shapes["pool1"][1:] == (56, 56)
    assert [row.shape[1:] for row in found.rows if len(row.shape) == 3][-1] == (7, 7)


def test_multiply_accumulates_of_the_large_ones():
    assert summary(models.resnet18(), (3, 224, 224)).macs == 1_814_073_344
    assert summary(models.resnet50(), (3, 224, 224)).macs == 4_089_184_256


@pytest.mark.parametrize("depth", [8, 20, 32, 56])
def test_depth_counts_the_layers_on_the_longest_way(depth):
    net = small_resnet(depth)
    rows = summary(net, (3, 32, 32)).rows
    learned = [r for r in rows if r.kind in ("Conv2d", "Linear") and "shortcut" not in r.name]
    assert len(learned) == depth
    assert getattr(models, f"resnet{depth}")().describe() == net.describe()
    plain = getattr(models, f"plain{depth}")()
    assert plain.describe() == small_resnet(depth, residual=False).describe()
    assert not any(isinstance(layer, Residual) for layer in plain.named_layers().values())


def test_counts_of_the_small_ones():
    assert sum(p.size for p in plain20().parameters()) == 269_722
    assert sum(p.size for p in resnet20().parameters()) == 269_722 + 16 * 32 + 32 * 64 + 2 * 96


@pytest.mark.parametrize("make", [resnet8, plain8], ids=["residual", "plain"])
@pytest.mark.parametrize("batch_norm", [True, False])
def test_gradient_of_the_input(make, batch_norm):
    net = make(in_channels=1, widths=(2, 3, 4), batch_norm=batch_norm, seed=2).astype(np.float64)
    x = np.random.default_rng(0).random((3, 1, 7, 6))
    assert any(isinstance(m, BatchNorm2d) for m in net.named_layers().values()) is batch_norm

    def backward(dy, x):
        net(x)
        return net.backward(dy)

    # a small step: the kinks of many ReLUs lie close together
    assert gradcheck(net, backward, x, rng=np.random.default_rng(1), h=1e-7)


def test_the_plain_one_explodes_at_the_start_and_the_residual_one_does_not():
    x = np.random.default_rng(0).random((16, 1, 14, 14)).astype(np.float32)
    growth = {}
    for name in ("plain56", "resnet56"):
        net = getattr(models, name)(in_channels=1, widths=(8, 16, 32))
        net.backward(np.random.default_rng(1).normal(size=net(x).shape).astype(np.float32))
        first = np.linalg.norm(net["conv1"].weight.grad)
        growth[name] = first / np.linalg.norm(net["fc"].weight.grad)
    assert growth["plain56"] > 20 * growth["resnet56"]


def test_a_block_can_be_taken_out():
    net = resnet20(in_channels=1)
    shorter = net.without("stage2.block2")
    x = np.zeros((1, 1, 8, 8), np.float32)
    assert shorter(x).shape == (1, 10)
    assert len(shorter.parameters()) < len(net.parameters())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"depth": 9}, "depth=9 and 3 widths"),
        ({"depth": 8, "widths": (4, 8)}, "depth=8 and 2 widths"),
    ],
)
def test_errors(settings, said):
    with pytest.raises(ParameterError) as caught:
        small_resnet(**settings)
    assert str(caught.value) == (
        f"small_resnet: received {said}. Expected a depth of 6n + 2, such as 8, 20, 32 or 56, and "
        "three widths. Take the nearest such depth."
    )


def test_plain56_has_no_shortcut_but_as_many_filters():
    kinds = {row.kind for row in summary(plain56(), (3, 32, 32)).rows}
    assert "Residual" not in kinds
