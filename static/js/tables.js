// A table that becomes cards on a phone keeps its meaning for screen readers: the roles say what the layout no longer does.
import { within } from "./within.js";

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

export function keepTableRoles(scope) {
  for (const table of within(scope, ".app-table--stack, .app-bar-table")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
    }
  }
}
