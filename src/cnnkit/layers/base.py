"""What every layer is: forward, backward, parameters.

A layer owns parameters and remembers what its backward pass needs; the maths stands in
`cnnkit.functional` under the same name. ``forward(x)`` returns a new array. ``backward(dy)`` takes
the gradient of the loss with respect to that array, adds the gradients of the layer's parameters to
their ``.grad``, and returns the gradient with respect to ``x``.

A layer of your own subclasses `Layer` and defines `forward` and `backward`. Attributes that are
parameters or layers (or lists of layers) are found by themselves. Define `output_shape` too, and
`cnnkit.models.summary` can describe it.
"""

import inspect
from typing import Any

import numpy as np

from cnnkit.backend import to_device, to_numpy
from cnnkit.errors import CNNKitError, ParameterError, ShapeError
from cnnkit.layers.hooks import add_hook
from cnnkit.layers.outline import Outline, ignore
from cnnkit.layers.parameter import Parameter

__all__ = ["Layer", "Parameter"]


class Layer:
    """The base of all layers.

    Class attributes that a subclass may set: `arguments` (names of the attributes that `describe`
    reports), `buffers` (names of arrays that are saved but not learned), `elementwise` (the output
    may overwrite the input, so it is not counted as an activation), `keeps` (what backward needs:
    "input", "output", "mask" or "nothing").
    """

    training = True
    arguments: tuple[str, ...] = ()
    buffers: tuple[str, ...] = ()
    elementwise = False
    keeps = "input"
    _saved: Any = None

    # the two passes

    def forward(self, x):
        """Return the layer's output for a batch `x`."""
        raise NotImplementedError(f"{type(self).__name__} defines no forward(x)")

    def backward(self, dy):
        """Add the parameters' gradients for an upstream `dy`; return that of the input."""
        raise NotImplementedError(f"{type(self).__name__} defines no backward(dy)")

    def learn(self, dy):
        """Do what `backward` does for the parameters, where nobody asks for dx.

        It spares a network the gradient of its images. A hook on `backward` is called as ever.
        """
        self.backward(dy)

    def _backward_is(self, plain):
        """Tell whether `backward` is this function: neither hooked nor replaced by a subclass."""
        return type(self).backward is plain and "backward" not in vars(self)

    def __call__(self, x):
        """Do the same as `forward`."""
        return self.forward(x)

    def recall(self) -> Any:
        """Return what forward kept for backward."""
        if self._saved is None:
            raise CNNKitError(
                f"{type(self).__name__}.backward",
                received="a call before any forward pass",
                expected="forward(x) first, for it keeps what backward needs",
                fix="Call the layer on a batch, then backward(dy) with dy of the output's shape",
            )
        return self._saved

    def forget(self):
        """Drop what forward kept, here and in all layers inside."""
        for layer in self.named_layers().values():
            layer._saved = None

    # what is inside

    def children(self):
        """Return the layers directly inside, as a dict from name to layer."""
        found = {}
        for name, value in vars(self).items():
            if isinstance(value, Layer):
                found[name] = value
            elif isinstance(value, list | tuple):
                items = ((f"{name}.{i}", item) for i, item in enumerate(value))
                found.update((key, item) for key, item in items if isinstance(item, Layer))
        return found

    def named_layers(self, prefix=""):
        """Return this layer and all inside it, as a dict from dotted name to layer.

        The layer itself stands under the empty name.
        """
        found = {prefix: self}
        for name, child in self.children().items():
            found.update(child.named_layers(f"{prefix}.{name}" if prefix else name))
        return found

    def named_parameters(self):
        """Return all parameters as a dict from dotted name, such as "0.weight", to `Parameter`.

        A parameter shared by two layers appears once, under its first name.
        """
        found, seen = {}, set()
        for prefix, layer in self.named_layers().items():
            for name, value in vars(layer).items():
                if isinstance(value, Parameter) and id(value) not in seen:
                    seen.add(id(value))
                    found[_join(prefix, name)] = value
        return found

    def parameters(self):
        """Return all parameters as a list."""
        return list(self.named_parameters().values())

    def named_buffers(self):
        """Return arrays that are saved but not learned, as a dict from dotted name to array."""
        return {
            _join(prefix, name): getattr(layer, name)
            for prefix, layer in self.named_layers().items()
            for name in layer.buffers
        }

    # state

    def state_dict(self):
        """Return copies of all parameters and buffers as NumPy arrays by dotted name."""
        arrays = {name: p.value for name, p in self.named_parameters().items()}
        arrays.update(self.named_buffers())
        return {name: np.array(to_numpy(array)) for name, array in arrays.items()}

    def load_state_dict(self, state):
        """Copy in what `state_dict` returned. Nothing is changed if a name or a shape is wrong."""
        parameters, buffers = self.named_parameters(), self.named_buffers()
        shapes = {name: p.shape for name, p in parameters.items()}
        shapes.update((name, tuple(array.shape)) for name, array in buffers.items())
        _check_state(type(self).__name__, state, shapes)
        for name, parameter in parameters.items():
            parameter.value = state[name]
        owners = self.named_layers()
        for name, old in buffers.items():
            prefix, _, attribute = name.rpartition(".")
            new = to_device(np.array(to_numpy(state[name]), dtype=old.dtype), self.device)
            setattr(owners[prefix], attribute, new)

    def zero_grad(self):
        """Forget the gradients of all parameters; the next backward starts from nothing."""
        for parameter in self.parameters():
            parameter.grad = None

    def train(self, mode=True):
        """Switch to training behaviour (dropout drops, batch norm uses the batch); return self."""
        for layer in self.named_layers().values():
            layer.training = mode
        return self

    def eval(self):
        """Switch to test behaviour; return self."""
        return self.train(False)

    @property
    def device(self):
        """Where the first parameter is: "cpu" or "gpu". Without parameters: "cpu"."""
        return next((p.device for p in self.parameters()), "cpu")

    def to(self, device):
        """Move parameters, gradients and buffers to "cpu" or "gpu"; return self."""
        for parameter in self.parameters():
            parameter.to(device)
        self._each_buffer(lambda array: to_device(array, device))
        self.forget()
        return self

    def astype(self, dtype):
        """Change the data type of parameters and buffers, to float64 for a gradient check.

        Returns self.
        """
        for parameter in self.parameters():
            parameter.astype(dtype)
        self._each_buffer(lambda array: array.astype(dtype))
        self.forget()
        return self

    def freeze(self, upto=None):
        """Stop learning: of everything, or of the children up to and including `upto`.

        Frozen parameters get no gradient and no update. A batch normalisation that is frozen also
        keeps its running statistics and normalises with them. Returns self.
        """
        for parameter in self._parameters_upto(upto, "freeze"):
            parameter.trainable = False
            parameter.grad = None
        return self

    def unfreeze(self, upto=None):
        """Undo `freeze`; return self."""
        for parameter in self._parameters_upto(upto, "unfreeze"):
            parameter.trainable = True
        return self

    # hooks

    def register_forward_hook(self, hook):
        """Call ``hook(layer, x, y)`` after each forward; what it returns, if not None, replaces y.

        Returns a handle with ``remove()``, which is also a context manager.
        """
        return add_hook(self, "forward", hook)

    def register_backward_hook(self, hook):
        """Call ``hook(layer, dy, dx)`` after each backward; a result that is not None replaces dx.

        Returns a handle with ``remove()``, which is also a context manager.
        """
        return add_hook(self, "backward", hook)

    # description

    def output_shape(self, shape):
        """Return the shape that `forward` gives for one example of shape `shape`, without N."""
        if type(self).trace is Layer.trace:
            raise NotImplementedError(
                f"{type(self).__name__} defines no output_shape(shape): add one that returns the "
                f"shape of its output for one example of shape {tuple(shape)}"
            )
        return self.trace(Outline.of(shape)).shape

    def window(self, shape):
        """Return (k, stride, dilation) as pairs for an input of `shape`; None sees one pixel."""
        return None

    def macs(self, shape):
        """Return the number of multiply-accumulates for one example of shape `shape`."""
        return 0

    def trace(self, outline, visit=ignore):
        """Pass an outline through; call ``visit(layer, before, after)`` for each layer crossed."""
        window = self.window(outline.shape) or ()
        after = outline.through(self.output_shape(outline.shape), *window)
        visit(self, outline, after)
        return after

    def describe(self):
        """Return the layer as plain data: its kind and its constructor's arguments."""
        inside = {name: child.describe() for name, child in self.children().items()}
        described = {"kind": type(self).__name__, **self._arguments()}
        return {**described, "layers": inside} if inside else described

    def __repr__(self):
        usual = inspect.signature(type(self)).parameters
        given = {n: v for n, v in self._arguments().items() if v != usual[n].default}
        arguments = ", ".join(f"{name}={value!r}" for name, value in given.items())
        lines = [f"{name}: {child!r}" for name, child in self.children().items()]
        if not lines:
            return f"{type(self).__name__}({arguments})"
        inside = "\n".join(lines).replace("\n", "\n  ")
        return f"{type(self).__name__}({arguments}\n  {inside}\n)"

    def __getstate__(self):
        """Return the state for a copy: without hooks and without what forward kept."""
        dropped = ("forward", "backward", "_hooks", "_saved")
        return {name: value for name, value in vars(self).items() if name not in dropped}

    def _arguments(self):
        values = {name: getattr(self, name) for name in self.arguments}
        if "bias" in values:
            values["bias"] = values["bias"] is not None
        return values

    def _each_buffer(self, change):
        for layer in self.named_layers().values():
            for name in layer.buffers:
                setattr(layer, name, change(getattr(layer, name)))

    def _parameters_upto(self, upto, who):
        if upto is None:
            return self.parameters()
        children = self.children()
        if upto not in children:
            raise ParameterError(
                f"{type(self).__name__}.{who}",
                received=f"upto={upto!r}",
                expected=f"the name of a layer inside: {', '.join(children) or '(there is none)'}",
                fix="Take one of these names, or leave `upto` out for the whole",
            )
        names = list(children)
        first = names[: names.index(upto) + 1]
        return [p for name in first for p in children[name].parameters()]


def _join(prefix, name):
    return f"{prefix}.{name}" if prefix else name


def _check_state(who, state, shapes):
    missing = [name for name in shapes if name not in state]
    unexpected = [name for name in state if name not in shapes]
    if missing or unexpected:
        said = [f"no {', '.join(missing)}"] if missing else []
        said += [f"also {', '.join(unexpected)}"] if unexpected else []
        raise ParameterError(
            f"{who}.load_state_dict",
            received="a state with " + " and ".join(said),
            expected=f"exactly the {len(shapes)} names that state_dict() gives here",
            fix="Load the state into a network built in the same way",
        )
    for name, shape in shapes.items():
        if tuple(np.shape(state[name])) != shape:
            raise ShapeError(
                f"{who}.load_state_dict",
                received=f"{name} of shape {tuple(np.shape(state[name]))}",
                expected=f"shape {shape}",
                fix="Load the state into a network built in the same way",
            )
