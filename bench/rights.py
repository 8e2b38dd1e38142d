"""Whose time is over among ten years, someone erased, an access noted.

The floor of the list is the bare SELECT of the last rendez-vous of everybody; that of an erasure,
reading the whole journal, which may name her anywhere; that of an access, its row alone.
"""

from sqlalchemy import func, insert, select

from big_store import big_desk
from coachdesk.core.clock import today
from coachdesk.core.ids import new_id
from coachdesk.models import AccessEntry, Appointment, Exit, Pathway, Prescription
from coachdesk.services.accesses import FULL, AccessDeed
from coachdesk.services.desk import Desk
from coachdesk.services.rights.erasing import erase_again, plan_erasure
from coachdesk.services.rights.retention import all_due
from measure import Row, best_of, show

RUNS = 3
MOST_LIST_S, MOST_NOTED_S = 2.0, 0.001
_ROUNDS = 20


def main() -> None:
    with big_desk(writing=True) as desk:
        show(measured(desk))


def measured(desk: Desk) -> list[Row]:
    """Every measure on the big store."""
    day = today(desk.clock)
    due = desk.read(lambda link: all_due(link, desk.actions, day), widely=True)
    print(f"{len(due.people)} people are due")
    bare = select(Appointment.pathway_id, func.max(Appointment.held_on)).group_by(
        Appointment.pathway_id
    )
    floor = best_of(RUNS, lambda: desk.read(lambda link: link.execute(bare).fetchall()))
    listed = best_of(
        RUNS,
        lambda: desk.read(lambda link: all_due(link, desk.actions, day), widely=True),
    )
    return [
        Row("whose time is over, everybody", listed, floor, at_most=MOST_LIST_S),
        *_noted(desk),
        *_erased(desk),
    ]


def _noted(desk: Desk) -> list[Row]:
    dossiers = desk.read(
        lambda link: list(link.execute(select(Prescription.id).limit(FULL * _ROUNDS)).scalars())
    )
    log = desk.accesses

    def note() -> None:
        for at in range(_ROUNDS):
            for key in dossiers[at * FULL : (at + 1) * FULL]:
                log.note(AccessDeed.READ, "card", dossier=key)
            log.flush()

    def alone() -> None:
        for at in range(_ROUNDS):
            with desk.store.write() as uow:
                uow.session.connection().execute(
                    insert(AccessEntry),
                    [
                        {"id": new_id(), "at": uow.now, "deed": "read", "subject": "card",
                         "subject_id": key}
                        for key in dossiers[at * FULL : (at + 1) * FULL]
                    ],
                )  # fmt: skip
                uow.commit()

    taken, floor = best_of(1, note), best_of(1, alone)
    each, least = (spent / (FULL * _ROUNDS) for spent in (taken, floor))
    return [Row("an access noted and written", each, least, at_most=MOST_NOTED_S)]


def _erased(desk: Desk) -> list[Row]:
    who = desk.read(
        lambda link: list(
            link.execute(
                select(Pathway.participant_id)
                .join(Exit, Exit.pathway_id == Pathway.id)
                .order_by(Exit.left_on)
                .limit(RUNS)
            ).scalars()
        )
    )
    waiting = iter(who)

    def erase() -> None:
        erase_again(desk, [next(waiting)])

    def journal() -> None:
        desk.read(
            lambda link: sum(
                len(body)
                for (body,) in link.exec_driver_sql(
                    "SELECT body FROM journal_payload WHERE body IS NOT NULL"
                )
            )
        )

    floor = best_of(1, journal)
    told = best_of(1, lambda: plan_erasure(desk, who[-1]))
    taken = best_of(RUNS, erase)
    return [
        Row("what erasing someone would do", told, floor),
        Row("someone erased", taken, floor),
    ]


if __name__ == "__main__":
    main()
