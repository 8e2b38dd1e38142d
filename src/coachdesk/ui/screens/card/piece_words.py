"""How the list of pieces says what they are."""

from datetime import date

from coachdesk.core.french import file_size, short_date
from coachdesk.domain.attachments import Validity, validity
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.attachments import AttachmentRow
from coachdesk.ui.item_models.table import Column

_TONES = {Validity.OVER: "refused", Validity.SOON: "mend", Validity.ENDLESS: "ink_soft"}
_NEVER = "9999"


def validity_words(valid_until: date | None, day: date) -> str:
    """« jusqu’au 31/03/2024 », « périmée le 02/01/2024 », « sans limite »."""
    if valid_until is None:
        return "sans limite"
    over = validity(valid_until, day) is Validity.OVER
    return f"{'périmée le' if over else 'jusqu’au'} {short_date(valid_until)}"


def validity_tone(valid_until: date | None, day: date) -> str | None:
    """The colour of it."""
    return _TONES.get(validity(valid_until, day))


def piece_columns(profile: ActionProfile, day: date) -> tuple[Column[AttachmentRow], ...]:
    """Kind over name, validity, day and size."""

    def told(piece: AttachmentRow) -> str:
        return f"{profile.attachment_kinds.label(piece.kind)}\n{piece.name}"

    return (
        Column("Pièce", told),
        Column(
            "Validité",
            lambda piece: validity_words(piece.valid_until, day),
            lambda piece: piece.valid_until.isoformat() if piece.valid_until else _NEVER,
            width=150,
            colour=lambda piece: validity_tone(piece.valid_until, day),
        ),
        Column(
            "Ajoutée",
            lambda piece: short_date(piece.added_at.astimezone().date()),
            lambda piece: piece.added_at.isoformat(),
            width=96,
            spare=True,
        ),
        Column(
            "Taille",
            lambda piece: file_size(piece.size),
            lambda piece: piece.size,
            right=True,
            width=82,
            spare=True,
        ),
    )
