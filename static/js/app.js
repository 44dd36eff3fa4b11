// Starts GOV.UK Frontend and our own small additions, for the page and for every part that htmx swaps in.
// Every page works without any of it.
import { initAll } from "../build/govuk-frontend.min.js";
import { spreadPastedDates } from "./dates.js";
import { focusOnNews } from "./focus.js";
import { foldOnPhones } from "./fold.js";
import { followTheProposal } from "./follow.js";
import { keepWhatIsTyped } from "./keep.js";
import { keepTableRoles } from "./tables.js";
import { tickTogether } from "./ticks.js";
import { warnOfUnsavedText } from "./unsaved.js";

function start(scope) {
  initAll({ scope });
  spreadPastedDates(scope);
  foldOnPhones(scope);
  keepTableRoles(scope);
  tickTogether(scope);
  warnOfUnsavedText(scope);
  focusOnNews(scope);
  followTheProposal(scope);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
keepWhatIsTyped();

document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    start(event.detail.elt);
  }
});
