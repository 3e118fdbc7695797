import copy

import numpy as np

from cnnkit.layers import Linear, ReLU, Sequential


def test_a_forward_hook_sees_and_may_replace():
    layer, seen = ReLU(), []
    x = np.array([[-1.0, 2.0]])
    handle = layer.register_forward_hook(lambda *args: seen.append(args))
    y = layer(x)
    (where, value, result) = seen[0]
    assert where is layer
    assert value is x
    assert result is y
    handle.remove()
    with layer.register_forward_hook(lambda layer, x, y: y + 10):
        np.testing.assert_array_equal(layer(x), [[10, 12]])
        np.testing.assert_array_equal(layer.forward(x), [[10, 12]])
    np.testing.assert_array_equal(layer(x), [[0, 2]])
    assert len(seen) == 1


def test_a_backward_hook_changes_the_rule_of_one_layer():
    net = Sequential(ReLU(), Linear(2, 2, rng=0))
    net[1].weight.value = [[1.0, 0.0], [0.0, -1.0]]
    net(np.array([[1.0, 1.0]]))
    dy = np.array([[1.0, 1.0]])
    np.testing.assert_array_equal(net.backward(dy), [[1, -1]])
    with net[0].register_backward_hook(lambda layer, dy, dx: np.maximum(dx, 0)):
        np.testing.assert_array_equal(net.backward(dy), [[1, 0]])
    np.testing.assert_array_equal(net.backward(dy), [[1, -1]])


def test_hooks_run_in_order_and_leave_in_any():
    layer, x = ReLU(), np.array([[1.0]])
    double = layer.register_forward_hook(lambda layer, x, y: 2 * y)
    add = layer.register_forward_hook(lambda layer, x, y: y + 1)
    assert layer(x).item() == 3
    double.remove()
    assert layer(x).item() == 2
    double.remove()
    add.remove()
    assert layer(x).item() == 1
    assert "forward" not in vars(layer), "a layer without hooks pays nothing"


def test_a_copy_has_no_hooks_and_remembers_nothing():
    layer = Linear(1, 1, rng=0)
    layer.register_forward_hook(lambda layer, x, y: y + 100)
    layer(np.ones((1, 1)))
    twin = copy.deepcopy(layer)
    assert twin(np.ones((1, 1))).item() == layer(np.ones((1, 1))).item() - 100
    twin.weight.value = [[5.0]]
    assert layer.weight.value.item() != 5.0
