import numpy as np
import pytest

from cnnkit.errors import DTypeError, ParameterError
from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.layers.hooks import add_hook
from layers.gradients import check_gradients


def net(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(
        conv=Conv2d(1, 3, 3, rng=rng),
        relu=ReLU(),
        pool=MaxPool2d(2),
        flatten=Flatten(),
        dense=Linear(12, 4, rng=rng),
    )


def test_gradients_and_shape(rng):
    check_gradients(net(), rng.normal(size=(2, 1, 6, 7)))
    assert net().output_shape((1, 6, 7)) == (4,)


def test_runs_the_layers_in_order(rng):
    model, x = net(), rng.normal(size=(2, 1, 6, 7))
    y = x
    for layer in model:
        y = layer(y)
    np.testing.assert_array_equal(model(x), y)


def test_names_places_and_slices():
    model = net()
    assert model["conv"] is model[0]
    assert model[-1] is model["dense"]
    assert len(model) == 5
    head = model[3:]
    assert list(head.children()) == ["flatten", "dense"]
    assert head["dense"] is model["dense"], "a slice shares its layers"
    assert list(Sequential(ReLU(), ReLU()).children()) == ["0", "1"]
    outer = Sequential(inner=model)
    assert outer["inner.conv"] is model["conv"]
    assert next(iter(outer.named_parameters())) == "inner.conv.weight"


def test_append():
    model = Sequential(ReLU()).append(ReLU()).append(ReLU(), "last")
    assert list(model.children()) == ["0", "1", "last"]


def test_without_a_layer():
    model = Sequential(inner=net(), last=ReLU())
    shorter = model.without("inner.relu")
    assert list(shorter["inner"].children()) == ["conv", "pool", "flatten", "dense"]
    assert shorter["inner.conv"] is model["inner.conv"]
    assert list(model["inner"].children())[1] == "relu", "the network itself stays as it is"
    assert list(model.without("last").children()) == ["inner"]


def test_an_empty_one_passes_everything_on(rng):
    x = rng.normal(size=(2, 3))
    np.testing.assert_array_equal(Sequential()(x), x)
    np.testing.assert_array_equal(Sequential().backward(x), x)


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (
            lambda: Sequential(ReLU(), last=ReLU()),
            ParameterError,
            "Sequential: received layers with and without names. Expected names for all of them or "
            "for none. Give each layer a name: Sequential(conv=..., relu=...).",
        ),
        (
            lambda: Sequential(ReLU),
            DTypeError,
            "Sequential: received layer 0 as a type. Expected a layer. Make one, such as ReLU().",
        ),
        (
            lambda: Sequential(len),
            DTypeError,
            "Sequential: received layer 0 as a builtin_function_or_method. Expected a layer. "
            "Wrap it in a Layer.",
        ),
        (
            lambda: Sequential(ReLU()).append(ReLU(), "0"),
            ParameterError,
            "Sequential: received a layer called '0'. Expected a new name without a dot. "
            "Choose another name.",
        ),
        (
            lambda: Sequential(ReLU())["relu"],
            ParameterError,
            "Sequential: received the name 'relu'. Expected one of: 0. "
            "Look at list(model.named_layers()) for all names.",
        ),
        (
            lambda: Sequential(ReLU()).without("0.conv"),
            ParameterError,
            "Sequential: received the name '0.conv'. Expected one of: 0. "
            "Look at list(model.named_layers()) for all names.",
        ),
    ],
)
def test_errors(make, error, text):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == text


def test_one_layer_cannot_stand_at_two_places():
    relu = ReLU()
    with pytest.raises(ParameterError) as caught:
        Sequential(first=Sequential(Linear(2, 2, rng=0), relu), last=relu)
    assert str(caught.value) == (
        "Sequential: received the same ReLU again, as last, that stands already at first.1. "
        "Expected a layer of its own at each place, for it remembers one forward pass. "
        "Make another one: ReLU(...)."
    )


def learned(model, x, dy, way):
    """Return the gradients of all parameters after one way back."""
    model.zero_grad()
    model(x)
    getattr(model, way)(dy)
    return [parameter.grad for parameter in model.parameters()]


@pytest.mark.parametrize(
    "model",
    [net(), Sequential(body=net()[:3], head=net()[3:]), Sequential(relu=ReLU(), net=net())],
    ids=["plain", "nested", "nothing to learn first"],
)
def test_to_learn_is_to_go_back_without_dx(rng, model):
    x, dy = rng.normal(size=(2, 1, 6, 6)), rng.normal(size=(2, 4))
    expected = learned(model, x, dy, "backward")
    for got, grad in zip(learned(model, x, dy, "learn"), expected, strict=True):
        np.testing.assert_allclose(got, grad, rtol=1e-12)


def test_learning_calls_hooks_and_what_a_subclass_does(rng):
    x, dy = rng.normal(size=(2, 1, 6, 6)), rng.normal(size=(2, 4))
    called = []

    class Watched(Sequential):
        def backward(self, dy):
            called.append("subclass")
            return super().backward(dy)

    learned(Watched(**net().children()), x, dy, "learn")
    assert called == ["subclass"]
    model = net()
    for name in ("", "conv", "dense"):
        layer = model[name] if name else model
        add_hook(layer, "backward", lambda layer, dy, dx: called.append(dx.shape))
    learned(model, x, dy, "learn")
    assert called[1:] == [(2, 12), (2, 1, 6, 6), (2, 1, 6, 6)]
    Sequential().learn(dy)  # nothing to learn
