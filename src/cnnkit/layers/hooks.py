"""Hooks: look at, or replace, what passes through one layer.

A hook wraps ``forward`` or ``backward`` of a single layer object, and only while it is registered;
a layer without hooks pays nothing.
"""


class HookHandle:
    """What registering a hook returns; `remove` takes the hook off again.

    It is also a context manager, so a hook can be held for one block.
    """

    def __init__(self, layer, method, hook):
        self._layer, self._method, self._hook = layer, method, hook

    def remove(self):
        """Take the hook off; removing it twice does nothing."""
        hooks = self._layer.__dict__.get("_hooks", {}).get(self._method, [])
        if self in hooks:
            hooks.remove(self)
        if not hooks:
            self._layer.__dict__.pop(self._method, None)

    def __call__(self, value, result):
        """Run the hook; a result that is not None replaces `result`."""
        return self._hook(self._layer, value, result)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.remove()


def add_hook(layer, method, hook):
    """Call ``hook(layer, value, result)`` after each ``layer.method(value)``."""
    hooks = layer.__dict__.setdefault("_hooks", {}).setdefault(method, [])
    handle = HookHandle(layer, method, hook)
    hooks.append(handle)
    plain = getattr(type(layer), method)

    def hooked(value):
        result = plain(layer, value)
        for each in tuple(hooks):
            changed = each(value, result)
            if changed is not None:
                result = changed
        return result

    layer.__dict__[method] = hooked
    return handle
