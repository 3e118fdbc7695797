"""AlexNet, in one tower or in the original two."""

from cnnkit.layers import (
    Conv2d,
    Dropout,
    Flatten,
    Linear,
    LocalResponseNorm,
    MaxPool2d,
    ReLU,
    Sequential,
)
from cnnkit.layers.initial import as_generator, normal
from cnnkit.models.summary import summary


def alexnet(classes=1000, *, groups=1, in_channels=3, seed=0, rng=None):
    """Return AlexNet for 227×227 images: five convolutions, three poolings, three dense layers.

    The paper says 224; only 227 fits an 11×11 filter with stride 4 and no padding.

    Parameters
    ----------
    classes
        Number of logits.
    groups
        2 for the original, whose second, fourth and fifth convolution see only the maps of their
        own tower; 1 for a single tower.
    in_channels
        Channels of the images.
    seed, rng
        Where the weights come from; `rng` wins over `seed`.

    Returns
    -------
    `Sequential` from (N, in_channels, 227, 227) to (N, classes).

    References
    ----------
    Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012.

    Examples
    --------
    >>> [sum(p.size for p in alexnet(groups=groups).parameters()) for groups in (1, 2)]
    [62378344, 60965224]
    """
    rng = as_generator(seed if rng is None else rng, "alexnet")
    return Sequential(
        conv1=Conv2d(in_channels, 96, 11, stride=4, rng=rng),
        relu1=ReLU(),
        norm1=LocalResponseNorm(),
        pool1=MaxPool2d(3, stride=2),
        conv2=Conv2d(96, 256, 5, padding=2, groups=groups, rng=rng),
        relu2=ReLU(),
        norm2=LocalResponseNorm(),
        pool2=MaxPool2d(3, stride=2),
        conv3=Conv2d(256, 384, 3, padding=1, rng=rng),
        relu3=ReLU(),
        conv4=Conv2d(384, 384, 3, padding=1, groups=groups, rng=rng),
        relu4=ReLU(),
        conv5=Conv2d(384, 256, 3, padding=1, groups=groups, rng=rng),
        relu5=ReLU(),
        pool5=MaxPool2d(3, stride=2),
        flatten=Flatten(),
        fc6=Linear(256 * 6 * 6, 4096, rng=rng),
        relu6=ReLU(),
        drop6=Dropout(0.5, rng),
        fc7=Linear(4096, 4096, rng=rng),
        relu7=ReLU(),
        drop7=Dropout(0.5, rng),
        fc8=Linear(4096, classes, rng=rng, init=normal(0.01)),
    )


def alexnet_table():
    """Return (name, output shape, parameters) of each layer of the two-tower AlexNet on 227×227.

    Layers that leave the shape alone are left out.

    >>> alexnet_table()[:2]
    [('conv1', (96, 55, 55), 34944), ('pool1', (96, 27, 27), 0)]
    """
    rows = summary(alexnet(groups=2), (3, 227, 227)).rows
    return [(row.name, row.shape, row.parameters) for row in rows if row.activation]
