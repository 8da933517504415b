// A place to drop files on, around an ordinary file field: [data-rt-drop] with data-max (bytes), data-accept (endings)
// and the two sentences for what does not fit. Without scripts the field works alone. In a form with data-rt-one-by-one
// each file is sent on its own, with its own progress, and the answer is its row in [data-rt-brought].

const sizeOf = (bytes) => {
  const mega = bytes / 1024 / 1024;
  const number = mega < 0.1 ? Math.max(1, Math.round(bytes / 1024)) : Math.round(mega * 10) / 10;
  return `${String(number).replace('.', document.documentElement.lang === 'da' ? ',' : '.')} ${mega < 0.1 ? 'kB' : 'MB'}`;
};

for (const place of document.querySelectorAll('[data-rt-drop]')) {
  const field = place.querySelector('input[type=file]');
  const list = place.querySelector('[data-rt-drop-files]');
  const max = Number(place.dataset.max ?? 0);
  const endings = (place.dataset.accept ?? '').split(',').map((each) => each.trim().toLowerCase()).filter(Boolean);

  const complaint = (file) => {
    if (endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return place.dataset.wrongKind;
    if (max && file.size > max) return place.dataset.tooLarge;
    return '';
  };
  const tell = () => {
    if (!list) return;
    list.replaceChildren(
      ...[...field.files].map((file) => {
        const item = document.createElement('li');
        const wrong = complaint(file);
        item.textContent = wrong ? `${file.name}: ${wrong}` : `${file.name}, ${sizeOf(file.size)}`;
        if (wrong) item.className = 'form-error-message';
        return item;
      }),
    );
  };

  field.addEventListener('change', tell);
  for (const name of ['dragenter', 'dragover']) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add('is-over');
    });
  }
  for (const name of ['dragleave', 'drop']) place.addEventListener(name, () => place.classList.remove('is-over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    const carrier = new DataTransfer();
    for (const file of field.multiple ? files : files.slice(0, 1)) carrier.items.add(file);
    field.files = carrier.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    field.focus();
  });
}

// One file at a time: how far it has come, and what became of it or why not. What one file meets stops no other.

const AT_ONCE = 2;
const send = (form, file, row) =>
  new Promise((resolve) => {
    const bar = row.querySelector('progress');
    const words = row.querySelector('[data-rt-words]');
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    body.append('each', '1');
    body.append('documents', file);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100);
    });
    const fail = () => {
      words.textContent = form.dataset.rtFailed;
      bar.remove();
      row.classList.add('is-fault');
      resolve();
    };
    request.addEventListener('load', () => {
      const made = document.createElement('template');
      made.innerHTML = request.responseText.trim();
      const answer = made.content.querySelector('li[data-rt-brought-row]');
      if (!answer) {
        fail();
        return;
      }
      const name = answer.querySelector('[data-rt-name]');
      if (name && !name.textContent) name.textContent = file.name;
      row.replaceWith(answer);
      window.htmx?.process(answer);
      resolve();
    });
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    request.open('POST', form.action || location.href);
    request.send(body);
  });

for (const form of document.querySelectorAll('form[data-rt-one-by-one]')) {
  const field = form.querySelector('input[type=file]');
  const list = document.querySelector('[data-rt-brought]');
  const pattern = document.querySelector('template[data-rt-brought-row]');
  if (!field || !list || !pattern) continue;
  form.addEventListener('submit', async (event) => {
    if (!field.files.length) return; // the page says that a document must be chosen
    event.preventDefault();
    const waiting = [...field.files].map((file) => {
      const row = pattern.content.firstElementChild.cloneNode(true);
      row.querySelector('[data-rt-name]').textContent = file.name;
      list.append(row);
      return [file, row];
    });
    list.closest('[data-rt-brought-part]').hidden = false;
    field.value = '';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    list.closest('[data-rt-brought-part]').querySelector('h2')?.focus();
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await send(form, ...next);
    };
    form.dataset.rtSending = 'yes';
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    delete form.dataset.rtSending;
  });
}
window.addEventListener('beforeunload', (event) => {
  if (document.querySelector('form[data-rt-sending]')) event.preventDefault();
});
