"""Recipients in a file of settings: their way comes with them, their secret never does."""

import json
from dataclasses import replace

import pytest

from coachdesk.core.errors import UserError
from coachdesk.queries.directory import case_manager_rows, recipient_rows
from coachdesk.services.acts import undo_act
from coachdesk.services.directory.case_managers import MailSafety, save_case_manager
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, remove_recipient, save_recipient
from coachdesk.services.settings_file.bundle import Part
from coachdesk.services.settings_file.form import bundle_bytes
from coachdesk.services.settings_file.gather import gathered, save_bundle
from coachdesk.services.settings_file.offer import offer_settings
from coachdesk.services.settings_file.taking import take_settings
from coachdesk.services.setup import create_desk
from support.servers.authority import Authority

EVERY = frozenset(Part)
CLOUD = "webdavs://claire@cloud.exemple.fr:443/depot"
SECRET = "le mot de passe du depot"
AUTHORITY = Authority().pem.strip()

SINCE = {
    "takes_reviews", "takes_copies", "takes_backups", "channel", "host_key", "authority",
    "certificate",
}  # fmt: skip
"""What a file of the first version does not hold."""


@pytest.fixture
def full(desk, action):
    """A desk with two recipients, one of them with a password."""
    save_case_manager(desk, None, {"name": "Mme Petit"})
    save_recipient(
        desk, action, None, {"name": "Service insertion"}, {Takes.MONTHS, Takes.REVIEWS},
        ChannelFacts(CLOUD, SECRET, authority=AUTHORITY),
    )  # fmt: skip
    save_recipient(
        desk, action, None, {"name": "Département"}, {Takes.BACKUPS},
        ChannelFacts("sftp://claire@sftp.fr/depot", host_key="SHA256:abc", clear_allowed=True),
    )  # fmt: skip
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


def recipients(desk):
    return desk.read(lambda link: recipient_rows(link, desk.actions[0].id))


