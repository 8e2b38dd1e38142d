"""A page of the guide as it is read: its head, its blocks, and what it refuses."""

import pytest

from coachdesk.domain.guide_text import BlockKind, GuideFaultError, Manner, Words, read_page
from coachdesk.services.guide.pages import by_moment, read_folder

FRONT = "---\nordre: {}\nmoment: {}\necrans: today, appointment\nimages: signature\n---\n"
SIGNING = """# Faire signer

La personne signe **à la fin**, par `Ctrl+Entrée`.

1. Ouvrez [le rendez-vous](agenda.md).

   ![La fiche](pictures/signature.png)

2. Donnez l’écran,
   puis attendez :
   - elle lit ;
   - elle signe.

> Refuser est une réponse.

## Si quelque chose coince

- Le bouton est gris.
"""


def page(text, key="signer", order=30, moment="Avec quelqu’un"):
    return read_page(key, FRONT.format(order, moment) + text)


def test_a_page_is_read_block_by_block():
    read = page(SIGNING)
    assert (read.title, read.order, read.moment) == ("Faire signer", 30, "Avec quelqu’un")
    assert read.screens == ("today", "appointment")
    assert read.shown == read.pictures == ("signature",)
    assert read.links == ("agenda.md",)
    kinds = [(block.kind.value, block.level, block.number) for block in read.blocks]
    assert kinds == [
        ("text", 0, 0),
        ("step", 0, 1),
        ("picture", 1, 0),
        ("step", 0, 2),
        ("point", 1, 0),
        ("point", 1, 0),
        ("note", 0, 0),
        ("heading", 2, 0),
        ("point", 0, 0),
    ]
    assert read.blocks[3].text == "Donnez l’écran, puis attendez :"


def test_its_words_keep_their_manner():
    words = page(SIGNING).blocks[0].words
    assert words == (
        Words("La personne signe "),
        Words("à la fin", Manner.STRONG),
        Words(", par "),
        Words("Ctrl+Entrée", Manner.KEY),
        Words("."),
    )


def test_a_key_among_strong_words_is_a_key():
    """« **`Ctrl+K`** trouve tout » was shown with its marks."""
    words = page("# Aide\n\n**`Ctrl+K` refuse**, **`Échap`** non.\n").blocks[0].words
    assert words == (
        Words("Ctrl+K", Manner.KEY),
        Words(" refuse", Manner.STRONG),
        Words(", "),
        Words("Échap", Manner.KEY),
        Words(" non."),
    )


def test_the_title_may_stand_above_the_front_block():
    below = read_page("signer", "# Faire signer\n\n" + FRONT.format(30, "Ici") + "\nVoilà.\n")
    assert (below.title, below.moment) == ("Faire signer", "Ici")
    assert [block.text for block in below.blocks] == ["Voilà."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Titre\n\n| a | b |\n", "ligne 9"),
        ("# Titre\n\n<b>gras</b>\n", "ligne 9"),
        ("# Titre\n\n![Ailleurs](http://exemple.fr/a.png)\n", "ligne 9"),
        ("Sans titre\n", "Titre"),
    ],
)
def test_what_is_not_read_is_refused_where_it_stands(text, told):
    with pytest.raises(GuideFaultError, match=told):
        page(text)


def test_a_page_without_its_place_is_refused():
    with pytest.raises(GuideFaultError, match="ordre"):
        read_page("a", FRONT.format("", "") + "# A\n")
    with pytest.raises(GuideFaultError, match="bloc"):
        read_page("a", "# A\n\nTexte.\n")


@pytest.fixture
def guide(tmp_path):
    texts = {
        "signer": (30, "Avec quelqu’un", SIGNING),
        "matin": (10, "Le matin", "# Commencer la journée\n\nCliquez pour faire signer.\n"),
        "mois": (60, "Le mois", "# Clôturer le mois\n\nLes bilans sont prêts.\n"),
    }
    for key, (order, moment, text) in texts.items():
        (tmp_path / f"{key}.md").write_text(FRONT.format(order, moment) + text, "utf-8")
    (tmp_path / "README.md").write_text("# Les écrans\n\n| a | b |\n", "utf-8")
    return read_folder(tmp_path)


def test_the_pages_come_in_their_order_under_their_moments(guide):
    assert [each.key for each in guide] == ["matin", "signer", "mois"]
    assert list(by_moment(guide)) == ["Le matin", "Avec quelqu’un", "Le mois"]


def test_each_kind_of_block_is_known():
    assert {block.kind for block in page(SIGNING).blocks} == {*BlockKind}
