"""The cipher and its keys."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.crypto import Keys, SealBroken, Vault, load_keys
from forms_service.errors import ConfigurationError

CONTEXT = "help_request:482930571166"
OLD, NEW = bytes(range(32)), bytes(range(32, 64))


def vault(**ring: bytes) -> Vault:
    return Vault(Keys(session=OLD, data=ring or {"d1": OLD}, hash=NEW))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "secrets"


def key_line(key: bytes = OLD) -> str:
    return base64.b64encode(key).decode() + "\n"


def write(folder, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in {"session": key_line(), "data": f"d1:{key_line()}", "hash": key_line(NEW), **files}.items():
        (folder / name).write_text(text)


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_again(plain):
    assert vault().open(vault().seal(plain, CONTEXT), CONTEXT) == plain


def test_sealed_bytes_do_not_hold_the_text():
    assert b"1000000008" not in vault().seal(b"1000000008", CONTEXT)


def test_equal_texts_are_sealed_differently():
    assert vault().seal(b"x", CONTEXT) != vault().seal(b"x", CONTEXT)


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(SealBroken):
        vault().open(vault().seal(b"x", CONTEXT), "help_request:100000000009")


def test_any_changed_bit_is_noticed():
    sealed = vault().seal(b"four words are here", CONTEXT)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(SealBroken):
            vault().open(changed, CONTEXT)


@given(st.binary(max_size=60))
def test_foreign_bytes_are_refused(data):
    with pytest.raises(SealBroken):
        vault().open(data, CONTEXT)


def test_a_broken_seal_tells_no_reference():
    with pytest.raises(SealBroken) as caught:
        vault().open(b"", CONTEXT)
    assert str(caught.value) == "help_request"


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key():
    rotated = vault(d2=NEW, d1=OLD)
    assert rotated.open(vault(d1=OLD).seal(b"old", CONTEXT), CONTEXT) == b"old"
    with pytest.raises(SealBroken):
        vault(d1=OLD).open(rotated.seal(b"new", CONTEXT), CONTEXT)


def test_a_fingerprint_finds_the_same_value_of_the_same_kind_only():
    found = vault().fingerprint("mobile", "+966500000001")
    assert found == vault().fingerprint("mobile", "+966500000001")
    assert len(found) == 32
    others = [("mobile", "+966500000002"), ("id", "+966500000001"), ("mobil", "e+966500000001")]
    assert found not in [vault().fingerprint(*other) for other in others]


def test_a_fingerprint_needs_the_hash_key():
    other = Vault(Keys(session=OLD, data={"d1": OLD}, hash=OLD))
    assert other.fingerprint("mobile", "1") != vault().fingerprint("mobile", "1")


def test_keys_are_made_once_for_their_owner_only(folder):
    made = load_keys(folder, create=True)
    assert load_keys(folder, create=True) == made
    assert len({made.session, *made.data.values(), made.hash}) == 3
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == dict.fromkeys(
        ("session", "data", "hash"), 0o600
    )
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_key_is_made_where_it_is_not_wanted(folder):
    with pytest.raises(ConfigurationError, match=r"^The key file .*data is missing\. Restore it .*\.$"):
        load_keys(folder, create=False)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["session", "data", "hash"])
def test_a_lost_key_is_never_replaced_by_a_new_one(folder, name):
    load_keys(folder, create=True)
    (folder / name).unlink()
    with pytest.raises(ConfigurationError, match=f"{name} is missing"):
        load_keys(folder, create=True)
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"session": "short\n"}, "not base64"),
        ({"session": key_line(b"x" * 16)}, "weak"),
        ({"hash": key_line(bytes(32))}, "weak"),
        ({"hash": "مفتاح\n"}, "cannot be read"),
        ({"data": key_line()}, "name:base64"),
        ({"data": f"{'n' * 21}:{key_line()}"}, "name:base64"),
        ({"data": "\n"}, "holds no key"),
    ],
    ids=["no-base64", "short", "zeros", "no-ascii", "unnamed", "long-name", "empty-ring"],
)
def test_a_weak_or_broken_key_gives_one_line(folder, files, said):
    write(folder, **files)
    with pytest.raises(ConfigurationError, match=f"^[^\n]*{said}[^\n]*$"):
        load_keys(folder, create=False)


def test_an_unreadable_key_gives_one_line(folder):
    write(folder)
    (folder / "hash").unlink()
    (folder / "hash").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read: IsADirectoryError"):
        load_keys(folder, create=False)


def test_of_those_who_start_together_one_makes_the_keys(folder):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_keys(folder, create=True), range(8)))
    assert found == [found[0]] * 8
    assert [path.name for path in folder.parent.iterdir()] == ["secrets"]


def test_the_newest_key_stands_first_in_the_ring(folder):
    write(folder, data=f"d2:{key_line(NEW)}\nd1:{key_line(OLD)}")
    assert list(load_keys(folder, create=False).data) == ["d2", "d1"]


def test_a_link_binds_what_is_said_to_the_one_before_and_to_the_key():
    links = {
        vault().link(b"one", b"said"),
        vault().link(b"two", b"said"),
        vault().link(b"one", b"other"),
        Vault(Keys(session=OLD, data={"d1": OLD}, hash=OLD)).link(b"one", b"said"),
    }
    assert len(links) == 4
    assert {len(each) for each in links} == {32}


def test_no_fingerprint_is_a_link():
    assert vault().fingerprint("kind", "value") != vault().link(b"kind\x00", b"value")
