"""The columns of a person's rendez-vous, and what state each one's proof is in."""

from enum import StrEnum

from coachdesk.core.french import clock_time, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import CardAppointment
from coachdesk.ui.item_models.table import Column


class Proof(StrEnum):
    """Where the signature of a presence stands."""

    NONE = "none"
    """Nothing to sign: planned, absent or cancelled."""
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    PAPER = "paper"
    """From before CoachDesk: the original is on paper."""


def proof(appointment: CardAppointment) -> Proof:
    """The state of the signature of ``appointment``."""
    if appointment.signature_seq is not None:
        return Proof.SIGNED
    if appointment.presence is not Presence.ATTENDED:
        return Proof.NONE
    return Proof.PAPER if appointment.cut_over else Proof.TO_SIGN


def can_be_signed(appointment: CardAppointment) -> bool:
    """Whether the pad may be asked for: the service says why not, when the day matters."""
    return appointment.signature_seq is None and appointment.presence in {
        Presence.PLANNED,
        Presence.ATTENDED,
    }


def appointment_columns(profile: ActionProfile) -> tuple[Column[CardAppointment], ...]:
    """Date, hours, place, mode, presence, signature."""

    def when(row: CardAppointment) -> int:
        return row.held_on.toordinal() * 1440 + row.start_minute

    def presence_colour(row: CardAppointment) -> str | None:
        if row.presence is Presence.UNEXCUSED:
            return "refused"
        return None if row.presence in {Presence.ATTENDED, Presence.PLANNED} else "ink_soft"

    def signature(row: CardAppointment) -> str:
        state = proof(row)
        if state is Proof.SIGNED:
            return f"Signé, n°\u00a0{row.signature_seq}"
        return {
            Proof.TO_SIGN: "À faire signer",
            Proof.PAPER: "Reprise\u00a0: papier",
            Proof.NONE: "",
        }[state]

    def signature_colour(row: CardAppointment) -> str | None:
        return {Proof.SIGNED: "done", Proof.TO_SIGN: "mend"}.get(proof(row), "ink_soft")

    return (
        Column("Date", lambda row: short_date(row.held_on), when, width=100),
        Column(
            "Horaire",
            lambda row: f"{clock_time(row.start_minute)} – {clock_time(row.end_minute)}",
            lambda row: row.start_minute,
            width=126,
        ),
        Column("Lieu", lambda row: row.place or "", width=144, spare=True),
        Column("Modalité", lambda row: profile.modes.label(row.mode), width=98, spare=True),
        Column(
            "Présence", lambda row: profile.presences.label(row.presence), colour=presence_colour
        ),
        Column("Signature", signature, width=128, colour=signature_colour),
    )
