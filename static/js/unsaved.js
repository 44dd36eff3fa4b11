// A long form marked data-app-warn-unsaved asks before it is left with changes nobody saved. A form that came back with
// errors, or with text from before the person was signed out, is unsaved from the start.
import { within } from "./within.js";

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
  for (const form of within(scope, "form[data-app-warn-unsaved]")) {
    if (form.querySelector(".govuk-error-message") || document.getElementById("restored-title")) {
      changed.add(form);
    }
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
}
