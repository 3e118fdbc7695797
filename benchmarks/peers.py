"""The rivals of our convolution: PyTorch, and NumPy as two famous ways of writing it.

Every rival is a function of (dy, x, w, b) and the settings that returns what we compute: the
output, and the gradients of x, w and b.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnkit.parallel import thread_count

NO_TORCH = "PyTorch is not installed, so the rows against it are missing: `make bench` installs it."

Arrays = tuple[np.ndarray, ...]


def torch_or_none() -> Any:
    """Return PyTorch, with as many threads as we use, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(thread_count())
    return torch


def torch_conv(torch: Any, device: str, arrays: Arrays, settings: dict[str, Any]) -> Callable:
    """Return a function without arguments that runs PyTorch forward and backward."""
    where = "cuda" if device == "gpu" else "cpu"
    dy, x, w, b = (torch.from_numpy(array).to(where) for array in arrays)
    leaves = [tensor.requires_grad_() for tensor in (x, w, b)]

    def run() -> Any:
        y = torch.nn.functional.conv2d(x, w, b, **settings)
        return (y, *torch.autograd.grad(y, leaves, dy))

    return run


def add_at_conv(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, b: np.ndarray, *, stride: int, padding: int
) -> Arrays:
    """Convolve by fancy indices, and scatter by ``np.add.at``.

    The way of the lecture notes of CS231n: one array of row, column and channel numbers for all
    windows.
    """
    n, c, h, width = x.shape
    f, _, kh, kw = w.shape
    oh, ow = dy.shape[2:]
    u, v = np.tile(np.repeat(np.arange(kh), kw), c), np.tile(np.arange(kw), kh * c)
    i, j = np.repeat(np.arange(oh), ow) * stride, np.tile(np.arange(ow), oh) * stride
    rows, columns = u[:, None] + i, v[:, None] + j
    channel = np.repeat(np.arange(c), kh * kw)[:, None]
    frame = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x, frame)
    # (N, C*KH*KW, OH*OW) -> (C*KH*KW, OH*OW*N)
    cols = padded[:, channel, rows, columns].transpose(1, 2, 0).reshape(c * kh * kw, -1)
    flat = w.reshape(f, -1)
    y = (flat @ cols + b[:, None]).reshape(f, oh, ow, n).transpose(3, 0, 1, 2)
    dy_flat = dy.transpose(1, 2, 3, 0).reshape(f, -1)
    dw = (dy_flat @ cols.T).reshape(w.shape)
    dcols = (flat.T @ dy_flat).reshape(c * kh * kw, -1, n).transpose(2, 0, 1)
    dx = np.zeros_like(padded)
    np.add.at(dx, (slice(None), channel, rows, columns), dcols)
    dx = dx[:, :, padding : padding + h, padding : padding + width]
    return y, dx, dw, dy.sum(axis=(0, 2, 3))


def einsum_conv(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, b: np.ndarray, *, stride: int, padding: int
) -> Arrays:
    """Convolve by ``sliding_window_view`` and ``np.einsum``; dx is a convolution of spread dy."""
    kh, kw = w.shape[2:]
    h, width = x.shape[2:]
    frame = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x, frame)
    windows = sliding_window_view(padded, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("ncijuv,fcuv->nfij", windows, w, optimize=True) + b[:, None, None]
    dw = np.einsum("ncijuv,nfij->fcuv", windows, dy, optimize=True)
    rows, columns = padded.shape[2] + kh - 1, padded.shape[3] + kw - 1
    spread = np.zeros((*dy.shape[:2], rows, columns), dy.dtype)
    ends = kh - 1 + stride * dy.shape[2], kw - 1 + stride * dy.shape[3]
    spread[:, :, kh - 1 : ends[0] : stride, kw - 1 : ends[1] : stride] = dy
    back = sliding_window_view(spread, (kh, kw), axis=(2, 3))
    dx = np.einsum("nfijuv,fcuv->ncij", back, w[:, :, ::-1, ::-1], optimize=True)
    dx = dx[:, :, padding : padding + h, padding : padding + width]
    return y, dx, dw, dy.sum(axis=(0, 2, 3))


CLASSICS = {"im2col + add.at": add_at_conv, "windows + einsum": einsum_conv}
