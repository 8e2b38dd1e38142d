"""Her situation, her pathway and immersions, as groups of named lines; unknown is no line."""

from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from coachdesk.core.french import NBSP, hours, short_date
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import WordList
from coachdesk.queries.card import Card, CardContract, CardImmersion, CardPathway
from coachdesk.queries.card_work import CardDiagnostic
from coachdesk.services.card import CardView
from coachdesk.services.immersion_words import hours_words, stage_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.layout import button, label, rule

Fact: TypeAlias = tuple[str, str]
Group: TypeAlias = tuple[str, tuple[Fact, ...]]


class SituationSection(Section):
    """Shown here, told in the diagnostic."""

    def __init__(self, context: Context) -> None:
        self.edit = button("", kind="mini")
        super().__init__(context, "situation", "", self.edit)
        self.title.setText(self.tr("Situation et parcours"))
        self.edit.setText(self.tr("Diagnostic"))
        self.edit.setToolTip(self.tr("Corriger la situation dans le diagnostic"))
        self.edit.clicked.connect(lambda: context.go(Target(Screen.DIAGNOSTIC, self.dossier)))

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return facts(view, self.context.action.profile)

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        line = 0
        for number, (title, told) in enumerate(facts(view, self.context.action.profile)):
            if number:
                grid.addWidget(rule(), line, 0, 1, 2)
                grid.addWidget(label(title, role="strong"), line + 1, 0, 1, 2)
                line += 2
            for name, value in told:
                grid.addWidget(label(name, role="caption"), line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(value, wrap=True), line, 1)
                line += 1
        if line == 0:
            self.say(self.tr("Rien n’est dit encore\u00a0: faites le diagnostic avec la personne."))
        self.add_line(grid)


def facts(view: CardView, profile: ActionProfile) -> tuple[Group, ...]:
    """Situation, pathway, immersions: those that exist."""
    card = view.card
    groups = [("Situation", _situation(card.pathway, view.work.diagnostic, profile))]
    if card.pathway is not None:
        groups.append(("Parcours", _pathway(card, card.pathway)))
    if card.immersions:
        told = tuple(
            (
                f"{short_date(item.starts_on)} – {short_date(item.course.last_on)}",
                " · ".join(
                    part for part in (item.company, item.trade, _became(item, profile)) if part
                ),
            )
            for item in card.immersions
        )
        groups.append(("Immersions (PMSMP)", told))
    return tuple(groups)


def _became(item: CardImmersion, profile: ActionProfile) -> str:
    """What became of it, when that is not as planned; else the hours that were done."""
    if item.outcome is None:
        return ""
    stage = item.course.stage(item.ends_on, signed=True)
    usual = item.outcome is ImmersionOutcome.DONE
    words = "" if usual else stage_words(stage, profile, item.cause)
    return " · ".join(part for part in (words, hours_words(item.course)) if part)


def _situation(
    pathway: CardPathway | None, told: CardDiagnostic | None, profile: ActionProfile
) -> tuple[Fact, ...]:
    """As last said in the diagnostic; what it does not say is as it was at entry."""

    def said(name: str) -> Any:  # noqa: ANN401  (a word's key, a text, a yes or no)
        found = (getattr(source, name, None) for source in (told, pathway))
        return next((value for value in found if value is not None), None)

    licence = {True: "Oui", False: "Non", None: None}[said("driving_licence")]
    return _known(
        ("Statut", _word(profile.statuses, said("status"))),
        ("Niveau", _word(profile.training_levels, said("training_level"))),
        ("Foyer", _word(profile.households, said("household"))),
        ("À l’entrée", _word(profile.employment, said("employment"))),
        ("Permis", licence),
        ("Se déplace", said("mobility")),
        ("Frein principal", _word(profile.obstacles, said("main_obstacle"))),
        ("Attentes", said("expectations")),
        ("Compétences", said("skills")),
    )


def _pathway(card: Card, pathway: CardPathway) -> tuple[Fact, ...]:
    return _known(
        ("Entrée", short_date(pathway.entered_on)),
        ("Fin prévue", short_date(pathway.planned_end_on)),
        ("Contrat", "\n".join(map(_contract, card.contracts))),
    )


def _word(words: WordList[Any], key: str | None) -> str | None:
    return None if key is None else words.label(key)


def _known(*lines: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple((name, value) for name, value in lines if value)


def _contract(contract: CardContract) -> str:
    said = f"signé le {short_date(contract.signed_on)}" if contract.signed_on else "à signer"
    said = f"n°{NBSP}{contract.revision} {said}"
    weekly = contract.weekly_minutes
    return f"{said}, {hours(weekly)} par semaine" if weekly is not None else said
