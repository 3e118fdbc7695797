"""Pure functions on arrays: each op and, right under it, its backward.

Images are of shape (N, C, H, W). ``<op>_backward`` takes the gradient of the output first and then
the arguments of the op, and returns gradients in their order; only losses, whose gradient is a
number and nearly always 1, take it last. No op changes its arguments; each returns new arrays, on
the device of those it was given. docs/notation.md lists the letters and the conventions.
"""

from cnnkit.functional.activations import (
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    tanh,
    tanh_backward,
)
from cnnkit.functional.columns import col2im, col2im_backward, im2col, im2col_backward
from cnnkit.functional.conv import (
    conv1d,
    conv1d_backward,
    conv2d,
    conv2d_backward,
    depthwise_conv2d,
    depthwise_conv2d_backward,
)
from cnnkit.functional.correlation import convolve1d, convolve2d, correlate1d, correlate2d
from cnnkit.functional.dense import flatten, flatten_backward, linear, linear_backward
from cnnkit.functional.dropout import dropout, dropout_backward
from cnnkit.functional.fft import conv2d_fft
from cnnkit.functional.geometry import (
    full_padding,
    output_size,
    pair,
    receptive_field,
    same_padding,
    transposed_output_size,
)
from cnnkit.functional.global_pooling import global_pool2d, global_pool2d_backward
from cnnkit.functional.local_response import local_response_norm, local_response_norm_backward
from cnnkit.functional.losses import (
    cross_entropy,
    cross_entropy_backward,
    mean_squared_error,
    mean_squared_error_backward,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
    svm_loss,
    svm_loss_backward,
)
from cnnkit.functional.maxout import (
    cross_channel_max_pool,
    cross_channel_max_pool_backward,
    maxout,
    maxout_backward,
)
from cnnkit.functional.normalization import (
    batch_norm,
    batch_norm_backward,
    spatial_batch_norm,
    spatial_batch_norm_backward,
)
from cnnkit.functional.padding import pad2d, pad2d_backward
from cnnkit.functional.penalties import (
    l1_penalty,
    l1_penalty_backward,
    l2_penalty,
    l2_penalty_backward,
)
from cnnkit.functional.pooling import (
    avg_pool2d,
    avg_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
    sum_pool2d,
    sum_pool2d_backward,
)
from cnnkit.functional.regions import roi_pool2d, roi_pool2d_backward
from cnnkit.functional.softmax import log_softmax, log_softmax_backward, softmax, softmax_backward
from cnnkit.functional.stochastic import stochastic_pool2d, stochastic_pool2d_backward
from cnnkit.functional.transposed import conv_transpose2d, conv_transpose2d_backward

__all__ = [
    "avg_pool2d",
    "avg_pool2d_backward",
    "batch_norm",
    "batch_norm_backward",
    "col2im",
    "col2im_backward",
    "conv1d",
    "conv1d_backward",
    "conv2d",
    "conv2d_backward",
    "conv2d_fft",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "convolve1d",
    "convolve2d",
    "correlate1d",
    "correlate2d",
    "cross_channel_max_pool",
    "cross_channel_max_pool_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "depthwise_conv2d",
    "depthwise_conv2d_backward",
    "dropout",
    "dropout_backward",
    "flatten",
    "flatten_backward",
    "full_padding",
    "global_pool2d",
    "global_pool2d_backward",
    "im2col",
    "im2col_backward",
    "l1_penalty",
    "l1_penalty_backward",
    "l2_penalty",
    "l2_penalty_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "linear",
    "linear_backward",
    "local_response_norm",
    "local_response_norm_backward",
    "log_softmax",
    "log_softmax_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "maxout",
    "maxout_backward",
    "mean_squared_error",
    "mean_squared_error_backward",
    "output_size",
    "pad2d",
    "pad2d_backward",
    "pair",
    "receptive_field",
    "relu",
    "relu_backward",
    "roi_pool2d",
    "roi_pool2d_backward",
    "same_padding",
    "sigmoid",
    "sigmoid_backward",
    "softmax",
    "softmax_backward",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
    "spatial_batch_norm",
    "spatial_batch_norm_backward",
    "stochastic_pool2d",
    "stochastic_pool2d_backward",
    "sum_pool2d",
    "sum_pool2d_backward",
    "svm_loss",
    "svm_loss_backward",
    "tanh",
    "tanh_backward",
    "transposed_output_size",
]
