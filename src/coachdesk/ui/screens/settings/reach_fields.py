"""The fields of each way out, with an example of what goes in each; only those of one are seen."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.services.directory.reach import Reach, Way
from coachdesk.system.disks import keys_plugged_in
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import answered_beside, captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column
from coachdesk.ui.widgets.two_columns import TwoColumns

HAND = "hand"
"""The key of no way out: papers are handed over or posted."""
_NARROW = 36
_ON_SERVERS = {Way.SFTP, Way.WEBDAV, Way.MAIL}
_ASKED: Mapping[str, set[Way]] = {
    "place": {Way.FOLDER},
    "host": _ON_SERVERS,
    "port": _ON_SERVERS,
    "user": _ON_SERVERS,
    "folder": {Way.SFTP, Way.WEBDAV},
    "to": {Way.MAIL},
    "sender": {Way.MAIL},
}


class ReachFields(QWidget):
    """``pasted`` carries an address typed or pasted whole where only the server is asked for."""

    pasted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.edits: dict[str, QLineEdit] = {}
        self._boxes: dict[str, QWidget] = {}
        self._answers: dict[QWidget, QLabel] = {}
        place = self._field("place", self.tr("Dossier de cet ordinateur, de la clé ou du partage"))
        self.choose = button(self.tr("Choisir…"), kind="mini", glyph="folder-open")
        self.choose.setAccessibleName(self.tr("Choisir le dossier"))
        self.choose.clicked.connect(self._choose)
        place.addWidget(Flow(self.choose))
        left, right = column(spacing=8), column(spacing=8)
        words = {
            "host": (left, self.tr("Serveur")),
            "port": (right, self.tr("Port, si ce n’est pas l’habituel")),
            "user": (left, self.tr("Nom de connexion")),
            "folder": (right, self.tr("Dossier sur le serveur")),
            "to": (left, self.tr("Boîte qui reçoit")),
            "sender": (right, self.tr("Votre adresse, si ce n’est pas le nom de connexion")),
        }
        for key, (side, caption) in words.items():
            self._field(key, caption)
            side.addWidget(self._boxes[key])
        for side in (left, right):
            side.addStretch(1)
        self._served = TwoColumns(left, right, (1, 1), _NARROW)
        self.setLayout(column(self._boxes["place"], self._served, spacing=8))
        self.edits["host"].textChanged.connect(self._look)

    def show_reach(self, reach: Reach) -> None:
        """Fill them."""
        told = {name: getattr(reach, name) for name in ("host", "port", "user", "to", "sender")}
        local = reach.way is Way.FOLDER
        told |= {"place": reach.folder if local else "", "folder": "" if local else reach.folder}
        for key, edit in self.edits.items():
            edit.setText(told[key])
        self.refuse({})

    def reach(self, key: str | None) -> Reach:
        """What is typed for the way of that key."""
        if key is None or key == HAND:
            return Reach()
        way = Way(key)
        typed = {name: self.edits[name].text() for name in ("host", "port", "user", "to", "sender")}
        return Reach(
            way, **typed, folder=self.edits["place" if way is Way.FOLDER else "folder"].text()
        )

    def show_way(self, way: Way | None) -> None:
        """Only what that way asks for, with its examples."""
        for key, box in self._boxes.items():
            box.setVisible(way in _ASKED[key])
        self._served.setVisible(way in _ON_SERVERS)
        self.setVisible(way is not None)
        if way is not None:
            for key, example in _examples(way).items():
                self.edits[key].setPlaceholderText(example)

    def refuse(self, wrong: Mapping[str, str]) -> bool:
        """Say beside each what can't be; gives whether any can't."""
        if "folder" in wrong and self._boxes["folder"].isHidden():
            wrong = {"place": wrong["folder"]}
        return answered_beside(
            self._answers, {self.edits[key]: said for key, said in wrong.items()}
        )

    def focus_first_missing(self, reach: Reach) -> None:
        """The keyboard where what was pasted said nothing and something is needed."""
        needed = ("host", "user", "to") if reach.way is Way.MAIL else ("host", "user")
        missing = [key for key in needed if not getattr(reach, key)]
        if missing and reach.way is not Way.FOLDER:
            self.edits[missing[0]].setFocus()

    def _field(self, key: str, caption: str) -> QVBoxLayout:
        edit = QLineEdit()
        self.edits[key], self._answers[edit] = edit, refusal_line()
        boxed = captioned(caption, edit)
        boxed.addWidget(self._answers[edit])
        self._boxes[key] = QWidget()
        self._boxes[key].setLayout(boxed)
        return boxed

    def _look(self, typed: str) -> None:
        if "://" in typed:
            self.pasted.emit(typed)

    def _choose(self) -> None:
        typed = Path(self.edits["place"].text() or ".")

        def ask(keys: tuple[Path, ...]) -> None:
            start = typed if typed.is_absolute() else next(iter(keys), Path.home())
            self._context.messages.choose_folder(
                self.tr("Dossier où déposer les envois"), start, chosen
            )

        def chosen(folder: Path) -> None:
            self.edits["place"].setText(str(folder))
            self.choose.setFocus()

        self._context.runner.read(self, lambda: tuple(keys_plugged_in()), ask)


def _examples(way: Way) -> Mapping[str, str]:
    """What goes in each, as an example."""
    match way:
        case Way.FOLDER:
            return {"place": "E:\\Envois, \\\\serveur\\partage\\Envois"}
        case Way.SFTP:
            return {
                "host": "sftp.departement.fr",
                "port": "22",
                "user": "claire",
                "folder": "depot",
            }
        case Way.WEBDAV:
            return {"host": "cloud.departement.fr", "port": "443", "user": "claire",
                    "folder": "Depot/Coaching"}  # fmt: skip
        case _:
            mine = "claire@association.fr"
            return {"host": "smtp.association.fr", "port": "587", "user": mine, "sender": mine,
                    "to": "insertion@departement.fr"}  # fmt: skip
