"""VGG: only 3×3 convolutions, twice as many filters after each pooling."""

from cnnkit.errors import ShapeError
from cnnkit.layers import Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.layers.initial import Seed, as_generator, normal

WIDTHS = (64, 128, 256, 512, 512)


def vgg_block(c_in, c_out, convs, *, rng: Seed = 0):
    """Return `convs` 3×3 convolutions with ReLU, then 2×2 max pooling.

    >>> vgg_block(64, 128, 2, rng=0).output_shape((64, 112, 112))
    (128, 56, 56)
    """
    rng = as_generator(rng, "vgg_block")
    layers = {}
    for i in range(1, convs + 1):
        layers[f"conv{i}"] = Conv2d(c_in if i == 1 else c_out, c_out, 3, padding=1, rng=rng)
        layers[f"relu{i}"] = ReLU()
    return Sequential(**layers, pool=MaxPool2d(2))


def vgg(
    convs,
    widths=WIDTHS,
    *,
    classes=1000,
    in_channels=3,
    image=224,
    hidden=4096,
    dropout=0.5,
    seed=0,
    rng=None,
):
    """Return a network of the VGG kind, of any size.

    Parameters
    ----------
    convs
        Number of convolutions in each block.
    widths
        Number of filters in each block.
    classes
        Number of logits.
    in_channels, image
        Channels, and height and width, of the images.
    hidden
        Units of the two hidden dense layers.
    dropout
        Probability to drop behind each of them.
    seed, rng
        Where the weights come from; `rng` wins over `seed`.

    Returns
    -------
    `Sequential` from (N, in_channels, image, image) to (N, classes).

    References
    ----------
    Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
    2015.

    Examples
    --------
    >>> net = vgg((1, 1), (8, 16), classes=10, in_channels=1, image=28, hidden=32)
    >>> net.output_shape((1, 28, 28))
    (10,)
    """
    rng = as_generator(seed if rng is None else rng, "vgg")
    size = image >> len(widths)
    if size < 1 or len(convs) != len(widths):
        raise ShapeError(
            "vgg",
            received=f"{len(convs)} blocks of {len(widths)} widths for images of {image}×{image}",
            expected="a width for each block, and images that can be halved so often",
            fix="Use fewer blocks or larger images",
        )
    blocks = {}
    for i, (number, width) in enumerate(zip(convs, widths, strict=True), 1):
        blocks[f"block{i}"] = vgg_block(in_channels, width, number, rng=rng)
        in_channels = width
    head = Sequential(
        flatten=Flatten(),
        fc6=Linear(in_channels * size * size, hidden, rng=rng),
        relu6=ReLU(),
        drop6=Dropout(dropout, rng),
        fc7=Linear(hidden, hidden, rng=rng),
        relu7=ReLU(),
        drop7=Dropout(dropout, rng),
        fc8=Linear(hidden, classes, rng=rng, init=normal(0.01)),
    )
    return Sequential(**blocks, head=head)


def vgg11(classes=1000, **settings):
    """Return VGG-11 (configuration A); `settings` as in `vgg`.

    >>> sum(p.size for p in vgg11().parameters())
    132863336
    """
    return vgg((1, 1, 2, 2, 2), classes=classes, **settings)


def vgg16(classes=1000, **settings):
    """Return VGG-16 (configuration D); `settings` as in `vgg`.

    >>> sum(p.size for p in vgg16().parameters())
    138357544
    """
    return vgg((2, 2, 3, 3, 3), classes=classes, **settings)
