"""Our networks and their twins give the same loss and the same gradients."""

import numpy as np
import pytest
from benchmarks.twins import twin

from benchmarks import steps
from cnnkit import functional as F
from cnnkit import layers, models


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="PyTorch comes with `make bench`")


def both(torch, model, x, y):
    """Return loss and gradients of ours and of the twin, parameter by parameter."""
    module = twin(torch, model)
    xt, yt = steps.tensors(torch, "cpu", x, y)
    value = torch.nn.functional.cross_entropy(module(xt), yt)
    value.backward()
    scores = model(x)
    model.backward(F.softmax_cross_entropy_backward(scores, y))
    ours = [parameter.grad for parameter in model.parameters()]
    theirs = [parameter.grad.numpy() for parameter in module.parameters()]
    return F.softmax_cross_entropy(scores, y), value.item(), ours, theirs


@pytest.mark.parametrize(
    ("make", "shape"), [(models.lenet5, (6, 1, 28, 28)), (models.resnet20, (4, 3, 16, 16))]
)
def test_loss_and_gradients_are_the_same(torch, make, shape):
    model = make(seed=3)
    loss, theirs, ours, gradients = both(torch, model, steps.normal(shape), steps.labels(shape[0]))
    assert abs(loss - theirs) < 1e-5
    assert len(ours) == len(gradients)
    largest = max(abs(dw).max() for dw in gradients)
    for dw, expected in zip(ours, gradients, strict=True):
        expected = expected.T if expected.shape != dw.shape else expected
        np.testing.assert_allclose(dw, expected, rtol=1e-3, atol=1e-4 * largest)


@pytest.mark.parametrize("rule", ["sgd", "adam"])
def test_optimizers_take_the_same_step(torch, rule, monkeypatch):
    kept = []
    monkeypatch.setattr(steps, "twin", lambda *given: kept.append(twin(*given)) or kept[-1])
    model = models.lenet5(seed=1)
    ours, theirs = steps.update(torch, "cpu", lambda: model, rule)
    before = model.state_dict()
    for _ in range(3):
        ours()
        theirs()
    for parameter, weight in zip(model.parameters(), kept[0].parameters(), strict=True):
        expected = weight.detach().numpy()
        expected = expected.T if expected.shape != parameter.shape else expected
        np.testing.assert_allclose(parameter.value, expected, atol=1e-5)
    assert abs(model.state_dict()["conv1.weight"] - before["conv1.weight"]).max() > 1e-3


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (layers.AvgPool2d(2), (2, 3, 6, 6)),
        (layers.BatchNorm2d(3), (4, 3, 5, 6)),
        (layers.Residual(layers.Sequential(layers.ReLU())), (2, 3, 4, 5)),
        (layers.GlobalAvgPool2d(), (2, 3, 4, 5)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, layers.Layer) else None,
)
def test_single_layers_are_the_same(torch, layer, shape):
    ours, theirs = steps.one_layer(torch, "cpu", layer, shape)
    for got, expected in zip(ours(), theirs(), strict=True):
        np.testing.assert_allclose(got, expected.detach().numpy(), rtol=1e-4, atol=1e-5)


def test_the_loss_is_the_same(torch):
    ours, theirs = steps.loss(torch, "cpu", 5, 10)
    (value, dz), (value_t, dz_t) = ours(), theirs()
    assert abs(value - value_t.item()) < 1e-6
    np.testing.assert_allclose(dz, dz_t.numpy(), atol=1e-6)


def test_what_has_no_twin_is_an_error(torch):
    with pytest.raises(AttributeError, match="dropout"):
        twin(torch, layers.Dropout(0.5, rng=0))
