"""Whom a sauvegarde brought back though they were erased: erased again where a store is opened."""

import logging
from contextlib import suppress

from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.rights.ledger import due_again, erased_people, keep_ledger, read_ledger

_logger = logging.getLogger(__name__)


def erase_returned(desk: Desk) -> int:
    """Erase again whom the ledger beside the store tells of; gives how many.

    What keeps it from being done now is tried again at the next opening: a store opens all the
    same. The power may have gone between an erasure and the file beside the store, which is then
    completed.
    """
    beside = {each.id for each in read_ledger(desk.store.directory)}
    if not {each.id for each in desk.read(erased_people)} <= beside:
        with suppress(OSError):  # tried again at the next opening
            keep_ledger(desk)
    if not due_again(desk):
        return 0
    # What makes papers takes half a second to load, and hardly any start needs it.
    from coachdesk.services.rights.erasing import erase_again

    try:
        return erase_again(desk)
    except UserError:
        _logger.info("those who came back are erased another time", exc_info=True)
        return 0
