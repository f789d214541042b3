"""The routers of bot/studio, in the order in which they are asked; the gateway includes them."""

from fastapi import APIRouter

from bot.studio import (
    examples_routes,
    files_routes,
    history_routes,
    inbox_routes,
    intents_routes,
    start_routes,
    test_routes,
    train_routes,
    try_routes,
    upgrade_routes,
    version_routes,
)

routers: list[APIRouter] = [
    start_routes.router,
    examples_routes.router,
    intents_routes.router,
    inbox_routes.router,
    files_routes.router,
    history_routes.router,
    upgrade_routes.router,
    try_routes.router,
    test_routes.router,
    train_routes.router,
    version_routes.router,
]
