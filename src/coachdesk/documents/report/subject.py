"""What a bilan is about, as its first page says it on paper and in the document to be edited."""

from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.report_content import Report


def subject_facts(report: Report) -> tuple[tuple[str, str], ...]:
    """Names and values, those that are known."""
    period = report.period
    number = f"n°{NBSP}{report.agreement_number}" if report.agreement_number else ""
    facts = (
        ("Opération", report.operation),
        ("Convention", number),
        ("Territoire", report.territory),
        ("Période", f"du {long_date(period.first)} au {long_date(period.last)}"),
        ("Association", report.association),
        ("Coach", report.coach),
        ("Financeurs", "\n".join(report.funders)),
        ("Mention de financement", report.funding),
    )
    return tuple((name, value) for name, value in facts if value)
