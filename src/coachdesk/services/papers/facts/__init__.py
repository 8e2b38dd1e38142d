"""The facts that papers name, each worked out from the store as it stands on paper.

One module per subject, each from rows that were read once; what is not known is empty. The labels
are in ``domain.paper_facts``.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.papers import Answer, Subject
from coachdesk.queries.card import participant_card
from coachdesk.queries.card_work import card_work
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.recipients import recipient_facts
from coachdesk.services.papers.facts.absence import absence_facts
from coachdesk.services.papers.facts.action import action_facts
from coachdesk.services.papers.facts.appointment import appointment_facts
from coachdesk.services.papers.facts.contract import contract_facts
from coachdesk.services.papers.facts.evaluation import evaluation_facts
from coachdesk.services.papers.facts.fse import fse_facts
from coachdesk.services.papers.facts.immersion import immersion_facts
from coachdesk.services.papers.facts.pathway import pathway_facts
from coachdesk.services.papers.facts.period import period_facts
from coachdesk.services.papers.facts.person import person_facts
from coachdesk.services.papers.facts.time_sheet import time_sheet_facts
from coachdesk.services.papers.facts.work import work_facts
from coachdesk.services.rights_settings import rights_facts


def facts_of(
    link: Connection,
    desk: Desk,
    action: ActionInfo,
    dossier: UUID | None,
    subject: Subject,
    subject_id: UUID | None,
    answers: Mapping[str, Answer] | None = None,
    acts: Collection[str] = (),
) -> dict[str, str | FactTable]:
    """Everything that a paper of that subject may name.

    Args:
        link: one read transaction, or the one in which the paper is signed.
        desk: the open desk.
        action: whose profile says the words.
        dossier: the prescription; None for a paper of a group.
        subject: what the paper is about.
        subject_id: the contract, rendez-vous or immersion.
        answers: what is filled in so far, such as the period that is asked for.
        acts: the kinds of acts that it tells; all of them when none is named.

    Raises:
        UserError: the dossier is gone.
    """
    day, profile = today(desk.clock), action.profile
    facts: dict[str, str | FactTable] = {
        **action_facts(link, profile, desk.coach.name, day),
        **recipient_facts(link, action.id),
        **rights_facts(link, action.code),
    }
    if dossier is None:
        if subject is Subject.MONTH and subject_id is not None:
            facts |= time_sheet_facts(link, action, subject_id, day)
        return facts
    card, work = participant_card(link, dossier), card_work(link, dossier)
    appointment = subject_id if subject is Subject.APPOINTMENT else None
    contract = subject_id if subject is Subject.CONTRACT else None
    facts |= person_facts(card, profile, day)
    facts |= pathway_facts(card, work, profile, day)
    facts |= work_facts(link, card, work, profile)
    facts |= contract_facts(link, card, profile, contract)
    facts |= appointment_facts(link, card, profile, appointment, day)
    immersion = subject_id if subject is Subject.IMMERSION else None
    facts |= immersion_facts(link, action, immersion, day)
    facts |= evaluation_facts(link, action, dossier)
    facts |= fse_facts(link, dossier)
    facts |= absence_facts(card, appointment)
    facts |= period_facts(card, work, profile, answers or {}, acts)
    return facts
