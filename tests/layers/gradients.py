"""What the tests of layers share: gradients of a whole layer, parameters included."""

import numpy as np

from cnnkit.gradcheck import gradcheck


def check_gradients(layer, x, seed=0, tolerance=1e-6, before=lambda: None):
    """Check dx and the gradient of every parameter in float64; ``before`` runs ahead of forward."""
    layer.astype(np.float64)
    parameters = layer.parameters()

    def run(x, *values):
        for parameter, value in zip(parameters, values, strict=True):
            parameter.value = value
        before()
        return layer(x)

    def back(dy, x, *values):
        run(x, *values)
        layer.zero_grad()
        dx = layer.backward(dy)
        return dx, *(parameter.grad for parameter in parameters)

    values = [parameter.value.copy() for parameter in parameters]
    for value in values:  # scales of 1 and biases of 0 would hide mistakes
        value += np.random.default_rng(seed).normal(scale=0.3, size=value.shape)
    rng = np.random.default_rng(seed + 1)
    result = gradcheck(run, back, np.asarray(x, np.float64), *values, rng=rng, tolerance=tolerance)
    assert result, result
    assert len(result.errors) == 1 + len(parameters)
