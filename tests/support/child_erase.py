"""A child of the tests: erases someone from the desk of ``support.control_story``.

``python -m support.child_erase STORE KEY PARTICIPANT`` acknowledges that it begins, then that it is
done.
"""

import sys
from pathlib import Path
from uuid import UUID

from coachdesk.services.desk import open_desk
from coachdesk.services.rights.erasing import erase
from support.control_story import CONTROLLED
from support.faults import acknowledge
from support.whole_month import clock_of

if __name__ == "__main__":
    desk = open_desk(Path(sys.argv[1]), sys.argv[2], clock=clock_of(CONTROLLED, 9))
    acknowledge("begins")
    erase(desk, UUID(sys.argv[3]))
    acknowledge("done")
    desk.close()
