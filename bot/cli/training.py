"""`bot train`: a new version of the dialogue's model, from the working copy or the project's files."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Put this command at the top of the program."""
    app.command()(train)


def train(
    force: Annotated[bool, typer.Option("--force", help="Train even if the model is up to date.")] = False,
    activate: Annotated[
        bool, typer.Option("--activate", help="Go live with it; shops that run change over by themselves.")
    ] = False,
    served: Annotated[bool, typer.Option("--served", hidden=True)] = False,
) -> None:
    """Train the dialogue's model, the same for all shops, if what it is taught has changed.

    It learns the trainers' working copy where there is one, else the project's files.
    """
    with nullcontext() if served else _alone():
        if served:
            _train_served()
        else:
            _train(force=force, activate=activate)


def _train(*, force: bool, activate: bool) -> None:
    from bot.processes.training import train as train_model
    from bot.processes.versions import Versions
    from bot.settings import read_settings
    from bot.studio.lessons import lesson_to_train

    settings = read_settings()
    versions = Versions(settings.models_folder)
    with lesson_to_train(settings, "bot train") as lesson:
        version = train_model(settings.models_folder, lesson, force=force)
    active = versions.read().active_version
    of_project = version.data_commit is None and active is not None and active.data_commit is None
    if activate or active is None or of_project:
        versions.activate(version.id, by="bot train")
        if active is None or active.id != version.id:
            _log_activation(settings, version.id)
    elif active.id != version.id:
        print(
            f"Shops go on with version {active.id}; go live with this one in the studio, or with --activate."
        )


def _log_activation(settings: "Settings", number: int) -> None:
    """Into the log of acts of the shop that the settings name, where there is one yet."""
    from contextlib import closing

    from bot.cli.staff import by_terminal
    from shop.database import Database, sqlite_url
    from shop.staff.audit import AuditLog

    file = settings.shop_folder / "shop.db"
    if settings.database_url is None and not file.is_file():
        return
    with closing(Database(settings.database_url or sqlite_url(file))) as database:
        AuditLog(database).add(by_terminal(), "version.activate", str(number))


def _train_served() -> None:
    """What `bot serve` runs where the version to serve cannot be served as it is."""
    from bot.processes.lessons import Lesson
    from bot.processes.training import train as train_model
    from bot.processes.versions import Versions
    from bot.settings import ROOT, read_settings
    from bot.studio.lessons import lesson_once_more

    settings = read_settings()
    versions = Versions(settings.models_folder)
    chosen, by = versions.read().to_serve, "bot serve"
    with lesson_once_more(settings, chosen, by) if chosen else nullcontext(Lesson(ROOT, None, by)) as lesson:
        version = train_model(settings.models_folder, lesson, force=False)
    versions.activate(version.id, by=by, act="start")


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other training runs on this machine, a supervisor's first one included."""
    from bot.processes.build import TRAINING_LOCK
    from bot.processes.fingerprint import MODELS
    from bot.settings import ROOT

    file = ROOT / MODELS / TRAINING_LOCK
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another training is under way; waiting for its end.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
