"""What StatBank can do instead of answering: each has a kind, facts and a sentence, and nothing half is taken."""

import email.utils
import threading
import time

import pytest

from roedtraad.figures import Fault
from roedtraad.figures.played import Mischief
from roedtraad.figures.statbank import (
    AccessDenied,
    Busy,
    Down,
    Limits,
    NotData,
    Redirected,
    Selection,
    SelectionRefused,
    Slow,
    StatBank,
    StatBankError,
    Throttled,
    TooLarge,
    TooManyCells,
    Transport,
    Truncated,
    Unexpected,
    fit,
    preset,
)
from roedtraad.figures.statbank.client import refusal
from roedtraad.figures.statbank.transport import USER_AGENT

from .conftest import QUICK


def test_a_pause_that_is_asked_for_is_kept(statbank, bank, pauses):
    bank.next(Mischief.THROTTLE, times=2, seconds=3)
    assert statbank.table("PRUND1").id == "PRUND1"
    assert pauses == [3, 3]


def test_a_pause_longer_than_we_wait_is_handed_on_with_its_length(statbank, bank, pauses):
    bank.next(Mischief.THROTTLE, seconds=900)
    with pytest.raises(Throttled, match="900 sekunder") as error:
        statbank.table("PRUND1")
    assert error.value.facts["seconds"] == 900
    assert error.value.again
    assert pauses == []


def test_a_pause_may_be_told_as_a_moment():
    from roedtraad.figures.statbank.transport import _retry_after

    assert 28 < _retry_after(email.utils.formatdate(time.time() + 30, usegmt=True)) <= 30
    assert _retry_after("soon") is None
    assert _retry_after("") is None


def test_throttled_to_the_end_says_so(statbank, bank):
    bank.always(Mischief.THROTTLE, seconds=1)
    with pytest.raises(Throttled):
        statbank.table("PRUND1")
    assert len(bank.asked) == QUICK.attempts


def test_a_statbank_that_is_down_is_asked_again_with_growing_pauses_and_then_left_alone(
    statbank, bank, pauses
):
    bank.always(Mischief.DOWN)
    with pytest.raises(Down, match="HTTP 503") as error:
        statbank.table("PRUND1")
    assert len(bank.asked) == 3
    assert [int(each) for each in pauses] == [1, 2]
    assert "hentet før, står der stadig" in str(error.value)


def test_a_connection_that_drops_is_tried_again(statbank, bank):
    bank.next(Mischief.DROP)
    assert statbank.table("PRUND1").id == "PRUND1"
    bank.always(Mischief.DROP)
    with pytest.raises(Down, match="connection lost"):
        statbank.table("PRUND1")


def test_nobody_at_the_address(pauses):
    nobody = StatBank(transport=Transport("http://127.0.0.1:9", limits=QUICK, sleep=pauses.append))
    with pytest.raises(Down, match="connection refused"):
        nobody.tables()


def test_a_slow_statbank_is_given_up_and_not_asked_again(bank):
    slow = StatBank(bank.base, limits=Limits(silence=0.2, total=5))
    bank.next(Mischief.SLOW, seconds=0.8)
    with pytest.raises(Slow) as error:
        slow.table("PRUND1")
    assert error.value.again
    assert len(bank.asked) == 1


def test_an_answer_that_drips_is_given_up_when_the_time_is_out(bank):
    dripping = StatBank(bank.base, limits=Limits(silence=5, total=0.5, answer=10**12))
    bank.next(Mischief.HUGE)
    started = time.monotonic()
    with pytest.raises(Slow):
        dripping.table("PRUND1")
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("mischief", [Mischief.HTML])
def test_a_page_instead_of_figures_is_told_apart(statbank, bank, mischief):
    bank.next(mischief)
    with pytest.raises(NotData, match="HTML"):
        statbank.table("PRUND1")
    info = statbank.table("PRUND1")
    bank.next(mischief)
    with pytest.raises(NotData, match="HTML"), statbank.stream(preset(info, "820"), info) as rows:
        list(rows)


