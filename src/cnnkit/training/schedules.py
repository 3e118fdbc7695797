"""Learning-rate schedules: the rate as a function of how far the training has come.

Every schedule is called as ``schedule(step, total, base)``: `step` counts updates from 0, `total`
is their number, `base` the optimizer's own rate. To set more, use `functools.partial`:
``fit(..., schedule=partial(cosine_lr, warmup=100))``.
"""

import math
from collections.abc import Sequence

from cnnkit.errors import ParameterError


def constant_lr(step: int, total: int, base: float) -> float:
    """Return `base` at every step.

    >>> constant_lr(7, 10, 0.1)
    0.1
    """
    return base


def step_lr(
    step: int,
    total: int,
    base: float,
    *,
    milestones: Sequence[float] = (0.5, 0.75),
    factor: float = 0.1,
) -> float:
    """Multiply the rate by `factor` at each milestone.

    lr = base · factor^(number of milestones reached)

    Parameters
    ----------
    milestones
        Fractions of `total`, each between 0 and 1.
    factor
        What one milestone multiplies the rate by.

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015, section 4.2.

    >>> [round(step_lr(step, 8, 1.0), 3) for step in (0, 4, 6)]
    [1.0, 0.1, 0.01]
    """
    _check_step("step_lr", step, total)
    reached = sum(step >= milestone * total for milestone in milestones)
    return base * factor**reached


def cosine_lr(step: int, total: int, base: float, warmup: int = 0) -> float:
    """Warm up in a straight line, then fall along half a cosine to 0 at `total`.

    base·(step + 1)/warmup for step < warmup, then
    base·½·(1 + cos(π·(step − warmup)/(total − warmup)))

    Parameters
    ----------
    warmup
        Number of steps until `base` is reached.

    References
    ----------
    Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017.

    >>> [round(cosine_lr(step, 10, 1.0, warmup=2), 3) for step in (0, 1, 2, 6, 10)]
    [0.5, 1.0, 1.0, 0.5, 0.0]
    """
    _check_step("cosine_lr", step, total)
    if not 0 <= warmup <= total:
        raise ParameterError(
            "cosine_lr",
            received=f"warmup={warmup} of total={total} steps",
            expected="0 <= warmup <= total",
            fix="Warm up for a part of the training only",
        )
    if step < warmup:
        return base * (step + 1) / warmup
    if total == warmup:
        return 0.0 if step >= total and total else base
    progress = (step - warmup) / (total - warmup)
    return base * 0.5 * (1.0 + math.cos(math.pi * progress))


def _check_step(who, step, total):
    if not 0 <= step <= total:
        raise ParameterError(
            who,
            received=f"step={step} of total={total}",
            expected="0 <= step <= total",
            fix="Count steps from 0 and let total be their number",
        )
