"""Compare a backward pass with what the forward pass really does when nudged.

Step a little way from x in a random direction v, once forwards and once back: the change of f,
divided by the step, is the slope along v. It must equal the inner product of v with the gradient.
One such number checks every element at once, for a wrong element changes the product.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.backend import Array, to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.functional.arguments import operands, require_rng, require_shape


def numerical_directional(f: Callable[[Array], Any], x: Array, v: Array, h: float = 1e-5) -> Any:
    """Measure how fast f changes when x moves along v.

    (f(x + h·v) − f(x − h·v)) / (2h)

    Computed in float64: in float32 the difference drowns in rounding. Near a kink, such as relu
    at 0, the two sides have different slopes and the number means nothing.

    Parameters
    ----------
    f
        A function of one array; it may return a number or an array.
    x
        Array of any shape.
    v
        The direction, of the shape of x.
    h
        The step.

    Returns
    -------
    A number or an array, as f returns.

    Examples
    --------
    >>> x, v = np.array([1.0, 2.0]), np.array([1.0, 0.0])
    >>> round(numerical_directional(lambda x: (x * x).sum(), x, v), 6)
    np.float64(2.0)
    """
    op = "numerical_directional"
    xp, x, v = operands(op, x=x, v=v)
    require_shape(op, "v", v, x.shape, "the shape of x")
    _check_step(op, h)
    x, v = x.astype(xp.float64), v.astype(xp.float64)
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def numerical_gradient(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Measure the whole gradient of a number-valued f, one element of x at a time.

    dx[i] = (f(x + h·eᵢ) − f(x − h·eᵢ)) / (2h)

    Takes two calls for every element: for small arrays only.

    Parameters
    ----------
    f
        A function of one array that returns one number.
    x
        Array of any shape.
    h
        The step.

    Returns
    -------
    Array of the shape of x, float64.

    Examples
    --------
    >>> numerical_gradient(lambda x: (x * x).sum(), np.array([1.0, 2.0])).round(6)
    array([2., 4.])
    """
    op = "numerical_gradient"
    xp, x = operands(op, x=x)
    _check_step(op, h)
    x = x.astype(xp.float64)
    dx = xp.zeros(x.shape, dtype=xp.float64)
    for index in np.ndindex(*x.shape):
        nudged = x.copy()
        nudged[index] = x[index] + h
        above = f(nudged.copy())
        nudged[index] = x[index] - h
        dx[index] = (above - f(nudged)) / (2 * h)
    return dx


@dataclass(frozen=True)
class GradientCheck:
    """What ``gradcheck`` found.

    Attributes
    ----------
    errors
        For each input that was checked, by name: the largest relative error.
    tolerance
        What was allowed.
    """

    errors: dict[str, float]
    tolerance: float

    @property
    def error(self) -> float:
        """The largest error of all; NaN when any is."""
        return float(np.max(list(self.errors.values())))

    @property
    def passed(self) -> bool:
        """Whether every gradient is right."""
        return self.error <= self.tolerance

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        verdict = "passed" if self.passed else "failed"
        each = ", ".join(f"{name} {error:.1e}" for name, error in self.errors.items())
        return f"gradcheck {verdict}: {each} (allowed {self.tolerance:.0e})"


