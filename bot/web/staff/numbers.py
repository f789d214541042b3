"""Numbers in addresses and forms, no larger than a database holds: a larger one is refused, and is no fault."""

from typing import Annotated

from fastapi import Form, Path

RowNumber = Annotated[int, Path(ge=0, lt=2**63)]
TurnNumber = Annotated[int, Path(ge=0, lt=2**31)]
Position = Annotated[int, Form(ge=-1, lt=2**31)]
