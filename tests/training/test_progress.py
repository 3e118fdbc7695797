import io
import re
import sys
import types
from html.parser import HTMLParser

import numpy as np
import pytest

from cnnkit.layers import Linear
from cnnkit.training import History, fit
from cnnkit.training.progress import Lines, Notebook, Progress, Terminal, progress_display


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("cnnkit.training.progress.time.monotonic", clock)
    return clock


class Handle:
    def __init__(self):
        self.shown = []

    def display(self, bundle, raw, display_id):
        assert raw is True
        assert display_id is True
        self.shown.append(bundle)
        return self

    def update(self, bundle, raw):
        assert raw is True
        self.shown.append(bundle)


def drive(display, clock, epochs=2, batches=4):
    history = History()
    for epoch in range(epochs):
        for batch in range(batches):
            clock.now += 1.0
            display.batch(epoch, batch, 0.5)
        history.loss.append(1 / (epoch + 1))
        display.epoch(history)
    display.close()


def test_a_log_file_gets_one_line_an_epoch(clock):
    stream = io.StringIO()
    drive(Lines(2, 4, stream), clock)
    assert stream.getvalue() == "epoch 1/2  loss 1.0000\nepoch 2/2  loss 0.5000\n"


def test_a_terminal_rewrites_one_line(clock):
    stream = io.StringIO()
    drive(Terminal(2, 4, stream), clock)
    first, second, rest = stream.getvalue().split("\n")
    assert rest == ""
    steps = first.split("\r")
    assert steps[1] == "epoch 1/2   25 %  loss 0.5000  7 s left"
    assert steps[-1].rstrip() == "epoch 1/2  loss 1.0000"
    assert len(steps[-1]) >= len(steps[-2].rstrip()), "the longer line before is wiped out"
    assert second.split("\r")[-1].rstrip() == "epoch 2/2  loss 0.5000"


def test_a_terminal_is_not_flooded(clock):
    stream = io.StringIO()
    display = Terminal(1, 1000, stream)
    for batch in range(1000):
        clock.now += 0.001
        display.batch(0, batch, 0.5)
    assert stream.getvalue().count("\r") <= 6


def test_an_unfinished_line_is_ended(clock):
    stream = io.StringIO()
    display = Terminal(2, 4, stream)
    clock.now += 1
    display.batch(0, 0, 0.5)
    display.close()
    display.close()
    assert stream.getvalue().endswith("left\n")
    assert stream.getvalue().count("\n") == 1


def test_a_notebook_updates_one_output(clock):
    handle = Handle()
    drive(Notebook(2, 4, handle.display), clock)
    last = handle.shown[-1]
    assert last["text/plain"] == "epoch 1/2  loss 1.0000\nepoch 2/2  loss 0.5000"
    assert "<progress" not in last["text/html"]
    running = handle.shown[1]
    assert running["text/plain"] == "epoch 1/2   25 %  loss 0.5000  7 s left"
    assert '<progress aria-label="training" value="1" max="8">' in running["text/html"]
    for bundle in handle.shown:
        HTMLParser().feed(bundle["text/html"])


def test_times_are_said_in_words(clock):
    display = Terminal(1, 101, io.StringIO())
    for seconds, said in ((0.5, "50 s left"), (1.5, "2 min 30 s left"), (72.0, "2.0 h left")):
        display.began = display.shown = clock.now
        display.done = 0
        clock.now += seconds
        assert display.live(0, 0, 0.1).endswith(said)


def test_the_display_fits_the_place(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", None)
    assert type(progress_display(False, 1, 1)) is Progress
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert type(progress_display(True, 1, 1)) is Lines
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert type(progress_display(True, 1, 1)) is Terminal


def test_in_a_kernel_it_is_a_notebook_and_in_a_shell_it_is_not(monkeypatch):
    handle = Handle()
    kernel = types.SimpleNamespace(kernel=object())
    ipython = types.SimpleNamespace(get_ipython=lambda: kernel)
    shown = types.SimpleNamespace(display=handle.display)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", shown)
    assert type(progress_display(True, 1, 1)) is Notebook
    ipython.get_ipython = lambda: types.SimpleNamespace()
    assert type(progress_display(True, 1, 1)) is Lines


def test_fit_writes_to_standard_output_only(capfd):
    x = np.random.default_rng(0).normal(size=(8, 2)).astype(np.float32)
    y = np.arange(8) % 2
    fit(Linear(2, 2, rng=0), x, y, epochs=2, validation=(x, y))
    out, err = capfd.readouterr()
    assert err == ""
    number = r"\d\.\d{4}  accuracy \d+\.\d %"
    line = rf"epoch \d/2  loss {number}  validation loss {number}\n"
    assert re.fullmatch(line * 2, out)
    fit(Linear(2, 2, rng=0), x, y, epochs=1, progress=False)
    assert capfd.readouterr() == ("", "")
