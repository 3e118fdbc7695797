"""Jupyter kernels in the sandbox.

The judge uses `kernel.start_kernel`. nbclient and nbgrader use `AsyncSandboxKernelManager`:
their ``kernel_manager_class`` setting is ignored, but the method that makes the manager can be
overridden, and nothing else changes::

    class SandboxedExecute(nbgrader.preprocessors.Execute):
        policy = default_policy("03")

        def create_kernel_manager(self):
            self.km = AsyncSandboxKernelManager(policy=self.policy)
            return self.km

Interrupts are sent as messages, since signals stop at a process namespace.
"""

import shutil
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type, Unicode

from autograder.sandbox.client import AsyncWaryClient, BoundedSockets, WaryClient
from autograder.sandbox.connection import private_folder
from autograder.sandbox.policy import Policy
from autograder.sandbox.process import Ending, Process
from autograder.sandbox.ways import QUIET, start_ipykernel

NAME = "cnnkit-sandbox"
"""The provisioner's entry point."""

START = ["python", "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]


def kernel_spec(policy: Policy) -> KernelSpec:
    """Return a kernelspec that runs under a policy; none needs to be installed."""
    return KernelSpec(
        argv=[*START, *QUIET],
        display_name="Python 3 (graded)",
        language="python",
        interrupt_mode="message",
        metadata={
            "kernel_provisioner": {
                "provisioner_name": NAME,
                "config": {"policy": policy.to_json()},
            }
        },
    )


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel under a policy, in the sandbox or, where the policy says so, without.

    The working folder, environment and further settings that a caller asks for are not taken
    over: the policy holds all of that.
    """

    policy = Unicode("", help="The policy, as Policy.to_json writes it.").tag(config=True)
    running: Process | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel on sockets that are listening already."""
        extra = list(dict.fromkeys(cmd[len(START) :]))  # nbclient repeats what stands there
        policy = Policy.from_json(self.policy)
        self.running = start_ipykernel(policy, dict(self.connection_info), extra)
        self.process = self.running.popen
        self.pid = self.process.pid
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """End the kernel; signals that ask politely are not for kernels that are not trusted."""
        if signum != 0:
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything it has started."""
        if self.running is not None:
            self.running.kill()

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel and everything it has started."""
        await self.kill(restart)

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        status = await super().wait()
        if self.running is not None:
            self.running.join(5)
        return status


class _Sandboxed(BoundedSockets):
    """What both managers do differently from jupyter_client's."""

    def __init__(self, *, policy: Policy, **kwargs: Any) -> None:
        folder = private_folder()
        super().__init__(
            transport="ipc",
            ip=str(folder / "k"),
            connection_file=str(folder / "kernel.json"),
            limits=policy.limits,
            **kwargs,
        )
        self.policy = policy
        self.folder = folder
        self._kernel_spec = kernel_spec(policy)

    @property
    def ending(self) -> Ending | None:
        """Why the kernel is no more; None while it runs."""
        provisioner: Any = self.provisioner  # type: ignore[attr-defined]
        return provisioner.running.ending if provisioner and provisioner.running else None

    @property
    def process(self) -> Process | None:
        """The process behind the kernel, for those who want to measure it."""
        provisioner: Any = self.provisioner  # type: ignore[attr-defined]
        return provisioner.running if provisioner else None

    def client(self, **kwargs: Any) -> Any:
        """Return a client that bounds what it takes from the kernel."""
        kwargs.setdefault("limits", self.policy.limits)
        return super().client(**kwargs)  # type: ignore[misc]

    def cleanup_connection_file(self) -> None:
        """Remove the private folder and all in it."""
        super().cleanup_connection_file()  # type: ignore[misc]
        folder = getattr(self, "folder", None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


class SandboxKernelManager(_Sandboxed, KernelManager):
    """A kernel manager whose kernels run under a policy; synchronous."""

    client_factory = Type(WaryClient)


class AsyncSandboxKernelManager(_Sandboxed, AsyncKernelManager):
    """A kernel manager whose kernels run under a policy; asynchronous, as nbclient wants it."""

    client_factory = Type(AsyncWaryClient)
