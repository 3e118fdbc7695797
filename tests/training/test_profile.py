import numpy as np
import pytest

from cnnkit.errors import DTypeError, ParameterError, ShapeError
from cnnkit.layers import (
    BatchNorm1d,
    Conv2d,
    Dropout,
    Flatten,
    Inception,
    Layer,
    Linear,
    MaxPool2d,
    ReLU,
    ResidualBlock,
    Sequential,
)
from cnnkit.models import googlenet, lenet5, resnet8, summary, vgg
from cnnkit.training import profile
from standin import DEVICE, detours, to_standin


class Hands:
    now = 0.0

    def __call__(self):
        return self.now

    def __deepcopy__(self, memo):  # the copy of a layer looks at the same clock
        return self


class Slow(Layer):
    """Each pass takes the next time of a list."""

    def __init__(self, hands, forth, back=0.0):
        self.hands, self.forth, self.back = hands, list(forth), back

    def forward(self, x):
        self.hands.now += self.forth.pop(0)
        return x + 1

    def backward(self, dy):
        self.hands.now += self.back
        return dy


def small():
    rng = np.random.default_rng(0)
    return Sequential(
        conv=Conv2d(2, 4, 3, padding=1, rng=rng),
        block=ResidualBlock(4, 6, 2, rng=rng),
        inception=Inception(6, 2, 3, 4, 2, 3, 2, rng=rng),
        pool=MaxPool2d(2),
        flatten=Flatten(),
        bn=BatchNorm1d(11 * 2 * 3),
        drop=Dropout(0.5, rng),
        dense=Linear(11 * 2 * 3, 5, rng=rng),
    )


X = np.random.default_rng(1).random((3, 2, 8, 12), np.float32)


def test_medians_go_to_the_slow_layer():
    hands = Hands()
    # the first time is that of getting warm, the last that of watching the memory
    net = Sequential(a=Slow(hands, [90, 1, 5, 3, 80], 2), b=Slow(hands, [0] * 5, 4), c=ReLU())
    found = profile(net, X, repeats=3, clock=hands, progress=False)
    assert [(row.forward, row.backward) for row in found.rows] == [(3, 2), (0, 4), (0, 0)]
    assert (found.seconds, found.unexplained) == (9, 0)
    assert found.conclusion.startswith("b takes 44 % of the time; ") is False
    assert found.conclusion.startswith("a takes 56 % of the time; c keeps 100 %")


def test_what_no_layer_takes_is_told_apart():
    hands = Hands()

    class Waiting(Sequential):
        def backward(self, dy):
            hands.now += 6
            return super().backward(dy)

    found = profile(Waiting(Slow(hands, [2] * 9)), X, clock=hands, progress=False)
    assert [row.name for row in found.rows] == ["0"]
    assert (found.between_forward, found.between_backward) == (0, 6)
    assert found.unexplained == 0.75


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (small(), (2, 8, 12)),
        (lenet5(), (1, 28, 28)),
        (resnet8(widths=(4, 6, 8)), (3, 12, 12)),
        (small()[:3], (2, 8, 12)),
        (vgg((1, 2), (4, 6), image=8, hidden=9, classes=5), (3, 8, 8)),
        (googlenet(classes=5), (3, 32, 32)),
        (ReLU(), (4,)),
    ],
)
def test_rows_are_those_of_the_summary(model, shape):
    n = 3
    expected = summary(model, shape)
    found = profile(model, np.ones((n, *shape), np.float32), repeats=1)
    assert [(row.name, row.kind, row.shape, row.parameters, row.macs) for row in found.rows] == [
        (row.name, row.kind, (n, *row.shape), row.parameters, n * row.macs) for row in expected.rows
    ]
    assert found.kept == n * expected.memory_training
    assert found.peak is not None
    assert found.peak >= max(row.peak for row in found.rows)


def test_nothing_about_the_model_changes():
    net = small().eval()
    net["conv"].train()
    net.freeze("conv")
    net["dense"].weight.grad = np.full((66, 5), 7, np.float32)
    assert not net["conv"].weight.drawn
    hook = net["conv"].register_forward_hook(lambda *args: pytest.fail("a hook of the model ran"))
    dice = net["drop"].rng.bit_generator.state
    modes = [layer.training for layer in net.named_layers().values()]
    x = X.copy()
    profile(net, x, repeats=1)
    assert not net["conv"].weight.drawn
    hook.remove()
    fresh = small().state_dict()
    for name, array in net.state_dict().items():
        np.testing.assert_array_equal(array, fresh[name])
    assert [layer.training for layer in net.named_layers().values()] == modes
    grads = {name for name, p in net.named_parameters().items() if p.grad is not None}
    assert grads == {"dense.weight"}
    assert (net["dense"].weight.grad == 7).all()
    assert net["drop"].rng.bit_generator.state == dice
    for layer in net.named_layers().values():
        assert layer._saved is None
        assert not {"forward", "backward"} & vars(layer).keys()
    np.testing.assert_array_equal(x, X)


