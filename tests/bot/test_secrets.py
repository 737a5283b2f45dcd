"""Keys: what is sealed opens only where it stood, with a key that fits."""

import pytest

from bot.secrets import WrongKeyError, new_keyring, opened_keyring

PLACE = "drafts|xml_sealed|D1"


def test_what_is_sealed_opens_at_its_own_place() -> None:
    keys = new_keyring(["one"])

    sealed = keys.seal("สวัสดี".encode(), PLACE)

    assert keys.unseal(sealed, PLACE).decode() == "สวัสดี"
    assert "สวัสดี".encode() not in sealed


@pytest.mark.parametrize(
    "elsewhere", ["drafts|xml_sealed|D2", "drafts|passage_sealed|D1", "inbox|xml_sealed|D1"]
)
def test_what_is_sealed_does_not_open_elsewhere(elsewhere: str) -> None:
    keys = new_keyring(["one"])
    sealed = keys.seal(b"words", PLACE)

    with pytest.raises(WrongKeyError):
        keys.unseal(sealed, elsewhere)


def test_a_changed_byte_does_not_open() -> None:
    keys = new_keyring(["one"])
    sealed = keys.seal(b"words", PLACE)
    broken = sealed[:-1] + bytes([sealed[-1] ^ 1])

    with pytest.raises(WrongKeyError):
        keys.unseal(broken, PLACE)


def test_another_secret_key_does_not_fit_the_database() -> None:
    check = new_keyring(["one"]).key_check()

    with pytest.raises(WrongKeyError):
        opened_keyring(["two"], check)


def test_a_new_key_in_front_reads_what_the_old_one_wrote() -> None:
    before = new_keyring(["old"])
    sealed, name = before.seal(b"words", PLACE), before.hashed("lane:user:U1")

    after = opened_keyring(["new", "old"], before.key_check())

    assert after.unseal(sealed, PLACE) == b"words"
    assert after.hashed("lane:user:U1") == name
    assert opened_keyring(["new"], after.key_check()).hashed("lane:user:U1") == name


def test_the_same_words_are_sealed_differently_each_time() -> None:
    keys = new_keyring(["one"])

    assert keys.seal(b"words", PLACE) != keys.seal(b"words", PLACE)


def test_two_databases_hash_the_same_person_differently() -> None:
    assert new_keyring(["one"]).hashed("lane:user:U1") != new_keyring(["one"]).hashed(
        "lane:user:U1"
    )
