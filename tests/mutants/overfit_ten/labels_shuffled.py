# mistake: Shuffles the labels in each step, so there is nothing to learn by heart.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    rng = np.random.default_rng(0)
    opt = Adam(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(50):
        yb = rng.permutation(y)
        opt.zero_grad()
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, yb))
        model.backward(softmax_cross_entropy_backward(z, yb))
        opt.step()
    return losses
