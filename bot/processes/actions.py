"""`bot actions`: what Rasa calls, on loopback, for whoever shows the token."""

from actions.server import create_app
from bot.logs import configure_logs
from bot.processes.http_server import serve_app
from bot.processes.ports import LOOPBACK, given_ports
from bot.secret_file import read_secrets
from bot.settings import Settings


def run_actions(settings: Settings) -> None:
    """Serve until SIGTERM."""
    configure_logs("actions", settings.log_level, texts=settings.log_texts)
    token = read_secrets(settings.shop_folder).actions_token
    serve_app(
        create_app(settings.shop_folder, token, settings.database_url, settings.graph_url),
        LOOPBACK,
        given_ports(settings).actions,
    )
