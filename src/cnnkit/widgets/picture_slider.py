"""Pictures that were drawn beforehand, one at a time, with a slider to choose among them.

The slider needs a running kernel; where there is none, the picture that it stood on stands in.
"""

from collections.abc import Sequence
from typing import Any

import ipywidgets

from cnnkit.errors import DTypeError, ParameterError, describe
from cnnkit.plotting import Picture
from cnnkit.plotting.matrix import number


class PictureSlider(ipywidgets.VBox):
    """The widget that `picture_slider` makes.

    Attributes
    ----------
    pictures : tuple of Picture
        All pictures, in the slider's order.
    slider : ipywidgets.SelectionSlider
        Its ``index`` says which picture is shown; set it to show another.
    """

    def __init__(self, pictures: Sequence[Picture], values: Sequence[Any], name: str, start: int):
        self.pictures = tuple(pictures)
        self.slider = ipywidgets.SelectionSlider(
            options=[
                (number(value) if isinstance(value, int | float) else str(value), place)
                for place, value in enumerate(values)
            ],
            index=start,
            description=name,
            style={"description_width": "initial"},
            layout={"width": "36em", "max_width": "100%"},
        )
        self._page = ipywidgets.HTML(self.picture()._repr_html_())
        self.slider.observe(self._turn, names="index")
        super().__init__([self.slider, self._page])

    def picture(self) -> Picture:
        """Return the picture that the slider stands on."""
        return self.pictures[self.slider.index or 0]

    def _turn(self, _change: Any) -> None:
        self._page.value = self.picture()._repr_html_()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data = super()._repr_mimebundle_(**kwargs)
        if data is None:
            return None
        picture = self.picture()
        return {**data, "text/plain": repr(picture), "text/html": picture._repr_html_()}


def picture_slider(
    pictures: Sequence[Picture], values: Sequence[Any], *, name: str, start: int = 0
) -> PictureSlider:
    """Choose one of several pictures with a slider, by mouse or with the arrow keys.

    Draw the pictures first: then the slider answers at once, whatever they cost.

    Parameters
    ----------
    pictures : sequence of Picture
        What `cnnkit.plotting.show` returned, at least one.
    values : sequence
        What the slider says at each picture: numbers or words.
    name : str
        What is being changed; it stands beside the slider.
    start : int
        Which picture comes first, counted from 0.

    Returns
    -------
    PictureSlider
        The widget; without a kernel, a page shows the first picture.

    Raises
    ------
    ParameterError
        If there is no picture, not one value for each, or no picture number ``start``.
    DTypeError
        If one of the pictures is something else.

    Examples
    --------
    >>> from cnnkit.plotting import matrix, show
    >>> pictures = [show(matrix([[n, 0]]), alt=f"The numbers {n} and 0.") for n in (1, 2)]
    >>> widget = picture_slider(pictures, [1, 2], name="first number")
    >>> widget.slider.index = 1
    >>> widget.picture()
    [Picture: The numbers 2 and 0.]
    """
    if not len(pictures) or len(pictures) != len(values):
        raise ParameterError(
            "picture_slider",
            received=f"{len(pictures)} pictures and {len(values)} values",
            expected="at least one picture, and one value for each",
            fix="Draw one picture for each value, in the same loop",
        )
    if not 0 <= start < len(pictures):
        raise ParameterError(
            "picture_slider",
            received=f"start={start}",
            expected=f"a place from 0 to {len(pictures) - 1}",
            fix="Count the pictures from 0",
        )
    for picture in pictures:
        if not isinstance(picture, Picture):
            raise DTypeError(
                "picture_slider",
                received=describe(picture),
                expected="what plotting.show returned",
                fix="Write pictures.append(plotting.show(ax, alt=...))",
            )
    return PictureSlider(pictures, values, name, start)
