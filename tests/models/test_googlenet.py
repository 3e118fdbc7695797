from cnnkit.layers import Linear
from cnnkit.models import googlenet, summary


def test_counts_and_shapes():
    net = googlenet()
    found = summary(net, (3, 224, 224))
    assert found.parameters == 6_998_552
    shapes = {row.name: row.shape for row in found.rows}
    assert shapes["pool2"] == (192, 28, 28)
    assert shapes["inception3.a"] == (256, 28, 28)
    assert shapes["inception3.b"] == (480, 28, 28)
    assert shapes["inception4.e"] == (832, 14, 14)
    assert shapes["inception5.b"] == (1024, 7, 7)
    assert shapes["pool5"] == (1024,)
    assert sum(p.size for p in net["inception3"]["a"].parameters()) == 163_696


def test_one_dense_layer():
    layers = googlenet().named_layers().values()
    assert len([layer for layer in layers if isinstance(layer, Linear)]) == 1
