"""What was answered to the questions of the FSE+, each by its name."""

from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.fse import ANSWER_LABELS, ASKED, Answer
from coachdesk.queries.paper_facts import fse_answers

_EXIT = {"working": "exit.working", "training": "exit.training"}
"""The facts of an exit that what she answered herself takes the place of."""


def fse_facts(link: Connection, prescription_id: UUID) -> dict[str, str]:
    """« Oui », « Non » or « Ne souhaite pas répondre »; empty for what was not asked yet.

    What an exit lets expect is known otherwise: here it stands only where she answered.
    """
    given = fse_answers(link, prescription_id)
    told = {
        key: ANSWER_LABELS[Answer(given[key])] if key in given else ""
        for asked in ASKED.values()
        for key in (question.key for question in asked)
    }
    facts = {f"fse.{key}": words for key, words in told.items() if key not in _EXIT}
    return facts | {name: told[key] for key, name in _EXIT.items() if key in given}
