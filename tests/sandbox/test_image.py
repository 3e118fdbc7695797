"""What is on the list of files, and what can never be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import image
from autograder.sandbox.image import (
    LIBRARY,
    SITE,
    default_policy,
    distributions,
    environment,
    interpreter,
    interpreter_binds,
    package_binds,
    package_folders,
)
from autograder.sandbox.start import run


def test_what_is_needed_comes_with_what_needs_it():
    names = set(distributions())
    assert {
        "ipykernel",
        "ipython",
        "pyzmq",
        "numpy",
        "matplotlib",
        "pillow",
        "safetensors",
    } <= names
    assert not names & {"nbgrader", "sqlalchemy", "pytest", "cnnkit", "cnnkit-autograder"}


def test_packages_with_answers_stay_out_even_if_asked_for(monkeypatch):
    known = {"tool": ["SciPy>=1", "torch_geometric", "small"], "small": [], "scipy": []}
    monkeypatch.setattr(image.metadata, "requires", known.__getitem__)
    assert distributions(("tool",)) == ("small", "tool")


def test_packages_are_bound_from_where_they_are_installed():
    binds = package_binds(distributions())
    assert Path(binds[f"{SITE}/numpy"], "__init__.py").is_file()
    assert f"{SITE}/ipykernel_launcher.py" in binds
    assert not [path for path in binds if path.endswith(".pth") or "nbgrader" in path]
    assert all(path.startswith(f"{SITE}/") and Path(path).parent == Path(SITE) for path in binds)


def test_package_folders_of_the_interpreter_are_laid_over(tmp_path):
    (tmp_path / "python3.11" / "site-packages").mkdir(parents=True)
    (tmp_path / "python3" / "dist-packages").mkdir(parents=True)
    assert package_folders({"/opt/lib": str(tmp_path)}) == (
        "/opt/lib/python3.11/site-packages",
        "/opt/lib/python3/dist-packages",
    )


def test_the_repository_is_never_bound(cache):
    repository = str(Path(__file__).parents[2])
    policy = default_policy("03", cache=cache)
    own = [p for p in policy.read_only.values() if p.startswith(repository + os.sep)]
    assert all("site-packages" in path for path in own)


def test_the_real_interpreter_is_found():
    version = subprocess.run(
        [interpreter(), "-c", "import sys; print(*sys.version_info[:2], sys.prefix)"],
        capture_output=True,
        text=True,
        check=True,
        env={},
    ).stdout.split()
    assert version[:2] == [str(part) for part in sys.version_info[:2]]
    assert str(interpreter()) in interpreter_binds()


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_library_and_what_it_needs_can_be_imported(policy):
    code = (
        "import cnnkit.functional, cnnkit.layers, cnnkit.datasets, matplotlib.pyplot, ipywidgets,"
        "PIL.Image, safetensors; print(cnnkit.__file__)"
    )
    done = run(policy, [policy.interpreter, "-W", "error", "-c", code], timeout=60)
    assert done.output.split() == [f"{LIBRARY}/cnnkit/__init__.py"]


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_masked_functions_raise_inside(sandbox, cache):
    masks = {"cnnkit.functional.geometry": ["output_size"]}
    policy = default_policy("03", mask_functions=masks, cache=cache)
    code = """
import inspect
from cnnkit.functional.geometry import output_size
try:
    output_size(5, 3)
except NotImplementedError as error:
    print(error)
print(len(inspect.getsource(output_size).splitlines()))
"""
    done = run(policy, [policy.interpreter, "-c", code], timeout=60)
    said, lines = done.output.splitlines()
    assert said.startswith("output_size of the library answers an exercise")
    assert int(lines) <= 3


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_list_of_fonts_is_made_once(policy, cache):
    [listed] = cache.glob("fonts-*/fontlist-*.json")
    inside = f"{image.MATPLOTLIB}/{listed.name}"
    assert policy.read_only[inside] == str(listed)
    code = f"""
import pathlib, matplotlib, matplotlib.font_manager as f
print(pathlib.Path({inside!r}).stat().st_size, f.findfont('DejaVu Sans').split('/')[-1])
print([p.name for p in pathlib.Path(matplotlib.get_cachedir()).iterdir()] == [{listed.name!r}])
"""
    done = run(policy, [policy.interpreter, "-W", "error", "-c", code], timeout=60)
    assert done.output.split() == [str(listed.stat().st_size), "DejaVuSans.ttf", "True"]


def test_without_a_sandbox_paths_are_those_of_the_machine(unsafe_policy, tmp_path):
    assert unsafe_policy.unsafe
    assert unsafe_policy.interpreter == sys.executable
    assert not [v for k, v in unsafe_policy.environment.items() if "/tmp/home" in v]
    assert Path(unsafe_policy.environment["PYTHONPATH"], "cnnkit", "checks").is_dir()


def test_nothing_of_our_environment_is_taken_over(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/srv/elsewhere")
    assert environment()["PYTHONPATH"] == f"{LIBRARY}:{SITE}"
