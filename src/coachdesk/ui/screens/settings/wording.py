"""Textes et tableau: what papers say, the columns of the monthly table, the papers proposed."""

from functools import partial
from typing import Any

from coachdesk.services.actions.editing import ListOffer
from coachdesk.services.actions.wording import (
    PAPERS,
    TABLE,
    TEXTS,
    FormField,
    offer_wording,
    wording_fields,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.attribute_fields import AttributeField
from coachdesk.ui.screens.settings.proposal import Offered, Proposal
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.widgets.layout import clear, column
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 40


class WordingSection(SettingsSection):
    """One form for all of it: what is changed is told above « Enregistrer »."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: tuple[FormField, ...] = ()
        self.fields: list[AttributeField] = []
        self.proposal = Proposal(context, self, self._offer)
        self.proposal.told.connect(self._tell)
        self.proposal.recorded.connect(lambda _: self._recorded())
        self.proposal.given_up.connect(self._give_up)
        self._places = {group: column(spacing=10) for group in (TEXTS, TABLE, PAPERS)}
        for group, idea in (
            (TEXTS, self.tr("Ce que disent la feuille, le tableau, le bordereau, l’écran de "
                            "signature et les contrats.")),
            (TABLE, self.tr("Les colonnes du tableau de suivi mensuel\u00a0; un mois clôturé garde "
                            "les siennes.")),
            (PAPERS, self.tr("Un papier décoché n’est plus proposé\u00a0; ceux déjà faits "
                             "restent.")),
        ):  # fmt: skip
            self.box(group, self._places[group], idea=idea)
        self.box("", self.proposal)
        self._show(wording_fields(context.action.profile))

    @property
    def draft_key(self) -> str:
        """Under which what is typed is kept."""
        return f"textes:{self.context.action.id}"

    def _show(self, shown: tuple[FormField, ...]) -> None:
        self._shown = shown
        for place in self._places.values():
            clear(place)
        self.fields = []
        checks = (column(spacing=4), column(spacing=4))
        for number, told in enumerate(shown):
            field = AttributeField(told.attribute, self)
            field.show(told.value)
            field.changed.connect(self.proposal.later)
            self.fields.append(field)
            if told.group == PAPERS:
                checks[number % 2].addLayout(field.laid())
            else:
                self._places[told.group].addLayout(field.laid())
        for side in checks:
            side.addStretch(1)
        self._places[PAPERS].addWidget(TwoColumns(*checks, (1, 1), _NARROW))
        named = {each.group: field.widget for each, field in reversed(self._pairs())}
        self.first = named[TEXTS]
        self.found = {"texts": named[TEXTS], "columns": named[TABLE], "papers": named[PAPERS]}
        self.proposal.quiet()
        self.context.drafts.keep(
            self,
            self.draft_key,
            {"/".join(told.path): field.widget for told, field in self._pairs()},
        )

    def _pairs(self) -> list[tuple[FormField, AttributeField]]:
        return list(zip(self._shown, self.fields, strict=True))

    def _offer(self) -> Offered:
        typed: dict[tuple[str, ...], Any] = {
            told.path: field.value() for told, field in self._pairs()
        }
        return partial(offer_wording, self.context.desk, self.context.action, typed)

    def _tell(self, found: ListOffer) -> None:
        for at, field in enumerate(self.fields):
            field.tell(found.wrong.get((at, ""), ""))

    def _recorded(self) -> None:
        self.context.drafts.forget(self.draft_key)
        self.context.reopen(Target(Screen.SETTINGS, section="wording"))

    def _give_up(self) -> None:
        self.context.drafts.forget(self.draft_key)
        self._show(wording_fields(self.context.action.profile))
        self.first.setFocus()
