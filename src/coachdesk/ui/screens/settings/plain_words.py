"""The plain summaries beside what is signed: shown first or not, in which languages, read aloud."""

from pathlib import Path

from coachdesk.core.french import capital
from coachdesk.domain.plain_summary import DRAFTS, Language
from coachdesk.services.plain_summaries import (
    SummaryChoices,
    keep_summary_choices,
    save_texts,
    summary_choices,
)
from coachdesk.system.voice import Speech, Voice, french_voice, speak
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.screens.settings.ticked_keys import TickedKeys
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label

_PAPER, _PLAIN = "paper", "plain"


class PlainWordsSection(SettingsSection):
    """Kept with the store, for it is the association that answers for a translation."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._voice: Voice | None = None
        self._speech: Speech | None = None
        names = {
            Language.ENGLISH: self.tr("en anglais"),
            Language.ARABIC: self.tr("en arabe"),
            Language.UKRAINIAN: self.tr("en ukrainien"),
        }
        self.place = Choices(
            (
                (_PAPER, self.tr("Le papier")),
                (_PLAIN, self.tr("Le résumé en mots simples")),
            ),
            self.tr("Ce qui est montré d’abord"),
        )
        self.place.chosen.connect(self._choose_first)
        self.drafts = TickedKeys([(each.value, capital(names[each])) for each in DRAFTS])
        self.drafts.changed.connect(self._keep)
        self.texts = {}
        for each in DRAFTS:
            save = button(self.tr("Textes {} à relire…").format(names[each]), glyph="download")
            save.clicked.connect(lambda _=False, asked=each: self._save(asked))
            self.texts[each] = save
        self.voice = label(self.tr("Recherche d’une voix…"), wrap=True)
        self.hear = button(self.tr("Essayer"), glyph="volume-2")
        self.hear.clicked.connect(self._hear)
        self.box(
            self.tr("Ce qui est montré d’abord"),
            self.place,
            note(self.tr("L’autre est toujours à un clic\u00a0: «\u00a0Mots simples\u00a0», sur "
                         "l’écran de signature (Ctrl+E).")),
        )  # fmt: skip
        self.box(
            self.tr("Proposer aussi le résumé"),
            self.drafts,
            note(self.tr("Ces traductions sont des brouillons, que personne n’a relus\u00a0: "
                         "l’écran le dit à la personne. Ce qui se signe est toujours le texte en "
                         "français, et la preuve dit ce qui a été montré.")),
            Flow(*self.texts.values()),
            note(self.tr("Faites-les relire à quelqu’un qui parle la langue, avant de les "
                         "proposer.")),
        )  # fmt: skip
        self.box(
            self.tr("Écouter"),
            self.voice,
            Flow(self.hear),
            note(self.tr("C’est la voix de cet ordinateur\u00a0: rien ne part sur internet. Sans "
                         "voix française, le bouton «\u00a0Écouter\u00a0» ne se montre pas.")),
        )  # fmt: skip
        self.first = self.place.buttons[_PAPER]
        self.found = {
            "first": self.first,
            "drafts": self.drafts.boxes[DRAFTS[0]],
            "voice": self.hear,
        }

    def refresh(self) -> None:
        """What is turned on, and the voice of this machine."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: desk.read(summary_choices), self._show)
        self.context.runner.read(self, french_voice, self._tell_voice)

    def _show(self, choices: SummaryChoices) -> None:
        self.place.show_key(_PLAIN if choices.first else _PAPER)
        self.drafts.show_keys([each.value for each in choices.drafts])

    def _tell_voice(self, voice: Voice | None) -> None:
        self._voice = voice
        self.hear.setText(self.tr("Chercher de nouveau") if voice is None else self.tr("Essayer"))
        self.voice.setText(
            self.tr("La voix française de cet ordinateur\u00a0: {}.").format(voice.name)
            if voice is not None
            else self.tr(
                "Cet ordinateur n’a pas de voix française. Elle s’ajoute dans ses propres "
                "réglages, à «\u00a0voix\u00a0» ou «\u00a0synthèse vocale\u00a0»."
            )
        )

    def _choose_first(self, key: str | None) -> None:
        self.place.show_key(key or _PAPER)
        self._keep()

    def _keep(self) -> None:
        desk, ticked = self.context.desk, self.drafts.keys()
        choices = SummaryChoices(
            tuple(each for each in DRAFTS if each.value in ticked),
            first=self.place.key() == _PLAIN,
        )
        self.context.runner.write(
            self, lambda _task: keep_summary_choices(desk, choices), lambda _: None
        )

    def _save(self, language: Language) -> None:
        def chosen(target: Path) -> None:
            self.context.runner.write(
                self,
                lambda _task: save_texts(language, target),
                lambda _: self.context.messages.inform(
                    self.tr("Enregistré\u00a0: {}").format(target), target
                ),
            )

        self.context.messages.choose_target(
            self.tr("Où enregistrer les textes à relire"),
            Path.home() / f"resumes-mots-simples_{language}.txt",
            self.tr("Texte (*.txt)"),
            chosen,
        )

    def _hear(self) -> None:
        """Hear it; where there is none, look whether one was added since."""
        if self._voice is None:
            french_voice.cache_clear()
            self.context.runner.read(self, french_voice, self._tell_voice)
        elif self._speech is None or self._speech.over:
            voice = self._voice
            words = self.tr("Bonjour. Cette voix lit ce qui se signe, en mots simples.")
            self.context.runner.read(self, lambda: speak(voice, words), self._hold)

    def _hold(self, speech: Speech | None) -> None:
        self._speech = speech
