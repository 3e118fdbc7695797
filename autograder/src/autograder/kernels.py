"""The kernels that our own commands start, and how to keep them from talking on the terminal."""

import subprocess
from typing import Any

ARGUMENTS = ["--IPKernelApp.log_level=50", "--HistoryManager.hist_file=:memory:"]
NOWHERE = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class QuietKernel:
    """Put before an nbclient class: its kernel's own words go nowhere, its cells' outputs stay.

    A kernel writes what a cell writes to the bare descriptors to our terminal as well.
    """

    async def async_start_new_kernel(self, **options: Any) -> Any:
        """Start the kernel."""
        return await super().async_start_new_kernel(**NOWHERE, **options)  # type: ignore[misc]

    def start_new_kernel(self, **options: Any) -> Any:
        """Start the kernel, for callers that do not await."""
        return super().start_new_kernel(**NOWHERE, **options)  # type: ignore[misc]
