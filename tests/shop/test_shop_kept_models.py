"""Which models a shop keeps, what each has seen, and going back to one of them."""

import subprocess
import sys
from pathlib import Path

import pytest
from bot_commands import bot, refusal_of

from bot.settings import ROOT
from knowledge_graph import Request
from shop.errors import ModelNotKeptError
from shop.imports import import_ratings
from shop.kept_models import kept_models, use_model
from shop.shop import Shop
from shop.training import is_current, train_recommender

_ANSWERS = """
import sys
from pathlib import Path
from knowledge_graph import Request
from shop.shop import Shop
shop = Shop.open(Path(sys.argv[1]))
shelf = shop.shelves.fill(Request(), None, want=13)
print(shelf.model_id, *(f"{item.product.item_id}={item.reason.score!r}" for item in shelf.items))
"""


def trained(folder: Path, tmp_path: Path, star: int) -> str:
    rows = [f"u{user},{item},{star if user % 2 else 3},{user}" for user in range(12) for item in ("l1", "l2")]
    (tmp_path / "r.csv").write_text("userId,movieId,rating,timestamp\n" + "\n".join(rows) + "\n")
    import_ratings(folder, tmp_path / "r.csv")
    return train_recommender(folder).model_id


def test_each_kept_model_says_what_it_has_seen_and_an_older_one_may_serve_again(
    market: Shop, tmp_path: Path
) -> None:
    assert kept_models(market.folder) == []
    old, new = trained(market.folder, tmp_path, 1), trained(market.folder, tmp_path, 5)
    kept = {one.model_id: one for one in kept_models(market.folder)}
    assert {one: kept[one].serves for one in kept} == {old: False, new: True}
    told = kept[new].provenance
    assert told is not None
    assert (told.model_id, told.interactions, told.users, told.items, told.newest) == (new, 24, 12, 2, 11)
    use_model(market.folder, old)
    assert market.shelves.fill(Request(), None).model_id == old
    assert is_current(market.folder)  # so that the next start does not train anew what was gone back from
    with pytest.raises(ModelNotKeptError, match=f"No model zzz is kept .kept: .*{old}"):
        use_model(market.folder, "zzz")


def test_models_are_listed_and_chosen_by_command(market_folder: Path, tmp_path: Path) -> None:
    assert "No model is kept yet" in bot("recommender", "models", "--shop", str(market_folder)).stdout
    old, new = trained(market_folder, tmp_path, 1), trained(market_folder, tmp_path, 5)
    bot("recommender", "use", old, "--shop", str(market_folder))
    rows = bot("recommender", "models", "--shop", str(market_folder)).stdout.splitlines()
    assert [line.split()[0] for line in rows if "serves" in line] == [old]
    assert any(line.startswith(new) for line in rows)
    assert "bot recommender models" in refusal_of("recommender", "use", "zzz", "--shop", str(market_folder))


def test_two_processes_answer_alike_from_one_model(market_folder: Path, tmp_path: Path) -> None:
    model_id = trained(market_folder, tmp_path, 5)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _ANSWERS, str(market_folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    one, other = (process.communicate(timeout=120)[0] for process in both)
    assert one == other
    assert one.split()[0] == model_id
