import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.layers import BatchNorm1d, Linear, Sequential
from cnnkit.training import SGD, Adam, AdamW, adam_step, clip_gradients, sgd_momentum_step

MAKERS = {
    "sgd": lambda p: SGD(p, 0.1),
    "momentum": lambda p: SGD(p, 0.1, momentum=0.9),
    "nesterov": lambda p: SGD(p, 0.1, momentum=0.9, nesterov=True),
    "decay": lambda p: SGD(p, 0.1, momentum=0.9, weight_decay=0.1),
    "adam": lambda p: Adam(p, 0.01),
    "adam, decay": lambda p: Adam(p, 0.01, weight_decay=0.1),
    "adamw": lambda p: AdamW(p, 0.01, weight_decay=0.1),
}
STEPS = 4


def layer():
    return Linear(3, 2, rng=0, dtype=np.float64)


def gradients(seed=1):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(3, 2)), rng.normal(size=2)) for _ in range(STEPS)]


def trained(make, model=None, given=None):
    model = model or layer()
    optimizer = make(model.parameters())
    for dw, db in given or gradients():
        model.weight.grad, model.bias.grad = dw.copy(), db.copy()
        optimizer.step()
    return model, optimizer


def by_hand(rule):
    """Run a rule (w, g, state, t) -> w on weight and bias; decay acts on the weight only."""
    model = layer()
    values = [model.weight.value.copy(), model.bias.value.copy()]
    states = [{}, {}]
    for t, step in enumerate(gradients(), 1):
        for i, g in enumerate(step):
            values[i] = rule(values[i], g, states[i], t, i == 0)
    return values


def sgd(momentum=0.0, nesterov=False, decay=0.0):
    def rule(w, g, state, t, decays):
        g = g + decay * w * decays
        v = state["v"] = momentum * state.get("v", 0) + g
        return w - 0.1 * (g + momentum * v if nesterov else v)

    return rule


def adam(decay=0.0, decoupled=False):
    def rule(w, g, state, t, decays):
        if decays and decay:
            if decoupled:
                w = w - 0.01 * decay * w
            else:
                g = g + decay * w
        m = state["m"] = 0.9 * state.get("m", 0) + 0.1 * g
        v = state["v"] = 0.999 * state.get("v", 0) + 0.001 * g**2
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        return w - 0.01 * m_hat / (np.sqrt(v_hat) + 1e-8)

    return rule


RULES = {
    "sgd": sgd(),
    "momentum": sgd(0.9),
    "nesterov": sgd(0.9, nesterov=True),
    "decay": sgd(0.9, decay=0.1),
    "adam": adam(),
    "adam, decay": adam(0.1),
    "adamw": adam(0.1, decoupled=True),
}


@pytest.mark.parametrize("name", MAKERS)
def test_by_the_definition(name):
    model, _ = trained(MAKERS[name])
    weight, bias = by_hand(RULES[name])
    np.testing.assert_allclose(model.weight.value, weight, rtol=1e-12)
    np.testing.assert_allclose(model.bias.value, bias, rtol=1e-12)


def test_the_classes_do_what_the_functions_say():
    model, _ = trained(MAKERS["momentum"])
    w, v = layer().weight.value.copy(), 0
    for dw, _ in gradients():
        w, v = sgd_momentum_step(w, dw, v, 0.1)
    np.testing.assert_allclose(model.weight.value, w, rtol=1e-12)
    model, _ = trained(MAKERS["adam"])
    w, m, v = layer().weight.value.copy(), 0, 0
    for t, (dw, _) in enumerate(gradients(), 1):
        w, m, v = adam_step(w, dw, m, v, t, 0.01)
    np.testing.assert_allclose(model.weight.value, w, rtol=1e-12)


def test_the_functions_leave_their_arguments_alone():
    w, dw, v, m = (np.ones(3) * i for i in range(1, 5))
    sgd_momentum_step(w, dw, v, 0.1)
    adam_step(w, dw, m, v, 1, 0.1)
    for i, array in enumerate((w, dw, v, m), 1):
        assert (array == i).all()


@pytest.mark.parametrize("name", MAKERS)
def test_state_round_trip(name):
    whole, _ = trained(MAKERS[name])
    half, optimizer = trained(MAKERS[name], given=gradients()[:2])
    state = optimizer.state_dict()
    other = layer()
    other.load_state_dict(half.state_dict())
    resumed = MAKERS[name](other.parameters())
    resumed.load_state_dict(state)
    for dw, db in gradients()[2:]:
        other.weight.grad, other.bias.grad = dw, db
        resumed.step()
    np.testing.assert_array_equal(other.weight.value, whole.weight.value)
    np.testing.assert_array_equal(other.bias.value, whole.bias.value)


def test_a_state_is_a_copy():
    _, optimizer = trained(MAKERS["momentum"])
    state = optimizer.state_dict()
    state["0.velocity"][:] = 7
    assert (optimizer.state_dict()["0.velocity"] != 7).all()


