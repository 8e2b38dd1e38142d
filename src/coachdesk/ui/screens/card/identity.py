"""Identity corrected in its place: Ctrl+Enter records, Escape leaves, what is typed is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import short_date
from coachdesk.queries.card import CardIdentity
from coachdesk.queries.identity_hints import IdentityHints, identity_hints
from coachdesk.services.prescriptions import correct_dossier
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import answered_beside, captioned, open_box, refusal_line
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.person_fields import PersonFields


class IdentityForm(QFrame):
    """One person's; another form is made for another person."""

    recorded = Signal()
    left = Signal()

    def __init__(self, context: Context, who: CardIdentity) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._dossier = who.prescription_id
        self._postcodes: dict[str, str] = {}
        profile = context.action.profile
        self.beneficiary_number = QLineEdit(who.beneficiary_number or "")
        self.last_name, self.first_name = QLineEdit(who.last_name), QLineEdit(who.first_name)
        self.birth = QLineEdit(short_date(who.birth_date))
        self.gender = Choices(
            ((w.key, w.label) for w in profile.genders), self.tr("Sexe"), by_letter=True
        )
        self.gender.show_key(who.gender)
        self.phone, self.email = QLineEdit(who.phone or ""), QLineEdit(who.email or "")
        self.postcode = QLineEdit(who.postcode or "")
        self.commune = open_box(profile.communes)
        self.commune.setCurrentText(who.commune or "")
        self.case_manager = open_box(())
        self.case_manager.setCurrentText(who.case_manager or "")
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self.do)
        self.cancel = button(self.tr("Fermer"))
        self.cancel.setToolTip(self.tr("Fermer sans enregistrer (Échap)"))
        self.cancel.clicked.connect(self.left)
        self.erase = button(self.tr("Effacer cette personne…"), kind="link")
        self.erase.setToolTip(self.tr("Ce que l’effacement ferait est dit d’abord"))
        self.erase.clicked.connect(lambda: context.go(Target(Screen.ERASURE, self._dossier)))
        self._person = PersonFields(
            self.last_name, self.first_name, self.gender, self.birth, self.postcode,
            self.commune, self.phone, self.email, self.beneficiary_number,
        )  # fmt: skip
        self._answers: dict[QWidget, QLabel] = {}
        layout = column(
            label(self.tr("Identité"), role="strong"),
            self._grid(),
            row(None, self.cancel, self.record),
            row(self.erase, None),
            spacing=10,
        )
        layout.setContentsMargins(12, 10, 12, 12)
        self.setLayout(layout)
        self.commune.currentTextChanged.connect(self._propose_postcode)
        self.postcode.textChanged.connect(self._propose_commune)
        desk = context.desk
        context.runner.read(
            self,
            lambda: desk.read(lambda link: identity_hints(link, context.action.id)),
            self._offer,
        )

    @property
    def draft_key(self) -> str:
        """Under which what is typed is kept."""
        return f"identite:{self._dossier}"

    def do(self) -> None:
        """Record, or say beside its field what can't be."""
        wrong = self._person.faults(today(self._context.desk.clock))
        if answered_beside(self._answers, wrong):
            return
        person = self._person.facts()
        desk, dossier, manager = self._context.desk, self._dossier, self.case_manager.currentText()
        self._context.runner.write(
            self,
            lambda _task: correct_dossier(desk, dossier, person, manager),
            lambda _: self._done(),
        )

    def _done(self) -> None:
        self._context.drafts.forget(self.draft_key)
        self._context.messages.inform(self.tr("Identité enregistrée."))
        self.recorded.emit()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        fields: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (self.tr("Nom"), self.last_name, 0, 0, 1),
            (self.tr("Prénom"), self.first_name, 0, 1, 1),
            (self.tr("Date de naissance"), self.birth, 1, 0, 1),
            (self.tr("N° allocataire (CAF ou MSA)"), self.beneficiary_number, 1, 1, 1),
            (self.tr("Sexe"), self.gender, 2, 0, 2),
            (self.tr("Téléphone"), self.phone, 3, 0, 1),
            (self.tr("Adresse électronique"), self.email, 3, 1, 1),
            (self.tr("Code postal"), self.postcode, 4, 0, 1),
            (self.tr("Commune"), self.commune, 4, 1, 1),
            (self.tr("Référent RSA"), self.case_manager, 5, 0, 2),
        )
        for text, field, line, place, span in fields:
            self._answers[field] = refusal_line()
            boxed = captioned(text, field)
            boxed.addWidget(self._answers[field])
            grid.addLayout(boxed, line, place, 1, span)
        return grid

    def _offer(self, hints: IdentityHints) -> None:
        """Propose what others of the store tell, then give back what was typed before."""
        self._postcodes = hints.postcodes
        _fill(self.case_manager, hints.case_managers)
        known = {self.commune.itemText(number) for number in range(self.commune.count())}
        more = [commune for commune in sorted(hints.postcodes) if commune not in known]
        _fill(self.commune, more)
        self._context.drafts.keep(
            self,
            self.draft_key,
            {
                "last_name": self.last_name,
                "first_name": self.first_name,
                "birth": self.birth,
                "beneficiary_number": self.beneficiary_number,
                "gender": self.gender,
                "phone": self.phone,
                "email": self.email,
                "postcode": self.postcode,
                "commune": self.commune,
                "case_manager": self.case_manager,
            },
        )

    def _propose_postcode(self, commune: str) -> None:
        if commune in self._postcodes and not self.postcode.text().strip():
            self.postcode.setText(self._postcodes[commune])

    def _propose_commune(self, postcode: str) -> None:
        found = [name for name, known in self._postcodes.items() if known == postcode.strip()]
        if len(found) == 1 and not self.commune.currentText().strip():
            self.commune.setCurrentText(found[0])


def _fill(box: QComboBox, texts: tuple[str, ...] | list[str]) -> None:
    shown = box.currentText()
    box.addItems(list(texts))
    box.setCurrentText(shown)
