// Reviewing with the keyboard, on a page that has [data-rt-review].
//   J, K        next and previous row: clicks [data-rt-open] of that row
//   any other   clicks (a button, a link) or focuses (a field) what carries data-rt-key="…" in the current row, else on
//               the page; a capital letter is the key with shift
// The letters sleep while one types in a field, and can be switched off with [data-rt-keys-off] (WCAG 2.1.4).
// What is typed is saved while one types: a form with data-rt-autosave. Every exchange of the page is said aloud.

const OFF = 'rt-keys-off';
const page = () => document.getElementById('review-page') ?? document;
const region = () => document.querySelector('[data-rt-review]');
const rows = () => [...(region()?.querySelectorAll('[data-rt-row]') ?? [])];
const current = () => region()?.querySelector('[data-rt-row][aria-current]') ?? rows()[0];
const opener = () => current()?.querySelector('[data-rt-open]');

// The switch

const kept = () => {
  try {
    return localStorage.getItem(OFF) === 'yes';
  } catch {
    return false;
  }
};
let asleep = kept();
const showSwitch = () => {
  const toggle = document.querySelector('[data-rt-keys-off]');
  if (toggle) toggle.checked = !asleep;
};
document.addEventListener('change', (event) => {
  if (!event.target.matches?.('[data-rt-keys-off]')) return;
  asleep = !event.target.checked;
  try {
    localStorage.setItem(OFF, asleep ? 'yes' : 'no');
  } catch {
    /* holds for this page only */
  }
});

// The keys

const go = (step) => {
  const all = rows();
  const next = all[all.indexOf(current()) + step];
  const link = next?.querySelector('[data-rt-open]');
  link?.focus();
  link?.click();
};

document.addEventListener('keydown', (event) => {
  if (!region() || event.altKey || event.defaultPrevented) return;
  const target = event.target;
  const inField = target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  if (inField && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    current()?.querySelector('[data-rt-key="Enter"]')?.click();
    return;
  }
  if (inField) {
    if (event.key === 'Escape') opener()?.focus();
    return;
  }
  if (asleep || event.ctrlKey || event.metaKey) return;
  const letter = event.key.length === 1;
  const key = letter ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key;
  if (key === 'j' || key === 'k') {
    event.preventDefault();
    go(key === 'j' ? 1 : -1);
    return;
  }
  // Enter on a link or a button is that link's or button's own.
  if (key === 'Enter' && target.closest('a:not([data-rt-open]), button, summary, input')) return;
  const name = `[data-rt-key="${CSS.escape(key)}"]`;
  const wanted = current()?.querySelector(name) ?? (letter ? page().querySelector(name) : null);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches('input, select, textarea')) wanted.focus();
  else wanted.click();
});

// Saved while one types. A form that is exchanged meanwhile is sent first: no word waits for its pause.

const PAUSE = 900;
const AGAIN = 8000;
const typing = new Map(); // form → { save, waiting }
const clock = () => {
  const now = new Date();
  return document.documentElement.lang === 'da'
    ? `${now.getHours()}.${String(now.getMinutes()).padStart(2, '0')}`
    : now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
};

const watch = (form) => {
  const place = form.querySelector('[data-rt-autosaved]');
  const state = { waiting: false, sending: false, timer: 0 };
  const tell = (words) => {
    if (place) place.textContent = words;
  };
  const later = (pause) => {
    state.waiting = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(state.save, pause);
  };
  state.save = async () => {
    clearTimeout(state.timer);
    if (state.sending) return;
    state.waiting = false;
    state.sending = true;
    const body = new FormData(form);
    body.set('do', 'typing');
    form.dispatchEvent(new Event('rt:saving'));
    tell(place?.dataset.rtSaving ?? '');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
      const told = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
      if (answer.ok && told) {
        form.elements.seen_version.value = told.version;
        form.dispatchEvent(new Event('rt:saved'));
        tell(place?.dataset.rtAutosaved.replace('{time}', clock()) ?? '');
      } else tell(told?.sentence ?? place?.dataset.rtKept ?? '');
    } catch {
      tell(place?.dataset.rtKept ?? '');
      if (form.isConnected) later(AGAIN);
    }
    state.sending = false;
    if (state.waiting && form.isConnected) later(PAUSE);
  };
  typing.set(form, state);
  form.addEventListener('input', (event) => {
    if (!event.target.matches('select[name=type]')) later(PAUSE);
  });
  // Another type has other fields: the form is saved and shown anew. By keyboard one passes several types on the way.
  let choosing = 0;
  form.querySelector('select[name=type]')?.addEventListener('change', () => {
    clearTimeout(choosing);
    choosing = setTimeout(() => form.isConnected && form.dispatchEvent(new Event('rt:changed', { bubbles: true })), 500);
  });
  form.addEventListener('submit', () => {
    clearTimeout(state.timer);
    clearTimeout(choosing);
    state.waiting = false;
  });
};
window.addEventListener('online', () => {
  for (const [form, state] of typing) if (state.waiting && form.isConnected) state.save();
});

document.addEventListener('htmx:beforeSwap', (event) => {
  // Another page than this one has come, as when one has been signed out: what is written stays where it is.
  if (event.target.id === 'review-page' && event.detail.shouldSwap && !event.detail.serverResponse.includes('id="review-page"')) {
    event.detail.shouldSwap = false;
    const live = document.getElementById('rt-live');
    const place = document.querySelector('[data-rt-autosaved]');
    for (const each of [live, place]) if (each && live) each.textContent = live.dataset.signedOut;
    return;
  }
  const sent = event.detail.requestConfig?.elt;
  const refused = event.detail.serverResponse?.includes('data-rt-refused');
  for (const [form, state] of typing) {
    if (!form.isConnected) typing.delete(form);
    else if (form === sent && !state.waiting && !refused && event.detail.shouldSwap) {
      form.dispatchEvent(new Event('rt:saving'));
      form.dispatchEvent(new Event('rt:saved')); // the words were in what has just been answered
    } else if (state.waiting) state.save();
  }
});

// The place in the source is brought into view inside its own pane; the page stays where it is.

const showPlace = () => {
  const pane = document.querySelector('.rt-source__pane');
  const here = pane?.querySelector('.here');
  if (!here || pane.scrollHeight <= pane.clientHeight) return;
  pane.scrollTop += here.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
};

const prepare = () => {
  showSwitch();
  showPlace();
  document.querySelector('.rt-picture img')?.addEventListener('load', showPlace, { once: true });
  for (const form of document.querySelectorAll('form[data-rt-autosave]')) if (!typing.has(form)) watch(form);
};
prepare();

// After the page has been exchanged the keyboard goes on where it was, and what has come is said.
document.addEventListener('htmx:afterSettle', () => {
  if (!region()) return;
  prepare();
  const at = document.activeElement;
  // Focus that is lost, or left on a row that is open no longer, goes to the open one; a field or a page link keeps it.
  if (!at || at === document.body || at.matches('[data-rt-open], [data-rt-key="n"], [data-rt-key="N"]')) {
    opener()?.focus({ preventScroll: true });
    current()?.scrollIntoView({ block: 'nearest' });
  }
  const live = document.getElementById('rt-live');
  const words = document.getElementById('review-page')?.dataset.rtSay;
  if (live && words) live.textContent = words.replace(/\s+/g, ' ').trim();
});
