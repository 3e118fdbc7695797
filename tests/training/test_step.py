import numpy as np
import pytest

import cnnkit.functional as functional
from cnnkit.layers import BatchNorm1d, Dropout, Linear, ReLU, Sequential
from cnnkit.models import lenet5
from cnnkit.training import (
    SGD,
    evaluate,
    overfit_ten,
    predict,
    probabilities,
    scores,
    train_one_epoch,
    train_step,
)


def net(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(
        Linear(6, 8, rng=rng), BatchNorm1d(8), ReLU(), Dropout(0.3, rng), Linear(8, 3, rng=rng)
    )


def data(n=40, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 6)).astype(np.float32), rng.integers(0, 3, n)


def test_a_step_is_forward_loss_backward_update():
    x, y = data()
    model, twin = Linear(6, 3, rng=0), Linear(6, 3, rng=0)
    step = train_step(model, SGD(model.parameters(), 0.1), x, y)
    z = twin(x)
    dz = functional.softmax_cross_entropy_backward(z, y)
    twin.backward(dz)
    assert step.loss == functional.softmax_cross_entropy(z, y)
    assert step.right == (z.argmax(axis=1) == y).sum()
    np.testing.assert_array_equal(
        model.weight.value, twin.weight.value - np.float32(0.1) * twin.weight.grad
    )


def test_gradients_of_an_earlier_batch_are_forgotten():
    x, y = data()
    model = Linear(6, 3, rng=0)
    optimizer = SGD(model.parameters(), 0.0)
    train_step(model, optimizer, x, y)
    once = model.weight.grad
    train_step(model, optimizer, x, y)
    np.testing.assert_array_equal(model.weight.grad, once)


@pytest.mark.parametrize("loss", ["svm_loss", "mean_squared_error"])
def test_other_losses(loss):
    x, y = data()
    target = y if loss == "svm_loss" else np.eye(3, dtype=np.float32)[y]
    model = Linear(6, 3, rng=0)
    optimizer = SGD(model.parameters(), 0.05)
    steps = [train_step(model, optimizer, x, target, loss=loss) for _ in range(30)]
    assert steps[-1].loss < 0.9 * steps[0].loss
    assert (steps[0].right is None) == (loss == "mean_squared_error")
    assert evaluate(model, x, target, loss=loss).loss < steps[0].loss


def test_clipping_bounds_the_update():
    x, y = data()
    model = Linear(6, 3, rng=0)
    before = model.state_dict()
    train_step(model, SGD(model.parameters(), 1.0), 1000 * x, y, clip=0.25)
    moved = [(a - before[n]).ravel() for n, a in model.state_dict().items()]
    assert np.linalg.norm(np.concatenate(moved)) == pytest.approx(0.25, rel=1e-4)


def test_a_loss_that_is_not_finite_changes_nothing():
    x, y = data()
    model = Linear(6, 3, rng=0)
    before = model.state_dict()
    step = train_step(model, SGD(model.parameters(), 0.1), x * np.inf, y)
    assert not np.isfinite(step.loss)
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_one_epoch_sees_every_example_once():
    x, y = data(23)
    model = net()
    optimizer = SGD(model.parameters(), 0.0)
    seen = []
    with model.register_forward_hook(lambda layer, x, y: seen.append(x.copy())):
        loss = train_one_epoch(model.eval(), optimizer, x, y, 5, np.random.default_rng(0))
    assert [len(batch) for batch in seen] == [5, 5, 5, 5, 3]
    order = np.lexsort(x.T)
    together = np.concatenate(seen)
    np.testing.assert_array_equal(together[np.lexsort(together.T)], x[order])
    assert model.training
    plain = Linear(6, 3, rng=0)
    loss = train_one_epoch(plain, SGD(plain.parameters(), 0.0), x, y, 5, np.random.default_rng(0))
    assert loss == pytest.approx(functional.softmax_cross_entropy(plain(x), y), rel=1e-6)


def test_ten_images_are_learnt_by_heart():
    rng = np.random.default_rng(0)
    x, y = rng.random((20, 1, 28, 28)).astype(np.float32), np.arange(20) % 10
    losses = overfit_ten(lenet5(), x, y, steps=60)
    assert len(losses) == 60
    assert losses[0] == pytest.approx(np.log(10), abs=0.1)
    assert losses[-1] < 0.1


def test_evaluation_is_in_test_mode_and_leaves_no_trace():
    x, y = data()
    model = net()
    model(x)
    model[3].eval()
    before = model.state_dict()
    state = model[3].rng.bit_generator.state
    one, two = evaluate(model, x, y, 7), evaluate(model, x, y, 40)
    assert one.loss == pytest.approx(two.loss, rel=1e-6)
    assert one.accuracy == two.accuracy == (predict(model, x) == y).mean()
    assert [layer.training for layer in model] == [True, True, True, False, True]
    assert model[3].rng.bit_generator.state == state
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])
    assert model[0]._saved is None


def test_predictions_do_not_depend_on_the_batch():
    x, _ = data(11)
    model = net()
    model(x)
    np.testing.assert_allclose(scores(model, x, 3), scores(model, x, 100), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(predict(model, x, 4), scores(model, x).argmax(axis=1))
    np.testing.assert_allclose(probabilities(model, x).sum(axis=1), 1, rtol=1e-6)
