"""Start from a trained network: cut it, keep its low layers, train the rest on."""

from cnnkit.errors import ParameterError
from cnnkit.training.loop import fit
from cnnkit.training.optimizers import SGD


def cut_network(model, at):
    """Return the layers of a `Sequential` up to and including one; they are shared, not copied.

    Parameters
    ----------
    model
        A `Sequential`.
    at
        Name or place of the last layer to keep.

    >>> from cnnkit.models import lenet5
    >>> cut_network(lenet5(), "pool2").output_shape((1, 28, 28))
    (16, 5, 5)
    """
    names = list(model.children())
    if isinstance(at, str) and at not in names:
        raise ParameterError(
            "cut_network",
            received=f"at={at!r}",
            expected=f"one of: {', '.join(names)}",
            fix="Take the name of a layer directly inside",
        )
    if not isinstance(at, str) and not -len(names) <= at < len(names):
        raise ParameterError(
            "cut_network",
            received=f"at={at} of {len(names)} layers",
            expected=f"a place from 0 to {len(names) - 1}",
            fix="Count the layers from 0",
        )
    end = names.index(at) if isinstance(at, str) else at % len(names)
    return model[: end + 1]


def freeze(model, upto):
    """Stop the layers up to and including one from learning; return the model.

    Parameters
    ----------
    model
        Any layer.
    upto
        Name of the last layer to freeze.

    >>> from cnnkit.models import lenet5
    >>> net = freeze(lenet5(), "pool2")
    >>> sum(p.size for p in net.parameters() if p.trainable)
    59134
    """
    return model.freeze(upto)


def fine_tune(model, x, y, epochs, lr, rng, **settings):
    """Train what is not frozen; return the history.

    Parameters
    ----------
    model
        Any layer.
    x, y
        Training examples and labels.
    epochs, lr
        Passes over the set, and learning rate.
    rng
        `numpy.random.Generator`; it decides the order of the examples.
    settings
        More for `fit`.

    Returns
    -------
    History
    """
    learning = [p for p in model.parameters() if p.trainable]
    if not learning:
        raise ParameterError(
            "fine_tune",
            received="a network with every layer frozen",
            expected="at least one layer that learns",
            fix="Freeze only up to the layer before the head",
        )
    optimizer = SGD(learning, lr, momentum=0.9)
    seed = int(rng.integers(2**31))
    settings = {"progress": False, **settings}
    return fit(model, x, y, epochs=epochs, optimizer=optimizer, seed=seed, **settings)
