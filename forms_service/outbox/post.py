"""Where letters are handed over: an SMTP server by Flask-Mail's connection, or a folder while no server is named.

Flask-Mail 0.10 has no time-out, checks no certificate, fails a mail that was taken when the goodbye fails, and builds MIME
that strict servers refuse: its connection and message are kept, these four are replaced.
"""

import os
import smtplib
import ssl
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import flask_mail

from forms_service.outbox.letter import Letter
from forms_service.settings import Settings

_NEEDS_SIGN_IN = 530


class NotTaken(Exception):
    """The letter was not taken. Its text is the reason as the server said it: unfit for people until redacted."""


class TryLater(NotTaken):
    """It may be taken later."""


class ServerAway(TryLater):
    """The server cannot be used at all now: no other letter would fare better."""


class Refused(NotTaken):
    """It will not be taken, however often it is tried."""


class Post(Protocol):
    """A way for letters to leave; used in a `with` block."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def hand_over(self, letter: Letter) -> None:
        """Returns when the letter was taken for good. Raises NotTaken."""


def open_post(settings: Settings) -> Post:
    """The way that these settings name."""
    return FolderPost(settings.mail_folder) if settings.mail_folder else SmtpPost(settings)


class FolderPost:
    """Keeps each letter as an `.eml` file for a mail program. A repeat of the same letter replaces its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def hand_over(self, letter: Letter) -> None:
        token = letter.message_id.strip("<>").partition("@")[0]
        path = self._folder / f"{letter.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{token}.eml"
        draft = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(letter.content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            self._keep_names()
        except OSError as error:
            raise ServerAway(f"mail folder: {error.strerror}") from error

    def _keep_names(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class SmtpPost:
    """One connection for a round of letters, opened at the first and again whenever the server dropped it."""

    def __init__(self, settings: Settings) -> None:
        self._connection = _Connection(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def hand_over(self, letter: Letter) -> None:
        try:
            self._connection.ready()
        except (OSError, smtplib.SMTPException) as error:
            self._connection.close()
            raise ServerAway(_said(error)) from error
        try:
            self._connection.send(_Ready(letter))
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPResponseException as error:
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self._connection.close()
            raise TryLater(_said(error)) from error


class _Ready(flask_mail.Message):
    """A letter in Flask-Mail's hands: it checks the addresses, the bytes are ours."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(sender=letter.sender, recipients=[letter.recipient])
        self._content = letter.content

    def as_bytes(self) -> bytes:
        return self._content


class _Connection(flask_mail.Connection):
    """Flask-Mail's connection with a time-out on every reply, checked certificates, and a goodbye that cannot fail."""

    def __init__(self, settings: Settings) -> None:
        config = {
            "MAIL_SERVER": settings.smtp_host,
            "MAIL_PORT": settings.smtp_port,
            "MAIL_USE_TLS": settings.smtp_security == "starttls",
            "MAIL_USE_SSL": settings.smtp_security == "tls",
            "MAIL_USERNAME": settings.smtp_user,
            "MAIL_PASSWORD": settings.smtp_password,
        }
        # Never silenced by app.testing, never printing the conversation in debug mode: it holds personal data.
        super().__init__(flask_mail.Mail().init_mail(config, debug=False, testing=False))  # type: ignore[arg-type]
        self._time_out = settings.smtp_timeout
        host = urlsplit(settings.public_url).hostname or "localhost"
        # Said in EHLO. Left to itself smtplib asks the resolver for this machine's name, which may take long.
        self._own_name = host if any(sign.isalpha() for sign in host) and ":" not in host else "localhost"

    def ready(self) -> None:
        """Make sure that a server listens. Raises OSError or SMTPException."""
        if self.host is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self.host.noop()[0] == 250:
                    return
            self.close()
        self.host = self.configure_host()

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Connect, secure and sign in. Raises OSError or SMTPException."""
        mail, trust = self.mail, ssl.create_default_context()
        where = (mail.server, mail.port or 0, self._own_name)
        host = (
            smtplib.SMTP_SSL(*where, timeout=self._time_out, context=trust)
            if mail.use_ssl
            else smtplib.SMTP(*where, timeout=self._time_out)
        )
        try:
            if mail.use_tls:
                host.starttls(context=trust)
            host.ehlo_or_helo_if_needed()
            if mail.username and mail.password:
                host.login(mail.username, mail.password)
        except BaseException:
            host.close()
            raise
        return host

    def close(self) -> None:
        """Say goodbye; whatever the server does now, what it took stays taken."""
        host, self.host = self.host, None
        if host is not None:
            with suppress(OSError, smtplib.SMTPException):
                host.quit()
            host.close()


def _verdict(code: int, text: bytes | str) -> NotTaken:
    said = f"{code} {text.decode('ascii', 'replace') if isinstance(text, bytes) else text}"
    # 421: closing down. 530: our sign-in is missing, which is not the letter's fault.
    if code in (421, _NEEDS_SIGN_IN):
        return ServerAway(said)
    return Refused(said) if 500 <= code <= 599 else TryLater(said)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode('ascii', 'replace') if isinstance(text, bytes) else text}"
    return f"{type(error).__name__}: {error}"
