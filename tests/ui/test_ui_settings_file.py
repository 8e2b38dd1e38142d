"""The settings of one desk taken by another, part by part, and nothing else with them."""

import json
import re

import pytest
from PySide6.QtWidgets import QScrollArea
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.core.resources import resource
from coachdesk.domain.agenda import Weeks
from coachdesk.models import Participant, Place, PlaceOpening, Travel
from coachdesk.queries.directory import case_manager_rows, partner_rows, recipient_rows
from coachdesk.services.acts import undo_act
from coachdesk.services.directory.case_managers import save_case_manager
from coachdesk.services.directory.partners import save_partner
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.phrases import keep_phrases, own_phrases
from coachdesk.services.settings_file.bundle import (
    ActionPart,
    CaseManagerPart,
    OpeningPart,
    Part,
    PartnerPart,
    PlacePart,
    SettingsBundle,
)
from coachdesk.services.settings_file.form import bundle_bytes
from coachdesk.services.settings_file.gather import gathered, save_bundle
from coachdesk.services.settings_file.offer import described, offer_settings
from coachdesk.services.settings_file.taking import take_settings
from coachdesk.services.setup import create_desk
from coachdesk.ui.screens.settings.sharing import SharingSection
from support.desk_context import make_context

EVERY = frozenset(Part)
SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


@pytest.fixture
def full(desk, action):
    """A desk with something in every part."""
    save_case_manager(desk, None, {"name": "Mme Petit", "phone": "0322000000"})
    save_partner(desk, None, {"name": "Garage", "note": "le mardi"}, "mobilite")
    save_recipient(desk, action, None, {"name": "Service insertion"}, {Takes.MONTHS})
    keep_phrases(desk, ["une phrase"])
    with desk.store.write() as uow:
        one, other = uow.session.scalars(select(Place).order_by(Place.name).limit(2))
        first, second = sorted((one.id, other.id), key=lambda key: key.hex)
        uow.session.add(
            PlaceOpening(id=new_id(), place_id=one.id, weekday=1, start_minute=540,
                         end_minute=720, weeks=Weeks.EVEN)
        )  # fmt: skip
        uow.session.add(
            Travel(id=new_id(), from_place_id=first, to_place_id=second, minutes=25, metres=None)
        )
        uow.commit()
    return desk


@pytest.fixture
def other(tmp_path, clock):
    """A colleague's new desk."""
    made = create_desk(
        tmp_path / "other", "quatre mots sans lien", profile="coaching-emploi",
        coach_name="Paul Collègue", clock=clock,
    )  # fmt: skip
    yield made.desk
    made.desk.close()


def test_a_colleague_takes_everything_and_then_gives_the_same_file(full, other, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    assert path.name == "a.coachdesk-reglages"
    offer = offer_settings(other, path)
    assert not any(part.refusal for part in offer.parts)
    take_settings(other, offer.bundle, EVERY)
    assert gathered(other) == gathered(full)
    assert bundle_bytes(gathered(other)) == path.read_bytes()
    assert not any(part.useful for part in offer_settings(other, path).parts), "nothing twice"
    take_settings(other, offer.bundle, EVERY)
    assert gathered(other) == gathered(full)


def test_the_file_names_nobody_who_is_followed_nor_the_coach_nor_a_secret(full, tmp_path):
    text = bundle_bytes(gathered(full)).decode()
    with full.store.read() as link:
        people = link.execute(select(Participant.last_name, Participant.first_name)).all()
    assert len(people) > 100
    shared = {"Petit", "PETIT"}  # the référent bears that name
    words = set(re.findall(r"\w+", text))
    told = [who for who in people if {who.last_name, who.first_name} <= words - shared]
    assert not told
    assert full.coach.name not in text
    assert str(full.store.directory) not in text
    assert set(json.loads(text)["parts"]) == set(Part)


def test_only_what_is_ticked_comes_and_what_is_only_here_stays(full, other, tmp_path):
    keep_phrases(other, ["la mienne"])
    save_partner(other, None, {"name": "Garage", "phone": "0322112233"}, None)
    save_partner(other, None, {"name": "Autre"}, None)
    path = save_bundle(gathered(full), tmp_path / "a")
    parts = {part.part: part for part in offer_settings(other, path).parts}
    assert parts[Part.PARTNERS].replaced == ("Garage",)
    assert parts[Part.PHRASES].fresh == ("une phrase",)
    bundle = offer_settings(other, path).bundle
    take_settings(other, bundle, frozenset({Part.PHRASES}))
    assert other.read(own_phrases) == ("la mienne", "une phrase")
    assert not other.read(case_manager_rows)
    take_settings(other, bundle, frozenset({Part.PARTNERS}))
    assert {row.name: row.note for row in other.read(partner_rows)} == {
        "Autre": None,
        "Garage": "le mardi",
    }
    undo_act(other)
    assert {row.name: row.phone for row in other.read(partner_rows)} == {
        "Autre": None,
        "Garage": "03 22 11 22 33",
    }


def test_a_profile_that_would_lose_words_in_use_can_not_be_taken(full, other, tmp_path):
    less = SHIPPED.replace(
        '    { key = "rsa", label = "BRSA", synonyms = ["RSA", "Bénéficiaire du RSA"] },\n', ""
    )
    bundle = SettingsBundle(actions=(ActionPart("coaching-emploi", less),))
    path = save_bundle(bundle, tmp_path / "less")
    (here,) = offer_settings(full, path).parts
    assert "« BRSA »" in here.refusal.replace("\u00a0", " ")
    assert not here.useful
    with pytest.raises(UserError, match="retire des mots"):
        take_settings(full, bundle, EVERY)
    (there,) = offer_settings(other, path).parts
    assert there.replaced == ("coaching-emploi",), "nobody there is on RSA yet"


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("code = 1", "ne peut pas servir"),
        (SHIPPED.replace("renewals = 1", "renewals = 99"), "ne peut pas servir"),
        (SHIPPED.replace('code = "coaching-emploi"', 'code = "x"'), "porte un autre code"),
    ],
)
def test_a_profile_with_faults_refuses_its_part_only(other, tmp_path, profile, said):
    bundle = SettingsBundle(actions=(ActionPart("nouvelle", profile),), phrases=("a",))
    offer = offer_settings(other, save_bundle(bundle, tmp_path / "x"))
    actions, phrases = offer.parts
    assert said in actions.refusal
    assert phrases.useful
    with pytest.raises(UserError):
        take_settings(other, bundle, EVERY)
    assert not other.read(own_phrases), "all or nothing"


