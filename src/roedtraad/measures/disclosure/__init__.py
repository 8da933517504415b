"""Small counts, and all that would give them away.

``protect(table, minimum, earlier)`` says of every cell of a table whether an audience may see it: `Shown`,
`Suppressed` or `Missing`. Zero is shown.

**What is protected.** Counts by up to three crossed dimensions, with totals, subtotals and groups that overlap, and
all releases of one series to one audience together: revised figures, new categories, merged units, breakdowns that
came later or are gone. Small is a count from 1 to the minimum less one: of a cell asked for, now or in an earlier
release, and of a base cell of a table even if it was not asked for, so that it is not the difference of two that
were. For every small count there are two ways in which the people behind the figures could be, both in agreement
with everything that this audience has seen: in one the count is the minimum or more, in the other it is 1. (A sum of
cells that are known not to be zero cannot be 1. It can then be as few as are left of its own if as many as possible
are away, and it can be more than that by the width of the interval from 1 to the minimum less one.) Every other
suppressed count can differ by that width too, unless earlier releases leave no room for it. Hence nobody can tell a
small count from one that is suppressed for its sake. Percentages follow their counts (`share_table`, `shares`), means
the number of answers (`following`, `of_respondents`). Rounding protects nothing here: what is shown is taken to be
seen exactly.

**Against whom.** Somebody who knows the rules of the table, the minimum and that suppressed means not zero; who has
kept every release; who takes it that what was not revised has not changed, and knows the difference where a total is
not the sum of its parts. Figures missing here are taken to be known to him wherever there is another way to protect;
where there is none, `Protected.rests_on_missing` says so. `Protected.already_revealed` names what earlier releases or
public figures leave no room for: it is suppressed all the same, and not narrowed down further where that can be helped.

**What is not protected.** A count against those who are in it, or who know some of those who are. Against figures
from elsewhere that were not given as `earlier`. What is said of everybody in a large group (all 40 of 40). By how
much a shown figure was revised. Against somebody who takes this program and asks which tables it would have
suppressed just so; it does not seek the fewest cells that would do. Other releases than those given as `earlier`: one
series is one chain of tables whose dimensions have the same names.

**How.** See `guard`: for each small count a change is found that the audience could not see (`moves`, `worlds`), and
what it would see is suppressed. Cell suppression with interval protection is described by Willenborg and de Waal
(Elements of Statistical Disclosure Control, 2001, chapters 4 and 6), Fischetti and Salazar-González (Solving the cell
suppression problem on tabular data with linear constraints, Management Science 47, 2001) and Hundepool et al.
(Statistical Disclosure Control, 2012, chapter 4); hypercubes by Giessing and Repsilber (Tools and strategies to
protect multiple tables with the GHQUAR cell suppression engine, 2002). The proof is tests/test_attack.py: it attacks
random tables and series of releases by exact linear programming.
"""

from roedtraad.measures.disclosure.protection import protect
from roedtraad.measures.disclosure.rates import following, of_respondents, share_table, shares
from roedtraad.measures.disclosure.releases import Release
from roedtraad.measures.disclosure.results import (
    Exposed,
    Figure,
    Missing,
    Protected,
    Reason,
    Shown,
    Suppressed,
)
from roedtraad.measures.disclosure.tables import Cell, Dimension, Table

__all__ = ["Cell", "Dimension", "Exposed", "Figure", "Missing", "Protected", "Reason", "Release", "Shown", "Suppressed", "Table",
           "following", "of_respondents", "protect", "share_table", "shares"]  # fmt: skip
