"""A coach's workbook in: read, judged line by line, compared with the store, written at once."""

from coachdesk.services.importing.learned import (
    BLANK,
    LearnedRow,
    forget_word,
    learned_rows,
)
from coachdesk.services.importing.mending import (
    MISSING_COLUMN,
    MendField,
    Mending,
    RefusedCell,
    RefusedWord,
    State,
    what_to_mend,
)
from coachdesk.services.importing.mends import NO_MENDS, Mends, typed_spots
from coachdesk.services.importing.report import ERASED, Difference, Fault, ImportReport
from coachdesk.services.importing.use_case import import_file, import_workbook
from coachdesk.services.importing.workbook_file import WorkbookFile, open_workbook

__all__ = [
    "BLANK",
    "ERASED",
    "MISSING_COLUMN",
    "NO_MENDS",
    "Difference",
    "Fault",
    "ImportReport",
    "LearnedRow",
    "MendField",
    "Mending",
    "Mends",
    "RefusedCell",
    "RefusedWord",
    "State",
    "WorkbookFile",
    "forget_word",
    "import_file",
    "import_workbook",
    "learned_rows",
    "open_workbook",
    "typed_spots",
    "what_to_mend",
]
