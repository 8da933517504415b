// Reviewing with the keyboard, on a page that has [data-rt-review].
//   J, K        next and previous row: clicks [data-rt-open] of that row
//   any other   clicks (a button, a link) or focuses (a field) what carries data-rt-key="…" in the current row
// The letters sleep while one types in a field, and can be switched off with [data-rt-keys-off] (WCAG 2.1.4).

const OFF = 'rt-keys-off';
const region = () => document.querySelector('[data-rt-review]');
const rows = () => [...(region()?.querySelectorAll('[data-rt-row]') ?? [])];
const current = () => region()?.querySelector('[data-rt-row][aria-current]') ?? rows()[0];

const toggle = document.querySelector('[data-rt-keys-off]');
const isOff = () => {
  try {
    return localStorage.getItem(OFF) === 'yes';
  } catch {
    return false;
  }
};
if (toggle) {
  toggle.checked = !isOff();
  toggle.addEventListener('change', () => {
    try {
      localStorage.setItem(OFF, toggle.checked ? 'no' : 'yes');
    } catch {
      /* holds for this page only */
    }
  });
}
const asleep = () => (toggle ? !toggle.checked : isOff());

const go = (step) => {
  const all = rows();
  const next = all[all.indexOf(current()) + step];
  if (!next) return;
  const opener = next.querySelector('[data-rt-open]');
  opener?.focus();
  opener?.click();
  next.scrollIntoView({ block: 'nearest' });
};

document.addEventListener('keydown', (event) => {
  if (!region() || asleep() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target;
  if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) {
    if (event.key === 'Escape') current()?.querySelector('[data-rt-open]')?.focus();
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'j' || key === 'k') {
    event.preventDefault();
    go(key === 'j' ? 1 : -1);
    return;
  }
  // Enter on a link or a button is that link's or button's own.
  if (key === 'Enter' && target.closest('a:not([data-rt-open]), button, summary')) return;
  const wanted = current()?.querySelector(`[data-rt-key="${CSS.escape(key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches('input, select, textarea')) wanted.focus();
  else wanted.click();
});

// The place in the source is brought into view inside its own pane; the page stays where it is.
const showPlace = () => {
  const here = document.querySelector('.rt-source__stay .here');
  const pane = here?.closest('.rt-source__stay');
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  pane.scrollTop += here.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
};
showPlace();

// After a part of the list has been exchanged the keyboard goes on where it was.
document.addEventListener('htmx:afterSettle', () => {
  showPlace();
  const here = current();
  if (here && (document.activeElement === document.body || !document.activeElement)) here.querySelector('[data-rt-open]')?.focus();
});
