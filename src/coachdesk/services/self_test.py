"""The self-test: whether the program, as it is installed here, does its work from end to end.

Everything happens in a temporary folder, on made-up people; the coach's own store is not looked at.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, decimal, listed, plural
from coachdesk.core.store_files import store_exists
from coachdesk.documents.fonts import load_typeface
from coachdesk.domain.plain_summary import Language
from coachdesk.services.association_key import decline_association_key
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.demo import COACH, MONTH, import_sample, sign_one
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.exporting import export_package
from coachdesk.services.guide.book import guide_pdf
from coachdesk.services.guide.pages import guide_pages, missing_files
from coachdesk.services.paper_kinds import shipped_kinds
from coachdesk.services.papers.preview import page_picture
from coachdesk.services.plain_summaries import summary_texts
from coachdesk.services.profiles import shipped_cards
from coachdesk.services.report import Output, bilan_of, save_bilan
from coachdesk.services.setup import create_desk
from coachdesk.services.trades import trades
from coachdesk.store import Store
from coachdesk.store.older import make_oldest_store
from coachdesk.sync.verification import verify_file
from coachdesk.system.crash import describe

PASSPHRASE = "essai, rien de secret"  # noqa: S105  (printed nowhere, opens made-up data)  # nosec B105
_LOADED_LATE = {
    "SFTP": "coachdesk.sync.transports.sftp",
    "WebDAV": "coachdesk.sync.transports.webdav",
    "courriel": "coachdesk.sync.transports.mail",
    "agenda": "icalendar",
}
"""What the program loads when it is first needed, hence what a bundle forgets without a word."""

_LOOKED_AT = 600
"""Pixels: as wide as a page is first shown."""

WindowTrial = Callable[[Path, str], str]
"""Builds the window of a store, which that passphrase opens; gives what it saw.

It raises a UserError when the window can't be built.
"""
ScreenTrial = Callable[[], str]
"""The same of the screen of this machine, where there is one."""


@dataclass(frozen=True)
class Tried:
    """One trial: passed, failed, or not made since what it needs failed."""

    name: str
    passed: bool | None
    told: str
    """What was seen; for a failure what happened, in one or several lines."""
    took_ms: int = 0

    @property
    def line(self) -> str:
        """« [ok] Magasin chiffré (0,4 s) : ouvert et relu »."""
        mark = {True: "ok", False: "ÉCHEC", None: "non essayé"}[self.passed]
        if self.passed is None:
            return f"[{mark}] {self.name}"
        told = "\n    ".join(self.told.splitlines())
        return f"[{mark}] {self.name} ({decimal(self.took_ms / 1000)} s){NBSP}: {told}"


def run_self_test(
    clock: Clock, window: WindowTrial, screen: ScreenTrial | None, say: Callable[[Tried], None]
) -> Sequence[Tried]:
    """Try each part of the program, telling each result to ``say`` as it comes.

    ``screen`` is None where there is none.

    Raises:
        UserError: there is no temporary folder to do it in.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="coachdesk-essai-"))
    except OSError as error:
        raise UserError(
            "Il n’y a pas de dossier provisoire où faire l’essai.",
            "Libérez de la place sur le disque, puis recommencez.",
        ) from error
    try:
        return _Trials(folder, clock, window, screen, say).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def verdict(tried: Sequence[Tried]) -> str:
    """In a sentence or two, what all of it says."""
    failed = [each.name for each in tried if each.passed is False]
    if not failed:
        return (
            "Tout fonctionne : CoachDesk peut servir sur cet ordinateur. L’essai s’est fait dans "
            "un dossier provisoire, effacé ; vos données n’ont pas été touchées."
        )
    return (
        f"{plural(len(failed), 'essai a échoué', 'essais ont échoué')}{NBSP}: {listed(failed)}. "
        "Vos données n’ont pas été touchées. Réinstallez CoachDesk ; si l’essai échoue encore, "
        "envoyez ce texte à qui vous dépanne."
    )


