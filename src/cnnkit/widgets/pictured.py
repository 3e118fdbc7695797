"""What the widgets of the page have in common: how they begin, and a picture for elsewhere."""

from pathlib import Path
from typing import Any

import anywidget

from cnnkit.plotting import Picture


def script(*names: str) -> str:
    """Join the scripts of these names, behind the one that every widget begins with.

    Parameters
    ----------
    names : str
        Files of this folder without their ending, the widget's own last.

    Returns
    -------
    str
        One module: the page asks no address for a second one.
    """
    return _joined(".js", "page", *names)


def style(*names: str) -> str:
    """Join the style sheets of these names, behind the one that every widget begins with.

    Parameters
    ----------
    names : str
        Files of this folder without their ending, the widget's own last.

    Returns
    -------
    str
        One style sheet.
    """
    return _joined(".css", "page", *names)


def _joined(ending: str, *names: str) -> str:
    folder = Path(__file__).parent
    return "\n".join((folder / f"{name}{ending}").read_text("utf-8") for name in names)


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
