"""What is measured really happens, on our side without PyTorch."""

import numpy as np

from benchmarks import steps
from cnnkit import layers, models


def test_a_whole_step_moves_the_parameters():
    model = models.lenet5()
    before = model.state_dict()
    ours, peer = steps.whole_step(None, "cpu", lambda: model, (4, 1, 28, 28))
    losses = [ours().loss for _ in range(3)]
    assert peer is None
    assert losses[2] < losses[0]
    after = model.state_dict()
    assert all(abs(after[name] - before[name]).max() > 0 for name in before)


def test_a_layer_goes_forward_and_backward():
    layer = layers.Linear(4, 3, rng=0)
    ours, _ = steps.one_layer(None, "cpu", layer, (2, 4))
    for _ in range(2):
        y, dx = ours()
    assert (y.shape, dx.shape) == ((2, 3), (2, 4))
    np.testing.assert_allclose(layer.bias.grad, steps.normal((2, 3), seed=1).sum(axis=0), rtol=1e-5)


def test_an_optimizer_updates_all_parameters():
    model = models.lenet5()
    before = model.state_dict()
    for rule in ("sgd", "adam"):
        steps.update(None, "cpu", lambda: model, rule)[0]()
        after = model.state_dict()
        assert all((after[name] != before[name]).any() for name in before)
        before = after


def test_an_epoch_is_changed_and_complete(monkeypatch):
    seen = []
    monkeypatch.setattr(steps, "to_device", lambda array, device: seen.append(array))
    steps.loading(None, "cpu", (10, 3, 8, 8), 4)[0]()
    assert [len(array) for array in seen] == [4, 4, 4, 4, 2, 2]
    x = steps.normal((10, 3, 8, 8))
    assert seen[0].shape == (4, 3, 8, 8)
    assert not any((image == x).all(axis=(1, 2, 3)).any() for image in seen[0])
