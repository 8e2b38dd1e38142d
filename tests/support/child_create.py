"""A child of the tests: makes the store of a first start, and dies at any moment of it.

``python -m support.child_create STORE`` acknowledges that it begins, then that it is done.
"""

import sys
from pathlib import Path

from coachdesk.services.setup import create_desk
from support.faults import acknowledge
from support.signing_desk import CLOCK

PASSPHRASE = "girafe moulin tabouret velours"

if __name__ == "__main__":
    acknowledge("begins")
    create_desk(
        Path(sys.argv[1]), PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur",
        guided=True, clock=CLOCK,
    )  # fmt: skip
    acknowledge("done")
