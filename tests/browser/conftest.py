"""A real JupyterLab in Chromium, for the tests in this folder.

``lab`` is one server for all of them; ``page`` is one tab for each file: to open JupyterLab takes
longer than most tests. Without Chromium the tests are skipped with a reason, or fail where
``CNNKIT_REQUIRE_BROWSER=1`` says that it must be there.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}
CURRENT = "name => window.jupyterapp?.shell.currentWidget?.context?.path === name"
CONNECTED = """async () => {
  const { ready, sessionContext } = window.jupyterapp.shell.currentWidget.context;
  await ready;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
}"""
HEARD = """() => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  return [...kernel._futures.values()].every(({ msg }) => msg.header.msg_type !== "comm_msg");
}"""
START = 60  # seconds for the server to answer
SLOWEST = 30_000  # milliseconds for one thing in the page; the machine may be busy


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


class Lab:
    """A running JupyterLab and the folder that it shows."""

    def __init__(self, url: str, token: str, folder: Path):
        self.url = url
        self.token = token
        self.folder = folder

    def write(self, name: str, cells: Sequence[str]) -> str:
        """Store a notebook of code cells in the folder, and return its name."""
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(book, self.folder / name)
        return name

    def open(self, page: Page, notebook: str) -> "Notebook":
        """Open a notebook of the folder in a tab, and wait for its kernel."""
        page.goto(f"{self.url}/lab/tree/{notebook}?reset&token={self.token}")
        page.wait_for_function(CURRENT, arg=notebook)
        page.evaluate(CONNECTED)
        return Notebook(page)


class Notebook:
    """An open notebook: the cells, and JupyterLab's own commands."""

    def __init__(self, page: Page):
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:visible")

    def wait_for_kernel(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()

    def settle(self) -> None:
        """Wait until Python has heard all that the page's widgets have to say.

        A widget tells one change at a time: the next waits in the page until Python is done with
        it. And Python hears them beside the cells, in a thread of their own, not in turn.
        """
        self.page.wait_for_function(HEARD)

    def command(self, name: str, **arguments: object) -> None:
        """Execute a command of JupyterLab and wait until it is done."""
        self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments],
        )

    def run_all(self) -> None:
        """Run every cell, and wait for the last."""
        self.command("notebook:run-all-cells")
        self.wait_for_kernel()

    def run(self, n: int) -> None:
        """Run one cell after all that widgets have told, and wait for it."""
        self.settle()
        self.cell(n).locator(".jp-InputPrompt").click()
        self.command("notebook:run-cell")
        self.wait_for_kernel()
        expect(self.cell(n).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))

    def cell(self, n: int) -> Locator:
        """Find the n-th cell."""
        return self.panel.locator(".jp-Cell").nth(n)

    def output(self, n: int) -> Locator:
        """Find what the n-th cell has put out."""
        return self.cell(n).locator(".jp-Cell-outputArea")

    def write(self, n: int, source: str) -> None:
        """Replace the n-th cell's source."""
        self.cell(n).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Start JupyterLab in an empty folder of its own, with its own settings."""
    _require_chromium()
    home = tmp_path_factory.mktemp("lab")
    folder = home / "folder"
    folder.mkdir()
    for plugin, values in SETTINGS.items():
        file = home / "settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = "browser-tests"
    options = [
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/api/status?token={token}", server, log)
        yield Lab(url, token, folder)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="module")
def chromium():
    """Start Chromium. It lives for one file: Playwright's event loop disturbs other tests'."""
    _require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(chromium):
    """Open a tab with nothing remembered; errors that widgets' scripts raise in it fail the test.

    Theirs are the modules that were not fetched from the server; JupyterLab has errors of its own.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(SLOWEST)
    errors = []
    tab.on("pageerror", lambda error: errors.append(f"{error}\n{error.stack}"))
    yield tab
    context.close()
    assert not [error for error in errors if "blob:" in error]


def _require_chromium() -> None:
    if CHROMIUM is None:
        reason = "Chromium is not installed (Debian: apt install chromium)"
        if os.environ.get("CNNKIT_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
