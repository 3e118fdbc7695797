"""The policy under which chapter 01 is graded, with and without a sandbox."""

import os

import pytest

from autograder.judging.answers import answers
from autograder.sandbox.bubblewrap import probe
from autograder.sandbox.image import default_policy


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def sandbox():
    """Skip, with bubblewrap's own words, where no sandbox can run; unless one is demanded."""
    found = probe()
    if not found.works:
        message = f"no sandbox here: {found.reason}"
        if os.environ.get("CNNKIT_REQUIRE_SANDBOX") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def policy(sandbox, cache):
    return default_policy("01", mask_functions=answers("01"), cache=cache)


@pytest.fixture(scope="session")
def unsafe_policy(cache):
    return default_policy("01", mask_functions=answers("01"), cache=cache, unsafe=True)
