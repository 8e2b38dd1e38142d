"""The encrypted file: vault, engine, unit of work, journal, migrations, backup."""

from coachdesk.store.erasure import erase_payloads
from coachdesk.store.foundations import DRAWING_KEY, CreatedStore
from coachdesk.store.journal import EMPTIED, Evidence, Head
from coachdesk.store.key_file import KdfCost
from coachdesk.store.store import Store
from coachdesk.store.unit_of_work import UnitOfWork
from coachdesk.store.verify import ChainReport, verify_chain

__all__ = [
    "DRAWING_KEY",
    "EMPTIED",
    "ChainReport",
    "CreatedStore",
    "Evidence",
    "Head",
    "KdfCost",
    "Store",
    "UnitOfWork",
    "erase_payloads",
    "verify_chain",
]
