# mistake: Stops as soon as the loss is below 1.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    opt = Adam(model.parameters(), lr=1e-3)
    losses = [np.inf]
    while losses[-1] >= 1:
        opt.zero_grad()
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return losses[1:]
