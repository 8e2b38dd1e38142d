"""What the first seconds of a desk read, made ready while the passphrase is typed.

A statement is compiled once in a program (``store.dialect``), which takes longer than to run it on
a store of ten years: the day's are asked of an empty database in memory, which holds nobody.
"""

from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.services.day import day_view
from coachdesk.services.profiles import load_profile, shipped_profiles
from coachdesk.store.rehearsal import on_an_empty_store

_NOBODY, _A_DAY = UUID(int=0), date(2024, 1, 15)


@cache
def compile_first_reads() -> None:
    """Compile the statements of the day, once."""
    _, profile = load_profile(shipped_profiles()[0])

    def read(link: Connection) -> None:
        day_view(link, _NOBODY, profile, _A_DAY)

    on_an_empty_store(read)
