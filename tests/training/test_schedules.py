import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.errors import ParameterError
from cnnkit.training import constant_lr, cosine_lr, step_lr


@settings(max_examples=50, deadline=None)
@given(total=st.integers(1, 200), share=st.floats(0, 0.9), base=st.floats(1e-4, 10))
def test_cosine_rises_then_falls_to_zero(total, share, base):
    warmup = int(share * total)
    rates = [cosine_lr(step, total, base, warmup) for step in range(total + 1)]
    assert rates[-1] == pytest.approx(0, abs=1e-12)
    assert rates[warmup] == pytest.approx(base)
    for step in range(warmup):
        assert rates[step] == pytest.approx(base * (step + 1) / warmup)
    falling = rates[warmup:]
    assert all(a >= b - 1e-12 for a, b in pairwise(falling))


def test_cosine_by_the_formula():
    assert cosine_lr(30, 110, 0.4, warmup=10) == pytest.approx(
        0.4 * 0.5 * (1 + math.cos(math.pi * 20 / 100))
    )


def test_steps():
    rates = [step_lr(step, 100, 1.0, milestones=(0.3, 0.6), factor=0.5) for step in (0, 29, 30, 60)]
    assert rates == [1.0, 1.0, 0.5, 0.25]
    assert constant_lr(5, 10, 0.3) == 0.3


@pytest.mark.parametrize("schedule", [cosine_lr, step_lr])
@pytest.mark.parametrize("step", [-1, 11])
def test_a_step_outside_is_refused(schedule, step):
    with pytest.raises(ParameterError) as caught:
        schedule(step, 10, 1.0)
    assert str(caught.value) == (
        f"{schedule.__name__}: received step={step} of total=10. Expected 0 <= step <= total. "
        "Count steps from 0 and let total be their number."
    )


def test_warming_up_for_longer_than_the_training_is_refused():
    with pytest.raises(ParameterError) as caught:
        cosine_lr(0, 10, 1.0, warmup=11)
    assert str(caught.value) == (
        "cosine_lr: received warmup=11 of total=10 steps. Expected 0 <= warmup <= total. "
        "Warm up for a part of the training only."
    )
