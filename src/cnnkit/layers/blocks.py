"""Blocks: a few layers with a name of their own, from which the famous networks are built.

Each takes ``rng``, a generator or a seed. Give all blocks of one network the same generator: with
the same seed, two equal blocks begin with equal weights.
"""

from itertools import pairwise

from cnnkit.backend import array_module
from cnnkit.errors import ShapeError
from cnnkit.layers.activations import ReLU
from cnnkit.layers.base import Layer
from cnnkit.layers.conv import Conv2d
from cnnkit.layers.dense import Flatten, Linear
from cnnkit.layers.initial import Seed, as_generator, kaiming
from cnnkit.layers.normalization import BatchNorm2d
from cnnkit.layers.outline import ignore
from cnnkit.layers.pooling import MaxPool2d
from cnnkit.layers.sequential import Sequential


class Residual(Layer):
    """Return body(x) + x, or body(x) + shortcut(x).

    The body fits what is missing between x and the answer; its gradient is joined by one that
    passes unchanged.

    Parameters
    ----------
    body
        Layer whose output has the shape of what is added to it.
    shortcut
        Layer for the other way, or None for the identity.

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015.

    Examples
    --------
    >>> import numpy as np
    >>> Residual(ReLU())(np.array([[-1.0, 2.0]]))
    array([[-1.,  4.]])
    """

    keeps = "nothing"
    elementwise = True

    def __init__(self, body, shortcut=None):
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        """Return the sum of both ways."""
        y = self.body(x)
        other = x if self.shortcut is None else self.shortcut(x)
        self._check(tuple(y.shape[1:]), tuple(other.shape[1:]))
        return y + other

    def backward(self, dy):
        """Return dx: the gradient passes both ways and is added up."""
        dx = self.body.backward(dy)
        return dx + (dy if self.shortcut is None else self.shortcut.backward(dy))

    def trace(self, outline, visit=ignore):
        """Pass an outline both ways; the input is held while the body runs."""
        y = self.body.trace(outline.holding(outline), visit)
        other = outline
        if self.shortcut is not None:
            other = self.shortcut.trace(outline.holding(y), visit)
        self._check(y.shape, other.shape)
        after = outline.joined((y, other), y.shape)
        visit(self, y.holding(other), after)
        return after

    def _check(self, body, shortcut):
        if body != shortcut:
            raise ShapeError(
                "Residual",
                received=f"{body} from the body and {shortcut} from the shortcut",
                expected="the same shape from both, for one example",
                fix="Give it shortcut=projection_shortcut(c_in, c_out, stride, rng=...)",
            )


def projection_shortcut(c_in, c_out, stride=1, *, batch_norm=True, rng: Seed = 0):
    """Return the shortcut that changes channels and size: a 1×1 convolution with a stride.

    Where neither changes there is nothing to project, and the shortcut is the identity, None.

    >>> projection_shortcut(16, 32, 2, rng=0).output_shape((16, 14, 14))
    (32, 7, 7)
    """
    if c_in == c_out and stride == 1:
        return None
    conv = Conv2d(c_in, c_out, 1, stride=stride, bias=not batch_norm, rng=rng)
    return Sequential(conv=conv, bn=BatchNorm2d(c_out)) if batch_norm else Sequential(conv=conv)


class PlainBlock(Sequential):
    """Two 3×3 convolutions, each with batch normalisation and ReLU: a residual block's body.

    Parameters
    ----------
    c_in, c_out
        Channels before and after.
    stride
        Of the first convolution.
    batch_norm
        Whether each convolution is followed by `BatchNorm2d`; without, it has a bias.
    rng
        `numpy.random.Generator` or a seed.

    Examples
    --------
    >>> PlainBlock(16, 32, stride=2, rng=0).output_shape((16, 14, 14))
    (32, 7, 7)
    """

    def __init__(self, c_in, c_out, stride=1, *, batch_norm=True, rng: Seed = 0):
        rng = as_generator(rng, "PlainBlock")
        plan = [(c_in, c_out, 3, stride), (c_out, c_out, 3, 1)]
        super().__init__(**_conv_stack(plan, batch_norm, rng), relu2=ReLU())


