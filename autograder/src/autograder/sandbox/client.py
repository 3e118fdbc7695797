"""Clients that listen to a kernel without trusting it.

What comes from the kernel's process comes from the student. Three things are bounded here: the
size of one message, the number of messages that wait unread, and how much output one request may
produce. What goes beyond is dropped, and one line in the output says so.
"""

from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel, ZMQSocketChannel
from jupyter_client.connect import channel_socket_types
from traitlets import HasTraits, Instance, Type

from autograder.sandbox.messages import Meter, harmless, sane
from autograder.sandbox.policy import Limits

QUEUE = {"iopub": 64, "shell": 8, "control": 8, "stdin": 8, "hb": 8}
"""How many messages of a channel may wait unread."""

IOPUB_MESSAGE = 16
"""An output message may be this many times as large as all of a request's output."""


class _Doubting:
    """What both channels do with what they receive."""

    session: Any
    meter: Meter | None = None

    def _read(self, frames: list[bytes]) -> dict[str, Any]:
        """Decode a message, whatever it is: a bad one must not stop the grading of a class."""
        try:
            _, parts = self.session.feed_identities(frames)
            message = sane(self.session.deserialize(parts))
        except Exception:  # the frames are the student's, and so is the choice of what fails
            return harmless()
        size = sum(map(len, frames))
        return message if self.meter is None else self.meter.admit(message, size)


class DoubtingChannel(_Doubting, ZMQSocketChannel):
    """A channel that checks, and counts where it has a meter."""

    def _recv(self, **kwargs: Any) -> dict[str, Any]:
        assert self.socket is not None
        return self._read(self.socket.recv_multipart(**kwargs))


class AsyncDoubtingChannel(_Doubting, AsyncZMQSocketChannel):
    """The same for asynchronous callers."""

    async def _recv(self, **kwargs: Any) -> dict[str, Any]:
        assert self.socket is not None
        return self._read(await self.socket.recv_multipart(**kwargs))


class BoundedSockets(HasTraits):
    """Connects sockets whose memory is bounded from the first byte."""

    limits = Instance(Limits, args=())

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> Any:
        """Connect to a channel of the kernel."""
        this: Any = self
        connected = this.context.socket(channel_socket_types[channel])
        connected.linger = 0
        if identity:
            connected.identity = identity
        largest = self.limits.message
        if channel == "iopub":
            largest = min(largest, IOPUB_MESSAGE * self.limits.output)
        connected.setsockopt(zmq.MAXMSGSIZE, largest)
        connected.setsockopt(zmq.RCVHWM, QUEUE[channel])
        connected.connect(this._make_url(channel))
        return connected


class _Wary(BoundedSockets):
    """What both clients do differently from jupyter_client's."""

    @property
    def meter(self) -> Meter:
        """What counts the output."""
        channel: Any = self.iopub_channel  # type: ignore[attr-defined]
        if channel.meter is None:
            channel.meter = Meter(self.limits.output)
        return channel.meter

    def start_channels(self, *arguments: Any, **options: Any) -> None:
        """Start listening on the three channels that grading needs: no input, no heartbeat."""
        assert self.meter
        super().start_channels(stdin=False, hb=False)  # type: ignore[misc]


class WaryClient(_Wary, BlockingKernelClient):
    """A blocking client for a kernel that is not trusted."""

    shell_channel_class = Type(DoubtingChannel)
    iopub_channel_class = Type(DoubtingChannel)
    control_channel_class = Type(DoubtingChannel)


class AsyncWaryClient(_Wary, AsyncKernelClient):
    """An asynchronous client for a kernel that is not trusted, as nbclient wants it."""

    shell_channel_class = Type(AsyncDoubtingChannel)
    iopub_channel_class = Type(AsyncDoubtingChannel)
    control_channel_class = Type(AsyncDoubtingChannel)
