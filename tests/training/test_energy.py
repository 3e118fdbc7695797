import pytest

from cnnkit.errors import ParameterError
from cnnkit.training import energy_estimate


def test_one_kilowatt_for_one_hour():
    assert energy_estimate(3600, 1000, 1.0, 300) == (1.0, 300.0)
    assert energy_estimate(7200, 250, 0.4, 100) == pytest.approx((0.2, 20.0))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            (1, 1, 40, 1),
            "energy_estimate: received utilisation=40. Expected a share from 0 to 1. Divide a "
            "percentage by 100.",
        ),
        (
            (-1, 1, 0.4, 1),
            "energy_estimate: received seconds=-1. Expected 0 or more. Correct seconds.",
        ),
    ],
)
def test_errors(arguments, text):
    with pytest.raises(ParameterError) as caught:
        energy_estimate(*arguments)
    assert str(caught.value) == text
