"""Do the files kept inside the store still say what was written? Their hashes, made again.

The journal keeps the SHA-256 of each; a file whose row also names its own is held to both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, plural
from coachdesk.store.journal import EMPTIED, RECOVERY

_KINDS = {
    "document_revision": ("data", "sha256", "le document"),
    "package": ("data", "sha256", "l’envoi"),
    "attachment_content": ("data", None, "la pièce"),
    "delivery_content": ("data", None, "la remise"),
    "receipt": ("data", None, "l’accusé"),
    "timestamp_token": ("data", None, "l’horodatage"),
    "signature": ("drawing", None, "la signature"),
}
"""Table, column of the bytes, column of their hash when there is one, the name of one."""
_ARCHIVED = (
    "SELECT c.id, c.data, a.sha256 FROM archived_proof_content c "
    "JOIN archived_proof a ON a.id = c.id"
)
_STRIDE = 50
"""Files between two words to who waits."""


@dataclass(frozen=True)
class ContentsReport:
    """What was found."""

    files: int
    """How many were looked at."""
    faults: tuple[str, ...]
    """French sentences, without a full stop; empty when all say what was written."""

    @property
    def sentence(self) -> str:
        """The verdict."""
        if self.faults:
            return f"{plural(len(self.faults), 'fichier altéré', 'fichiers altérés')}."
        return f"{plural(self.files, 'fichier relu', 'fichiers relus')}."


def check_contents(
    connection: Connection, walked: Callable[[int], None] = lambda _: None
) -> ContentsReport:
    """Make the hash of every file again; ``walked`` is told how many were seen, and may raise."""
    files, faults = 0, []
    for table, (column, own, name) in _KINDS.items():
        if not _has(connection, table, column):
            continue  # a store of before it
        expected, emptied = _journaled(connection, table, column), _emptied(connection, table)
        listing = f"SELECT id, {column}, {own or 'NULL'} FROM {table}"  # noqa: S608  (our names)  # nosec B608
        for key, data, told in connection.exec_driver_sql(listing):
            files += 1
            known = {each for each in (expected.pop(key, None), told) if each}
            if data == b"" and key in emptied:
                continue  # its time was over
            if data is not None and known - {sha256(data).hexdigest()}:
                faults.append(f"{name} {key[:8]} n’est plus celui qui a été écrit")
            if files % _STRIDE == 0:
                walked(files)
        faults += [f"{name} {key[:8]} a disparu" for key in expected]
    if _has(connection, "archived_proof", "sha256"):
        for key, data, told in connection.exec_driver_sql(_ARCHIVED):
            files += 1
            if sha256(data).hexdigest() != told:
                faults.append(f"la preuve archivée {key[:8]} n’est plus celle qui a été écrite")
    walked(files)
    return ContentsReport(files, tuple(faults))


def contents_fault(report: ContentsReport) -> str:
    """The first fault as a sentence, with how many others there are."""
    others = len(report.faults) - 1
    more = f" ({plural(others, 'autre', 'autres')})" if others else ""
    return f"Contenu altéré{NBSP}: {report.faults[0]}{more}."


def _has(connection: Connection, table: str, column: str) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM pragma_table_info(?) WHERE name = ?",
                                       (table, column)).first()  # fmt: skip
    return found is not None


def _emptied(connection: Connection, table: str) -> frozenset[str]:
    """The rows whose file was emptied at its term, as the journal says."""
    told = connection.exec_driver_sql(
        "SELECT entity_id FROM journal_entry WHERE entity = ? AND kind = ?", (table, EMPTIED)
    )
    return frozenset(key for (key,) in told)


def _journaled(connection: Connection, table: str, column: str) -> dict[str, str]:
    """The hash that the last entry of each row that stands tells of its bytes, by its id.

    An entry whose content was erased says nothing, and nothing is asked of its row; nor of one that
    a damage took, as the journal says since.
    """
    told = connection.exec_driver_sql(
        "SELECT e.entity_id, e.kind, json_extract(CAST(p.body AS TEXT), ?) "
        "FROM journal_entry e JOIN journal_payload p ON p.seq = e.seq "
        "WHERE e.entity = ? AND e.kind IN ('insert', 'update', 'delete') ORDER BY e.seq",
        (f"$.new.{column}.sha256", table),
    )
    last: dict[str, str] = {}
    for key, kind, digest in told:
        if kind == "delete":
            last.pop(key, None)
        elif digest:
            last[key] = digest
    gone = connection.exec_driver_sql(
        "SELECT lost.value FROM journal_entry e JOIN journal_payload p ON p.seq = e.seq, "
        "json_each(CAST(p.body AS TEXT), ?) lost WHERE e.kind = ?",
        (f"$.rows.{table}", RECOVERY),
    )
    for (key,) in gone:
        last.pop(key, None)
    return last
