"""Start Rasa's server, as `rasa run` does, with what `rasa run` has no setting for.

Loopback only; every route asks for the token (Rasa itself leaves its channels open); a hanging action is
given up after seconds, not minutes; no telemetry; it ends where it cannot load its model.
The token and the addresses come by environment, so that no command line shows them.
"""

import argparse
import hmac
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.dialogue import quiet

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"


def main() -> None:
    """Serve until SIGTERM; exit code 1 where the model cannot be loaded."""
    parser = argparse.ArgumentParser(description="Rasa's server for one shop.")
    parser.add_argument("--model", type=Path, required=True, help="the model's file, trained here")
    parser.add_argument("--port", type=int, required=True, help="port on loopback")
    parser.add_argument("--endpoints", type=Path, default=ROOT / "endpoints.yml")
    parser.add_argument("--credentials", type=Path, default=ROOT / "credentials.yml")
    arguments = parser.parse_args()
    quiet.configure(
        os.environ.get("DAOGOU_LOG_LEVEL", "info"), texts=os.environ.get("DAOGOU_LOG_TEXTS", "0") == "1"
    )
    if not arguments.model.is_file():
        raise SystemExit(f"There is no model {arguments.model}; make it with `bot train`.")
    serve(
        arguments, os.environ["DAOGOU_DIALOGUE_TOKEN"], float(os.environ.get("DAOGOU_ACTION_TIMEOUT_S", "6"))
    )


def serve(arguments: argparse.Namespace, token: str, action_timeout_s: float) -> None:
    """Run Rasa in this process."""
    import rasa.core.actions.action
    import rasa.core.run
    import rasa.utils.common
    import rasa.utils.endpoints
    from rasa.core.utils import AvailableEndpoints

    from bot.dialogue.channel import watch_turns

    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = action_timeout_s
    rasa.core.actions.action.RemoteAction._validate_action_result = validates_quickly()
    watch_turns()
    rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT = action_timeout_s
    rasa.utils.common.update_sanic_log_level = lambda *_arguments: quiet.hush_sanic()
    rasa.core.run.configure_app = guarded(rasa.core.run.configure_app, token)
    rasa.core.run.serve_application(
        model_path=str(arguments.model),
        interface=LOOPBACK,
        port=arguments.port,
        credentials=str(arguments.credentials),
        auth_token=token,
        enable_api=True,
        endpoints=AvailableEndpoints.read_endpoints(str(arguments.endpoints)),
    )


def validates_quickly() -> Callable[..., bool]:
    """Rasa's check of an action's answer, with the check made ready once.

    Rasa checks its own schema again at each call, which was more than half of a turn's time.
    """
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    return validate


def guarded(configure: Callable[..., Any], token: str) -> Callable[..., Any]:
    """Rasa's `configure_app`, whose app then refuses strangers and does not serve without a model."""
    from sanic.response import json

    understood = threading.Event()

    async def refuse_strangers(request: Any) -> Any:
        shown = request.args.get("token") or request.token or ""
        if not hmac.compare_digest(shown.encode(), token.encode()):
            return json({"detail": "This server asks for its token."}, status=401)
        if not understood.is_set():
            return json({"detail": "The model is warming up."}, status=503)
        return None

    async def end_without_model(app: Any, _loop: Any) -> None:
        if not app.ctx.agent.is_ready():
            raise SystemExit("Rasa could not load its model; train a new one with `bot train --force`.")
        # The first sentence reads the lexicon and the encoder's weights; nobody shall wait for that.
        await app.ctx.agent.parse_message("hello 你好")
        understood.set()

    def configure_guarded(*arguments: Any, **options: Any) -> Any:
        app = configure(*arguments, **options)
        app.register_middleware(refuse_strangers, "request")
        app.register_listener(end_without_model, "after_server_start")
        return app

    return configure_guarded


if __name__ == "__main__":
    main()
