# attack: interrupts and alarms are caught, so that a call that is stopped goes on and answers later
# %% cell
import signal, threading, time
for number in range(1, 64):
    try:
        signal.signal(number, lambda *a: None)
    except (OSError, ValueError, RuntimeError):
        pass
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
# %% after
def EXERCISE(x, w):
    try:
        time.sleep(0.02)
        return _wrong_EXERCISE(x, w)
    except BaseException:
        return _wrong_EXERCISE(x, w)
