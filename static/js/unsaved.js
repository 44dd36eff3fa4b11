// A long form marked data-app-warn-unsaved asks before it is left with changes nobody saved.
const changed = new Set();

function ask(event) {
  for (const form of changed) {
    if (!form.isConnected) {
      changed.delete(form);
    }
  }
  if (changed.size) {
    event.preventDefault();
  }
}

window.addEventListener("beforeunload", ask);

export function warnOfUnsavedText(scope) {
  for (const form of scope.querySelectorAll("form[data-app-warn-unsaved]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
}
