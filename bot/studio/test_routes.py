"""The page of the end-to-end tests: run against a version, and what came of it, the worst first."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.gateway.visitor import gateway_of
from bot.processes.versions import Registry, Version, Versions
from bot.studio.desk import workbench, working_copy
from bot.studio.errors import StudioError
from bot.studio.job_state import JobState
from bot.studio.release_desk import trainings
from bot.studio.sentences import sentence
from bot.studio.testing import ORDER, Results, TrainingTestsError, standings
from bot.studio.workbench import TestRun, WorkbenchAwayError, WorkbenchStartingError
from bot.web.staff.books import audit
from bot.web.staff.refusals import redirect
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, allow

PAGE = "/studio/tests"
START_S = 30.0  # how long a click waits for the workbench to become warm

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Poll = Annotated[Visit, Depends(allow("training.read", keeps_awake=False))]
Writer = Annotated[Visit, Depends(allow("training.write"))]


@router.get(PAGE)
def show(request: Request, visit: Reader, version: int | None = None) -> Response:
    """The last run of a version, the newest where none is named."""
    return staff_page(request, visit, "studio/tests.html", **_values(request, visit, version))


@router.get(f"{PAGE}/state")
def state(request: Request, visit: Poll, version: int | None = None) -> Response:
    """The same as a piece of the page: asked again while the tests run."""
    return fragment(request, visit, "studio/_tests.html", **_values(request, visit, version))


@router.post(f"{PAGE}/run")
def run(request: Request, visit: Writer, version: Annotated[int, Form()]) -> Response:
    """Begin a run."""
    versions = Versions(_models(request))
    known = next((one for one in versions.read().versions if one.id == version), None)
    if known is None or not versions.path(known).is_file():
        raise HTTPException(404)
    try:
        _leave_alone(trainings(request).state())
        commit = working_copy(request).head()
        Results(versions.models).begin(workbench(request), known, commit, patience_s=START_S)
    except StudioError as error:
        values = _values(request, visit, version) | {"refused": sentence(error, visit.language)}
        status = 409 if isinstance(error, TrainingTestsError) else 503
        return staff_page(request, visit, "studio/tests.html", status=status, **values)
    audit(request, visit, "tests.run", str(version))
    return redirect(request, f"{PAGE}?version={version}")


@router.post(f"{PAGE}/cancel")
def cancel(request: Request, visit: Writer, version: Annotated[int, Form()]) -> Response:
    """End a run."""
    try:
        workbench(request).cancel_test()
    except StudioError as error:
        values = _values(request, visit, version) | {"refused": sentence(error, visit.language)}
        return staff_page(request, visit, "studio/tests.html", status=503, **values)
    audit(request, visit, "tests.cancel", str(version))
    return redirect(request, f"{PAGE}?version={version}")


def _models(request: Request) -> Path:
    return gateway_of(request).settings.models_folder


def _leave_alone(job: JobState | None) -> None:
    """Raises TrainingTestsError while a training runs the tests of its model."""
    if job and job.runs and job.stage == "testing":
        raise TrainingTestsError(job.by)


def _values(request: Request, visit: Visit, asked: int | None) -> dict[str, Any]:
    """What `_tests.html` needs; it blocks."""
    registry = Versions(_models(request)).read()
    version, going_on, failed, refused = _chosen(registry, asked), None, "", ""
    results = Results(_models(request))
    try:
        latest = workbench(request).test_run()
    except WorkbenchStartingError:
        latest = None
    except WorkbenchAwayError as error:
        latest, refused = None, sentence(error, visit.language)
    if latest is not None:
        going_on, failed = _going_on(latest), latest.progress.problem
        results.keep(latest)
    done = results.of(version.id) if version else None
    return {
        "versions": registry.last(),
        "version": version,
        "run": done,
        "order": ORDER,
        "standings": standings(done, results.runs(), registry.versions) if done else {},
        "going_on": going_on,
        "failed": failed,
        "refused": refused,
        "stories": any(path.startswith("tests/") for path in working_copy(request).files()),
    }


def _going_on(latest: TestRun) -> Any:
    return latest.progress if latest.progress.state == "running" else None


def _chosen(registry: Registry, asked: int | None) -> Version | None:
    shown = registry.last()
    return next((one for one in shown if one.id == asked), shown[0] if shown else None)