class _Trials:
    """The trials in their order; each but the first ones works on what another left."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        window: WindowTrial,
        screen: ScreenTrial | None,
        say: Callable[[Tried], None],
    ) -> None:
        self._folder, self._clock, self._say = folder, clock, say
        self._window, self._screen = window, screen
        self._store = folder / "magasin"
        self._signer = ""
        self._tried: dict[str, Tried] = {}

    def run(self) -> Sequence[Tried]:
        """Make them all."""
        self._make("Fichiers du programme", self._files)
        self._make("Magasin d’une version ancienne, mis à jour", self._migration)
        self._make("Magasin chiffré", self._creation)
        self._make("Reprise du classeur d’exemple", self._import, "Magasin chiffré")
        self._make("Document scellé et vérifié", self._seal, "Reprise du classeur d’exemple")
        self._make("Bilan en PDF, DOCX et XLSX", self._bilan, "Reprise du classeur d’exemple")
        self._make("Liaisons", self._links)
        self._make("Aide et mots simples", self._words)
        self._make("Fenêtre", self._open_window, "Magasin chiffré")
        if self._screen is not None:
            self._make("Écran de cet ordinateur", self._screen)
        return tuple(self._tried.values())

    def _make(self, name: str, trial: Callable[[], str], needed: str | None = None) -> None:
        if needed is not None and not self._tried[needed].passed:
            tried = Tried(name, None, "")
        else:
            began = self._clock.monotonic_ms()
            passed, told = True, ""
            try:
                told = trial()
            except UserError as error:
                passed, told = False, str(error)
            except Exception as error:  # noqa: BLE001  (whatever it is, it is what was looked for)
                # The words of the error too: there is nobody in this folder whom it could name.
                passed, told = False, f"{error}{describe(error)}".strip()
            tried = Tried(name, passed, told, self._clock.monotonic_ms() - began)
        self._tried[name] = tried
        self._say(tried)

    def _files(self) -> str:
        load_typeface()
        profiles, papers, known = len(shipped_cards()), len(shipped_kinds()), len(trades())
        if not (profiles and papers and known):
            raise UserError("Des fichiers de CoachDesk manquent.", "Réinstallez-le.")
        return (
            f"{plural(profiles, 'profil')} d’action, {plural(papers, 'papier')}, "
            f"{plural(known, 'métier')}, la police"
        )

    def _migration(self) -> str:
        older = self._folder / "magasin-ancien"
        revision = make_oldest_store(older, PASSPHRASE, self._clock)
        with closing(Store.open(older, PASSPHRASE, clock=self._clock)) as store:
            _sound(store)
        if not any((older / "backups").iterdir()):
            raise UserError("Aucune copie n’a été gardée avant la mise à jour.", "Signalez-le.")
        return f"de la révision {revision} à celle d’aujourd’hui, une copie d’avant gardée"

    def _creation(self) -> str:
        with closing(
            create_desk(
                self._store,
                PASSPHRASE,
                profile="coaching-emploi",
                coach_name=COACH,
                clock=self._clock,
            ).desk
        ) as desk:
            decline_association_key(desk)
            self._signer = desk.identity.certificate.fingerprint
        with self._desk() as again:
            _sound(again.store)
        return "fait, refermé, rouvert par sa phrase de passe, relu"

    def _import(self) -> str:
        with self._desk() as desk:
            report = import_sample(desk, desk.action(None))
        if report.errors:
            raise UserError(f"{plural(len(report.errors), 'faute')} dans l’exemple.", "Signalez-le")
        return plural(
            sum(report.to_json()["imported"].values()), "ligne reprise", "lignes reprises"
        )

    def _seal(self) -> str:
        with self._desk() as desk:
            action = desk.action(None)
            number, _ = sign_one(desk, action)
            close_month(desk, action, MONTH)
            package = export_package(desk, action, MONTH, self._folder / "envoi")
        with ZipFile(package) as archive:
            data = archive.read(f"emargement/{number}.pdf")
        sheet = self._folder / "feuille.pdf"
        write_atomically(sheet, data)
        for path in (package, sheet):
            report = verify_file(path, signer=self._signer)
            if report.exit_code:
                raise UserError(f"{report.name}{NBSP}: {report.verdict}.", "Signalez-le.")
        page_picture(data, _LOOKED_AT)
        self._refuse_changed(data)
        return f"mois clôturé, envoi et feuille intacts{NBSP}; un octet changé est vu"

    def _refuse_changed(self, data: bytes) -> None:
        """What verifies everything verifies nothing."""
        middle = len(data) // 3
        changed = self._folder / "feuille-changee.pdf"
        altered = bytes([data[middle] ^ 1])
        write_atomically(changed, data[:middle] + altered + data[middle + 1 :])
        try:
            seen = verify_file(changed, signer=self._signer).exit_code != 0
        except UserError:
            seen = True
        if not seen:
            raise UserError("Une feuille changée est dite intacte.", "Signalez-le.")

    def _bilan(self) -> str:
        with self._desk() as desk:
            action = desk.action(None)
            bilan = bilan_of(desk, action, MONTH.year)
            for output in (Output.PDF, Output.DOCX, Output.XLSX):
                save_bilan(desk, action, bilan, self._folder / f"bilan.{output}", output)
        return f"bilan de {MONTH.year} écrit trois fois"

    def _links(self) -> str:
        for module in _LOADED_LATE.values():
            import_module(module)
        return listed(tuple(_LOADED_LATE))

    def _words(self) -> str:
        """What is read on the screen alone: no paper would miss it."""
        pages, lacking = guide_pages(), missing_files()
        if not pages or lacking:
            told = ", ".join(lacking) or "toutes ses pages"
            raise UserError(f"Il manque à l’aide{NBSP}: {told}.", "Réinstallez CoachDesk.")
        guide_pdf(tuple(page for page in pages if page.shown)[:1])
        pictures = {name for page in pages for name in page.shown}
        languages = [summary_texts(language) for language in Language]
        return (
            f"aide de {plural(len(pages), 'page')} et {plural(len(pictures), 'image')}, une page "
            f"imprimée{NBSP}; résumés en {plural(len(languages), 'langue')}"
        )

    def _open_window(self) -> str:
        assert store_exists(self._store)
        return self._window(self._store, PASSPHRASE)

    def _desk(self) -> "closing[Desk]":
        return closing(open_desk(self._store, PASSPHRASE, clock=self._clock))


def _sound(store: Store) -> None:
    fault = store.verify().fault
    if fault is not None:
        raise UserError(f"Le journal ne se relit pas{NBSP}: {fault}.", "Signalez-le.")
