"""What the tests of the stream stand on: a page that listens and comes back, and a bad line that cuts it off."""

import http.client
import json
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import httpx
from gateway_peers import wait_for

STREAM = "/api/chat/stream"


class Heard(NamedTuple):
    """One event, as a browser dispatches it: only when it came whole."""

    name: str
    data: Any
    id: str


class Page:
    """Listens in a thread of its own; when the line breaks it comes back with the last id it heard."""

    def __init__(self, url: str, token: str, last: str | None = None) -> None:
        self.url = url
        self.last = last
        self.heard: list[Heard] = []
        self.lines_up = 0
        self._token = token
        self._socket = socket.socket()
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=20)

    def of(self, *names: str) -> list[Any]:
        """The data of events of these names, in order."""
        return [one.data for one in self.heard if one.name in names]

    def texts(self) -> list[str]:
        """What was said by whomever, in order."""
        said = (one.data if one.name == "said" else one.data.get("message", {}) for one in self.heard)
        return [one["text"] for one in said if "text" in one]

    def wait_until_on(self) -> None:
        """Until the stream has said where it begins."""
        wait_for(lambda: self.lines_up > 0)

    def _listen(self) -> None:
        while not self._left.is_set():
            with suppress(OSError, http.client.HTTPException):
                self._hear_once()
            self._left.wait(0.002)

    def _hear_once(self) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        if self.last is not None:
            headers["Last-Event-ID"] = self.last
        rest = b""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        with closing(line):
            line.request("GET", STREAM, headers=headers)
            self._socket = line.sock
            answer = line.getresponse()
            assert answer.status == 200, answer.status
            while piece := answer.read1():
                *whole, rest = (rest + piece).split(b"\n\n")
                for block in whole:
                    self._dispatch(block.decode())

    def _dispatch(self, block: str) -> None:
        fields: dict[str, str] = {}
        for line in block.splitlines():
            name, _, value = line.partition(": ")
            fields[name] = value
        if "id" in fields:
            self.last = fields["id"]
        if "event" in fields:
            self.heard.append(Heard(fields["event"], json.loads(fields["data"]), fields.get("id", "")))
        self.lines_up += 1


class BadLine:
    """A TCP line to a gateway that is cut after a random number of bytes of each answer, its head counted or not."""

    def __init__(self, url: str, seed: int, longest: int) -> None:
        self.cuts = 0
        self.target = urlsplit(url).netloc
        self._random = random.Random(seed)
        self._longest = longest
        self._ears = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._ears.getsockname()[1]}"
        self.is_good = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ears.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._ears.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        host, port = self.target.split(":")
        in_head = self._random.random() < 0.1
        left = self._random.randrange(self._longest)
        with near, suppress(OSError), socket.create_connection((host, int(port))) as far:
            far.sendall(near.recv(65536))
            head = b""
            while piece := far.recv(4096):
                if not in_head and not head.endswith(b"\r\n\r\n"):
                    body_at = (head + piece).find(b"\r\n\r\n") + 4
                    assert body_at > 3, "the answer's head came in pieces"
                    near.sendall(piece[:body_at])
                    head, piece = piece[:body_at], piece[body_at:]
                if not self.is_good and len(piece) >= left:
                    near.sendall(piece[:left])
                    self.cuts += 1
                    # Not the end of a connection but its loss: what is on its way is lost with it.
                    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    return
                near.sendall(piece)
                left -= len(piece)


@contextmanager
def shopper(url: str, language: str = "en") -> Iterator[tuple[httpx.Client, str]]:
    """A page of no origin, with the token that it was given; it shows it as bearer."""
    with httpx.Client(base_url=url, headers={"Accept-Language": language}, timeout=30) as client:
        answer = client.get("/api/chat")
        token = next(iter(answer.cookies.values()))
        client.headers["Authorization"] = f"Bearer {token}"
        yield client, token


def say(client: httpx.Client, text: str, key: str | None = None) -> dict[str, Any]:
    """Say something; the answer."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post("/api/chat", json={"text": text}, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
