"""The fiche de preuve: what a signed document proves, on one page, in plain French.

It travels with the document. It claims no more than is proved: « signature simple », « cachet ».
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coachdesk.core.french import (
    NBSP,
    NNBSP,
    clock_time,
    file_size,
    fingerprint,
    moment,
    plural,
    short_date,
)
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import LADDER, POINTS
from coachdesk.documents.drawings import draw_signature
from coachdesk.documents.fonts import BOLD, REGULAR, wrap
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    GREY,
    INK,
    RULE,
    TINT,
    TITLE,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.proof_facts import ProofSheetData, ProvenAnswer, commands

_HEADING = "Fiche de preuve"
_MARGIN = 42.0
_FOOT = 40.0
_SIZES = tuple(size for size in LADDER if size >= POINTS.fine)
_LABEL_WIDTH = 92.0
_INK_ROOM = (104.0, 40.0)
_IN_FULL = 6
"""More answers than that are listed, one line each."""
_LINES = 60
_NOTES = 8
_SIMPLE = (
    "Un tracé est une signature simple. Il montre que quelqu’un l’a dessiné sur ce poste, devant "
    "le texte cité, et que la personne a été reconnue comme il est dit. Seule sa forme est gardée, "
    f"ni la pression ni la vitesse du geste{NBSP}: il ne sert pas à reconnaître une main."
)
_SEAL = (
    "Un cachet est fait par le poste du coach. Il montre que le fichier n’a pas changé depuis, au "
    "bit près. Il n’est pas la signature de la personne."
)
_CLOCK = (
    f"L’heure est celle de l’horloge du poste. Les enregistrements forment une chaîne{NBSP}: le "
    "code remis à la personne, et ceux des papiers et des envois déjà partis, montrent qu’aucun "
    "n’a été changé, ôté ni antidaté depuis."
)


def proof_sheet(data: ProofSheetData) -> bytes:
    """The fiche as a PDF of one A4 page, whatever the number of signers."""
    about = About(
        f"{_HEADING} – {data.title}",
        f"Ce que prouve le fichier {data.file}",
        data.holder,
        data.creator,
        UNSEALED,
    )
    paper = Paper(A4_PORTRAIT, about)
    _fitting(data).draw(paper)
    paper.end_page()
    return paper.finish()


def _fitting(data: ProofSheetData) -> "_Page":
    """The page at the largest size that holds it; at the smallest, its long texts are shortened."""
    room = A4_PORTRAIT[1] - 2 * _MARGIN - _FOOT
    for size in _SIZES:
        page = _Page(data, size)
        if page.height <= room:
            return page
    longest = max(len(answer.text) for answer in data.answers)
    while page.height > room and longest > 80:  # noqa: PLR2004  (a line)
        longest = longest * 2 // 3
        page = _Page(_shortened(data, longest), _SIZES[-1])
    return page


def _shortened(data: ProofSheetData, longest: int) -> ProofSheetData:
    """The same with texts of at most ``longest`` characters: the whole is in the file."""

    def short(text: str) -> str:
        return text if len(text) <= longest else f"{text[:longest].rstrip()}…"

    return replace(
        data,
        answers=tuple(
            replace(
                answer, text=short(answer.text), notes=tuple(short(note) for note in answer.notes)
            )
            for answer in data.answers
        ),
    )


Draw = Callable[[Paper, float], None]


class _Page:
    """The page at one size: what is drawn, from top to bottom, each with its height."""

    def __init__(self, data: ProofSheetData, size: float) -> None:
        self._body = Style(size=size)
        self._strong = Style(BOLD, size)
        self._label = Style(size=size, colour=GREY)
        self._section = Style(BOLD, size + 1.5, ACCENT)
        self._small = Style(size=size - 0.5, colour=GREY)
        self._width = A4_PORTRAIT[0] - 2 * _MARGIN
        self._parts: list[tuple[float, Draw]] = []
        self._data = data
        self._head()
        self._document()
        self._answers()
        self._meaning()
        self._checking()

    @property
    def height(self) -> float:
        """Of all that is drawn."""
        return sum(height for height, _ in self._parts)

    def draw(self, paper: Paper) -> None:
        """Draw it all, and the foot."""
        y = paper.height - _MARGIN
        for height, draw in self._parts:
            draw(paper, y)
            y -= height
        paper.line(_MARGIN, _FOOT, paper.width - _MARGIN, _FOOT, RULE)
        foot = Style(size=POINTS.note, colour=GREY)
        paper.text(_MARGIN, _FOOT - 11, "Cette fiche accompagne le fichier, elle n’en tient pas "
                   f"lieu{NBSP}: c’est lui qui porte les preuves.", foot)  # fmt: skip
        paper.right(paper.width - _MARGIN, _FOOT - 11, self._data.creator, foot)

    def _head(self) -> None:
        data = self._data
        verdict = f"Vérifié le {moment(data.checked_at)}{NBSP}: "
        verdict += "intact" if data.finished else "intact, pas encore achevé"

        def draw(paper: Paper, top: float) -> None:
            paper.text(_MARGIN, top - 15, _HEADING, TITLE)
            paper.right(_MARGIN + self._width, top - 14, verdict, self._strong)

        self._parts.append((24, draw))
        self._text(data.title, replace(self._strong, size=self._strong.size + 2.5))
        self._space(3)

    def _document(self) -> None:
        data = self._data
        self._titled("Le document")
        size = file_size(data.size)
        self._fact("Fichier", f"{data.file}, {size}")
        self._fact("Empreinte SHA-256", fingerprint(data.sha256))
        last = "le dernier du" if data.seals > 1 else "du"
        when = f", {last} {moment(data.sealed_at)}" if data.sealed_at else ""
        self._fact("Cachets", f"{plural(data.seals, 'cachet')}{when}")
        if data.missing:
            self._fact("N’a pas répondu", ", ".join(data.missing))
        self._fact("Scellé par", f"{data.holder}, {data.organisation}")
        self._fact("Certificat", fingerprint(data.certificate))
        if data.machine:
            self._fact("Poste", data.machine)

    def _answers(self) -> None:
        answers = self._data.answers
        if not answers:
            return
        self._titled("Qui a répondu, quand, comment")
        if len(answers) <= _IN_FULL:
            for answer in answers:
                self._in_full(answer)
        else:
            self._listed(answers)

    def _in_full(self, answer: ProvenAnswer) -> None:
        """The drawing on the left, what is known of it on the right."""
        left = _MARGIN + _INK_ROOM[0] + 12
        room = self._width - _INK_ROOM[0] - 12
        said = (
            f"{answer.did} le {moment(answer.when)}. Enregistrement n°{NBSP}{answer.entry}, "
            f"code {answer.code}."
        )
        known = " ".join(
            part
            for part in (
                f"Identité vérifiée{NBSP}: {answer.recognised}.",
                answer.seen,
                answer.gesture,
            )
            if part
        )
        lines = [
            (line, style)
            for text, style in (
                (answer.who, self._strong),
                (said, self._body),
                (known, self._body),
                *((note, self._body) for note in answer.notes),
                (f"«{NBSP}{answer.text}{NBSP}»", self._small),
            )
            for line in wrap(text, style.face, style.size, room)
        ]
        height = max(sum(style.leading for _, style in lines), _INK_ROOM[1] + 2)

        def draw(paper: Paper, top: float) -> None:
            bottom = top - _INK_ROOM[1] - 2
            paper.frame(_MARGIN, bottom, _INK_ROOM[0], _INK_ROOM[1])
            if answer.drawing:
                inner = (_INK_ROOM[0] - 8, _INK_ROOM[1] - 8)
                draw_signature(paper, answer.drawing, _MARGIN + 4, bottom + 4, inner)
            else:
                nothing = fitted("sans tracé", self._label, _INK_ROOM[0] - 8)
                paper.centred(_MARGIN + _INK_ROOM[0] / 2, bottom + 17, "sans tracé", nothing)
            y = top
            for line, style in lines:
                y -= style.leading
                paper.text(left, y + style.size * 0.24, line, style)

        self._parts.append((height, draw))
        self._space(5)

    def _listed(self, answers: Sequence[ProvenAnswer]) -> None:
        """What is common to all, then one line each, in two columns."""
        first, last = answers[0].when, answers[-1].when
        drawn = sum(answer.drawing is not None for answer in answers)
        people = list(dict.fromkeys(answer.who for answer in answers))
        self._text(
            f"{plural(len(answers), 'réponse')}, dont {plural(drawn, 'tracé')}, du "
            f"{moment(first)} au {moment(last)}. {', '.join(people[:_IN_FULL])}"
            + (f" et {plural(len(people) - _IN_FULL, 'autre')}" if people[_IN_FULL:] else "")
            + ".",
            self._body,
        )
        ways = list(dict.fromkeys(answer.recognised for answer in answers))
        self._text(f"Identité vérifiée{NBSP}: {', '.join(ways)}.", self._body)
        notes = [
            f"n°{NBSP}{answer.entry}, {note[0].lower()}{note[1:]}"
            for answer in answers
            for note in answer.notes
        ]
        if notes:
            rest = len(notes) - _NOTES
            more = [f"et {plural(rest, 'autre')}, dans le fichier"] if rest > 0 else []
            said = f"{NNBSP}; ".join([*notes[:_NOTES], *more])
            self._text(f"À noter{NBSP}: {said}.", self._body)
        self._space(3)
        kept = answers[:_LINES]
        half = -(-len(kept) // 2)
        column = self._width / 2
        for left, right in zip(kept[:half], [*kept[half:], None], strict=False):
            self._pair(_line(left), _line(right) if right else "", column)
        if len(answers) > len(kept):
            self._text(
                f"Et {plural(len(answers) - len(kept), 'autre')}, dans le fichier.", self._small
            )
        self._space(2)

    def _pair(self, left: str, right: str, column: float) -> None:
        style = self._small

        def draw(paper: Paper, top: float) -> None:
            for text, x in ((left, _MARGIN), (right, _MARGIN + column)):
                paper.text(x, top - style.size, text, fitted(text, style, column - 8))

        self._parts.append((style.leading, draw))

    def _meaning(self) -> None:
        self._titled("Ce que cela prouve, et ne prouve pas")
        for text in (_SIMPLE, _SEAL, _CLOCK):
            self._text(text, self._body)
            self._space(2)

    def _checking(self) -> None:
        self._titled("Vérifier sans CoachDesk")
        self._text(
            "Dans le dossier du fichier, avec pdfsig et openssl, qui sont dans toute distribution "
            f"Linux. On doit lire{NBSP}: l’empreinte écrite plus haut{NNBSP}; "
            f"«{NBSP}Signature is Valid{NBSP}» pour {plural(self._data.seals, 'cachet')}, le "
            f"dernier avec «{NBSP}Total document signed{NBSP}»{NNBSP}; «{NBSP}CMS Verification "
            f"successful{NBSP}»{NNBSP}; enfin l’empreinte du certificat, que le coach a remise en "
            "main propre.",
            self._body,
        )
        self._space(3)
        style = Style(REGULAR, self._body.size - 0.5, INK)
        lines = [
            line
            for command in commands(self._data)
            for line in wrap(command, style.face, style.size, self._width - 12)
        ]
        height = len(lines) * style.leading + 8

        def draw(paper: Paper, top: float) -> None:
            paper.box(_MARGIN, top - height, self._width, height, TINT)
            y = top - 4
            for line in lines:
                y -= style.leading
                paper.text(_MARGIN + 6, y + style.size * 0.24, line, style)

        self._parts.append((height, draw))

    def _titled(self, text: str) -> None:
        self._space(self._body.size * 0.9)

        def draw(paper: Paper, top: float) -> None:
            paper.text(_MARGIN, top - self._section.size, text, self._section)

        self._parts.append((self._section.leading + 3, draw))

    def _fact(self, label: str, value: str) -> None:
        room = self._width - _LABEL_WIDTH
        lines = wrap(value, self._body.face, self._body.size, room)

        def draw(paper: Paper, top: float) -> None:
            y = top - self._body.size
            name = fitted(label, self._label, _LABEL_WIDTH - 6)
            paper.text(_MARGIN, y, label, name)
            for line in lines:
                paper.text(_MARGIN + _LABEL_WIDTH, y, line, self._body)
                y -= self._body.leading

        self._parts.append((len(lines) * self._body.leading + 1, draw))

    def _text(self, text: str, style: Style) -> None:
        lines = wrap(text, style.face, style.size, self._width)

        def draw(paper: Paper, top: float) -> None:
            y = top - style.size
            for line in lines:
                paper.text(_MARGIN, y, line, style)
                y -= style.leading

        self._parts.append((len(lines) * style.leading, draw))

    def _space(self, points: float) -> None:
        self._parts.append((points, lambda _paper, _top: None))


def _line(answer: ProvenAnswer) -> str:
    """« 04/05/2023 à 9 h 05, n° 412, code 9F86D081 : A signé »."""
    wall = answer.when
    when = f"{short_date(wall.date())} à {clock_time(wall.hour * 60 + wall.minute)}"
    return f"{when}, n°{NBSP}{answer.entry}, code {answer.code}{NBSP}: {answer.did.lower()}"
