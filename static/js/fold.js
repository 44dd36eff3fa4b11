// On a phone, filters that are not in use and long lists of areas start folded; without JavaScript they start open.
// A filter that stands above its list until the screen is wide starts folded until then.
import { within } from "./within.js";

const PHONE = "(max-width: 48.0525em)";
const NARROW = "(max-width: 74.9375em)";

export function foldOnPhones(scope) {
  for (const part of within(scope, "[data-app-fold]:not([data-active])")) {
    const width = part.closest(".app-with-side") ? NARROW : PHONE;
    if (window.matchMedia(width).matches) {
      part.open = false;
    }
  }
}
