import json
import tracemalloc
from html.parser import HTMLParser

import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional import receptive_field
from cnnkit.layers import (
    Conv2d,
    Dropout,
    Flatten,
    Inception,
    Linear,
    MaxPool2d,
    ReLU,
    ResidualBlock,
    Sequential,
)
from cnnkit.models import activation_memory, lenet5, resnet18, resnet152, summary, vgg16


def test_nothing_large_is_allocated():
    tracemalloc.start()
    try:
        found = summary(net := resnet152(), (3, 224, 224))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.parameters * 4 > 200e6
    assert peak < 12e6
    assert not any(p.drawn for p in net.parameters())


def small():
    rng = np.random.default_rng(0)
    return Sequential(
        conv=Conv2d(1, 4, 3, padding=1, rng=rng),
        relu=ReLU(),
        block=ResidualBlock(4, 6, 2, rng=rng),
        inception=Inception(6, 2, 3, 4, 2, 3, 2, rng=rng),
        pool=MaxPool2d(2),
        drop=Dropout(0.5, rng),
        flatten=Flatten(),
        dense=Linear(11 * 2 * 3, 5, rng=rng),
    )


def test_shapes_are_those_of_a_real_pass():
    net, seen = small(), {}
    names = {id(layer): name for name, layer in net.named_layers().items()}
    for layer in net.named_layers().values():
        layer.register_forward_hook(
            lambda layer, x, y: seen.update({names[id(layer)]: y.shape[1:]})
        )
    net(np.random.default_rng(0).random((2, 1, 8, 12)).astype(np.float32))
    rows = summary(net, (1, 8, 12)).rows
    assert {row.name: row.shape for row in rows} == {row.name: seen[row.name] for row in rows}
    assert {row.name for row in rows} >= {"block.residual", "inception", "inception.one.conv"}
    assert sum(row.parameters for row in rows) == sum(p.size for p in net.parameters())


def test_training_memory_is_what_the_layers_keep():
    net = small()
    net(np.random.default_rng(0).random((1, 1, 8, 12)).astype(np.float32))
    kept = {}
    for layer in net.named_layers().values():
        saved = layer._saved if isinstance(layer._saved, tuple) else (layer._saved,)
        for array in saved:
            if isinstance(array, np.ndarray):
                owner = array if array.base is None else array.base
                kept[id(owner)] = owner.nbytes
    assert summary(net, (1, 8, 12)).memory_training == sum(kept.values())


def test_forward_memory_is_the_largest_moment():
    chain = Sequential(Conv2d(1, 8, 3, rng=0), ReLU(), Conv2d(8, 2, 3, rng=0))
    assert summary(chain, (1, 10, 10)).memory_forward == 4 * (2 * 8 * 8 * 8)
    residual = ResidualBlock(4, 4)
    held = 4 * 6 * 6  # the input waits for the sum
    assert summary(residual, (4, 6, 6)).memory_forward == 4 * (2 * 4 * 6 * 6 + held)


def test_fields_of_a_chain():
    rows = summary(vgg16(), (3, 224, 224)).rows
    seen = {row.name: row.field for row in rows}
    assert seen["block1.conv2"] == 5
    conv, pool = (3, 1, 1), (2, 2, 1)
    chain = [conv, conv, pool, conv, conv, pool, conv, conv, conv]
    assert seen["block3.conv3"] == receptive_field(chain)[0]
    assert seen["block5.pool"] == 212
    assert summary(Conv2d(1, 1, (3, 5), rng=0), (1, 9, 9)).rows[0].field == (3, 5)


def test_text_html_and_data_say_the_same():
    found = summary(resnet18(), (3, 224, 224))
    text, html = str(found), found._repr_html_()
    for row in found.rows:
        for said in (row.name, row.kind, f"{row.parameters:,}", f"{row.macs:,}"):
            assert said in text
            assert said in html
    assert "parameters: 11,689,512 (44.6 MiB in float32)" in text
    assert "parameters: 11,689,512 (44.6 MiB in float32)" in html
    data = json.loads(json.dumps(found.to_dict()))
    assert data["macs"] == found.macs
    assert data["rows"][0]["name"] == "conv1"
    assert len(data["rows"]) == len(found.rows)
    assert len(text.splitlines()) == len(found.rows) + 2 + 1 + 6


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_html_is_well_formed_and_escaped():
    net = Sequential(**{"<b>": ReLU()})
    tags = Tags()
    tags.feed(summary(net, (3,))._repr_html_())
    assert tags.open == []
    assert "<b>" in tags.text


def test_the_same_summary_twice():
    assert summary(lenet5(), (1, 28, 28)) == summary(lenet5(), (1, 28, 28))


def test_activation_memory_counts_all_or_the_largest_pair():
    shapes = [(1, 28, 28), (6, 28, 28), (6, 14, 14), (16, 10, 10)]
    sizes = [784, 4704, 1176, 1600]
    assert activation_memory(shapes, np.float32, training=True) == 4 * sum(sizes)
    assert activation_memory(shapes, np.float64, training=False) == 8 * (4704 + 1176)
    assert activation_memory([(5,)], np.float32, training=False) == 20


def test_a_network_that_does_not_fit_is_refused_at_the_right_layer():
    with pytest.raises(ShapeError) as caught:
        summary(lenet5(), (1, 32, 32))
    assert str(caught.value) == (
        "Linear: received one example of shape (576,). Expected shape (400,). Change d_in to 576."
    )


@pytest.mark.parametrize("shape", [(), (3, 0, 2), (1.5, 2)], ids=str)
def test_errors(shape):
    with pytest.raises(ParameterError) as caught:
        summary(lenet5(), shape)
    assert str(caught.value) == (
        f"summary: received input_shape={shape!r}. Expected the shape of one example, such as "
        "(3, 224, 224). Leave the number of images N out."
    )
