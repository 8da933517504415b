// Nothing typed is lost. A form with data-rt-draft="key" keeps what is typed in this browser until the server has
// acknowledged it: the next page carries [data-rt-receipt], or shows the form with the very same words.
// Leaving with words that have not been sent asks first. Drafts belong to one user and are thrown away on signing out.

const PREFIX = 'rt-draft:';
const KEPT_DAYS = 14;
const RECEIPT_WITHIN = 2 * 60 * 1000; // milliseconds from sending to the receipt
const AGAIN = 10 * 1000; // milliseconds between two tries to reach the server
const user = document.body.dataset.rtUser ?? '';

const nameOf = (form) => `${PREFIX}${user}:${form.dataset.rtDraft || location.pathname}`;
const skipped = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']);
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !skipped.has(field.type));

const valuesOf = (form) => {
  const values = {};
  for (const field of fieldsOf(form)) {
    const many = field.type === 'checkbox' || field.type === 'radio';
    if (many) {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === 'select-multiple') {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      (values[field.name] ??= []).push(field.value);
    }
  }
  return values;
};

const fill = (form, values) => {
  const seen = {};
  for (const field of fieldsOf(form)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = kept.includes(field.value);
    else if (field.type === 'select-multiple') for (const option of field.options) option.selected = kept.includes(option.value);
    else {
      const index = seen[field.name] ?? 0;
      seen[field.name] = index + 1;
      if (kept[index] !== undefined) field.value = kept[index];
    }
  }
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const clock = (when) => {
  const date = new Date(when);
  return document.documentElement.lang === 'da'
    ? `${date.getHours()}.${String(date.getMinutes()).padStart(2, '0')}`
    : date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
};

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};
const write = (name, draft) => {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false; // private window or full: the warning on leaving still stands
  }
};
const drop = (name) => {
  try {
    localStorage.removeItem(name);
  } catch {
    /* nothing was kept */
  }
};
const names = () => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
};

// What has been acknowledged, and what nobody came back for.
const receipt = document.querySelector('[data-rt-receipt]');
for (const name of names()) {
  const draft = read(name);
  const old = !draft || Date.now() - draft.at > KEPT_DAYS * 864e5;
  const acknowledged = receipt && draft?.sent && Date.now() - draft.sent < RECEIPT_WITHIN;
  if (old || acknowledged) drop(name);
}

const unsent = new Set();
const say = (what) => {
  const live = document.getElementById('rt-live');
  if (live?.dataset[what]) live.textContent = live.dataset[what];
};

const offer = (form, draft, apply) => {
  const template = form.querySelector('template[data-rt-draft-offer]') ?? document.querySelector('template[data-rt-draft-offer]');
  if (!template) return;
  const note = template.content.firstElementChild.cloneNode(true);
  note.querySelector('[data-rt-time]').textContent = clock(draft.at);
  note.querySelector('[data-rt-take]').addEventListener('click', () => {
    apply();
    note.remove();
  });
  note.querySelector('[data-rt-toss]').addEventListener('click', () => {
    drop(nameOf(form));
    note.remove();
  });
  form.prepend(note);
};

const watch = (form) => {
  if (form.dataset.rtWatched) return;
  form.dataset.rtWatched = 'yes';
  const name = nameOf(form);
  let base = valuesOf(form);
  const tell = (at) => {
    const place = form.querySelector('[data-rt-saved]'); // another one after each saving
    if (place?.dataset.rtSaved) place.textContent = place.dataset.rtSaved.replace('{time}', clock(at));
  };

  const kept = read(name);
  if (kept && same(kept.values, base)) drop(name);
  else if (kept) {
    const apply = () => {
      fill(form, kept.values);
      unsent.add(form);
      tell(kept.at);
      form.dispatchEvent(new Event('rt:restored'));
    };
    if (same(kept.base, base)) apply(); // nobody has changed it meanwhile
    else offer(form, kept, apply);
  }

  let timer;
  const save = () => {
    clearTimeout(timer);
    const values = valuesOf(form);
    if (same(values, base)) {
      unsent.delete(form);
      drop(name);
      return;
    }
    unsent.add(form);
    const at = Date.now();
    if (write(name, { base, values, at })) tell(at);
  };
  form.addEventListener('input', () => {
    unsent.add(form);
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener('change', save);
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    write(name, { base, values: valuesOf(form), at: Date.now(), sent: Date.now() });
    unsent.delete(form);
  });
  // A form that saves itself while one types says when it sends (rt:saving), and when the server has it (rt:saved).
  let sent = base;
  form.addEventListener('rt:saving', () => {
    sent = valuesOf(form);
  });
  form.addEventListener('rt:saved', () => {
    base = sent;
    save();
  });
  // The same of a form that htmx sends: only an answer that carries the receipt is one. A sign-in page is none, and is
  // not put into this page either.
  const hasReceipt = (event) => event.detail.xhr.responseText.includes('data-rt-receipt');
  form.addEventListener('htmx:beforeRequest', (event) => {
    if (event.detail.elt === form) form.dispatchEvent(new Event('rt:saving'));
  });
  form.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.requestConfig.elt !== form || hasReceipt(event) || event.detail.xhr.status >= 400) return;
    event.detail.shouldSwap = false;
    say('signedOut');
  });
  form.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.elt !== form || !event.detail.successful || !hasReceipt(event)) return;
    form.dispatchEvent(new Event('rt:saved')); // the server has it: nothing is lost by leaving
    delete form.dataset.rtOffline;
  });

  // A line that is gone: the words stay on this device, are sent by themselves when it is back, and go when received.
  if ('rtKeeps' in form.dataset) {
    const again = () => {
      if (form.isConnected && form.dataset.rtOffline) window.htmx?.trigger(form, 'rt:again');
    };
    const wait = () => {
      form.dataset.rtOffline = 'yes';
      say('offline');
      setTimeout(again, AGAIN);
    };
    form.addEventListener('htmx:sendError', wait);
    window.addEventListener('online', again);
    form.addEventListener('submit', (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      save();
      wait();
    });
    // Words from an earlier visit, which the server never had: sent now that they are back in the form.
    if (unsent.has(form)) {
      form.dataset.rtOffline = 'yes';
      setTimeout(again, 0);
    }
  }
};

const watchAll = (root) => {
  if (root.matches?.('form[data-rt-draft]')) watch(root);
  root.querySelectorAll?.('form[data-rt-draft]').forEach(watch);
};
watchAll(document);
document.addEventListener('htmx:load', (event) => watchAll(event.target));

window.addEventListener('beforeunload', (event) => {
  for (const form of [...unsent]) if (!form.isConnected) unsent.delete(form);
  if (unsent.size) event.preventDefault();
});

document.addEventListener('submit', (event) => {
  if (event.target.matches('form[data-rt-sign-out]')) {
    unsent.clear();
    for (const name of names()) if (name.startsWith(`${PREFIX}${user}:`)) drop(name);
  }
});
