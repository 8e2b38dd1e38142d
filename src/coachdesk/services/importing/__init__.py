"""A coach's workbook in: read, judged line by line, compared with the store, written at once."""

from coachdesk.services.importing.annotation import annotate, check_target, is_annotated
from coachdesk.services.importing.report import Difference, Fault, ImportReport
from coachdesk.services.importing.use_case import import_file

__all__ = [
    "Difference",
    "Fault",
    "ImportReport",
    "annotate",
    "check_target",
    "import_file",
    "is_annotated",
]
