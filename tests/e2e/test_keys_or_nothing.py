"""What opens the store changes with the journal that tells it, or not at all."""

from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE
from coachdesk.services.association_key import make_association_key
from coachdesk.services.first_run import key_waits, new_recovery_key
from coachdesk.services.keys import NewSecret, change_passphrase
from coachdesk.store.engine import cipher_connect
from coachdesk.store.vault import unlock

ACTS = {
    "passphrase": lambda desk: change_passphrase(
        desk, NewSecret("été à la mer", "une autre phrase")
    ),
    "recovery": new_recovery_key,
    "association": make_association_key,
}
REFUSING = """
    CREATE TRIGGER refusing BEFORE INSERT ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'no room'); END
"""


@pytest.fixture
def refusing(desk):
    """The journal takes no entry any more."""
    key = desk.store._keys.data_key
    path = desk.store.directory / DATABASE_FILE
    with closing(cipher_connect(path, key, "rw")) as connection:
        connection.execute(REFUSING)


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize("act", ACTS)
def test_a_journal_that_can_t_be_written_leaves_the_keys_as_they_were(desk, new_desk, act):
    directory = desk.store.directory
    files = [directory / name for name in (KEY_FILE, SPARE_KEY_FILE)]
    before = [path.read_bytes() for path in files]
    with pytest.raises(IntegrityError):
        ACTS[act](desk)
    assert [path.read_bytes() for path in files] == before
    assert unlock(directory, new_desk[1]), "the sheet that she has still opens"


@pytest.mark.usefixtures("refusing")
def test_a_recovery_key_that_may_have_changed_is_proposed_anew(desk):
    """Killed once the key is another one, before she saw it: her sheet would open nothing."""
    with pytest.raises(IntegrityError):
        new_recovery_key(desk)
    assert desk.read(key_waits)
