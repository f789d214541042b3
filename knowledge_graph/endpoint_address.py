"""The address of a SPARQL endpoint, split into what is sent and what may be shown.

Never lets a user name or a password into a message, a log line or a representation.
"""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from knowledge_graph.errors import EndpointAddressError

# The last step of an address that only answers queries -> that of its sibling that takes updates.
_UPDATE_BESIDE: Final = {"query": "update", "sparql": "update"}


@dataclass(frozen=True, slots=True)
class EndpointAddress:
    """Where queries go and where updates go, both without credentials."""

    query: str
    update: str
    shown: str  # for messages: no credentials, no parameters
    credentials: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str) -> "EndpointAddress":
        """Split an http(s) URL, `https://user:password@host/query`; raises EndpointAddressError.

        Updates go to the sibling `/update` of an address that ends in `/query` or `/sparql`, else to the same
        address: so do Oxigraph and Fuseki name theirs, and QLever takes both at one.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise EndpointAddressError() from error
        if parts.scheme not in ("http", "https") or not host:
            raise EndpointAddressError()
        place = f"[{host}]" if ":" in host else host
        place += f":{port}" if port else ""
        folder, _, last = parts.path.rpartition("/")
        update = f"{folder}/{_UPDATE_BESIDE[last]}" if last in _UPDATE_BESIDE else parts.path
        named = (unquote(parts.username or ""), unquote(parts.password or ""))
        return cls(
            urlunsplit((parts.scheme, place, parts.path, parts.query, "")),
            urlunsplit((parts.scheme, place, update, parts.query, "")),
            urlunsplit((parts.scheme, place, parts.path, "", "")),
            named if any(named) else None,
        )
