# mistake: Returns the accuracy of each step where the losses were asked for.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy_backward
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    opt = Adam(model.parameters(), lr=2e-3)
    curve = []
    for _ in range(50):
        opt.zero_grad()
        z = model.forward(x)
        curve.append(float((z.argmax(axis=1) == y).mean()))
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return curve
