import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import activations, nearest_neighbours, randomised


@settings(max_examples=30)
@given(st.integers(1, 12), st.integers(0, 99), st.data())
def test_by_the_definition(m, seed, data):
    rng = np.random.default_rng(seed)
    features, query = rng.integers(0, 3, (m, 2, 2)), rng.integers(0, 3, (2, 2))  # with ties
    n = data.draw(st.integers(1, m))
    distances = [((row - query) ** 2).sum() for row in features]
    expected = sorted(range(m), key=lambda k: (distances[k], k))[:n]
    assert nearest_neighbours(features, query, n).tolist() == expected


def test_several_queries(rng):
    features, queries = rng.normal(size=(9, 4)), rng.normal(size=(3, 4))
    got = nearest_neighbours(features, queries, 2)
    assert got.shape == (3, 2)
    for row, query in zip(got, queries, strict=True):
        np.testing.assert_array_equal(row, nearest_neighbours(features, query, 2))


def test_bytes_do_not_wrap():
    features = np.array([[0], [200], [255]], np.uint8)
    assert nearest_neighbours(features, np.array([250], np.uint8), 2).tolist() == [2, 1]


def test_in_features_it_depends_on_the_weights(model, rng):
    images = rng.random((20, 2, 10, 12))
    found = []
    for net in (model, randomised(model, rng)):
        features = activations(net, images, ["dense"])["dense"]
        found.append(nearest_neighbours(features, features, 10))
    assert (found[0][:, 0] == np.arange(20)).all()
    assert (found[0] != found[1]).any()


@pytest.mark.parametrize("shape", [(3,), (1, 2, 3), (2, 2, 1)])
def test_a_query_that_does_not_fit_is_refused(shape):
    with pytest.raises(ShapeError) as caught:
        nearest_neighbours(np.zeros((5, 2, 2)), np.zeros(shape), 1)
    assert str(caught.value) == (
        f"nearest_neighbours: received a query of shape {shape} for features of shape (5, 2, 2). "
        "Expected a query of shape (2, 2), or several of them. Take both from the same layer."
    )


@pytest.mark.parametrize("n", [0, 6])
def test_too_many_or_none_are_refused(n):
    with pytest.raises(ParameterError) as caught:
        nearest_neighbours(np.zeros((5, 2)), np.zeros(2), n)
    assert str(caught.value) == (
        f"nearest_neighbours: received n={n}. Expected from 1 to 5, the number of examples. "
        "Ask for fewer."
    )
