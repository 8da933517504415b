# One command each. `make` alone tells which.
.PHONY: help run setup test stories check screenshots bench read-score lock messages clean
help:
	@sed -n 's/^# make /make /p' Makefile
# make run          set up what is missing and serve http://localhost:8000 (PORT= changes it)
run:
	@./run run
# make setup        only prepare
setup:
	@./run setup
# make test         the tests (PYTEST="-k name" passes options)
test:
	@./run test
# make stories      the journeys in a real browser
stories:
	@./run stories
# make check        style, types, layers, migrations, catalogues, templates
check:
	@./run check
# make screenshots  the pages of the story, in Danish, at both widths, to docs/screenshots
screenshots:
	@./run screenshots
# make bench        speed and query counts, to bench/results.json (DATABASE_URL= adds PostgreSQL)
bench:
	@./run bench
# make read-score   how well the reader reads yardstick/documents (SCORE="--missing b07" passes options)
read-score:
	@./run read-score
# make messages     gather the texts to translate (needs gettext)
messages:
	@./run messages
# make lock         pin the dependencies anew
lock:
	@./run lock
clean:
	rm -rf .venv node_modules build var src/roedtraad/core/static/core/built src/roedtraad/writing/built
