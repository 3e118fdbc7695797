"""The rules of the repository that matter, as tests, so that nobody has to nag."""

import ast
import doctest
import json
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "src" / "cnnkit"
AUTOGRADER = ROOT / "autograder" / "src" / "autograder"

GROUND = {"errors", "units", "backend", "parallel"}
MATHS = GROUND | {"functional"}
NETWORKS = MATHS | {"override", "layers"}
# what each part of the library may import; nothing else
ARROWS = {
    "errors": set(),
    "units": set(),
    "backend": {"errors"},
    "parallel": {"errors", "backend"},
    "standin": {"backend"},
    "functional": GROUND,
    "gradcheck": MATHS,
    "override": MATHS,
    "layers": NETWORKS,
    "models": NETWORKS,
    "training": NETWORKS,
    "datasets": {"errors"},
    "explain": NETWORKS,
    "plotting": GROUND,
    "mine": NETWORKS,
    "widgets": NETWORKS | {"models", "training", "explain", "plotting"},
    "checks": NETWORKS | {"models", "training", "explain", "datasets", "gradcheck", "standin"},
}
# inside the autograder, from the ground up
GRADER_ARROWS = {
    "intake": set(),
    "authoring": {"intake"},
    "sandbox": set(),
    "judging": {"sandbox", "intake"},
    "records": {"judging", "sandbox", "intake", "authoring"},
    "selftest": {"records", "judging", "sandbox", "intake", "authoring"},
}


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def modules(folder):
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def part_of(path, base):
    return path.relative_to(base).parts[0].removesuffix(".py")


def imported(path):
    """Yield the full names that a file imports, wherever the statement stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{item.name}" for item in node.names)


def reversed_arrows(folder, package, arrows):
    for path in modules(folder):
        part = part_of(path, folder)
        for name in imported(path):
            words = name.split(".")
            if words[0] == package and len(words) > 1:
                target = words[1]
                if part in arrows and target in arrows and target not in arrows[part] | {part}:
                    yield f"{path.relative_to(ROOT)} imports {name}"


def test_imports_go_one_way_in_the_library():
    parts = {part_of(path, LIBRARY) for path in modules(LIBRARY)} - {"__init__"}
    assert parts <= {*ARROWS}, "a new part of the library needs its arrows here"
    assert list(reversed_arrows(LIBRARY, "cnnkit", ARROWS)) == []


def test_imports_go_one_way_in_the_autograder():
    assert list(reversed_arrows(AUTOGRADER, "autograder", GRADER_ARROWS)) == []


def test_the_library_never_imports_the_autograder_or_nbgrader():
    wrong = [
        (path, name)
        for path in modules(LIBRARY)
        for name in imported(path)
        if name.split(".")[0] in {"autograder", "nbgrader", "sklearn", "scipy", "torch"}
    ]
    assert wrong == []


def test_only_the_backend_says_cupy():
    saying = {path.name for path in modules(LIBRARY) if "cupy" in {*map(_root, imported(path))}}
    assert saying <= {"backend.py"}


def _root(name):
    return name.split(".")[0]


def test_importing_the_library_is_light():
    heavy = ["cupy", "ipywidgets", "anywidget", "matplotlib", "nbgrader", "sklearn", "IPython"]
    heavy += ["threadpoolctl", "pooch", "safetensors", "PIL"]
    code = f"import cnnkit, sys; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


UNMIRRORED = {"__init__", "__main__"}


@pytest.mark.parametrize("base", [LIBRARY, AUTOGRADER], ids=["cnnkit", "autograder"])
def test_the_tests_mirror_the_source(base):
    missing = []
    for path in modules(base):
        inner = path.relative_to(base)
        if inner.stem in UNMIRRORED or inner.stem.startswith("_"):
            continue
        if inner.parts[:2] == ("checks", "exercises") or "demo_class" in inner.parts:
            continue  # exercises: tests/checks/test_runner.py runs every one
        if not (ROOT / "tests" / inner.parent / f"test_{inner.name}").exists():
            missing.append(str(inner))
    assert missing == []


def test_no_module_without_a_name_of_its_own():
    names = {path.stem for path in (*modules(LIBRARY), *modules(AUTOGRADER))}
    assert not names & {"utils", "helpers", "common", "misc"}
    classes = {
        node.name
        for path in (*modules(LIBRARY), *modules(AUTOGRADER))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert not {name for name in classes if re.fullmatch(r"\w*(Helper|Utils)", name)}


def test_no_module_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): length
        for path in (*modules(LIBRARY), *modules(AUTOGRADER))
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_a_class_is_documented_once():
    wrong = [
        f"{path.name}: {node.name}"
        for path in (*modules(LIBRARY), *modules(AUTOGRADER))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and ast.get_docstring(node)
    ]
    assert wrong == []


def test_the_changelog_names_the_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    grader = (ROOT / "autograder" / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(grader)["project"]["version"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    import cnnkit

    assert cnnkit.__version__ == version


def test_notebooks_are_stored_without_outputs():
    for path in tracked("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), path
            assert cell.get("execution_count") is None, path


def test_nothing_is_tracked_that_belongs_to_one_machine():
    for path in tracked():
        assert path.suffix not in {".db", ".pyc", ".log"}, path
        assert ".ipynb_checkpoints" not in path.parts, path
        assert path.stat().st_size < 6_000_000, path


def test_no_text_holds_an_absolute_path_of_a_machine():
    homes = re.compile(rf"/(?:home|Users|root)/\w+|C:\\\\Users|{re.escape(str(ROOT))}\b")
    for path in tracked("*.py", "*.md", "*.toml", "*.yml", "*.ipynb", "Makefile", ".ci/run"):
        if path != Path(__file__) and "submissions" not in path.parts:
            assert not homes.search(path.read_text(encoding="utf-8")), path


def test_the_readme_s_examples_are_true():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = "\n".join(re.findall(r"^```python\n(.*?)^```", text, re.M | re.S))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", None, 0)
    assert len(test.examples) > 3
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_page_of_the_library_lists_what_there_is():
    made = runpy.run_path(str(ROOT / "tools" / "list_api.py"))["page"]()
    assert made == (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert "|  |" not in made, "a public name without a docstring"


def test_links_between_documents_lead_somewhere():
    for path in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_marker_of_the_makefile_s_targets_is_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## ", makefile, re.M), f"make {target} is not documented"
