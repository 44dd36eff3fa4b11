// On a phone, filters that are not in use and long lists of areas start folded; without JavaScript they start open.
import { within } from "./within.js";

const PHONE = "(max-width: 48.0525em)";

export function foldOnPhones(scope) {
  if (!window.matchMedia(PHONE).matches) {
    return;
  }
  for (const part of within(scope, "[data-app-fold]:not([data-active])")) {
    part.open = false;
  }
}
