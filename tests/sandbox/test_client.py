"""Clients with bounded sockets, against a kernel's end that misbehaves."""

import asyncio
import json
import queue

import pytest
import zmq
from jupyter_client.session import Session

from autograder.sandbox.client import AsyncWaryClient, WaryClient
from autograder.sandbox.connection import new_connection, private_folder
from autograder.sandbox.policy import Limits

LIMITS = Limits(output=1000, message=50_000)


@pytest.fixture
def line():
    """The kernel's end of the output channel, in our own hands."""
    folder = private_folder()
    info = new_connection(folder)
    context = zmq.Context()
    publisher = context.socket(zmq.XPUB)
    publisher.linger = 0
    publisher.bind(f"ipc://{info['ip']}-{info['iopub_port']}")
    yield info, publisher, Session(key=info["key"].encode())
    context.destroy(linger=0)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.fixture
def client(line):
    info, publisher, _ = line
    client = WaryClient(limits=LIMITS)
    client.load_connection_info(info)
    client.start_channels()
    assert publisher.poll(5000)
    publisher.recv()  # the subscription has arrived
    yield client
    client.stop_channels()
    client.context.destroy(linger=0)


def say(line, text):
    _, publisher, session = line
    parent = {"msg_id": "r1"}
    session.send(publisher, "stream", {"name": "stdout", "text": text}, parent=parent)


def heard(client):
    return client.get_iopub_msg(timeout=5)


def test_honest_output_arrives(line, client):
    say(line, "hello")
    assert heard(client)["content"] == {"name": "stdout", "text": "hello"}


def test_output_is_counted(line, client):
    for _ in range(3):
        say(line, "x" * 400)
    texts = [heard(client)["content"].get("text", "-") for _ in range(3)]
    assert texts[0] == "x" * 400
    assert "left out" in texts[1]
    assert texts[2] == "-"
    assert client.meter.exceeded


@pytest.mark.parametrize(
    "frames",
    [
        [b"rubbish"],
        [b"<IDS|MSG>"],
        [b"<IDS|MSG>", b"wrong signature", b"{}", b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", b"", *[b"[" * 100_00] * 4],
        [b""] * 50,
    ],
)
def test_rubbish_becomes_harmless(line, client, frames):
    line[1].send_multipart(frames)
    assert heard(client)["content"] == {"execution_state": "busy"}
    say(line, "hello")
    assert heard(client)["content"]["text"] == "hello"


def test_a_message_signed_right_and_built_wrong(line, client):
    _, publisher, session = line
    session.pack = lambda value: json.dumps(value, default=str).encode()
    session.send(publisher, "stream", b"[1, 2]", parent={"msg_id": "r1"})
    assert heard(client)["msg_type"] == "status"


def test_sockets_are_bounded_before_they_connect(client):
    assert client.iopub_channel.socket.getsockopt(zmq.MAXMSGSIZE) == 16 * LIMITS.output
    assert client.shell_channel.socket.getsockopt(zmq.MAXMSGSIZE) == LIMITS.message
    assert client.shell_channel.socket.getsockopt(zmq.RCVHWM) == 8
    assert client.allow_stdin is False


def test_a_giant_message_cuts_the_line(line, client):
    say(line, "x" * 20_000)
    with pytest.raises(queue.Empty):
        client.get_iopub_msg(timeout=0.5)


def test_asynchronous_callers_get_the_same(line):
    async def listen():
        info, publisher, _ = line
        client = AsyncWaryClient(limits=LIMITS)
        client.load_connection_info(info)
        client.start_channels()
        assert publisher.poll(5000)
        publisher.recv()
        publisher.send_multipart([b"rubbish"])
        say(line, "hello")
        say(line, "x" * 2000)
        got = [await client.get_iopub_msg(timeout=5) for _ in range(3)]
        client.stop_channels()
        client.context.destroy(linger=0)
        return [message["content"].get("text", "-") for message in got]

    rubbish, hello, cut = asyncio.run(listen())
    assert (rubbish, hello) == ("-", "hello")
    assert "left out" in cut
