"""What the suites share that ask the whole shop: a trained model, and shops that are made once and served once a run.

Nothing is made before a test asks for it, and everything that was started is stopped at the end of the run.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from bot_commands import bot, bot_command, clean_environment
from running_shop import RunningShop, copy_of, served

from bot.settings import ROOT
from shop.creation import build_demo
from shop.training import train_recommender

RETAIL_FEED = ROOT.parent / "shared/data/retail-demo-store/products.yaml"
TRAINED_WITHIN_S = 400

# How long one example takes says something of the machine's other work, and nothing of us.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def model() -> None:
    """The dialogue's model of the files as they are: trained now, if nobody has yet."""
    done = subprocess.run(
        bot_command("train"),
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=TRAINED_WITHIN_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop with its recommender trained; read it or copy it, but leave it as it is."""
    folder = tmp_path_factory.mktemp("demo") / "shop"
    build_demo(folder, ROOT / "demo")
    train_recommender(folder)
    return folder


@pytest.fixture(scope="session")
def retail_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop made by command and filled with a real store's products, which we did not write."""
    if not RETAIL_FEED.is_file():
        pytest.skip(f"the retail demo store's products are not at {RETAIL_FEED}")
    folder = tmp_path_factory.mktemp("retail") / "shop"
    bot("shop", "create", str(folder), "--currency", "USD", "--language", "en", "--name", "Corner Store")
    bot("shop", "import", "products", str(RETAIL_FEED), "--shop", str(folder))
    return folder


@pytest.fixture(scope="session")
def serve(
    model: None,  # noqa: ARG001 (it must be there)
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., RunningShop]]:
    """Puts a copy of a shop in service until the end of the run; settings are DAOGOU_* variables."""
    with ExitStack() as in_service:

        def start(folder: Path, **settings: str) -> RunningShop:
            copy = copy_of(folder, tmp_path_factory.mktemp("served"))
            return in_service.enter_context(served(copy, **settings))

        yield start


@pytest.fixture(scope="session")
def running_demo(serve: Callable[..., RunningShop], demo_shop: Path) -> RunningShop:
    """The demo shop in service."""
    return serve(demo_shop)


@pytest.fixture(scope="session")
def running_retail(serve: Callable[..., RunningShop], retail_shop: Path) -> RunningShop:
    """The imported shop in service."""
    return serve(retail_shop)
