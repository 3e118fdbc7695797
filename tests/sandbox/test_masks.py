"""What is left of the library when a chapter's answers are taken out."""

import os
import subprocess
import sys
import textwrap

import pytest

from autograder.sandbox.masks import build_package, default_cache, library_folder, mask_source
from cnnkit.errors import ParameterError

SOURCE = '''\
"""A module."""

import functools

LIMIT = 3
page = "a\x0cform feed"


@functools.lru_cache(
    maxsize=None
)
def answer(x: int, *, y: int = LIMIT) -> int:
    """Compute."""
    def inner():
        return x
    return inner() + y


alias = answer
one, two = 1, 2


class Layer:
    """A layer."""

    size = 4

    def forward(self, x):
        return 2 * x

    def backward(self, dy): return dy


class Empty(Layer):
    pass


if LIMIT:
    def branch():
        return 1
else:
    def branch():
        return 2


def kept():
    return answer(1)
'''


def masked(*names):
    space = {}
    exec(compile(mask_source(SOURCE, names), "masked", "exec"), space)
    return space


def test_a_function_keeps_its_signature_and_loses_its_body():
    text = mask_source(SOURCE, ["answer"])
    assert "def answer(x: int, *, y: int=LIMIT) -> int:" in text
    assert "inner" not in text
    assert "lru_cache" in text
    with pytest.raises(NotImplementedError) as caught:
        masked("answer")["answer"](1, y=2)
    assert str(caught.value) == (
        "answer of the library answers an exercise of this chapter: it is switched off while "
        "your work is graded. Call your own function instead."
    )


def test_what_calls_it_raises_too():
    with pytest.raises(NotImplementedError, match=r"^answer of the library"):
        masked("answer")["kept"]()
    assert masked("two")["kept"]() == 4


@pytest.mark.parametrize("name", ["alias", "one", "Empty", "branch"])
def test_assignments_and_branches_are_found(name):
    with pytest.raises(NotImplementedError, match=f"^{name} of the library"):
        masked(name)[name]()


def test_a_class_raises_in_every_method_and_keeps_its_attributes():
    space = masked("Layer")
    layer = space["Layer"]()
    assert layer.size == 4
    for method in (layer.forward, layer.backward):
        with pytest.raises(NotImplementedError, match=r"^Layer of the library"):
            method(1)


def test_one_method_alone():
    layer = masked("Layer.backward")["Layer"]()
    assert layer.forward(4) == 8
    with pytest.raises(NotImplementedError, match=r"^Layer\.backward of the library"):
        layer.backward(1)


def test_what_is_not_named_stays_byte_for_byte():
    text = mask_source(SOURCE, ["answer", "Layer.backward", "branch"])
    before, after = SOURCE.split("@functools")[0], SOURCE[SOURCE.index("def kept") :]
    assert text.startswith(before)
    assert text.endswith(after)
    assert "def forward(self, x):\n        return 2 * x\n" in text
    assert mask_source(SOURCE, []) == SOURCE


@pytest.mark.parametrize("name", ["anwser", "Layer.sideways", "inner", "x"])
def test_a_name_that_is_not_there_is_an_error(name):
    with pytest.raises(ParameterError) as caught:
        mask_source(SOURCE, [name], "cnnkit.thing")
    assert str(caught.value) == (
        f"mask_source: received the name {name}. Expected a function, class or assignment at the "
        "top of cnnkit.thing. Correct the list of functions that answer the chapter's exercises."
    )


CONV = "def conv2d(x, w):\n    return x * w\n\n\ndef other():\n    return 1\n"
MASKS = {"cnnkit.functional.conv": ["conv2d"]}


