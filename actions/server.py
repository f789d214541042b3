"""The actions server: Rasa posts what it decided, the action answers. Listens where it is told, with a token.

rasa_sdk's own server is not used: it listens on every address, knows no token, and its error answers
hold the whole talk. Its `Action`, `Tracker` and dispatcher are; the protocol is one POST.
"""

import asyncio
import hmac
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException
from rasa_sdk import Tracker

from actions.action import Outcome, ShopAction
from actions.alike import FindSimilar
from actions.cart import AddToCart, RemoveFromCart, ShowCart
from actions.checkout import Checkout
from actions.comparing import Compare
from actions.facts import FindCompanions, TellFact, TellWhy
from actions.gifts import AdviseGift
from actions.not_understood import NotUnderstood
from actions.offers import AcceptOffer, DeclineOffer, StartOver
from actions.orders import CancelOrder, ChangeAddress, ReturnOrder, TellOrderStatus
from actions.people import AskForStars, CallPerson, OfferPerson, StayCalm, TakeStars
from actions.privacy import ForgetMe, TellData
from actions.quantities import SetQuantity
from actions.questions import AnswerAboutOrder, AnswerQuestion, OffTopic
from actions.search import Find, FindCheaper, Recommend, ShowMore
from actions.tastes import Like, Reject
from actions.undoing import Undo
from knowledge_graph import Request
from shop.shop import Shop

ACTIONS: tuple[type[ShopAction], ...] = (
    Find, FindCheaper, ShowMore, FindSimilar, Recommend, AdviseGift,
    TellFact, TellWhy, FindCompanions, Compare, Like, Reject,
    AddToCart, SetQuantity, RemoveFromCart, ShowCart, Checkout,
    TellOrderStatus, CancelOrder, ReturnOrder, ChangeAddress,
    AnswerQuestion, AnswerAboutOrder, OffTopic, NotUnderstood,
    CallPerson, OfferPerson, StayCalm, AskForStars, TakeStars, TellData, ForgetMe,
    AcceptOffer, DeclineOffer, StartOver, Undo,
)  # fmt: skip


def create_app(
    shop_folder: Path, token: str, database_url: str | None = None, graph_url: str | None = None
) -> FastAPI:
    """The server for one shop. Every request needs `token`, as a bearer header or, as Rasa sends it, in `?token=`."""
    shop = Shop.open(shop_folder, database_url, graph_url)
    _warm_up(shop)
    actions = {action.action_name: action(shop) for action in ACTIONS}
    app = FastAPI(
        title="Daogou actions",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )

    def check(authorization: str | None, given: str | None) -> None:
        offered = given or (authorization or "").removeprefix("Bearer ")
        if not hmac.compare_digest(offered.encode(), token.encode()):
            raise HTTPException(401, "The actions server needs its token.")

    @app.get("/health")
    async def health(authorization: Annotated[str | None, Header()] = None) -> dict[str, Any]:
        check(authorization, None)
        await asyncio.to_thread(shop.catalogue.refresh)
        return {
            "status": "ok",
            "generation": shop.catalogue.generation,
            "model": shop.models.current().model_id,
        }

    @app.post("/webhook")
    async def webhook(
        call: dict[str, Any], token: str | None = None, authorization: Annotated[str | None, Header()] = None
    ) -> dict[str, Any]:
        check(authorization, token)
        action = actions.get(call.get("next_action", ""))
        if action is None:
            raise HTTPException(404, "There is no such action; domain.yml and actions/server.py differ.")
        await asyncio.to_thread(shop.catalogue.refresh)  # it may ask an endpoint, or open a generation
        dispatcher = Outcome()
        events = await action.run(dispatcher, Tracker.from_dict(call["tracker"]), {})
        return {"events": events, "responses": dispatcher.messages, "outcome": dispatcher.to_json()}

    return app


def _warm_up(shop: Shop) -> None:
    """Read now what the first shopper would wait for: graph, model, and the sentence vectors of questions and kinds."""
    shop.shelves.fill(Request(), None, want=1)
    shop.catalogue.answer(shop.profile.name(shop.profile.language), shop.profile.language)
    shop.catalogue.near_category(shop.profile.name(shop.profile.language))
