"""What an import brought and what it leaves, in one sentence."""

from coachdesk.core.french import decimal, plural
from coachdesk.services.importing import ImportReport, Mending


def brought(report: ImportReport) -> str:
    """« 127 lignes entrées : Prescriptions 120, Sorties 7. »."""
    sheets = [
        f"{sheet}\u00a0{decimal(count, 0)}" for sheet, count in report.imported.items() if count
    ]
    total = sum(report.imported.values())
    if not sheets:
        known = plural(report.unchanged, "ligne déjà enregistrée", "lignes déjà enregistrées")
        return f"Aucune ligne nouvelle\u00a0: {known}." if report.unchanged else "Rien n’est entré."
    entered = plural(total, "ligne entrée", "lignes entrées")
    return f"{entered}\u00a0: {', '.join(sheets)}."


def left(mending: Mending) -> str:
    """What is still asked, what waits, what was left aside."""
    if mending.open:
        said = f"Il reste {plural(mending.open, 'point')} à réparer"
        if mending.waiting:
            waiting = plural(mending.waiting, "ligne qui en dépend", "lignes qui en dépendent")
            return f"{said}, et {waiting}."
        return f"{said}."
    if mending.waiting:
        return f"{plural(mending.waiting, 'ligne')} de côté. Rien d’autre à réparer."
    return "Rien à réparer."
