// Copies a section as words and as plain HTML. Without this file, or without the clipboard, the words can be marked and
// copied by hand: the buttons are then not there.
const said = document.querySelector('[data-rt-copied]');
for (const button of document.querySelectorAll('[data-rt-copy]')) {
  if (!navigator.clipboard || !window.ClipboardItem) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const section = document.getElementById(button.dataset.rtCopy);
    const words = document.getElementById(`${button.dataset.rtCopy}-ord`);
    const kinds = {
      'text/html': new Blob([section.innerHTML], { type: 'text/html' }),
      'text/plain': new Blob([words ? words.content.textContent : section.innerText], { type: 'text/plain' }),
    };
    try {
      await navigator.clipboard.write([new ClipboardItem(kinds)]);
      said.textContent = button.dataset.rtDone;
    } catch {
      getSelection().selectAllChildren(section);
      said.textContent = button.dataset.rtMarked;
    }
  });
}