class ResidualBlock(Sequential):
    """Two 3×3 convolutions whose result is added to the block's input, then ReLU.

    Where channels or size change, the input takes a `projection_shortcut`.

    Parameters
    ----------
    c_in, c_out, stride, batch_norm, rng
        As in `PlainBlock`.

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015, figure 5, left.

    Examples
    --------
    >>> ResidualBlock(16, 32, stride=2, rng=0).output_shape((16, 14, 14))
    (32, 7, 7)
    """

    def __init__(self, c_in, c_out, stride=1, *, batch_norm=True, rng: Seed = 0):
        rng = as_generator(rng, "ResidualBlock")
        plan = [(c_in, c_out, 3, stride), (c_out, c_out, 3, 1)]
        body = Sequential(**_conv_stack(plan, batch_norm, rng))
        shortcut = projection_shortcut(c_in, c_out, stride, batch_norm=batch_norm, rng=rng)
        super().__init__(residual=Residual(body, shortcut), relu=ReLU())


class Bottleneck(Sequential):
    """1×1 down to `width` channels, 3×3, 1×1 up to 4·width, added to the input, then ReLU.

    The stride is that of the 3×3 convolution; the original had it in the first 1×1.

    Parameters
    ----------
    c_in
        Channels before.
    width
        Channels of the 3×3 convolution; 4·width come out.
    stride, batch_norm, rng
        As in `PlainBlock`.

    References
    ----------
    He et al., "Deep Residual Learning for Image Recognition", 2015, figure 5, right.

    Examples
    --------
    >>> Bottleneck(64, 64, rng=0).output_shape((64, 56, 56))
    (256, 56, 56)
    """

    def __init__(self, c_in, width, stride=1, *, batch_norm=True, rng: Seed = 0):
        rng = as_generator(rng, "Bottleneck")
        plan = [(c_in, width, 1, 1), (width, width, 3, stride), (width, 4 * width, 1, 1)]
        body = Sequential(**_conv_stack(plan, batch_norm, rng))
        shortcut = projection_shortcut(c_in, 4 * width, stride, batch_norm=batch_norm, rng=rng)
        super().__init__(residual=Residual(body, shortcut), relu=ReLU())


class Branches(Layer):
    """Run several layers on the same input and put their maps behind one another.

    Parameters
    ----------
    named
        The layers by name; all must keep H and W alike.

    Examples
    --------
    >>> Branches(a=Conv2d(3, 4, 1, rng=0), b=Conv2d(3, 2, 3, padding=1, rng=1)).output_shape(
    ...     (3, 8, 8))
    (6, 8, 8)
    """

    keeps = "nothing"
    elementwise = True

    def __init__(self, **named):
        self._inside = dict(named)

    def children(self):
        """Return the branches as a dict from name to layer."""
        return dict(self._inside)

    def forward(self, x):
        """Return the maps of all branches, of shape (N, sum of channels, H, W)."""
        maps = [branch(x) for branch in self._inside.values()]
        self._together([tuple(m.shape[1:]) for m in maps])
        self._saved = [m.shape[1] for m in maps]
        return array_module(x=x).concatenate(maps, axis=1)

    def backward(self, dy):
        """Cut `dy` into the branches' parts, send each back, and add up dx."""
        dx, start = None, 0
        for branch, channels in zip(self._inside.values(), self.recall(), strict=True):
            part = branch.backward(dy[:, start : start + channels])
            dx = part if dx is None else dx + part
            start += channels
        return dx

    def trace(self, outline, visit=ignore):
        """Pass an outline through each branch; finished maps are held."""
        done = []
        for branch in self._inside.values():
            done.append(branch.trace(outline.holding(outline, *done), visit))
        after = outline.joined(done, self._together([o.shape for o in done]))
        visit(self, done[-1].holding(*done), after)
        return after

    def _together(self, shapes):
        if len({shape[1:] for shape in shapes}) > 1:
            said = ", ".join(f"{n}: {s}" for n, s in zip(self._inside, shapes, strict=True))
            raise ShapeError(
                type(self).__name__,
                received=f"branches of shapes {said}",
                expected="the same height and width from each",
                fix='Pad with "same" and keep the stride alike',
            )
        return (sum(shape[0] for shape in shapes), *shapes[0][1:])


