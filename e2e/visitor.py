"""A visitor who uses the keyboard alone, and looks at every page with axe's eyes."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "build" / "axe" / "axe.min.js"
SHOTS = ROOT / "docs" / "screenshots"

# What an element is called, as a screen reader would say it; of the one with the focus; and of the first to be met.
NAMED = """const named = e => {
  const label = e.labels && e.labels.length ? [...e.labels].map(l => l.innerText).join(' ') : '';
  const by = (e.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
    .map(id => (document.getElementById(id) || {}).innerText || '').join(' ');
  const text = e.getAttribute('aria-label') || by || label || e.innerText || e.value || e.getAttribute('title') || '';
  return text.replace(/\\s+/g, ' ').trim();
};"""
NAME_OF_FOCUS = f"""() => {{
  {NAMED}
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  return {{tag: e.tagName.toLowerCase(), type: e.type || '', name: named(e), id: e.id,
          href: e.getAttribute('href') || '', visible: e.getClientRects().length > 0}};
}}"""
IS_IN_CONTENT = f"""([wanted, tags]) => {{
  {NAMED}
  if (document.activeElement !== document.body || !document.querySelector('.skipnav')) return false;
  const sought = new RegExp(wanted, 'i');
  const first = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .find(e => (!tags.length || tags.includes(e.tagName.toLowerCase())) && e.getClientRects().length && sought.test(named(e)));
  return !!(first && first.closest('main'));
}}"""

# How often Tab is pressed until the element is met that is sought: so many of the page's stops lie on the way. It may
# be too few, as a date has stops of its own within; 0 where it is not seen on the page.
STOPS_ON_THE_WAY = f"""([wanted, tags]) => {{
  {NAMED}
  const sought = new RegExp(wanted, 'i'), here = document.activeElement;
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e =>
    e === here || (!e.disabled && e.tabIndex >= 0 && e.type !== 'hidden' && e.checkVisibility() && e.getClientRects().length
    && (e.type !== 'radio' || e === (document.querySelector(`input[name="${{e.name}}"]:checked`) || document.getElementsByName(e.name)[0]))));
  const at = stops.indexOf(here);
  const after = at < 0
    ? stops.filter(e => here === document.body || here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)
    : stops.slice(at + 1);
  return 1 + after.findIndex(e => (!tags.length || tags.includes(e.tagName.toLowerCase())) && sought.test(named(e)));
}}"""

# The page has been drawn, and what was to run next has run.
LEFT_ALONE = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 10))))"""


