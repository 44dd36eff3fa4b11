// On a phone a filter that is not in use starts folded away; without JavaScript it starts open everywhere.
const PHONE = "(max-width: 48.0525em)";

export function foldFilters(scope) {
  if (!window.matchMedia(PHONE).matches) {
    return;
  }
  for (const filter of scope.querySelectorAll("[data-app-filter]:not([data-active])")) {
    filter.open = false;
  }
}
