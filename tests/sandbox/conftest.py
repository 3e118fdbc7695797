"""A policy, and one kernel for attempts that leave it alive."""

import os

import pytest

from autograder.sandbox.bubblewrap import probe
from autograder.sandbox.image import default_policy
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.ways import serving, warmed


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
    return default_policy("03", cache=cache)


@pytest.fixture(scope="session")
def unsafe_policy(cache):
    return default_policy("03", cache=cache, unsafe=True)


@pytest.fixture(scope="module", params=["bubblewrap", "warm"])
def way(request, policy):
    """Both ways to a kernel: cold in bubblewrap, and forked by a warm process."""
    if request.param == "bubblewrap":
        yield request.param
        return
    with warmed(policy) as warm:
        assert warm is not None
        yield request.param
        assert serving(policy) is warm, "it has died on the way"


@pytest.fixture(scope="module")
def kernel(policy, way):
    with start_kernel(policy) as kernel:
        yield kernel
