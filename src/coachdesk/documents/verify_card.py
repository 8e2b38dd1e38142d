"""« VERIFIER.pdf »: one page with pictures, for whoever receives an envoi and has no CoachDesk."""

from collections.abc import Callable
from dataclasses import dataclass

from coachdesk.core.french import NBSP, NNBSP, fingerprint
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    GREY,
    RULE,
    TINT,
    TITLE,
    WHITE,
    ZEBRA,
    About,
    Paper,
    Style,
    fitted,
    text_width,
)
from coachdesk.documents.qr_code import draw_qr
from coachdesk.documents.shapes import GOOD, badge, rounded
from coachdesk.documents.verify_commands import VerifyCommands
from coachdesk.documents.verify_pictures import (
    ICON,
    READER_HEIGHT,
    READER_WIDTH,
    draw_answer,
    draw_clock,
    draw_lock,
    draw_reader,
)

VERIFY_TITLE = "Vérifier cet envoi"
_MARGIN = 34.0
_BODY = Style(size=POINTS.dense)
_STRONG = Style(BOLD, POINTS.dense)
_HEADING = Style(BOLD, POINTS.read, ACCENT)
_SMALL = Style(size=POINTS.small, colour=GREY)
_CAPTION = Style(size=POINTS.fine, colour=GREY)
_COMMAND = Style(size=POINTS.note)
_RESULT = Style(BOLD, POINTS.note, GOOD)
_PRINT = Style(BOLD, POINTS.head, ACCENT)
_PER_LINE = 8
_QR = 70.0
_COMMAND_HEIGHT = 14.0
_AIR = 9.0

_EXPLAINED = (
    ("A", f"«{NBSP}Validité inconnue{NBSP}» n’est pas «{NBSP}faux{NBSP}»",
     ("Le lecteur ne connaît que les autorités de son éditeur, et le coach fait son certificat "
     "lui-même. Il dit seulement qu’il ne sait pas qui c’est.")),
    ("B", f"«{NBSP}Non modifié depuis la signature{NBSP}»",
     ("Voilà ce qui compte. Le cachet est invisible sur la page et couvre tout le document. "
     f"S’il dit «{NBSP}modifié{NBSP}», ne l’acceptez pas.")),
    ("C", "L’empreinte dit qui",
     ("Elle est dans les détails du certificat, et au bas de chaque page. Si c’est celle de la "
     f"carte, dites une fois au lecteur de se fier à coach.pem{NBSP}: il ne le demandera plus.")),
    ("D", "La signature de la personne",
     ("Elle est dessinée sur la feuille, et ce qui la prouve est joint au PDF (preuves.json). Le "
     "cachet n’est pas la sienne.")),
)  # fmt: skip
"""What each letter of the picture of a reader means."""

Icon = Callable[[Paper, float, float], None]


@dataclass(frozen=True)
class VerifyCardData:
    """All that the page says of one envoi.

    Attributes:
        filename: of the envoi, as it was sent.
        month: « mai 2023 ».
        digits: SHA-256 of the certificate.
        creator: of the PDF.
    """

    filename: str
    action: str
    month: str
    version: int
    coach: str
    digits: str
    creator: str


def verify_card(data: VerifyCardData) -> bytes:
    """The page as a PDF; it carries no seal: the list of the envoi's files vouches for it."""
    about = About(VERIFY_TITLE, data.filename, data.coach, data.creator, UNSEALED)
    page = _Page(Paper(A4_PORTRAIT, about), data)
    y = page.head(page.paper.height - 50)
    y = page.fingerprint(y - 12)
    y = page.reader(y - 15)
    y = page.files(y - 18)
    page.others(y - 8)
    page.foot()
    page.paper.end_page()
    return page.paper.finish()


