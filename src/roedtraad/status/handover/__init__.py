"""The handover to a new council: what holds, what is under way, what was decided and is not done; on one page and in full.

gathering   reads it all, as plain data
composing   the data as a report: pure, the same data give the same report
verbs       hand it over: from then on it is frozen, with its hash
views       the page, and the documents
"""
