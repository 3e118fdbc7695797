"""A slider for every tap of a filter, over a picture that follows at once.

The page convolves and draws by itself (``filter_sliders.js``), so that it answers at once; a
function of the student's own follows a moment later, computed here. Where no JavaScript runs, a
picture stands in.
"""

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib
import numpy as np
import traitlets

from cnnkit.backend import to_numpy
from cnnkit.errors import DTypeError, ParameterError, ShapeError, describe
from cnnkit.functional import correlate2d
from cnnkit.plotting import Picture, feature_maps, images, matrix, panels, show
from cnnkit.plotting.colours import SIGNED
from cnnkit.plotting.matrix import number
from cnnkit.widgets.attempt import attempt
from cnnkit.widgets.pictured import Pictured, script, style

LARGEST_PICTURE = 512  # rows and columns
LARGEST_FILTER = 7
NOTHING = 1e-6  # a sum of taps that counts as 0


class FilterSliders(Pictured):
    """The widget that `filter_sliders` makes.

    Attributes
    ----------
    shown : str
        The name of the picture that is shown.
    preset : str
        The name of the filter that was chosen; empty once a tap has been moved. Set it to choose.
    taps : list of list of float
        The filter as it stands, of shape (KH, KW). Set it to move the sliders.
    signed : bool
        Whether 0 is shown as grey and negative numbers as dark; else 0 is black and 1 is white.
    answer : dict
        What the student's function gave: ``says``, ``agrees``, and the numbers for the page.
    """

    _esm = script("filter_sliders")
    _css = style("filter_sliders")

    pictures = traitlets.List().tag(sync=True)
    filters = traitlets.List().tag(sync=True)
    palette = traitlets.Bytes().tag(sync=True)
    function = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Unicode().tag(sync=True)
    preset = traitlets.Unicode().tag(sync=True)
    taps = traitlets.List().tag(sync=True)
    signed = traitlets.Bool(False).tag(sync=True)
    upload = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        pictures: dict[str, np.ndarray],
        filters: dict[str, np.ndarray],
        function: Callable[..., Any] | None = None,
    ):
        self._function = function
        self._answered: tuple | None = None
        preset, w = next(iter(filters.items()))
        super().__init__(
            pictures=[_packed(name, image) for name, image in pictures.items()],
            filters=[{"name": name, "taps": taps.tolist()} for name, taps in filters.items()],
            palette=_palette(),
            function=getattr(function, "__name__", "your function") if function else "",
            shown=next(iter(pictures)),
            preset=preset,
            taps=w.tolist(),
            signed=_is_zero(w.sum()),
        )
        self._follow()

    @property
    def image(self) -> np.ndarray:
        """The picture that is shown, of shape (H, W), float64 from 0 to 1."""
        known = [*self.pictures, *([self.upload] if self.upload else [])]
        chosen = next(each for each in known if each["name"] == self.shown)
        pixels = np.frombuffer(bytes(chosen["pixels"]), dtype=np.uint8)
        return pixels.reshape(chosen["rows"], chosen["columns"]) / 255

    @property
    def filter(self) -> np.ndarray:
        """The filter as it stands, of shape (KH, KW)."""
        return np.array(self.taps, dtype=float)

    @property
    def output(self) -> np.ndarray:
        """What the filter makes of the picture, of shape (H − KH + 1, W − KW + 1)."""
        return correlate2d(self.image, self.filter)

    @traitlets.validate("taps")
    def _keep_a_filter(self, proposal: Any) -> list:
        return _checked_filter("taps", proposal["value"]).tolist()

    @traitlets.validate("shown")
    def _keep_a_picture(self, proposal: Any) -> str:
        names = [each["name"] for each in self.pictures]
        names += [self.upload["name"]] if self.upload else []
        if proposal["value"] not in names:
            raise ParameterError(
                "filter_sliders",
                received=f"the picture {proposal['value']!r}",
                expected=f"one of: {', '.join(names)}",
                fix="Take one of these names",
            )
        return proposal["value"]

    @traitlets.validate("preset")
    def _keep_a_preset(self, proposal: Any) -> str:
        names = [each["name"] for each in self.filters]
        if proposal["value"] and proposal["value"] not in names:
            raise ParameterError(
                "filter_sliders",
                received=f"the filter {proposal['value']!r}",
                expected=f"one of: {', '.join(names)}",
                fix="Take one of these names",
            )
        return proposal["value"]

    @traitlets.validate("upload")
    def _keep_an_upload(self, proposal: Any) -> dict:
        value = proposal["value"]
        if value and len(value["pixels"]) != value["rows"] * value["columns"]:
            raise ParameterError(
                "filter_sliders",
                received=f"{len(value['pixels'])} pixels for {value['rows']} × {value['columns']}",
                expected="one for each place",
                fix="Choose the picture again",
            )
        return value

    @traitlets.observe("preset")
    def _choose(self, _change: Any) -> None:
        for each in self.filters:
            if each["name"] == self.preset and each["taps"] != self.taps:
                self.taps = each["taps"]
                self.signed = _is_zero(self.filter.sum())

    @traitlets.observe("taps")
    def _forget(self, _change: Any) -> None:
        """Call a filter that is none of the presets your own."""
        for each in self.filters:
            if each["name"] == self.preset and each["taps"] != self.taps:
                self.preset = ""

    @traitlets.observe("shown", "taps", "upload")
    def _follow(self, _change: Any = None) -> None:
        """Let the student's function compute, once for each state."""
        if self._function is None or not self.shown or not self.taps:
            return
        state = (self.shown, repr(self.taps), bytes(self.upload.get("pixels", b"")))
        if state == self._answered:
            return
        self._answered = state
        image, w = self.image, self.filter
        # counted, so that the page hears of every answer, also of one that reads as the last did
        answer: dict[str, Any] = {"number": self.answer.get("number", 0) + 1}
        if any(k > n for k, n in zip(w.shape, image.shape, strict=True)):
            says = "The filter is larger than the picture."
            self.answer = {**answer, "says": says, "agrees": False}
            return
        tried = attempt(self._function, image, w)
        answer |= {"says": tried.says, "agrees": tried.agrees}
        if tried.values is not None:
            answer["rows"], answer["columns"] = tried.values.shape
            answer["values"] = tried.values.astype("<f4").tobytes()
        self.answer = answer

    def picture(self) -> Picture:
        """Draw the present state without JavaScript: picture, filter, and what comes out.

        Returns
        -------
        Picture
            With an alternative text that tells the numbers.
        """
        w, output = self.filter, self.output
        axes = panels(3, titles=[self.shown, self.preset or "your own filter", "what comes out"])
        images(self.image, limits=(0, 1), ax=axes[0])
        matrix(w.round(3), ax=axes[1])
        if self.signed:
            feature_maps(output, ax=axes[2])
        else:
            images(output, limits=(0, 1), ax=axes[2])
        rows = "; ".join(" ".join(number(value) for value in row) for row in w)
        scale = "0 is shown as grey" if self.signed else "0 is shown as black and 1 as white"
        return show(
            axes,
            alt=f"The picture “{self.shown}” of {self.image.shape[0]} by {self.image.shape[1]}; a "
            f"filter of {w.shape[0]} by {w.shape[1]}, row by row: {rows}; the sum of its taps is "
            f"{number(w.sum())}. What comes out goes from {number(output.min())} to "
            f"{number(output.max())}; {scale}.",
        )


