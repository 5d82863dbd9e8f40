"""Settings: what is typed in the environment or `.env`, and what the documentation of them promises."""

import os
import re
from pathlib import Path

import pytest

from forms_service.errors import ConfigurationError
from forms_service.settings import ROOT, Settings, load_settings

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)


def test_the_example_names_every_setting_in_order():
    assert re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE) == [name.upper() for name in Settings.model_fields]


def test_the_example_holds_the_defaults():
    assert Settings(_env_file=ROOT / ".env.example") == settings()


def test_every_setting_is_explained_right_above_it():
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            assert re.match(r"# \S.+", lines[number - 1]), line


def test_the_environment_is_read(monkeypatch):
    monkeypatch.setenv("LISTEN_PORT", "9000")
    assert settings().listen_port == 9000


def test_an_empty_value_is_the_default(monkeypatch):
    monkeypatch.setenv("SECRETS_DIR", "")
    monkeypatch.setenv("STAFF_MAIL_TO", "")
    assert settings().secrets == ROOT / "var" / "secrets"
    assert settings().staff_mail_to == "staff@localhost"


@pytest.mark.parametrize(("port", "address"), [(8000, "8000"), (9000, "9000"), (0, "8000")])
def test_without_an_address_people_come_to_the_port_on_this_computer(port, address):
    assert settings(listen_port=port).public_url == f"http://127.0.0.1:{address}"
    assert settings(listen_port=port, public_url="https://example.org/").public_url == "https://example.org"


def test_a_wrong_port_is_named_and_not_the_address_that_follows_from_it(monkeypatch):
    monkeypatch.setenv("LISTEN_PORT", "eight")
    with pytest.raises(ConfigurationError, match="LISTEN_PORT"):
        load_settings()


def test_a_relative_path_starts_at_the_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "data")
    assert settings().database == f"sqlite:///{ROOT / 'data' / 'service.sqlite3'}"
    assert settings().secrets == ROOT / "data" / "secrets"


def test_an_absolute_path_stays():
    assert settings(data_dir=Path("/srv/relations")).data_dir == Path("/srv/relations")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LISTEN_PORT", "many"),
        ("LISTEN_PORT", "65536"),
        ("ENVIRONMENT", "staging"),
        ("PUBLIC_URL", "example.org"),
        ("PUBLIC_URL", "https://example.org/forms"),
        ("SMTP_TIMEOUT", "0"),
        ("STAFF_MAIL_TO", "a@example.org, b@example.org"),
        ("MAIL_FROM", "nobody"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_wrong_setting_gives_one_line_that_names_it(monkeypatch, name, value):
    monkeypatch.setenv("SETTINGS_FILE", os.devnull)
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=rf"^The setting {name} is wrong: [^\n]+\.$"):
        load_settings()


@pytest.mark.parametrize(
    ("address", "https", "host"),
    [
        ("http://127.0.0.1:8000", False, "127.0.0.1"),
        ("https://relations.example.org/", True, "relations.example.org"),
    ],
)
def test_the_public_address_decides_host_and_https(address, https, host):
    found = settings(public_url=address)
    assert (found.https, found.hosts[0]) == (https, host)
    assert not found.public_url.endswith("/")


def test_mails_are_files_until_a_server_is_named():
    assert settings().mail_folder == ROOT / "var" / "mail"
    assert settings(smtp_host="smtp.example.org").mail_folder is None


def test_a_named_database_is_used():
    assert settings(database_url="postgresql://db.example.org/relations").database.startswith("postgresql://")


def test_settings_may_stand_in_a_file_of_another_name(tmp_path, monkeypatch):
    (tmp_path / "service.env").write_text("LISTEN_PORT=8123\n", encoding="utf-8")
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "service.env"))
    assert load_settings().listen_port == 8123
