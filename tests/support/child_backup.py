"""A child of the tests: copies the signing desk's store to a folder.

``python -m support.child_backup STORE FOLDER`` acknowledges that it begins, then each step of the
copy, then the copy it made.
"""

import sys
from pathlib import Path

from coachdesk.services.backup.elsewhere import backup_to
from support.faults import acknowledge
from support.signing_desk import reopen

if __name__ == "__main__":
    desk = reopen(Path(sys.argv[1]))
    acknowledge("begins")
    made = backup_to(desk, Path(sys.argv[2]))
    acknowledge(made.path.name)
    desk.close()
