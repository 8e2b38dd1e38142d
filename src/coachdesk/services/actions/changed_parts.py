"""What another profile would change beside its words: table, papers, indicators, bilan."""

from collections.abc import Collection, Iterator
from dataclasses import astuple

from coachdesk.core.french import NBSP, quoted
from coachdesk.documents.table_columns import chosen
from coachdesk.domain.indicators import Indicator
from coachdesk.domain.profile import TABLE_COLUMNS, ActionProfile
from coachdesk.domain.report_plan import ReportPart, ReportPlan
from coachdesk.services.paper_kinds import shipped_kinds

TEXT_NAMES = {
    "operation": "Titre de l’opération",
    "funding": "Mention des financeurs",
    "sheet_title": "Titre de la feuille d’émargement",
    "table_title": "Titre du tableau de suivi",
    "bordereau_title": "Titre du bordereau",
    "sheet_attestation": "Attestation de la feuille",
    "table_attestation": "Attestation du tableau",
    "consent": "Ce que lit la personne avant de signer",
    "person_commitments": "Engagements de la personne",
    "organisation_commitments": "Engagements de l’organisme",
    "acknowledgement": "Comment accuser réception",
}
"""Of each text of a profile."""


def column_changes(before: ActionProfile, after: ActionProfile) -> Iterator[str]:
    """The columns of the monthly table that come, go, or stand elsewhere."""
    name, titles = "Tableau de suivi", {each.key: each.title for each in chosen(TABLE_COLUMNS)}
    was, now = before.table_columns, after.table_columns
    come, gone = (
        [each for each in now if each not in was],
        [each for each in was if each not in now],
    )
    for verb, keys in (("ajoutée", come), ("retirée", gone)):
        if keys:
            many = "s" if len(keys) > 1 else ""
            told = ", ".join(quoted(titles.get(key, key)) for key in keys)
            yield f"{name}, colonne{many} {verb}{many}{NBSP}: {told}"
    if [each for each in was if each in now] != [each for each in now if each in was]:
        yield f"{name}{NBSP}: colonnes dans un autre ordre"


def paper_changes(before: ActionProfile, after: ActionProfile) -> Iterator[str]:
    """The papers that are written otherwise, no longer proposed, or proposed again."""
    if before.papers != after.papers:
        yield f"Modèles de papiers{NBSP}: changés"
    kinds = shipped_kinds()
    for keys, verb in (
        (after.papers_off - before.papers_off, "n’est plus proposé"),
        (before.papers_off - after.papers_off, "est proposé de nouveau"),
    ):
        for key in sorted(keys):
            yield f"Papier {quoted(kinds[key].title if key in kinds else key)} {verb}"


def count_changes(before: ActionProfile, after: ActionProfile) -> Iterator[str]:
    """The indicators that come, go or count otherwise, and what becomes of the bilan."""
    was, now = ({each.key: each for each in profile.indicators} for profile in (before, after))
    for verb, ones, others in (("ajouté", now, was), ("retiré", was, now)):
        labels = [quoted(each.label) for key, each in ones.items() if key not in others]
        if labels:
            many = "s" if len(labels) > 1 else ""
            yield f"Indicateurs, {verb}{many}{NBSP}: {', '.join(labels)}"
    # A target of the agreement is told once, by its own name.
    agreed = set(zip(astuple(before.targets), astuple(after.targets), strict=True))
    for key, each in now.items():
        if key in was and was[key] != each:
            yield from _indicator_changes(was[key], each, agreed)
    yield from _report_changes(before.report, after.report)


def _indicator_changes(
    was: Indicator, now: Indicator, agreed: Collection[tuple[int | None, int | None]]
) -> Iterator[str]:
    name = f"Indicateur {quoted(was.label)}"
    if was.label != now.label:
        yield f"{name}{NBSP}: devient {quoted(now.label)}"
    if was.target != now.target and (was.target, now.target) not in agreed:
        told = ("aucune" if each is None else str(each) for each in (was.target, now.target))
        yield f"{name}, cible{NBSP}: {' → '.join(told)}"
    if (was.function, was.parameters) != (now.function, now.parameters):
        yield f"{name}{NBSP}: compté autrement"
    if was.definition != now.definition:
        yield f"{name}{NBSP}: défini autrement"


def _report_changes(was: ReportPlan, now: ReportPlan) -> Iterator[str]:
    if was.title != now.title:
        yield f"Titre du bilan{NBSP}: {quoted(was.title)} devient {quoted(now.title)}"
    if was.state != now.state:
        yield f"État d’une page{NBSP}: d’autres chiffres, ou dans un autre ordre"
    before, after = ({part.key: part for part in plan.parts} for plan in (was, now))
    for verb, ones, others in (("ajoutée", after, before), ("retirée", before, after)):
        headings = [quoted(part.heading) for key, part in ones.items() if key not in others]
        if headings:
            many = "s" if len(headings) > 1 else ""
            yield f"Bilan, partie{many} {verb}{many}{NBSP}: {', '.join(headings)}"
    for key, part in after.items():
        if key in before and before[key] != part:
            yield f"Bilan, {quoted(part.heading)}{NBSP}: {_part_change(before[key], part)}"
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"Bilan{NBSP}: parties dans un autre ordre"


def _part_change(was: ReportPart, now: ReportPart) -> str:
    if was.figures != now.figures:
        return "d’autres chiffres, ou dans un autre ordre"
    if was.lists != now.lists:
        return "d’autres listes"
    return (
        "titre changé" if was.heading != now.heading else "ce qu’on y écrit est demandé autrement"
    )
