"""How each of our own HTTP processes serves its app: until SIGTERM, answers under way given time to end."""

import socket
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

LAST_ANSWERS_S = 6  # the supervisor waits two seconds longer, then it kills
IDLE_S = 75  # longer than clients and proxies keep an idle connection: ended by us, it might take a request with it


class Server(uvicorn.Server):
    """Before it waits for answers under way, it calls `last_call` of the app's state: streams would never end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, let those under way end, then end the app."""
        app = self.config.app
        if isinstance(app, FastAPI) and (last_call := getattr(app.state, "last_call", None)):
            last_call()
        await super().shutdown(sockets)


def server_of(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> Server:
    """The server of an app, not yet at work; the logs are configured already."""
    return Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=LAST_ANSWERS_S,
        )
    )


def serve_app(app: FastAPI, host: str, port: int) -> None:
    """Serve in this process. Raises SystemExit where it could not begin, with the status that uvicorn itself gives
    where the port is taken."""
    server = server_of(app, host, port)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(STARTUP_FAILURE)
