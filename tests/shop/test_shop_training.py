"""A newly trained model takes the old one's place in one step, while the shop is open."""

from pathlib import Path

import pytest
from market_shop import MARKET, begin_talk

from knowledge_graph import Request
from shop.imports import import_products, import_ratings
from shop.shop import Shop
from shop.training import is_current, train_recommender


def rate(folder: Path, tmp_path: Path, star: int) -> None:
    rows = [f"u{user},{item},{star if user % 2 else 3}" for user in range(12) for item in ("l1", "l2", "l3")]
    (tmp_path / "r.csv").write_text("userId,movieId,rating\n" + "\n".join(rows) + "\n")
    import_ratings(folder, tmp_path / "r.csv")


def test_a_model_is_current_until_other_history_is_imported(market: Shop, tmp_path: Path) -> None:
    assert not is_current(market.folder)
    report = train_recommender(market.folder)
    assert (report.interactions, report.users, report.items) == (0, 0, 0)
    assert is_current(market.folder)
    rate(market.folder, tmp_path, 5)
    assert not is_current(market.folder)
    report = train_recommender(market.folder)
    assert (report.interactions, report.users, report.items) == (36, 12, 3)
    assert is_current(market.folder)


def test_products_and_the_shops_own_events_do_not_make_a_model_old(market: Shop) -> None:
    train_recommender(market.folder)
    import_products(market.folder, MARKET)
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1")
    assert is_current(market.folder)


def test_an_open_shop_takes_the_new_model_at_its_next_answer(market: Shop, tmp_path: Path) -> None:
    before = market.shelves.fill(Request(), None).model_id
    rate(market.folder, tmp_path, 5)
    trained = train_recommender(market.folder)
    assert trained.model_id != before
    assert market.shelves.fill(Request(), None).model_id == trained.model_id
    rate(market.folder, tmp_path, 1)
    again = train_recommender(market.folder)
    assert market.shelves.fill(Request(), None).model_id == again.model_id != trained.model_id


def test_the_same_history_gives_the_same_model(market: Shop, tmp_path: Path) -> None:
    rate(market.folder, tmp_path, 5)
    assert train_recommender(market.folder).model_id == train_recommender(market.folder).model_id


def test_the_pointer_names_a_whole_model_and_only_three_are_kept(market: Shop, tmp_path: Path) -> None:
    home = market.folder / "recommender"
    trained = []
    for star in (1, 2, 4, 5):
        rate(market.folder, tmp_path, star)
        trained.append(train_recommender(market.folder).model_id)
        assert (home / "current").resolve() == home.resolve() / "models" / trained[-1]
    assert sorted(path.name for path in (home / "models").iterdir()) == sorted(trained[1:])
    assert sorted(path.name for path in home.iterdir()) == ["current", "models", "trained_on"]


def test_a_damaged_model_is_not_current_and_the_shop_answers_without_it(market: Shop, tmp_path: Path) -> None:
    rate(market.folder, tmp_path, 5)
    trained = train_recommender(market.folder)
    for file in (market.folder / "recommender" / "models" / trained.model_id).glob("*.npy"):
        file.write_bytes(b"")
    assert not is_current(market.folder)
    assert len(market.shelves.fill(Request(), None).items) == 5
    train_recommender(market.folder)
    assert is_current(market.folder)


def test_a_model_whose_content_was_altered_is_trained_again_once_a_shop_has_read_it(market: Shop) -> None:
    trained = train_recommender(market.folder)
    for file in (market.folder / "recommender" / "models" / trained.model_id).glob("*.npy"):
        file.write_bytes(b"x" * file.stat().st_size)
    market.shelves.fill(Request(), None)
    assert not is_current(market.folder)
    train_recommender(market.folder)
    assert is_current(market.folder)


def test_what_shoppers_did_counts_where_nobody_gave_ratings(market: Shop) -> None:
    shopper, first = begin_talk(market)
    market.carts.add(first, shopper, "l1")
    report = train_recommender(market.folder)
    assert (report.interactions, report.users, report.items) == (1, 1, 1)


@pytest.mark.parametrize("star", [0, 10])
def test_ratings_keep_the_scale_they_came_on(market: Shop, tmp_path: Path, star: int) -> None:
    rate(market.folder, tmp_path, star)
    train_recommender(market.folder)
    for item in market.shelves.fill(Request(text="lamp"), None).items:
        assert sum(item.reason.parts.values()) == pytest.approx(item.reason.score)
