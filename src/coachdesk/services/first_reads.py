"""What the first seconds of a desk read, made ready while the passphrase is typed.

A statement is compiled once in a program (``store.dialect``), which takes longer than to run it on
a store of ten years: the day's are asked of an empty database in memory, which holds nobody.
"""

from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.periods import month_of
from coachdesk.queries.day import contracts_to_sign, owed_signatures
from coachdesk.queries.document_lists import copies_to_print
from coachdesk.queries.known import here_since, known_since, noted_here
from coachdesk.queries.listing import count
from coachdesk.queries.outbox import waiting
from coachdesk.queries.standing import draft_count, envois_to_hand_over
from coachdesk.services.day import day_view
from coachdesk.services.profiles import load_profile, shipped_profiles
from coachdesk.store.rehearsal import on_an_empty_store

_A_DAY = date(2024, 1, 15)
_ACTIONS = UUID(int=0), UUID(int=1)
"""Two: a subquery that stands in several SELECTs is another to SQLAlchemy once it was compiled."""


@cache
def compile_first_reads() -> None:
    """Compile the statements of the day, and of the line at the foot of the window, once."""
    _, profile = load_profile(shipped_profiles()[0])

    def read(link: Connection) -> None:
        for action in _ACTIONS:
            day_view(link, action, profile, _A_DAY)
            # Asked of those who are met, and of an action that is known: here is nobody.
            owed_signatures(link, {action}, _A_DAY)
            contracts_to_sign(link, {action})
            known_since(link, action, _A_DAY)
            here_since(link, action)
            noted_here(link, action, month_of(_A_DAY))
            envois_to_hand_over(link, action)
            count(link, copies_to_print(action))
        waiting(link)
        draft_count(link)

    on_an_empty_store(read)
