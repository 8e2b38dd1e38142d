"""A process that seals a paper while pyHanko is being loaded beside it: ``child_load MODULE``.

The thread that loads stops at ``MODULE``, until this one loads too or has waited long for it.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.abc import MetaPathFinder
from threading import Event, current_thread, main_thread
from uuid import UUID

from coachdesk.services.papers.templates import load_sealing
from coachdesk.signing.certificate import new_identity
from coachdesk.signing.seal import Sealer
from support.faults import acknowledge
from support.loose_pdf import pages_of

_LONG = 0.5
_SURELY = 20
_NOW = datetime(2023, 5, 31, 18, tzinfo=UTC)


class _Beside(MetaPathFinder):
    """Finds nothing: it sees who loads what."""

    def __init__(self, middle: str) -> None:
        self._middle = middle
        self.half_made, self.other = Event(), Event()

    def find_spec(self, name: str, *_: object) -> None:
        """Stop the thread beside in the middle, once."""
        if current_thread() is main_thread():
            if name.startswith("pyhanko."):
                self.other.set()
        elif name == self._middle and not self.half_made.is_set():
            self.half_made.set()
            self.other.wait(_LONG)


def main() -> None:
    """Load beside, seal here."""
    device = UUID("01890000-0000-7000-8000-000000000001")
    sealer = Sealer(
        new_identity(coach="Odile Vasseur", association="Essai", device=device, now=_NOW)
    )
    seen = _Beside(sys.argv[1])
    sys.meta_path.insert(0, seen)
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(load_sealing)
        assert seen.half_made.wait(_SURELY), "the module is no part of what is loaded"
        paper = sealer.seal(pages_of("Feuille"), reason="Essai", when=_NOW)
        loading.result()
    acknowledge(f"sealed {len(paper)}")


if __name__ == "__main__":
    main()
