import math
from functools import partial

import numpy as np
import pytest

from cnnkit.errors import NonFiniteError, ParameterError, ShapeError
from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.override import override
from cnnkit.standin import detours
from cnnkit.training import SGD, Adam, EarlyStopping, cosine_lr, evaluate, fit
from standin import DEVICE, StandInArray
from training.runs import data, network, train


def small(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(
        conv=Conv2d(1, 4, 3, rng=rng),
        relu=ReLU(),
        pool=MaxPool2d(2),
        flatten=Flatten(),
        dense=Linear(36, 3, rng=rng),
    )


quiet = partial(fit, progress=False)


def test_learns_what_can_be_learnt():
    x, y = data(200)
    net = small()
    history = quiet(net, x[:150], y[:150], epochs=8, batch_size=16, validation=(x[150:], y[150:]))
    assert history.loss[-1] < 0.2 * history.loss[0]
    assert history.val_accuracy[-1] > 0.95
    assert history.val_accuracy[-1] == evaluate(net, x[150:], y[150:]).accuracy
    assert history.epochs == len(history.accuracy) == len(history.val_loss) == 8
    assert len(history.batch_loss) == 8 * math.ceil(150 / 16)


def test_the_loss_of_an_epoch_is_the_mean_over_its_examples():
    x, y = data(21)
    net = small()
    history = quiet(net, x, y, epochs=1, batch_size=8, optimizer=SGD(net, 0.0))
    sizes = np.array([8, 8, 5])
    assert history.loss[0] == pytest.approx(np.dot(history.batch_loss, sizes) / 21)
    assert history.loss[0] == pytest.approx(evaluate(small(), x, y).loss, rel=1e-6)
    assert history.accuracy[0] == pytest.approx(evaluate(small(), x, y).accuracy)


def test_the_same_seed_gives_the_same_numbers():
    first, second = train(), train()
    assert first[1] == second[1]
    for name, array in first[0].state_dict().items():
        np.testing.assert_array_equal(second[0].state_dict()[name], array)


def test_another_seed_another_order():
    x, y = data()
    one, two = (quiet(small(), x, y, epochs=1, batch_size=8, seed=seed) for seed in (0, 1))
    assert one.batch_loss[0] != two.batch_loss[0]


def test_every_epoch_has_its_own_order():
    x, y = data(16)
    seen = []
    net = small()
    net.register_forward_hook(lambda layer, x, y: seen.append(x.copy()))
    quiet(net, x, y, epochs=2, batch_size=16)
    assert (seen[0] != seen[1]).any()


def test_the_data_are_not_changed():
    x, y = data()
    kept = x.copy(), y.copy()
    quiet(small(), x, y, epochs=1, augment=lambda x, rng: x + 1)
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_bytes_are_images_too():
    x, y = data()
    x = (np.clip(x + 1, 0, 2) * 100).astype(np.uint8)
    history = quiet(small(), x, y, epochs=2, lr=1e-5)
    assert history.loss[1] < history.loss[0]


def test_the_schedule_sets_the_rate_of_every_step():
    x, y = data(20)
    rates = []

    class Watch:
        def after_batch(self, moment):
            rates.append(moment.optimizer.lr)

    schedule = partial(cosine_lr, warmup=3)
    history = quiet(
        small(), x, y, epochs=3, batch_size=8, lr=0.1, schedule=schedule, callbacks=[Watch()]
    )
    assert rates == [cosine_lr(step, 9, 0.1, 3) for step in range(9)]
    assert history.lr == rates[2::3]


def test_augmentation_is_for_training_only_and_differs_every_time():
    x, y = data(16)
    drawn = []

    def change(x, rng):
        drawn.append(rng.random())
        return x

    quiet(small(), x, y, epochs=2, batch_size=8, augment=change, validation=(x, y))
    assert len(drawn) == len(set(drawn)) == 4


def test_callbacks_see_every_moment_and_can_stop():
    x, y = data(20)
    seen = []

    class Watch:
        def after_batch(self, moment):
            seen.append((moment.epoch, moment.batch, moment.batches))

        def after_epoch(self, moment):
            seen.append((moment.epoch, moment.batch, moment.loss))

    history = quiet(
        small(),
        x,
        y,
        epochs=5,
        batch_size=16,
        callbacks=[Watch(), lambda moment: moment.history.epochs == 2],
    )
    assert history.epochs == 2
    assert seen == [
        (0, 0, 2),
        (0, 1, 2),
        (0, None, history.loss[0]),
        (1, 0, 2),
        (1, 1, 2),
        (1, None, history.loss[1]),
    ]


def test_early_stopping_is_told_the_validation_loss():
    x, y = data(30)

    class Told(EarlyStopping):
        losses = []  # noqa: RUF012

        def update(self, loss):
            self.losses.append(loss)
            return super().update(loss)

    stop = Told(1, min_delta=100.0)
    history = quiet(small(), x, y, epochs=9, early_stopping=stop, validation=(x[:5], y[:5]))
    assert history.epochs == 2, "the first is the best so far, the second is not better by 100"
    assert stop.losses == history.val_loss
    stop = Told(1, min_delta=100.0)
    history = quiet(small(), x, y, epochs=9, early_stopping=stop)
    assert stop.losses[-2:] == history.loss


def test_frozen_layers_stay():
    x, y = data()
    net = small().freeze("conv")
    before = net["conv"].weight.value.copy()
    quiet(net, x, y, epochs=1)
    np.testing.assert_array_equal(net["conv"].weight.value, before)


def test_regression_has_no_accuracy():
    x = np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32)
    y = x @ np.array([[1.0], [2.0], [0.0], [-1.0]], np.float32)
    net = Linear(4, 1, rng=0)
    history = quiet(net, x, y, epochs=60, loss="mean_squared_error", lr=0.1, validation=(x, y))
    assert history.val_loss[-1] < 1e-2
    assert history.accuracy == history.val_accuracy == []


