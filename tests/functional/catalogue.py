"""One typical call of every op, on float64 arrays: what ``test_every_op`` runs them all through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnkit import functional as F


@dataclass(frozen=True)
class Call:
    """An op with arguments. ``keep`` names those that are not numbers to compute with."""

    op: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def function(self) -> Callable[..., Any]:
        return getattr(F, self.op)

    def run(self, *args: Any) -> Any:
        """Call with these arguments; a generator starts afresh each time."""
        return self.function(*(a() if callable(a) else a for a in args or self.args), **self.kwargs)


def _rng() -> np.random.Generator:
    return np.random.default_rng(7)


def _calls() -> list[Call]:
    rng = np.random.default_rng(1234)

    def a(*shape: int) -> np.ndarray:
        return rng.normal(size=shape)

    x, w, b = a(3, 4, 7, 9), a(6, 2, 3, 2), a(6)
    walk = {"stride": (2, 1), "padding": (1, 2, 0, 1), "dilation": (1, 2), "groups": 2}
    y = F.conv2d(x, w, b, **walk)
    around = {"stride": 2, "padding": (1, 2), "padding_mode": "reflect"}
    x1, w1 = a(2, 3, 11), a(4, 3, 3)
    depth = a(8, 1, 3, 2)
    maps, up = a(2, 6, 3, 4), {"stride": (2, 3), "padding": 1, "output_padding": (1, 0)}
    grown = F.conv_transpose2d(maps, w, groups=2, **up)
    pool = (3, (2, 1), 1)
    pooled = a(3, 4, 4, 9)
    cols = F.im2col(x, (3, 2), stride=2, padding=1)
    z, labels = a(5, 4), np.array([0, 3, 1, 1, 2])
    d, gamma, running = a(5, 4), a(4), (a(4), a(4) ** 2 + 0.1)
    mask = rng.random((3, 4)) < 0.5
    positive = np.maximum(x, 0)
    boxes = np.array([[0, 0, 0, 7, 9], [2, 1, 2, 4, 8], [0, 3, 3, 4, 4]])
    picks = rng.integers(-1, 6, size=(3, 4, 3, 3))
    calls = [
        Call("conv2d", (x, w, b), walk),
        Call("conv2d", (x, a(6, 4, 3, 3), b), around),
        Call("conv2d", (x, a(6, 4, 1, 1), None)),
        Call("conv2d_backward", (a(*y.shape), x, w), walk),
        Call("conv2d_backward", (a(3, 6, 4, 6), x, a(6, 4, 3, 3)), around),
        Call("conv2d_backward", (a(3, 6, 7, 9), x, a(6, 4, 1, 1))),
        Call("conv2d_fft", (x, w, b), walk),
        Call("conv1d", (x1, w1, a(4)), {"stride": 2, "padding": (2, 1)}),
        Call("conv1d_backward", (a(2, 4, 6), x1, w1), {"stride": 2, "padding": (2, 1)}),
        Call("depthwise_conv2d", (x, depth, a(8)), {"padding": "same"}),
        Call("depthwise_conv2d_backward", (a(3, 8, 7, 9), x, depth), {"padding": "same"}),
        Call("conv_transpose2d", (maps, w, a(4)), {"groups": 2, **up}),
        Call("conv_transpose2d_backward", (a(*grown.shape), maps, w), {"groups": 2, **up}),
        Call("correlate2d", (a(5, 6), a(3, 2), "same")),
        Call("convolve2d", (a(5, 6), a(3, 2), "full")),
        Call("correlate1d", (a(7), a(3))),
        Call("convolve1d", (a(7), a(3), "full")),
        Call("im2col", (x, (3, 2)), {"stride": 2, "padding": 1}),
        Call("im2col_backward", (cols, x.shape, (3, 2)), {"stride": 2, "padding": 1}),
        Call("col2im", (cols, x.shape, (3, 2)), {"stride": 2, "padding": 1}),
        Call("col2im_backward", (x, (3, 2)), {"stride": 2, "padding": 1}),
        Call("max_pool2d", (x, *pool)),
        Call("max_pool2d_backward", (pooled, x, *pool)),
        Call("avg_pool2d", (x, *pool)),
        Call("avg_pool2d_backward", (pooled, x, *pool)),
        Call("sum_pool2d", (x, *pool)),
        Call("sum_pool2d_backward", (pooled, x, *pool)),
        Call("cross_channel_max_pool", (x, 2)),
        Call("cross_channel_max_pool_backward", (a(3, 2, 7, 9), x, 2)),
        Call("stochastic_pool2d", (positive, (2, 3), _rng), {"stride": (2, 3)}),
        Call("stochastic_pool2d_backward", (a(3, 4, 3, 3), picks, x.shape, (2, 3))),
        Call("roi_pool2d", (x, boxes, (2, 3))),
        Call("roi_pool2d_backward", (a(3, 4, 2, 3), x, boxes, (2, 3))),
        Call("linear", (d, a(4, 3), a(3))),
        Call("linear", (d, a(4, 3), None)),
        Call("linear_backward", (a(5, 3), d, a(4, 3))),
        Call("flatten", (x,)),
        Call("flatten_backward", (a(3, 252), x)),
        Call("leaky_relu", (x, 0.1)),
        Call("leaky_relu_backward", (a(*x.shape), x, 0.1)),
        Call("maxout", (d, 2)),
        Call("maxout_backward", (a(5, 2), d, 2)),
        Call("batch_norm", (d, gamma, a(4), *running, True)),
        Call("batch_norm", (d, gamma, a(4), *running, False)),
        Call("batch_norm_backward", (a(5, 4), d, gamma)),
        Call("spatial_batch_norm", (x, gamma, a(4), *running, True)),
        Call("spatial_batch_norm", (x, gamma, a(4), *running, False)),
        Call("spatial_batch_norm_backward", (a(*x.shape), x, gamma)),
        Call("local_response_norm", (x, 3, 0.5)),
        Call("local_response_norm_backward", (a(*x.shape), x, 3, 0.5)),
        Call("dropout", (a(3, 4), 0.4, _rng, True)),
        Call("dropout", (a(3, 4), 0.4, _rng, False)),
        Call("dropout_backward", (a(3, 4), mask, 0.4)),
        Call("dropout_backward", (a(3, 4), None, 0.4)),
        Call("svm_loss", (z, labels)),
        Call("svm_loss_backward", (z, labels, 0.5)),
        Call("mean_squared_error", (z, a(5, 4))),
        Call("mean_squared_error_backward", (z, a(5, 4), 0.5)),
        Call("l1_penalty", (z, 0.1)),
        Call("l1_penalty_backward", (z, 0.1)),
        Call("l2_penalty", (z, 0.1)),
        Call("l2_penalty_backward", (z, 0.1)),
    ]
    for name in ("relu", "sigmoid", "tanh"):
        calls += [Call(name, (x,)), Call(f"{name}_backward", (a(*x.shape), x))]
    for name in ("softmax", "log_softmax"):
        calls += [Call(name, (z, 1)), Call(f"{name}_backward", (a(5, 4), z))]
    for name in ("softmax_cross_entropy", "cross_entropy"):
        calls += [
            Call(name, (z, labels)),
            Call(f"{name}_backward", (z, labels, 0.5), {"label_smoothing": 0.1}),
        ]
    for mode in ("avg", "max", "sum"):
        calls += [
            Call("global_pool2d", (x, mode)),
            Call("global_pool2d_backward", (a(3, 4), x, mode)),
        ]
    for mode in ("zero", "edge", "reflect", "wrap"):
        calls += [
            Call("pad2d", (x, (1, 2, 3, 0), mode)),
            Call("pad2d_backward", (a(3, 4, 10, 12), (1, 2, 3, 0), mode)),
        ]
    return calls


CALLS = _calls()

GEOMETRY = {
    "full_padding",
    "output_size",
    "pair",
    "receptive_field",
    "same_padding",
    "transposed_output_size",
}
"""Functions of plain numbers, which have no arrays to test."""

MOVES_ONLY = {"pad2d", "flatten", "im2col"}
"""Ops that move numbers and keep their type, integers too."""
