/**
 * What runs in the page: it hides rows and says how many are left. It reads the rows themselves, so no name travels a second way
 * into the page. The filters live in the address, so that a view can be passed on.
 */
export const SCRIPT = `"use strict";
(() => {
  const filters = document.getElementById("filters");
  if (filters === null) return;
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const boxes = [...filters.querySelectorAll("input[type=checkbox]")];
  const groups = [...document.querySelectorAll("#items tbody")].map((body) => ({
    body,
    rows: [...body.rows].map((row) => ({ row, ...row.dataset })),
  }));
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const number = (value) => String(value).replace(/\\B(?=(\\d{3})+$)/g, ",");
  const chosen = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  const textOf = (entry) => (entry.text ??= entry.row.textContent.toLowerCase());

  function show() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const effects = chosen("effect");
    const states = chosen("state");
    let count = 0;
    for (const { body, rows } of groups) {
      let left = 0;
      for (const entry of rows) {
        const matches =
          (effects.length === 0 || effects.includes(entry.effect)) &&
          (states.length === 0 || states.includes(entry.state)) &&
          words.every((word) => textOf(entry).includes(word));
        entry.row.hidden = !matches;
        if (matches) left += 1;
      }
      body.hidden = left === 0;
      count += left;
    }
    shown.textContent = number(count) + " of " + number(total) + " shown";
    none.hidden = count > 0;
  }

  function remember() {
    const kept = new URLSearchParams();
    if (search.value !== "") kept.set("search", search.value);
    for (const name of ["effect", "state"]) for (const value of chosen(name)) kept.append(name, value);
    history.replaceState(null, "", "#" + kept);
  }

  function recall() {
    if (location.hash === "#items") return;
    const kept = new URLSearchParams(location.hash.slice(1));
    search.value = kept.get("search") ?? "";
    for (const box of boxes) box.checked = kept.getAll(box.name).includes(box.value);
    show();
  }

  filters.addEventListener("input", () => {
    show();
    remember();
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () =>
    setTimeout(() => {
      show();
      remember();
      search.focus();
    }),
  );
  addEventListener("hashchange", recall);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
  filters.hidden = false;
  recall();
})();
`;
