"""What is kept of those who were erased, to know them again in a workbook."""

from sqlalchemy import Connection, select

from coachdesk.domain.erased_marks import NO_MARKS, ErasedMarks
from coachdesk.models import ErasedMark, Secret

KEY = "erased_marks"
"""The secret of the store under which they are made."""


def erased_marks(connection: Connection) -> ErasedMarks:
    """All of them; none without their key."""
    marks = frozenset(connection.execute(select(ErasedMark.mark)).scalars())
    key = marks_key(connection)
    return ErasedMarks(key, marks) if marks and key is not None else NO_MARKS


def marks_key(connection: Connection) -> bytes | None:
    """The key; None while nobody was erased."""
    return connection.execute(select(Secret.value).where(Secret.name == KEY)).scalar()
