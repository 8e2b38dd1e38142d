"""A child of the tests: has the rendez-vous it is given answered, acknowledging each answer.

One in three is declined first, and signed after.

``python -m support.child_sign STORE APPOINTMENT…``
"""

import sys
from pathlib import Path
from uuid import UUID

from support.faults import acknowledge
from support.signing_desk import decline, reopen, sign

_DECLINED = 3

if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]))
    for number, appointment in enumerate(sys.argv[2:]):
        if number % _DECLINED == 0:
            said = decline(desk, UUID(appointment))
            acknowledge(f"declined {appointment} {said.entry_seq} {said.short_code}")
        signed = sign(desk, UUID(appointment))
        acknowledge(f"signed {appointment} {signed.entry_seq} {signed.short_code}")
    desk.close()
