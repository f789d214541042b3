"""One connection that is kept open, and what a request over it takes: the same client for every server.

http.client rather than httpx: it costs a tenth of a millisecond a request, httpx about one.
"""

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.errors import BenchmarkError

LONGEST_REQUEST_S = 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `ms` runs from before the request is sent until its last byte is read."""

    status: int
    content: bytes
    cookie: str | None
    ms: float

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.content)


class HttpSession:
    """A connection to one server on this machine."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=LONGEST_REQUEST_S)

    def hang_up(self) -> None:
        """Close the connection; the next request opens it again. Servers drop one that is idle for seconds."""
        self._connection.close()

    def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        """Post JSON; raises BenchmarkError where nothing comes, or anything but 200."""
        content = json.dumps(body).encode()
        return self._ask("POST", path, content, {"Content-Type": "application/json", **(headers or {})})

    def get(self, path: str) -> Reply:
        """Get it; raises as `post` does."""
        return self._ask("GET", path, None, {})

    def _ask(self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]) -> Reply:
        began = time.perf_counter()
        try:
            self._connection.request(method, path, content, dict(headers))
            response = self._connection.getresponse()
            read = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise BenchmarkError(f"{self._place(path)} gave no answer ({type(error).__name__}).") from error
        ms = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise BenchmarkError(f"{self._place(path)} answered {response.status}: {read[:300]!r}")
        return Reply(response.status, read, response.getheader("Set-Cookie"), ms)

    def _place(self, path: str) -> str:
        return f"port {self._connection.port}{path.partition('?')[0]}"  # what follows may hold a token


def status_of(host: str, port: int, path: str) -> int | None:
    """The HTTP status of a page now; None where nobody listens."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
