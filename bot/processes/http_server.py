"""How each of our own HTTP processes serves its app: until SIGTERM, answers under way given time to end."""

import uvicorn
from fastapi import FastAPI

LAST_ANSWERS_S = 6  # the supervisor waits two seconds longer, then it kills


def serve_app(app: FastAPI, host: str, port: int) -> None:
    """Serve in this process; the logs are configured already. Raises SystemExit where the port is taken."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )
