"""All the papers of a month: drawn, sealed, listed in the order of the envoi."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import file_slug, month_name, of
from coachdesk.documents.attendance_sheet import attendance_sheet
from coachdesk.documents.bordereau import bordereau
from coachdesk.documents.frame import Printed
from coachdesk.documents.monthly_table import monthly_table
from coachdesk.documents.table_files import table_csv, table_xlsx
from coachdesk.queries.attendance import PersonAttendance, attendance_rows
from coachdesk.queries.evidence import evidence_rows
from coachdesk.services.directory.recipients import Takes, addressees
from coachdesk.services.papers.cover import bordereau_data
from coachdesk.services.papers.issue import Issue
from coachdesk.services.papers.sheets import sheet_data, sheet_proofs
from coachdesk.services.papers.table import table_data
from coachdesk.signing.certificate import Identity
from coachdesk.signing.proofs import ATTACHMENT, build_proofs
from coachdesk.signing.seal import Sealer
from coachdesk.sync.package import Paper

_TABLE = "tableau-de-suivi"
TABLE_SHOWN = "tableau-presente.pdf"
"""The table as its signers saw it, inside the sealed one."""
SHEETS = "emargement/"
"""The folder of the sheets in the envoi."""


def month_papers(
    connection: Connection,
    issue: Issue,
    identity: Identity,
    filename: str,
    step: Callable[[float, str], None],
) -> tuple[Paper, ...]:
    """The bordereau, the table in its three forms and one sheet per person.

    ``step`` is told the share done and the paper at hand, and may raise to stop.
    """
    sealer = Sealer(identity)

    def sealed(path: str, paper: Printed, attachments: dict[str, bytes] | None = None) -> Paper:
        data = sealer.seal(
            paper.pdf,
            reason=f"Clôture {of(month_name(issue.month))}, journal n° {issue.head.seq} "
            f"{issue.head.hash[:12]}",
            when=issue.closed_at,
            attachments=attachments,
        )
        return Paper(path, data, paper.pages, 1)

    people = attendance_rows(connection, issue.action.id, issue.period.first, issue.period.last)
    entries = [seq for person in people for row in person.rows for seq in row.entries]
    evidence = evidence_rows(connection, entries)

    names = sheet_names(people)

    to = addressees(connection, issue.action.id, Takes.MONTHS)
    step(0.0, "Tableau de suivi")
    table = table_data(connection, issue)
    papers = [
        (
            sealed(f"{_TABLE}.pdf", monthly_table(table), _signed_table(issue)),
            "Tableau de suivi mensuel, scellé",
        ),
        (Paper(f"{_TABLE}.xlsx", table_xlsx(table), None, 0), "Le même, classeur"),
        (Paper(f"{_TABLE}.csv", table_csv(table), None, 0), "Le même, données brutes"),
    ]
    for done, person in enumerate(people, start=1):
        step(done / (len(people) + 2), f"Feuille d’émargement {person.number}")
        proofs = sheet_proofs(person.rows, evidence)
        attachments = {ATTACHMENT: build_proofs(proofs)} if proofs else None
        sheet = attendance_sheet(sheet_data(issue, person, evidence))
        path = f"{SHEETS}{names[person.pathway_id]}.pdf"
        papers.append((sealed(path, sheet, attachments), "Feuilles d’émargement, scellées"))
    cover = bordereau(bordereau_data(issue, filename, people, papers, to))
    first = Paper("bordereau.pdf", cover.pdf, cover.pages, 0)
    return (first, *(paper for paper, _ in papers))


def _signed_table(issue: Issue) -> dict[str, bytes] | None:
    """What proves the drawings at the foot of the table, and the table that was shown for them."""
    if issue.signed is None:
        return None
    return {ATTACHMENT: build_proofs(issue.signed.proofs), TABLE_SHOWN: issue.signed.shown}


def sheet_names(people: Sequence[PersonAttendance]) -> dict[UUID, str]:
    """A file name per sheet, from the dossier's number: fit for any system, and none twice."""
    names: dict[UUID, str] = {}
    for person in people:
        name = sheet_name(person, alone=True)
        if name in names.values():
            name = sheet_name(person, alone=False)
        names[person.pathway_id] = name
    return names


class SheetOwner(Protocol):
    """Whose a sheet is."""

    @property
    def number(self) -> str:
        """Of the dossier."""
        ...

    @property
    def prescription_id(self) -> UUID:
        """The dossier."""
        ...


def sheet_name(person: SheetOwner, *, alone: bool) -> str:
    """The name of a person's sheet, or the one it has when another bears hers (not ``alone``)."""
    name = file_slug(person.number)
    if name and alone:
        return name
    return f"{name or 'dossier'}-{person.prescription_id.hex[-8:]}"
