# mistake: Hands the loss itself to backward, where the gradient with respect to the scores is needed.
import numpy as np
from cnnkit.functional import softmax_cross_entropy
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        loss = softmax_cross_entropy(z, yb)
        total += loss * len(yb)
        optimizer.zero_grad()
        model.backward(loss)
        optimizer.step()
    return total / len(y)
