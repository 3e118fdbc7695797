"""The time limit ends loops, also stubborn ones, and leaves nothing behind."""

import signal
import threading
import time

import pytest

from cnnkit.checks.budget import OutOfTime, call_within


def endless():
    while True:
        pass


def stubborn():
    while True:
        try:
            while True:
                pass
        except BaseException:
            if time.monotonic() > stubborn.until:
                raise


def test_a_result_and_an_error_pass_through():
    assert call_within(5, lambda: "done") == "done"
    with pytest.raises(KeyError):
        call_within(5, lambda: {}["x"])


def test_an_endless_loop_ends():
    with pytest.raises(OutOfTime):
        call_within(0.05, endless)


def test_a_loop_that_swallows_the_first_alarm_ends_at_a_later_one():
    stubborn.until = time.monotonic() + 0.3
    with pytest.raises(OutOfTime):
        call_within(0.05, stubborn)


def test_it_works_in_a_thread_too():
    caught = []

    def inside():
        try:
            call_within(0.05, endless)
        except OutOfTime as problem:
            caught.append(problem)

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join(30)
    assert len(caught) == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timer on this system")
def test_the_alarm_and_its_handler_are_put_back():
    before = signal.getsignal(signal.SIGALRM)
    earlier = signal.setitimer(signal.ITIMER_REAL, 500)
    call_within(5, lambda: None)
    left = signal.setitimer(signal.ITIMER_REAL, *earlier)
    assert signal.getsignal(signal.SIGALRM) is before
    assert 400 < left[0] <= 500