def filter_sliders(
    pictures: Mapping[str, Any],
    filters: Mapping[str, Any],
    *,
    function: Callable[..., Any] | None = None,
) -> FilterSliders:
    """Move the taps of a filter, and see at once what it makes of a picture.

    Arrow keys move a tap by 0.1, with Shift by 1. A picture of one's own can be chosen too; it is
    read in the page, made grey, and scaled down to 256 pixels.

    Parameters
    ----------
    pictures : mapping of str to array-like
        Grey pictures of shape (H, W) by name, from 0 to 1 (uint8: 0 to 255); at most 512 each way.
        The first is shown first.
    filters : mapping of str to array-like
        Filters of shape (KH, KW) by name, at most 7 each way. The sliders begin with the first.
    function : callable, optional
        The student's own ``function(x, w)``, for example ``corr2d``. A panel of its own shows what
        it gives, or in words what went wrong in it.

    Returns
    -------
    FilterSliders
        The widget. Its ``taps``, ``shown`` and ``preset`` follow what is done in the page.

    Raises
    ------
    ShapeError
        If a picture or a filter does not have two axes.
    ParameterError
        If there is none, one is too large, or a pixel lies outside 0 to 1.
    DTypeError
        If ``function`` cannot be called.

    Examples
    --------
    >>> from cnnkit.datasets import digit, hand_made_filters
    >>> widget = filter_sliders({"four": digit()}, hand_made_filters())
    >>> widget.preset = "edges"
    >>> widget.taps[1]
    [-1.0, 8.0, -1.0]
    >>> widget.output.shape
    (26, 26)
    """
    for name, given in (("pictures", pictures), ("filters", filters)):
        if not isinstance(given, Mapping) or not given:
            raise ParameterError(
                "filter_sliders",
                received=f"{name} as {describe(given)}",
                expected=f"at least one of the {name}, by name",
                fix='Write them as in {"four": datasets.digit()}',
            )
    if function is not None and not callable(function):
        raise DTypeError(
            "filter_sliders",
            received=f"function as {describe(function)}",
            expected="a function of a picture and a filter",
            fix="Write function=corr2d, without brackets",
        )
    return FilterSliders(
        {str(name): _checked_picture(str(name), x) for name, x in pictures.items()},
        {str(name): _checked_filter(str(name), w) for name, w in filters.items()},
        function,
    )


