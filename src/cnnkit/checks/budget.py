"""A time limit for a student's code: an endless loop ends with a message, not a dead kernel."""

import ctypes
import signal
import threading
from collections.abc import Callable
from typing import Any

INTERVAL = 0.05


class OutOfTime(BaseException):
    """Raised inside code that has used up its time. No Exception, so that few handlers catch it."""


def call_within(seconds: float, function: Callable[[], Any]) -> Any:
    """Return ``function()``, or raise `OutOfTime` when it takes longer than ``seconds``.

    The alarm keeps ringing until the function has been left, so that a bare ``except`` inside a
    loop cannot swallow it. One long call of compiled code ends only when it returns.

    >>> call_within(1.0, lambda: 6 * 7)
    42
    """
    main_thread = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and main_thread:
        return _with_signal(seconds, function)
    return _with_thread(seconds, function)


def _with_signal(seconds: float, function: Callable[[], Any]) -> Any:
    def ring(signum, frame):
        # Raise only inside the function called, never in the lines around it.
        while frame is not None and frame.f_code is not _enter.__code__:
            frame = frame.f_back
        if frame is not None:
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, INTERVAL)
    try:
        return _enter(function)
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, before)


def _enter(function: Callable[[], Any]) -> Any:
    return function()


def _with_thread(seconds: float, function: Callable[[], Any]) -> Any:
    """Do the same where there is no alarm signal (Windows, or a thread other than the main one)."""
    done = threading.Event()
    lock = threading.Lock()
    target = ctypes.c_ulong(threading.get_ident())

    def ring():
        pause = seconds
        while not done.wait(pause):
            pause = INTERVAL
            with lock:
                if not done.is_set():
                    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
                    raise_in(target, ctypes.py_object(OutOfTime))

    watch = threading.Thread(target=ring, daemon=True, name="time budget")
    watch.start()
    try:
        return _enter(function)
    finally:
        with lock:
            done.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, None)