def test_a_profile_is_never_taken_for_that_of_another_action(other, tmp_path):
    stranger = SHIPPED.replace('code = "coaching-emploi"', 'code = "x"')
    bundle = SettingsBundle(actions=(ActionPart("coaching-emploi", stranger),))
    (actions,) = offer_settings(other, save_bundle(bundle, tmp_path / "x")).parts
    assert "celui de l’action « x »" in actions.refusal.replace("\u00a0", " ")
    with pytest.raises(UserError, match="celui de l’action"):
        take_settings(other, bundle, EVERY)
    assert [action.profile.code for action in other.actions] == ["coaching-emploi"]


def test_places_that_can_not_be_are_refused_and_a_name_in_other_letters_is_no_other_place(
    full, tmp_path
):
    (place, *_) = gathered(full).places
    twice = OpeningPart(0, 540, 720, Weeks.EVERY), OpeningPart(0, 600, 660, Weeks.ODD)
    bundle = SettingsBundle(places=(PlacePart(place.name, None, twice),))
    (offer,) = offer_settings(full, save_bundle(bundle, tmp_path / "x")).parts
    assert offer.refusal == f"{place.name}\u00a0: Deux permanences du même jour se chevauchent."
    with pytest.raises(UserError, match="se chevauchent"):
        take_settings(full, bundle, EVERY)
    many = len(gathered(full).places)
    shouted = SettingsBundle(places=(PlacePart(place.name.upper(), "1 rue A", twice[:1]),))
    (offer,) = offer_settings(full, save_bundle(shouted, tmp_path / "y")).parts
    assert (offer.fresh, offer.replaced) == ((), (place.name.upper(),))
    take_settings(full, shouted, EVERY)
    (first, *others) = gathered(full).places
    assert (first.name, first.address, first.openings) == (place.name, "1 rue A", twice[:1])
    assert len(others) == many - 1


def test_recipients_of_an_action_that_is_nowhere_are_refused_in_words(full, other, tmp_path):
    bundle = gathered(full)
    path = save_bundle(
        SettingsBundle(
            recipients=tuple(
                type(each)(**{**vars(each), "action": "inconnue"}) for each in bundle.recipients
            )
        ),
        tmp_path / "x",
    )
    (part,) = offer_settings(other, path).parts
    assert "Action inconnue ici\u00a0: inconnue" in part.refusal
    take_settings(other, offer_settings(other, path).bundle, EVERY)
    assert not other.read(lambda link: recipient_rows(link, other.actions[0].id))


def partner(**changes):
    told = {"name": "Garage", "kind": "mobilite", "contact": None, "phone": None, "email": None,
            "address": None, "note": None}  # fmt: skip
    return PartnerPart(**{**told, **changes})


