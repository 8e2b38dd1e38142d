"""The monthly table as a workbook and as CSV: the same rows and columns as the paper."""

from coachdesk.documents.monthly_table import MonthlyTableData
from coachdesk.documents.spreadsheets import Sheet, rows_csv, rows_xlsx
from coachdesk.documents.table_columns import PRESCRIPTION_KEYS, chosen


def table_csv(data: MonthlyTableData) -> bytes:
    """The people followed."""
    return rows_csv(chosen(data.columns), data.rows)


def table_xlsx(data: MonthlyTableData) -> bytes:
    """Sheets « Suivi » and « Prescriptions »."""
    return rows_xlsx(
        (
            Sheet("Suivi", chosen(data.columns), data.rows),
            Sheet("Prescriptions", chosen(PRESCRIPTION_KEYS), data.prescriptions),
        ),
        title=f"{data.operation.title}, {data.month:%Y-%m}",
        creator=data.stamp.creator,
    )
