"""Layers one after another."""

from cnnkit.errors import DTypeError, ParameterError, describe
from cnnkit.layers.base import Layer
from cnnkit.layers.outline import ignore


class Sequential(Layer):
    """Run layers in order; backward runs them in reverse.

    Parameters
    ----------
    layers
        The layers in order, named "0", "1", ... by their place.
    named
        Instead of these: the layers by name, in order.

    Examples
    --------
    >>> from cnnkit.layers import Conv2d, ReLU
    >>> net = Sequential(conv=Conv2d(1, 4, 3, rng=0), relu=ReLU())
    >>> net.output_shape((1, 8, 8)), list(net.named_parameters())
    ((4, 6, 6), ['conv.weight', 'conv.bias'])
    >>> net["relu"], len(net[:1])
    (ReLU(), 1)
    """

    def __init__(self, *layers, **named):
        if layers and named:
            raise ParameterError(
                "Sequential",
                received="layers with and without names",
                expected="names for all of them or for none",
                fix="Give each layer a name: Sequential(conv=..., relu=...)",
            )
        self._inside = {}
        for name, layer in (named or {str(i): layer for i, layer in enumerate(layers)}).items():
            self.append(layer, name)

    def append(self, layer, name=None):
        """Add a layer at the end; return self."""
        name = str(len(self._inside)) if name is None else name
        if not isinstance(layer, Layer):
            raise DTypeError(
                "Sequential",
                received=f"layer {name} as {describe(layer)}",
                expected="a layer",
                fix="Make one, such as ReLU()" if isinstance(layer, type) else "Wrap it in a Layer",
            )
        if name in self._inside or "." in name:
            raise ParameterError(
                "Sequential",
                received=f"a layer called {name!r}",
                expected="a new name without a dot",
                fix="Choose another name",
            )
        known = {id(inside): where for where, inside in self.named_layers().items()}
        for inside in layer.named_layers().values():
            if id(inside) in known:
                raise ParameterError(
                    "Sequential",
                    received=f"the same {type(inside).__name__} again, as {name}, that stands "
                    f"already at {known[id(inside)] or 'the top'}",
                    expected="a layer of its own at each place, for it remembers one forward pass",
                    fix=f"Make another one: {type(inside).__name__}(...)",
                )
        self._inside[name] = layer
        return self

    def children(self):
        """Return the layers as a dict from name to layer."""
        return dict(self._inside)

    def forward(self, x):
        """Run the layers in order."""
        for layer in self._inside.values():
            x = layer(x)
        return x

    def backward(self, dy):
        """Run the layers' backward passes in reverse order; return dx."""
        for layer in reversed(self._inside.values()):
            dy = layer.backward(dy)
        return dy

    def learn(self, dy):
        """Run the layers' backward passes; the first layer need not return dx."""
        if not (self._inside and self._backward_is(Sequential.backward)):
            self.backward(dy)
            return
        first, *others = self._inside.values()
        for layer in reversed(others):
            dy = layer.backward(dy)
        first.learn(dy)

    def trace(self, outline, visit=ignore):
        """Pass an outline through the layers in order."""
        for layer in self._inside.values():
            outline = layer.trace(outline, visit)
        return outline

    def without(self, name):
        """Return a network that lacks one layer and shares all others with this one.

        A dotted name reaches into a `Sequential` inside, as in "stage2.block1".
        """
        first, _, rest = name.partition(".")
        if first not in self._inside or (rest and not isinstance(self._inside[first], Sequential)):
            raise self._unknown(name)
        inside = dict(self._inside)
        if rest:
            inside[first] = inside[first].without(rest)
        else:
            del inside[first]
        return Sequential(**inside)

    def __len__(self):
        return len(self._inside)

    def __iter__(self):
        return iter(self._inside.values())

    def __getitem__(self, place):
        """Return one layer by place or name; a slice gives a network that shares its layers."""
        if isinstance(place, slice):
            return Sequential(**dict(list(self._inside.items())[place]))
        if isinstance(place, str):
            first, _, rest = place.partition(".")
            if first not in self._inside:
                raise self._unknown(place)
            layer = self._inside[first]
            return layer[rest] if rest and isinstance(layer, Sequential) else layer
        return list(self._inside.values())[place]

    def _unknown(self, name):
        return ParameterError(
            "Sequential",
            received=f"the name {name!r}",
            expected=f"one of: {', '.join(self._inside) or '(it is empty)'}",
            fix="Look at list(model.named_layers()) for all names",
        )
