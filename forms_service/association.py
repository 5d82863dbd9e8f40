"""The facts of the association as typed, frozen values, read from `association.yml` by the site and the service alike.

A wrong file gives one clear line. Knows no Flask and no database.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    ValidationError,
    model_validator,
)

from forms_service.addresses import mail_address
from forms_service.errors import ConfigurationError

NOT_ANNOUNCED = "لم تُعلن الجمعية هذا البيان بعد"
TWO_WEEKS = "طلبه سيرفع للجنة البحث لدراسة طلبه والرد عليه بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين"
"""The policy's own words on the committee and the reply (procedure, step 5), verbatim."""

type_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,29}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
EmptyOr = BeforeValidator(lambda value: None if value == "" else value)
Day = Annotated[date | None, EmptyOr]
Reader = Annotated[str, AfterValidator(lambda value: mail_address(value).addr_spec if value else "")]
Drawing = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]*\.(svg|png|webp))?$")]
Address = Annotated[HttpUrl | None, EmptyOr]


class _Facts(BaseModel):
    model_config = type_config


class Licence(_Facts):
    """The licence as the regulator issued it."""

    number: str = ""
    date: str = ""
    supervisor: str = ""


class Place(_Facts):
    """Where the association is found."""

    region: str = ""
    governorate: str = ""
    address: str = ""
    short_address: str = ""
    map_url: Address = None


class SocialAccount(_Facts):
    """An official account on a social network."""

    name: Name
    url: HttpUrl


class Contact(_Facts):
    """How the association is reached; the channels of the policy show these."""

    phones: tuple[str, ...] = ()
    whatsapp: str = ""
    email: str = ""
    postal_address: str = ""
    hours: str = ""
    interview_booking: str = ""
    social: tuple[SocialAccount, ...] = ()
    data_protection: str = ""

    @property
    def first(self) -> str:
        """The way to ask a question that a mail names: the e-mail, else the first phone, else empty."""
        return self.email or next(iter(self.phones), "")


class StaffMail(_Facts):
    """Who on staff is told, by kind; empty means the address in STAFF_MAIL_TO."""

    help_request: Reader = ""
    volunteer: Reader = ""
    feedback: Reader = ""
    inquiry: Reader = ""


class Option(_Facts):
    """One entry of a list that the association keeps: a code that is stored, a name that is shown."""

    code: Code
    name: Name


class Branch(Option):
    """A branch office, and how a reader makes sure that a delegate is really from it."""

    area: str = ""
    verify: str = ""


class Language(_Facts):
    """A language of contact: its Arabic name and its own."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2,5}$")]
    name: Name
    own_name: str = ""


class CheckItem(Option):
    """Something that staff look at on the original. `ends`: the original says until when it is valid."""

    ends: bool = False


class SupportType(Option):
    """A kind of support. Days are calendar days in Asia/Riyadh, both ends included; an absent day leaves that end open."""

    hint: str = ""
    approved: bool = False
    reveals_belief: bool = False
    asks: tuple[Annotated[str, Field(pattern="^(dependents|income_band|housing|other_support)$")], ...] = ()
    checks: tuple[CheckItem, ...] = ()
    opens: Day = None
    closes: Day = None

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "SupportType":
        if self.opens and self.closes and self.opens > self.closes:
            raise ValueError("opens after it closes")
        return self

    def is_open(self, day: date) -> bool:
        """Whether people can ask for it on this day."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


class Committee(_Facts):
    """The rules of لجنة البحث that the board may set. `reply_floor_days` are calendar days."""

    reply_floor_days: int = Field(default=14, ge=14)
    quorum: int = Field(default=3, ge=1)
    objections: bool = False


class Retention(_Facts):
    """How long things are kept, in days."""

    draft_days: int = Field(default=7, ge=1, le=90)


class Association(_Facts):
    """Everything that `association.yml` states."""

    name: Name
    name_lines: tuple[str, ...] = Field(min_length=1, max_length=2)
    mark: Drawing = ""
    licence: Licence = Licence()
    place: Place = Place()
    contact: Contact = Contact()
    branches: tuple[Branch, ...] = ()
    staff_mail: StaffMail = StaffMail()
    support_types: tuple[SupportType, ...] = Field(min_length=1)
    income_bands: tuple[Option, ...] = ()
    housing: tuple[Option, ...] = ()
    languages: tuple[Language, ...] = Field(min_length=1)
    volunteer_fields: tuple[Option, ...] = Field(min_length=1)
    national_platform_url: Address = None
    registration: tuple[Option, ...] = ()
    committee: Committee = Committee()
    retention: Retention = Retention()

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "Association":
        for name in (
            "branches",
            "support_types",
            "registration",
            "income_bands",
            "housing",
            "languages",
            "volunteer_fields",
        ):
            codes = [entry.code for entry in getattr(self, name)]
            twice = {code for code in codes if codes.count(code) > 1}
            if twice:
                raise ValueError(f"{name}: the code {min(twice)} stands twice")
        return self

    def support_type(self, code: str) -> SupportType | None:
        """The support type with this code, or None."""
        return next((entry for entry in self.support_types if entry.code == code), None)


def load_association(path: Path) -> Association:
    """Read and check the file. Raises ConfigurationError with one line that says where and what."""
    try:
        facts: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"{path.name} is missing.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ConfigurationError(f"{path.name}, line {line}: {error.problem}.") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise ConfigurationError(f"{path.name} is not readable as YAML in UTF-8.") from None
    if not isinstance(facts, dict):
        raise ConfigurationError(f"{path.name}: it states no facts, it needs lines of the form name: value.")
    try:
        return Association.model_validate(facts)
    except ValidationError as error:
        first = error.errors()[0]
        where = " › ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise ConfigurationError(
            f"{path.name}: {where + ': ' if where else ''}{first['msg'].removeprefix('Value error, ')}."
        ) from None
