"""The conversation's token, and postbacks that only we could have offered.

The token is the one secret of a conversation: 192 random bits, signed so that a forged one costs no query,
and stored only as a hash. A postback carries what it stands for inside its signature, so a card's buttons
cost no row, stay valid after a reload and a restart, and open nothing in another conversation.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer, URLSafeSerializer

_RANDOM_BYTES = 24


@dataclass(frozen=True, slots=True)
class Postback:
    """What a quick reply stands for: Rasa's syntax, and the title the shopper chose."""

    message: str
    title: str


class Tokens:
    """Mints and checks what one shop signs, by the shop's `secret`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._signer = Signer(secret, salt="daogou.conversation", digest_method=hashlib.sha256)
        # Cookies are shared by all ports of a host: two shops side by side must not read each other's.
        name = "daogou_" + hashlib.sha256(f"cookie:{secret}".encode()).hexdigest()[:8]
        # A browser takes a __Host- cookie only over https, from this very host, for all of its paths.
        self.cookie_names = (name, f"__Host-{name}")

    def mint(self) -> str:
        """A new token."""
        return self._signer.sign(secrets.token_urlsafe(_RANDOM_BYTES)).decode()

    def is_ours(self, token: str) -> bool:
        """Whether this shop minted the token."""
        return self._signer.validate(token)

    @staticmethod
    def hash_of(secret: str) -> str:
        """What may be stored of a token or a client's key."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def seal(self, values: str) -> str:
        """What may be stored to tell the same values again; without the shop's secret it cannot be undone."""
        return hmac.new(self._secret.encode(), b"form\0" + values.encode(), hashlib.sha256).hexdigest()

    def offer(self, conversation: int, postback: Postback) -> str:
        """The token to send to the browser for this postback in this conversation."""
        return self._postbacks(conversation).dumps([postback.message, postback.title])

    def read_offer(self, conversation: int, token: str) -> Postback | None:
        """What was offered under this token; None where it was not offered in this conversation."""
        if not token.isascii():  # none of ours is, and half a character has no bytes to be compared
            return None
        try:
            message, title = self._postbacks(conversation).loads(token)
        except BadSignature:
            return None
        return Postback(message, title)

    def _postbacks(self, conversation: int) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._secret,
            salt=f"daogou.postback.{conversation}",
            signer_kwargs={"digest_method": hashlib.sha256},
        )