class NaiveInception(Branches):
    """1×1, 3×3 and 5×5 convolutions and a 3×3 max pooling side by side, nothing reduced.

    Parameters
    ----------
    c_in
        Channels before.
    c1, c3, c5
        Filters of each size; c1 + c3 + c5 + c_in channels come out.
    rng
        `numpy.random.Generator` or a seed.

    Examples
    --------
    >>> sum(p.size for p in NaiveInception(192, 64, 128, 32, rng=0).parameters())
    387296
    """

    def __init__(self, c_in, c1, c3, c5, *, rng: Seed = 0):
        rng = as_generator(rng, "NaiveInception")
        super().__init__(
            one=_conv_relu(c_in, c1, 1, rng),
            three=_conv_relu(c_in, c3, 3, rng),
            five=_conv_relu(c_in, c5, 5, rng),
            pool=MaxPool2d(3, stride=1, padding=1),
        )


class Inception(Branches):
    """As `NaiveInception`, with 1×1 convolutions that reduce the channels first.

    Parameters
    ----------
    c_in
        Channels before.
    c1
        1×1 filters.
    c3_reduce, c3
        1×1 filters before the 3×3 ones, and these.
    c5_reduce, c5
        1×1 filters before the 5×5 ones, and these.
    c_pool
        1×1 filters behind the pooling; c1 + c3 + c5 + c_pool channels come out.
    rng
        `numpy.random.Generator` or a seed.

    References
    ----------
    Szegedy et al., "Going Deeper with Convolutions", 2015.

    Examples
    --------
    >>> block = Inception(192, 64, 96, 128, 16, 32, 32, rng=0)
    >>> block.output_shape((192, 28, 28)), sum(p.size for p in block.parameters())
    ((256, 28, 28), 163696)
    """

    def __init__(self, c_in, c1, c3_reduce, c3, c5_reduce, c5, c_pool, *, rng: Seed = 0):
        rng = as_generator(rng, "Inception")
        super().__init__(
            one=_conv_relu(c_in, c1, 1, rng),
            three=Sequential(
                reduce=_conv_relu(c_in, c3_reduce, 1, rng), conv=_conv_relu(c3_reduce, c3, 3, rng)
            ),
            five=Sequential(
                reduce=_conv_relu(c_in, c5_reduce, 1, rng), conv=_conv_relu(c5_reduce, c5, 5, rng)
            ),
            pool=Sequential(
                pool=MaxPool2d(3, stride=1, padding=1), project=_conv_relu(c_in, c_pool, 1, rng)
            ),
        )


class MLPHead(Sequential):
    """Flatten, then dense layers with ReLU between them: feature maps to logits.

    Parameters
    ----------
    sizes
        Numbers an example at each stage: inputs, hidden layers, classes.
    rng
        `numpy.random.Generator` or a seed.
    init
        Rule for the last layer's weights; the others use `kaiming`.

    Examples
    --------
    >>> MLPHead(400, 120, 84, 10, rng=0).output_shape((16, 5, 5))
    (10,)
    """

    def __init__(self, *sizes, rng: Seed = 0, init=kaiming):
        rng = as_generator(rng, "MLPHead")
        super().__init__(flatten=Flatten())
        steps = list(pairwise(sizes))
        for i, (d_in, d_out) in enumerate(steps, 1):
            last = i == len(steps)
            self.append(Linear(d_in, d_out, rng=rng, init=init if last else kaiming), f"dense{i}")
            if not last:
                self.append(ReLU(), f"relu{i}")


def _conv_relu(c_in, c_out, k, rng):
    """Return a convolution that keeps the size, and ReLU."""
    return Sequential(conv=Conv2d(c_in, c_out, k, padding=k // 2, rng=rng), relu=ReLU())


def _conv_stack(plan, batch_norm, rng):
    """Return named convolutions for (c_in, c_out, k, stride), ReLU between but not at the end."""
    layers = {}
    for i, (c_in, c_out, k, stride) in enumerate(plan, 1):
        layers[f"conv{i}"] = Conv2d(
            c_in, c_out, k, stride=stride, padding=k // 2, bias=not batch_norm, rng=rng
        )
        if batch_norm:
            layers[f"bn{i}"] = BatchNorm2d(c_out)
        if i < len(plan):
            layers[f"relu{i}"] = ReLU()
    return layers
