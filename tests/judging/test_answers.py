import dataclasses
import importlib
import subprocess
import sys

import pytest

from autograder.judging.answers import answers, of_exercises, resolve
from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.masks import build_package
from cnnkit.checks import exercises, find

CHAPTERS = sorted({find(name).chapter for name in exercises()})

TRY = """
import importlib, pkgutil, sys
import numpy as np
sys.path.insert(0, {library!r})
import cnnkit
assert cnnkit.__file__.startswith({library!r}), cnnkit.__file__
for info in pkgutil.walk_packages(cnnkit.__path__, "cnnkit."):
    importlib.import_module(info.name)
for module, names in {masks!r}.items():
    for name in names:
        thing = getattr(importlib.import_module(module), name)
        try:
            thing()
        except NotImplementedError as refusal:
            assert "switched off while your work is graded" in str(refusal), refusal
        except TypeError:
            pass  # arguments are missing; with them it would refuse
        else:
            raise SystemExit(f"{{module}}.{{name}} answers")
print("nothing answers")
"""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapters_library_can_be_imported_and_does_not_answer(chapter, tmp_path):
    masks = answers(chapter)
    library = str(build_package(tmp_path, masks))
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(library=library, masks=masks)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == "nothing answers\n", done.stderr


@pytest.mark.parametrize("name", exercises())
def test_what_solves_an_exercise_is_a_function_of_the_library(name):
    assert find(name).solved_by, "an exercise names the library functions that answer it"
    for solved in find(name).solved_by:
        thing = resolve(solved, name)
        module = importlib.import_module(thing.__module__)
        assert getattr(module, thing.__qualname__) is thing


def test_a_name_that_is_not_there_is_an_error():
    renamed = dataclasses.replace(find("corr2d"), solved_by=("correlate_2d",))
    with pytest.raises(SandboxError) as caught:
        of_exercises([renamed])
    assert str(caught.value) == (
        "answers of corr2d: received the name 'correlate_2d' in solved_by. "
        "Expected a function or class of cnnkit. "
        "Correct solved_by: what it names is switched off while work is graded."
    )


def test_a_path_finds_what_a_name_does_not():
    assert resolve("models.lenet.lenet5") is resolve("lenet5")
    with pytest.raises(SandboxError):
        resolve("models.lenet.no_such_net")


def test_a_forbidden_package_is_emptied():
    masked = answers("01")
    for module, name in [
        ("conv", "conv2d_backward"),
        ("columns", "im2col"),
        ("fft", "conv2d_fft"),
        ("products", "correlate"),
        ("transposed", "conv_transpose2d"),
    ]:
        assert name in masked[f"cnnkit.functional.{module}"]
    assert "cnnkit.functional.geometry" not in masked
    alone = dataclasses.replace(find("corr2d"), forbidden={})
    assert set(of_exercises([alone])) == {"cnnkit.functional.conv", "cnnkit.functional.correlation"}
