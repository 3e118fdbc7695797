"""Penalties on weights, number by number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError
from functional.properties import apart, assert_gradient, drawn, full_text, normal, seeds


@drawn
@given(st.sampled_from([(3,), (2, 4), (2, 3, 2, 2)]), st.sampled_from([0.0, 0.1, 2.0]), seeds)
def test_they_are_their_definitions(shape, strength, seed):
    (w,) = normal(seed, shape)
    w = apart(w, 0.1)
    l1, l2 = F.l1_penalty(w, strength), F.l2_penalty(w, strength)
    assert type(l1) is type(l2) is float
    assert l1 == pytest.approx(strength * sum(abs(t) for t in w.flat))
    assert l2 == pytest.approx(0.5 * strength * sum(t * t for t in w.flat))
    for penalty, back in (
        (F.l1_penalty, F.l1_penalty_backward),
        (F.l2_penalty, F.l2_penalty_backward),
    ):
        assert_gradient(
            lambda w, penalty=penalty: penalty(w, strength),
            lambda dy, back=back: back(w, strength, dy),
            w,
            seed,
        )


def test_l1_has_no_slope_at_zero():
    assert F.l1_penalty_backward(np.zeros(2), 1.0).tolist() == [0, 0]


@pytest.mark.parametrize("name", ["l1_penalty", "l2_penalty"])
@pytest.mark.parametrize("suffix", ["", "_backward"])
@pytest.mark.parametrize("strength", [-0.5, float("nan")])
def test_a_negative_strength_is_refused(name, suffix, strength):
    with pytest.raises(ParameterError) as caught:
        getattr(F, name + suffix)(np.zeros(2), strength)
    assert full_text(caught.value) == (
        f"{name}{suffix}: received strength = {strength}. Expected a number of at least 0. Choose "
        "strength = 0 for no penalty."
    )