def test_training_mode_is_measured():
    seen = []

    class Spy(ReLU):
        def forward(self, x):
            seen.append(self.training)
            return super().forward(x)

    profile(Sequential(Spy()).eval(), X, repeats=2)
    assert seen == [True] * 4


def test_a_layer_of_one_s_own_may_even_write_over_the_batch():
    class Careless(Layer):
        def forward(self, x):
            x *= 0
            self.mine = np.ones(100, np.uint8)
            return x

        def backward(self, dy):
            return dy

    x = X.copy()
    (row,) = profile(Careless(), x, repeats=1).rows
    assert (row.name, row.kept, row.parameters) == ("Careless", 100, 0)
    np.testing.assert_array_equal(x, X)


def test_the_stand_in_device():
    here = profile(small(), X, repeats=1)
    net = small().to(DEVICE)
    detours.clear()
    for batch in (X, to_standin(X)):
        there = profile(net, batch, repeats=1)
        assert there.device == DEVICE
        assert [(r.name, r.kept, r.macs) for r in there.rows] == [
            (r.name, r.kept, r.macs) for r in here.rows
        ]
    assert profile(ReLU(), to_standin(X), repeats=1).device == DEVICE
    assert detours == []


def test_a_long_measurement_says_so_on_standard_output(capfd):
    hands = Hands()
    profile(Slow(hands, [4] * 9), X, repeats=2, clock=hands)
    out, err = capfd.readouterr()
    assert out == "profile: pass 2 of 4, about 12 s left\nprofile: pass 3 of 4, about 8 s left\n"
    profile(Slow(hands, [4] * 9), X, repeats=2, clock=hands, progress=False)
    profile(Slow(hands, [0.4] * 9), X, repeats=2, clock=hands)
    assert (capfd.readouterr().out, err) == ("", "")


@pytest.mark.parametrize(
    ("model", "batch", "settings", "kind", "text"),
    [
        (
            ReLU,
            X,
            {},
            DTypeError,
            "model as a type. Expected a layer, such as a Sequential. Make one: ReLU().",
        ),
        (
            [ReLU()],
            X,
            {},
            DTypeError,
            "model as a list. Expected a layer, such as a Sequential. Give the network itself.",
        ),
        (
            ReLU(),
            [1, 2],
            {},
            DTypeError,
            "batch as a list. Expected a NumPy or CuPy array. "
            "Make it one with numpy.asarray(batch).",
        ),
        (
            ReLU(),
            None,
            {},
            ShapeError,
            "batch as None. Expected an array of shape (N, ...) with at "
            "least one example. Give a batch as for training: x[:128].",
        ),
        (
            ReLU(),
            X[:0],
            {},
            ShapeError,
            "batch as an array of shape (0, 2, 8, 12) and dtype "
            "float32. Expected an array of shape (N, ...) with at least one example. "
            "Give a batch as for training: x[:128].",
        ),
        (
            ReLU(),
            X,
            {"repeats": 0},
            ParameterError,
            "repeats=0. Expected a whole number, 1 or "
            "more. 5 passes are enough for a steady median.",
        ),
    ],
)
def test_bad_input_is_refused(model, batch, settings, kind, text):
    with pytest.raises(kind) as caught:
        profile(model, batch, **settings)
    assert str(caught.value) == f"profile: received {text}"


def test_layers_complain_for_themselves():
    with pytest.raises(ShapeError, match=r"^conv2d: received "):
        profile(small(), X[:, :1])

    class Silent(Layer):
        def forward(self, x):
            pass

    with pytest.raises(DTypeError) as caught:
        profile(Silent(), X)
    assert str(caught.value) == (
        "profile: received None from Silent.forward. Expected an array. "
        "Let forward(x) end with return y."
    )
    held = ReLU()
    held.library = np
    with pytest.raises(DTypeError, match=r"^profile: received a model that cannot be copied \("):
        profile(held, X)
