/* A table that sorts and filters, on the page that holds `table.gp-sortable`.
 *
 * Without script the table stands as it was written. Nothing is stored.
 */
(() => {
  "use strict";

  const inWords = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
  const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const start = (bar, table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const texts = new Map(rows.map((row) => [row, [...row.cells].map((cell) => cell.textContent.trim())]));
    const told = bar.querySelector("[role=status]");
    const box = bar.querySelector("input");
    const selects = [...bar.querySelectorAll("select")];

    /* The value of a column; of "Review. 21 studies" only the kind counts. */
    const valueOf = (row, column) => texts.get(row)[column].split(". ")[0];

    selects.forEach((select) => {
      const values = new Set(rows.map((row) => valueOf(row, select.dataset.column)));
      select.append(...[...values].sort(inWords.compare).map((value) => new Option(value, value)));
    });

    const filter = () => {
      const words = letters(box.value).split(/\s+/).filter(Boolean);
      rows.forEach((row) => {
        const all = letters(texts.get(row).join(" "));
        row.hidden = !(words.every((word) => all.includes(word))
          && selects.every(({ value, dataset }) => !value || valueOf(row, dataset.column) === value));
      });
      told.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} items shown.`;
    };

    const sort = (column, falling) => {
      const ordered = [...rows].sort((one, other) => inWords.compare(texts.get(one)[column], texts.get(other)[column]));
      body.append(...(falling ? ordered.reverse() : ordered));
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
    };

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "gp-sort";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
    });

    bar.hidden = false;
    bar.addEventListener("input", filter);
    bar.querySelector("button").addEventListener("click", () => {
      [box, ...selects].forEach((each) => { each.value = ""; });
      filter();
    });
    box.value = new URLSearchParams(location.search).get("words") || "";
    filter();
  };

  const bar = document.querySelector(".gp-filter");
  const table = document.querySelector("table.gp-sortable");
  if (bar && table) start(bar, table);
})();
