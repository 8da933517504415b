"""Which sentence of a new edition is which of the last one's: proposed by score, in order, one to one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roedtraad.intake.alignment import Line, align

WORDS = st.lists(
    st.sampled_from(
        "børn unge skal have plads tid leg skole fritid venner hjælp sammen hver dag voksne".split()
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
LINES = st.lists(st.tuples(st.sampled_from(("commitment", "theme", "paragraph")), WORDS), max_size=14)


def lines(rows, side: str) -> list[Line]:
    return [Line((side, number), kind, words) for number, (kind, words) in enumerate(rows)]


@given(LINES, LINES)
def test_no_sentence_is_taken_for_two_and_none_changes_its_kind(new, old):
    news, olds = lines(new, "new"), lines(old, "old")
    kinds = {line.key: line.kind for line in (*news, *olds)}
    found = align(news, olds)
    assert len({match.new for match in found.matches}) == len(found.matches)
    assert len({match.old for match in found.matches}) == len(found.matches)
    assert all(kinds[match.new] == kinds[match.old] for match in found.matches)
    assert all(0 < match.score <= 100 for match in found.matches)


@given(LINES, LINES)
def test_near_matches_of_a_kind_keep_the_order_of_both_sides(new, old):
    found = align(lines(new, "new"), lines(old, "old"))
    for kind in ("commitment", "theme", "paragraph"):
        near = [
            (match.new[1], match.old[1])
            for match in found.matches
            if not match.is_same and new[match.new[1]][0] == kind
        ]
        assert near == sorted(near)
        assert [old for _new, old in near] == sorted(old for _new, old in near)


@given(LINES)
def test_an_unchanged_text_keeps_every_passage(rows):
    found = align(lines(rows, "new"), lines(rows, "old"))
    assert [(match.new[1], match.old[1], match.score) for match in found.matches] == [
        (number, number, 100.0) for number in range(len(rows))
    ]
    assert not found.origins


@given(LINES, st.randoms(use_true_random=False))
def test_words_that_stand_in_both_are_the_same_passage_wherever_they_were_moved(rows, random):
    rows = list(dict.fromkeys(rows))
    moved = list(rows)
    random.shuffle(moved)
    found = align(lines(moved, "new"), lines(rows, "old"))
    assert {(moved[match.new[1]], rows[match.old[1]]) for match in found.matches} == {
        (row, row) for row in rows
    }


def one(text: str, key: object, kind: str = "commitment", lead: str = "") -> Line:
    return Line(key, kind, f"{lead} {text}".strip(), text)


def test_a_sentence_with_a_word_changed_is_near_and_one_about_something_else_is_not():
    old = [
        one("Bygge en legeplads i hver bydel inden for fire år", "o1"),
        one("Åbne skolegårdene om aftenen", "o2"),
    ]
    new = [
        one("Bygge en legeplads i hver bydel inden for to år", "n1"),
        one("Ansætte flere pædagoger i klubberne", "n2"),
    ]
    found = align(new, old)
    assert [(match.new, match.old) for match in found.matches] == [("n1", "o1")]
    assert 90 < found.matches[0].score < 100


def test_a_shared_lead_in_does_not_make_two_sentences_alike():
    lead = "Det vil Fjordby Kommune i samarbejde med forældre og foreninger:"
    found = align(
        [one("Ansætte flere pædagoger i klubberne", "n", lead=lead)],
        [one("Åbne skolegårdene om aftenen", "o", lead=lead)],
    )
    assert not found.matches


def test_a_sentence_that_became_two_was_split_and_two_that_became_one_were_merged():
    whole = "Give alle børn en time til fri leg hver dag og sørge for at skolegården er åben om aftenen"
    first, second = (
        "Give alle børn en time til fri leg hver dag",
        "Sørge for at skolegården er åben om aftenen",
    )
    split = align([one(first, "n1"), one(second, "n2")], [one(whole, "o")])
    heirs = {match.new for match in split.matches}
    assert {(each.new, each.old, each.how) for each in split.origins} == {
        (key, "o", "split") for key in {"n1", "n2"} - heirs
    }
    assert split.origins
    merged = align([one(whole, "n")], [one(first, "o1"), one(second, "o2")])
    heirs = {match.old for match in merged.matches}
    assert {(each.new, each.old, each.how) for each in merged.origins} == {
        ("n", key, "merged") for key in {"o1", "o2"} - heirs
    }
    assert merged.origins
