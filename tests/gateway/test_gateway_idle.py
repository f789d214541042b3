"""A connection that was idle for longer than a client keeps it: the server is not the one who ends it."""

import http.client
import time
from urllib.parse import urlsplit

from fastapi import FastAPI
from gateway.gateway_peers import Served

CLIENTS_KEEP_IT_S = 5  # httpx, by itself


def test_a_request_on_a_connection_that_was_idle_is_answered() -> None:
    with Served(FastAPI()) as served:
        line = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=10)
        statuses = []
        for idle_s in (0, CLIENTS_KEEP_IT_S + 1):
            time.sleep(idle_s)
            line.request("GET", "/openapi.json")
            with line.getresponse() as answer:
                answer.read()
                statuses.append(answer.status)
        line.close()
    assert statuses == [200, 200]
