"""Who the coach is, as papers print her: her name, and the initials that name her envois."""

import re

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.models import Coach
from coachdesk.services.acts import act
from coachdesk.services.desk import CoachInfo, Desk
from coachdesk.services.rows import row

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,3}")


def coach_faults(name: str, code: str) -> dict[str, str]:
    """What can't be, by « name » and « code »."""
    wrong = {}
    if not name.strip():
        wrong["name"] = "Le nom manque : il figure sur chaque document."
    if not _CODE.fullmatch(code.strip().upper()):
        wrong["code"] = "Une à quatre lettres ou chiffres sans accent, une lettre d’abord."
    return wrong


def change_coach(desk: Desk, name: str, code: str) -> CoachInfo:
    """Have the papers to come print ``name``, and the envois to come bear ``code``.

    Those made before, and the certificate of the poste, keep what they said.

    Raises:
        UserError: one of them can't be.
    """
    if wrong := coach_faults(name, code):
        raise UserError(next(iter(wrong.values())), "Corrigez, puis recommencez.")
    name = " ".join(name.split())
    with act(desk, f"nom du coach {quoted(name)}") as uow:
        coach = row(uow.session, Coach, desk.coach.id)
        coach.name, coach.code = name, code.strip().upper()
        uow.commit()
    desk.forget()
    return desk.coach
