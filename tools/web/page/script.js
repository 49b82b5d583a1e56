// The page: files in, a worker that checks them, their reports.
(() => {
  "use strict";
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const make = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };
  const button = (text, className, act) => {
    const made = make("button", { type: "button", className }, text);
    made.addEventListener("click", act);
    return made;
  };

  // ---- language and theme ------------------------------------------------------------------------

  let lang = /^(zh|yue)/i.test(navigator.language || "zh") ? "zh" : "en";
  const say = (zh, en) => (lang === "zh" ? zh : en);
  const told = (message) => message[lang];
  // Beside the only file's name the message need not repeat it.
  const reason = ({ error, files: [file, ...others] }) => {
    const name = file.name + say("：", ": ");
    const text = told(error);
    return others.length === 0 && text.startsWith(name) ? text.slice(name.length) : text;
  };
  const speak = () => {
    root.lang = say("zh-CN", "en");
    document.title = say("预决算公开核对", "Check a budget disclosure");
    at("lang").textContent = say("English", "中文");
    for (const element of document.querySelectorAll("[data-en]")) {
      element.dataset.zh ??= element.textContent;
      element.textContent = element.dataset[lang];
    }
    at("theme").title = say("明暗", "light or dark");
    at("theme").setAttribute("aria-label", say("切换明暗", "switch between light and dark"));
  };
  at("lang").addEventListener("click", () => {
    lang = say("en", "zh");
    speak();
    draw();
    show();
  });

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (theme) => {
    root.dataset.theme = theme;
    document.querySelector("iframe")?.contentWindow.postMessage({ theme }, "*");
  };
  const follow = () => paint(dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  at("theme").addEventListener("click", () => paint(root.dataset.theme === "dark" ? "light" : "dark"));

  // ---- the worker ----------------------------------------------------------------------------------

  // What is to be checked, in the order of asking; the first is being checked.
  let queue = [];
  let worker = null;
  let ready = false;
  const start = () => {
    worker?.terminate();
    ready = false;
    const code = URL.createObjectURL(new Blob([at("worker").textContent], { type: "text/javascript" }));
    worker = new Worker(code);
    URL.revokeObjectURL(code);
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", (event) => hear({ failed: event.message || "worker" }));
    worker.postMessage({ wasm: at("wasm").textContent });
  };
  // Longer than anything took that is a disclosure; what takes longer keeps the others waiting.
  const PATIENCE = 120_000;
  let patience = 0;
  const next = () => {
    const [entry] = queue;
    if (!ready || !entry || entry.stage) return;
    entry.stage = "read";
    clearTimeout(patience);
    patience = setTimeout(() => halt(entry, {
      zh: `${PATIENCE / 1000} 秒没有核对完，已停止`,
      en: `stopped: not checked within ${PATIENCE / 1000} seconds`,
    }), PATIENCE);
    const { id, files, lastYear } = entry;
    worker.postMessage({ id, chosen: files, lastYear, words });
    draw();
  };
  const hear = ({ id, ready: isReady, stage, done, refused, failed }) => {
    if (isReady) {
      ready = true;
      at("files").disabled = false;
      root.dataset.ready = "";
      return next();
    }
    const entry = queue[0];
    if (failed && !ready) return broken(failed);
    if (!entry || (id && entry.id !== id)) return;
    if (stage) {
      entry.stage = stage;
      return draw();
    }
    clearTimeout(patience);
    queue.shift();
    Object.assign(entry, { stage: null, done: done ?? null, error: refused ?? null });
    if (failed) {
      entry.error = {
        zh: `程序出错，没有核对：${failed}`,
        en: `The program failed, nothing was checked: ${failed}`,
      };
      start();
    }
    draw();
    if (shown === entry || (entry.done && !shown?.done)) open(entry, false);
    next();
  };
  // Nothing can be checked here at all.
  const broken = (why) => {
    queue = [];
    at("status").className = "broken";
    at("status").textContent = say(`这个浏览器运行不了核对程序：${why}`, `This browser cannot run the program: ${why}`);
  };
  const ask = (entry) => {
    stop(entry);
    Object.assign(entry, { done: null, error: null });
    queue.push(entry);
    draw();
    if (shown === entry) show();
    next();
  };
  const stop = (entry) => {
    const running = queue[0] === entry && entry.stage;
    if (running) clearTimeout(patience);
    queue = queue.filter((each) => each !== entry);
    entry.stage = null;
    if (running) start();
  };
  const halt = (entry, error) => {
    stop(entry);
    entry.error = error;
    draw();
    if (shown === entry) show();
    next();
  };

  // ---- documents -----------------------------------------------------------------------------------

  let documents = [];
  let words = [];
  let shown = null;
  let numbers = 0;
  const add = (files, together) => {
    const groups = together ? [files] : files.map((file) => [file]);
    const entries = groups.filter((group) => group.length > 0).map((group) =>
      ({ id: ++numbers, files: group, lastYear: [], stage: null, done: null, error: null }));
    documents.push(...entries);
    shown ??= entries[0] ?? null;
    root.dataset.view = documents.length > 0 ? "list" : "start";
    entries.forEach(ask);
  };
  const remove = (entry) => {
    stop(entry);
    documents = documents.filter((each) => each !== entry);
    if (shown === entry) shown = documents.find((each) => each.done) ?? null;
    if (!shown) root.dataset.view = documents.length > 0 ? "list" : "start";
    draw();
    show();
    next();
  };
  const split = (entry) => {
    const { files } = entry;
    remove(entry);
    add(files, false);
  };
  // A button that asks for files.
  const chooser = (text, className, take, multiple = true) => {
    const input = make("input", { type: "file", multiple });
    input.addEventListener("change", () => take([...input.files]));
    return make("label", { className: `choose ${className}` }, input, text);
  };

  const STAGES = {
    read: ["正在读文件", "reading"],
    check: ["正在核对", "checking"],
    draw: ["正在成页", "drawing the report"],
  };
  const state = (entry) => {
    if (entry.stage) {
      const step = Object.keys(STAGES).indexOf(entry.stage) + 1;
      const bar = make("progress", { max: 4, value: step });
      const text = say(...STAGES[entry.stage]) + "…";
      bar.setAttribute("aria-label", text);
      return [make("p", { className: "state" }, text, " ", button(say("停止", "stop"), "link", () =>
        halt(entry, { zh: "已停止", en: "stopped" }))), bar];
    }
    if (entry.error) return [make("p", { className: "state error" }, reason(entry))];
    if (!entry.done) return [make("p", { className: "state" }, say("等待中", "waiting"))];
    const { verdict, verdict_name: name, figures, covered, errors, warnings } = entry.done.summary;
    return [make("p", { className: "state" },
      make("b", { className: `verdict ${verdict}` }, told(name)),
      say(` ${covered}/${figures} 个数已核对`, ` ${covered} of ${figures} figures checked`),
      make("br"),
      say(`${errors} 处错误 · ${warnings} 处提醒`, `${errors} errors · ${warnings} warnings`))];
  };
  const card = (entry) => {
    const names = make("ul", { className: "names" }, ...entry.files.map((file) =>
      make("li", {}, make("bdi", {}, file.name))));
    const title = entry.done
      ? make("button", { type: "button", className: "open" }, names)
      : make("div", { className: "open" }, names);
    if (entry.done) title.addEventListener("click", () => open(entry, true));
    const tools = make("div", { className: "tools" },
      chooser(say("加文件", "add a file"), "add", (files) => {
        entry.files.push(...files);
        ask(entry);
      }),
      entry.lastYear.length === 0
        ? chooser(say("加上年公开", "add last year's"), "last", (files) => {
          entry.lastYear = files;
          ask(entry);
        })
        : button(say("去掉上年公开", "without last year's"), "link", () => {
          entry.lastYear = [];
          ask(entry);
        }));
    if (entry.files.length > 1) tools.append(button(say("分开", "split"), "link", () => split(entry)));
    const close = button("×", "close", () => remove(entry));
    close.setAttribute("aria-label", say("移除", "remove"));
    const last = entry.lastYear.map((file) =>
      make("p", { className: "state" }, say("上年：", "last year: "), make("bdi", {}, file.name)));
    const item = make("li", { className: "document" }, title, close, ...state(entry), ...last, tools);
    item.dataset.id = entry.id;
    item.dataset.state = entry.stage ? "busy" : entry.error ? "error" : entry.done ? "done" : "waiting";
    if (entry === shown) item.setAttribute("aria-current", "true");
    return item;
  };
  // Where the focus is in the list, to be found again when that was drawn anew.
  const place = (element) => {
    const id = element.closest(".document")?.dataset.id;
    if (!id) return null;
    const all = () => [...document.querySelectorAll(`.document[data-id="${id}"] :is(button, input)`)];
    const number = all().indexOf(element);
    return () => all()[number] ?? at("files");
  };
  const draw = () => {
    const focused = place(document.activeElement);
    at("documents").replaceChildren(...documents.map(card));
    focused?.().focus({ preventScroll: true });
    at("words").replaceChildren(...(words.length === 0
      ? [chooser(say("加自己的词表", "add words of your own"), "add", (files) => use(files), false)]
      : [say("自己的词表：", "words of your own: "), make("bdi", {}, words[0].name), " ",
        button(say("去掉", "without"), "link", () => use([]))]));
    if (at("status").className === "hidden") {
      const busy = queue[0]?.stage;
      const left = queue.length;
      at("status").textContent = busy
        ? say(`${STAGES[busy][0]}，还有 ${left} 份`, `${STAGES[busy][1]}, ${left} to go`)
        : documents.length > 0 ? say("核对完毕", "all checked") : "";
    }
  };
  const use = (files) => {
    words = files;
    draw();
    documents.forEach(ask);
  };

  // ---- the report ----------------------------------------------------------------------------------

  const save = (text, name, type) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const open = (entry, asked) => {
    shown = entry;
    // On a narrow screen the list stays until a report is asked for, unless there is only one.
    if (entry.done && (asked || documents.length === 1)) root.dataset.view = "report";
    draw();
    show();
    if (asked) at("report").focus({ preventScroll: true });
  };
  const show = () => {
    const main = at("report");
    if (!shown) return main.replaceChildren();
    if (!shown.done) {
      const text = shown.error ? reason(shown) : say("正在核对…", "checking…");
      return main.replaceChildren(make("p", { className: shown.error ? "nothing error" : "nothing" }, text));
    }
    const { page, report, neutral, summary } = shown.done;
    const stem = shown.files[0].name.replace(/\.[^.]*$/, "");
    const back = button(say("← 列表", "← list"), "back", () => { root.dataset.view = "list"; });
    const bar = make("div", { className: "bar" }, back,
      button(say("下载报告网页", "download the report"), "download page", () =>
        save(page[lang], `${stem}-${say("报告", "report")}.html`, "text/html")),
      button(say("报告 JSON", "report as JSON"), "download report", () =>
        save(`${report}\n`, `${stem}-report.json`, "application/json")),
      button(say("中性 JSON", "neutral JSON"), "download neutral", () =>
        save(`${neutral}\n`, `${stem}.json`, "application/json")));
    const { notes } = summary;
    if (notes.length > 0) {
      const list = make("ul", {}, ...notes.map((note) => make("li", {}, make("bdi", {}, told(note)))));
      const text = say(`读取说明 ${notes.length} 条`, `${notes.length} notes on reading`);
      bar.append(make("details", { className: "notes" }, make("summary", {}, text), list));
    }
    // Apart from the page: a report can neither reach it nor open anything.
    const frame = make("iframe", { title: say("报告", "report"), srcdoc: page[lang] });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.addEventListener("load", () => paint(root.dataset.theme));
    main.replaceChildren(bar, frame);
  };
  // ---- files in ------------------------------------------------------------------------------------

  const take = (files) => add(files, at("join").checked);
  at("files").addEventListener("change", ({ target }) => {
    take([...target.files]);
    target.value = "";
  });
  // The whole window takes files: one that misses would replace the page. A frame hands on what is
  // dropped on it.
  let over = 0;
  const hover = (on) => {
    clearTimeout(over);
    root.toggleAttribute("data-dragged", on);
    // The end of a drag is not told where it leaves the window.
    if (on) over = setTimeout(() => hover(false), 1000);
  };
  addEventListener("message", ({ source, data }) => {
    if (!source || source !== document.querySelector("iframe")?.contentWindow) return;
    hover(data?.dragged === true);
    if (data?.dropped) take(data.dropped);
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    hover(true);
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    hover(false);
    take([...event.dataTransfer.files]);
  });

  speak();
  follow();
  draw();
  start();
})();
