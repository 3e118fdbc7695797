"""Images to learn on: bundled, downloaded, or drawn by hand; and filters made by hand.

One loader a file. A loader of labelled images returns a `Dataset`: float32 images of shape
(N, C, H, W) from 0 to 1, and integer labels. What is bundled carries its licence and
checksum in ``data/README.md``; what is downloaded is checked by SHA-256.
"""

from cnnkit.datasets.cifar10 import cifar10
from cnnkit.datasets.dataset import Dataset
from cnnkit.datasets.examples import (
    VolumeExample,
    WorkedExample,
    digit,
    volume_example,
    worked_example,
)
from cnnkit.datasets.fashion_mnist import fashion_mnist
from cnnkit.datasets.filters import hand_made_filters
from cnnkit.datasets.mnist import mnist
from cnnkit.datasets.photographs import photographs, to_grey

__all__ = [
    "Dataset",
    "VolumeExample",
    "WorkedExample",
    "cifar10",
    "digit",
    "fashion_mnist",
    "hand_made_filters",
    "mnist",
    "photographs",
    "to_grey",
    "volume_example",
    "worked_example",
]
