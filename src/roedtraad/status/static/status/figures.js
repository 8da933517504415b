// Puts a locked figure where the cursor stands. Without this file the button sends the words to the server, which
// puts it at their end and gives them back unsaved.
const words = document.querySelector('textarea[data-rt-figures]');
for (const button of document.querySelectorAll('[data-rt-insert]')) {
  button.addEventListener('click', (event) => {
    if (!words) return;
    event.preventDefault();
    words.setRangeText(button.dataset.rtInsert, words.selectionStart, words.selectionEnd, 'end');
    words.dispatchEvent(new Event('input', { bubbles: true }));
    words.focus();
  });
}