class _Page:
    """The parts of the page, each drawn from its top; each gives what is below it."""

    def __init__(self, paper: Paper, data: VerifyCardData) -> None:
        self.paper, self.data = paper, data
        self.run = VerifyCommands(data.filename)
        self.left, self.right = _MARGIN, paper.width - _MARGIN
        self.room = self.right - self.left

    def head(self, y: float) -> float:
        paper, data = self.paper, self.data
        paper.text(self.left, y, VERIFY_TITLE, TITLE)
        told = (
            f"{data.action}, {data.month}, version{NBSP}{data.version}. Coach{NBSP}: {data.coach}"
        )
        paper.text(self.left, y - 15, data.filename, fitted(data.filename, _STRONG, 380))
        paper.text(self.left, y - 26, told, fitted(told, _BODY, self.room))
        paper.right(self.right, y, "Sans CoachDesk, avec des outils ordinaires.", _SMALL)
        paper.right(self.right, y - 10, "Tout le détail est dans VERIFIER.txt.", _SMALL)
        return y - 32

    def fingerprint(self, top: float) -> float:
        """The sixteen groups, what they are for, and the same for a telephone."""
        paper, height = self.paper, 104.0
        rounded(paper, (self.left, top - height, self.room, height), 5, fill=TINT)
        x, room = self.left + 12, self.room - _QR - 44
        self._heading(x, top - 18, "1", "Comparez l’empreinte, une seule fois")
        for number, group in enumerate(fingerprint(self.data.digits).split()):
            place = x + (number % _PER_LINE) * 49
            paper.text(place, top - 39 - (number // _PER_LINE) * 17, group, _PRINT)
        told = (
            "C’est l’empreinte SHA-256 du certificat du coach. Cherchez la même sur la carte de "
            f"confiance qu’il vous a remise en main propre{NBSP}: arrivée avec le fichier, elle ne "
            "prouve rien à elle seule. La même, et tous les envois de ce poste sont reconnus"
            f"{NNBSP}; une autre, et l’envoi n’est pas de lui{NBSP}: appelez-le."
        )
        paper.paragraph(x, top - 73, room, told, _BODY)
        side = _QR + 10
        box = (self.right - side - 12, top - height + 7, side, side + 10)
        rounded(paper, box, 4, fill=WHITE, edge=RULE)
        draw_qr(paper, self.data.digits, box[0] + 5, box[1] + 15, _QR)
        paper.centred(box[0] + side / 2, box[1] + 5.5, "le même que sur la carte", _CAPTION)
        return top - height

    def reader(self, top: float) -> float:
        """What a reader of PDF shows, and what each part of it means."""
        paper = self.paper
        self._heading(
            self.left, top - 8, "2", "Ouvrez un PDF dans un lecteur qui montre les signatures"
        )
        top -= 20
        draw_reader(paper, self.left, top - READER_HEIGHT, self.data.coach, self.data.digits)
        x = self.left + READER_WIDTH + 16
        y = top - 5
        for sign, heading, told in _EXPLAINED:
            badge(paper, x + 6.5, y - 1, sign, ACCENT)
            paper.text(x + 19, y - 3, heading, _STRONG)
            y = paper.paragraph(x + 19, y - 14, self.right - x - 19, told, _BODY) - _AIR + 2
        return top - READER_HEIGHT

    def files(self, top: float) -> float:
        """All the files at once, and who signed their list."""
        self._heading(self.left, top - 8, "3", "Contrôlez tous les fichiers")
        y = top - 26
        run = self.run
        for told, commands, result in (
            (f"Windows, archive extraite, dans l’invite de commandes{NBSP}:", (run.windows,),
             "la ligne de ce fichier dans SHA256SUMS"),
            (f"Linux, dans un terminal (macOS{NBSP}: shasum -a 256 -c){NBSP}:",
             (run.unzip, run.enter, run.sums), "OK à chaque ligne"),
            (f"La liste des fichiers est signée par le coach{NBSP}:", (run.signature,),
             "CMS Verification successful"),
            (f"Le certificat qui l’a signée est bien le sien{NBSP}:", (run.fingerprint,),
             "l’empreinte du haut de cette page"),
        ):  # fmt: skip
            y = self._asked(self.left, y, told, commands, result) - 4
        return y + 4

    def others(self, top: float) -> None:
        """Files that come beside, and the answer that the coach waits for."""
        run, y = self.run, top
        for icon, heading, told, commands in (
            (draw_lock, "Le fichier finit par .p7m",
             (f"Il est chiffré pour vous{NBSP}: votre clé privée (ici VOTRE-CLE.pem) l’ouvre. "
             "Vérifiez ensuite ce qu’il contient."), (run.decrypt,)),
            (draw_clock, "Un fichier .tsr est à côté",
             (f"Une autorité indépendante y atteste l’heure («{NBSP}Time stamp{NBSP}») à laquelle "
             "la liste des fichiers existait. La seconde commande montre qu’il est bien de cet "
             "envoi, depuis le dossier extrait, avec le certificat que l’autorité publie (ici "
             "AUTORITE.pem)."),
             (run.stamp, run.stamp_of)),
            (draw_answer, "Accusez réception",
             (f"Par courriel{NBSP}: répondez «{NBSP}bien reçu{NBSP}». Sur un serveur ou dans un "
             f"dossier partagé{NBSP}: posez à côté un fichier du même nom suivi de .recu.json, où "
             f"EMPREINTE est celle du fichier reçu (sha256sum ou certutil){NBSP}:"),
             (run.receipt,)),
        ):  # fmt: skip
            y = self._beside(y, icon, heading, told, commands) - _AIR + 3

    def foot(self) -> None:
        paper = self.paper
        paper.line(self.left, 27, self.right, 27, RULE)
        paper.text(
            self.left, 17,
            f"Cette page ne porte pas de cachet{NBSP}: la liste signée de l’envoi (manifest.json) "
            "la nomme avec son empreinte.",
            _SMALL,
        )  # fmt: skip
        paper.right(self.right, 17, self.data.creator, _SMALL)

    def _heading(self, x: float, y: float, sign: str, text: str) -> None:
        badge(self.paper, x + 7.5, y + 3.6, sign, ACCENT, 7.5)
        self.paper.text(x + 20, y, text, _HEADING)

    def _asked(
        self, x: float, y: float, told: str, commands: tuple[str, ...], result: str
    ) -> float:
        """What is typed, and what must be answered; from the baseline ``y``."""
        paper = self.paper
        paper.text(x, y, told, _BODY)
        paper.right(self.right, y, result, _RESULT)
        expected = f"Réponse attendue{NBSP}: "
        paper.right(self.right - text_width(result, _RESULT), y, expected, _SMALL)
        return self._commands(x, y - 4, commands)

    def _commands(self, x: float, top: float, commands: tuple[str, ...]) -> float:
        """Each on one line, so that it is copied whole; gives the next baseline."""
        paper = self.paper
        room = self.right - x
        height = _COMMAND_HEIGHT * len(commands) - 2 * (len(commands) - 1)
        rounded(paper, (x, top - height, room, height), 3, fill=ZEBRA, edge=RULE)
        for number, command in enumerate(commands):
            y = top - 9.6 - 12 * number
            paper.text(x + 7, y, command, fitted(command, _COMMAND, room - 14))
        return top - height - 10

    def _beside(
        self, top: float, icon: Icon, heading: str, told: str, commands: tuple[str, ...]
    ) -> float:
        x = self.left + ICON + 12
        icon(self.paper, self.left, top - ICON - 2)
        self.paper.text(x, top - 7, heading, Style(BOLD, POINTS.eased, ACCENT))
        y = top - 18
        for line in fonts.wrap(told, _BODY.face, _BODY.size, self.right - x):
            self.paper.text(x, y, line, _BODY)
            y -= _BODY.leading
        return self._commands(x, y + 5, commands)
