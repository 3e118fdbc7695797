"""Layers: classes that own parameters, thin adapters over `cnnkit.functional`."""

from cnnkit.layers.activations import (
    LeakyReLU,
    LogSoftmax,
    Maxout,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from cnnkit.layers.base import Layer, Parameter
from cnnkit.layers.blocks import (
    Bottleneck,
    Branches,
    Inception,
    MLPHead,
    NaiveInception,
    PlainBlock,
    Residual,
    ResidualBlock,
    projection_shortcut,
)
from cnnkit.layers.conv import Conv1d, Conv2d, ConvTranspose2d
from cnnkit.layers.dense import Flatten, Linear
from cnnkit.layers.dropout import Dropout
from cnnkit.layers.normalization import BatchNorm1d, BatchNorm2d, LocalResponseNorm
from cnnkit.layers.padding import Pad2d, ZeroPad2d
from cnnkit.layers.pooling import (
    AvgPool2d,
    CrossChannelMaxPool,
    GlobalAvgPool2d,
    GlobalMaxPool2d,
    MaxPool2d,
    StochasticPool2d,
    SumPool2d,
)
from cnnkit.layers.sequential import Sequential

__all__ = [
    "AvgPool2d",
    "BatchNorm1d",
    "BatchNorm2d",
    "Bottleneck",
    "Branches",
    "Conv1d",
    "Conv2d",
    "ConvTranspose2d",
    "CrossChannelMaxPool",
    "Dropout",
    "Flatten",
    "GlobalAvgPool2d",
    "GlobalMaxPool2d",
    "Inception",
    "Layer",
    "LeakyReLU",
    "Linear",
    "LocalResponseNorm",
    "LogSoftmax",
    "MLPHead",
    "MaxPool2d",
    "Maxout",
    "NaiveInception",
    "Pad2d",
    "Parameter",
    "PlainBlock",
    "ReLU",
    "Residual",
    "ResidualBlock",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "StochasticPool2d",
    "SumPool2d",
    "Tanh",
    "ZeroPad2d",
    "projection_shortcut",
]
