"""Answers to exercises whose exact signature no function of the library has.

Most are a line around a library function; the signatures are those of the exercises.
"""

import numpy as np

import cnnkit.functional as functional
from cnnkit.errors import ParameterError
from cnnkit.functional.geometry import pair
from cnnkit.functional.window import Window

SOBEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])


def first_check(x):
    """Return x + 1.

    >>> first_check(41)
    42
    """
    return x + 1


def sobel_magnitude(image):
    """Return the strength of the edges: √(gx² + gy²) with both Sobel filters, valid.

    >>> sobel_magnitude(np.tile([0.0, 0.0, 1.0, 1.0], (3, 1)))
    array([[4., 4.]])
    """
    gx = functional.correlate2d(image, SOBEL)
    gy = functional.correlate2d(image, SOBEL.T.copy())
    return np.sqrt(gx * gx + gy * gy)


def design_filter():
    """Return a 3×3 filter that responds to 45° edges and to nothing flat.

    >>> design_filter().sum()
    np.float64(0.0)
    """
    return np.array([[1.0, 1.0, 0.0], [1.0, 0.0, -1.0], [0.0, -1.0, -1.0]])


def separable(w):
    """Return (column, row) whose outer product is w, or None when there is no such pair.

    >>> column, row = separable(np.full((2, 3), 2.0))
    >>> np.outer(column, row).tolist()
    [[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]
    """
    w = np.asarray(w, dtype=np.float64)
    s = np.linalg.svd(w, compute_uv=False)
    if len(s) > 1 and s[1] > 1e-10 * max(s[0], np.finfo(float).tiny):
        return None
    # the largest tap fixes the scale, so that integers stay integers
    i, j = np.unravel_index(np.abs(w).argmax(), w.shape)
    if w[i, j] == 0:
        return np.zeros(w.shape[0]), np.zeros(w.shape[1])
    return w[:, j].copy(), w[i] / w[i, j]


def corr2d_strided(x, w, stride=1, padding=0):
    """Return the cross-correlation of two matrices with stride and zero padding.

    >>> corr2d_strided(np.ones((5, 7)), np.ones((3, 3)), stride=2).shape
    (2, 3)
    """
    y = functional.conv2d(x[None, None], w[None, None], stride=stride, padding=padding)
    return y[0, 0]


