// Reporting on goals: what the round costs in time, Ctrl + Enter, and a line that comes and goes.
// The page works without this file; it then counts no time, and what is typed without a line waits for the button.

const form = document.querySelector('form[data-rt-keeps]');

// Time that the page is looked at and worked on: a second counts while the page is shown and something was done in the
// last minute. Sent with the next saving, and begun anew when the server has it. It is added to the round's total only.
const IDLE = 60 * 1000; // milliseconds
const spent = form?.querySelector('[data-rt-spent]');
if (spent) {
  let active = Date.now();
  let sent = 0;
  for (const name of ['keydown', 'pointerdown', 'scroll']) {
    addEventListener(name, () => { active = Date.now(); }, { passive: true });
  }
  setInterval(() => {
    if (!document.hidden && Date.now() - active < IDLE) spent.value = String(Number(spent.value) + 1);
  }, 1000);
  form.addEventListener('rt:saving', () => { sent = Number(spent.value); });
  form.addEventListener('rt:saved', () => { spent.value = String(Math.max(0, Number(spent.value) - sent)); });
}

// Many goals in one sitting: save and go on without leaving the keyboard.
form?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button[type=submit]'));
});
