"""A child of the tests: imports a workbook in the store of ``support.workbooks.new_work``.

``python -m support.child_import STORE FILE`` acknowledges that it begins, then that it is done.
"""

import sys
from pathlib import Path

from support.faults import acknowledge
from support.workbooks import reopened

if __name__ == "__main__":
    work = reopened(Path(sys.argv[1]))
    acknowledge("begins")
    work.take(Path(sys.argv[2]))
    acknowledge("done")
    work.store.close()
