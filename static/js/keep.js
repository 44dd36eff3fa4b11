// What a person chose while new rows were on their way stays chosen when they arrive. For targets marked
// data-app-keep-typed; a choice that the new rows no longer offer is left to them.
const CONTROLS = "select, textarea, input:not([type=hidden], [type=checkbox], [type=radio])";
const typed = new WeakMap();

function isKept(target) {
  return target instanceof HTMLElement && "appKeepTyped" in target.dataset;
}

function isFilled(control) {
  return control.tagName === "SELECT" ? control.value !== "" : control.value !== control.defaultValue;
}

function takes(control, value) {
  return control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value);
}

export function keepWhatIsTyped() {
  document.body.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    if (isKept(target)) {
      // Rows that go may come back: a mistyped year is soon put right.
      const values = typed.get(target) ?? new Map();
      for (const control of [...target.querySelectorAll(CONTROLS)].filter(isFilled)) {
        values.set(control.name, control.value);
      }
      typed.set(target, values);
    }
  });
  document.body.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (isKept(target)) {
      const values = typed.get(target) ?? new Map();
      for (const control of target.querySelectorAll(CONTROLS)) {
        const value = values.get(control.name);
        if (value !== undefined && takes(control, value)) {
          control.value = value;
        }
      }
    }
  });
}
