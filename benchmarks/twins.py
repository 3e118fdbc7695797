"""The same network in PyTorch: built from ours layer by layer, with copies of its parameters."""

from typing import Any

import numpy as np

from cnnkit import layers
from cnnkit.backend import to_numpy


def twin(torch: Any, layer: layers.Layer, device: str = "cpu") -> Any:
    """Return a PyTorch module that computes what our layer does.

    Its parameters stand in the order of ours, those of dense layers transposed. Its running
    variances differ from ours: PyTorch's are not biased.

    Parameters
    ----------
    layer
        One of the layers that LeNet-5 and the small residual networks consist of.
    device
        ``"cpu"`` or ``"gpu"``.
    """
    made = _Twins(torch).of(layer)
    return made.to("cuda" if device == "gpu" else "cpu")


class _Twins:
    def __init__(self, torch: Any) -> None:
        self.torch, self.nn = torch, torch.nn

    def of(self, layer: layers.Layer) -> Any:
        if isinstance(layer, layers.Sequential):
            return self.nn.Sequential(*map(self.of, layer))
        return getattr(self, type(layer).__name__.lower())(layer)

    def conv2d(self, layer: Any) -> Any:
        settings = {name: getattr(layer, name) for name in ("stride", "padding", "groups")}
        biased = layer.bias is not None
        made = self.nn.Conv2d(layer.c_in, layer.c_out, layer.k, bias=biased, **settings)
        return self._with(made, layer.weight.value, layer.bias)

    def linear(self, layer: Any) -> Any:
        made = self.nn.Linear(layer.d_in, layer.d_out, bias=layer.bias is not None)
        return self._with(made, layer.weight.value.T, layer.bias)

    def batchnorm2d(self, layer: Any) -> Any:
        made = self.nn.BatchNorm2d(layer.c, eps=layer.eps, momentum=1 - layer.momentum)
        return self._with(made, layer.gamma.value, layer.beta)

    def relu(self, layer: Any) -> Any:
        return self.nn.ReLU()

    def maxpool2d(self, layer: Any) -> Any:
        return self.nn.MaxPool2d(layer.k, layer.stride, layer.padding)

    def avgpool2d(self, layer: Any) -> Any:
        return self.nn.AvgPool2d(layer.k, layer.stride, layer.padding)

    def globalavgpool2d(self, layer: Any) -> Any:
        return self.nn.Sequential(self.nn.AdaptiveAvgPool2d(1), self.nn.Flatten())

    def flatten(self, layer: Any) -> Any:
        return self.nn.Flatten()

    def residual(self, layer: Any) -> Any:
        body = self.of(layer.body)
        shortcut = self.nn.Identity() if layer.shortcut is None else self.of(layer.shortcut)

        class Sum(self.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.body, self.shortcut = body, shortcut

            def forward(self, x: Any) -> Any:
                return self.body(x) + self.shortcut(x)

        return Sum()

    def _with(self, made: Any, weight: Any, bias: Any) -> Any:
        """Copy our parameters into a module."""
        with self.torch.no_grad():
            made.weight.copy_(self._tensor(weight))
            if bias is not None:
                made.bias.copy_(self._tensor(bias.value))
        return made

    def _tensor(self, array: Any) -> Any:
        return self.torch.from_numpy(np.array(to_numpy(array)))