def dilate(w, dilation):
    """Return w with dilation − 1 zeros between neighbouring taps.

    >>> dilate(np.ones((2, 2)), 2)
    array([[1., 0., 1.],
           [0., 0., 0.],
           [1., 0., 1.]])
    """
    rows, columns = pair(dilation, "dilation", op="dilate", least=1)
    h, width = w.shape
    y = np.zeros(((h - 1) * rows + 1, (width - 1) * columns + 1), w.dtype)
    y[::rows, ::columns] = w
    return y


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Return `cnnkit.functional.conv2d`.

    >>> conv2d_naive(np.ones((1, 3, 5, 5)), np.ones((2, 3, 3, 3)), np.zeros(2)).shape
    (1, 2, 3, 3)
    """
    return functional.conv2d(
        x, w, b, stride=stride, padding=padding, dilation=dilation, groups=groups
    )


def conv1x1_as_matmul(x, w, b):
    """Return a 1×1 convolution as one matrix at every pixel.

    >>> conv1x1_as_matmul(np.ones((1, 3, 2, 2)), np.ones((4, 3, 1, 1)), None).shape
    (1, 4, 2, 2)
    """
    n, c, h, width = x.shape
    # (F, C) @ (N, C, H*W) -> (N, F, H*W)
    y = w[:, :, 0, 0] @ x.reshape(n, c, h * width)
    y = y.reshape(n, len(w), h, width)
    return y if b is None else y + b[:, None, None]


def depthwise(x, w, stride=1, padding=0):
    """Return the convolution of each channel with its own filter, w being (C, 1, KH, KW).

    >>> depthwise(np.ones((1, 3, 4, 4)), np.ones((3, 1, 3, 3))).shape
    (1, 3, 2, 2)
    """
    return functional.depthwise_conv2d(x, w, stride=stride, padding=padding)


def to_channels_last(x):
    """Return (N, C, H, W) as (N, H, W, C).

    >>> to_channels_last(np.zeros((2, 3, 4, 5))).shape
    (2, 4, 5, 3)
    """
    return x.transpose(0, 2, 3, 1)


def count_params(c_in, c_out, k, bias=True, groups=1):
    """Return the number of parameters of a convolution.

    >>> count_params(3, 6, 5)
    456
    """
    rows, columns = pair(k, "k", op="count_params", least=1)
    return c_out * (c_in // groups * rows * columns + bool(bias))


def conv_as_matrix(w, h, width):
    """Return the matrix that does to a flattened h×width image what the filter w does, valid.

    >>> conv_as_matrix(np.ones((2, 2)), 3, 4).shape
    (6, 12)
    """
    unit = np.eye(h * width, dtype=w.dtype).reshape(h * width, 1, h, width)
    # column p of the matrix is what the filter makes of an image with a single 1, at pixel p
    return functional.conv2d(unit, w[None, None]).reshape(h * width, -1).T.copy()


def pool2d(x, k, stride=None, mode="max"):
    """Return max, average or sum pooling.

    >>> pool2d(np.ones((1, 1, 4, 4)), 2, mode="sum")[0, 0]
    array([[4., 4.],
           [4., 4.]])
    """
    pools = {
        "max": functional.max_pool2d,
        "avg": functional.avg_pool2d,
        "sum": functional.sum_pool2d,
    }
    if mode not in pools:
        raise ParameterError(
            "pool2d",
            received=f"mode={mode!r}",
            expected="'max', 'avg' or 'sum'",
            fix="Choose one of the three",
        )
    return pools[mode](x, k, stride)


def stochastic_pool(x, k, rng):
    """Return one value drawn from each window, the larger the likelier.

    >>> stochastic_pool(np.ones((1, 1, 4, 4)), 2, np.random.default_rng(0)).shape
    (1, 1, 2, 2)
    """
    return functional.stochastic_pool2d(x, k, rng)[0]


def mlp_head(x, w1, b1, w2, b2):
    """Return the logits of feature maps: flatten, dense, ReLU, dense.

    >>> w1, w2 = np.ones((12, 5)), np.ones((5, 3))
    >>> mlp_head(np.ones((2, 3, 2, 2)), w1, np.zeros(5), w2, np.zeros(3)).shape
    (2, 3)
    """
    hidden = functional.relu(functional.linear(functional.flatten(x), w1, b1))
    return functional.linear(hidden, w2, b2)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    """Return dx, dw, db of `cnnkit.functional.conv2d`.

    >>> [g.shape for g in conv2d_backward(np.ones((1, 2, 3, 3)), np.ones((1, 1, 5, 5)),
    ...                                   np.ones((2, 1, 3, 3)))]
    [(1, 1, 5, 5), (2, 1, 3, 3), (2,)]
    """
    return functional.conv2d_backward(dy, x, w, stride=stride, padding=padding)


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    """Return `cnnkit.functional.conv_transpose2d` without bias.

    >>> conv_transpose2d(np.ones((1, 2, 3, 3)), np.ones((2, 1, 2, 2)), stride=2).shape
    (1, 1, 6, 6)
    """
    return functional.conv_transpose2d(
        y, w, stride=stride, padding=padding, output_padding=output_padding
    )


def im2col(x, k, stride=1, padding=0):
    """Return each window as a column, (N, C·KH·KW, OH·OW).

    >>> im2col(np.ones((1, 2, 4, 4)), 3).shape
    (1, 18, 4)
    """
    return functional.im2col(x, k, stride=stride, padding=padding)


def col2im(cols, shape, k, stride=1, padding=0):
    """Return the columns added back to their pixels.

    >>> col2im(np.ones((1, 18, 4)), (1, 2, 4, 4), 3).shape
    (1, 2, 4, 4)
    """
    return functional.col2im(cols, shape, k, stride=stride, padding=padding)


def conv2d_im2col(x, w, b, stride=1, padding=0):
    """Return a convolution as one matrix product.

    >>> conv2d_im2col(np.ones((1, 3, 5, 5)), np.ones((2, 3, 3, 3)), np.zeros(2)).shape
    (1, 2, 3, 3)
    """
    cols = functional.im2col(x, w.shape[2:], stride=stride, padding=padding)
    window = Window.over("conv2d_im2col", x.shape[2:], w.shape[2:], stride=stride, padding=padding)
    # (F, C*KH*KW) @ (N, C*KH*KW, OH*OW) -> (N, F, OH*OW) -> (N, F, OH, OW)
    y = (w.reshape(len(w), -1) @ cols).reshape(len(x), len(w), *window.places)
    return y if b is None else y + b[:, None, None]


def device_agnostic_relu_conv(x, w, b):
    """Return relu(conv2d(x, w, b)) for NumPy and CuPy arrays alike.

    >>> device_agnostic_relu_conv(-np.ones((1, 1, 3, 3)), np.ones((1, 1, 3, 3)), None).max()
    np.float64(0.0)
    """
    return functional.relu(functional.conv2d(x, w, b))


def conv1d(x, w, b, stride=1, padding=0, dilation=1):
    """Return `cnnkit.functional.conv1d`.

    >>> conv1d(np.ones((1, 2, 9)), np.ones((4, 2, 3)), None).shape
    (1, 4, 7)
    """
    return functional.conv1d(x, w, b, stride=stride, padding=padding, dilation=dilation)


def shuffle_pixels(x, permutation):
    """Return images (N, C, H, W) whose pixels are all put in the same new order.

    >>> shuffle_pixels(np.array([[[[1, 2], [3, 4]]]]), [3, 2, 1, 0])
    array([[[[4, 3],
             [2, 1]]]])
    """
    # (N, C, H, W) -> (N, C, H*W) -> (N, C, H, W)
    return x.reshape(*x.shape[:2], -1)[:, :, permutation].reshape(x.shape)


def capstone():
    """Return an architecture and a training plan as plain data: a small LeNet.

    >>> plan = capstone()
    >>> len(plan["architecture"]), plan["training"]["epochs"]
    (10, 10)
    """
    architecture = [
        {"kind": "Conv2d", "c_in": 1, "c_out": 8, "k": 5, "padding": 2},
        {"kind": "ReLU"},
        {"kind": "MaxPool2d", "k": 2},
        {"kind": "Conv2d", "c_in": 8, "c_out": 16, "k": 5},
        {"kind": "ReLU"},
        {"kind": "MaxPool2d", "k": 2},
        {"kind": "Flatten"},
        {"kind": "Linear", "d_in": 400, "d_out": 64},
        {"kind": "ReLU"},
        {"kind": "Linear", "d_in": 64, "d_out": 10},
    ]
    training = {"epochs": 10, "batch_size": 64, "lr": 0.05, "momentum": 0.9}
    return {"architecture": architecture, "training": training}
