"""`make keys`, for installations that do not make keys by themselves."""

import pytest

from forms_service.cli.keys import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("ENVIRONMENT", "production")
    return tmp_path / "keys"


def test_keys_are_made_once(folder, capsys):
    main()
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(made) == {"session", "data", "hash"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    main()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    assert "Keys made in" in (said := capsys.readouterr().out)
    assert "are there already" in said


def test_a_missing_key_beside_others_is_not_made_anew(folder):
    main()
    (folder / "hash").unlink()
    with pytest.raises(SystemExit, match=r"^Cannot make keys: .*hash is missing"):
        main()
