"""A little upstream for a proxy: it remembers what arrived and answers with a count."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue

PATIENCE = 10  # seconds: the machine may be busy


class Upstream(ThreadingHTTPServer):
    """Counts what it is asked and answers with the count; remembers what arrived."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counting)
        self.heard: SimpleQueue[str] = SimpleQueue()
        self.lock = threading.Lock()
        self.count = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next(self) -> str:
        """What arrives next, waited for."""
        return self.heard.get(timeout=PATIENCE)

    def rest(self) -> list[str]:
        """What else has arrived so far."""
        arrived: list[str] = []
        try:
            while True:
                arrived.append(self.heard.get_nowait())
        except Empty:
            return arrived


class Counting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.chunks() if "Transfer-Encoding" in self.headers else self.whole())

    def whole(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, body: bytes) -> None:
        due = int(self.headers.get("Content-Length", len(body)))
        if len(body) < due:
            self.server.heard.put(f"a part of {self.path}")
            self.close_connection = True
            return
        with self.server.lock:
            self.server.count += 1
            count = b"answer %d" % self.server.count
        self.server.heard.put(f"{self.command} {self.path} {body.decode()[:20]}".strip())
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        if self.path == "/streamed":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(count), count))
        else:
            self.send_header("Content-Length", str(len(count)))
            self.end_headers()
            self.wfile.write(count)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