class Visitor:
    """`page` is Playwright's; everything that changes the page goes through the keyboard."""

    def __init__(self, page: Any, origin: str, width: int):
        self.page = page
        self.origin = origin
        self.width = width
        self.faults: list[str] = []
        self.findings: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self._asked: set[Any] = set()  # what the page has asked for and not got yet
        page.on("request", lambda request: self._asked.add(request))
        page.on("requestfinished", lambda request: self._asked.discard(request))
        page.on("requestfailed", lambda request: self._asked.discard(request))

    def _heard(self, kind: str, text: str) -> None:
        """Anything that the page complains of in the console is a fault, most of all a broken CSP."""
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.faults.append(f"console: {text}")

    # ---- moving about

    def go(self, path: str) -> None:
        self.page.goto(self.origin + path)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.origin).removesuffix("#indhold")

    def focus(self) -> dict[str, Any] | None:
        return self.page.evaluate(NAME_OF_FOCUS)

    def tab_to(self, name: str, tag: str = "", most: int = 250, back: bool = False) -> dict[str, Any]:
        """Press Tab until something called `name` (a regular expression) has the focus; fails if it never has."""
        wanted = re.compile(name, re.IGNORECASE)
        sought = [name, tag.split("|") if tag else []]
        met = []
        skips = not back and self.page.evaluate(IS_IN_CONTENT, sought)
        if not back and not skips:
            self._pass_over(sought)
        for _press in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            now = self.focus()
            if now is None:
                continue
            if skips and now["href"] == "#indhold":  # past the menu, by the first link there is
                self.page.keyboard.press("Enter")
                self._pass_over(sought)
                continue
            met.append(f"{now['tag']} “{now['name'][:50]}”")
            if wanted.search(now["name"]) and (not tag or now["tag"] in tag.split("|")) and now["visible"]:
                return now
        raise AssertionError(
            f"“{name}” is not reached with the keyboard on {self.path}. Met: {list(dict.fromkeys(met))[:60]}"
        )

    def _pass_over(self, sought: list[Any]) -> None:
        """Press Tab at all stops before the one that is sought, without listening to what each is called."""
        for _stop in range(self.page.evaluate(STOPS_ON_THE_WAY, sought) - 1):
            self.page.keyboard.press("Tab")

    def press(
        self, name: str, tag: str = "a|button|summary", key: str = "Enter", stays: bool = False, **where: Any
    ) -> None:
        """Go to a link or button by keyboard and use it; waits for the page that follows, or `stays` on this one."""
        self.tab_to(name, tag, **where)
        self.key(key, stays)

    def key(self, key: str, stays: bool = False) -> None:
        """Press a key where the focus is, and wait for what it leads to."""
        self.page.evaluate("() => { window.rtStillHere = true; }")
        self.page.keyboard.press(key)
        if not stays:
            self.page.wait_for_function("() => !window.rtStillHere")
        self.settle()

    def sign_in(self, name: str, password: str = "fjordby-eksempel") -> None:
        self.go("/log-ind/")
        self.write("E-mail", f"{name}@fjordby.example")
        self.write("Adgangskode", password)
        self.key("Enter")

    def sign_out(self) -> None:
        self.press("Log af", "button")

    def write(self, name: str, text: str, clear: bool = True) -> None:
        """Go to a field by its label and type."""
        now = self.tab_to(name, "input|textarea")
        if now["type"] == "date":
            # The parts of a date field stand in the order of the browser's own language; the field is reached by
            # keyboard, the date is given whole.
            self.page.locator(":focus").fill(text)
            return
        if clear:
            self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, option: str, nth: int = 0) -> None:
        """Go to a select by its label and choose the nth option whose text holds `option`, with the arrows."""
        self.tab_to(name, "select")
        index = self.page.evaluate(
            "([wanted, nth]) => ([...document.activeElement.options].map((o, i) => [o.text.replace(/\\s+/g, ' '), i])"
            ".filter(([text]) => text.includes(wanted))[nth] || [0, -1])[1]",
            [option, nth],
        )
        assert index >= 0, f"“{option}” cannot be chosen in “{name}” on {self.path}"
        self.page.keyboard.press("Home")
        for _step in range(index):
            self.page.keyboard.press("ArrowDown")
        chosen = self.page.evaluate("() => document.activeElement.selectedOptions[0].text")
        assert option in " ".join(chosen.split()), chosen

    def tick(self, name: str) -> None:
        """Go to a checkbox by its label and tick it, or to a group of radios and choose the one called `name`."""
        wanted = re.compile(name, re.IGNORECASE)
        for _press in range(250):
            self.page.keyboard.press("Tab")
            now = self.focus()
            if now is None or now["tag"] != "input" or now["type"] not in ("checkbox", "radio"):
                continue
            for _arrow in range(12):
                if wanted.search(now["name"]):
                    self.page.keyboard.press("Space")
                    return
                if now["type"] != "radio":
                    break
                self.page.keyboard.press("ArrowDown")
                now = self.focus() or now
        raise AssertionError(f"“{name}” cannot be ticked with the keyboard on {self.path}")

    def attach(self, name: str, *files: Path) -> None:
        """The file chooser belongs to the system, not to the page: the field is reached, the file is given."""
        self.tab_to(name, "input|label|button")
        self.page.locator("input[type=file]").first.set_input_files([str(file) for file in files])

    def bring(self, *files: Path) -> None:
        """On the page that takes documents in: give the files, send them, and wait until each has been received."""
        self.attach("Dokumenter", *files)
        self.press("^Læs", "button", stays=True)
        self.page.wait_for_function(
            "(n) => document.querySelectorAll('[data-rt-brought] > li[data-rt-brought-row]').length >= n",
            arg=len(files),
        )

    def settle(self) -> None:
        """Wait until the page is there, has got all that it asked for, and asks for nothing more when left alone.

        Playwright's own "networkidle" waits for half a second of silence, at every one of a story's steps.
        """
        quiet = 0
        for _try in range(500):
            self.page.wait_for_load_state("load")
            try:
                self.page.evaluate(LEFT_ALONE)
            except Error:  # the page went on to another while it was being waited for
                quiet = 0
                continue
            quiet = 0 if self._asked else quiet + 1
            if quiet == 2:
                return
        raise AssertionError(f"{self.path} still waits for {[request.url for request in self._asked]}")

    # ---- looking

    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def sees(self, *sentences: str, within: int = 15) -> None:
        """The page says each of these, at the latest after some seconds (a part of it may still be on its way)."""
        for _try in range(within * 10):
            shown = self.text()
            if all(sentence in shown for sentence in sentences):
                return
            self.page.wait_for_timeout(100)
        for sentence in sentences:
            assert sentence in shown, f"“{sentence}” is not on {self.path}:\n{shown[:3000]}"

    def heading(self) -> str:
        return " ".join(self.page.locator("h1").first.inner_text().split())

    def looks(self, name: str, *, keep: bool = True) -> None:
        """Look at the page: nothing wider than the screen, clean by axe, no fault in the console; take its picture.

        `keep`: False where the page shows a document that is not ours; its picture is not kept. What is found is kept in `findings`, so that one telling of the story finds the faults of all its pages.
        """
        self.settle()
        wide = self.page.evaluate(
            "() => document.documentElement.scrollWidth > window.innerWidth + 1 ? document.documentElement.scrollWidth : 0"
        )
        if wide:
            self.findings.append(f"{self.path} is {wide} px wide on a screen of {self.width} px")
        try:
            violations = self._violations()
        except Error:
            # The page went on to another while it was looked at, as one that waits for figures does.
            self.settle()
            violations = self._violations()
        self.findings += [
            f"axe on {self.path}: {fault['id']}: {fault['help']} – {'; '.join(' '.join(map(str, node['target'])) for node in fault['nodes'][:5])}"
            for fault in violations
        ]
        self.findings += [f"{self.path}: {fault}" for fault in self.faults]
        self.faults.clear()
        if keep and os.environ.get("ROEDTRAAD_SCREENSHOTS") == "1":
            SHOTS.mkdir(parents=True, exist_ok=True)
            at = self.page.evaluate_handle(
                "() => { const at = document.activeElement; at && at.blur(); window.scrollTo(0, 0); return at; }"
            )
            self._keep(SHOTS / f"{name}-{self.width}.png")
            # Unless the page went on to another by itself, as one that waits for figures does.
            with suppress(Error):
                at.evaluate("(at) => { at && at.focus && at.focus(); }")  # the story goes on where it was

    def _violations(self) -> list[dict[str, Any]]:
        # axe is brought in by the browser itself, past the page's CSP, which forbids foreign scripts as it should.
        self.page.evaluate(AXE.read_text())
        # It need not gather what is right: that is most of its work, and of what it would send here.
        return self.page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],"
            " resultTypes: ['violations']}).then(found => found.violations)"
        )

    def _keep(self, path: Path) -> None:
        """The whole page as a picture, in few enough colours to be kept in the repository."""
        from PIL import Image

        self.page.screenshot(path=path, full_page=True, caret="initial")
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(96)
        small.save(path, optimize=True)
