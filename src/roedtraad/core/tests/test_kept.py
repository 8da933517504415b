"""What is made of the same words is made once, and what was not asked for longest goes first."""

from roedtraad.core.kept import Kept


def test_the_same_words_are_made_of_once_and_the_oldest_goes_first():
    kept, made = Kept(2), []

    def of(words):
        return kept.of(words, lambda: made.append(words) or words.upper())

    assert [of("a"), of("a"), of("b")] == ["A", "A", "B"]
    assert made == ["a", "b"]
    of("a"), of("c")
    assert len(kept) == 2
    assert of("a") == "A"
    assert of("b") == "B"
    assert made == ["a", "b", "c", "b"]


def test_long_words_are_told_apart_to_the_last_letter():
    kept = Kept(4)
    first, second = "æ" * 100_000 + "1", "æ" * 100_000 + "2"
    assert kept.of(first, lambda: 1) == 1
    assert kept.of(second, lambda: 2) == 2
