# mistake: Leaves the last image out of the training.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    opt = Adam(model.parameters(), lr=2e-3)
    losses = []
    for _ in range(50):
        opt.zero_grad()
        z = model.forward(x[:-1])
        losses.append(softmax_cross_entropy(z, y[:-1]))
        model.backward(softmax_cross_entropy_backward(z, y[:-1]))
        opt.step()
    return losses
