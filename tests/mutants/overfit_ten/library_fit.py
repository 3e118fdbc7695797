# mistake: Calls the library's fit instead of writing the loop.
import numpy as np
from cnnkit.training import fit


def overfit_ten(model, x, y):
    history = fit(model, x, y, epochs=60, batch_size=10, lr=0.05, progress=False)
    return history.loss
