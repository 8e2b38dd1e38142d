"""The values of a profile that change most, as a form asks for them: what each is, its bounds.

The rest is changed in the file. What is typed here is judged once more with the whole profile.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from coachdesk.core.french import NBSP
from coachdesk.domain.profile_text import Path, Value

_SEVERAL = re.compile(r"[\n;,]")


class FieldKind(Enum):
    """How a value is typed."""

    TEXT = auto()
    NAMES = auto()
    """Several names, parted by commas or lines."""
    WHOLE = auto()
    MONTHS = auto()
    """Several whole numbers that grow, parted by commas."""


@dataclass(frozen=True)
class ProfileField:
    """One value: where it stands in the profile, and its words on screen."""

    path: Path
    label: str
    group: str
    kind: FieldKind = FieldKind.TEXT
    least: int = 0
    most: int = 0
    optional: bool = False
    hint: str = ""


def _whole(
    name: str, label: str, group: str, least: int, most: int, *, optional: bool = False
) -> ProfileField:
    table = "targets" if group == OBJECTIVES else "rules"
    return ProfileField((table, name), label, group, FieldKind.WHOLE, least, most, optional)


CONVENTION, ASSOCIATION, SIGNER, TERRITORY, OBJECTIVES, RULES, IMMERSIONS = (
    "Convention", "Association", "Second signataire", "Territoire", "Objectifs de la convention",
    "Règles du parcours", "Prescripteur des immersions",
)  # fmt: skip
FIELDS = (
    ProfileField(("name",), "Nom de l’action", CONVENTION),
    ProfileField(("agreement_number",), "N° de convention", CONVENTION),
    ProfileField(("association",), "Nom de l’association", ASSOCIATION),
    ProfileField(("association_phone",), "Téléphone", ASSOCIATION, optional=True,
                 hint="Où l’entreprise appelle après un accident."),
    ProfileField(("association_address",), "Adresse", ASSOCIATION, optional=True,
                 hint="Sur les conventions d’immersion."),
    ProfileField(("second_signer", "name"), "Nom", SIGNER, optional=True,
                 hint="Vide : le coach signe seul le tableau et les bilans."),
    ProfileField(("second_signer", "role"), "Qualité", SIGNER, optional=True,
                 hint="« directrice », telle qu’elle figure à côté du nom."),
    ProfileField(("territory",), "Territoire", TERRITORY),
    ProfileField(("communes",), "Communes proposées", TERRITORY, FieldKind.NAMES, optional=True,
                 hint="Séparées par des virgules ; toute autre commune reste acceptée."),
    _whole("file_active", "File active visée", OBJECTIVES, 1, 1000),
    _whole("entries_per_year", "Entrées par an", OBJECTIVES, 1, 10_000, optional=True),
    _whole("positive_exit_percent", "Sorties positives, en %", OBJECTIVES, 0, 100, optional=True),
    ProfileField(("exits", "positive_label"), "Nom des sorties positives", OBJECTIVES),
    _whole("duration_months", "Durée du parcours, en mois", RULES, 1, 60),
    _whole("renewals", "Renouvellements possibles", RULES, 0, 20),
    _whole("first_appointment_days", "Premier rendez-vous sous, en jours", RULES, 1, 365),
    ProfileField(("rules", "follow_up_months"), "Suivis après la sortie, en mois", RULES,
                 FieldKind.MONTHS, 1, 60, hint="« 1, 3, 6 »"),
    _whole("absence_threshold", "Absences injustifiées signalées au-delà de", RULES, 0, 100),
    _whole("appointments_limit", "Suite à décider après ce nombre de rendez-vous", RULES, 1, 100,
           optional=True),
    _whole("weekly_hours", "Heures d’activité par semaine", RULES, 0, 48, optional=True),
    _whole("contact_months", "Rencontres sans suite, noms gardés en mois", RULES, 1, 36,
           optional=True),
    ProfileField(("immersion_prescriber", "name"), "Organisme", IMMERSIONS, optional=True),
    ProfileField(("immersion_prescriber", "address"), "Adresse", IMMERSIONS, optional=True),
    ProfileField(("immersion_prescriber", "contact"), "Personne à joindre", IMMERSIONS,
                 optional=True),
)  # fmt: skip
_TOGETHER: Mapping[str, frozenset[str]] = {
    "second_signer": frozenset({"name", "role"}),
    "immersion_prescriber": frozenset({"name", "address"}),
}
"""Tables that are there whole or not at all, with what they can't do without."""


def typed_values(text: str) -> dict[Path, str]:
    """What the fields show of a profile's text; empty for what it leaves out."""
    tree = tomllib.loads(text.removeprefix("\ufeff"))
    return {field.path: _shown(_at(tree, field.path)) for field in FIELDS}


def changes_typed(
    before: Mapping[Path, str], typed: Mapping[Path, str]
) -> tuple[dict[Path, Value], dict[Path, str]]:
    """What was changed, and beside each field that can't be so, why not."""
    changes: dict[Path, Value] = {}
    wrong: dict[Path, str] = {}
    for field in FIELDS:
        told = typed.get(field.path, before[field.path])
        if _plain(told) == _plain(before[field.path]):
            continue
        value, fault = _read(field, told)
        if fault:
            wrong[field.path] = fault
        else:
            changes[field.path] = value
    now = {**before, **typed}
    for table, needed in _TOGETHER.items():
        mine = [field for field in FIELDS if field.path[0] == table]
        told_some = [field for field in mine if now[field.path].strip()]
        changed = any(field.path in changes for field in mine)
        if changed and not told_some:
            for field in mine:
                changes.pop(field.path, None)
            changes[(table,)] = None
        elif changed:
            for field in mine:
                if field.path[1] in needed and not now[field.path].strip():
                    wrong[field.path] = "À remplir aussi, ou videz les deux."
    return changes, wrong


def _read(field: ProfileField, told: str) -> tuple[Value, str]:
    told = told.strip()
    if not told:
        return None, "" if field.optional else "Ce champ ne peut pas rester vide."
    if field.kind is FieldKind.TEXT:
        return " ".join(told.split()), ""
    parts = [" ".join(part.split()) for part in _SEVERAL.split(told)]
    parts = [part for part in parts if part]
    if field.kind is FieldKind.NAMES:
        return list(dict.fromkeys(parts)), ""
    bounds = f"de {field.least} à {field.most}"
    numbers = [int(part) for part in parts if re.fullmatch(r"[0-9]{1,6}", part)]
    if len(numbers) != len(parts) or not all(field.least <= n <= field.most for n in numbers):
        return None, f"Écrivez un nombre entier {bounds}."
    if field.kind is FieldKind.MONTHS:
        return sorted(set(numbers)), ""
    return (numbers[0], "") if len(numbers) == 1 else (None, f"Un seul nombre, {bounds}.")


def _at(tree: Mapping[str, Any], path: Path) -> Any:  # noqa: ANN401  (what TOML holds)
    value: Any = tree
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _shown(value: Any) -> str:  # noqa: ANN401  (what TOML holds)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _plain(told: str) -> str:
    return " ".join(told.split())


def field_name(path: Path) -> str:
    """« Second signataire : Nom », as a change of it is told."""
    field = next(field for field in FIELDS if field.path == path)
    alone = field.group in {CONVENTION, OBJECTIVES, RULES} or field.label.startswith(field.group)
    return field.label if alone else f"{field.group}{NBSP}: {field.label.lower()}"
