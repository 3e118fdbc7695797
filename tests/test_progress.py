from autograder.progress import Progress


def test_the_rest_is_told_from_what_was_done(capsys):
    ticks = iter([0.0, 10.0, 20.0, 30.0])
    progress = Progress(lambda: next(ticks))
    for left in (2, 1, 0):
        progress.step("ada", left)
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["ada  (2 left, about 20 s)", "ada  (1 left, about 10 s)", "ada  (0 left)"]
