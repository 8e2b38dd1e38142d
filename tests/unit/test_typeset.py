"""French signs stay with their words, wherever a line is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import capital, going_within, of, quoted, typeset
from coachdesk.services.document_words import document_words


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("« Léa » : présente", "«\u00a0Léa\u00a0»\u00a0: présente"),
        ("Fermer ? Non ; rester !", "Fermer\u202f? Non\u202f; rester\u202f!"),
        ("à 9:30", "à 9:30"),
        ("déjà\u00a0: fait", "déjà\u00a0: fait"),
    ],
)
def test_the_space_of_each_sign(typed, set_):
    assert typeset(typed) == set_


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Emploi ou formation", "emploi ou formation"),
        ("Évaluation", "évaluation"),
        ("N’a pas répondu", "n’a pas répondu"),
        ("À rappeler", "à rappeler"),
        ("CV demandé", "CV demandé"),
        ("RSA", "RSA"),
        ("A1", "A1"),
        ("B", "B"),
        ("", ""),
    ],
)
def test_words_stand_inside_a_sentence_and_initials_keep_their_capitals(words, said):
    assert going_within(words) == said
    assert capital(said) == words


@given(st.text(alphabet="aé :;?!«»\u00a0\u202f", max_size=40))
def test_no_line_can_begin_or_end_by_a_sign_and_nothing_else_changes(text):
    made = typeset(text)
    assert len(made) == len(text)
    assert all(f" {sign}" not in made for sign in ":;?!»")
    assert "« " not in made
    assert typeset(made) == made


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Léa DURAND", "de Léa DURAND"),
        ("Élodie PETIT", "d’Élodie PETIT"),
        ("Yves ROY", "d’Yves ROY"),
        ("", "de "),
    ],
)
def test_a_name_is_elided_wherever_an_act_says_whose_it_is(name, said):
    assert of(name) == said
    assert document_words("Contrat", name) == (f"«\u00a0Contrat\u00a0» {said}".removesuffix(" de "))


def test_what_quotes_is_quoted_with_other_signs():
    act = document_words("Contrat", "Léa DURAND")
    assert quoted(act) == "«\u00a0“Contrat” de Léa DURAND\u00a0»"
