"""The clock is given, so that the arithmetic of a measurement can be checked exactly."""

from benchmarks.harness import Options, Sample, chosen, take_turns, wake_cores


class Clock:
    """Time passes only where somebody works."""

    def __init__(self):
        self.now = 0.0
        self.calls = []

    def __call__(self):
        return self.now

    def worker(self, name, first, later):
        """Return a function that takes longer when somebody else was at work before it."""

        def work():
            warm = self.calls and self.calls[-1] == name
            self.calls.append(name)
            self.now += later if warm else first

        return work


def test_quartiles():
    sample = Sample((5.0, 1.0, 4.0, 2.0, 3.0))
    assert (sample.low, sample.median, sample.high) == (2.0, 3.0, 4.0)
    assert (Sample((7.0,)).low, Sample((7.0,)).high) == (7.0, 7.0)


def test_the_second_call_is_timed_and_the_order_turns_round():
    clock = Clock()
    rivals = {"a": clock.worker("a", 10.0, 1.0), "b": clock.worker("b", 30.0, 2.0)}
    times = take_turns(rivals, seconds=0.0, least=3, clock=clock)
    assert clock.calls == list("aabb" + "bbaa" + "aabb")
    # b's second turn follows its own first one, a's third its own second: nothing is cold there
    assert times == {"a": Sample((1.0, 1.0, 1.0)), "b": Sample((2.0, 2.0, 2.0))}


def test_rounds_go_on_until_the_time_is_up():
    clock = Clock()
    times = take_turns({"a": clock.worker("a", 1.0, 1.0)}, seconds=9.0, least=2, clock=clock)
    assert len(times["a"].values) == 5  # two seconds a round


def test_only_chooses_rows():
    assert chosen(["lenet1", "res16"], Options()) == ["lenet1", "res16"]
    assert chosen(["lenet1", "res16"], Options(only="lenet")) == ["lenet1"]


def test_waking_the_cores_ends(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "1")
    assert wake_cores() == 1.0
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    assert 0 < wake_cores(most=0.01) < 2.5
