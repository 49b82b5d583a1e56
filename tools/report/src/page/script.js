// What happens on a click: a cell shows its equations with all their terms, a finding walks to its
// cells. Texts of the document are only ever set as text.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  const hint = panel.firstElementChild;
  const zh = data.lang === "zh";
  const pick = (chinese, english) => (zh ? chinese : english);
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const SHOWN_EQUATIONS = 12;
  const SHOWN_TERMS = 40;

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const at = (id) => document.getElementById(id);
  const isCell = (element) => element?.tagName === "TD";

  // ---- what is printed at a place -----------------------------------------------------------

  const caption = (table) => table.closest("figure").querySelector("figcaption").dataset.name;
  const heading = (cell) => {
    const [table, , column] = cell.id.slice(1).split(".");
    return at(`k${table}.${column}`)?.textContent ?? "";
  };
  const rowName = (cell) =>
    [...cell.parentElement.querySelectorAll("th")].map((th) => th.textContent).filter(Boolean).join(" ");
  const where = (element) => {
    if (isCell(element)) {
      const table = element.closest("table");
      if (!table.dataset.table) return element.closest("figure").querySelector("figcaption").textContent;
      return `${caption(table)} · ${rowName(element)} · ${heading(element)}`;
    }
    let title = element;
    while (title && title.tagName !== "H3") title = title.previousElementSibling ?? title.parentElement;
    return title ? title.textContent : "";
  };
  // A cell of a folded row, made to be read and not to be shown.
  const folding = (id) => {
    const [table, number] = id.slice(1).split(".");
    if (!id.startsWith("c") || !folded.has(`${table}.${number}`)) return null;
    const body = at(`t${table}`).querySelector("table").cloneNode(false);
    body.append(row(table, Number(number)));
    const figure = make("figure");
    figure.append(at(`t${table}`).querySelector("figcaption").cloneNode(true), body);
    return body.querySelector(`[id="${id}"]`);
  };
  const printed = (element) => element?.textContent.trim() ?? "";
  const unitOf = (element) => element?.closest("table")?.dataset.unit ?? "";
  const mark = (element) => /(?:^| )v(\d)/.exec(element?.className ?? "")?.[1];

  // ---- what is lit ----------------------------------------------------------------------------

  let chosen = null;
  let lit = [];
  const light = (ids) => {
    for (const element of lit) element.classList.remove("lit");
    lit = ids.map(at).filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  };
  const choose = (element) => {
    chosen?.classList.remove("chosen", "on");
    chosen = element;
    chosen?.classList.add(element.dataset.finding ? "on" : "chosen");
  };
  // At once and not smoothly: what comes into view on the way is laid out anew and would move the
  // place that is aimed at. Hence also once more when that is done.
  const show = (element) => {
    if (!element) return;
    const go = () => {
      element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const frame = element.closest(".scroll");
      const name = frame && element.parentElement.querySelector("th.name");
      if (!name || element === name) return;
      // Not below the names of the rows, which stay at the left.
      const hidden = name.getBoundingClientRect().right - element.getBoundingClientRect().left;
      if (hidden > 0) frame.scrollLeft -= hidden;
    };
    go();
    requestAnimationFrame(go);
  };

  // ---- folded rows of long tables ------------------------------------------------------------

  const UNFOLDED = 500;
  const folded = new Map();
  for (const [table, rows] of Object.entries(data.folded)) {
    for (const row of rows) folded.set(`${table}.${row[0]}`, row);
  }
  const row = (table, number) => {
    const [, code, name, cells] = folded.get(`${table}.${number}`);
    const line = make("tr");
    line.id = `r${table}.${number}`;
    const head = (className, text) => {
      const th = make("th", className);
      th.scope = "row";
      th.append(make("bdi", "", text));
      line.append(th);
      return th;
    };
    if (at(`t${table}`).querySelector("thead th.code")) head("code", code);
    head("name", name).title = name;
    cells.forEach(([text, mark], column) => {
      const td = make("td", mark === null ? (text ? "text" : "") : `n v${mark}`);
      td.id = `c${table}.${number}.${column}`;
      td.append(make("bdi", "", text));
      line.append(td);
    });
    return line;
  };
  const unfold = (fold, from, to) => {
    const [table, first, last] = [fold.dataset.fold, Number(fold.dataset.from), Number(fold.dataset.to)];
    if (from > first) {
      const before = fold.cloneNode(true);
      before.dataset.to = from;
      before.querySelector("b").textContent = from - first;
      fold.before(before);
    }
    for (let number = from; number < to; number += 1) fold.before(row(table, number));
    fold.dataset.from = to;
    fold.querySelector("b").textContent = last - to;
    if (to >= last) fold.remove();
  };
  // The element of a place, its row unfolded if need be.
  const reveal = (id) => {
    const [table, number] = id.slice(1).split(".");
    if (!at(id) && id.startsWith("c") && folded.has(`${table}.${number}`)) {
      const holds = (fold) => Number(fold.dataset.from) <= number && number < Number(fold.dataset.to);
      const fold = [...document.querySelectorAll(`tr.fold[data-fold="${table}"]`)].find(holds);
      if (fold) unfold(fold, Number(number), Number(number) + 1);
    }
    return at(id);
  };

  // ---- the panel --------------------------------------------------------------------------------

  let back = null;
  const open = (from, ...content) => {
    back = from;
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", pick("关闭", "close"));
    close.addEventListener("click", shut);
    content[0].append(close);
    panel.replaceChildren(...content);
    panel.scrollTop = 0;
  };
  const shut = () => {
    if (!back) return;
    choose(null);
    light([]);
    panel.replaceChildren(hint);
    back.focus({ preventScroll: true });
    back = null;
  };

  const term = ([coefficient, id], sign, self, units) => {
    const element = at(id) ?? folding(id);
    const link = make("a", id === self ? "term self" : "term");
    link.href = `#${id}`;
    link.dataset.cell = id;
    const times = Math.abs(coefficient) === 1 ? "" : `${Math.abs(coefficient)} ×`;
    const text = data.cells[id]?.[2] ?? (printed(element) || "—");
    const figure = make("bdi", "figure", units ? `${text} ${unitOf(element)}` : text);
    const place = make("bdi", "place", where(element));
    place.title = where(element);
    link.append(make("span", "sign", `${sign} ${times}`), figure, place);
    return link;
  };

  // One side of an equation: its terms one below the other; many are cut until asked for.
  const side = (terms, sign, self, units) => {
    const one = (each, index) => term(each, index === 0 ? sign : sign && "+", self, units);
    const nodes = terms.slice(0, SHOWN_TERMS).map(one);
    if (terms.length > SHOWN_TERMS) {
      const rest = terms.slice(SHOWN_TERMS);
      nodes.push(more(pick(`另 ${rest.length} 项`, `${rest.length} more`), () =>
        rest.map((each) => one(each, 1))));
    }
    if (terms.length === 0) nodes.push(make("span", "sign", sign), make("span", "figure", "0"), make("span"));
    return nodes;
  };
  const more = (text, content) => {
    const button = make("button", "more", text);
    button.type = "button";
    button.style.gridColumn = "1 / -1";
    button.addEventListener("click", () => button.replaceWith(...content()));
    return button;
  };

  const equation = (number, self) => {
    const [law, verdict, bound, difference, allowed, unit, terms, claim, odd] = data.equations[number];
    const box = make("div", "equation");
    box.dataset.equation = number;
    const title = make("h3", "", data.laws[law]);
    title.append(make("span", `how e${verdict}`, odd ?? data.verdicts[verdict]));
    const sum = make("div", "terms");
    const left = terms.filter(([coefficient]) => coefficient > 0);
    const right = terms.filter(([coefficient]) => coefficient < 0);
    const relation = bound ? (verdict === 2 ? "<" : "≥") : verdict === 2 ? "≠" : verdict === 1 ? "≈" : "=";
    const units = new Set(terms.map(([, id]) => unitOf(at(id)))).size > 1;
    sum.append(...side(left, " ", self, units), make("div", "rule"), ...side(right, relation, self, units));
    box.append(title, sum);
    if (verdict > 0) {
      box.append(make("p", "off", pick(
        `左减右 ${difference} ${unit}，舍入至多解释 ${allowed} ${unit}`,
        `left minus right ${difference} ${unit}; rounding explains at most ${allowed} ${unit}`)));
    }
    if (claim && claim !== self) {
      const link = make("a", "off", `${pick("见文字：", "as the prose says: ")}${printed(at(claim))}`);
      link.href = `#${claim}`;
      link.dataset.cell = claim;
      box.append(link);
    }
    return box;
  };

  // The worst equations first; those that hold exactly are many and come last.
  const equations = (numbers, self) => {
    const sorted = [...numbers].sort((a, b) => data.equations[b][1] - data.equations[a][1] || a - b);
    const nodes = sorted.slice(0, SHOWN_EQUATIONS).map((number) => equation(number, self));
    const rest = sorted.slice(SHOWN_EQUATIONS);
    if (rest.length > 0) {
      nodes.push(more(pick(`另 ${rest.length} 个关系式`, counted(rest.length, "more equation")), () =>
        rest.map((number) => equation(number, self))));
    }
    return nodes;
  };

  const openCell = (element, from) => {
    const [words, numbers] = data.cells[element.id] ?? [[], []];
    const header = make("header");
    const value = make("div", "value");
    const verdict = mark(element);
    value.append(make("span", verdict === undefined ? "" : `v${verdict}`, printed(element) || "—"));
    value.append(make("small", "unit", ` ${unitOf(element)}`));
    header.append(value, make("div", "path", where(element)));
    const state = verdict === undefined ? "" : `${data.marks[verdict]} · `;
    header.append(make("div", "sub", state + pick(`${numbers.length} 个关系式`, counted(numbers.length, "equation"))));
    const scope = make("ul", "scope");
    scope.setAttribute("aria-label", pick("口径", "scope"));
    for (const word of words) scope.append(make("li", "", data.words[word]));
    header.append(scope);
    choose(element);
    light([]);
    open(from ?? element, header, ...equations(numbers, element.id));
  };

  const openFinding = (link) => {
    const [places, number] = data.findings[Number(link.dataset.finding)];
    const header = make("header");
    header.append(make("div", "", printed(link)));
    const body = [];
    if (places.length > 0) {
      let step = 0;
      const walk = make("div", "walk");
      const count = make("span", "", `1 / ${places.length}`);
      const go = (by) => {
        step = (step + by + places.length) % places.length;
        count.textContent = `${step + 1} / ${places.length}`;
        show(reveal(places[step]));
      };
      for (const [text, by, label] of [["←", -1, pick("上一处", "previous place")], ["→", 1, pick("下一处", "next place")]]) {
        const button = make("button", "more", text);
        button.type = "button";
        button.setAttribute("aria-label", label);
        button.addEventListener("click", () => go(by));
        walk.append(button);
      }
      walk.append(count);
      body.push(walk);
    }
    if (number === null) {
      const list = make("div", "terms");
      list.append(...side(places.filter((id) => isCell(at(id))).map((id) => [1, id]), ""));
      if (list.querySelector(".term")) body.push(list);
    } else {
      body.push(equation(number));
    }
    choose(link);
    places.slice(0, 200).forEach(reveal);
    light(places);
    open(link, header, ...body);
    if (places.length > 0) show(at(places[0]));
  };

  // ---- what the reader does ------------------------------------------------------------------------

  const isMarked = (element) => element && (element.matches("td.n[id]") || element.matches(".claim"));
  document.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-finding]");
    if (finding) {
      event.preventDefault();
      return openFinding(finding);
    }
    const link = event.target.closest("[data-cell]");
    if (link) {
      const cell = reveal(link.dataset.cell);
      if (!cell) return;
      event.preventDefault();
      show(cell);
      return openCell(cell, link.closest("#panel") ? cell : link);
    }
    const fold = event.target.closest("tr.fold");
    if (fold) {
      const from = Number(fold.dataset.from);
      return unfold(fold, from, Math.min(from + UNFOLDED, Number(fold.dataset.to)));
    }
    const all = event.target.closest("[data-light]");
    if (all) {
      const ids = [...document.querySelectorAll(`td.v${all.dataset.light}[id], .claim.v${all.dataset.light}[id]`)].map(({ id }) => id);
      const on = all.getAttribute("aria-pressed") === "true";
      all.setAttribute("aria-pressed", String(!on));
      light(on ? [] : ids);
      return on ? undefined : show(lit[0]);
    }
    const cell = event.target.closest("td.n[id], .claim");
    if (isMarked(cell)) {
      event.preventDefault();
      if (cell.tagName === "TD") stay(cell);
      openCell(cell);
    }
  });

  // A table is one stop of the tab key; within it the arrows move.
  const stay = (cell) => {
    const table = cell.closest("table");
    table.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
  };
  for (const table of document.querySelectorAll("table[data-table]")) {
    const first = table.querySelector("td.n[id]");
    if (first) first.tabIndex = 0;
  }
  const beside = (cell, key) => {
    const [table, row, column] = cell.id.slice(1).split(".").map(Number);
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    const all = cell.closest("tbody");
    for (let r = row + step[0], c = column + step[1]; r >= 0 && c >= 0; r += step[0], c += step[1]) {
      if (!all.rows[r]) return null;
      const next = at(`c${table}.${r}.${c}`);
      if (!next) return null;
      if (next.classList.contains("n")) return next;
    }
    return null;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return shut();
    const cell = event.target.closest?.("td.n[id]");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return openCell(cell);
    }
    let next = null;
    if (event.key.startsWith("Arrow")) next = beside(cell, event.key);
    else if (event.key === "Home") next = cell.parentElement.querySelector("td.n[id]");
    else if (event.key === "End") next = [...cell.parentElement.querySelectorAll("td.n[id]")].pop();
    else return;
    event.preventDefault();
    if (next) {
      stay(next);
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  // A frame that holds more than it shows says so.
  const hintAt = (frame) => {
    const hidden = frame.scrollWidth - frame.clientWidth;
    frame.classList.toggle("wide", hidden > 1);
    frame.classList.toggle("more-right", hidden - frame.scrollLeft > 1);
  };
  const seen = new ResizeObserver((entries) => entries.forEach(({ target }) => hintAt(target)));
  for (const frame of document.querySelectorAll("#tables .scroll")) {
    seen.observe(frame);
    frame.addEventListener("scroll", () => hintAt(frame), { passive: true });
  }

  // The cells of the causes are lit from the beginning.
  light([...document.querySelectorAll(".cause .wrong")].map((link) => link.dataset.cell));
})();