def gradcheck(
    f: Callable[..., Any],
    backward: Callable[..., Any],
    *inputs: Any,
    rng: np.random.Generator,
    h: float = 1e-5,
    tolerance: float = 1e-6,
    directions: int = 3,
) -> GradientCheck:
    """Check that ``backward`` computes the gradients of ``f``.

    For a random upstream gradient dy and random directions v, ⟨dy, slope of f along v⟩ must equal
    ⟨dx, v⟩. dy is random because with ones many mistakes cancel.

    Parameters
    ----------
    f
        ``f(*inputs)`` returns an array or a number, the first of a tuple counting.
    backward
        ``backward(dy, *inputs)`` returns one gradient for each input, in their order; missing
        ones at the end, or None, are not checked.
    inputs
        Arrays. Those of real numbers are checked, in float64; integers are passed on.
    rng
        Where dy and v come from.
    h
        The step.
    tolerance
        The largest relative error that passes.
    directions
        How many directions to try for each input.

    Returns
    -------
    GradientCheck, true when everything passed.

    Raises
    ------
    ShapeError
        When a gradient has not the shape of its input.

    Examples
    --------
    >>> from cnnkit.functional import linear, linear_backward
    >>> rng = np.random.default_rng(0)
    >>> x, w, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    >>> check = gradcheck(linear, lambda dy, x, w, b: linear_backward(dy, x, w), x, w, b, rng=rng)
    >>> check.passed
    True
    """
    op = "gradcheck"
    require_rng(op, rng)
    _check_step(op, h)
    values = [_double(value) for value in inputs]
    names = _names(f, len(values))

    def run(*arguments: Any) -> np.ndarray:
        y = f(*arguments)
        return to_numpy(y[0] if isinstance(y, tuple) else y).astype(np.float64)

    y = run(*values)
    dy = rng.normal(size=y.shape)
    upstream = float(dy) if y.ndim == 0 else _beside(dy, values)
    gradients = backward(upstream, *values)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    errors = {}
    for position, (name, value, gradient) in enumerate(zip(names, values, gradients, strict=False)):
        if gradient is None or not _is_real(value):
            continue
        gradient = to_numpy(gradient)
        if gradient.shape != value.shape:
            raise ShapeError(
                op,
                received=f"a gradient of shape {gradient.shape} for {name} of shape {value.shape}",
                expected=f"a gradient of shape {value.shape}",
                fix="Return the gradients in the order of the inputs, each as large as its input",
            )
        errors[name] = max(
            _error(run, values, position, dy, gradient, rng.normal(size=value.shape), h)
            for _ in range(directions)
        )
    if not errors:
        raise ParameterError(
            op,
            received="no gradient to check",
            expected="at least one input of real numbers, and its gradient",
            fix="Give float arrays, and return their gradients from backward",
        )
    return GradientCheck(errors, tolerance)


def _error(
    run: Callable[..., np.ndarray],
    values: list[Any],
    position: int,
    dy: np.ndarray,
    gradient: np.ndarray,
    v: np.ndarray,
    h: float,
) -> float:
    """Compare the slope along v with the gradient, relative to the size of the gradient."""
    step = _beside(h * v, values)
    above, below = list(values), list(values)
    above[position], below[position] = values[position] + step, values[position] - step
    slope = float((dy * (run(*above) - run(*below))).sum() / (2 * h))
    claimed = float((gradient * v).sum())
    # A direction can be nearly at right angles to the gradient: its own length is the measure.
    scale = max(abs(slope), abs(claimed), float(np.sqrt((gradient**2).sum())))
    return abs(slope - claimed) / scale if scale else 0.0


def _beside(host: np.ndarray, values: list[Any]) -> Any:
    """Put an array on the device of the inputs."""
    arrays = [value for value in values if hasattr(value, "dtype")]
    xp = operands("gradcheck", array=arrays[0])[0]
    return xp.asarray(host)


def _double(value: Any) -> Any:
    return value.astype("float64") if _is_real(value) else value


def _is_real(value: Any) -> bool:
    return hasattr(value, "dtype") and value.dtype.kind == "f"


def _names(f: Callable[..., Any], count: int) -> list[str]:
    """Name the inputs as the function does, or by number."""
    try:
        names = [
            name
            for name, parameter in inspect.signature(f).parameters.items()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        ][:count]
    except (TypeError, ValueError):  # some built-in functions do not tell
        names = []
    return names + [f"input {position}" for position in range(len(names), count)]


def _check_step(op: str, h: float) -> None:
    if not h > 0:
        raise ParameterError(
            op,
            received=f"h = {describe(h)}",
            expected="a small positive number",
            fix="Choose h = 1e-5",
        )
