"""A message before it is promised: which template, to whom, about what. Knows no Flask, no database and no wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_TEMPLATE = re.compile(r"[a-z][a-z_]*/[a-z][a-z_]*")


@dataclass(frozen=True)
class Message:
    """One mail to one person.

    `template` names the folder below `templates/messages/` ("help_requests/received"); `about` is the reference
    (12 digits) of what it tells about; `facts` fill the template, moments as ISO 8601. What is in `recipient` and
    `facts` is kept sealed. Raises ValueError for a template name of another form.
    """

    template: str
    recipient: str
    about: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if _TEMPLATE.fullmatch(self.template) is None:
            raise ValueError(f"a template is named room/message, not {self.template!r}")
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))
