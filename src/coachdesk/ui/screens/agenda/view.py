"""The agenda: a day by place, a week by day, everything in it opened, moved or added by hand."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.places import place_names
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.agenda.slots import Wanted, free_slots
from coachdesk.services.agenda.view import AgendaEntry, EntryKind
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.calendar_export import Stretch
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.days import AgendaDays
from coachdesk.ui.screens.agenda.deeds import Deeds
from coachdesk.ui.screens.agenda.dragging import Ghost
from coachdesk.ui.screens.agenda.lanes import Block, Free, Scope, opened_at
from coachdesk.ui.screens.agenda.offers import Search
from coachdesk.ui.screens.agenda.scale import NEW_MINUTES
from coachdesk.ui.screens.agenda.walking import Spot, entry_on, spot_of

_OFFERED = 4
"""Free slots shown at once."""
_USUAL_START = 9 * 60
_LOOK_MS = 60


class AgendaScreen(AgendaDays):
    """Each act is recorded at once, told in a sentence, and undone by Ctrl+Z."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.deeds = Deeds(context, self, self._recorded, self.board.let_go)
        self._soon = QTimer(self)  # one look, however fast the hand moves
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(self._look)
        self._connect()
        self._bind()

    def _connect(self) -> None:
        bar, board, side = self.bar, self.board, self.side
        bar.new.clicked.connect(self._draw_here)
        bar.seek.clicked.connect(self._seek)
        go, tr = self._context.go, self.tr
        bar.offer(
            "printer", tr("Feuille de journée"), tr("La feuille du jour choisi, à imprimer"),
            lambda: go(Target(Screen.DAY_SHEET, day=self._spot_day())),
        )  # fmt: skip
        bar.offer(
            "save", tr("Exporter (.ics)"), tr("Les jours montrés, pour un autre agenda (.ics)"),
            lambda: go(self._exported()),
        )  # fmt: skip
        bar.offer(
            "calendar-x", tr("Annuler un jour…"), tr("Annuler le jour choisi, ou une demi-journée"),
            lambda: self._cancel(self._spot_day()),
        )  # fmt: skip
        bar.offer(
            "map-pin", tr("Lieux"), tr("Lieux et absences"), lambda: go(Target(Screen.PLACES))
        )
        bar.to_see.clicked.connect(self._toggle_side)
        bar.place_chosen.connect(self._keep_place)
        board.opened.connect(self._open)
        board.dropped.connect(self._drop)
        board.held.connect(lambda _: self._soon.start())
        board.drawn.connect(self._draw)
        board.taken.connect(self._take)
        board.day_asked.connect(self.show_day)
        board.cancel_asked.connect(self._cancel)
        board.turned.connect(self.turn)
        board.today_asked.connect(self.go_today)
        board.menu_asked.connect(self._show_menu)
        board.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: self._open(line.entry))
        self.table.chosen.connect(lambda line: side.chosen.show_entry(line and line.entry))
        side.chosen.opened.connect(self._open)
        side.chosen.moving.connect(self._hold)
        side.chosen.replacing.connect(self._replace)
        side.to_see.shown.connect(self._point)
        side.to_see.replacing.connect(self._replace)
        side.new.made.connect(lambda said: self._recorded(said, None))
        side.new.changed.connect(self._show_new)
        side.offers.wanted.connect(self._search)
        side.offers.taken.connect(self._take)
        side.left.connect(self._rest)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "J": partial(self.show_scope, Scope.DAY),
            "S": partial(self.show_scope, Scope.WEEK),
            "L": partial(self.show_scope, Scope.LIST),
            "N": self._draw_here,
            "C": self._seek,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._sheets, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bind_main_act(self, self._do)

    def _do(self) -> None:
        """What is under way, or something new."""
        if self.side.acting:
            self.side.do()
        else:
            self._draw_here()

    def _open(self, entry: AgendaEntry) -> None:
        """Its page; what has none is put right at the side."""
        if entry.kind is EntryKind.TIME:
            self._show_side(lambda: self.side.edit(entry))
        else:
            self._context.go(self.deeds.target_of(entry))

    def _choose(self, spot: Spot | None) -> None:
        """The side tells what the keyboard is on."""
        self.side.chosen.show_entry(entry_on(spot))

    def _point(self, entry: AgendaEntry) -> None:
        """Show an entry in the agenda, the keyboard on it."""
        if self._scope is Scope.DAY and entry.held_on != self._day:
            self.show_day(entry.held_on)
        if self._scope is Scope.LIST:
            self.show_scope(Scope.WEEK)
        if self._sheets.isHidden():  # the side stood alone
            self._side_asked = False
            self._arrange()
        self.board.choose(entry)
        self.board.setFocus()

    def _hold(self, entry: AgendaEntry) -> None:
        if self._scope is Scope.LIST:
            self.show_scope(Scope.WEEK)
        spot = spot_of(self.board.plan, entry)
        if spot is not None and isinstance(spot.item, Block):
            self.board.hold(spot.item)
            self._context.messages.inform(
                self.tr("Ctrl et les flèches déplacent, Entrée pose, Échap laisse où c’était.")
            )

    def _drop(self, ghost: Ghost) -> None:
        self.deeds.drop(ghost, self.board.plan.lanes[ghost.lane])

    def _look(self) -> None:
        """What would stand against what is held."""
        ghost, lanes = self.board.ghost, self.board.plan.lanes
        if ghost is not None and ghost.lane < len(lanes):
            self.deeds.look(ghost, lanes[ghost.lane], self.board.show_against)

    def _draw(self, lane: int, start: int, end: int) -> None:
        """Something new in the hours drawn."""
        column = self.board.plan.lanes[lane]
        place = opened_at(column, start)
        away = not column.whole and column.place is None and len(self.board.plan.lanes) > 1
        mode = Mode.PHONE if away else Mode.ON_SITE
        slot = Slot(column.held_on, start, end, place, mode)
        self._show_side(lambda: self.side.draw(slot))
        self._read_people(self.side.new.know)

    def _draw_here(self) -> None:
        """Something new where the keyboard is, or at the first free time of the day."""
        spot, lanes = self.board.spot, self.board.plan.lanes
        if not lanes:
            return
        lane = spot.lane if spot is not None and spot.lane < len(lanes) else 0
        item = spot.item if spot is not None else None
        free = item if isinstance(item, Free) else None
        if free is None:
            frees = [one for one in self.board.plan.frees if one.lane == lane]
            after = item.start if item is not None else 0
            free = next((one for one in frees if one.end > after), next(iter(frees), None))
        start = free.start if free is not None else _USUAL_START
        self._draw(lane, start, start + NEW_MINUTES)

    def _show_new(self, slot: Slot) -> None:
        """The hours of the fields, as a ghost."""
        self.board.show_drawn(slot)

    def _seek(self) -> None:
        self._show_side(self.side.seek)
        self._read_people(lambda people, _: self.side.offers.finder.show_people(people))

    def _replace(self, entry: AgendaEntry) -> None:
        self._show_side(lambda: self.side.replace(entry))

    def _search(self, search: Search) -> None:
        desk, action = self._context.desk, self._context.action
        wanted = Wanted(
            search.minutes,
            search.after,
            place=search.entry.place if search.entry is not None else None,
            prescription_id=search.prescription_id,
        )
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: free_slots(link, action, wanted, _OFFERED)),
            lambda slots: self._offer(search, slots),
        )

    def _offer(self, search: Search, slots: tuple[Slot, ...]) -> None:
        """Show the slots beside, and in the week of the first of them."""
        if search != self.side.offers.search or not self.side.acting:
            return
        self.side.offers.show_slots(search, slots)
        self.board.show_offers(slots)
        if slots:
            self._day = slots[0].held_on
            self._show_days()

    def _take(self, slot: Slot) -> None:
        search = self.side.offers.search
        if search is not None:
            self.deeds.take(search, slot)

    def _recorded(self, said: str, entry_id: UUID | None) -> None:
        """Show what was recorded, then say it with what stands against it."""
        self._said, self._wanted = said, entry_id
        if self.side.acting:
            self.side.rest()
        self.refresh()

    def _rest(self) -> None:
        """No act is under way at the side any more."""
        self._side_asked = False
        self.board.show_offers(())
        self.board.let_go()
        self._arrange()
        self.take_keyboard()

    def _show_side(self, begin: Callable[[], None]) -> None:
        self.board.show_offers(())
        self._side_asked = True
        self.side.show()
        begin()
        self._arrange()

    def _toggle_side(self) -> None:
        self._side_asked = not self._side_asked
        self._arrange()
        if self._side_asked:  # the button that was pressed is gone
            self.side.to_see.close_it.setFocus()

    def _cancel(self, day: date) -> None:
        self._context.go(Target(Screen.CANCEL_MORNING, day=day))

    def _exported(self) -> Target:
        """The days shown, as a file for another agenda."""
        stretch = Stretch.DAY if self._scope is Scope.DAY else Stretch.WEEK
        return Target(Screen.CALENDAR_FILE, day=self._day, section=stretch)

    def _keep_place(self, place: str | None) -> None:
        self._place = place
        self._paint()

    def _show_menu(self, entry: AgendaEntry, where: QPoint) -> None:
        menu = QMenu(self)
        acts: list[tuple[str, Callable[[AgendaEntry], None]]] = [(self.tr("Ouvrir"), self._open)]
        if entry.kind is not EntryKind.VISIT and entry.start_minute is not None:
            acts.append((self.tr("Déplacer aux flèches"), self._hold))
            acts.append((self.tr("Prochain créneau libre…"), self._replace))
        for words, act in acts:
            menu.addAction(words).triggered.connect(partial(_done, act, entry))
        menu.popup(where)

    def _read_people(
        self, known: Callable[[tuple[OpenDossier, ...], tuple[str, ...]], None]
    ) -> None:
        """Who may be placed, read when it is asked for: the week does not wait for it."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: (people_to_meet(link, action, day), place_names(link))),
            lambda found: known(*found),
        )


def _done(act: Callable[[AgendaEntry], None], entry: AgendaEntry, _checked: bool) -> None:  # noqa: FBT001  (Qt's)
    act(entry)
