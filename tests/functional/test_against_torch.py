"""PyTorch as a second opinion, where it happens to be installed."""

import numpy as np
import pytest

from cnnkit import functional as F
from functional.properties import assert_close, normal

torch = pytest.importorskip("torch", reason="PyTorch, the second opinion, is not installed")
T = torch.nn.functional

CONVOLUTIONS = [
    {},
    {"stride": 2, "padding": 1},
    {"stride": (1, 3), "padding": (2, 0), "dilation": (2, 1)},
    {"groups": 2, "padding": 1, "stride": 2},
]


def tensor(array):
    return torch.tensor(array, requires_grad=array.dtype.kind == "f")


def compare(ours, ours_backward, theirs, *arrays, tolerance=1e-10):
    """Compare outputs, and gradients for a random dy. A None among ours is not compared."""
    tensors = [tensor(a) for a in arrays]
    y = theirs(*tensors)
    got = ours(*arrays)
    assert_close(np.asarray(got), y.detach().numpy(), tolerance)
    (dy,) = normal(99, tuple(y.shape))
    y.backward(torch.tensor(dy))
    gradients = ours_backward(float(dy) if y.ndim == 0 else dy, *arrays)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    for gradient, t in zip(gradients, tensors, strict=False):
        if gradient is not None and t.grad is not None:
            assert_close(gradient, t.grad.numpy(), tolerance)


@pytest.mark.parametrize("settings", CONVOLUTIONS)
def test_conv2d(settings):
    x, w, b = normal(0, (3, 4, 9, 11), (6, 4 // settings.get("groups", 1), 3, 2), (6,))
    compare(
        lambda x, w, b: F.conv2d(x, w, b, **settings),
        lambda dy, x, w, b: F.conv2d_backward(dy, x, w, **settings),
        lambda x, w, b: T.conv2d(x, w, b, **settings),
        x,
        w,
        b,
    )


@pytest.mark.parametrize(
    ("ours", "theirs"), [("edge", "replicate"), ("reflect",) * 2, ("wrap", "circular")]
)
def test_padding_modes(ours, theirs):
    x = normal(1, (2, 3, 5, 6))[0]
    compare(
        lambda x: F.pad2d(x, (1, 2, 3, 0), ours),
        lambda dy, x: F.pad2d_backward(dy, (1, 2, 3, 0), ours),
        lambda x: T.pad(x, (1, 2, 3, 0), mode=theirs),
        x,
    )


def test_conv1d():
    x, w, b = normal(2, (3, 4, 12), (6, 2, 3), (6,))
    settings = {"stride": 2, "padding": 2, "dilation": 2, "groups": 2}
    compare(
        lambda x, w, b: F.conv1d(x, w, b, **settings),
        lambda dy, x, w, b: F.conv1d_backward(dy, x, w, **settings),
        lambda x, w, b: T.conv1d(x, w, b, **settings),
        x,
        w,
        b,
    )


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"stride": 2, "padding": 1, "output_padding": 1},
        {"stride": (2, 3), "padding": (0, 1), "dilation": 2, "groups": 2},
        {"dilation": 3, "output_padding": 2},
    ],
)
def test_conv_transpose2d(settings):
    groups = settings.get("groups", 1)
    y, w, b = normal(3, (3, 4, 4, 5), (4, 3, 3, 2), (3 * groups,))
    compare(
        lambda y, w, b: F.conv_transpose2d(y, w, b, **settings),
        lambda dx, y, w, b: F.conv_transpose2d_backward(dx, y, w, **settings),
        lambda y, w, b: T.conv_transpose2d(y, w, b, **settings),
        y,
        w,
        b,
    )


def test_pooling():
    x = normal(4, (2, 3, 9, 10))[0]
    window = (3, (2, 3), 1)
    compare(
        lambda x: F.max_pool2d(x, *window),
        lambda dy, x: F.max_pool2d_backward(dy, x, *window),
        lambda x: T.max_pool2d(x, *window),
        x,
    )
    compare(
        lambda x: F.avg_pool2d(x, *window),
        lambda dy, x: F.avg_pool2d_backward(dy, x, *window),
        lambda x: T.avg_pool2d(x, *window),
        x,
    )


def test_ties_go_to_the_same_pixel():
    x = tensor(normal(5, (2, 3, 9, 10))[0].round())
    y = T.max_pool2d(x, 3, 2)
    (dy,) = normal(6, tuple(y.shape))
    y.backward(torch.tensor(dy))
    assert_close(F.max_pool2d_backward(dy, x.detach().numpy(), 3, 2), x.grad.numpy())


