"""Whether the operation bears the same title on every paper of the action (domain §4.1).

The sheets, the table and the bordereau of a month take theirs from the profile; what was signed,
and the envois of earlier months, bear the one that the profile had then.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from coachdesk.core.french import NBSP, long_date, month_name, of, plural, quoted
from coachdesk.queries.audit import AttendedRow, PackageRow, SignatureRow
from coachdesk.services.audit_remarks import Remark, digest, sheet, who
from coachdesk.services.targets import Screen, Target

_TABLE = "tableau-de-suivi.xlsx"
_TITLE = re.compile(r"<(?:\w+:)?title\b[^>]*>(.*), \d{4}-\d{2}</", re.DOTALL)
_BEFORE_TITLE = f"{NBSP}: "


def signed_titles(
    rows: Sequence[AttendedRow], signatures: Sequence[SignatureRow], title: str
) -> Iterator[Remark]:
    """Titles under which presences were signed, other than ``title``, which the sheet prints."""
    of_appointment = {row.appointment_id: row for row in rows}
    found: dict[str, list[AttendedRow]] = {}
    for signature in signatures:
        row = of_appointment.get(signature.appointment_id)
        shown = _shown(signature.body)
        if row is not None and shown is not None and not shown.endswith(_BEFORE_TITLE + title):
            found.setdefault(shown.rsplit(_BEFORE_TITLE, 1)[-1], []).append(row)
    for other, signed in found.items():
        first = signed[0]
        yield Remark(
            "titres",
            f"{plural(len(signed), 'présence signée', 'présences signées')} sous l’intitulé "
            f"{quoted(other)}, dont celle de {who(first)} le {long_date(first.held_on)}"
            f"{NBSP}: la feuille porte {quoted(title)}.",
            sheet(first),
            digest(title, other, *(str(row.appointment_id) for row in signed)),
        )


def package_titles(packages: Iterable[PackageRow], title: str) -> Iterator[Remark]:
    """Titles of earlier envois other than ``title``, each told with its first month."""
    told = set()
    for package in packages:
        other = title_of(package.data)
        if other is None or other == title or other in told:
            continue
        told.add(other)
        yield Remark(
            "titres",
            f"L’envoi {of(month_name(package.month))} porte l’intitulé {quoted(other)}, les "
            f"papiers de ce mois porteront {quoted(title)}.",
            Target(Screen.MONTH, day=package.month),
            digest(title, other, f"{package.month}"),
        )


def title_of(package: bytes) -> str | None:
    """The title that the table of an envoi bears; None when it can't be read."""
    try:
        with (
            ZipFile(BytesIO(package)) as papers,
            ZipFile(BytesIO(papers.read(_TABLE))) as workbook,
        ):
            told = workbook.read("docProps/core.xml").decode()
    except (BadZipFile, KeyError, UnicodeDecodeError):
        return None
    found = _TITLE.search(told)
    return unescape(found[1]) if found else None


def _shown(body: bytes | None) -> str | None:
    """The heading that the person read, title last; None once it was erased."""
    if body is None:
        return None
    text = json.loads(body).get("text")
    return text.split("\n", 1)[0] if isinstance(text, str) else None
