"""The acts and the outreach that a profile declares, read with their faults."""

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.profile import (
    SERVICE_PARTS,
    ContactStage,
    OutreachOutcome,
    ServiceKind,
)
from coachdesk.domain.profile_table import Table
from coachdesk.domain.profile_words import read_word, read_words, synonyms
from coachdesk.domain.words import WordList

_NEEDED = (
    (ContactStage.TO_CALL, "C’est celle de qui vient d’être rencontré."),
    (ContactStage.APPOINTMENT, "C’est celle de qui a maintenant un dossier."),
)


def read_service(table: Table, key: str) -> ServiceKind:
    """A kind of act; what speaks of its quantity needs a unit."""
    unit = table.text_or_none("unit") or ""
    kind = ServiceKind(
        key,
        table.text("label"),
        synonyms(table),
        unit=unit,
        quantity=table.text_or_none("quantity") or "",
        whole=table.flag("whole"),
        group=table.flag("group"),
        results=read_words(table, "results", read_word) if table.has("results") else WordList(()),
        without=frozenset(table.texts("without", optional=True, allowed=SERVICE_PARTS)),
        expected_months=_expected_months(table),
        expected_at_end=table.flag("expected_at_end"),
        expected_job_days=_job_days(table),
    )
    if kind.expected_months and kind.expected_at_end:
        table.note(
            "expected_at_end",
            "Cet acte est attendu à des étapes et à la fin.",
            f"Faites un acte à part pour la fin{NBSP}: chacun se compte alors seul.",
        )
    for name in ("quantity", "whole"):
        if table.has(name) and not unit:
            table.note(
                name,
                f"Sans {quoted('unit')}, cet acte n’a pas de quantité.",
                f"Ajoutez {quoted('unit')}, ou retirez {quoted(name)}.",
            )
    return kind


def _expected_months(table: Table) -> tuple[int, ...]:
    return table.wholes("expected_months", 1, 60) if table.has("expected_months") else ()


def _job_days(table: Table) -> tuple[int, ...]:
    return table.wholes("expected_job_days", 1, 730) if table.has("expected_job_days") else ()


def read_contact_outcome(table: Table, key: str) -> OutreachOutcome:
    """What may become of someone met outside."""
    stage = ContactStage(table.choice("kind", ContactStage))
    return OutreachOutcome(key, table.text("label"), synonyms(table), stage)


def require_stages(words: Table, outcomes: WordList[OutreachOutcome]) -> None:
    """Note the stages that the program gives by itself and that no word stands for."""
    for stage, need in _NEEDED:
        if len(outcomes) and all(outcome.stage is not stage for outcome in outcomes):
            words.note("outreach_outcomes", f"Aucune suite n’a le genre {quoted(stage)}.", need)
