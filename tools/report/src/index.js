// Sorts the index by the column whose heading is pressed; pressed again, the other way round.
(() => {
  "use strict";
  const body = document.querySelector("table.lines tbody");
  const rows = [...body.rows];
  const key = (row, column) => {
    const cell = row.cells[Math.min(column, row.cells.length - 1)];
    return cell.dataset.key ?? "";
  };
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? a.localeCompare(b, "zh") : a - b);
  for (const button of document.querySelectorAll("[data-column]")) {
    const heading = button.parentElement;
    button.addEventListener("click", () => {
      const column = Number(button.dataset.column);
      // Numbers interest from the largest down, names from the first on.
      const first = column === 0 ? "ascending" : "descending";
      const second = column === 0 ? "descending" : "ascending";
      const order = heading.getAttribute("aria-sort") === first ? second : first;
      for (const other of document.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      rows.sort((a, b) => sign * compare(key(a, column), key(b, column)));
      body.append(...rows);
    });
  }
})();