@pytest.mark.parametrize("mischief", [Mischief.TRUNCATE, Mischief.CUT])
def test_an_answer_cut_short_is_asked_for_again_or_said(statbank, bank, mischief):
    bank.always(mischief)
    with pytest.raises(Truncated, match="afbrudt"):
        statbank.table("PRUND1")
    bank.always(None)
    bank.next(Mischief.TRUNCATE)
    assert statbank.table("PRUND1").id == "PRUND1"


def test_nothing_is_sent_to_where_a_redirect_points(statbank, bank):
    bank.next(Mischief.REDIRECT, to="http://127.0.0.1:1/elsewhere")
    with pytest.raises(Redirected, match=r"127\.0\.0\.1:1"):
        statbank.table("PRUND1")
    assert len(bank.asked) == 1


def test_no_access_is_said(statbank, bank):
    bank.next(Mischief.DENY)
    with pytest.raises(AccessDenied, match="403"):
        statbank.table("PRUND1")


def test_an_answer_larger_than_the_limit_is_given_up(bank):
    small = StatBank(bank.base, limits=Limits(answer=2 * 1024 * 1024))
    bank.next(Mischief.HUGE)
    with pytest.raises(TooLarge, match="2 MB"):
        small.table("PRUND1")


def test_one_question_at_a_time_and_politely(statbank, bank):
    bank.always(Mischief.SLOW, seconds=0.05)
    threads = [threading.Thread(target=statbank.table, args=("PRUND1",)) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bank.asked) == 4
    assert bank.most_at_once == 1
    assert {headers["User-Agent"] for _path, _body, headers in bank.asked} == {USER_AGENT}


def test_who_cannot_come_to_in_time_is_told(bank):
    info = StatBank(bank.base).table("PRUND1")
    impatient = StatBank(bank.base, limits=Limits(queue=0.1))
    with StatBank(bank.base).stream(preset(info, "820"), info), pytest.raises(Busy):
        impatient.table("PRUND1")
    assert impatient.table("PRUND1").id == "PRUND1"


@pytest.mark.parametrize(
    "address",
    ["http://api.statbank.dk", "ftp://127.0.0.1", "https://me:secret@host", "https://host/?a=b", "https://", "https://host:x", "nonsense"],
)  # fmt: skip
def test_only_https_or_this_machine(address):
    with pytest.raises(StatBankError) as error:
        StatBank(address)
    assert error.value.code == "bad-address"


def test_a_mounted_statbank_and_this_machine_by_any_name():
    assert StatBank("https://stat.example/bank/").transport.address.prefix == "/bank"
    assert StatBank("http://[::1]:8080").transport.address.port == 8080
    assert StatBank("http://localhost").transport.address.port == 80


def test_a_proxy_tunnels_to_the_one_host_and_is_host_and_port():
    connection = Transport("https://api.statbank.dk", proxy="proxy.example:3128")._connection()
    assert (connection.host, connection.port, connection._tunnel_host) == (
        "proxy.example",
        3128,
        "api.statbank.dk",
    )
    with pytest.raises(StatBankError, match="host:port"):
        Transport("https://api.statbank.dk", proxy="http://proxy")


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (400, {"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Can't find value: 999 (OMRÅDE)"}, SelectionRefused),
        (400, {"errorTypeCode": "EXTRACT-NOTALLOWED", "message": "Der skal vælges værdier for variabel: OMRÅDE"}, SelectionRefused),
        (400, {"errorTypeCode": "REQUEST-LIMIT", "message": "6.224.652 celler"}, TooManyCells),
        (404, {"errorTypeCode": "REQUEST-NOTFOUND", "message": "?"}, Unexpected),
        (418, ["tea"], Unexpected),
    ],
)  # fmt: skip
def test_refusals_of_theirs_become_ours(status, told, kind):
    error = refusal(status, told, "UND1")
    assert type(error) is kind
    assert error.sentence("en") != error.sentence("da")


# ---------------------------------------------------------------- what no longer fits


