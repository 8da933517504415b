"""J11, revise: the council has asked for a new plan; each goal is kept, changed, merged or dropped with a reason, nothing
disappears silently, the new plan starts from that, the old stays readable, and a page tells what became of every goal.

Told with the keyboard alone, at two widths, on the real server.
"""

from __future__ import annotations

from .conftest import House
from .visitor import Visitor

PLAN = "Sådan gør vi det"
NEW_PLAN = "Sådan gør vi det 2027–2030"
SENTENCE_GOAL = "Familier får svar inden syv dage"
KEPT = "Flere elever oplever, at de hører til i klassen"
CHANGED = "Færre elever har bekymrende fravær"
ANEW = "Hver skole kender de elever, der er på vej væk, før fraværet er bekymrende"
MERGED = "Skolen handler senest efter fem dages fravær"
DROPPED = "Alle børn har mødt deres nye skole, før de begynder"


def test_j11_revise(example_house: House, visit) -> None:
    signe = visit(example_house)
    signe.sign_in("signe")
    the_revision_begins_beside_the_plan(signe)
    it_does_not_end_while_a_goal_is_unsettled(signe)
    a_goal_is_kept(signe)
    a_goal_is_changed_and_gets_new_words(signe)
    a_goal_is_merged_but_not_into_nothing(signe)
    a_goal_is_dropped_with_a_reason(signe)
    the_rest_are_kept_with_one_reason(signe)
    the_round_that_runs_is_closed_first(signe)
    the_new_plan_starts(signe)
    rune = visit(example_house)
    the_old_plan_stays_readable_and_each_goal_tells_its_way(rune)
    what_became_of_every_goal_is_seen(rune)


def the_plan(visitor: Visitor) -> None:
    visitor.press("^Mål og plan", "a")
    visitor.press(f"^{PLAN}$|{PLAN}(?! 2027)", "a")


def the_revision(visitor: Visitor) -> None:
    the_plan(visitor)
    visitor.press("^Se, hvad der (bliver|blev) af hvert mål", "a")


def the_revision_begins_beside_the_plan(signe: Visitor) -> None:
    the_plan(signe)
    signe.press("^Revider planen", "a")
    signe.press("^Begynd revisionen", "button")
    signe.sees("Skriv, hvorfor planen revideres.", "Den nye plan har intet navn.")
    signe.looks("revision-begin")
    signe.write("Hvorfor revideres den", "Byrådet vil have en plan, der følger den nye budgetperiode.")
    signe.choose("^Besluttet af", "Byrådet")
    signe.write("Den nye plans navn", NEW_PLAN)
    signe.write("^Fra", "2027-01-01")
    signe.write("^Til", "2030-12-31")
    signe.press("^Begynd revisionen", "button")
    signe.sees("Den nye plan står ved siden af den gamle.", NEW_PLAN, "Ikke afgjort")
    signe.looks("revision-begun")


def it_does_not_end_while_a_goal_is_unsettled(signe: Visitor) -> None:
    signe.sees("mål er ikke afgjort, først")


def settle(visitor: Visitor, goal: str, fate: str, reason: str, into: str = "") -> None:
    visitor.press(f"^Afgør det {goal}", "a")
    visitor.tick(fate)
    if into:
        visitor.choose("Hvis det lægges sammen", into)
    visitor.write("Hvorfor", reason)
    visitor.press("^Afgør det$", "button")


def a_goal_is_kept(signe: Visitor) -> None:
    signe.press(f"^Afgør det {KEPT}", "a")
    signe.press("^Afgør det$", "button")
    signe.sees("Vælg, hvad der bliver af målet.", "Intet forsvinder i stilhed.")
    signe.looks("revision-settle")
    signe.tick("^Videreført")
    signe.write("Hvorfor", "Vi er på vej, men ikke fremme.")
    signe.press("^Afgør det$", "button")
    signe.sees(f"»{KEPT}« er videreført.", "Vi er på vej, men ikke fremme.")


def a_goal_is_changed_and_gets_new_words(signe: Visitor) -> None:
    settle(
        signe, CHANGED, "^Ændret", "Vi ser for sent på det: tallet fortæller om børn, der allerede er væk."
    )
    signe.write("^Mål", ANEW)
    signe.press("^Gem målet", "button")
    signe.sees(ANEW, f"Kommer fra »{PLAN}", "ændret", CHANGED)
    signe.looks("goal-changed")


def a_goal_is_merged_but_not_into_nothing(signe: Visitor) -> None:
    the_revision(signe)
    settle(signe, MERGED, "^Lagt sammen", "De to mål handler om de samme elever.")
    signe.sees("Det fremgår ikke, hvilket mål i den nye plan det lægges sammen med.")
    signe.looks("revision-merge-refused")
    signe.choose("Hvis det lægges sammen", ANEW)
    signe.press("^Afgør det$", "button")
    signe.sees(f"»{MERGED}« er lagt sammen med et andet.", "De to mål handler om de samme elever.")


def a_goal_is_dropped_with_a_reason(signe: Visitor) -> None:
    settle(signe, DROPPED, "^Udgået", "Det er nået: besøgsdagene er fast arbejde på alle skoler.")
    signe.sees("udgået", "besøgsdagene er fast arbejde på alle skoler")


def the_rest_are_kept_with_one_reason(signe: Visitor) -> None:
    signe.write("Viderefør alle de andre", "De er to år gamle og skal have tid.")
    signe.press("^Viderefør resten", "button")
    assert signe.heading() == "Alle mål er afgjort"
    signe.sees("»december 2026« er ikke låst.")
    signe.looks("revision-settled")


def the_round_that_runs_is_closed_first(signe: Visitor) -> None:
    revision = signe.path
    signe.press("Lås den først", "a")
    signe.write("Hvorfor", "Planen revideres, og runden tages op igen i den nye.")
    signe.press("^Lås datagrundlaget", "button")
    signe.sees("er låst")
    signe.go(revision)


def the_new_plan_starts(signe: Visitor) -> None:
    signe.press("^Afslut revisionen", "button")
    signe.sees(f"»{NEW_PLAN}« er i gang.", "Den gamle plan kan stadig læses.", ANEW, KEPT)
    assert DROPPED not in signe.text()
    signe.looks("plan-revised")


def the_old_plan_stays_readable_and_each_goal_tells_its_way(rune: Visitor) -> None:
    rune.sign_in("rune")
    the_plan(rune)
    rune.sees(DROPPED, MERGED, "Byrådet vil have en plan, der følger den nye budgetperiode.")
    rune.press(f"^{DROPPED}", "a")
    rune.sees("Ved revisionen: udgået", "besøgsdagene er fast arbejde på alle skoler")
    rune.looks("goal-dropped")


def what_became_of_every_goal_is_seen(rune: Visitor) -> None:
    the_revision(rune)
    rune.press("^Hvad der blev af alle politikkens mål", "a")
    rune.sees(CHANGED, ANEW, MERGED, DROPPED)
    named = rune.page.locator(
        "main table"
    ).inner_html()  # on a phone the plans stand before each goal, by style
    assert PLAN in named
    assert NEW_PLAN in named
    rune.looks("goals-lives")
