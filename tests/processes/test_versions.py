"""The versions one may go live with: the last five, the live one, the one before it; never half written, never lost."""

import json
import threading
from pathlib import Path

import pytest
from releases import trained

from bot.processes.choice import active_model, file_to_serve, model_is_ready, must_be_renewed
from bot.processes.fingerprint import model_file
from bot.processes.models import in_use
from bot.processes.versions import Trained, Version, VersionError, Versions, kept_files
from bot.settings import ROOT


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "models")


def register(versions: Versions, name: str, **change: object) -> Version:
    """A version with its file."""
    versions.models.mkdir(exist_ok=True)
    (versions.models / name).write_text("a model")
    return versions.register(Trained.model_validate(trained(name).model_dump() | change))


def register_seven(versions: Versions) -> None:
    """Seven versions, of which the first is live."""
    register(versions, "1.tar.gz")
    versions.activate(1, by="owner")
    for number in range(2, 8):
        register(versions, f"{number}.tar.gz")


def test_the_last_five_are_kept_with_their_files_and_the_live_one_however_old(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    versions.activate(1, by="owner")
    for number in range(2, 9):
        register(versions, f"{number}.tar.gz")
    registry = versions.read()
    assert [one.id for one in registry.last()] == [8, 7, 6, 5, 4, 1]
    assert sorted(one.name for one in versions.models.glob("*.gz")) == sorted(kept_files(versions.models))


def test_what_was_live_a_moment_ago_can_be_gone_back_to_until_a_third_one_has_been_live(
    versions: Versions,
) -> None:
    register_seven(versions)
    versions.activate(7, by="owner")
    assert [one.id for one in versions.read().last()] == [7, 6, 5, 4, 3, 1]
    register(versions, "8.tar.gz")
    versions.keep_tests(8, {"greeting": True})
    assert [one.id for one in versions.read().last()] == [8, 7, 6, 5, 4, 1]
    assert versions.activate(1, by="owner", act="roll_back").id == 1
    versions.activate(8, by="owner")
    versions.activate(7, by="owner")
    assert [one.id for one in versions.read().last()] == [8, 7, 6, 5, 4]
    assert not (versions.models / "1.tar.gz").exists()


def test_a_version_that_a_shop_still_serves_does_not_fall_out(versions: Versions) -> None:
    register_seven(versions)
    with in_use(versions.models / "1.tar.gz"):
        for number in (7, 6):
            versions.activate(number, by="trainer")  # before the shop has followed
        versions.give_up(6, "no memory left", instead=1, by="bot serve")
    assert versions.read().active == 1


def test_an_old_version_that_was_live_is_live_again_where_the_new_one_does_not_start(
    versions: Versions,
) -> None:
    register_seven(versions)
    versions.activate(7, by="trainer")
    versions.give_up(7, "no memory left", instead=1, by="bot serve")
    registry = versions.read()
    assert registry.active == 1
    assert registry.version(7).failed
    assert (versions.models / "1.tar.gz").exists()


def test_an_active_version_that_does_not_start_is_passed_over_when_the_shop_is_opened_again(
    versions: Versions,
) -> None:
    for number in (1, 2, 3):
        register(versions, f"{number}.tar.gz")
        versions.activate(number, by="owner")
    versions.give_up(3, "no memory left", instead=99, by="bot serve")
    assert versions.read().active == 3
    served = active_model(versions.models)
    assert served is not None
    assert served.version == 2
    assert model_is_ready(versions.models)
    assert file_to_serve(versions.models) == versions.models / "2.tar.gz"


def test_an_active_version_that_failed_is_tried_again_where_there_is_no_other(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    versions.activate(1, by="owner")
    versions.give_up(1, "no memory left", instead=99, by="bot serve")
    served = active_model(versions.models)
    assert served is not None
    assert served.version == 1


def test_a_number_is_never_given_twice(versions: Versions) -> None:
    def register_some() -> None:
        for n in range(5):
            register(versions, f"{threading.get_ident()}-{n}.tar.gz")

    threads = [threading.Thread(target=register_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    registry = versions.read()
    assert registry.next == 21
    assert [one.id for one in registry.versions] == [16, 17, 18, 19, 20]


def test_going_live_and_back_is_remembered_with_who_did_it(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    register(versions, "2.tar.gz")
    versions.activate(1, by="owner")
    versions.activate(2, by="trainer")
    versions.activate(1, by="trainer", act="roll_back")
    done = [(one.version, one.act, one.by) for one in versions.read().activations]
    assert done == [(1, "activate", "owner"), (2, "activate", "trainer"), (1, "roll_back", "trainer")]


def test_a_version_that_does_not_start_is_given_up_and_may_be_tried_again(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    register(versions, "2.tar.gz")
    versions.activate(1, by="owner")
    versions.activate(2, by="trainer")
    versions.give_up(2, "no memory left", instead=1, by="bot serve")
    registry = versions.read()
    assert registry.active == 1
    assert registry.version(2).failed == "no memory left"
    assert versions.activate(2, by="trainer").failed is None


def test_a_version_without_its_file_cannot_go_live(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    (versions.models / "1.tar.gz").unlink()
    with pytest.raises(VersionError, match="train its state again"):
        versions.activate(1, by="owner")
    with pytest.raises(VersionError, match="no version 7"):
        versions.activate(7, by="owner")
    assert versions.read().active is None


def test_a_spoilt_list_is_said_to_be_so_and_not_written_over(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    versions.file.write_text("{")
    with pytest.raises(VersionError, match="restore it"):
        register(versions, "2.tar.gz")
    assert versions.file.read_text() == "{"


def test_tests_are_kept_with_the_version(versions: Versions) -> None:
    register(versions, "1.tar.gz")
    versions.keep_tests(1, {"greeting": True, "cart": False})
    kept = json.loads(versions.file.read_text())["versions"][0]
    assert kept["tests"] == {"greeting": True, "cart": False}
    assert versions.read().version(1).passed == 1


def test_the_live_version_is_served_as_long_as_the_code_that_learnt_it_is_todays(versions: Versions) -> None:
    live = register(versions, "1.tar.gz")
    versions.activate(live.id, by="owner")
    assert model_is_ready(versions.models)
    assert must_be_renewed(versions.models) is None
    older = register(versions, "2.tar.gz", code="of an older program")
    versions.activate(older.id, by="owner")
    assert not model_is_ready(versions.models)
    assert must_be_renewed(versions.models) == versions.read().active_version


def test_without_a_trainers_version_the_projects_files_count_as_they_are_now(versions: Versions) -> None:
    assert file_to_serve(versions.models) == model_file(ROOT, versions.models)
    assert not model_is_ready(versions.models)
    stale = register(versions, "1.tar.gz", data_commit=None, fingerprint="of other files")
    versions.activate(stale.id, by="bot serve", act="start")
    assert not model_is_ready(versions.models)
    assert must_be_renewed(versions.models) is None
    current = model_file(ROOT, versions.models)
    fresh = register(versions, current.name, data_commit=None, fingerprint=current.name.split(".")[0])
    versions.activate(fresh.id, by="bot serve", act="start")
    assert model_is_ready(versions.models)
    served = active_model(versions.models)
    assert served is not None
    assert served.file == current
