"""What a training step consists of, as pairs of functions: ours, and the same in PyTorch.

Every pair starts from the same numbers. A function without arguments does the work once: a layer
goes forward and backward, an optimizer updates, a loader gives out one epoch.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.twins import twin
from cnnkit import functional as F
from cnnkit import layers, models
from cnnkit.backend import to_device, to_numpy
from cnnkit.training import SGD, Adam, batches, train_step
from cnnkit.training.augment import compose, crop, flip

Pair = tuple[Callable[[], Any], Callable[[], Any] | None]
"""Ours, and PyTorch's where it is installed."""

LR = 1e-3
MOMENTUM = 0.9


def whole_step(torch: Any, device: str, make: Callable[[], Any], shape: tuple[int, ...]) -> Pair:
    """Forward, loss, backward and SGD with momentum, on one batch of this shape (N, C, H, W)."""
    model = make()
    x, y = normal(shape), labels(shape[0])
    peer = None if torch is None else _torch_step(torch, device, twin(torch, model, device), x, y)
    model.to(device)
    optimizer = SGD(model.parameters(), LR, momentum=MOMENTUM)
    x, y = to_device(x, device), to_device(y, device)
    return lambda: train_step(model, optimizer, x, y), peer


def _torch_step(torch: Any, device: str, module: Any, x: np.ndarray, y: np.ndarray) -> Callable:
    optimizer = torch.optim.SGD(module.parameters(), LR, momentum=MOMENTUM)
    xt, yt = tensors(torch, device, x, y)

    def run() -> tuple[float, int]:
        optimizer.zero_grad()
        scores = module(xt)
        loss = torch.nn.functional.cross_entropy(scores, yt)
        loss.backward()
        optimizer.step()
        return loss.item(), int((scores.argmax(1) == yt).sum())  # what ours returns

    return run


def one_layer(torch: Any, device: str, layer: layers.Layer, shape: tuple[int, ...]) -> Pair:
    """One layer, forward and backward, with the gradients of its input and its parameters."""
    x, dy = normal(shape), normal((shape[0], *layer.output_shape(shape[1:])), seed=1)
    peer = None if torch is None else _torch_layer(torch, device, twin(torch, layer, device), x, dy)
    layer.to(device)
    x, dy = to_device(x, device), to_device(dy, device)

    def ours() -> Any:
        layer.zero_grad()
        y = layer(x)
        return y, layer.backward(dy)

    return ours, peer


def _torch_layer(torch: Any, device: str, module: Any, x: np.ndarray, dy: np.ndarray) -> Callable:
    xt, upstream = tensors(torch, device, x, dy)
    leaves = [xt.requires_grad_(), *module.parameters()]

    def run() -> Any:
        y = module(xt)
        return y, torch.autograd.grad(y, leaves, upstream)[0]

    return run


def loss(torch: Any, device: str, n: int, classes: int) -> Pair:
    """Softmax and cross-entropy, and the gradient of the scores."""
    z, y = normal((n, classes)), labels(n, classes)
    peer = None if torch is None else _torch_loss(torch, device, z, y)
    z, y = to_device(z, device), to_device(y, device)

    def ours() -> Any:
        value = F.softmax_cross_entropy(z, y)
        return value, F.softmax_cross_entropy_backward(z, y)

    return ours, peer


def _torch_loss(torch: Any, device: str, z: np.ndarray, y: np.ndarray) -> Callable:
    zt, yt = tensors(torch, device, z, y)
    zt.requires_grad_()

    def run() -> Any:
        value = torch.nn.functional.cross_entropy(zt, yt)
        return value, torch.autograd.grad(value, zt)[0]

    return run


def update(torch: Any, device: str, make: Callable[[], Any], rule: str) -> Pair:
    """One step of an optimizer over all parameters of a network."""
    model = make()
    gradients = [normal(p.shape, seed=i) for i, p in enumerate(model.parameters())]
    peer = None
    if torch is not None:
        module = twin(torch, model, device)
        for weight, dw in zip(module.parameters(), gradients, strict=True):
            dw = dw.T.copy() if tuple(weight.shape) != dw.shape else dw
            (weight.grad,) = tensors(torch, device, dw)
        kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
        settings = {"momentum": MOMENTUM} if rule == "sgd" else {}
        peer = kinds[rule](module.parameters(), LR, **settings).step
    model.to(device)
    for parameter, dw in zip(model.parameters(), gradients, strict=True):
        parameter.grad = to_device(dw, device)
    if rule == "sgd":
        return SGD(model.parameters(), LR, momentum=MOMENTUM).step, peer
    return Adam(model.parameters(), LR).step, peer


def loading(torch: Any, device: str, shape: tuple[int, ...], size: int) -> Pair:
    """One epoch in batches: shuffled, cropped at random out of a frame of zeros, half mirrored."""
    x, y = normal(shape), labels(shape[0])
    rng = np.random.default_rng(0)
    change = compose(crop, flip)

    def ours() -> None:
        for xb, yb in batches(x, y, size, rng):
            to_device(change(xb, rng), device), to_device(yb, device)

    return ours, None if torch is None else _torch_loading(torch, device, x, y, size)


def _torch_loading(torch: Any, device: str, x: np.ndarray, y: np.ndarray, size: int) -> Callable:
    data = torch.utils.data
    h, w = x.shape[2:]

    def changed(examples: list[Any]) -> tuple[Any, Any]:
        """Put examples together as usual, and change them as ours are."""
        xb, yb = data.default_collate(examples)
        framed = torch.nn.functional.pad(xb, (4, 4, 4, 4))
        corners = torch.randint(0, 9, (len(xb), 2)).tolist()
        cut = [
            image[:, i : i + h, j : j + w] for image, (i, j) in zip(framed, corners, strict=True)
        ]
        mirrored = (torch.rand(len(xb)) < 0.5)[:, None, None, None]
        xb = torch.stack(cut)
        return torch.where(mirrored, xb.flip(3), xb), yb

    examples = data.TensorDataset(*tensors(torch, "cpu", x, y))
    loader = data.DataLoader(examples, size, shuffle=True, collate_fn=changed)
    where = "cuda" if device == "gpu" else "cpu"

    def run() -> None:
        for xb, yb in loader:
            xb.to(where), yb.to(where)

    return run


def normal(shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    """Draw float32 numbers from N(0, 1)."""
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


def labels(n: int, classes: int = 10) -> np.ndarray:
    """Draw classes."""
    return np.random.default_rng(1).integers(0, classes, n)


def tensors(torch: Any, device: str, *arrays: np.ndarray) -> list[Any]:
    """Return copies of arrays as tensors."""
    where = "cuda" if device == "gpu" else "cpu"
    return [torch.from_numpy(to_numpy(array).copy()).to(where) for array in arrays]


def lenet(n: int) -> tuple[Callable[[], Any], tuple[int, ...]]:
    """Return LeNet-5 and the shape of a batch for it."""
    return models.lenet5, (n, 1, 28, 28)


def resnet(n: int) -> tuple[Callable[[], Any], tuple[int, ...]]:
    """Return ResNet-20 and the shape of a batch for it."""
    return models.resnet20, (n, 3, 32, 32)
