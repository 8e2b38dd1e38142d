"""Erase contents from the journal (RGPD art. 17); their entries stay, and say since when."""

from collections.abc import Collection

from coachdesk.models.base import instant_text
from coachdesk.store.journal import ERASURE
from coachdesk.store.unit_of_work import UnitOfWork


def erase_payloads(uow: UnitOfWork, seqs: Collection[int]) -> None:
    """Erase the contents of committed entries; an entry of the journal tells which, and when.

    Raises:
        ValueError: an entry does not exist, has lost its content already, or is itself an erasure.
    """
    connection = uow.session.connection()
    at = instant_text(uow.now)
    for seq in seqs:
        erased = connection.exec_driver_sql(
            "UPDATE journal_payload SET salt = NULL, body = NULL, erased_at = ? "
            "WHERE seq = ? AND body IS NOT NULL "
            # by its key: « seq IN (SELECT …) » would gather the whole journal each time
            "AND (SELECT kind FROM journal_entry e WHERE e.seq = journal_payload.seq) != ?",
            (at, seq, ERASURE),
        )
        if erased.rowcount != 1:
            raise ValueError(f"no content to erase in entry {seq}")
    uow.note(ERASURE, "journal_payload", uow.store_id, {"seqs": sorted(seqs), "at": at})
