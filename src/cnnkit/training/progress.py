"""Show how far a training is: in a terminal, in a notebook, or in a log file.

All of it goes to standard output; nothing ever goes to standard error.
"""

import sys
import time
from html import escape
from typing import Any, TextIO

from cnnkit.training.history import History
from cnnkit.units import duration

EVERY = 0.2  # seconds between two updates of a live display


class Progress:
    """Show nothing; the displays below replace what they need.

    Parameters
    ----------
    epochs, batches
        How many epochs, and batches in each, there will be.
    """

    def __init__(self, epochs: int, batches: int) -> None:
        self.epochs, self.batches = epochs, batches
        self.began = time.monotonic()
        self.shown = 0.0
        self.done = 0

    def batch(self, epoch: int, batch: int, loss: float) -> None:
        """Take note of one more batch, counted from 0."""

    def epoch(self, history: History) -> None:
        """Take note of the epoch that ended."""

    def close(self) -> None:
        """Come to the end, whatever the reason."""

    def heading(self, history: History) -> str:
        """Return the line of the last epoch."""
        width = len(str(self.epochs))
        return f"epoch {history.epochs:>{width}}/{self.epochs}  {history.line()}"

    def live(self, epoch: int, batch: int, loss: float) -> str | None:
        """Return the line of a running epoch, or None when the last one is still fresh."""
        self.done += 1
        now = time.monotonic()
        if now - self.shown < EVERY:
            return None
        self.shown = now
        left = (self.epochs - epoch) * self.batches - batch - 1
        seconds = (now - self.began) / self.done * left
        width = len(str(self.epochs))
        share = (batch + 1) / self.batches
        return (
            f"epoch {epoch + 1:>{width}}/{self.epochs}  {share:4.0%}".replace("%", " %")
            + f"  loss {loss:.4f}  {duration(seconds)} left"
        )


class Lines(Progress):
    """Print one line an epoch, for log files and pipes."""

    def __init__(self, epochs: int, batches: int, stream: TextIO) -> None:
        super().__init__(epochs, batches)
        self.stream = stream

    def epoch(self, history: History) -> None:
        """Print the epoch's line."""
        print(self.heading(history), file=self.stream, flush=True)


class Terminal(Lines):
    """Rewrite one line while an epoch runs."""

    length = 0

    def batch(self, epoch: int, batch: int, loss: float) -> None:
        """Rewrite the line."""
        line = self.live(epoch, batch, loss)
        if line is not None:
            self._write(line)

    def epoch(self, history: History) -> None:
        """Replace the line by the epoch's result, and begin a new one."""
        self._write(self.heading(history))
        self._end()

    def close(self) -> None:
        """End an unfinished line."""
        if self.length:
            self._end()

    def _write(self, line: str) -> None:
        print("\r" + line.ljust(self.length), end="", file=self.stream, flush=True)
        self.length = len(line)

    def _end(self) -> None:
        print(file=self.stream, flush=True)
        self.length = 0


class Notebook(Progress):
    """Update one output of a notebook cell: finished epochs, a bar and the running epoch."""

    def __init__(self, epochs: int, batches: int, display: Any) -> None:
        super().__init__(epochs, batches)
        self.lines: list[str] = []
        self.handle = display(self._bundle(None, 0), raw=True, display_id=True)

    def batch(self, epoch: int, batch: int, loss: float) -> None:
        """Update the running line and the bar."""
        line = self.live(epoch, batch, loss)
        if line is not None:
            self._show(line, epoch * self.batches + batch + 1)

    def epoch(self, history: History) -> None:
        """Add the epoch's line."""
        self.lines.append(self.heading(history))
        self._show(None, history.epochs * self.batches)

    def close(self) -> None:
        """Take the bar away."""
        self._show(None, self.epochs * self.batches)

    def _show(self, running: str | None, done: int) -> None:
        if self.handle is not None:
            self.handle.update(self._bundle(running, done), raw=True)

    def _bundle(self, running: str | None, done: int) -> dict[str, str]:
        lines = [*self.lines, *([running] if running else [])]
        text = "\n".join(lines) or "training ..."
        total = self.epochs * self.batches
        bar = ""
        if done < total:
            bar = f'<progress aria-label="training" value="{done}" max="{total}"></progress>'
        return {"text/plain": text, "text/html": f"<pre>{escape(text)}</pre>{bar}"}


def progress_display(show: bool, epochs: int, batches: int) -> Progress:
    """Return the display that fits where the program runs."""
    if not show:
        return Progress(epochs, batches)
    display = _notebook_display()
    if display is not None:
        return Notebook(epochs, batches, display)
    stream = sys.stdout
    kind = Terminal if stream.isatty() else Lines
    return kind(epochs, batches, stream)


def _notebook_display() -> Any:
    """Return IPython's display function inside a notebook kernel, else None.

    IPython is asked only if somebody has imported it already.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython.display import display

    return display
