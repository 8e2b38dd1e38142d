"""The immersions to a file that the import reads back; that it leaves in clear is said before."""

from pathlib import Path

from coachdesk.core.french import plural
from coachdesk.services.act_export import export_immersions, suggested_name
from coachdesk.services.importing.forms import IMMERSIONS
from coachdesk.services.people_export import Format
from coachdesk.ui.context import Context
from coachdesk.ui.screens.participants.exporting import ExportBar


class ImmersionExport(ExportBar):
    """Asks, then for where, then writes."""

    def __init__(self, context: Context) -> None:
        super().__init__((Format.XLSX, Format.CSV))
        self._context = context
        self.confirmed.connect(self._choose_target)

    def ask_immersions(self) -> None:
        """Ask about all of them, whatever is listed."""
        self.ask_about(
            self.tr("Exporter toutes les immersions, dans les colonnes que l’import relit")
        )

    def _choose_target(self, form: Format) -> None:
        kinds = {
            Format.XLSX: self.tr("Classeurs (*.xlsx)"),
            Format.CSV: self.tr("CSV (*.csv)"),
        }
        self._context.messages.choose_target(
            self.tr("Exporter en clair"),
            Path.home() / suggested_name(IMMERSIONS, form),
            kinds[form],
            lambda target: self._export(form, target),
        )

    def _export(self, form: Format, target: Path) -> None:
        desk, action = self._context.desk, self._context.action

        def exported(number: int) -> None:
            self._context.messages.inform(
                self.tr("{} dans {}, en clair\u00a0: effacez ce fichier après usage.").format(
                    plural(number, self.tr("immersion")), target
                )
            )

        self._context.runner.write(
            self, lambda _task: export_immersions(desk, action, form, target), exported
        )
