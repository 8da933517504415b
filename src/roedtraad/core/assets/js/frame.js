// What every page needs: the menu on a phone, focus on the error summary, no double sending, printing.
// Every page works without this file; it only makes them quicker to use.

const menuButton = document.querySelector('[data-rt-menu]');
const menu = document.getElementById('rt-menu');
if (menuButton && menu) {
  const show = (open) => {
    menu.hidden = !open;
    menuButton.setAttribute('aria-expanded', String(open));
  };
  menuButton.setAttribute('role', 'button');
  menuButton.setAttribute('aria-controls', 'rt-menu');
  show(false);
  const toggle = (event) => {
    event.preventDefault();
    show(menu.hidden);
  };
  menuButton.addEventListener('click', toggle);
  menuButton.addEventListener('keydown', (event) => {
    if (event.key === ' ') toggle(event);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !menu.hidden) {
      show(false);
      menuButton.focus();
    }
  });
}

const focusErrors = (root) => root.querySelector('[data-rt-errors]')?.focus();
focusErrors(document);
document.addEventListener('htmx:afterSwap', (event) => focusErrors(event.target));

document.addEventListener('click', (event) => {
  const refused = event.target.closest('[aria-disabled="true"]');
  if (refused) event.preventDefault();
  if (event.target.closest('[data-rt-print]')) window.print();
});

// A second click on a slow line must not send twice. A page brought back from the browser's memory starts afresh.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.rtSent) event.preventDefault();
  else form.dataset.rtSent = String(Date.now());
});
window.addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.rtSent;
});

// Tick all, in lists where many things are chosen at once.
document.addEventListener('change', (event) => {
  const all = event.target.closest('[data-rt-select-all]');
  if (!all) return;
  for (const box of all.form?.querySelectorAll(`input[type=checkbox][name="${all.dataset.rtSelectAll}"]`) ?? []) {
    box.checked = all.checked;
  }
});

// When a part of the page could not be fetched, say so in words, where a screen reader hears it.
const live = document.getElementById('rt-live');
const say = (text) => {
  if (live && text) live.textContent = text;
};
document.addEventListener('htmx:sendError', () => say(live?.dataset.offline));
document.addEventListener('htmx:responseError', (event) => {
  const status = event.detail.xhr.status;
  say(status === 401 || status === 403 ? live?.dataset.signedOut : live?.dataset.failed);
});
