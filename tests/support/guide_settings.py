"""The pictures of the settings: each section, a profile changed, a carnet, a file to share."""

from PySide6.QtWidgets import QWidget

from coachdesk.services.directory.case_managers import save_case_manager
from coachdesk.services.directory.partners import save_partner
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.phrases import keep_phrases
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.actions import ActionsSection
from coachdesk.ui.screens.settings.recipients import RecipientsSection
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.widgets.layout import reveal
from support.guide_album import SETTLED_MS, Album, live

_SECTIONS = (
    ("coach", "reglages-coach"), ("case_managers", "reglages-referents"),
    ("partners", "reglages-partenaires"), ("sending", "reglages-envois"),
    ("phrases", "reglages-phrases"),
    ("appearance", "reglages-apparence"), ("drawing", "reglages-signature"),
    ("plain_words", "reglages-mots-simples"),
    ("backup", "reglages-sauvegarde"), ("security", "reglages-securite"),
    ("sharing", "reglages-partager"), ("program", "reglages-programme"),
)  # fmt: skip
_KEY = "SHA256:uKzZ0nJ3tE7r5tM5m8wO1x1fJ1Jm7bq4y0c3b5d6e7f"
_MAIL = f"""Serveur SFTP : sftp.exemple.fr
Identifiant : coaching-emploi
Mot de passe : essai
Dossier : /depot/coaching
Empreinte : {_KEY}"""


def settings(album: Album) -> None:
    """Every section in use, then what some of them open."""
    window = album.window
    _fill(album)
    _open(album, "actions")
    album.picture("reglages")
    page = window.space.settings
    page.seek.setText("tel")
    album.picture("reglages-trouver")
    page.seek.clear()
    profile = page.section
    assert isinstance(profile, ActionsSection), "it was opened last"
    profile.edit.click()
    album.picture("reglages-profil")
    profile.close_form()
    for key, name in _SECTIONS:
        _open(album, key)
        album.picture(name)
    _contrast(album)
    section = _open(album, "recipients")
    assert isinstance(section, RecipientsSection), "it was asked for"
    section.book.open(section.book.table.visible_rows()[0])
    section.reach.take(_MAIL)
    _bring(section.reach.secret.from_file)
    album.picture("reglages-destinataire")
    section.reach.host_key.show_answer(_KEY)
    _bring(section.reach.test)
    album.picture("reglages-empreinte")
    section.book.cancel.click()
    window.space.go(Target(Screen.TODAY))


def _contrast(album: Album) -> None:
    """What is worn with much contrast, then what this walk wears."""
    worn = album.window.space.context.appearance
    usual = worn.choice
    worn.choose("contrast_dark" if usual == "dark" else "contrast")
    _open(album, "appearance")
    album.picture("reglages-contraste")
    worn.choose(usual)


def _bring(widget: QWidget) -> None:
    """What was just shown has its place first."""
    live(SETTLED_MS)
    reveal(widget)


def _open(album: Album, key: str) -> SettingsSection:
    window = album.window
    window.space.go(Target(Screen.SETTINGS, section=key))
    window.shows(window.space.settings)
    live(3 * SETTLED_MS)
    return window.space.settings.section


def _fill(album: Album) -> None:
    """What a coach keeps after some weeks."""
    desk, action = album.window.desk, album.window.space.context.action
    petit = {"name": "Mme Petit", "organisation": "MDSI d’Amiens", "phone": "03 22 00 00 00"}
    save_case_manager(desk, None, {**petit, "email": "m.petit@exemple.fr"})
    garage = {"name": "Garage solidaire des vallées", "contact": "M. Roy", "phone": "0322112233"}
    save_partner(desk, None, garage, "mobilite")
    save_recipient(
        desk, action, None,
        {"name": "Conseil départemental, service insertion", "email": "insertion@exemple.fr",
         "address": "43 rue de la République\n80000 Amiens"},
        {Takes.MONTHS, Takes.NOTICES},
    )  # fmt: skip
    keep_phrases(desk, ["a relancé l’entreprise, sans réponse", "souhaite refaire son CV"])
