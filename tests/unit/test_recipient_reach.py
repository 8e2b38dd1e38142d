"""How a recipient is reached, as it is typed, pasted whole, and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.services.directory.pasted import read_pasted
from coachdesk.services.directory.reach import Reach, Way, checked_reach, reach_of
from coachdesk.sync.channel import parse_channel

KEY = "SHA256:uKzZ0nJ3tE7r5tM5m8wO1x1fJ1Jm7bq4y0c3b5d6e7f"
SFTP_MAIL = f"""Bonjour,
Voici les accès au dépôt SFTP du Département :
- Serveur : sftp.somme.fr
- Port : 2222
- Identifiant : coaching-emploi
- Mot de passe : X7!k:pq=2.
- Dossier de dépôt : /depot/coaching
Empreinte du serveur : {KEY}
Bien à vous, la DSI, https://www.somme.fr
"""
CLOUD_MAIL = """Votre dossier Nextcloud est prêt :
https://cloud.somme.fr/index.php/apps/files/?dir=/Depot/Coaching%20emploi&fileid=12
Identifiant : claire
Le mot de passe vous sera donné par téléphone, avant le : 12 mai
"""
MAIL_MAIL = (
    "Serveur SMTP : smtp.a.fr\nPort = 465\nLogin : c@a.fr\nPassword : zz\nBoîte : i@somme.fr"
)


def test_the_mail_of_an_it_department_says_all_of_an_sftp_folder():
    told = read_pasted(SFTP_MAIL)
    assert told.reach == Reach(
        Way.SFTP, "sftp.somme.fr", "2222", "coaching-emploi", "/depot/coaching"
    )
    assert (told.host_key, told.secret) == (KEY, "X7!k:pq=2."), "a password keeps its signs"
    assert told.secret not in repr(told)


def test_a_link_of_nextcloud_and_a_name_make_the_address_of_its_folder():
    told = read_pasted(CLOUD_MAIL)
    assert (told.reach.user, told.secret) == ("claire", ""), "a sentence is no password"
    url, wrong = checked_reach(told.reach)
    assert not wrong
    assert parse_channel(url).path == "/remote.php/dav/files/claire/Depot/Coaching emploi"
    assert reach_of(url).folder == "Depot/Coaching emploi"


def test_a_mail_server_of_port_465_speaks_tls_at_once():
    told = read_pasted(MAIL_MAIL)
    url, wrong = checked_reach(told.reach)
    assert not wrong
    channel = parse_channel(url)
    assert (channel.way, channel.to, channel.user) == (Way.MAIL_TLS, "i@somme.fr", "c@a.fr")
    assert reach_of(url).way is Way.MAIL, "one way on screen"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("sftp://claire@sftp.somme.fr/depot", "sftp://claire@sftp.somme.fr:22/depot"),
        ("sftp://claire@sftp.somme.fr/~/depot.", "sftp://claire@sftp.somme.fr:22/~/depot"),
        ("https://cloud.fr/s/AbC123", "webdavs://AbC123@cloud.fr:443/public.php/webdav"),
        (
            "https://cloud.fr/remote.php/dav/files/claire/Depot/",
            "webdavs://claire@cloud.fr:443/remote.php/dav/files/claire/Depot",
        ),
        (
            "https://fr.org/cloud/apps/files/files/9?dir=/Depot\nIdentifiant : c",
            "webdavs://c@fr.org:443/cloud/remote.php/dav/files/c/Depot",
        ),
        ("davs://c@dav.fr:8443/incoming", "webdavs://c@dav.fr:8443/incoming"),
        ("Déposez dans \\\\srv-1\\insertion\\Envois.", "file:////srv-1/insertion/Envois"),
    ],
)
def test_an_address_pasted_whole_is_understood(text, url):
    made, wrong = checked_reach(read_pasted(text).reach)
    assert (made, wrong) == (url, {})
    assert checked_reach(reach_of(made))[0] == made, "read again, the same"


def test_a_password_in_an_address_leaves_it():
    told = read_pasted("sftp://claire:s%40cret@sftp.fr/depot")
    assert told.secret == "s@cret"
    assert "cret" not in checked_reach(told.reach)[0]


@pytest.mark.parametrize("text", ["", "bonjour", "Voir https://www.somme.fr pour le reste", "a: b"])
def test_what_says_no_way_is_refused(text):
    with pytest.raises(UserError, match="ne dit pas par où"):
        read_pasted(text)


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused_and_never_breaks(text):
    for read in (text, f"Serveur : {text}\nsftp", f"sftp://{text}", f"https://{text}/s/{text}"):
        try:
            told = read_pasted(read)
        except UserError:
            continue
        checked_reach(told.reach)


@pytest.mark.parametrize(
    ("reach", "fields"),
    [
        (Reach(Way.SFTP), {"host", "user"}),
        (Reach(Way.SFTP, "sftp.fr/x", user="c"), {"host"}),
        (Reach(Way.SFTP, "sftp.fr:22", user="c"), {"host"}),
        (Reach(Way.SFTP, "sftp.fr", user="c", folder="de\tpot"), {"host"}),
        (Reach(Way.SFTP, "sftp.fr", "0", "c"), {"port"}),
        (Reach(Way.SFTP, "sftp.fr", "70000", "c"), {"port"}),
        (Reach(Way.WEBDAV, "d.fr", "x", "c"), {"port"}),
        (Reach(Way.MAIL, "s.fr", user="c"), {"to", "sender"}),
        (Reach(Way.MAIL, "s.fr", user="c@a.fr", to="x"), {"to"}),
        (Reach(Way.FOLDER), {"folder"}),
        (Reach(Way.FOLDER, folder="Envois"), {"folder"}),
    ],
)
def test_each_fault_is_said_beside_its_field(reach, fields):
    url, wrong = checked_reach(reach)
    assert set(wrong) == fields
    assert not url
    assert all(said.count(". ") and said.endswith(".") for said in wrong.values())


def test_a_mail_server_that_carries_copies_needs_no_mailbox_of_its_own():
    reach = Reach(Way.MAIL, "s.fr", user="c@a.fr")
    assert set(checked_reach(reach)[1]) == {"to"}
    assert not checked_reach(reach, carries_copies=True)[1]


_NAME = st.text(st.characters(categories=["L", "N"], include_characters="-_@. "), min_size=1).map(
    str.strip
).filter(bool)  # fmt: skip
_HOST = st.from_regex(r"[a-z][a-z0-9-]{0,10}(\.[a-z]{2,5}){1,2}", fullmatch=True)


@given(
    st.sampled_from([Way.SFTP, Way.WEBDAV]), _HOST, st.integers(1, 65535), _NAME,
    st.lists(_NAME.filter(lambda part: part not in {".", ".."}), max_size=3),
)  # fmt: skip
def test_what_is_typed_is_shown_again_as_it_was(way, host, port, user, folders):
    reach = Reach(way, host, str(port), user, "/".join(folders))
    url, wrong = checked_reach(reach)
    assert not wrong
    assert reach_of(url) == reach
