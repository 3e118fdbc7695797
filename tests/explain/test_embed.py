import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import activations, pca, randomised, tsne


def test_components_hold_the_largest_variances(rng):
    x = rng.normal(size=(50, 6)) * [5, 1, 3, 0.1, 2, 0.5] + 7
    z = pca(x, 3)
    assert z.shape == (50, 3)
    np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-12)
    covariance = np.cov(x.T, bias=True)
    largest = np.sort(np.linalg.eigvalsh(covariance))[::-1][:3]
    np.testing.assert_allclose(z.T @ z / 50, np.diag(largest), atol=1e-9)


def test_all_components_keep_all_distances(rng):
    x = rng.normal(size=(8, 2, 3))
    z = pca(x, 6)
    for a in range(8):
        for b in range(8):
            assert np.linalg.norm(z[a] - z[b]) == pytest.approx(np.linalg.norm(x[a] - x[b]))


def test_signs_are_settled(rng):
    x = rng.normal(size=(20, 5))
    _, _, directions = np.linalg.svd(x - x.mean(axis=0))
    z = pca(x, 2)
    for k in range(2):
        direction = np.linalg.lstsq(x - x.mean(axis=0), z[:, k], rcond=None)[0]
        assert np.abs(direction @ directions[k]) == pytest.approx(1)
        assert direction[np.abs(direction).argmax()] > 0


def test_it_depends_on_the_weights(model, rng):
    images = rng.random((20, 2, 10, 12))
    mine, other = (
        pca(activations(m, images, ["pool"])["pool"]) for m in (model, randomised(model, rng))
    )
    assert not np.allclose(mine, other, rtol=1e-2)


@pytest.mark.parametrize("components", [0, 4])
def test_too_many_components_are_refused(components):
    with pytest.raises(ParameterError) as caught:
        pca(np.zeros((5, 3)), components)
    assert str(caught.value) == (
        f"pca: received components={components} for 5 vectors of 3. Expected from 1 to 3. "
        "Ask for fewer directions."
    )


@pytest.mark.parametrize("draw", [pca, lambda x: tsne(x, np.random.default_rng(0))])
def test_one_row_an_example(draw):
    with pytest.raises(ShapeError, match=r"Expected shape \(N, \.\.\.\), one row an example\."):
        draw(np.zeros(5))


def test_clusters_stay_together(rng):
    """Points of three far clouds in ten dimensions: nearest on paper is of the same cloud."""
    centres = 20 * rng.normal(size=(3, 10))
    which = np.arange(90) % 3
    x = centres[which] + rng.normal(size=(90, 10))
    y = tsne(x, rng, perplexity=10, steps=250, lr=20)
    assert np.isfinite(y).all()
    np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-9)
    distances = ((y[:, None] - y) ** 2).sum(axis=2) + np.diag(np.full(90, np.inf))
    assert (which[distances.argmin(axis=1)] == which).all()


def test_the_seed_decides(rng):
    x = rng.normal(size=(40, 4))
    one, same, other = (
        tsne(x, np.random.default_rng(seed), perplexity=5, steps=15) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


@pytest.mark.parametrize("perplexity", [0.5, 4])
def test_a_perplexity_that_does_not_fit_is_refused(rng, perplexity):
    with pytest.raises(ParameterError) as caught:
        tsne(np.zeros((10, 3)), rng, perplexity=perplexity)
    assert str(caught.value) == (
        f"tsne: received perplexity={perplexity:g} for 10 examples. Expected from 1 to 3.0, a "
        "third of the others. Take more examples or a smaller perplexity."
    )
