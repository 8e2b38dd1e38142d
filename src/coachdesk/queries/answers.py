"""What someone asked to sign a presence answered instead: the latest answer counts.

Who refused, can't sign or disagrees has answered: nothing is missing any more, and nobody nags.
"""

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import aliased

from coachdesk.models import Appointment, Signature, SignatureRefusal

_EARLIER = aliased(SignatureRefusal)


def answered() -> ColumnElement[bool]:
    """Whether the rendez-vous of the row was signed, or answered otherwise."""
    signed = select(Signature.id).where(Signature.appointment_id == Appointment.id)
    return signed.exists() | declined()


def declined() -> ColumnElement[bool]:
    """Whether she was asked to sign the rendez-vous of the row and answered otherwise, once."""
    said: Select[*tuple[object, ...]] = select(SignatureRefusal.id).where(
        SignatureRefusal.appointment_id == Appointment.id
    )
    return said.exists()


def latest_refusal() -> ColumnElement[bool]:
    """The condition on which ``SignatureRefusal`` is joined to ``Appointment``: her last one."""
    return and_(
        SignatureRefusal.appointment_id == Appointment.id,
        SignatureRefusal.entry_seq == _last_entry(),
    )


def _last_entry() -> ScalarSelect[int]:
    return (
        select(func.max(_EARLIER.entry_seq))
        .where(_EARLIER.appointment_id == Appointment.id)
        .correlate(Appointment)
        .scalar_subquery()
    )
