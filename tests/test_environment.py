"""environment.yml, both pyproject files and the requirements name the same packages."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
GIVEN = ("jupyterlab", "numpy", "cupy", "matplotlib", "nbgrader", "ipywidgets")


def read_lines(path):
    lines = (line.split(" #")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def by_name(requirements):
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(item.name): item for item in parsed}


def project(folder):
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def environment():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [item for item in dependencies["dependencies"] if isinstance(item, str)]
    pip = next(item["pip"] for item in dependencies["dependencies"] if isinstance(item, dict))
    return by_name([item for item in conda if item != "pip"]), pip


@pytest.fixture(scope="module")
def lab():
    return by_name(read_lines(ROOT / "requirements" / "lab.in"))


def locked(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found) for found in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)}


def test_the_environment_names_the_packages_of_the_course(environment):
    conda, pip = environment
    assert {*GIVEN} - {"cupy"} <= {*conda}
    assert "-e ." in pip
    cupy = Requirement(next(item for item in pip if item.startswith("cupy")))
    assert str(cupy.marker) == 'sys_platform == "linux" and platform_machine == "x86_64"'


def test_cupy_is_the_one_of_the_gpu_extra_and_not_in_the_lab(environment, lab):
    _, pip = environment
    cupy = Requirement(next(item for item in pip if item.startswith("cupy")))
    extra = Requirement(project(".")["optional-dependencies"]["gpu"][0])
    assert (cupy.name, cupy.extras, cupy.specifier) == (extra.name, extra.extras, extra.specifier)
    assert not [name for name in lab if name.startswith("cupy")]


def test_lower_bounds_agree_everywhere(environment, lab):
    conda, _ = environment
    for folder in (".", "autograder"):
        for name, item in by_name(project(folder)["dependencies"]).items():
            if name != "cnnkit":
                assert lab[name].specifier == item.specifier, name
    for name, item in conda.items():
        if name != "python":
            assert lab[name].specifier == item.specifier, name


def test_python_s_lower_bound_agrees(environment):
    conda, _ = environment
    bounds = {str(conda["python"].specifier), project(".")["requires-python"]}
    assert bounds == {project("autograder")["requires-python"]} == {">=3.11"}


@pytest.mark.parametrize("name", ["lab", "test"])
def test_the_locked_files_hold_what_was_asked_for(name):
    asked = by_name(read_lines(ROOT / "requirements" / f"{name}.in"))
    assert {*asked} <= locked(name)


@pytest.mark.parametrize("name", ["setup", "lab", "test"])
def test_every_locked_package_is_pinned_and_hashed_and_names_no_host(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert blocks
    for block in blocks:
        assert "==" in block, block
        assert "--hash=sha256:" in block, block
