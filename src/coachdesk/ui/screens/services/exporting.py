"""The acts, or the aller-vers, to a file that the import reads back; what that means is said."""

from pathlib import Path

from coachdesk.core.french import plural
from coachdesk.queries.outreach import EventRow
from coachdesk.queries.services import Narrowed
from coachdesk.services.act_export import export_outreach, export_services, suggested_name
from coachdesk.services.importing.forms import OUTREACH, SERVICES, Form
from coachdesk.services.people_export import Format
from coachdesk.ui.context import Context
from coachdesk.ui.screens.participants.exporting import ExportBar


class ServiceExport(ExportBar):
    """Asks, then for where, then writes."""

    def __init__(self, context: Context) -> None:
        super().__init__((Format.XLSX, Format.CSV))
        self._context = context
        self._sheet: Form = SERVICES
        self._narrowed = Narrowed()
        self._events: tuple[EventRow, ...] = ()
        self.confirmed.connect(self._choose_target)

    def ask_services(self, narrowed: Narrowed, number: int) -> None:
        """Ask about the acts that are listed."""
        self._sheet, self._narrowed = SERVICES, narrowed
        self.formats[Format.CSV].show()
        self._ask(plural(number, self.tr("acte")))

    def ask_events(self, events: tuple[EventRow, ...]) -> None:
        """Ask about the events that are listed, with their call-back lists: two sheets."""
        self._sheet, self._events = OUTREACH, events
        self.formats[Format.CSV].hide()
        self._ask(
            plural(len(events), self.tr("action d’aller-vers"), self.tr("actions d’aller-vers"))
        )

    def _ask(self, what: str) -> None:
        words = self.tr("Exporter {}, dans les colonnes que l’import relit")
        self.ask_about(words.format(what))

    def _choose_target(self, form: Format) -> None:
        kinds = {
            Format.XLSX: self.tr("Classeurs (*.xlsx)"),
            Format.CSV: self.tr("CSV (*.csv)"),
        }
        self._context.messages.choose_target(
            self.tr("Exporter en clair"),
            Path.home() / suggested_name(self._sheet, form),
            kinds[form],
            lambda target: self._export(form, target),
        )

    def _export(self, form: Format, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        narrowed, events, outreach = self._narrowed, self._events, self._sheet is OUTREACH

        def exported(number: int) -> None:
            self._context.messages.inform(
                self.tr("{} dans {}, en clair\u00a0: effacez ce fichier après usage.").format(
                    plural(number, self.tr("ligne")), target
                )
            )

        self._context.runner.write(
            self,
            lambda _task: (
                export_outreach(desk, action, events, target)
                if outreach
                else export_services(desk, action, narrowed, form, target)
            ),
            exported,
        )
