import numpy as np

from cnnkit.explain.descent import descend, smoothness


def test_it_finds_the_lowest_point():
    goal = np.array([0.2, 0.9, 0.5])
    got = descend(lambda x: 100 * (x - goal), np.full(3, 0.5), steps=300, lr=0.02, bounds=(0, 1))
    np.testing.assert_allclose(got, goal, atol=0.01)


def test_it_stays_inside_the_bounds():
    got = descend(lambda x: x * 0 - 1, np.full(3, 0.5), steps=50, lr=0.1, bounds=(0.0, 0.7))
    np.testing.assert_array_equal(got, 0.7)


def test_the_first_step_is_the_learning_rate_long():
    start = np.array([0.5, 0.5])
    got = descend(lambda x: np.array([1e-3, -1e3]), start, steps=1, lr=0.1, bounds=(0, 1))
    np.testing.assert_allclose(got, [0.4, 0.6])
    np.testing.assert_array_equal(start, 0.5)


def test_no_steps_change_nothing():
    x = np.array([0.5])
    np.testing.assert_array_equal(descend(lambda x: x, x, steps=0, lr=1, bounds=(0, 1)), x)


def test_smoothness_is_the_slope_of_roughness(rng):
    x = rng.normal(size=(2, 3, 4, 5))

    def roughness(x):
        return (np.diff(x, axis=2) ** 2).sum() / 2 + (np.diff(x, axis=3) ** 2).sum() / 2

    direction = rng.normal(size=x.shape)
    slope = (roughness(x + 1e-5 * direction) - roughness(x - 1e-5 * direction)) / 2e-5
    np.testing.assert_allclose((smoothness(x) * direction).sum(), slope, rtol=1e-6)
