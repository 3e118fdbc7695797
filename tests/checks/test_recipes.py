import numpy as np
import pytest

from cnnkit.backend import array_module
from cnnkit.checks.outcome import execute
from cnnkit.checks.recipes import Built, Function, Of, OnDevice, Rng, build, from_plain, to_plain
from cnnkit.checks.spec import Call

RECIPES = [
    Rng(7),
    Function("functional.relu"),
    Of(0, "parameters"),
    Built("layers.Linear", (3, 2), {"rng": Rng(1)}),
    Built("training.optimizers.SGD", (Of("model", "parameters"),), {"lr": 0.1}),
]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: type(recipe).__name__)
def test_a_description_gives_the_recipe_back(recipe):
    assert from_plain(to_plain((recipe, [recipe], {"a": recipe}))) == (
        recipe,
        [recipe],
        {"a": recipe},
    )


def test_a_generator_is_built_anew_each_time():
    assert build(Rng(3)).integers(1000) == build(Rng(3)).integers(1000)


def test_an_array_on_the_device_survives_its_description():
    again = from_plain(to_plain(OnDevice(np.arange(3.0))))
    assert (build(again).get() == [0, 1, 2]).all()


def train_once(model, optimizer, x):
    optimizer.zero_grad()
    y = model.forward(x)
    model.backward(np.ones_like(y))
    optimizer.step()
    return float(y.sum())


def test_an_optimizer_belongs_to_the_model_of_the_same_call():
    call = Call(
        Built("layers.Linear", (3, 2), {"rng": Rng(1)}),
        Built("training.optimizers.SGD", (Of(0, "parameters"),), {"lr": 0.5}),
        np.ones((4, 3), np.float32),
    ).observing(0)
    before = build(call.args[0]).state_dict()
    outcome = execute(train_once, call, 5.0)
    [after] = outcome.value["observed"]
    assert outcome.mutated == ()
    assert set(after) == set(before)
    # dw = sum of x over the batch = 4 everywhere, so one step takes 0.5 * 4 = 2 off each weight
    for name, array in before.items():
        assert np.allclose(after[name], array - 2.0), name


def test_methods_are_called_by_name_and_their_objects_are_read():
    def make(rng):
        from cnnkit import layers

        return layers.Linear(3, 2, rng=rng)

    x = np.ones((1, 3), np.float32)
    call = Call(Rng(0)).then(
        ("forward", Call(x)),
        ("backward", Call(np.ones((1, 2), np.float32))),
        ("parameters", Call()),
    )
    outcome = execute(make, call, 5.0)
    assert outcome.kind == "returned", outcome.message
    y, dx, parameters = outcome.value
    assert y.shape == (1, 2)
    assert dx.shape == (1, 3)
    assert [sorted(parameter) for parameter in parameters] == [["grad", "value"]] * 2


def test_of_needs_a_call():
    with pytest.raises(TypeError, match="needs the other arguments of its call"):
        build(Of(0, "parameters"))


def agnostic(x):
    xp = array_module(x)
    out = xp.zeros(x.shape)
    out[...] = xp.maximum(x, 0) * 2
    return out


def only_numpy(x):
    out = np.zeros(x.shape)
    out[...] = np.maximum(x, 0) * 2
    return out


def fetches(x):
    return np.maximum(x.get(), 0) * 2


def test_code_for_any_device_works_on_the_stand_in():
    x = np.array([[-1.0, 2.0]])
    outcome = execute(agnostic, Call(OnDevice(x)), 5.0)
    assert outcome.kind == "returned", outcome.message
    assert (outcome.value == [[0.0, 4.0]]).all()


def test_code_for_numpy_alone_does_not():
    outcome = execute(only_numpy, Call(OnDevice(np.ones(3))), 5.0)
    assert outcome.kind == "raised"
    assert "Please use `.get()`" in outcome.message
    outcome = execute(fetches, Call(OnDevice(np.ones(3))), 5.0)
    assert (outcome.kind, outcome.message) == (
        "not-a-tree",
        "a NumPy array, though the input lies on the device",
    )


def test_unwritten_is_what_the_student_left_unwritten():
    def stub(x):
        raise NotImplementedError("this is yours to write")

    def calls_a_part_that_is_not_there(x):
        from cnnkit.layers.base import Layer

        return Layer().forward(x)

    assert execute(stub, Call(1.0), 5.0).kind == "unwritten"
    outcome = execute(calls_a_part_that_is_not_there, Call(1.0), 5.0)
    assert (outcome.kind, outcome.error) == ("raised", "NotImplementedError")
    assert outcome.frame.startswith("line ")
