"""A server on the loopback that answers well, badly, slowly or not at all."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class DataServer(ThreadingHTTPServer):
    """Serves ``files`` in the manner that the first part of the path names."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.closing = threading.Event()

    def url(self, manner: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{manner}/"


class Handler(BaseHTTPRequestHandler):
    server: DataServer

    def do_GET(self):
        self.server.requests.append(self.path)
        _, manner, name = self.path.split("/", 2)
        content = self.server.files.get(name)
        if content is None or manner == "missing":
            self.send_error(404)
            return
        if manner == "corrupt":
            content = content[:-1] + bytes([content[-1] ^ 1])
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        middle = len(content) // 2
        self.wfile.write(content[:middle])
        self.wfile.flush()
        if manner == "broken":
            return
        if manner == "slow":
            time.sleep(0.2)
        if manner == "stuck":
            self.server.closing.wait(20)
            return
        self.wfile.write(content[middle:])

    def log_message(self, format, *args):
        pass


@pytest.fixture
def server():
    with DataServer() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        yield running
        running.closing.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    """An empty download folder, and no mirror."""
    folder = tmp_path / "data"
    monkeypatch.setenv("CNNKIT_DATA_DIR", str(folder))
    monkeypatch.delenv("CNNKIT_DATA_MIRROR", raising=False)
    return folder