def test_what_has_no_gradient_or_is_frozen_stays():
    model = Sequential(Linear(2, 2, rng=0), Linear(2, 2, rng=1))
    before = model.state_dict()
    optimizer = Adam(model)
    for parameter in model.parameters():
        parameter.grad = np.ones(parameter.shape, np.float32)
    model[0].weight.trainable = False
    model[1].bias.grad = None
    optimizer.step()
    changed = {n for n, a in model.state_dict().items() if (a != before[n]).any()}
    assert changed == {"0.bias", "1.weight"}


def test_decay_leaves_biases_and_scales_alone():
    model = Sequential(Linear(2, 2, rng=0), BatchNorm1d(2))
    for parameter in model.parameters():
        parameter.value = np.ones(parameter.shape)
        parameter.grad = np.zeros(parameter.shape, np.float32)
    AdamW(model, lr=0.5, weight_decay=0.5).step()
    changed = {n for n, p in model.named_parameters().items() if (p.value != 1).any()}
    assert changed == {"0.weight"}


@pytest.mark.parametrize("name", MAKERS)
def test_float32_stays_and_gradients_are_not_changed(name):
    model = Linear(3, 2, rng=0)
    optimizer = MAKERS[name](model.parameters())
    gradient = np.ones((3, 2), np.float32)
    model.weight.grad = gradient
    optimizer.step()
    optimizer.step()
    assert model.weight.value.dtype == np.float32
    assert (gradient == 1).all()
    assert all(
        a.dtype == np.float32 for a in optimizer.state_dict().values() if hasattr(a, "dtype")
    )


def test_clipping_scales_all_gradients_together():
    model = Linear(2, 1, rng=0)
    model.weight.grad, model.bias.grad = np.array([[3.0], [0.0]]), np.array([4.0])
    assert clip_gradients(model.parameters(), 10.0) == 5.0
    np.testing.assert_array_equal(model.bias.grad, [4.0])
    assert clip_gradients(model.parameters(), 1.0) == 5.0
    np.testing.assert_allclose(model.weight.grad, [[0.6], [0.0]])
    np.testing.assert_allclose(model.bias.grad, [0.8])


def test_zero_grad():
    model, optimizer = trained(MAKERS["sgd"])
    optimizer.zero_grad()
    assert model.weight.grad is None


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: SGD([], 0.1),
            "SGD: received no parameters. Expected at least one. Give model.parameters() of a "
            "model with layers that learn.",
        ),
        (
            lambda: SGD(layer(), -1),
            "SGD: received lr=-1. Expected lr 0 or more. Look at the usual values in the "
            "docstring.",
        ),
        (
            lambda: SGD(layer(), 0.1, momentum=1.0),
            "SGD: received momentum=1.0. Expected momentum at least 0 and below 1. Look at the "
            "usual values in the docstring.",
        ),
        (
            lambda: SGD(layer(), 0.1, nesterov=True),
            "SGD: received nesterov=True with momentum=0. Expected a momentum above 0. Give "
            "momentum=0.9, or leave nesterov out.",
        ),
        (
            lambda: Adam(layer(), betas=(0.9, 1.0)),
            "Adam: received betas=(0.9, 1.0). Expected betas at least 0 and below 1. Look at the "
            "usual values in the docstring.",
        ),
        (
            lambda: AdamW(layer(), eps=0.0),
            "AdamW: received eps=0.0. Expected eps above 0. Look at the usual values in the "
            "docstring.",
        ),
        (
            lambda: clip_gradients([], 0.0),
            "clip_gradients: received limit=0.0. Expected limit above 0. Look at the usual values "
            "in the docstring.",
        ),
        (
            lambda: SGD(layer(), 0.1).load_state_dict({"lr": 1, "steps": 1, "0.mean": np.ones(1)}),
            "SGD.load_state_dict: received a state with 0.mean. Expected no arrays for 2 "
            "parameters. Load the state into the same kind of optimizer for the same network.",
        ),
    ],
)
def test_errors(make, text):
    with pytest.raises(ParameterError) as caught:
        make()
    assert str(caught.value) == text


def test_a_state_of_another_network_is_refused():
    optimizer = Adam(layer())
    with pytest.raises(ShapeError) as caught:
        optimizer.load_state_dict({"lr": 1, "steps": 1, "1.mean": np.ones(5)})
    assert str(caught.value) == (
        "Adam.load_state_dict: received 1.mean of shape (5,). Expected shape (2,). Load the state "
        "into an optimizer for the same network."
    )
    assert optimizer.steps == 0


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("threads", ["1", "3"])
def test_parts_of_a_large_parameter_are_the_whole(monkeypatch, make, threads):
    monkeypatch.setenv("CNNKIT_THREADS", threads)
    whole, parts = (Linear(1024, 1100, rng=0) for _ in range(2))
    rng = np.random.default_rng(2)
    given = [
        (rng.normal(size=(1024, 1100)).astype(np.float32), rng.normal(size=1100)) for _ in range(2)
    ]
    trained(make, parts, given)
    with monkeypatch.context() as alone:
        alone.setattr("cnnkit.functional.parts.NUMBERS", 1 << 40)
        trained(make, whole, given)
    np.testing.assert_array_equal(parts.weight.value, whole.weight.value)
    assert (parts.weight.value != Linear(1024, 1100, rng=0).weight.value).mean() > 0.9