def _checked_picture(name: str, x: Any) -> np.ndarray:
    """Return the picture as whole numbers from 0 to 255."""
    image = to_numpy(x)
    if image.ndim != 2 or not image.size:
        raise ShapeError(
            "filter_sliders",
            received=f"the picture {name!r} as {describe(image)}",
            expected="a grey picture of shape (H, W)",
            fix="Make a colour photograph grey with datasets.to_grey(image)",
        )
    if max(image.shape) > LARGEST_PICTURE:
        raise ParameterError(
            "filter_sliders",
            received=f"the picture {name!r} of {image.shape[0]} × {image.shape[1]}",
            expected=f"at most {LARGEST_PICTURE} × {LARGEST_PICTURE}",
            fix=f"Show a part of it: x[:{LARGEST_PICTURE}, :{LARGEST_PICTURE}]",
        )
    if image.dtype == np.uint8:
        return image
    image = image.astype(float)
    if not ((image >= 0) & (image <= 1)).all():
        raise ParameterError(
            "filter_sliders",
            received=f"the picture {name!r} with values from {number(image.min())} to "
            f"{number(image.max())}",
            expected="values from 0 to 1",
            fix="Scale it, or pass whole numbers from 0 to 255 as uint8",
        )
    return np.round(image * 255).astype(np.uint8)


def _checked_filter(name: str, w: Any) -> np.ndarray:
    taps = np.atleast_2d(to_numpy(w).astype(float))
    if taps.ndim != 2 or not taps.size or max(taps.shape) > LARGEST_FILTER:
        raise ShapeError(
            "filter_sliders",
            received=f"the filter {name!r} as {describe(taps)}",
            expected=f"shape (KH, KW), at most {LARGEST_FILTER} each way",
            fix="Choose one filter and one channel",
        )
    if not np.isfinite(taps).all():
        raise ParameterError(
            "filter_sliders",
            received=f"the filter {name!r} with taps that are infinite or no numbers",
            expected="finite numbers",
            fix="Look for a division by 0",
        )
    return taps


def _is_zero(total: float) -> bool:
    return bool(abs(total) < NOTHING)


def _packed(name: str, image: np.ndarray) -> dict[str, Any]:
    rows, columns = image.shape
    return {"name": name, "rows": rows, "columns": columns, "pixels": image.tobytes()}


def _palette() -> bytes:
    """Return the colours of signed numbers, from −1 to 1: 256 times red, green, blue."""
    colours = matplotlib.colormaps[SIGNED](np.linspace(0, 1, 256))[:, :3]
    return np.round(colours * 255).astype(np.uint8).tobytes()
