// A whole date pasted into the first of three boxes is spread over all of them, as the server would do.
import { within } from "./within.js";

const WHOLE = /^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+(\d{1,2}|[a-z]+)[\s/.,-]+(\d{4})$/i;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

function parts(text) {
  const iso = text.match(ISO);
  if (iso) {
    return [iso[3], iso[2], iso[1]];
  }
  const whole = text.match(WHOLE);
  return whole ? whole.slice(1) : null;
}

export function spreadPastedDates(scope) {
  for (const group of within(scope, "[data-app-date]")) {
    const boxes = group.querySelectorAll("input");
    boxes[0].addEventListener("paste", (event) => {
      const found = parts(event.clipboardData.getData("text").trim());
      if (found) {
        event.preventDefault();
        boxes.forEach((box, index) => {
          box.value = found[index];
          box.dispatchEvent(new Event("input", { bubbles: true }));
        });
        boxes[2].focus();
      }
    });
  }
}
