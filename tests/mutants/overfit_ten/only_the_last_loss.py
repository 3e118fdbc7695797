# mistake: Returns one number, the last loss, instead of the list of all.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    opt = Adam(model.parameters(), lr=2e-3)
    for _ in range(50):
        opt.zero_grad()
        z = model.forward(x)
        loss = softmax_cross_entropy(z, y)
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return loss
