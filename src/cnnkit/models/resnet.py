"""Residual networks: the large ones for 224×224 images, small ones, and their plain twins."""

from cnnkit.errors import ParameterError
from cnnkit.layers import (
    BatchNorm2d,
    Bottleneck,
    Conv2d,
    GlobalAvgPool2d,
    Linear,
    MaxPool2d,
    PlainBlock,
    ReLU,
    ResidualBlock,
    Sequential,
)
from cnnkit.layers.initial import as_generator, normal

WIDTHS = (64, 128, 256, 512)


def _resnet(block, blocks, classes, in_channels, seed, rng):
    """Return a network for 224×224 images with so many blocks in each of four stages.

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015, table 1.
    """
    rng = as_generator(seed if rng is None else rng, "resnet")
    net = Sequential(
        conv1=Conv2d(in_channels, 64, 7, stride=2, padding=3, bias=False, rng=rng),
        bn1=BatchNorm2d(64),
        relu1=ReLU(),
        pool1=MaxPool2d(3, stride=2, padding=1),
    )
    growth = 4 if block is Bottleneck else 1
    channels = 64
    for stage, (number, width) in enumerate(zip(blocks, WIDTHS, strict=True), 1):
        inside = Sequential()
        for i in range(1, number + 1):
            stride = 2 if stage > 1 and i == 1 else 1
            inside.append(block(channels, width, stride, rng=rng), f"block{i}")
            channels = growth * width
        net.append(inside, f"stage{stage}")
    net.append(GlobalAvgPool2d(), "pool2")
    return net.append(Linear(channels, classes, rng=rng, init=normal(0.01)), "fc")


def resnet18(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return ResNet-18 for 224×224 images.

    >>> sum(p.size for p in resnet18().parameters())
    11689512
    """
    return _resnet(ResidualBlock, (2, 2, 2, 2), classes, in_channels, seed, rng)


def resnet34(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return ResNet-34 for 224×224 images.

    >>> sum(p.size for p in resnet34().parameters())
    21797672
    """
    return _resnet(ResidualBlock, (3, 4, 6, 3), classes, in_channels, seed, rng)


def resnet50(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return ResNet-50 for 224×224 images, built of bottlenecks.

    >>> sum(p.size for p in resnet50().parameters())
    25557032
    """
    return _resnet(Bottleneck, (3, 4, 6, 3), classes, in_channels, seed, rng)


def resnet101(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return ResNet-101 for 224×224 images.

    >>> sum(p.size for p in resnet101().parameters())
    44549160
    """
    return _resnet(Bottleneck, (3, 4, 23, 3), classes, in_channels, seed, rng)


def resnet152(classes=1000, *, in_channels=3, seed=0, rng=None):
    """Return ResNet-152 for 224×224 images.

    >>> sum(p.size for p in resnet152().parameters())
    60192808
    """
    return _resnet(Bottleneck, (3, 8, 36, 3), classes, in_channels, seed, rng)


def small_resnet(
    depth,
    *,
    residual=True,
    classes=10,
    in_channels=3,
    widths=(16, 32, 64),
    batch_norm=True,
    seed=0,
    rng=None,
):
    """Return a residual network for small images, or its plain twin.

    One 3×3 convolution, three stages of (depth − 2)/6 blocks of two convolutions, global average
    pooling and one dense layer. The paper pads the shortcut with zeros where channels grow; here a
    1×1 convolution projects.

    Parameters
    ----------
    depth
        6n + 2: 8, 14, 20, 32, 44, 56, 110, ...
    residual
        False leaves the shortcuts out.
    classes
        Number of logits.
    in_channels
        Channels of the images, which may have any size from 4×4 on.
    widths
        Channels of the three stages.
    batch_norm
        Whether each convolution is followed by batch normalisation.
    seed, rng
        Where the weights come from; `rng` wins over `seed`.

    Returns
    -------
    `Sequential` from (N, in_channels, H, W) to (N, classes).

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015, section 4.2.

    Examples
    --------
    >>> net = small_resnet(8, in_channels=1, widths=(8, 16, 32))
    >>> net[:-2].output_shape((1, 14, 14))
    (32, 4, 4)
    """
    if depth < 8 or (depth - 2) % 6 or len(widths) != 3:
        raise ParameterError(
            "small_resnet",
            received=f"depth={depth} and {len(widths)} widths",
            expected="a depth of 6n + 2, such as 8, 20, 32 or 56, and three widths",
            fix="Take the nearest such depth",
        )
    rng = as_generator(seed if rng is None else rng, "small_resnet")
    net = Sequential()
    net.append(Conv2d(in_channels, widths[0], 3, padding=1, bias=not batch_norm, rng=rng), "conv1")
    if batch_norm:
        net.append(BatchNorm2d(widths[0]), "bn1")
    net.append(ReLU(), "relu1")
    block = ResidualBlock if residual else PlainBlock
    channels = widths[0]
    for stage, width in enumerate(widths, 1):
        inside = Sequential()
        for i in range(1, (depth - 2) // 6 + 1):
            stride = 2 if stage > 1 and i == 1 else 1
            layer = block(channels, width, stride, batch_norm=batch_norm, rng=rng)
            inside.append(layer, f"block{i}")
            channels = width
        net.append(inside, f"stage{stage}")
    net.append(GlobalAvgPool2d(), "pool")
    return net.append(Linear(channels, classes, rng=rng, init=normal(0.01)), "fc")


def resnet8(**settings):
    """Return the residual network of depth 8; `settings` as in `small_resnet`."""
    return small_resnet(8, **settings)


def resnet20(**settings):
    """Return the residual network of depth 20; `settings` as in `small_resnet`.

    >>> sum(p.size for p in resnet20().parameters())
    272474
    """
    return small_resnet(20, **settings)


def resnet32(**settings):
    """Return the residual network of depth 32; `settings` as in `small_resnet`."""
    return small_resnet(32, **settings)


def resnet56(**settings):
    """Return the residual network of depth 56; `settings` as in `small_resnet`."""
    return small_resnet(56, **settings)


def plain8(**settings):
    """Return `resnet8` without shortcuts."""
    return small_resnet(8, residual=False, **settings)


def plain20(**settings):
    """Return `resnet20` without shortcuts.

    >>> sum(p.size for p in plain20().parameters())
    269722
    """
    return small_resnet(20, residual=False, **settings)


def plain32(**settings):
    """Return `resnet32` without shortcuts."""
    return small_resnet(32, residual=False, **settings)


def plain56(**settings):
    """Return `resnet56` without shortcuts."""
    return small_resnet(56, residual=False, **settings)