def kept(info):
    return preset(info, "820", group=True)


def codes(faults):
    return [each.code for each in faults if each.code != "provisional"]


def test_a_changed_label_is_told_with_both_names(statbank, bank):
    selection = kept(statbank.table("PRUND1"))
    bank.relabel("PRUND1", "OMRÅDE", "820", "Vesthimmerland (ny)")
    fault = next(f for f in fit(selection, statbank.table("PRUND1")) if f.code == "label-changed")
    assert not fault.blocking
    assert "“Vesthimmerlands” i administrativ kommune hedder nu “Vesthimmerland (ny)”" in fault.sentence()


def test_a_value_that_is_gone_is_named_by_what_it_was_called(statbank, bank):
    selection = kept(statbank.table("PRUND1"))
    bank.drop_value("PRUND1", "OMRÅDE", "820")
    faults = fit(selection, statbank.table("PRUND1"))
    assert codes(faults) == ["value-gone"]
    assert "“Vesthimmerlands” findes ikke længere" in faults[0].sentence()
    with pytest.raises(Exception, match="Vesthimmerlands"):
        statbank.data(selection)


def test_a_value_with_a_new_id_is_offered_by_its_name(statbank, bank):
    selection = kept(statbank.table("PRUND1"))
    for info in bank.tables["PRUND1"].about.values():
        for value in info["variables"][1]["values"]:
            value["id"] = {"IALT": "TOTAL"}.get(value["id"], value["id"])
    fault = fit(selection, statbank.table("PRUND1"))[0]
    assert (fault.code, fault.facts["alike"]) == ("value-gone", ["TOTAL"])


def test_a_variable_that_is_gone_and_one_that_is_new_are_named(statbank, bank):
    selection = kept(statbank.table("PRUND1"))
    bank.drop_variable("PRUND1", "KØN")
    new = {
        "id": "ÅRSAG",
        "text": "årsag",
        "elimination": False,
        "time": False,
        "values": [{"id": "1", "text": "Vold"}],
    }
    bank.add_variable("PRUND1", new)
    faults = fit(selection, statbank.table("PRUND1"))
    assert codes(faults) == ["variable-gone", "variable-new"]
    assert "årsag" in faults[1].sentence()
    with pytest.raises(
        SelectionRefused, match="ÅRSAG"
    ):  # the server says the same of a selection that is not held against it
        statbank._json("/v1/data", {"table": "PRUND1", "format": "CSV", "variables": []}, "PRUND1")


def test_a_new_variable_with_a_total_disturbs_nobody(statbank, bank):
    selection = kept(statbank.table("PRUND1"))
    new = {"id": "ÅRSAG", "text": "årsag", "elimination": True, "time": False,
           "values": [{"id": "TOT", "text": "I alt"}, {"id": "1", "text": "Vold"}]}  # fmt: skip
    bank.add_variable("PRUND1", new)
    assert codes(fit(selection, statbank.table("PRUND1"))) == []


def test_an_empty_choice_and_a_table_that_ended_are_told(statbank):
    info = statbank.table("PRGL1")
    selection = Selection.of("PRGL1", {"KOMK": [], "Tid": {"latest": 0}})
    assert codes(fit(selection, info)) == ["nothing-chosen", "nothing-chosen", "table-ended"]
    assert [f.blocking for f in fit(selection, info)] == [True, True, False]


def test_a_stretch_of_years_is_no_school_year(statbank, bank):
    for info in bank.tables["PRANB1"].about.values():
        info["variables"][-1]["values"].append({"id": "2023:2024", "text": "2023:2024"})
    fault = fit(Selection.of("PRANB1", {"OMRÅDE": ["000"]}), statbank.table("PRANB1"))
    assert "time-unreadable" in codes(fault)


def test_a_fault_is_a_sentence_in_both_languages():
    fault = Fault("streamed", {"cells": 1234567, "limit": 1000000})
    assert "1.234.567" in fault.sentence("da")
    assert "1,234,567" in fault.sentence("en")