@pytest.fixture
def library(tmp_path):
    """A small library in the shape of the real one."""
    root = tmp_path / "cnnkit"
    for name, text in {
        "__init__.py": "",
        "functional/__init__.py": "from cnnkit.functional.conv import conv2d\n",
        "functional/conv.py": CONV,
        "functional/__pycache__/conv.cpython-311.pyc": "old bytecode with the answer",
        "checks/__init__.py": "answers = 1\n",
        "checks/exercises/conv2d.py": "the reference\n",
        "datasets/data/notes.txt": "bundled\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def imported(built, code):
    done = subprocess.run(
        [sys.executable, "-P", "-s", "-c", textwrap.dedent(code)],
        env={"PYTHONPATH": str(built), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_build_has_stubs_and_everything_else(library, tmp_path):
    built = build_package(tmp_path / "cache", MASKS, source=library)
    files = {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()}
    kept = {name for name in files if not name.endswith(".pyc")}
    assert kept == {
        "cnnkit/__init__.py",
        "cnnkit/functional/__init__.py",
        "cnnkit/functional/conv.py",
        "cnnkit/checks/__init__.py",
        "cnnkit/datasets/data/notes.txt",
    }
    code = """
        import cnnkit.functional as f, cnnkit.checks as c
        from cnnkit.functional import conv
        print(f.__file__.endswith('cnnkit/functional/__init__.py'), conv.other(), c.check('x', 1))
        try:
            f.conv2d(1, 2)
        except NotImplementedError as error:
            print(error)
    """
    said = imported(built, code).splitlines()
    assert said[0] == "True 1 0.0"
    assert said[1].startswith("conv2d of the library answers an exercise")


def test_no_bytecode_of_the_answers_comes_along(library, tmp_path):
    built = build_package(tmp_path / "cache", MASKS, source=library)
    compiled = [p.read_bytes() for p in built.rglob("*.pyc")]
    assert compiled
    assert not any(b"old bytecode" in content for content in compiled)


def test_a_build_is_made_once_and_changes_with_what_goes_in(library, tmp_path):
    cache = tmp_path / "cache"
    first = build_package(cache, MASKS, source=library)
    inode = first.stat().st_ino
    assert build_package(cache, MASKS, source=library) == first
    assert first.stat().st_ino == inode
    assert build_package(cache, source=library) != first
    (library / "functional" / "conv.py").write_text("def conv2d(x, w):\n    return w\n")
    assert build_package(cache, MASKS, source=library) != first
    assert [p.name for p in cache.iterdir() if p.name.startswith("building")] == []


def test_builds_that_nobody_asks_for_are_removed(library, tmp_path):
    cache = tmp_path / "cache"
    old = build_package(cache, source=library)
    used = build_package(cache, MASKS, source=library)
    for built in (old, used):
        os.utime(built, (0, 0))
    assert build_package(cache, MASKS, source=library) == used
    (library / "__init__.py").write_text("changed = True\n")
    fresh = build_package(cache, MASKS, source=library)
    assert {path.name for path in cache.iterdir()} == {used.name, fresh.name}


def test_a_build_is_readable_by_everybody(library, tmp_path):
    built = build_package(tmp_path / "cache", source=library)
    modes = {p.stat().st_mode & 0o777 for p in [built, *built.rglob("*")]}
    assert modes == {0o755, 0o644}


def test_an_unknown_module_is_an_error(library, tmp_path):
    with pytest.raises(ParameterError) as caught:
        build_package(tmp_path / "cache", {"cnnkit.functional.convv": ["conv2d"]}, source=library)
    assert str(caught.value) == (
        "build_package: received the module cnnkit.functional.convv. Expected a module of cnnkit. "
        "Correct the list of functions that answer the chapter's exercises."
    )
    assert not list((tmp_path / "cache").glob("library-*"))


def test_the_real_library_can_be_masked(tmp_path):
    assert (library_folder() / "functional" / "geometry.py").is_file()
    built = build_package(tmp_path, {"cnnkit.functional.geometry": ["output_size"]})
    code = """
        import cnnkit.functional
        from cnnkit.functional.geometry import output_size
        try:
            output_size(5, 3)
        except NotImplementedError as error:
            print(error)
    """
    assert imported(built, code).startswith("output_size of the library answers an exercise")


def test_the_cache_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "cnnkit"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_cache() == tmp_path / ".cache" / "cnnkit"
