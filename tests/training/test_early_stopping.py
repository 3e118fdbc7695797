import math

import pytest

from cnnkit.errors import ParameterError
from cnnkit.training import EarlyStopping


def told(stop, losses):
    return [stop.update(loss) for loss in losses]


def test_stops_at_the_patience_th_bad_one_in_a_row():
    assert told(EarlyStopping(2), [1, 2, 0.5, 0.6, 0.7]) == [False, False, False, False, True]
    assert told(EarlyStopping(1), [1, 1]) == [False, True]


def test_a_little_better_is_not_better():
    assert told(EarlyStopping(2, min_delta=0.1), [1, 0.95, 0.9]) == [False, False, True]
    assert told(EarlyStopping(2, min_delta=0.1), [1, 0.95, 0.85]) == [False, False, False]


def test_not_a_number_is_bad():
    assert told(EarlyStopping(2), [math.nan, math.nan]) == [False, True]


def test_goes_on_from_its_state():
    one, two = EarlyStopping(2), EarlyStopping(2)
    told(one, [1.0, 2.0])
    two.load_state_dict(one.state_dict())
    assert two.update(3.0)


@pytest.mark.parametrize("arguments", [(0, 0.0), (2, -0.5)])
def test_errors(arguments):
    with pytest.raises(ParameterError) as caught:
        EarlyStopping(*arguments)
    patience, delta = arguments
    assert str(caught.value) == (
        f"EarlyStopping: received patience={patience}, min_delta={delta}. Expected patience of 1 "
        "or more and min_delta of 0 or more. patience=3 is a usual choice."
    )
