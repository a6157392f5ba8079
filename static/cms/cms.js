/* The to-do list of the editor: a press on a line opens the field and puts the cursor into it. */
(() => {
  const USABLE = "input:not([type=hidden]):not([type=checkbox]), textarea, select, button:not([data-panel-toggle])";

  const fieldOf = (name) => {
    const direct = document.getElementById(`id_${name}`);
    if (direct && direct.matches(USABLE)) return direct;
    const add = document.getElementById(`id_${name}-ADD`);
    if (add) return add;
    const area = document.querySelector(`[data-contentpath="${name}"]`) || document.getElementById(`id_${name}-chooser`);
    return area && (area.matches(USABLE) ? area : area.querySelector(USABLE));
  };

  const open = (element) => {
    for (let panel = element.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle && toggle.getAttribute("aria-expanded") === "false") toggle.click();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-todo-field]");
    const field = link && fieldOf(link.dataset.todoField);
    if (!field) return;
    event.preventDefault();
    open(field);
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
})();
