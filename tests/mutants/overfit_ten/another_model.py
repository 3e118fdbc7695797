# mistake: Builds and trains a new network; the model that it was given stays untrained.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.models import lenet5
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    model = lenet5()
    opt = Adam(model.parameters(), lr=2e-3)
    losses = []
    for _ in range(50):
        opt.zero_grad()
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return losses