def test_columns():
    x = normal(7, (2, 3, 7, 8))[0]
    settings = {"stride": 2, "padding": 1, "dilation": 2}
    cols = F.im2col(x, (2, 3), **settings)
    assert_close(cols, T.unfold(torch.tensor(x), (2, 3), **settings).numpy())
    folded = T.fold(torch.tensor(cols), (7, 8), (2, 3), **settings)
    assert_close(F.col2im(cols, x.shape, (2, 3), **settings), folded.numpy())


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "sigmoid", "tanh"])
def test_activations(name):
    x = normal(8, (3, 4, 5))[0]
    compare(getattr(F, name), getattr(F, f"{name}_backward"), getattr(T, name), 3 * x)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax(name):
    z = normal(9, (3, 4, 5))[0]
    ours, back, theirs = getattr(F, name), getattr(F, f"{name}_backward"), getattr(T, name)
    compare(lambda z: ours(z, 1), lambda dy, z: back(dy, z, 1), lambda z: theirs(z, 1), z)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy(smoothing):
    z, y = normal(10, (6, 5))[0], np.array([0, 4, 2, 2, 1, 3])
    compare(
        lambda z: F.softmax_cross_entropy(z, y, label_smoothing=smoothing),
        lambda dy, z: F.softmax_cross_entropy_backward(z, y, dy, label_smoothing=smoothing),
        lambda z: T.cross_entropy(z, torch.tensor(y), label_smoothing=smoothing),
        z,
    )


def test_svm_and_squared_error():
    z, y = normal(11, (6, 5))[0], np.array([0, 4, 2, 2, 1, 3])
    compare(
        lambda z: F.svm_loss(z, y, 0.7),
        lambda dy, z: F.svm_loss_backward(z, y, dy, margin=0.7),
        lambda z: 5 * T.multi_margin_loss(z, torch.tensor(y), margin=0.7),  # divides by classes
        z,
    )
    pred, target = normal(12, (3, 4), (3, 4))
    compare(
        lambda p: F.mean_squared_error(p, target),
        lambda dy, p: F.mean_squared_error_backward(p, target, dy),
        lambda p: T.mse_loss(p, torch.tensor(target)),
        pred,
    )


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("shape", [(6, 4), (3, 4, 5, 6)])
def test_batch_norm(train, shape):
    name = "batch_norm" if len(shape) == 2 else "spatial_batch_norm"
    forward, back = getattr(F, name), getattr(F, f"{name}_backward")
    x, gamma, beta, mean, var = normal(13, shape, (4,), (4,), (4,), (4,))
    var = var**2 + 0.1
    running = {} if train else {"running_mean": mean, "running_var": var}
    means, variances = torch.tensor(mean), torch.tensor(var)
    compare(
        lambda x, g, b: forward(x, g, b, mean, var, train)[0],
        lambda dy, x, g, b: back(dy, x, g, **running),
        lambda x, g, b: T.batch_norm(x, means, variances, g, b, train, momentum=0.1),
        x,
        gamma,
        beta,
        tolerance=1e-9,
    )
    _, new_mean, new_var = forward(x, gamma, beta, mean, var, train)
    assert_close(new_mean, means.numpy())
    count = x.size // 4
    theirs = variances.numpy()
    if train:  # theirs is unbiased
        theirs = 0.9 * var + (theirs - 0.9 * var) * (count - 1) / count
    assert_close(new_var, theirs)


@pytest.mark.parametrize("size", [3, 4, 5])
def test_local_response_norm(size):
    x = normal(14, (2, 7, 3, 4))[0]
    constants = 0.6, 0.75, 2.0
    compare(
        lambda x: F.local_response_norm(x, size, *constants),
        lambda dy, x: F.local_response_norm_backward(dy, x, size, *constants),
        lambda x: T.local_response_norm(x, size, size * 0.6, 0.75, 2.0),  # divides by size
        x,
    )


def test_linear():
    x, w, b = normal(15, (5, 4), (4, 3), (3,))
    compare(
        F.linear,
        lambda dy, x, w, b: F.linear_backward(dy, x, w),
        lambda x, w, b: T.linear(x, w.T, b),  # keeps the transpose
        x,
        w,
        b,
    )
