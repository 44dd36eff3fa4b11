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
      const filled = [...target.querySelectorAll(CONTROLS)].filter(isFilled);
      typed.set(target, new Map(filled.map((control) => [control.name, control.value])));
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
