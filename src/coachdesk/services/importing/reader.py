"""Open what the coach points at: an Excel workbook, a folder of CSV files, or one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.services.importing.csv_sheets import read_csv
from coachdesk.services.importing.forms import FORMS, is_known
from coachdesk.services.importing.source import MAX_BYTES, MAX_TEXT, Sheet, Source

_MOST_FILES = 200
"""Read in a folder."""
CSV_SUFFIXES = {".csv", ".txt", ".tsv"}


def read_source(path: Path, step: Callable[[float], None]) -> Source:
    """The sheets of a workbook or of a folder of CSV files, read once.

    Args:
        path: the file or folder.
        step: called between sheets with the fraction done; may raise to stop.

    Raises:
        UserError: missing, unreadable, not a workbook, protected, empty or too big.
    """
    source = _folder(path) if path.is_dir() else read_one_file(path, step)
    if not any(sheet.rows for sheet in source.sheets):
        raise UserError(
            f"{quoted(path.name)} est vide.",
            "Choisissez le classeur qui contient vos prescriptions et vos rendez-vous.",
        )
    return source


def read_one_file(path: Path, step: Callable[[float], None]) -> Source:
    """The sheets of a workbook or of a CSV file, empty or not.

    Raises:
        UserError: as ``read_source``, but for what is empty.
    """
    is_text = path.suffix.lower() in CSV_SUFFIXES
    data = file_bytes(path, MAX_TEXT if is_text else MAX_BYTES)
    if is_text:
        sheets: tuple[Sheet, ...] = (read_csv(path.stem, data),)
    else:
        from coachdesk.services.importing.workbook import read_workbook

        sheets = read_workbook(path.name, data, step)
    return Source(path.name, sha256(data).hexdigest(), sheets)


def _folder(path: Path) -> Source:
    with _explained(path):
        files = sorted(
            file
            for file in path.iterdir()
            if file.suffix.lower() in CSV_SUFFIXES and file.is_file()
        )
    if not any(is_known(file.stem) for file in files):
        titles = ", ".join(f"{form.title}.csv" for form in FORMS)
        raise UserError(
            f"Le dossier {quoted(path.name)} ne contient aucun des fichiers attendus.",
            f"Nommez-les {titles}.",
        )
    digest = sha256()
    sheets = []
    left = MAX_TEXT
    for file in files[:_MOST_FILES]:
        data = file_bytes(file, left)
        left -= len(data)
        digest.update(sha256(file.name.encode() + b"\0" + data).digest())
        sheets.append(read_csv(file.stem, data))
    return Source(path.name, digest.hexdigest(), tuple(sheets))


def file_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a file of a decent size.

    Raises:
        UserError: missing, unreadable or too big.
    """
    with _explained(path):
        try:
            return read_bounded(path, most)
        except TooLargeError:
            raise UserError(
                f"{quoted(path.name)} est trop gros pour un classeur de suivi.",
                "Retirez-en les images et les feuilles étrangères à l’action, puis recommencez.",
            ) from None


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What the disk refuses, in French."""
    try:
        yield
    except FileNotFoundError:
        raise UserError(
            f"Le fichier {quoted(str(path))} n’existe pas.",
            "Vérifiez son nom et son dossier.",
        ) from None
    except OSError as error:
        raise UserError(
            f"{quoted(path.name)} ne peut pas être lu{NBSP}: {reason(error)}.",
            "Fermez-le s’il est ouvert dans un autre programme, et vérifiez que vous y avez accès.",
        ) from None
