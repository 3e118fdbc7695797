# mistake: Takes a step for every single image, whatever the batch size.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    losses = []
    for n in rng.permutation(len(x)):
        z = model.forward(x[n:n + 1])
        losses.append(softmax_cross_entropy(z, y[n:n + 1]))
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, y[n:n + 1]))
        optimizer.step()
    return float(np.mean(losses))
