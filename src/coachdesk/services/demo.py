"""The whole main job on a fresh store of example data, said step by step."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import cos, sin
from pathlib import Path
from zipfile import ZipFile

from coachdesk.core.clock import Clock, today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, decimal, month_name, of, plural
from coachdesk.core.os_errors import reason
from coachdesk.core.resources import resource
from coachdesk.domain.attendance import Presence
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.periods import month_of
from coachdesk.queries.attendance import attendance_rows
from coachdesk.services.association_key import decline_association_key
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.importing import ImportReport, import_file
from coachdesk.services.pad.asked import Capture, drawn_answer
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.report import Output, bilan_of, save_bilan
from coachdesk.services.setup import create_desk
from coachdesk.sync.verification import verify_file

PASSPHRASE = "exemple, rien de secret"  # noqa: S105  (printed: the data are made up)  # nosec B105
COACH = "Claire Exemple"
MONTH = date(2023, 5, 1)


@dataclass(frozen=True)
class Demo:
    """What the demonstration left: its store, the words that open it, the verified package."""

    store: Path
    passphrase: str
    package: Path


def run_demo(parent: Path | None, *, clock: Clock, say: Callable[[str], None]) -> Demo:
    """Store, import, figures, a signature, closing, export, verification; each step is said.

    Args:
        parent: where the demonstration's own folder is made; the temporary folder by default.
        clock: the clock of the store.
        say: receives each line.

    Raises:
        UserError: when a step fails or the package does not verify.
    """
    folder = _fresh_folder(parent)
    created = create_desk(
        folder / "magasin", PASSPHRASE, profile="coaching-emploi", coach_name=COACH, clock=clock
    )
    desk = created.desk
    try:
        decline_association_key(desk)  # nothing is asked of who looks at an example
        say(f"Magasin chiffré{NBSP}: {desk.store.directory}")
        say(f"  phrase de passe de l’exemple{NBSP}: {PASSPHRASE}")
        action = desk.action(None)
        _say_imported(import_sample(desk, action), say)
        _say_figures(desk, action, say)
        signed_by, entry = sign_one(desk, action)
        say(f"Une signature (tracé simulé){NBSP}: enregistrement n°{NBSP}{entry}")
        closed = close_month(desk, action, MONTH)
        say(f"Clôture {of(month_name(MONTH))}{NBSP}: version {closed.revision}, {closed.filename}")
        package = export_package(desk, action, MONTH, folder / "envoi")
        signer = desk.identity.certificate.fingerprint
        _verify(package, signer, say)
        with ZipFile(package) as archive:
            sheet = archive.extract(f"emargement/{signed_by}.pdf", folder / "feuille-signee")
        _verify(Path(sheet), signer, say)
        say(f"Les mêmes contrôles sans CoachDesk (unzip, sha256sum, openssl){NBSP}: VERIFIER.txt")
        _write_bilan(desk, action, folder, say)
        say(f"Envoi vérifié{NBSP}: {package}")
    finally:
        desk.close()
    return Demo(folder / "magasin", PASSPHRASE, package)


def _write_bilan(desk: Desk, action: ActionInfo, folder: Path, say: Callable[[str], None]) -> None:
    """The bilan of the year, as its funder reads it and as the association edits it."""
    bilan = bilan_of(desk, action, MONTH.year)
    for output in (Output.PDF, Output.DOCX):
        target = folder / f"bilan-{MONTH.year}.{output}"
        save_bilan(desk, action, bilan, target, output)
        say(f"Bilan de {MONTH.year}{NBSP}: {target}")


def _verify(path: Path, signer: str, say: Callable[[str], None]) -> None:
    """Judge a file as its recipient would: from the file and the coach's fingerprint alone."""
    report = verify_file(path, signer=signer)
    say(f"{report.name}{NBSP}: {report.verdict}")
    for line in report.lines:
        say(f"  {line}")
    if report.exit_code:
        raise UserError("L’envoi de l’exemple ne se vérifie pas.", "Signalez-le aux auteurs.")


def _fresh_folder(parent: Path | None) -> Path:
    try:
        if parent is not None:
            parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="coachdesk-demo-", dir=parent))
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire dans {parent or 'le dossier temporaire'}{NBSP}: {reason(error)}.",
            "Choisissez un autre dossier avec --dir.",
        ) from error


def import_sample(desk: Desk, action: ActionInfo) -> ImportReport:
    """Bring the shipped workbook of made-up people in."""
    sample = resource("demo", "coaching-emploi-2023.xlsx")
    return import_file(desk.store, action.id, action.profile, sample)


def _say_imported(report: ImportReport, say: Callable[[str], None]) -> None:
    counts = report.to_json()["imported"]
    lines = ", ".join(f"{sheet} {count}" for sheet, count in counts.items())
    say(f"Classeur repris{NBSP}: {lines}{NBSP}; {plural(len(report.errors), 'faute')}")


def _say_figures(desk: Desk, action: ActionInfo, say: Callable[[str], None]) -> None:
    month = desk.read(lambda link: month_figures(link, action.id, action.profile, MONTH))
    day = today(desk.clock)
    year = desk.read(
        lambda link: year_report(link, action.id, action.profile, MONTH.year, today=day)
    )
    say(
        f"{month_name(MONTH).capitalize()}{NBSP}: file active {month['file_active']}, "
        f"{decimal(month['heures_presence'])} heures de présence"
    )
    say(
        f"Année {MONTH.year}{NBSP}: {plural(year['participants'], 'participant')}, "
        f"{plural(year['sorties_total'], 'sortie')} dont {year['sorties_positives']} positives"
    )


def sign_one(desk: Desk, action: ActionInfo) -> tuple[str, int]:
    """One presence of the month gets a drawing; gives the n° of her sheet, that of its entry."""
    month = month_of(MONTH)
    people = desk.read(lambda link: attendance_rows(link, action.id, month.first, month.last))
    number, appointment = next(
        (person.number, row.appointment_id)
        for person in people
        for row in person.rows
        if row.presence is Presence.ATTENDED
    )
    answer = drawn_answer(
        _simulated_drawing(),
        Capture(input="simulated", duration_ms=1800, redo=0),
        identity_check="personne inventée, tracé simulé",
        regularisation="démonstration, tracé simulé par le programme",
    )
    signed = attendance_asked(desk, appointment).commit(desk, answer)
    return number, signed.entry_seq


def _simulated_drawing() -> Drawing:
    """A loop and a flourish, as a hand would draw them on a pad of 120 x 45 mm."""
    loop = tuple(
        (round(3000 + 14 * step + 900 * cos(step / 9)), round(2200 + 1100 * sin(step / 7)))
        for step in range(180)
    )
    flourish = tuple((2400 + 40 * step, round(3700 + 180 * sin(step / 11))) for step in range(110))
    return Drawing(12_000, 4_500, (loop, flourish))
