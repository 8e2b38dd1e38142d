"""A document's PDF, composed from the facts of today and what was filled in."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.documents.digest import data_digest
from coachdesk.documents.papers.paper import Facts, FactTable, PaperData, PrintedPaper, paper
from coachdesk.domain.paper_texts import NAMED
from coachdesk.domain.papers import Answer, PaperTemplate, Role
from coachdesk.queries.documents import DocumentRow
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_words import ROLE_WORDS
from coachdesk.services.papers.facts import facts_of
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.papers.prefill import said
from coachdesk.signing.revisions import Box, prepare
from coachdesk.store.journal import read_head


def facts_for(
    link: Connection,
    desk: Desk,
    action: ActionInfo,
    template: PaperTemplate,
    row: DocumentRow,
    answers: Mapping[str, Answer] | None = None,
) -> dict[str, str | FactTable]:
    """What a document may name, as it is known today; with other ``answers`` than those kept."""
    return facts_of(
        link,
        desk,
        action,
        row.prescription_id,
        template.subject,
        row.subject_id,
        row.given if answers is None else answers,
        template.monthly_of,
    )


def composed(
    link: Connection,
    desk: Desk,
    action: ActionInfo,
    template: PaperTemplate,
    row: DocumentRow,
    facts: Facts,
    answers: Mapping[str, Answer] | None = None,
) -> PrintedPaper:
    """The paper that ``row`` would be today, with other ``answers`` than those kept if given."""
    return paper(paper_data(link, desk, action, template, row, facts, answers))


def paper_digest(
    link: Connection,
    desk: Desk,
    action: ActionInfo,
    template: PaperTemplate,
    row: DocumentRow,
    facts: Facts,
) -> str:
    """The digest of what the paper would say today, without drawing it."""
    return data_digest(paper_data(link, desk, action, template, row, facts))


def prepared(printed: PrintedPaper, desk: Desk, action: ActionInfo, facts: Facts) -> bytes:
    """Revision 0: the paper with an empty field in each place to sign."""
    names = signer_names(desk, action, facts)
    return prepare(
        printed.pdf,
        [
            Box(
                name=box.role,
                label=", ".join(filter(None, (names.get(box.role), ROLE_WORDS[box.role]))),
                page=box.page + 1,
                x=box.x,
                y=box.y,
                width=box.width,
                height=box.height,
            )
            for box in printed.boxes
        ],
    )


def paper_data(
    link: Connection,
    desk: Desk,
    action: ActionInfo,
    template: PaperTemplate,
    row: DocumentRow,
    facts: Facts,
    answers: Mapping[str, Answer] | None = None,
) -> PaperData:
    """All that the paper would say today."""
    named = facts_named(template)
    given = row.given if answers is None else answers
    consents = {
        role: said(text, template, facts, given) for role, text in template.consents.items()
    }
    return PaperData(
        template=replace(template, consents=consents),
        operation=operation_of(action.profile),
        title=template.title,
        facts={name: fact for name, fact in facts.items() if name in named},
        answers=given,
        coach=desk.coach.name,
        made_on=today(desk.clock),
        revision=row.revision,
        stamp=stamp_now(desk, row.id.hex[-8:], read_head(link)),
        code=paper_code(row.id),
        waiting=signer_names(desk, action, facts),
    )


@lru_cache(maxsize=64)
def facts_named(template: PaperTemplate) -> frozenset[str]:
    """The facts that a paper says: only they make it another one when they change."""
    return frozenset(
        {
            *_HEAD,
            *template.required,
            *(name for text in template.texts for name in NAMED.findall(text)),
            *(name for block in template.blocks for name in (*block.facts, block.table)),
        }
    )


def paper_code(document_id: UUID) -> str:
    """What is printed on a paper to be signed by hand, so that its scan is put with it."""
    digits = document_id.hex[-8:].upper()
    return f"{digits[:4]}-{digits[4:]}"


def signer_names(desk: Desk, action: ActionInfo, facts: Facts) -> dict[Role, str]:
    """The names that are known without asking."""
    person, second = facts.get("person.name", ""), action.profile.second_signer
    return {
        Role.PARTICIPANT: person if isinstance(person, str) else "",
        Role.COACH: desk.coach.name,
        Role.DIRECTOR: f"{second.name}, {second.role}" if second else "",
    }


_HEAD = ("person.name", "dossier.number")
"""Facts that stand at the head of every paper."""
