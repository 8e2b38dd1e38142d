"""The papers of one person on the big store, against the same SELECTs on the bare driver."""

from collections.abc import Callable
from functools import partial
from statistics import median
from uuid import UUID

from big_people import TODAY
from big_store import big_desk
from coachdesk.queries.day import day_appointments
from coachdesk.queries.documents import documents_of
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.copies import to_print
from coachdesk.services.documents.drafting import offered
from measure import Row, show, typical_of
from today import BareSelects

RUNS = 15
AT_MOST = 0.02


def papers(desk: Desk, action: ActionInfo, dossier: UUID) -> Callable[[], object]:
    """What is offered to her, and all that was made."""
    return lambda: desk.read(
        lambda link: (offered(link, action, dossier), documents_of(link, dossier))
    )


def main() -> None:
    with big_desk() as desk:
        action = desk.action(None)
        met = desk.read(lambda link: day_appointments(link, action.id, TODAY))
        works = [papers(desk, action, item.prescription_id) for item in met]
        selects = [BareSelects(desk, work) for work in works]
        taken = median(typical_of(RUNS, work) for work in works)
        floor = median(typical_of(RUNS, partial(bare.run, desk)) for bare in selects)
        waiting = BareSelects(desk, lambda: desk.read(lambda link: to_print(link, action)))
        show(
            [
                Row("papers of one person, read", taken, floor, at_most=AT_MOST),
                Row(
                    "papers for the printer, read",
                    typical_of(RUNS, lambda: desk.read(lambda link: to_print(link, action))),
                    typical_of(RUNS, partial(waiting.run, desk)),
                    at_most=AT_MOST,
                ),
            ]
        )


if __name__ == "__main__":
    main()
