"""The workbench knows the words of the graph that the shop is read from, wherever that is."""

from pathlib import Path

import pytest
from fastapi import Request
from pages_serving import empty_shop, serving

from bot.processes.gateway import gateway_settings
from bot.settings import Settings, changed
from bot.studio.desk import workbench


@pytest.mark.parametrize(
    ("graph_url", "folder"), [(None, "graph"), ("http://127.0.0.1:9/graph", "graph-cache")]
)
def test_words_come_from_the_graph_that_the_settings_name(
    graph_url: str | None, folder: str, tmp_path: Path
) -> None:
    shop = empty_shop(tmp_path / "shop")
    told = gateway_settings(changed(Settings(), {"shop": shop, "graph_url": graph_url}))
    assert told.graph_folder == shop / folder
    with serving(shop, tmp_path / "served", graph=told.graph) as served:
        bench = workbench(Request({"type": "http", "app": served.app}))
        assert bench.lexicon == shop / folder / "current" / "lexicon.jsonl"
