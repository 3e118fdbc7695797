import numpy as np
import pytest

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from cnnkit.gradcheck import gradcheck, numerical_directional, numerical_gradient
from standin import StandInArray, to_standin


def rng():
    return np.random.default_rng(0)


def draw(*shapes):
    generator = np.random.default_rng(1)
    return [generator.normal(size=shape) for shape in shapes]


X, W, B = draw((2, 3, 6, 7), (4, 3, 3, 2), (4,))


def backward(dy, x, w, b):
    return F.conv2d_backward(dy, x, w)


def test_right_gradients_pass():
    check = gradcheck(F.conv2d, backward, X, W, B, rng=rng())
    assert check
    assert check.passed
    assert set(check.errors) == {"x", "w", "b"}
    assert check.error < 1e-8


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda g: 2 * g,
        lambda g: -g,
        lambda g: np.zeros_like(g),
        lambda g: g[::-1].copy(),
        lambda g: g + 1e-3 * np.abs(g).max(),
        lambda g: np.where(np.arange(g.size).reshape(g.shape) == 0, 0, g),  # one element wrong
    ],
)
def test_a_wrong_gradient_fails_and_is_named(position, spoil):
    def wrong(dy, x, w, b):
        gradients = list(backward(dy, x, w, b))
        gradients[position] = spoil(gradients[position])
        return tuple(gradients)

    check = gradcheck(F.conv2d, wrong, X, W, B, rng=rng())
    assert not check
    assert [name for name, error in check.errors.items() if error > 1e-6] == ["xwb"[position]]


def test_a_sum_that_ones_would_not_catch():
    """With an upstream of ones these two gradients of softmax are the same: both zero."""
    (z,) = draw((3, 4))
    assert gradcheck(F.softmax, lambda dy, z: F.softmax_backward(dy, z), z, rng=rng())
    assert not gradcheck(F.softmax, lambda dy, z: np.zeros_like(z), z, rng=rng())


def test_float32_inputs_are_checked_in_float64():
    inputs = [a.astype("float32") for a in (X, W, B)]
    check = gradcheck(F.conv2d, backward, *inputs, rng=rng())
    assert check.error < 1e-8
    assert inputs[0].dtype == "float32"


def test_labels_are_passed_on_and_losses_are_numbers():
    z, y = draw((5, 4))[0], np.array([0, 3, 1, 1, 2])
    check = gradcheck(
        F.softmax_cross_entropy,
        lambda dy, z, y: F.softmax_cross_entropy_backward(z, y, dy),
        z,
        y,
        rng=rng(),
    )
    assert check
    assert set(check.errors) == {"z"}


def test_the_first_of_several_results_counts():
    x, gamma, beta = draw((5, 4), (4,), (4,))
    running = np.zeros(4), np.ones(4)
    check = gradcheck(
        lambda x, gamma, beta: F.batch_norm(x, gamma, beta, *running, True),
        lambda dy, x, gamma, beta: F.batch_norm_backward(dy, x, gamma),
        x,
        gamma,
        beta,
        rng=rng(),
    )
    assert check


def test_gradients_may_be_left_out():
    assert set(gradcheck(F.conv2d, lambda *a: backward(*a)[:1], X, W, B, rng=rng()).errors) == {"x"}
    check = gradcheck(F.conv2d, lambda *a: (None, *backward(*a)[1:]), X, W, B, rng=rng())
    assert set(check.errors) == {"w", "b"}


def test_a_gradient_that_is_rightly_zero_passes():
    check = gradcheck(lambda x: 0 * x, lambda dy, x: 0 * dy, X, rng=rng())
    assert check.errors == {"x": 0.0}


class Ones(np.random.Generator):
    """Draws nothing but ones."""

    def normal(self, *args, size=None, **kwargs):
        return np.ones(() if size is None else size)


def test_a_direction_across_the_gradient_is_no_mistake():
    """There both numbers are 0 up to rounding, and their ratio means nothing."""
    sign = np.array([1.0, -1.0])
    check = gradcheck(
        lambda x: (sign * np.sin(x)).sum(),
        lambda dy, x: dy * sign * np.cos(x),
        np.array([1.0, 1.0 + 1e-15]),
        rng=Ones(np.random.PCG64(0)),
    )
    assert check


