"""The journal's chain in a file, for whoever wants to see that nothing of it was changed."""

from pathlib import Path

from coachdesk.queries.journal import chain
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import explained, note_export, write_private
from coachdesk.sync.journal_extract import ExtractEntry, write_extract


def extract_journal(desk: Desk, target: Path) -> int:
    """Write the chain of ``desk`` in ``target``, signed by the device; how many entries it holds.

    Nothing of what the entries say is in it, so it names nobody. That it left is its last entry.

    Raises:
        UserError: the file can't be written, or the clock is outside the certificate's life.
    """
    now = desk.clock.now()
    desk.identity.certificate.refuse_outside(now)
    note_export(desk, "journal", desk.store.store_id, {"file": target.name, "encrypted": False})
    entries = desk.read(lambda link: [ExtractEntry(*entry) for entry in chain(link)])
    data = write_extract(desk.identity, desk.store.store_id, entries, now)
    with explained(str(target)):
        write_private(target, data)
    return len(entries)
