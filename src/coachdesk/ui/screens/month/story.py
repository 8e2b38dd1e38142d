"""The closings of a month: what the open rectification changes so far, the versions that left."""

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.french import capital, short_date
from coachdesk.services.closing.correcting import MonthStory, MonthVersion
from coachdesk.services.closing.words import version_words
from coachdesk.services.month import MonthView
from coachdesk.services.month_changes import Changes
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.table import RowTable


@dataclass(frozen=True)
class StoryLine:
    """A line of either list: of what it is, and what is said of it."""

    of: str
    text: str
    head: bool = False


class ChangesPanel(QWidget):
    """What an open rectification changes so far of the envoi that left."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", role="heading", wrap=True)
        self.reason = label("", wrap=True)
        self.nothing = label(
            self.tr(
                "Rien n’a changé pour l’instant\u00a0: corrigez ce qui était faux, là où vous "
                "l’aviez noté. Chaque changement se lira ici."
            ),
            role="soft",
            wrap=True,
        )
        self.table = _table(self.tr("Ce qui change"), em(6))
        layout = column(self.title, self.reason, self.nothing, self.table, spacing=8)
        layout.setStretch(3, 1)
        layout.addStretch()  # words alone stay under their heading
        self.setLayout(layout)

    def show_view(self, view: MonthView) -> None:
        """Say why the month is open again."""
        if view.closing is not None and view.closing.correcting is not None:
            self.reason.setText(self.tr("Motif\u00a0: {}").format(view.closing.correcting))

    def show_story(self, story: MonthStory) -> None:
        """Show what changed, when a rectification is open."""
        changes = story.changes
        if changes is None:
            return
        lines = changed_lines(changes)
        self.title.setText(
            self.tr("Ce qui change\u00a0: {}").format(changes.counted)
            if changes
            else self.tr("Ce qui change")
        )
        self.table.rows.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)


class VersionsPanel(QWidget):
    """The versions of the month that left, the last one first, each with what it changes."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label(self.tr("Versions"), role="heading", wrap=True)
        self.table = _table(self.title.text(), em(8.5))
        layout = column(self.title, self.table, spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def show_story(self, story: MonthStory) -> None:
        """Show them; nothing of a month that was never closed."""
        self.setVisible(bool(story.versions))
        self.table.rows.set_rows(
            [line for version in story.versions for line in _version_lines(version)]
        )


def changed_lines(changes: Changes) -> list[StoryLine]:
    """The sheets of the table first, then those of attendance, then the figures."""
    return [
        *(StoryLine("Tableau", each.sentence) for each in changes.cells),
        *(StoryLine("Feuille", each.sentence) for each in changes.sheets),
        *(StoryLine("Chiffre", each.sentence) for each in changes.figures),
    ]


def _version_lines(version: MonthVersion) -> list[StoryLine]:
    day = short_date(version.closed_at.astimezone().date())
    told = [f"{day} · {version.filename}"]
    if version.reason:
        told.append(f"Motif\u00a0: {version.reason}")
    if version.forced_reason:
        told.append(f"Clôturé malgré des manques\u00a0: {version.forced_reason}")
    name = capital(version_words(version.revision))
    return [
        StoryLine(name, " · ".join(told), head=True),
        *(StoryLine("", line.text) for line in changed_lines(version.changes)),
    ]


def _table(name: str, first: int) -> RowTable[StoryLine]:
    table: RowTable[StoryLine] = RowTable(
        (
            Column("", lambda line: line.of, width=first, colour=_colour),
            Column("", lambda line: line.text),
        ),
        name,
        wrap=True,
    )
    table.horizontalHeader().hide()
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return table


def _colour(line: StoryLine) -> str:
    return "accent" if line.head else "ink_soft"
