import asyncio
import subprocess

from autograder.kernels import ARGUMENTS, QuietKernel


class Client:
    """Notes how a kernel is asked for."""

    def start_new_kernel(self, **options):
        return options

    async def async_start_new_kernel(self, **options):
        return options


class Quiet(QuietKernel, Client):
    pass


def test_a_kernel_says_nothing_on_the_terminal():
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "x"}
    assert Quiet().start_new_kernel(cwd="x") == nowhere
    assert asyncio.run(Quiet().async_start_new_kernel(cwd="x")) == nowhere


def test_it_keeps_no_history_on_disk():
    assert "--HistoryManager.hist_file=:memory:" in ARGUMENTS
