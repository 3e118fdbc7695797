import subprocess
import sys


def test_it_imports_what_is_slow_and_says_nothing():
    code = "import sys, autograder.records.warm; print('nbgrader.converters' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (found.stdout, found.stderr) == ("True\n", "")
