import numpy as np
import pytest

from cnnkit.errors import ShapeError
from cnnkit.layers import Conv2d
from cnnkit.models import summary, vgg, vgg11, vgg16, vgg_block


def test_counts():
    assert sum(p.size for p in vgg16().parameters()) == 138_357_544
    assert sum(p.size for p in vgg11().parameters()) == 132_863_336


def test_the_figures_of_vgg16():
    found = summary(vgg16(), (3, 224, 224))
    assert found.activations == 15_237_608
    assert round(4 * found.activations / 2**20, 1) == 58.1
    assert round(found.macs / 1e9, 2) == 15.47
    blocks = found.blocks()
    assert list(blocks) == ["block1", "block2", "block3", "block4", "block5", "head"]
    shares = [round(100 * block["macs"] / found.macs) for block in blocks.values()]
    assert shares == [13, 18, 30, 30, 9, 1]
    assert blocks["head"]["parameters"] > found.parameters / 2
    conv11 = next(row for row in found.rows if row.name == "block1.conv1")
    assert conv11.shape == (64, 224, 224)
    assert round(3 * 4 * conv11.activation / 2**20, 2) == 36.75


def test_only_three_by_three():
    layers = vgg16().named_layers().values()
    assert {layer.k for layer in layers if isinstance(layer, Conv2d)} == {(3, 3)}


def test_a_small_one_runs():
    net = vgg((1, 2), (4, 6), classes=5, in_channels=1, image=14, hidden=8, dropout=0.2)
    x = np.random.default_rng(0).random((3, 1, 14, 14)).astype(np.float32)
    y = net(x)
    assert y.shape == (3, 5)
    assert net.backward(y).shape == x.shape
    assert net["head.drop6"].p == 0.2


def test_a_block_halves_the_size_once():
    assert vgg_block(4, 8, 3).output_shape((4, 10, 12)) == (8, 5, 6)


@pytest.mark.parametrize(("convs", "image"), [((1, 1), 28), ((1, 1, 1, 1, 1), 28)], ids=str)
def test_errors(convs, image):
    with pytest.raises(ShapeError) as caught:
        vgg(convs, image=image)
    assert str(caught.value) == (
        f"vgg: received {len(convs)} blocks of 5 widths for images of 28×28. Expected a width for "
        "each block, and images that can be halved so often. Use fewer blocks or larger images."
    )
