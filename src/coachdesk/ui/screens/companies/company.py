"""A company: who it is, whom to speak to, its trades, the log, the people hosted and hired."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import fold, quoted
from coachdesk.domain.siret import siret, siret_words
from coachdesk.queries.companies import CompanyLine
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.companies.company_list import Companies, CompanyList
from coachdesk.services.companies.file import CompanyFile, Recorded, company_faults, record_company
from coachdesk.services.companies.likely import LikelySame, likely_same
from coachdesk.services.companies.merging import merge_companies
from coachdesk.services.companies.people import PersonHere, people_here
from coachdesk.services.companies.view import CompanyView, company_view
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.companies.contacts import ContactsForm
from coachdesk.ui.screens.companies.identity import IdentityForm
from coachdesk.ui.screens.companies.log import Log
from coachdesk.ui.screens.companies.people import PeopleHere
from coachdesk.ui.screens.companies.same import MergeLine, SameBar
from coachdesk.ui.screens.companies.trades import TradesForm
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.layout import button, column, label, panel, reveal
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.two_columns import TwoColumns

THANKS = "host_thanks"
"""The paper that thanks a company."""


class CompanyScreen(Page):
    """Ctrl+Enter notes the contact when the keyboard is in the log, else records the company."""

    def __init__(self, context: Context, companies: Companies | None = None) -> None:
        """``companies`` is the list, shared with its page."""
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.merge = button("", kind="link")
        self.phone = button("", kind="icon", glyph="smartphone", name="Sur un téléphone")
        self.act = button("", kind="primary", glyph="check")
        super().__init__("", self.merge, self.phone, self.act, before=self.leave)
        self.context = context
        self._companies = companies or Companies(context.desk)
        self._company: UUID | None = None
        self._whose: UUID | None = None
        self._sought = ""
        self._known: CompanyList | None = None
        self._view: CompanyView | None = None
        profile = context.action.profile
        self.same = SameBar()
        self.contacts = ContactsForm()
        self.identity = IdentityForm(self.contacts.spoken)
        self.trades = TradesForm()
        self.log = Log(context)
        self.people = PeopleHere(thanks=THANKS not in profile.papers_off)
        self.other = MergeLine(lambda: self._known)
        self._merging = panel(
            column(captioned(self.tr("Fusionner avec cette autre fiche"), self.other)), margin=12
        )
        self._second = QWidget()
        self._lay_out()
        self._connect()
        self.first = self.identity.name

    def show_target(self, target: Target) -> None:
        """That company, or a new one."""
        self._company, self._whose = target.subject_id, target.prescription_id
        self._sought = target.section
        self.log.renew()
        self._merging.hide()
        reveal(self.title)
        self.refresh()

    def refresh(self) -> None:
        """Read it again; what is typed comes back as a draft."""
        desk, action, asked = self.context.desk, self.context.action, self._company

        def read() -> tuple[CompanyView, CompanyList]:
            known = self._companies.read()
            day = today(desk.clock)
            return desk.read(lambda link: company_view(link, action, day, asked, known)), known

        def show(found: tuple[CompanyView, CompanyList]) -> None:
            if asked == self._company:
                self._show(*found)

        self.context.runner.read(self, read, show)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  (Qt's signature)
        """Contacts and trades come and go: Tab goes as the eye reads all the same."""
        parts = (
            self.leave, self.merge, self.phone, self.act, self.other, self.same,
            self.identity, self.contacts, self.trades, self.log, self.people,
        )  # fmt: skip
        return tab_on(self, parts, forward=forward) or super().focusNextPrevChild(forward)

    def record(self) -> None:
        """Record who it is, its contacts and trades."""
        untaken = self.trades.finish()
        told = self._file()
        wrong = company_faults(told)
        first = self.identity.show_faults(wrong) or self.contacts.show_faults(wrong) or untaken
        if first is not None:
            first.setFocus()
            reveal(first)
            return
        desk, asked, draft = self.context.desk, self._company, self._draft

        def recorded(done: Recorded) -> None:
            self.context.drafts.forget(draft)
            words = self.tr("Fiche enregistrée.") if asked else self.tr("Entreprise notée.")
            if done.void:
                words = self.tr(
                    "Fiche enregistrée\u00a0: la convention en cours de signature est à refaire."
                )
            self.context.messages.inform(words)
            if asked == self._company:
                self._company = done.id
                self.refresh()
                if asked is None:
                    next(iter(self.log.form.kind.buttons.values())).setFocus()

        self.context.runner.write(self, lambda _task: record_company(desk, asked, told), recorded)

    def ask_merge(self, other: CompanyLine) -> None:
        """Have one company of this one and ``other``, once she said yes."""
        company, view = self._company, self._view
        if company is None or view is None or view.record is None:
            return
        if other.id == company:
            self.other.clear()
            return
        kept, gone = (view.record.name, view.record.siret), (other.name, other.siret)
        if view.record.siret is None and other.siret is not None:
            kept, gone = gone, kept
        question = Question(
            self.tr("Fusionner {} dans {}\u202f?").format(*_told_apart(gone, kept)),
            self.tr(
                "Ses immersions, ses embauches, ses contacts, ses métiers et son démarchage y "
                "passent, et sa fiche disparaît. Les papiers signés gardent ce qu’ils disent."
            ),
            self.tr("Fusionner"),
        )
        if kept[1] and gone[1]:
            two = self.tr("Deux SIRET sont deux établissements\u00a0: le {} ne sera plus gardé. {}")
            question = replace(question, text=two.format(siret_words(gone[1]), question.text))
        desk = self.context.desk

        def merged(stays: UUID) -> None:
            self.context.messages.inform(
                self.tr("Une seule fiche\u00a0: {}. Ctrl+Z revient en arrière.").format(
                    quoted(kept[0])
                )
            )
            self._merging.hide()
            self.other.clear()
            self._company = stays
            self.refresh()

        def work(_: str) -> None:
            self.context.runner.write(
                self, lambda _task: merge_companies(desk, company, other.id), merged
            )

        self.context.messages.ask(question, work)

    @property
    def _draft(self) -> str:
        return f"company:{self._company}" if self._company else "company"

    def _file(self) -> CompanyFile:
        return CompanyFile(
            **self.identity.texts(),
            contacts=self.contacts.contacts(),
            trades=self.trades.codes(),
        )

    def _show(self, view: CompanyView, known: CompanyList) -> None:
        self._view, self._known = view, known
        record = view.record
        self.title.setText(record.name if record else self.tr("Nouvelle entreprise"))
        number = record.siret if record else None
        self.subtitle.setText(
            self.tr("SIRET {}").format(siret_words(number))
            if number
            else self.tr("Prospect, sans SIRET")
            if record
            else ""
        )
        words = self.tr("Enregistrer la fiche") if record else self.tr("Créer la fiche")
        self.act.setText(words)
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))
        for act in (self.merge, self.phone):
            act.setVisible(record is not None)
        self.identity.show_record(record, self._sought)
        self.contacts.show_contacts(view.contacts)
        self.trades.show_codes(view.trades)
        self.trades.field.clear()
        self.same.show_same(view.same, known=record is not None)
        self.context.drafts.keep(
            self,
            self._draft,
            {**self.identity.fields(), "contacts": self.contacts, "trades": self.trades},
        )
        self._second.setVisible(record is not None)
        if record is not None:
            self.log.show_log(record.id, view.log, view.people, self._whose)
            day, profile = today(self.context.desk.clock), self.context.action.profile
            self.people.show_people(people_here(view.hosted, view.hired, profile, day), view.people)

    def _logged(self) -> None:
        self._whose = None
        self.context.drafts.flush()  # what is typed of the company stays
        self.refresh()

    def _compare(self) -> None:
        """A name or a number was typed to its end: say whether it is known already."""
        known, view = self._known, self._view
        if known is None or view is None:
            return
        name, number = self.identity.name.text(), siret(self.identity.siret.text())
        company = self._company

        def found(same: tuple[LikelySame, ...]) -> None:
            if company == self._company:
                self.same.show_same(same, known=company is not None)

        self.context.runner.read(
            self, lambda: likely_same(name, number, known.rows, company), found
        )

    def _main(self) -> None:
        in_log = self.log.isAncestorOf(self.focusWidget())
        (self.log.form.act if in_log else self.act).click()

    def _ask_other(self) -> None:
        self._merging.show()
        self.other.setFocus()

    def _open(self, line: CompanyLine) -> None:
        self.context.go(Target(Screen.COMPANY, subject_id=line.id))

    def _to_phone(self, whose: UUID | None) -> None:
        """Call the company or one of its contacts, or keep the number: by the camera of a phone."""
        self.context.go(Target(Screen.PHONE, subject_id=whose))

    def _begin_immersion(self, person: OpenDossier) -> None:
        self.context.go(
            Target(Screen.IMMERSION_FORM, person.prescription_id, company_id=self._company)
        )

    def _thank(self, one: PersonHere | None) -> None:
        if one is not None and one.immersion_id is not None:
            self.context.go(
                Target(
                    Screen.PAPER, one.prescription_id, section=THANKS, subject_id=one.immersion_id
                )
            )

    def _connect(self) -> None:
        self.merge.setText(self.tr("Fusionner avec une autre…"))
        self.leave.clicked.connect(self.context.back)
        self.merge.clicked.connect(self._ask_other)
        self.phone.clicked.connect(lambda: self._to_phone(self._company))
        self.contacts.phone_asked.connect(self._to_phone)
        self.act.clicked.connect(self.record)
        bind_main_act(self, self._main)
        self.identity.named.connect(self._compare)
        self.same.open_asked.connect(self._open)
        self.same.merge_asked.connect(self.ask_merge)
        self.other.taken.connect(self.ask_merge)
        self.log.changed.connect(self._logged)
        self.people.opened.connect(
            lambda one: self.context.go(Target(Screen.CARD, one.prescription_id))
        )
        self.people.thank_asked.connect(self._thank)
        self.people.immersion_asked.connect(self._begin_immersion)

    def _lay_out(self) -> None:
        self.body.addWidget(self._merging)
        self.body.addWidget(self.same)
        first = column(
            panel(self._box(self.tr("La fiche"), self.identity)),
            panel(self._box(self.tr("Contacts"), self.contacts)),
            panel(self._box(self.tr("Métiers"), self.trades)),
            None,
            spacing=12,
        )
        self._second.setLayout(
            column(
                panel(column(self.log)),
                panel(self._box(self.tr("Accueillis et embauchés"), self.people)),
                None,
                spacing=12,
            )
        )
        self.body.addWidget(TwoColumns(first, column(self._second), (1, 1)))
        self.body.addStretch(1)
        self._merging.hide()

    def _box(self, heading: str, content: QWidget) -> QVBoxLayout:
        return column(label(heading, role="strong"), content, spacing=8)


def _told_apart(*both: tuple[str, str | None]) -> list[str]:
    """Their names, with the SIRET where they are called alike."""
    alike = len({fold(name) for name, _ in both}) == 1
    return [
        f"{quoted(name)} ({siret_words(number)})" if alike and number else quoted(name)
        for name, number in both
    ]
