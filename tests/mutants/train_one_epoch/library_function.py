# mistake: Hands the work to the library's function of the same name.
import numpy as np
from cnnkit import training


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    return training.train_one_epoch(model, optimizer, x, y, batch_size=batch_size, rng=rng)
