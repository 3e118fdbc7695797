"""What the widgets of the page have in common: a picture for where no JavaScript runs."""

from typing import Any

import anywidget

from cnnkit.plotting import Picture


class Pictured(anywidget.AnyWidget):
    """A widget that carries a picture of its present state, with an alternative text."""

    def picture(self) -> Picture:
        """Draw the present state without JavaScript."""
        raise NotImplementedError(f"{type(self).__name__} draws its own picture")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        picture = self.picture()
        return {**data, "text/plain": repr(picture), "text/html": picture._repr_html_()}, metadata
