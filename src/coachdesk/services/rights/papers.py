"""The papers of the association about its data: the register, the analysis of risks."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from coachdesk.core.clock import today
from coachdesk.documents.account import Account, account_pdf
from coachdesk.models import Action
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.rights.dpia import dpia
from coachdesk.services.rights.register import register


class RightsPaper(StrEnum):
    """Which paper."""

    REGISTER = "registre"
    DPIA = "analyse-d-impact"


_MADE: Mapping[RightsPaper, Callable[[Desk, ActionInfo], Account]] = {
    RightsPaper.REGISTER: register,
    RightsPaper.DPIA: dpia,
}


def rights_pdf(desk: Desk, action: ActionInfo, paper: RightsPaper) -> bytes:
    """The paper as a PDF."""
    return account_pdf(_MADE[paper](desk, action)).pdf


def rights_docx(desk: Desk, action: ActionInfo, paper: RightsPaper) -> bytes:
    """The paper as a DOCX, to be gone on with."""
    # python-docx takes long to load, and is hardly ever wanted.
    from coachdesk.documents.account_document import account_docx

    return account_docx(_MADE[paper](desk, action), today(desk.clock))


def suggested_name(desk: Desk, action: ActionInfo, paper: RightsPaper, suffix: str) -> str:
    """« registre_coaching-emploi_2024-01-15.pdf »."""
    return f"{paper.value}_{action.code}_{today(desk.clock).isoformat()}{suffix}"


def save_rights_paper(desk: Desk, action: ActionInfo, paper: RightsPaper, target: Path) -> None:
    """Write it in ``target``, a DOCX when its name ends so; it names nobody who is followed.

    Raises:
        UserError: the file can't be written.
    """
    make = rights_docx if target.suffix.lower() == ".docx" else rights_pdf
    leave_in_clear(
        desk, Action.__tablename__, action.id, target, make(desk, action, paper),
        {"paper": paper.value},
    )  # fmt: skip
