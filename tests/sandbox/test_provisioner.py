"""The sandbox as Jupyter sees it: a provisioner, two managers, nbclient and nbgrader on top."""

import asyncio
from importlib import metadata

import nbformat
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbgrader.preprocessors import Execute

from autograder.sandbox.policy import Policy
from autograder.sandbox.provisioner import (
    NAME,
    AsyncSandboxKernelManager,
    SandboxKernelManager,
    SandboxProvisioner,
    kernel_spec,
)


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    return nbformat.v4.new_notebook(cells=cells)


def texts(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


def test_the_entry_point_leads_to_the_provisioner():
    group = KernelProvisionerFactory.GROUP_NAME
    [entry] = metadata.entry_points(group=group, name=NAME)
    assert entry.load() is SandboxProvisioner


def test_the_kernelspec_carries_the_policy():
    policy = Policy("03", "/usr/bin/python3")
    spec = kernel_spec(policy)
    assert spec.interrupt_mode == "message"
    assert spec.argv[:4] == ["python", "-P", "-m", "ipykernel_launcher"]
    config = spec.metadata["kernel_provisioner"]["config"]
    assert Policy.from_json(config["policy"]) == policy


class Sandboxed(NotebookClient):
    """nbclient with the one method overridden."""

    policy: Policy

    def create_kernel_manager(self):
        self.km = AsyncSandboxKernelManager(policy=self.policy)
        return self.km


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestKernels:
    """With a sandbox."""

    def test_nbclient_runs_a_notebook(self, policy, tmp_path):
        book = notebook("import os\nprint(os.getpid(), os.getcwd())", "1 / 0", "print(2)")
        client = Sandboxed(book, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}})
        client.policy = policy
        asyncio.run(client.async_execute())
        assert texts(book.cells[0]) == "2 /tmp/work\n"
        assert book.cells[1].outputs[0].ename == "ZeroDivisionError"
        assert texts(book.cells[2]) == "2\n"

    def test_nbclient_interrupts_what_takes_too_long(self, policy):
        book = notebook("import time\ntime.sleep(60)", "print('on')")
        client = Sandboxed(book, timeout=1, interrupt_on_timeout=True, allow_errors=True)
        client.policy = policy
        asyncio.run(client.async_execute())
        assert texts(book.cells[1]) == "on\n"

    def test_nbgraders_execute_runs_a_notebook(self, policy):
        class SandboxedExecute(Execute):
            def create_kernel_manager(self):
                self.km = AsyncSandboxKernelManager(policy=policy)
                return self.km

        book = notebook("print(open('/etc/passwd').read().split(':')[0])", "print('x' * 5_000_000)")
        book, _ = SandboxedExecute().preprocess(book, {"metadata": {"path": "."}})
        assert texts(book.cells[0]) == "student\n"
        assert "left out" in texts(book.cells[1])
        assert len(texts(book.cells[1])) < 200

    def test_a_manager_restarts_its_kernel(self, policy):
        async def ask(manager):
            client = manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=60)
            reply = await client.execute_interactive(
                "", user_expressions={"n": "globals().setdefault('n', 0) + 1"}, timeout=20
            )
            await client.execute_interactive("n = 5", timeout=20)
            client.stop_channels()
            client.context.destroy(linger=0)
            return reply["content"]["user_expressions"]["n"]["data"]["text/plain"]

        async def restart():
            manager = AsyncSandboxKernelManager(policy=policy)
            await manager.start_kernel()
            first = await ask(manager)
            again = await ask(manager)
            await manager.restart_kernel(now=True)
            fresh = await ask(manager)
            folder = manager.folder
            await manager.shutdown_kernel(now=True)
            return first, again, fresh, manager.ending, folder

        first, again, fresh, ending, folder = asyncio.run(restart())
        assert (first, again, fresh) == ("1", "6", "1")
        assert ending.kind == "asked"
        assert not folder.exists()

    def test_a_polite_shutdown_works_too(self, policy):
        async def shut_down():
            manager = AsyncSandboxKernelManager(policy=policy)
            await manager.start_kernel()
            assert await manager.is_alive()
            await manager.shutdown_kernel()
            return manager.ending, await manager.is_alive(), manager.process

        ending, alive, process = asyncio.run(shut_down())
        assert not alive
        assert ending.kind in {"asked", "exit"}
        assert process.processes() == []

    def test_signals_that_ask_politely_end_the_kernel(self, policy):
        async def signal():
            manager = AsyncSandboxKernelManager(policy=policy)
            await manager.start_kernel()
            await manager.signal_kernel(0)
            living = await manager.is_alive()
            await manager.signal_kernel(15)
            ending = manager.ending
            await manager.shutdown_kernel(now=True)
            return living, ending.kind

        assert asyncio.run(signal()) == (True, "asked")

    def test_the_synchronous_manager_has_the_same_clients(self, policy):
        manager = SandboxKernelManager(policy=policy)
        assert manager.ending is None
        assert type(manager.client()).__name__ == "WaryClient"
        manager.cleanup_connection_file()
        assert not manager.folder.exists()


def test_nbclient_runs_without_a_sandbox_where_told(unsafe_policy):
    book = notebook("import os; print(os.path.basename(os.getcwd()))")
    client = Sandboxed(book)
    client.policy = unsafe_policy
    asyncio.run(client.async_execute())
    assert texts(book.cells[0]) == "work\n"
