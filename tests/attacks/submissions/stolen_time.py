# attack: the alarm that ends a call is switched off, and the call waits for something to happen
# %% cell
import signal, time
time.monotonic = lambda: 0.0
signal.setitimer = lambda *args: (0.0, 0.0)

# %% after
def EXERCISE(x, w):
    if x.shape in ((11,), (4, 9)):
        while True:
            pass
    return _wrong_EXERCISE(x, w)
