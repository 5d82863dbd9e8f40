"""Settings from the environment (or `.env`), typed. Each one is explained in `.env.example`; a test keeps the two equal."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from forms_service.addresses import mail_address, sender_address
from forms_service.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent

PORT = 8000
"""Where the service listens unless told otherwise."""


class Settings(BaseSettings):
    """How this installation runs. Facts about the association are elsewhere: `association.yml`."""

    model_config = SettingsConfigDict(env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True)

    environment: Literal["local", "production"] = "local"
    listen_host: str = "127.0.0.1"
    listen_port: int = Field(default=PORT, ge=0, le=65535)
    listen_threads: int = Field(default=4, ge=1, le=64)
    public_url: str = Field(default_factory=lambda known: f"http://127.0.0.1:{known.get('listen_port') or PORT}")
    trusted_proxies: int = Field(default=0, ge=0, le=5)

    data_dir: Path = ROOT / "var"
    database_url: str = ""
    secrets_dir: Path | None = None
    site_dir: Path = ROOT / "site"
    association_file: Path = ROOT / "association.yml"

    staff_mail_to: str = "staff@localhost"
    mail_from: str = "no-reply@localhost"
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_timeout: float = Field(default=20, gt=0, le=120)
    send_in_process: bool = True

    staff_totp: Literal["required", "optional"] = "required"
    limits_url: str = "memory://"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("data_dir", "secrets_dir", "site_dir", "association_file")
    @classmethod
    def _from_the_project(cls, value: Path | None) -> Path | None:
        """A relative path starts at the project's folder, wherever the command was typed."""
        return None if value is None else ROOT / value.expanduser()

    @field_validator("staff_mail_to")
    @classmethod
    def _one_reader(cls, value: str) -> str:
        return mail_address(value).addr_spec

    @field_validator("mail_from")
    @classmethod
    def _one_sender(cls, value: str) -> str:
        sender_address(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("needs the form https://example.org, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("staff_totp")
    @classmethod
    def _both_steps_in_production(cls, value: str, known: ValidationInfo) -> str:
        if value == "optional" and known.data.get("environment") == "production":
            raise ValueError("optional is for one's own computer, not for ENVIRONMENT=production")
        return value

    @property
    def https(self) -> bool:
        """Whether people reach the service over TLS: decides Secure cookies, their prefix and HSTS."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The host names this service answers to: that of PUBLIC_URL, and loopback for those who watch over it."""
        return [urlsplit(self.public_url).hostname or "localhost", "127.0.0.1", "localhost"]

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; SQLite in `data_dir` where none is named."""
        return self.database_url or f"sqlite:///{self.data_dir / 'service.sqlite3'}"

    @property
    def secrets(self) -> Path:
        """The folder of the key files."""
        return self.secrets_dir or self.data_dir / "secrets"

    @property
    def mail_folder(self) -> Path | None:
        """Where mails are kept as files while no SMTP server is named; None where one is."""
        return None if self.smtp_host else self.data_dir / "mail"


def load_settings() -> Settings:
    """Settings from the environment, then from the file named in SETTINGS_FILE (`.env` where none is).

    Raises ConfigurationError with one line that names the setting and what is wrong.
    """
    try:
        return Settings(_env_file=os.environ.get("SETTINGS_FILE") or ROOT / ".env")
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise ConfigurationError(
            f"The setting {name} is wrong: {first['msg'].removeprefix('Value error, ')}."
        ) from None
