import numpy as np
import pytest

from cnnkit.explain import randomised


@pytest.mark.usefixtures("unchanged")
def test_every_parameter_is_shuffled_and_the_network_stays(model, rng):
    other = randomised(model, rng)
    mine, theirs = model.named_parameters(), other.named_parameters()
    assert list(mine) == list(theirs)
    for name, parameter in mine.items():
        one, two = parameter.value, theirs[name].value
        np.testing.assert_array_equal(np.sort(one, axis=None), np.sort(two, axis=None))
        if parameter.decay:
            assert (one != two).any(), name


def test_the_seed_decides(model):
    one, same, other = (
        randomised(model, np.random.default_rng(seed)).state_dict()["dense.weight"]
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
