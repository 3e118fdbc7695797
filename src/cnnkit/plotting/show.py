"""Show a figure as HTML with a text that says what is in it.

Notebooks drop the alternative text of ordinary pictures; inside HTML it stays, for a screen
reader and for every page made from the notebook.
"""

import base64
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure

from cnnkit.errors import DTypeError, ParameterError, describe

DPI = 144  # half as fine again as the 96 that a browser reckons with
BROWSER_DPI = 96
MARGIN = 0.06  # inches of white that are left around what is drawn
WIDTH_IN_PNG = slice(16, 20)  # the first number of its header


class Picture:
    """A finished picture with its alternative text; the last line of a cell displays it.

    Attributes
    ----------
    png : bytes
        The picture.
    alt : str
        What is to be seen in it.
    width : int
        How wide a browser shows it, in CSS pixels.
    """

    def __init__(self, png: bytes, alt: str, width: int):
        self.png = png
        self.alt = alt
        self.width = width

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'<img alt="{escape(self.alt)}" width="{self.width}" '
            f'src="data:image/png;base64,{data}">'
        )

    def __repr__(self) -> str:
        return f"[Picture: {self.alt}]"

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file.

        Parameters
        ----------
        path : str or Path
            The file, usually ending in ``.png``.

        Returns
        -------
        Path
            The file.
        """
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(self.png)
        return Path(partial).replace(path)


def show(figure: Figure | Axes | Sequence[Axes], *, alt: str) -> Picture:
    """Finish a figure: draw it, close it, and give it its alternative text.

    Equal data gives equal bytes: the picture holds no date and no version.

    Parameters
    ----------
    figure : matplotlib.figure.Figure, matplotlib.axes.Axes or sequence of Axes
        What a function of ``cnnkit.plotting`` returned, or a figure of your own.
    alt : str
        What there is to see, in a sentence, for those who cannot see it.

    Returns
    -------
    Picture
        Shown by a notebook as ``<img alt=… src=…>``.

    Raises
    ------
    DTypeError
        If ``figure`` is not a figure or axes.
    ParameterError
        If ``alt`` is empty.

    Examples
    --------
    >>> from cnnkit.plotting import matrix
    >>> show(matrix([[1, 2], [3, 4]]), alt="A grid of the numbers 1 to 4.")
    [Picture: A grid of the numbers 1 to 4.]
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ParameterError(
            "show",
            received=f"alt={alt!r}",
            expected="a sentence that says what is to be seen",
            fix='Write show(..., alt="...") for a reader who cannot see the picture',
        )
    drawn = _figure_of(figure)
    FigureCanvasAgg(drawn)
    buffer = io.BytesIO()
    drawn.savefig(
        buffer,
        format="png",
        dpi=DPI,
        facecolor="white",
        bbox_inches="tight",
        pad_inches=MARGIN,
        metadata={"Software": None},
    )
    png = buffer.getvalue()
    width = round(int.from_bytes(png[WIDTH_IN_PNG]) / DPI * BROWSER_DPI)
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # someone's own figure: pyplot holds it
        pyplot.close(drawn)
    return Picture(png, " ".join(alt.split()), width)


def _figure_of(thing: Figure | Axes | Sequence[Axes]) -> Figure:
    first = thing[0] if isinstance(thing, Sequence) and thing else thing
    if isinstance(first, Axes):
        first = first.figure
    while isinstance(first, SubFigure):
        first = first.figure
    if not isinstance(first, Figure):
        raise DTypeError(
            "show",
            received=describe(thing),
            expected="a matplotlib figure or axes",
            fix="Pass what a function of cnnkit.plotting returned",
        )
    return first
