"""A child of the tests: signs the rendez-vous it is given, one by one, acknowledging each.

``python -m support.child_sign STORE APPOINTMENT…``
"""

import sys
from pathlib import Path
from uuid import UUID

from support.faults import acknowledge
from support.signing_desk import reopen, sign

if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]))
    for appointment in sys.argv[2:]:
        signed = sign(desk, UUID(appointment))
        acknowledge(f"{appointment} {signed.entry_seq} {signed.short_code}")
    desk.close()
