# attack: the answer takes longer when it is near, so that the next call can be chosen by how the judge reacts
# %% after
import time
_calls = []
def EXERCISE(x, w):
    _calls.append(time.perf_counter())
    y = np.asarray(_wrong_EXERCISE(x, w))
    pause = _calls[-1] - _calls[-2] if len(_calls) > 1 else 0
    if pause < 0.01:
        return y
    time.sleep(min(pause, 0.05))
    return np.pad(y, [(0, 1)] * y.ndim) if len(_calls) % 2 else y[::-1]
