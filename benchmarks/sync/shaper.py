"""A slow link between a client and a server on the loopback: a round trip and a rate each way.

All connections through one shaper share its two directions, as they share a line. What is sent
waits for its turn at the rate, then travels for half a round trip; a new connection costs one
round trip first, as its handshake would. Not imitated: lost packets, the slow start of a
connection, and the headers of the packets (3 %); all sides are spared these alike.

Run: ``python -m benchmarks.sync.shaper PORT --round-trip 0.3 --rate 1e6``; prints its own port.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.sync.agent import end, environment

SEGMENT = 1448
"""Bytes carried at once: what fits into a packet."""
BACKLOG = 0.25
"""Seconds of data that may wait for the line; beyond that the sender is made to wait."""
BUFFER = 32 * 1024
"""Bytes the system may take in for us: more would only seem to have been sent."""

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Link:
    """How a line behaves: seconds there and back, and bits a second each way."""

    round_trip: float = 0.3
    rate: float = 1e6


class Direction:
    """One way of a line. It is taken until ``free`` (in seconds of the loop's clock)."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.free = 0.0

    def carry(self, size: int, now: float) -> float:
        """Take the line for so many bytes; gives the moment they arrive."""
        self.free = max(self.free, now) + size * 8 / self._link.rate
        return self.free + self._link.round_trip / 2


class Shaper:
    """Forwards connections to a port of the loopback over a line that all of them share."""

    def __init__(self, port: int, link: Link) -> None:
        self._port = port
        self._link = link
        self._up = Direction(link)
        self._down = Direction(link)

    async def serve(self) -> asyncio.Server:
        """Listen on a free port of the loopback."""
        return await asyncio.start_server(self._meet, sock=_listening(), limit=SEGMENT)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begins = asyncio.get_running_loop().time() + self._link.round_trip
        far = await asyncio.open_connection(sock=await _connected(self._port), limit=SEGMENT)
        both = (
            _pump((reader, far[1]), self._up, begins),
            _pump((far[0], writer), self._down, begins),
        )
        try:
            await asyncio.gather(*both)
        except ConnectionError:  # one side is gone: the other one learns it now
            pass
        finally:
            for side in (writer, far[1]):
                side.close()


async def _pump(pipe: Pipe, way: Direction, begins: float) -> None:
    reader, writer = pipe
    travelling: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    async with asyncio.TaskGroup() as both:
        both.create_task(_deliver(travelling, writer))
        await _send(reader, travelling, way, begins)


async def _send(
    reader: asyncio.StreamReader,
    travelling: asyncio.Queue[tuple[float, bytes]],
    way: Direction,
    begins: float,
) -> None:
    clock = asyncio.get_running_loop().time
    while piece := await reader.read(SEGMENT):
        await asyncio.sleep(begins - clock())
        await asyncio.sleep(way.free - clock() - BACKLOG)
        travelling.put_nowait((way.carry(len(piece), clock()), piece))
    travelling.put_nowait((way.carry(0, clock()), b""))


async def _deliver(
    travelling: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
) -> None:
    clock = asyncio.get_running_loop().time
    piece = b"-"
    while piece:
        arrives, piece = await travelling.get()
        await asyncio.sleep(arrives - clock())
        if piece:
            writer.write(piece)
            await writer.drain()
    writer.write_eof()


def _listening() -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    listener.bind(("127.0.0.1", 0))
    return listener


async def _connected(port: int) -> socket.socket:
    far = socket.socket()
    far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    far.setblocking(False)
    await asyncio.get_running_loop().sock_connect(far, ("127.0.0.1", port))
    return far


@contextlib.contextmanager
def shaped(port: int, link: Link) -> Iterator[int]:
    """Put a line before a port, in a process of its own; gives the port to connect to."""
    line = (f"--round-trip={link.round_trip}", f"--rate={link.rate}")
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sync.shaper", str(port), *line],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            end(process)


async def _forever(port: int, link: Link) -> None:
    async with await Shaper(port, link).serve() as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


def main() -> None:
    """Forward until told to end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync.shaper", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--round-trip", type=float, default=Link().round_trip, help="seconds")
    parser.add_argument("--rate", type=float, default=Link().rate, help="bits a second")
    chosen = parser.parse_args()
    asyncio.run(_forever(chosen.port, Link(chosen.round_trip, chosen.rate)))


if __name__ == "__main__":
    main()
