"""Kinds of paper that no action has, with every kind of field; for tests of what fills them in."""

from coachdesk.domain.papers import (
    NO,
    REFUSED,
    YES,
    Block,
    FieldKind,
    PaperField,
    PaperTemplate,
    Role,
    Subject,
)
from coachdesk.domain.words import Word, WordList

WORDS = WordList(
    (Word("low", "Faible"), Word("fair", "Correct"), Word("good", "Bon"), Word("top", "Très bon"))
)


def field_of(key: str, kind: FieldKind, *, required: bool = False, hint: str = "") -> PaperField:
    """A question of that kind, its choices those of WORDS."""
    chosen = WORDS if kind in {FieldKind.CHOICE, FieldKind.TICKS} else WordList[Word](())
    return PaperField(key, f"Question {key}", kind, chosen, 5, required, "", hint)


def block_of(*fields: PaperField, heading: str = "", grid: bool = False) -> Block:
    """A part with those fields."""
    return Block(heading, "", (), "", fields, grid, optional=False)


def paper_of(*blocks: Block, signers: tuple[Role, ...] = (Role.PARTICIPANT,)) -> PaperTemplate:
    """A paper of those parts."""
    return PaperTemplate(
        "loose", "Papier d’essai", "parcours", Subject.DOSSIER, (), signers, {}, "",
        by_person=False, anonymous=False, copy=False, required=(), blocks=blocks,
    )  # fmt: skip


EVERY_KIND = paper_of(
    block_of(*(field_of(kind.value, kind) for kind in FieldKind), heading="Chaque genre"),
    block_of(
        *(field_of(f"grid_{number}", FieldKind.CHOICE) for number in range(3)),
        heading="En grille",
        grid=True,
    ),
)
ANSWERS: dict[FieldKind, tuple[str | tuple[str, ...], ...]] = {
    FieldKind.DATE: ("2024-01-31", "1999-12-01"),
    FieldKind.CHOICE: ("low", "fair", "good", "top"),
    FieldKind.TICKS: ((), ("low",), ("fair", "top"), ("low", "fair", "good", "top")),
    FieldKind.YES_NO: (YES, NO),
    FieldKind.SENSITIVE: (YES, NO, REFUSED),
    FieldKind.SCALE: ("1", "2", "3", "4", "5"),
}
"""What may be answered to the kinds that are not written freely."""
