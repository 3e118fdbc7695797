import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import activations, linear_probe, randomised


def test_what_a_line_can_read_is_read(rng):
    x = rng.normal(size=(200, 2, 3))
    y = (x[:, 0, 1] - 2 * x[:, 1, 2] > 0.1).astype(int)
    assert linear_probe(x[:150], y[:150], x[150:], y[150:], strength=1e-3) > 0.85


def test_what_is_not_there_is_not_read(rng):
    x, y = rng.normal(size=(400, 5)), rng.integers(0, 2, 400)
    assert abs(linear_probe(x[:200], y[:200], x[200:], y[200:]) - 0.5) < 0.12


def test_what_needs_a_curve_is_not_read(rng):
    x = rng.normal(size=(400, 2))
    y = x[:, 0] * x[:, 1] > 0
    assert abs(linear_probe(x[:200], y[:200], x[200:], y[200:]) - 0.5) < 0.15


@pytest.mark.parametrize(("n", "d"), [(30, 4), (8, 20)])
def test_it_is_the_ridge_solution(rng, n, d):
    """More examples than numbers, or fewer: the same classifier, found by plain descent."""
    x, y = rng.normal(size=(n, d)) * 3 + 1, np.arange(n) % 3
    z = rng.normal(size=(200, d)) * 3 + 1
    standard, wanted = (x - x.mean(axis=0)) / x.std(axis=0), np.eye(3)[y]
    w, centre = np.zeros((d, 3)), wanted.mean(axis=0)
    for _ in range(4000):
        residue = standard @ w - (wanted - centre)
        w -= 0.3 / n * (standard.T @ residue + 0.5 * n * w) / (1 + d / 4)
    answers = ((z - x.mean(axis=0)) / x.std(axis=0) @ w + centre).argmax(axis=1)
    assert linear_probe(x, y, z, answers, strength=0.5) == 1


def test_labels_may_be_any_numbers_and_columns_may_be_constant(rng):
    x = np.column_stack([rng.normal(size=50), np.full(50, 3.0)])
    y = np.where(x[:, 0] > 0, 9, -2)
    assert linear_probe(x, y, x, y, strength=1e-3) > 0.9


def test_it_depends_on_the_weights(model, rng):
    images = rng.random((120, 2, 10, 12))
    y = images[:, 0, :5].mean(axis=(1, 2)) > images[:, 0, 5:].mean(axis=(1, 2))
    scores = []
    for net in (model, randomised(model, rng)):
        features = activations(net, images, ["conv2"])["conv2"]
        scores.append(linear_probe(features[:90], y[:90], features[90:], y[90:]))
    assert scores[0] != scores[1]


def test_labels_that_do_not_fit_are_refused():
    with pytest.raises(ShapeError) as caught:
        linear_probe(np.ones((4, 2)), np.ones(4), np.ones((4, 2)), np.ones(3))
    assert str(caught.value) == (
        "linear_probe: received test features of shape (4, 2) and labels of shape (3,). Expected "
        "(N, ...) and (N,) with the same N, at least 1. Give one label an example."
    )


def test_other_features_are_refused():
    with pytest.raises(ShapeError) as caught:
        linear_probe(np.ones((4, 2)), np.arange(4), np.ones((4, 3)), np.arange(4))
    assert str(caught.value) == (
        "linear_probe: received vectors of 2 to fit on and of 3 to measure on. Expected the same "
        "length. Take both from the same layer."
    )


@pytest.mark.parametrize(("labels", "strength"), [([1, 1, 1, 1], 1.0), ([0, 1, 0, 1], 0.0)])
def test_one_label_or_no_penalty_are_refused(labels, strength):
    x, y = np.ones((4, 2)), np.array(labels)
    with pytest.raises(ParameterError) as caught:
        linear_probe(x, y, x, y, strength=strength)
    assert str(caught.value) == (
        f"linear_probe: received {len(set(labels))} kinds of labels and strength={strength:g}. "
        "Expected at least two kinds, and a positive strength. "
        "Give examples with and without the property."
    )