def test_what_comes_is_cleaned_as_what_is_typed(other, tmp_path):
    path = save_bundle(
        SettingsBundle(
            case_managers=(CaseManagerPart("Mme  Petit", None, "0322000000", " P@exemple.fr "),),
            partners=(partner(phone="03.22.11.22.33"),),
        ),
        tmp_path / "a",
    )
    take_settings(other, offer_settings(other, path).bundle, EVERY)
    (petit,) = other.read(case_manager_rows)
    assert (petit.name, petit.phone, petit.email) == (
        "Mme Petit", "03 22 00 00 00", "P@exemple.fr",
    )  # fmt: skip
    assert [row.phone for row in other.read(partner_rows)] == ["03 22 11 22 33"]
    assert not any(part.useful for part in offer_settings(other, path).parts), "nothing twice"


@pytest.mark.parametrize("wrong", [{"phone": "12"}, {"email": "pas une adresse"}])
def test_people_who_can_not_be_are_refused_by_name(other, tmp_path, wrong):
    bundle = SettingsBundle(partners=(partner(**wrong),), phrases=("une phrase",))
    people, phrases = offer_settings(other, save_bundle(bundle, tmp_path / "a")).parts
    assert people.refusal.startswith("Garage\u00a0: ")
    assert not people.useful
    assert phrases.useful
    with pytest.raises(UserError, match="Garage"):
        take_settings(other, bundle, EVERY)
    assert not other.read(partner_rows)
    assert not other.read(own_phrases)


def test_a_theme_that_is_none_here_is_left_out_and_said(other, tmp_path):
    bundle = SettingsBundle(partners=(partner(kind="astrologie"), partner(name="CAF", kind=None)))
    offer = offer_settings(other, save_bundle(bundle, tmp_path / "a"))
    assert "Domaine inconnu ici, à choisir ensuite\u00a0: Garage." in offer.parts[0].sentences
    take_settings(other, offer.bundle, EVERY)
    assert {row.kind for row in other.read(partner_rows)} == {None}


def test_a_file_too_big_to_be_read_is_not_written(tmp_path):
    bundle = SettingsBundle(
        actions=(ActionPart("a", "x" * 1_000_000), ActionPart("b", "x" * 10**6))
    )
    with pytest.raises(UserError, match="trop gros"):
        save_bundle(bundle, tmp_path / "a")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_not_there_or_too_big_is_refused(other, tmp_path):
    with pytest.raises(UserError, match="ne peut pas être lu"):
        offer_settings(other, tmp_path / "x")
    with pytest.raises(UserError, match="ne peut pas être lu"):
        offer_settings(other, tmp_path)
    (tmp_path / "big").write_bytes(b" " * 3_000_000)
    with pytest.raises(UserError, match="trop gros"):
        offer_settings(other, tmp_path / "big")
    with pytest.raises(UserError, match="Impossible d’écrire"):
        save_bundle(SettingsBundle(), tmp_path / "no" / "x")


def test_what_leaves_is_told_before_it_is_written(full):
    told = described(gathered(full))
    assert set(told) == EVERY
    assert told[Part.PARTNERS] == "Garage"
    assert "une phrase" in told[Part.PHRASES]


def test_what_a_file_holds_is_shown_however_low_it_stands(qtbot, full, other, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    context, trail = make_context(other)
    section, area = SharingSection(context), QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(section)
    area.resize(700, 640)
    qtbot.addWidget(area)
    area.show()
    section.refresh()
    trail.messages.path = path
    section.choose.click()
    qtbot.waitUntil(lambda: not section.take.visibleRegion().isEmpty())


def test_the_section_gives_the_parts_ticked_and_takes_the_parts_ticked(
    qtbot, full, other, tmp_path
):
    context, trail = make_context(full)
    section = SharingSection(context)
    qtbot.addWidget(section)
    section.refresh()
    assert set(section.leaving) == EVERY
    for part, tick in section.leaving.items():
        tick.setChecked(part in {Part.PARTNERS, Part.PHRASES})
    trail.messages.path = tmp_path / "a.coachdesk-reglages"
    section.export.click()
    told = json.loads(trail.messages.path.read_text("utf-8"))["parts"]
    assert set(told) == {"partners", "phrases"}
    for tick in section.leaving.values():
        tick.setChecked(False)
    assert not section.export.isEnabled()
    save_partner(other, None, {"name": "Garage", "phone": "0322112233"}, None)
    theirs, trail = make_context(other)
    section = SharingSection(theirs)
    qtbot.addWidget(section)
    section.refresh()
    trail.messages.path = tmp_path / "a.coachdesk-reglages"
    section.choose.click()
    assert not section.coming[Part.PARTNERS].isChecked(), "it would replace something"
    assert section.coming[Part.PHRASES].isChecked()
    section.take.click()
    assert other.read(own_phrases) == ("une phrase",)
    assert {row.phone for row in other.read(partner_rows)} == {"03 22 11 22 33"}
    assert [target.section for target in trail.reopened] == ["sharing"]
    trail.messages.path = tmp_path / "bad"
    (tmp_path / "bad").write_bytes(b"PK\x03\x04 no")
    section.choose.click()
    assert "n’est pas un fichier de réglages" in section.answer.text()
    assert not section.coming
