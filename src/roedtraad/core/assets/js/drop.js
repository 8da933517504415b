// A place to drop files on, around an ordinary file field: [data-rt-drop] with data-max (bytes), data-accept (endings)
// and the two sentences for what does not fit. Without scripts the field works alone.

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
