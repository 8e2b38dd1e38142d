"""An identifier read from the store is a UUID like any other, however quickly it was made."""

import copy
import pickle
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from coachdesk.models.base import Identifier

READ = Identifier().result_processor(dialect(), None)


@given(st.uuids())
def test_what_is_read_is_the_uuid_that_was_kept(kept):
    read = READ(kept.hex)
    assert type(read) is UUID
    assert (read, hash(read), str(read), repr(read)) == (kept, hash(kept), str(kept), repr(kept))
    assert (read.is_safe, read.version, read.bytes) == (kept.is_safe, kept.version, kept.bytes)
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == kept


def test_no_identifier_stays_none():
    assert READ(None) is None
