"""LeNet-5, as it is built today."""

from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.layers.initial import as_generator, normal


def lenet5(classes=10, *, in_channels=1, seed=0, rng=None):
    """Return LeNet-5 for 28×28 images: two convolutions, each with pooling, and three dense layers.

    The original had sparse connections between the two convolutions, tanh, averaging with learned
    scale, and 60,000 parameters; this one has ReLU, max pooling and 61,706.

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
    `Sequential` from (N, in_channels, 28, 28) to (N, classes).

    References
    ----------
    LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998.

    Examples
    --------
    >>> net = lenet5()
    >>> net.output_shape((1, 28, 28)), sum(p.size for p in net.parameters())
    ((10,), 61706)
    """
    rng = as_generator(seed if rng is None else rng, "lenet5")
    return Sequential(
        conv1=Conv2d(in_channels, 6, 5, padding=2, rng=rng),
        relu1=ReLU(),
        pool1=MaxPool2d(2),
        conv2=Conv2d(6, 16, 5, rng=rng),
        relu2=ReLU(),
        pool2=MaxPool2d(2),
        flatten=Flatten(),
        dense3=Linear(400, 120, rng=rng),
        relu3=ReLU(),
        dense4=Linear(120, 84, rng=rng),
        relu4=ReLU(),
        dense5=Linear(84, classes, rng=rng, init=normal(0.01)),
    )
