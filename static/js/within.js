// Every element that matches in a part of the page, the part itself included: htmx hands over the element it swapped in.
export function within(scope, selector) {
  const found = [...scope.querySelectorAll(selector)];
  return scope.matches?.(selector) ? [scope, ...found] : found;
}
