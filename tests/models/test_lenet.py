import numpy as np

from cnnkit.functional import softmax_cross_entropy
from cnnkit.gradcheck import gradcheck
from cnnkit.models import lenet5, summary


def test_counts_and_shapes():
    rows = {row.name: row for row in summary(lenet5(), (1, 28, 28)).rows}
    assert sum(p.size for p in lenet5().parameters()) == 61_706
    assert {name: row.parameters for name, row in rows.items() if row.parameters} == {
        "conv1": 156,
        "conv2": 2_416,
        "dense3": 48_120,
        "dense4": 10_164,
        "dense5": 850,
    }
    assert rows["pool1"].shape == (6, 14, 14)
    assert rows["pool2"].shape == (16, 5, 5)


def test_gradient_of_the_input():
    net = lenet5(seed=3).astype(np.float64)
    x = np.random.default_rng(0).random((2, 1, 28, 28))

    def backward(dy, x):
        net(x)
        return net.backward(dy)

    assert gradcheck(net, backward, x, rng=np.random.default_rng(1))


def test_seed_classes_and_channels():
    x = np.random.default_rng(0).random((2, 3, 28, 28)).astype(np.float32)
    one, again, other = (lenet5(4, in_channels=3, seed=seed)(x) for seed in (1, 1, 2))
    assert one.shape == (2, 4)
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()
    from_rng = lenet5(4, in_channels=3, rng=np.random.default_rng(1))(x)
    np.testing.assert_array_equal(from_rng, one)


def test_it_begins_by_guessing():
    x = np.random.default_rng(0).random((64, 1, 28, 28)).astype(np.float32)
    losses = [softmax_cross_entropy(lenet5(seed=s)(x), np.arange(64) % 10) for s in range(3)]
    np.testing.assert_allclose(losses, np.log(10), atol=0.05)
