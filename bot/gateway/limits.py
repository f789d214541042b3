"""How much a request may hold, by the address that it goes to."""

# 2,000 characters outside the basic plane, each escaped as a pair, and room for the rest.
LARGEST_BODY_BYTES = 32 * 1024
LARGEST_EVENTS_BYTES = 128 * 1024  # 200 events, and twice what they need
LARGEST_FORM_BYTES = 2 * 1024 * 1024  # a file of examples, and room
EVENTS = "/api/events"
STAFFS_AREAS = ("/console", "/studio", "/staff")


def is_staffs(path: str) -> bool:
    """Whether the address is one of staff's pages."""
    return any(path == area or path.startswith(f"{area}/") for area in STAFFS_AREAS)


def largest_body(path: str) -> int:
    """How many bytes a request to this address may hold."""
    if is_staffs(path):
        return LARGEST_FORM_BYTES
    return LARGEST_EVENTS_BYTES if path == EVENTS else LARGEST_BODY_BYTES
