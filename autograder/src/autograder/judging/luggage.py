"""What the judge carries into a kernel: the source of its hand, and of what that needs.

The sandbox's library holds no checks, so the few modules that call an answer and describe what
came (they know no expected value) are sent along as text and loaded under a name of their own. A
kernel without a sandbox gets the same.
"""

import functools
import importlib.util
import json
from pathlib import Path

PACKAGE = "graders_hand"
FOLDER = "/graders_hand"
MODULES = (
    "cnnkit.checks.budget",
    "cnnkit.checks.compare",
    "cnnkit.checks.recipes",
    "cnnkit.checks.spec",
    "cnnkit.checks.outcome",
    "autograder.judging.protocol",
    "autograder.judging.questions",
    "autograder.judging.agent",
)
"""What is carried, each after what it imports."""

LOADER = """
def _unpack(modules):
    import sys, types
    package = types.ModuleType({package!r})
    package.__path__ = []
    sys.modules[package.__name__] = package
    for name, source in modules:
        module = types.ModuleType({package!r} + "." + name)
        module.__file__ = {folder!r} + "/checks/" + name + ".py"
        sys.modules[module.__name__] = module
        setattr(package, name, module)
        exec(compile(source, module.__file__, "exec"), module.__dict__)
_unpack({modules})
del _unpack
"""


@functools.cache
def unpacking() -> str:
    """Return the code that, run in a fresh kernel, puts the judge's hand in place."""
    modules = [(name.rpartition(".")[2], _renamed(_source(name))) for name in MODULES]
    return LOADER.format(package=PACKAGE, folder=FOLDER, modules=json.dumps(modules))


def expression(text: str) -> str:
    """Return the Python expression that answers a question, given in base64."""
    return f"__import__('sys').modules['{PACKAGE}.agent'].answer('{text}')"


def _source(name: str) -> str:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text(encoding="utf-8")


def _renamed(source: str) -> str:
    """Return the source with its imports led to where the modules lie inside.

    >>> _renamed("from cnnkit.checks.spec import Call")
    'from graders_hand.spec import Call'
    """
    for package in ("cnnkit.checks", "autograder.judging"):
        source = source.replace(f"from {package}.", f"from {PACKAGE}.")
    return source
