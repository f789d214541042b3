"""`bot gateway`: the one process that may listen off loopback."""

from bot.gateway.app import create_app
from bot.gateway.settings import GatewaySettings
from bot.logs import configure_logs
from bot.processes.http_server import serve_app
from bot.processes.ports import LOOPBACK, given_ports
from bot.secret_file import read_secrets
from bot.settings import Settings


def gateway_settings(settings: Settings) -> GatewaySettings:
    """What the gateway needs of all settings, with the shop's secrets."""
    ports, secrets = given_ports(settings), read_secrets(settings.shop_folder)
    return GatewaySettings(
        shop=settings.shop_folder,
        dialogue_url=f"http://{LOOPBACK}:{ports.dialogue}",
        dialogue_token=secrets.dialogue_token,
        actions_url=f"http://{LOOPBACK}:{ports.actions}",
        actions_token=secrets.actions_token,
        secret=secrets.conversation_key,
        training=settings.training_folder,
        models=settings.models_folder,
        graph=settings.graph_folder,
        host=settings.host,
        port=ports.gateway,
        database_url=settings.database_url,
        graph_url=settings.graph_url,
        allowed_origins=settings.allowed_origins,
        secure_cookie=settings.secure_cookie,
        longest_text_chars=settings.longest_text_chars,
        reply_timeout_s=settings.reply_timeout_s,
        waiting_turns=settings.waiting_turns,
        phone_regions=settings.phone_regions,
        log_texts=settings.log_texts,
    )


def run_gateway(settings: Settings) -> None:
    """Serve until SIGTERM."""
    configure_logs("gateway", settings.log_level, texts=settings.log_texts)
    serve_app(create_app(gateway_settings(settings)), settings.host, settings.port)
