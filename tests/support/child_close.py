"""A child of the tests: closes the month of the signing desk.

``python -m support.child_close STORE`` acknowledges that it begins, then the package it made.
"""

import sys
from pathlib import Path

from coachdesk.services.closing.use_case import close_month
from support.faults import acknowledge
from support.signing_desk import DAY, reopen

if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]))
    acknowledge("begins")
    closed = close_month(desk, desk.action(None), DAY.replace(day=1), force_reason="essai")
    acknowledge(closed.sha256)
    desk.close()
