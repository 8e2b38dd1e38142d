"""What a rectified version of a month changes: as its closing keeps it, as its bordereau says."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from coachdesk.core.french import NBSP, NNBSP, of, plural
from coachdesk.services.figure_labels import label, written

NOTHING = "rien"
ADDED, REMOVED = "ajoutée", "retirée"
"""What became of a whole line of the table, in place of its cells."""


def instead(before: str, after: str) -> str:
    """« 3,00 au lieu de 2,50 », « Présent au lieu d’Absence »."""
    return f"{after} au lieu {of(before)}"


@dataclass(frozen=True)
class CellChange:
    """A cell of the monthly table that differs from the version before; empty where there is none.

    Attributes:
        sheet: « Suivi » or « Prescriptions ».
        who: the first cell of its row, the number of the dossier in the usual profile.
        column: its title; empty when the whole line was added (``after``) or removed.
    """

    sheet: str
    who: str
    column: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """« Suivi, 23-012, Heures sur place : 3,00 au lieu de 2,50 »."""
        if not self.column:
            return f"{self.sheet}, {self.who}{NBSP}: ligne {self.after or REMOVED}"
        return (
            f"{self.sheet}, {self.who}, {self.column}{NBSP}: "
            f"{instead(self.before or NOTHING, self.after or NOTHING)}"
        )


@dataclass(frozen=True)
class SheetChange:
    """A rendez-vous that does not stand on someone's attendance sheet as it did.

    Attributes:
        number: of her dossier.
        day: « 12/05 », where it stands now, or stood.
        what: « ajouté », « Présent au lieu d’Absent »…
    """

    number: str
    day: str
    what: str

    @property
    def sentence(self) -> str:
        """« Feuille 23-012, rendez-vous du 12/05 : signature ajoutée »."""
        return f"Feuille {self.number}, rendez-vous du {self.day}{NBSP}: {self.what}"


@dataclass(frozen=True)
class FigureChange:
    """A figure of the month that is no longer what it was; values of the report's JSON."""

    key: str
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        """« File active : 34 au lieu de 35 »; of shares, the parts that differ."""
        return f"{label(self.key)}{NBSP}: {self.told}"

    @property
    def told(self) -> str:
        """« 34 au lieu de 35 »."""
        before, after = self.before, self.after
        if isinstance(before, dict) and isinstance(after, dict):
            parts = (
                (key, written(before.get(key, 0)), written(after.get(key, 0)))
                for key in [*after, *(each for each in before if each not in after)]
            )
            return ", ".join(
                f"{label(key)} {instead(old, new)}" for key, old, new in parts if old != new
            )
        return instead(written(before), written(after))


@dataclass(frozen=True)
class Changes:
    """All that differs from the version before; false when nothing does."""

    cells: tuple[CellChange, ...] = ()
    sheets: tuple[SheetChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.cells or self.sheets or self.figures)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each: the cells of the table, the attendance sheets, the figures."""
        return (
            *(each.sentence for each in self.cells),
            *(each.sentence for each in self.sheets),
            *(each.sentence for each in self.figures),
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """For the one page of a bordereau: figures and sheets on a line each, then the cells."""
        told = []
        if self.figures:
            figures = f"{NNBSP}; ".join(each.sentence for each in self.figures)
            told.append(f"Chiffres du mois{NBSP}: {figures}")
        if self.sheets:
            days: dict[str, list[str]] = {}
            for each in self.sheets:
                days.setdefault(each.number, []).append(each.day)
            numbers = ", ".join(
                f"{number} ({', '.join(dict.fromkeys(held))})" for number, held in days.items()
            )
            told.append(f"Feuilles d’émargement modifiées{NBSP}: {numbers}")
        return (*told, *(each.sentence for each in self.cells))

    @property
    def counted(self) -> str:
        """« 3 cellules, 1 feuille, 2 chiffres »; « rien » without."""
        feuilles = len({each.number for each in self.sheets})
        told = (
            (len(self.cells), "cellule"), (feuilles, "feuille"), (len(self.figures), "chiffre"),
        )  # fmt: skip
        return ", ".join(plural(number, word) for number, word in told if number) or NOTHING

    def to_json(self) -> str:
        """As a closing keeps them."""
        return json.dumps(asdict(self), ensure_ascii=False)


NO_CHANGES = Changes()


def figure_changes(frozen: str, now: Mapping[str, Any]) -> tuple[FigureChange, ...]:
    """The figures that differ from those frozen, compared as JSON, in which they were frozen."""
    before: dict[str, Any] = json.loads(frozen)
    return tuple(
        FigureChange(key, before.get(key), value)
        for key, value in json.loads(json.dumps(now)).items()
        if before.get(key) != value
    )


def read_changes(text: str | None) -> Changes:
    """What a closing keeps of them; nothing of a first version."""
    if not text:
        return NO_CHANGES
    told = json.loads(text)
    return Changes(
        tuple(CellChange(**each) for each in told["cells"]),
        tuple(SheetChange(**each) for each in told["sheets"]),
        tuple(FigureChange(**each) for each in told["figures"]),
    )
