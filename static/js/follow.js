// In the form of a report the choice of a rating follows what the program proposes, as milestones are ticked and the share
// is typed, for as long as nobody has chosen another one.
import { within } from "./within.js";

export function followTheProposal(scope) {
  for (const shown of within(scope, "[data-app-proposed]")) {
    const form = shown.closest("form");
    const before = form.dataset.appProposedBefore;
    const now = shown.dataset.appProposed;
    const chosen = form.querySelector('[name="delivery_rating"]:checked');
    const proposed = form.querySelector(`[name="delivery_rating"][value="${now}"]`);
    if (before && chosen?.value === before && proposed) {
      proposed.checked = true;
    }
    form.dataset.appProposedBefore = now;
  }
}
