"""The workbench over HTTP: JSON in, JSON out, on loopback, for whoever shows the token.

Checks are answered at once and one after another; trainings and tests are jobs beside them (jobs.py).
"""

from __future__ import annotations

import hmac
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bot.dialogue.workbench.drafting import Drafts
from bot.dialogue.workbench.files import CONFIG, Texts, fingerprint, read_files, test_texts
from bot.dialogue.workbench.jobs import Bench
from bot.dialogue.workbench.reading import DraftReader
from bot.dialogue.workbench.rehearsal import rehearse
from bot.dialogue.workbench.validation import Validation

log = logging.getLogger("daogou.workbench")

LOOPBACK = "127.0.0.1"
LONGEST_BODY = 16 << 20

Json = dict[str, Any]
Work = Callable[[Json], tuple[int, Json]]


class AskedWronglyError(Exception):
    """A question that lacks something; the message says what."""


class Workbench:
    """What the routes do, for one working copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._validation = Validation()
        self._validating = threading.Lock()
        self._drafts = Drafts()
        self._tests = Bench()
        self._tests_reader = DraftReader()
        self.routes: Mapping[str, Work] = {
            "/validate": self.validate,
            "/parse": self.parse,
            "/test": self.test,
            "/test/state": self.tests_state,
            "/test/cancel": self.tests_cancel,
        }

    def _texts(self, asked: Json) -> Texts:
        folder = Path(asked["folder"]) if asked.get("folder") else self._folder
        edits = asked.get("edits") or {}
        if not isinstance(edits, dict):
            raise AskedWronglyError("edits must be texts by path")
        return read_files(folder, edits)

    def validate(self, asked: Json) -> tuple[int, Json]:
        """`folder` and `edits` (texts by path, null takes a file away), both optional -> `findings`."""
        began = time.perf_counter()
        texts = self._texts(asked)
        with self._validating:
            findings = self._validation.check(texts)
        took = round(time.perf_counter() - began, 3)
        return HTTPStatus.OK, {"findings": [finding.as_json() for finding in findings], "seconds": took}

    def parse(self, asked: Json) -> tuple[int, Json]:
        """`text` as the draft understands it; 202 and how far it is while the draft is being trained."""
        if not isinstance(asked.get("text"), str):
            raise AskedWronglyError("text is missing")
        texts = self._texts(asked)
        job = self._drafts.wanted(texts)
        if job.state != "done":
            return HTTPStatus.ACCEPTED, job.as_json()
        return HTTPStatus.OK, {
            **job.as_json(),
            "parsed": self._drafts.parse(job, texts.get(CONFIG, ""), asked["text"]),
        }

    def test(self, asked: Json) -> tuple[int, Json]:
        """Run the stories below tests/ against the file `model`; `again` also where nothing changed.

        `commit` is the state that the stories are in; it is told with the run, as the model's name is.
        """
        if not asked.get("model"):
            raise AskedWronglyError("model is missing")
        model, texts = Path(asked["model"]), self._texts(asked)
        if not model.is_file():
            raise AskedWronglyError("there is no such model")
        key = fingerprint({**test_texts(texts), "model": str(model)})
        draft = self._tests_reader.read(texts)
        job = self._tests.start(
            key,
            lambda tell: rehearse(draft, model, tell),
            again=bool(asked.get("again")),
            about={"model": model.name, "commit": str(asked.get("commit") or "")},
        )
        return HTTPStatus.ACCEPTED, job.as_json()

    def tests_state(self, _asked: Json) -> tuple[int, Json]:
        """How far the last run of the tests is, with its result at the end; 404 where none was asked for."""
        job = self._tests.job
        if job is None:
            return HTTPStatus.NOT_FOUND, {"detail": "no test was run"}
        return HTTPStatus.OK, {**job.as_json(), "result": job.result}

    def tests_cancel(self, _asked: Json) -> tuple[int, Json]:
        """End a run of the tests."""
        self._tests.cancel()
        return HTTPStatus.OK, {}

    def close(self) -> None:
        """End what runs."""
        self._tests.cancel()
        self._drafts.close()


class WorkbenchServer(ThreadingHTTPServer):
    """A server that is bound and not yet serving; raises OSError where the port is taken."""

    def __init__(self, workbench: Workbench, port: int, token: str) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.workbench = workbench
        self.token = token


class _Handler(BaseHTTPRequestHandler):
    server: WorkbenchServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self._known() and self.path == "/health":
            self._answer(HTTPStatus.OK, {"state": "ok"})
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"detail": "no such place"})

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST_BODY))
        work = self.server.workbench.routes.get(self.path)
        if not self._known():
            self._answer(HTTPStatus.UNAUTHORIZED, {"detail": "the token is missing"})
        elif work is None:
            self._answer(HTTPStatus.NOT_FOUND, {"detail": "no such place"})
        else:
            self._do(work, body)

    def _do(self, work: Work, body: bytes) -> None:
        try:
            self._answer(*work(json.loads(body or b"{}")))
        except (AskedWronglyError, ValueError) as problem:
            self._answer(HTTPStatus.BAD_REQUEST, {"detail": str(problem)})
        except BrokenPipeError:
            self.close_connection = True
        except Exception as problem:
            log.exception("a question could not be answered")
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"detail": type(problem).__name__})

    def _known(self) -> bool:
        shown = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        return hmac.compare_digest(shown.encode(), self.server.token.encode())

    def _answer(self, status: int, told: Json) -> None:
        content = json.dumps(told, ensure_ascii=False, default=str).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: Any) -> None:
        """What trainers try is not logged."""