def test_trains_on_the_stand_in_device_with_everything_on():
    import cnnkit.standin  # noqa: F401  registers the device

    x, y = data()
    hosts, devices = network(), network()
    settings = {"epochs": 2, "batch_size": 16, "clip": 1.0, "validation": (x[:20], y[:20])}
    expected = quiet(hosts, x, y, optimizer=Adam(hosts, 0.01, weight_decay=0.01), **settings)
    detours.clear()
    optimizer = Adam(devices, 0.01, weight_decay=0.01)
    history = quiet(devices, x, y, optimizer=optimizer, device=DEVICE, **settings)
    assert not detours, f"NumPy was called on arrays of the device: {detours}"
    np.testing.assert_allclose(history.batch_loss, expected.batch_loss, rtol=1e-3)
    assert devices.device == DEVICE
    assert all(isinstance(p.value, StandInArray) for p in devices.parameters())
    again = quiet(devices, x, y, epochs=1)
    assert devices.device == DEVICE, "a model stays where it is unless told otherwise"
    assert again.epochs == 1
    state = devices.state_dict()
    assert all(isinstance(array, np.ndarray) for array in state.values())


def test_the_optimizer_s_arrays_follow_the_device():
    x, y = data()
    net = small().to(DEVICE)
    optimizer = SGD(net, 0.1, momentum=0.9)
    quiet(net, x, y, epochs=1, optimizer=optimizer)
    fresh = small().to(DEVICE)
    other = SGD(fresh, 0.1, momentum=0.9)
    other.load_state_dict(optimizer.state_dict())
    quiet(fresh, x, y, epochs=1, optimizer=other)


def nan_relu(x):
    return x + math.nan


EXPLODED = (
    "fit: received a loss of {loss} in epoch 1, batch {batch}; {where}. Expected a finite loss. "
    "Lower the learning rate, now {lr}, or clip the gradients: fit(..., clip=1.0)."
)


def test_a_loss_that_is_not_finite_names_the_layer():
    x, y = data()
    net = small()
    net["conv"].weight.value[0, 0, 0, 0] = np.inf
    with pytest.raises(NonFiniteError) as caught:
        quiet(net, x, y, epochs=1, lr=0.5)
    where = "the first layer to give such values is conv (Conv2d), whose weight is not finite"
    assert str(caught.value) == EXPLODED.format(loss="nan", batch=1, where=where, lr="0.5")


def test_a_learning_rate_that_explodes_is_said_so_without_a_warning(capfd):
    x, y = data()
    with pytest.raises(NonFiniteError, match=r"the first layer to give such values is") as caught:
        quiet(small(), x, y, epochs=30, lr=1e12)
    assert "Lower the learning rate, now 1e+12" in str(caught.value)
    assert capfd.readouterr().err == ""


def test_a_batch_that_is_not_finite_is_blamed_itself():
    x, y = data()
    x[7, 0, 0, 0] = np.nan
    with pytest.raises(NonFiniteError) as caught:
        quiet(small(), x, y, epochs=1, batch_size=70)
    assert str(caught.value) == (
        "fit: received a loss of nan in epoch 1, batch 1; the batch itself has such values. "
        "Expected a finite loss. Look at x for infinities and NaN."
    )


def test_a_loss_function_that_is_not_finite_is_blamed_itself():
    x, y = data()
    with (
        override(softmax_cross_entropy=lambda z, y: math.inf),
        pytest.raises(NonFiniteError) as caught,
    ):
        quiet(small(), x, y, epochs=1)
    where = "the loss made it"
    assert str(caught.value) == EXPLODED.format(loss="inf", batch=1, where=where, lr="0.05")


@pytest.mark.parametrize(
    ("settings", "error", "text"),
    [
        (
            {"lr": 0.1, "optimizer": SGD(small(), 0.1)},
            ParameterError,
            "fit: received both optimizer and lr. Expected one of them. Give the learning rate to "
            "the optimizer: SGD(model.parameters(), lr=...).",
        ),
        (
            {"optimizer": SGD(small(), 0.1)},
            ParameterError,
            "fit: received an optimizer of other parameters than the model's. Expected "
            "model.parameters(). Make it for this model: SGD(model.parameters(), lr=...).",
        ),
        (
            {"epochs": -1},
            ParameterError,
            "fit: received epochs=-1. Expected 0 or more. Count passes over x.",
        ),
        (
            {"batch_size": 0},
            ParameterError,
            "batches: received a batch size of 0. Expected 1 or more. 64 is a usual choice.",
        ),
    ],
)
def test_errors(settings, error, text):
    x, y = data()
    with pytest.raises(error) as caught:
        quiet(small(), x, y, **{"epochs": 1, **settings})
    assert str(caught.value) == text


def test_labels_that_do_not_fit_are_refused_before_anything_happens():
    x, y = data()
    net = small()
    with pytest.raises(ShapeError):
        quiet(net, x, y[:-1], epochs=1)
    assert not net["conv"].weight.drawn


def test_no_epochs_no_change():
    x, y = data()
    net = small()
    assert quiet(net, x, y, epochs=0).epochs == 0
    assert not net["conv"].weight.drawn
