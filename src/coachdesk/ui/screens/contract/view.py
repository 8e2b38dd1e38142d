"""The contrat d'engagement, filled from what is known: read it over, prepare it."""

from uuid import UUID

from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QSpinBox

from coachdesk.core.clock import today
from coachdesk.domain.periods import months_later
from coachdesk.services.contracts import (
    ContractTerms,
    PreparedContract,
    latest_contract,
    prepare_contract,
    sign_contract_on_paper,
)
from coachdesk.services.targets import Screen
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.widgets.fields import captioned, choose, day_edit, day_of, show_day, words_box
from coachdesk.ui.widgets.layout import button, column, label, panel, row

_LINES = 4
_WEEK_HOURS = 48


class ContractScreen(DossierPage):
    """What both sides commit to; a prepared one changes until it is signed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        self._contract: PreparedContract | None = None
        profile = context.action.profile
        self.title.setText(self.tr("Contrat d’engagement"))
        self.act.setText(self.tr("Préparer le contrat (Ctrl+Entrée)"))
        day = today(context.desk.clock)
        self.starts, self.ends = day_edit(day), day_edit(months_later(day, 1))
        self.hours = QSpinBox()
        self.hours.setRange(0, _WEEK_HOURS)
        self.hours.lineEdit().setTextMargins(9, 0, 0, 0)
        self.hours.setSuffix(self.tr("\u00a0h par semaine"))
        self.exemption: QComboBox = words_box(profile.exemptions)
        self.plan, self.person, self.organisation = (_text_box() for _ in range(3))
        self.state = label("", role="soft", wrap=True)
        self.signed_on = day_edit(day)
        self.sign = button(self.tr("Signé sur papier ce jour-là"))
        self.sign.clicked.connect(self._sign)
        self._signing = panel(
            row(captioned(self.tr("Signé sur papier le"), self.signed_on), self.sign, None)
        )
        terms = QGridLayout()
        terms.setHorizontalSpacing(12)
        terms.addLayout(captioned(self.tr("Du"), self.starts), 0, 0)
        terms.addLayout(captioned(self.tr("Au"), self.ends), 0, 1)
        terms.addLayout(captioned(self.tr("Activité"), self.hours), 1, 0)
        terms.addLayout(captioned(self.tr("Motif si moins d’heures"), self.exemption), 1, 1)
        terms.setVerticalSpacing(8)
        terms.setColumnStretch(2, 1)
        commitments = row(
            captioned(self.tr("La personne s’engage à"), self.person),
            captioned(self.tr("L’organisme s’engage à"), self.organisation),
            spacing=12,
        )
        self.body.addWidget(self.state)
        self.body.addWidget(
            panel(
                column(
                    terms,
                    captioned(self.tr("Plan d’action, un objectif par ligne"), self.plan),
                    commitments,
                    spacing=12,
                )
            )
        )
        self.body.addWidget(self._signing)
        self.body.addStretch(1)
        self.first = self.act

    def read(self, link: Link, dossier: UUID) -> PreparedContract:
        """See ``DossierPage``."""
        return latest_contract(link, self.context.action.profile, dossier)

    def show_read(self, known: PreparedContract) -> None:
        """See ``DossierPage``."""
        contract = known
        self._contract = contract
        prepared = contract.id is not None
        version = self.tr("Version {}").format(contract.revision)
        self.state.setText(
            self.tr("{}, préparée\u00a0: elle attend sa signature.").format(version)
            if prepared
            else self.tr("{}, remplie de ce qui est connu. Relisez-la avec la personne.").format(
                version
            )
        )
        self._signing.setVisible(prepared)
        terms = contract.terms
        show_day(self.starts, terms.starts_on)
        show_day(self.ends, terms.ends_on)
        self.hours.setValue(terms.weekly_minutes // 60)
        choose(self.exemption, terms.exemption)
        self.plan.setPlainText(terms.action_plan)
        self.person.setPlainText(terms.person_commitments)
        self.organisation.setPlainText(terms.organisation_commitments)
        self.context.drafts.keep(
            self,
            f"contract:{self.dossier}",
            {
                "starts": self.starts,
                "ends": self.ends,
                "hours": self.hours,
                "exemption": self.exemption,
                "plan": self.plan,
                "person": self.person,
                "organisation": self.organisation,
            },
        )

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk = self.dossier, self.context.desk
        if dossier is None:
            return
        terms = ContractTerms(
            day_of(self.starts),
            day_of(self.ends),
            self.hours.value() * 60,
            self.exemption.currentData(),
            self.person.toPlainText(),
            self.organisation.toPlainText(),
            self.plan.toPlainText(),
        )

        def prepared(_: UUID) -> None:
            self.context.drafts.forget(f"contract:{dossier}")
            self.context.messages.inform(self.tr("Le contrat est prêt à être signé."))
            self.refresh()

        self.write(lambda: prepare_contract(desk, dossier, terms), prepared)

    def _sign(self) -> None:
        contract, dossier, desk = self._contract, self.dossier, self.context.desk
        if contract is None or contract.id is None or dossier is None:
            return
        contract_id, day = contract.id, day_of(self.signed_on)
        self.write(
            lambda: sign_contract_on_paper(desk, contract_id, day),
            lambda _: self.go_on(dossier, Screen.CARD),
        )


def _text_box() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(box.fontMetrics().lineSpacing() * _LINES + 18)
    return box
