"""Addresses: what is read is what was written, whatever a folder or a person is called."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.sync.channel import Channel, Way, parse_channel

TEXT = st.text(
    st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs"])
)
HOSTS = st.one_of(
    st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z]{2,10}){0,3}", fullmatch=True),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(str),
)
PORTS = st.integers(1, 65_535)
PATHS = TEXT.map(lambda text: f"/{text}")
FOLDERS = st.lists(TEXT.map(lambda text: text.replace("/", "")), min_size=1).map(
    lambda names: str(PurePosixPath("/dossier", *names))
)
MAILBOXES = TEXT.map(lambda text: f"{text.strip()}@exemple.fr")
CHANNELS = st.one_of(
    st.builds(Channel, st.sampled_from([Way.SFTP, Way.WEBDAV]), HOSTS, PORTS, TEXT, PATHS),
    st.builds(
        Channel,
        st.sampled_from([Way.MAIL, Way.MAIL_TLS]),
        HOSTS,
        PORTS,
        TEXT,
        to=st.one_of(st.just(""), MAILBOXES),
        sender=MAILBOXES,
    ),
    st.builds(Channel, st.just(Way.FOLDER), path=FOLDERS),
)


@given(CHANNELS)
def test_what_is_read_is_what_was_written(channel):
    assert parse_channel(channel.url) == channel
    assert parse_channel(f"  {channel.url}\n") == channel


@given(CHANNELS)
def test_an_address_is_plain_text_without_spaces(channel):
    assert channel.url.isascii()
    assert channel.url.isprintable()
    assert " " not in channel.url


@given(TEXT)
def test_whatever_is_typed_is_an_address_or_is_refused_in_words(text):
    for typed in (text, *(f"{way}:{text}" for way in Way), *(f"{way}://{text}" for way in Way)):
        try:
            channel = parse_channel(typed)
        except UserError:
            continue
        assert parse_channel(channel.url) == channel


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("sftp://h", Channel(Way.SFTP, "h", 22, path="/")),
        ("sftp://c@[::1]:2/~/Dépôt #1", Channel(Way.SFTP, "::1", 2, "c", "/~/Dépôt #1")),
        ("SFTP://Serveur.FR/Reçus", Channel(Way.SFTP, "serveur.fr", 22, path="/Reçus")),
        ("https://c@h/remote.php/c", Channel(Way.WEBDAV, "h", 443, "c", "/remote.php/c")),
        ("webdavs://nuage.fr/a?b", Channel(Way.WEBDAV, "nuage.fr", 443, path="/a?b")),
        ("smtp://h/?to=c+envois@d.fr", Channel(Way.MAIL, "h", 587, to="c+envois@d.fr")),
        ("smtps://c%40d.fr@h", Channel(Way.MAIL_TLS, "h", 465, "c@d.fr", sender="c@d.fr")),
        ("file:///media/clé/Envois #1?2", Channel(Way.FOLDER, path="/media/clé/Envois #1?2")),
        ("file://localhost/media//cle/", Channel(Way.FOLDER, path="/media/cle")),
        ("file://serveur/partage/Reçus", Channel(Way.FOLDER, path="//serveur/partage/Reçus")),
        ("file://C:/Envois", Channel(Way.FOLDER, path="/C:/Envois")),  # on Windows C:\\Envois
    ],
)  # fmt: skip
def test_addresses_as_people_type_them(typed, channel):
    assert parse_channel(typed) == channel


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "n’est pas une adresse d’envoi"),
        ("ftp://serveur/dossier", "n’est pas une adresse d’envoi"),
        ("C:\\Envois", "n’est pas une adresse d’envoi"),
        ("sftp://serveur:99999/", "n’est pas une adresse d’envoi"),
        ("sftp://[::1/", "n’est pas une adresse d’envoi"),
        ("sftp:///dossier", "ne nomme pas de serveur"),
        ("sftp://claire:secret@serveur/", "Le mot de passe ne s’écrit pas dans l’adresse"),
        ("ftp://claire:secret@serveur/", "Le mot de passe ne s’écrit pas dans l’adresse"),
        ("sftp://claire:secret@serveur:22x/", "Le mot de passe ne s’écrit pas dans l’adresse"),
        ("sftp://claire:la/secret@serveur/", "n’est pas une adresse d’envoi"),
        ("sftp://claire:secret@[::1/", "n’est pas une adresse d’envoi"),
        ("claire:secret@serveur", "n’est pas une adresse d’envoi"),
        ("sftp:///claire:secret@serveur/", "ne nomme pas de serveur"),
        ("sftp://claire@serveur..fr/", "ne nomme pas de serveur"),
        (f"webdavs://{'x' * 64}.fr/", "ne nomme pas de serveur"),
        ("webdavs://nom du serveur/", "ne nomme pas de serveur"),
        ("webdavs://☃.fr/", "ne nomme pas de serveur"),
        ("smtp://a\x01b/", "ne nomme pas de serveur"),
        ("sftp://claire:@serveur/", "Le mot de passe ne s’écrit pas dans l’adresse"),
        ("file:dossier", "ne nomme pas de dossier"),
        ("file:///", "ne nomme pas de dossier"),
        ("file:///a%00b", "un caractère qui ne s’écrit pas"),
        ("smtp://h/?to=a@b%0D%0ABcc:c@d", "un caractère qui ne s’écrit pas"),
    ],
)
def test_what_is_no_address_is_told(typed, words):
    with pytest.raises(UserError) as caught:
        parse_channel(typed)
    assert words in caught.value.sentence
    assert caught.value.remedy
    assert "secret" not in str(caught.value)
