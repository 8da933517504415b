"""Canonical JSON: the same data gives the same bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.followup import canonical

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def turned(value):
    """The same data with every object's keys in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(list(value))}
    return [turned(each) for each in value] if isinstance(value, list) else value


@given(values)
def test_the_order_of_keys_makes_no_difference(value):
    assert canonical.dumps(value) == canonical.dumps(turned(value))


@given(values)
def test_what_is_written_is_read_back_the_same_and_written_again_the_same(value):
    text = canonical.dumps(value)
    assert json.loads(text) == value
    assert canonical.dumps(json.loads(text)) == text


@given(values, values)
def test_different_data_has_different_bytes(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical.dumps(one) == canonical.dumps(other)) is same


def test_danish_letters_stand_as_they_are_and_the_hash_is_of_their_utf_8():
    assert canonical.dumps({"b": "æøå", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"æøå"}'
    assert canonical.sha256("æ") == "889be819e24eaa58cd98ff071bc5aa9d9d6b3fea8d62c6cd43778c7370d2bf60"


@pytest.mark.parametrize("value", [1.5, {"a": {1: 2}}, {"a": {3}}, b"x", "\ud800"])
def test_what_has_no_one_text_is_refused_with_its_place(value):
    with pytest.raises(canonical.NotCanonical, match=r"^\$"):
        canonical.dumps(value)
