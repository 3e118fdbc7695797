"""Networks by the names that the field gives them, and a summary that needs no weights.

Every builder takes ``classes``, ``in_channels`` and ``seed`` (or ``rng``); weights are drawn when
they are first used.
"""

from cnnkit.models.alexnet import alexnet, alexnet_table
from cnnkit.models.conversion import dense_to_conv
from cnnkit.models.googlenet import googlenet
from cnnkit.models.lenet import lenet5
from cnnkit.models.resnet import (
    plain8,
    plain20,
    plain32,
    plain56,
    resnet8,
    resnet18,
    resnet20,
    resnet32,
    resnet34,
    resnet50,
    resnet56,
    resnet101,
    resnet152,
    small_resnet,
)
from cnnkit.models.summary import Row, Summary, activation_memory, summary
from cnnkit.models.vgg import vgg, vgg11, vgg16, vgg_block

__all__ = [
    "Row",
    "Summary",
    "activation_memory",
    "alexnet",
    "alexnet_table",
    "dense_to_conv",
    "googlenet",
    "lenet5",
    "plain8",
    "plain20",
    "plain32",
    "plain56",
    "resnet8",
    "resnet18",
    "resnet20",
    "resnet32",
    "resnet34",
    "resnet50",
    "resnet56",
    "resnet101",
    "resnet152",
    "small_resnet",
    "summary",
    "vgg",
    "vgg11",
    "vgg16",
    "vgg_block",
]