def test_nan_never_passes():
    check = gradcheck(lambda x: 2 * x, lambda dy, x: dy * np.nan, X, rng=rng())
    assert not check.passed


def test_it_prints_one_line():
    check = gradcheck(lambda x: 2 * x, lambda dy, x: 2 * dy, X, rng=rng())
    assert repr(check).startswith("gradcheck passed: x ")
    assert repr(check).endswith(" (allowed 1e-06)")
    wrong = gradcheck(lambda x: 2 * x, lambda dy, x: 3 * dy, X, rng=rng())
    assert repr(wrong).startswith("gradcheck failed: x ")


def test_inputs_without_names_get_numbers():
    (a,) = draw((3,))
    check = gradcheck(lambda *inputs: inputs[0] * 2, lambda dy, *inputs: 2 * dy, a, rng=rng())
    assert set(check.errors) == {"input 0"}


def test_on_a_device():
    x, w, b = to_standin([X, W, B])
    assert isinstance(x, StandInArray)
    assert gradcheck(F.conv2d, backward, x, w, b, rng=rng())


def test_inputs_are_left_alone():
    x = X.copy()
    gradcheck(F.relu, lambda dy, x: F.relu_backward(dy, x), x, rng=rng())
    np.testing.assert_array_equal(x, X)


def test_numerical_directional_of_numbers_and_arrays():
    x, v = draw((3, 4), (3, 4))
    assert numerical_directional(lambda x: (x**2).sum(), x, v) == pytest.approx(2 * (x * v).sum())
    np.testing.assert_allclose(numerical_directional(lambda x: x**3, x, v), 3 * x**2 * v, rtol=1e-6)
    low = numerical_directional(lambda x: x**3, x.astype("float32"), v.astype("float32"))
    np.testing.assert_allclose(low, 3 * x**2 * v, rtol=1e-5)  # the difference is taken in float64


def test_a_kink_has_no_slope():
    slope = numerical_directional(np.abs, np.zeros(1), np.ones(1))
    assert slope == 0  # neither 1 nor −1: the mean of both sides


def test_numerical_gradient_is_the_whole_gradient():
    (x,) = draw((3, 4))
    before = x.copy()
    gradient = numerical_gradient(lambda x: (x**3).sum(), x)
    np.testing.assert_allclose(gradient, 3 * x**2, rtol=1e-6, atol=1e-9)
    np.testing.assert_array_equal(x, before)


ERRORS = [
    (
        lambda: gradcheck(F.relu, lambda dy, x: dy[:1], X, rng=rng()),
        ShapeError,
        "gradcheck: received a gradient of shape (1, 3, 6, 7) for x of shape (2, 3, 6, 7). "
        "Expected a gradient of shape (2, 3, 6, 7). Return the gradients in the order of the "
        "inputs, each as large as its input.",
    ),
    (
        lambda: gradcheck(F.relu, F.relu_backward, X, rng=0),
        DTypeError,
        "gradcheck: received rng as 0. Expected a numpy.random.Generator. Make one with "
        "numpy.random.default_rng(seed).",
    ),
    (
        lambda: gradcheck(lambda x: x, lambda dy, x: dy, np.array([1, 2]), rng=rng()),
        ParameterError,
        "gradcheck: received no gradient to check. Expected at least one input of real numbers, "
        "and its gradient. Give float arrays, and return their gradients from backward.",
    ),
    (
        lambda: gradcheck(F.relu, F.relu_backward, X, rng=rng(), h=0),
        ParameterError,
        "gradcheck: received h = 0. Expected a small positive number. Choose h = 1e-5.",
    ),
    (
        lambda: numerical_directional(np.sum, X, X[0]),
        ShapeError,
        "numerical_directional: received v of shape (3, 6, 7). Expected v of shape (2, 3, 6, 7), "
        "the shape of x. Check where v comes from.",
    ),
    (
        lambda: numerical_gradient(np.sum, X, -1e-5),
        ParameterError,
        "numerical_gradient: received h = -1e-05. Expected a small positive number. Choose "
        "h = 1e-5.",
    ),
    (
        lambda: numerical_gradient(np.sum, [1.0]),
        DTypeError,
        "numerical_gradient: received x as a list. Expected a NumPy or CuPy array. Make it one "
        "with numpy.asarray(x).",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == text
