"""What the gateway must be told to run; bot/settings.py fills it from the environment."""

from dataclasses import dataclass, field
from pathlib import Path

LONGEST_TURN_S = 9.0
"""No answer is awaited for longer, whatever the setting: a turn must end within 10 s, writes included."""
WIDGET = Path(__file__).resolve().parents[1] / "widget" / "dist"


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """All the gateway depends on; secrets stay out of its `repr`. Raises ValueError for a weak secret."""

    shop: Path  # the shop's folder
    dialogue_url: str  # Rasa's address, such as http://127.0.0.1:5005
    dialogue_token: str = field(repr=False)
    actions_url: str  # the actions' address, such as http://127.0.0.1:5055
    actions_token: str = field(repr=False)
    secret: str = field(repr=False)  # signs tokens and postbacks; at least 32 characters, minted once a shop
    training: Path | None = None  # the trainers' working copy; None: `training` in the shop's folder
    models: Path | None = None  # the trained models; None: `models` in the shop's folder
    graph: Path | None = (
        None  # what was derived of the graph that is read; None: `graph` in the shop's folder
    )
    widget: Path = WIDGET  # the built files of the chat widget
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str | None = None  # None: shop.db in the shop's folder
    graph_url: str | None = field(default=None, repr=False)  # None: the graph in the shop's folder
    allowed_origins: tuple[str, ...] = ()  # web origins besides our own, such as https://shop.example
    secure_cookie: bool = False  # true: the cookie goes over https only, whatever this request came by
    longest_text_chars: int = 2000
    reply_timeout_s: float = 8.0  # longest wait for an answer, waiting in line included
    waiting_turns: int = 8  # sentences of one conversation that may wait in line; more are refused
    phone_regions: tuple[str, ...] = ("US", "CN", "GB")  # whose phone numbers are known without their +code
    log_texts: bool = False  # true: logs hold what shoppers type, masked

    def __post_init__(self) -> None:
        if len(self.secret) < 32:
            raise ValueError(
                "The gateway's secret is shorter than 32 characters; mint one with secrets.token_urlsafe."
            )

    @property
    def training_folder(self) -> Path:
        """Where the trainers' working copy lies, or will lie."""
        return self.training or self.shop / "training"

    @property
    def models_folder(self) -> Path:
        """Where the trained models lie, or will lie."""
        return self.models or self.shop / "models"

    @property
    def graph_folder(self) -> Path:
        """Where the words of the graph that is read lie, and all else that was derived of it."""
        return self.graph or self.shop / "graph"

    @property
    def turn_limit_s(self) -> float:
        """The wait that is really granted to a turn, in seconds."""
        return min(self.reply_timeout_s, LONGEST_TURN_S)
