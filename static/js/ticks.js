// The box of a whole area ticks the boxes under it, and loses its tick when one of them does. Without JavaScript the
// server takes the area's box for all of them.
import { within } from "./within.js";

export function tickTogether(scope) {
  for (const all of within(scope, "[data-app-tick-all]")) {
    const boxes = [...all.closest("tbody").querySelectorAll("[name=item]")];
    all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
    for (const box of boxes) {
      box.addEventListener("change", () => (all.checked = boxes.every((each) => each.checked)));
    }
  }
}
