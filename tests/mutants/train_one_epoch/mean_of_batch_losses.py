# mistake: Takes the mean over batches, so the images of a short last batch count too much.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    losses = []
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        losses.append(softmax_cross_entropy(z, yb))
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return np.mean(losses)
