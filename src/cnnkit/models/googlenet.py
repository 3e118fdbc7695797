"""GoogLeNet: nine inception modules and a single dense layer."""

from cnnkit.layers import (
    Conv2d,
    Dropout,
    GlobalAvgPool2d,
    Inception,
    Linear,
    LocalResponseNorm,
    MaxPool2d,
    ReLU,
    Sequential,
)
from cnnkit.layers.initial import as_generator, normal

# (c1, c3_reduce, c3, c5_reduce, c5, c_pool) of each module, by stage
MODULES = {
    "inception3": {"a": (64, 96, 128, 16, 32, 32), "b": (128, 128, 192, 32, 96, 64)},
    "inception4": {
        "a": (192, 96, 208, 16, 48, 64),
        "b": (160, 112, 224, 24, 64, 64),
        "c": (128, 128, 256, 24, 64, 64),
        "d": (112, 144, 288, 32, 64, 64),
        "e": (256, 160, 320, 32, 128, 128),
    },
    "inception5": {"a": (256, 160, 320, 32, 128, 128), "b": (384, 192, 384, 48, 128, 128)},
}


def googlenet(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return GoogLeNet for 224×224 images, without the two auxiliary classifiers of its training.

    Pooling is padded by 1, so that 112 becomes 56 as in the paper.

    Parameters
    ----------
    classes
        Number of logits.
    in_channels
        Channels of the images.
    seed, rng
        Where the weights come from; `rng` wins over `seed`.

    Returns
    -------
    `Sequential` from (N, in_channels, 224, 224) to (N, classes).

    References
    ----------
    Szegedy et al., "Going Deeper with Convolutions", 2015.

    Examples
    --------
    >>> net = googlenet()
    >>> sum(p.size for p in net.parameters()), net[:-3].output_shape((3, 224, 224))
    (6998552, (1024, 7, 7))
    """
    rng = as_generator(seed if rng is None else rng, "googlenet")
    net = Sequential(
        conv1=Conv2d(in_channels, 64, 7, stride=2, padding=3, rng=rng),
        relu1=ReLU(),
        pool1=MaxPool2d(3, stride=2, padding=1),
        norm1=LocalResponseNorm(),
        reduce2=Conv2d(64, 64, 1, rng=rng),
        relu2=ReLU(),
        conv2=Conv2d(64, 192, 3, padding=1, rng=rng),
        relu3=ReLU(),
        norm2=LocalResponseNorm(),
        pool2=MaxPool2d(3, stride=2, padding=1),
    )
    channels = 192
    for stage, modules in MODULES.items():
        if stage != "inception3":
            net.append(MaxPool2d(3, stride=2, padding=1), f"pool{int(stage[-1]) - 1}")
        inside = Sequential()
        for name, (c1, c3_reduce, c3, c5_reduce, c5, c_pool) in modules.items():
            module = Inception(channels, c1, c3_reduce, c3, c5_reduce, c5, c_pool, rng=rng)
            inside.append(module, name)
            channels = c1 + c3 + c5 + c_pool
        net.append(inside, stage)
    net.append(GlobalAvgPool2d(), "pool5")
    net.append(Dropout(0.4, rng), "drop")
    return net.append(Linear(channels, classes, rng=rng, init=normal(0.01)), "fc")
