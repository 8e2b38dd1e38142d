"""The palette over the open desk: reads who there is, remembers who was opened, does the act."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.domain.papers import PaperTemplate
from coachdesk.queries.participants import ParticipantRow, next_appointment
from coachdesk.services.companies.company_list import Companies, CompanyList
from coachdesk.services.guide.seeking import pages_titled
from coachdesk.services.papers.templates import templates
from coachdesk.services.people_list import People, PeopleList
from coachdesk.services.preferences import keep_preference, preference
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import Bindings
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.entries import Entry
from coachdesk.ui.palette import proposals
from coachdesk.ui.palette.guide import HELP
from coachdesk.ui.palette.papers import DECISION, PAPER
from coachdesk.ui.palette.view import Palette

_REMEMBERED = 12
_SCREENS = {
    proposals.CARD: Screen.CARD,
    proposals.CONTRACT: Screen.CONTRACT,
    proposals.IMMERSION: Screen.IMMERSION_FORM,
    proposals.DIAGNOSTIC: Screen.DIAGNOSTIC,
    DECISION: Screen.DECISION,
    proposals.EXIT: Screen.EXIT,
    proposals.FOLLOW_UP: Screen.FOLLOW_UP,
    proposals.REENTRY: Screen.REENTRY,
}


class PaletteControl(QObject):
    """One for a desk; ``view`` is what is seen of it, ``helped`` carries a page of the guide."""

    helped = Signal(str)

    def __init__(
        self,
        over: QWidget,
        context: Context,
        people: People,
        companies: Companies,
        bindings: Bindings,
    ) -> None:
        super().__init__(over)
        self._context = context
        self._source = people
        self._bindings = bindings
        self._companies = companies
        self._people: PeopleList | None = None
        self._company_list: CompanyList | None = None
        self._papers: tuple[PaperTemplate, ...] = ()
        self._recent: tuple[UUID, ...] = ()
        self.view = Palette(over, self._propose)
        self.view.taken.connect(self._take)
        bindings.ran.connect(self._ran)

    def open(self) -> None:
        """Show it at once; who there is comes as soon as it is read."""
        self.view.open()
        if not self.view.isVisible():
            return
        if self._people is None:
            self.view.wait()
        self._context.runner.read(self, self._read, self._arrived)
        self._context.runner.read(self, self._companies.read, self._companies_arrived)

    def note_opened(self, target: Target) -> None:
        """Whose card was opened is proposed the next time, before anything is typed."""
        prescription_id = target.prescription_id
        if target.screen is not Screen.CARD or prescription_id is None:
            return
        if self._recent[:1] == (prescription_id,):
            return
        others = [one for one in self._recent if one != prescription_id]
        self._recent = (prescription_id, *others)[:_REMEMBERED]
        desk, key, kept = self._context.desk, self._key(), [str(one) for one in self._recent]
        self._context.runner.write(
            self, lambda _task: keep_preference(desk, key, kept), lambda _: None
        )

    def _key(self) -> str:
        return f"opened:{self._context.action.code}"

    def _read(self) -> tuple[PeopleList, tuple[UUID, ...], tuple[PaperTemplate, ...]]:
        kept = self._context.desk.read(lambda link: preference(link, self._key()))
        pages_titled("aide")  # read here, for the first letters typed
        opened = tuple(UUID(str(one)) for one in kept) if isinstance(kept, list) else ()
        return self._source.whole(), opened, tuple(templates(self._context.action).values())

    def _arrived(
        self, known: tuple[PeopleList, tuple[UUID, ...], tuple[PaperTemplate, ...]]
    ) -> None:
        people, opened, self._papers = known
        self.view.know_papers(self._papers)
        fresh = people is not self._people or (opened and not self._recent)
        self._people = people
        self._recent = self._recent or opened
        if fresh:
            self.view.refresh()

    def _companies_arrived(self, companies: CompanyList) -> None:
        """They wait for the people, who are sought far more often, and for whom Enter waits."""
        fresh = companies is not self._company_list
        self._company_list = companies
        if fresh and self._people is not None:
            self.view.refresh()

    def _propose(self, typed: str) -> list[Entry]:
        offered = tuple(command for command in self._bindings.offered() if command.key != "palette")
        profile = self._context.action.profile
        return proposals.proposals(
            self._people, profile, offered, typed, self._recent, self._papers, self._company_list
        )

    def _ran(self, key: str) -> None:
        """A shortcut leaves the palette, whatever it does."""
        if key != "palette":
            self.view.leave()

    def _take(self, entry: Entry) -> None:
        if entry.company is not None:
            self._context.go(Target(Screen.COMPANY, subject_id=entry.company))
        elif entry.key.startswith(HELP):
            self.helped.emit(entry.key.removeprefix(HELP))
        elif entry.person is None:
            self._bindings.run(entry.key)
        elif entry.key in {proposals.APPOINTMENT, proposals.MOVE}:
            screen = Screen.MOVE if entry.key == proposals.MOVE else Screen.APPOINTMENT
            self._with_next(entry.person, screen)
        elif entry.key.startswith(PAPER):
            dossier, kind = entry.person.prescription_id, entry.key.removeprefix(PAPER)
            self._context.go(Target(Screen.PAPER, dossier, section=kind))
        elif entry.key == proposals.PAPERS:
            self._context.go(Target(Screen.CARD, entry.person.prescription_id, section="papiers"))
        else:
            screen = _SCREENS[entry.key or proposals.CARD]
            self._context.go(Target(screen, entry.person.prescription_id))

    def _with_next(self, person: ParticipantRow, screen: Screen) -> None:
        """Open a screen on her next rendez-vous, or on a new one when she has none."""
        desk = self._context.desk
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: next_appointment(link, person, day)),
            lambda found: self._context.go(Target(screen, person.prescription_id, found)),
        )
