"""Say how far a long command is, and how long the rest will take about."""

import time
from collections.abc import Callable


class Progress:
    """A line for each thing that is done, with what is left.

    Parameters
    ----------
    clock
        Seconds that only grow; the time of the first look is the start.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._start = clock()
        self._done = 0

    def line(self, text: str, left: int) -> str:
        """Count one thing as done; return the line that says so.

        >>> ticks = iter([0.0, 30.0, 60.0])
        >>> progress = Progress(lambda: next(ticks))
        >>> progress.line("01  ada  8 of 8", 8)
        '01  ada  8 of 8  (8 left, about 4 min)'
        >>> progress.line("01  bob  7 of 8", 0)
        '01  bob  7 of 8  (0 left)'
        """
        self._done += 1
        rest = (self._clock() - self._start) / self._done * left
        return f"{text}  ({left} left{f', about {in_words(rest)}' if left else ''})"

    def step(self, text: str, left: int) -> None:
        """Print that line at once."""
        print(self.line(text, left), flush=True)


def in_words(seconds: float) -> str:
    """Return a length of time as one would say it.

    >>> [in_words(value) for value in (0.2, 40, 100, 3600, 9000)]
    ['1 s', '40 s', '2 min', '1 h', '2.5 h']
    """
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h".replace(".0 h", " h")
