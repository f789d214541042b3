"""Heavy work beside the answers: each job in a forked child, so that a check never waits for a training.

A forked child has Rasa imported already and shares its memory; it can be ended at any moment, and what it
took is given back. One job of a kind at a time: a newer one takes the older one's place.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal

State = Literal["running", "done", "failed"]
Tell = Callable[[str, int, int], None]  # a stage, how many of it are done, of how many

LONGEST_S = 300.0
_FORKS = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Job:
    """One run and how far it is; `result` or `problem` is there at its end."""

    key: str
    about: Mapping[str, str] = field(default_factory=dict)  # what it is of, told with how far it is
    began: float = field(default_factory=time.monotonic)
    at: float = field(default_factory=lambda: round(time.time(), 3))  # seconds since 1970: its name
    state: State = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    result: Any = None
    problem: str = ""
    seconds: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)

    def as_json(self) -> dict[str, Any]:
        """How far it is, without the result; `seconds` since it began, or that it took."""
        seconds = time.monotonic() - self.began if self.state == "running" else self.seconds
        return {
            **self.about,
            "key": self.key,
            "at": self.at,
            "state": self.state,
            "stage": self.stage,
            "done": self.done,
            "total": self.total,
            "problem": self.problem,
            "seconds": round(seconds, 1),
        }


class Bench:
    """The place for one kind of job."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._child: multiprocessing.process.BaseProcess | None = None

    @property
    def job(self) -> Job | None:
        """The job that runs or ran last."""
        return self._job

    def start(
        self,
        key: str,
        work: Callable[[Tell], Any],
        *,
        again: bool = False,
        about: Mapping[str, str] | None = None,
    ) -> Job:
        """Start `work`, unless the job of this key is there already and did not fail; `again` starts anew."""
        with self._lock:
            job = self._job
            if (
                job is not None
                and job.key == key
                and (job.state == "running" or (job.state == "done" and not again))
            ):
                return job
            self._end()
            self._job = job = Job(key, about or {})
            ours, theirs = _FORKS.Pipe(duplex=False)
            self._child = child = _FORKS.Process(target=_run, args=(work, theirs), daemon=True)
            child.start()
            theirs.close()
        threading.Thread(target=_follow, args=(job, child, ours), daemon=True).start()
        return job

    def cancel(self) -> None:
        """End the job that runs, if there is one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._child is not None and self._child.is_alive():
            self._child.kill()
            self._child.join()


def _run(work: Callable[[Tell], Any], pipe: Connection) -> None:
    """In the child: do the work and tell how it goes; it leaves without the parent's farewells."""
    try:
        pipe.send(("result", work(lambda stage, done, total: pipe.send(("stage", (stage, done, total))))))
    except Exception as problem:  # told to whoever asked: the child has nobody else to tell
        pipe.send(("problem", f"{type(problem).__name__}: {problem}"))
    finally:
        pipe.close()
        os._exit(0)


def _follow(job: Job, child: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
    """Take in what the child tells until it ends."""
    told = False
    try:
        while not told and pipe.poll(max(0.0, job.began + LONGEST_S - time.monotonic())):
            kind, what = pipe.recv()
            if kind == "stage":
                job.stage, job.done, job.total = what
            elif kind == "result":
                job.result, told = what, True
            else:
                job.problem, told = what, True
    except EOFError:
        job.problem = "ended before it was done"
    if not told and not job.problem:
        job.problem = f"took longer than {LONGEST_S:.0f} s"
    child.kill()
    child.join()
    job.seconds = time.monotonic() - job.began
    job.state = "failed" if job.problem else "done"
    job.ended.set()