def test_all_of_it_comes_and_gives_the_same_file_again(full, other, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    take_settings(other, offer_settings(other, path).bundle, EVERY)
    assert bundle_bytes(gathered(other)) == path.read_bytes()


def test_a_recipient_comes_with_its_way_and_never_with_its_secret(full, other, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    assert SECRET.encode() not in path.read_bytes()
    assert b"secret" not in path.read_bytes()
    offer = offer_settings(other, path)
    told = {part.part: part for part in offer.parts}[Part.RECIPIENTS].sentences
    assert told[-1] == (
        "Mot de passe ou clé à donner ensuite (un fichier n’en contient jamais)\u00a0: "
        "Département (coaching-emploi), Service insertion (coaching-emploi)."
    )
    take_settings(other, offer.bundle, EVERY)
    departement, service = recipients(other)
    assert (departement.channel, departement.host_key) == (
        "sftp://claire@sftp.fr:22/depot", "SHA256:abc",
    )  # fmt: skip
    assert not departement.clear_allowed, "each coach answers for that herself"
    assert (service.channel, service.authority) == (CLOUD, AUTHORITY)
    assert (service.takes_reviews, service.has_secret) == (True, False)


def test_a_password_kept_here_is_not_shown_to_the_server_that_a_file_names(full, other, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    bundle = offer_settings(full, path).bundle
    take_settings(full, bundle, EVERY)
    service = recipients(full)[1]
    assert service.has_secret, "reached as before"
    save_channel(full, service.id, ChannelFacts("webdavs://claire@mine.fr:443/d", SECRET))
    parts = {part.part: part for part in offer_settings(full, path).parts}
    assert parts[Part.RECIPIENTS].secrets == ("Service insertion (coaching-emploi)",)
    take_settings(full, bundle, EVERY)
    service = recipients(full)[1]
    assert (service.channel, service.has_secret) == (CLOUD, False)
    with pytest.raises(UserError, match="un mot de passe ne se remet pas"):
        undo_act(full)


def test_one_retired_here_that_a_file_names_is_back(full, tmp_path):
    path = save_bundle(gathered(full), tmp_path / "a")
    remove_recipient(full, recipients(full)[1].id)
    take_settings(full, offer_settings(full, path).bundle, EVERY)
    assert [row.name for row in recipients(full)] == ["Département", "Service insertion"]


def test_a_file_of_the_first_version_is_still_read(full, other, tmp_path):
    told = json.loads(bundle_bytes(gathered(full)))
    told["version"] = 1
    for part in ("recipients", "case_managers"):
        told["parts"][part] = [
            {key: value for key, value in each.items() if key not in SINCE}
            for each in told["parts"][part]
        ]
    (tmp_path / "a").write_text(json.dumps(told))
    take_settings(other, offer_settings(other, tmp_path / "a").bundle, EVERY)
    assert [row.channel for row in recipients(other)] == [None, None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "sftp://claire:secret@sftp.fr/depot"},
        {"channel": "ftp://claire@sftp.fr/depot"},
        {"channel": 5},
        {"host_key": "x" * 300},
        {"authority": "x" * 70_000},
        {"takes_backups": "oui"},
        {"secret": "x"},
    ],
)
def test_an_unsound_way_makes_an_unsound_file(full, other, tmp_path, wrong):
    told = json.loads(bundle_bytes(gathered(full)))
    told["parts"]["recipients"][0] |= wrong
    (tmp_path / "a").write_text(json.dumps(told))
    with pytest.raises(UserError, match="est abîmé"):
        offer_settings(other, tmp_path / "a")


def test_a_certificate_that_can_not_serve_refuses_its_part_by_name(full, other, tmp_path):
    told = json.loads(bundle_bytes(gathered(full)))
    told["parts"]["recipients"][0]["certificate"] = AUTHORITY  # on an elliptic curve
    (tmp_path / "a").write_text(json.dumps(told))
    offer = offer_settings(other, tmp_path / "a")
    refusal = {part.part: part for part in offer.parts}[Part.RECIPIENTS].refusal
    assert refusal.startswith("Département\u00a0: Le certificat")


@pytest.mark.parametrize(
    "way", [{"host_key": "SHA256:un-autre"}, {"authority": Authority().pem.strip()}]
)
def test_a_password_kept_here_is_not_shown_to_who_answers_by_another_proof(full, tmp_path, way):
    kept = recipients(full)[1]
    channel = "sftp://claire@sftp.fr:22/depot" if "host_key" in way else CLOUD
    save_channel(full, kept.id, ChannelFacts(channel, SECRET, **way))
    path = save_bundle(gathered(full), tmp_path / "a")
    save_channel(full, kept.id, ChannelFacts(channel, SECRET))
    parts = {part.part: part for part in offer_settings(full, path).parts}
    assert parts[Part.RECIPIENTS].secrets == ("Service insertion (coaching-emploi)",)
    take_settings(full, offer_settings(full, path).bundle, EVERY)
    assert not recipients(full)[1].has_secret


def test_another_mailbox_that_a_file_gives_a_case_manager_is_not_safe_unheard(full, tmp_path):
    def petit():
        (found,) = full.read(case_manager_rows)
        return found

    def save(email):
        typed = {"name": "Mme Petit", "email": email}
        save_case_manager(full, petit().id, typed, MailSafety(clear_allowed=True))

    save("petit@autre.fr")
    path = save_bundle(gathered(full), tmp_path / "a")
    take_settings(full, offer_settings(full, path).bundle, EVERY)
    assert petit().clear_allowed, "the same mailbox"
    save("petit@departement.fr")
    take_settings(full, offer_settings(full, path).bundle, EVERY)
    assert (petit().email, petit().clear_allowed) == ("petit@autre.fr", False)


def test_a_file_of_the_first_version_takes_no_way_out_away(full, tmp_path):
    kept = recipients(full)
    told = json.loads(bundle_bytes(gathered(full)))
    told["version"] = 1
    for part in ("recipients", "case_managers"):
        told["parts"][part] = [
            {key: value for key, value in each.items() if key not in SINCE}
            for each in told["parts"][part]
        ]
    told["parts"]["recipients"][0]["address"] = "1 rue neuve"
    (tmp_path / "a").write_text(json.dumps(told))
    offer = offer_settings(full, tmp_path / "a")
    part = {part.part: part for part in offer.parts}[Part.RECIPIENTS]
    assert (part.replaced, part.same) == (("Département (coaching-emploi)",), 1)
    take_settings(full, offer.bundle, EVERY)
    assert recipients(full) == (replace(kept[0], address="1 rue neuve"), kept[1])
