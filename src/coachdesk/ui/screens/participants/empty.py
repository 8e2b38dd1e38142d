"""Nobody yet: the invitation to bring in the workbook that is kept already."""

from PySide6.QtWidgets import QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, panel, row


class EmptyPanel(QWidget):
    """What to do first."""

    def __init__(self) -> None:
        super().__init__()
        self.invite = button(self.tr("Importer mon classeur…"), kind="primary", glyph="file-up")
        self.invite_folder = button(self.tr("ou un dossier de CSV…"), kind="link")
        box = panel(
            column(
                label(self.tr("Aucun participant pour l’instant"), role="heading"),
                label(
                    self.tr(
                        "Commencez par le classeur que vous tenez déjà\u00a0: CoachDesk y lit les "
                        "prescriptions, les rendez-vous, les immersions et les sorties, et vous "
                        "montre ce qui est à corriger. Votre fichier n’est pas modifié."
                    ),
                    wrap=True,
                ),
                8,
                row(self.invite, self.invite_folder, None),
            ),
            margin=24,
        )
        box.setMaximumWidth(em(40))
        self.setLayout(column(None, row(None, box, None), None, None))
