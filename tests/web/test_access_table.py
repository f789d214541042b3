"""Who may do what: each route of the pages is asked by each role and by nobody, and does as the table says."""

import re
from collections.abc import Iterator
from typing import Any

import fastapi.routing
import httpx
import pytest
from fastapi import FastAPI, Response
from fastapi.routing import APIRoute
from pages_serving import Serving

from bot.gateway.limits import is_staffs
from bot.web.staff.permissions import ROLES, TABLE
from bot.web.staff.visit import LOGIN, Gate


def staffs_routes(app: FastAPI) -> list[APIRoute]:
    """Every route of the app under /console, /studio and /staff."""
    return [route for route in _walk(app.routes) if is_staffs(route.path)]


def _walk(routes: Any) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from _walk(included.routes)


def gates_of(route: APIRoute) -> list[Gate]:
    """The `allow(...)` that a route depends on, by itself or through what it depends on."""

    def found(dependant: Any) -> Iterator[Gate]:
        for inner in dependant.dependencies:
            if isinstance(inner.call, Gate):
                yield inner.call
            yield from found(inner)

    return list(found(route.dependant))


def test_each_route_says_once_who_may_come_in(lasting_place: Serving) -> None:
    routes = staffs_routes(lasting_place.app)
    assert {"/staff/members", "/staff/audit", "/staff/me", "/staff/logout"} <= {r.path for r in routes}
    for route in routes:
        gates = {gate.permission for gate in gates_of(route)}
        wanted = 0 if route.path == LOGIN else 1
        assert len(gates) == wanted, f"{route.methods} {route.path}: {gates or 'anybody'}"


def test_nothing_of_staff_s_is_mounted_where_no_table_looks(lasting_place: Serving) -> None:
    for route in lasting_place.app.routes:
        path = getattr(route, "path", None)
        assert path is None or not is_staffs(path) or isinstance(route, APIRoute), path


@pytest.fixture
def closed_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind each door nothing happens: a test may knock at all of them, at a training's too."""

    async def nothing(**_: object) -> Response:
        return Response(status_code=204)

    monkeypatch.setattr(fastapi.routing, "run_endpoint_function", nothing)


def ask(browser: httpx.Client, method: str, path: str) -> httpx.Response:
    """Ask for an address of a route, its variables filled with what is nowhere, its form empty."""
    address = re.sub(r"\{[^}]+\}", "999999", path)
    return browser.request(method, address, data={} if method == "POST" else None)


@pytest.mark.usefixtures("closed_rooms")
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(
    lasting_place: Serving, browsers: dict[str, httpx.Client], role: str
) -> None:
    entered = 0
    for route in staffs_routes(lasting_place.app):
        if route.path == LOGIN:
            continue
        (gate,) = gates_of(route)
        for method in sorted(route.methods):
            answer = ask(browsers[role], method, route.path)
            what = f"{role} {method} {route.path} ({gate.permission}): {answer.status_code}"
            if role == "nobody":
                assert answer.status_code == 303, what
                assert answer.headers["location"].startswith(LOGIN), what
            elif role in TABLE[gate.permission]:
                # 422: let in, and then told that a field of the form is missing.
                assert answer.status_code in {204, 422}, what
                entered += 1
            else:
                assert answer.status_code == 403, what
    assert entered > 3 or role == "nobody"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"HX-Request": "true", "HX-Current-URL": ""}])
def test_a_fragment_asked_for_by_nobody_leads_the_whole_page_to_the_log_in(
    browsers: dict[str, httpx.Client], headers: dict[str, str]
) -> None:
    answer = browsers["nobody"].get("/staff/me", headers=headers)
    assert answer.headers["hx-redirect"].startswith(LOGIN)
    assert answer.text == ""


def test_a_page_shows_only_the_areas_that_its_reader_may_enter(browsers: dict[str, httpx.Client]) -> None:
    def areas(role: str) -> set[str]:
        top = browsers[role].get("/staff/me").text.split("</header>")[0]
        return set(re.findall(r'href="(/console|/studio|/staff/members|/staff/audit)"', top))

    assert areas("owner") == {"/console", "/studio", "/staff/members", "/staff/audit"}
    assert areas("trainer") == {"/console", "/studio"}
    assert areas("agent") == {"/console"}
    assert areas("viewer") == {"/console", "/studio"}


def test_who_may_not_is_told_so_in_the_frame_they_know(browsers: dict[str, httpx.Client]) -> None:
    answer = browsers["viewer"].get("/staff/audit")
    assert answer.status_code == 403
    assert "Your role does not let you do that" in answer.text
    assert "Log out" in answer.text
    piece = browsers["viewer"].get("/staff/audit", headers={"HX-Request": "true"})
    assert piece.status_code == 403
    assert "<html" not in piece.text
    assert 'role="alert"' in piece.text
