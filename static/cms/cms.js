/* The editor's to-do list: a press on a line opens the field and puts the cursor into it.
   A proposed value: a press on its button fills the field.
   An account's groups, two for each organisation: a field that shortens the list. */
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

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    for (const { name, value } of button ? [...button.attributes] : []) {
      const field = name.startsWith("data-fill-") && document.getElementById(`id_${name.slice("data-fill-".length)}`);
      if (!field || !value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  const shorten = (list) => {
    const rows = [...list.querySelectorAll("label")].map((label) => label.parentElement);
    if (rows.length <= 12) return;
    const filter = document.createElement("input");
    filter.type = "search";
    filter.className = "group-filter";
    filter.placeholder = "按机构名称找，如“松涛”";
    filter.setAttribute("aria-label", "按机构名称找用户组");
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim();
      for (const row of rows) {
        row.hidden = Boolean(wanted) && !row.textContent.includes(wanted) && !row.querySelector(":checked");
      }
    });
    list.before(filter);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const groups = document.querySelector("div#id_groups");
    if (groups) shorten(groups);
  });
})();
