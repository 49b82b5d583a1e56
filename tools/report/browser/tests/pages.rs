//! The report pages in a real browser: what a click shows, what the keys do, and no error.

use std::{
    fs,
    path::PathBuf,
    sync::OnceLock,
    time::{Duration, Instant},
};

use cn_budget::{Disclosure, Lang, Options, RawDisclosure, Stage, Unit, raw::RawTable, reconcile};
use cn_budget_report::write;
use cn_budget_report_browser::{Browser, document};

#[path = "../../../../tests/it/common/hostile.rs"]
mod hostile;

/// The folder of the pages, made once.
fn pages() -> &'static PathBuf {
    static PAGES: OnceLock<PathBuf> = OnceLock::new();
    PAGES.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let hostile = folder.join("hostile.json");
        fs::write(&hostile, serde_json::to_string(&hostile::document()).unwrap()).unwrap();
        let mut files: Vec<PathBuf> = DOCUMENTS.iter().map(|name| document(name)).collect();
        files.push(hostile);
        assert!(write(&files, &folder.join("report.html"), Lang::Zh).unwrap());
        assert!(write(&[document(DOCUMENTS[0])], &folder.join("english.html"), Lang::En).unwrap());
        folder
    })
}

const DOCUMENTS: [&str; 3] =
    ["jiulongpo-2026", "putuo-czj-2024-final", "putuo-zfb-2025-dept-budget"];

fn page(number: usize) -> PathBuf {
    let name = DOCUMENTS.get(number).copied().unwrap_or("hostile");
    pages().join(format!("report-{}-{name}.html", number + 1))
}

fn open(page: &std::path::Path) -> Browser {
    let mut browser = start();
    browser.open(page);
    browser
}

fn start() -> Browser {
    let mut browser = Browser::start();
    browser.window(1280, 900, false);
    browser
}

#[track_caller]
fn assert_no_error(browser: &mut Browser) {
    let errors = browser.errors();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(browser.evaluate("typeof window.hacked"), "undefined");
}

#[test]
fn a_cell_shows_its_equations_and_a_finding_lights_its_cells() {
    let mut browser = start();
    for number in 0..=DOCUMENTS.len() {
        browser.open(&page(number));
        // A figure that stands in an equation.
        browser.evaluate(
            "window.data = JSON.parse(document.getElementById('data').textContent);
             window.cell = [...document.querySelectorAll('td.n[id]')].find((td) => data.cells[td.id]?.[1].length);
             cell.setAttribute('data-test', ''); 0",
        );
        browser.click("[data-test]");
        browser.wait("document.querySelector('#panel .equation') !== null");
        let shown = browser.evaluate("document.querySelectorAll('#panel .equation').length");
        let known = browser.evaluate("Math.min(12, data.cells[cell.id][1].length)");
        assert_eq!(shown, known);
        let terms = "[...document.querySelectorAll('#panel .equation')].every((box) =>
            box.querySelectorAll('.term').length === Math.min(80, data.equations[box.dataset.equation][6].length)
            || box.querySelector('.more') !== null)";
        assert_eq!(browser.evaluate(terms), true);
        assert_eq!(
            browser
                .evaluate("document.querySelector('#panel .term.self').dataset.cell === cell.id"),
            true
        );
        assert_eq!(browser.evaluate("cell.matches('.chosen')"), true);
        // A term leads to its own cell.
        browser.evaluate(
            "window.other = document.querySelector('#panel .term:not(.self)').dataset.cell; 0",
        );
        browser.click("#panel .term:not(.self)");
        assert_eq!(browser.evaluate("document.querySelector('.chosen').id === other"), true);
        // Escape closes.
        browser.press("Escape");
        assert_eq!(browser.evaluate("document.querySelector('#panel .hint') !== null"), true);
        assert_eq!(browser.evaluate("document.querySelector('.chosen')"), serde_json::Value::Null);
        if browser.evaluate("document.querySelector('[data-finding]') !== null") == true {
            browser.click("[data-finding]");
            let lit = browser.evaluate("document.querySelectorAll('.lit').length");
            let places = browser.evaluate(
                "data.findings[document.querySelector('[data-finding]').dataset.finding][0]
                   .filter((id) => document.getElementById(id)).length",
            );
            assert_eq!(lit, places);
            assert!(lit.as_u64() > Some(0));
            browser.wait(
                "(() => { const r = document.querySelector('.lit').getBoundingClientRect();
                return r.bottom > 0 && r.top < innerHeight; })()",
            );
        }
        assert_no_error(&mut browser);
    }
}

#[test]
fn the_mistake_of_the_narrative_is_the_first_cause() {
    let mut browser = open(&page(0));
    assert!(browser.text(".cause .wrong").contains("1051.74"));
    browser.click(".cause .wrong");
    assert_eq!(
        browser.evaluate("document.querySelector('.chosen').matches('#prose .claim.v5')"),
        true
    );
    assert!(browser.text("#panel .equation").contains("20.21"));
    assert_no_error(&mut browser);
}

#[test]
fn the_keys_reach_every_figure() {
    let mut browser = open(&page(0));
    browser.evaluate("document.querySelector('td.n[tabindex=\"0\"]').focus(); 0");
    let first = browser.evaluate("document.activeElement.id");
    browser.press("ArrowDown");
    let below = browser.evaluate("document.activeElement.id");
    assert_ne!(first, below);
    browser.press("ArrowUp");
    assert_eq!(browser.evaluate("document.activeElement.id"), first);
    browser.press("Enter");
    browser.wait("document.querySelector('#panel .equation') !== null");
    browser.press("Escape");
    assert_eq!(browser.evaluate("document.activeElement.id"), first);
    // One stop of the tab key a table, however many figures it has.
    let stops = browser.evaluate(
        "[...document.querySelectorAll('table[data-table]')].every((table) =>
           table.querySelectorAll('[tabindex=\"0\"]').length === (table.querySelector('td.n') ? 1 : 0))",
    );
    assert_eq!(stops, true);
    assert_no_error(&mut browser);
}

#[test]
fn labels_of_pictures_never_overlap() {
    let mut browser = start();
    for number in 0..=DOCUMENTS.len() {
        browser.open(&page(number));
        let overlaps = browser.evaluate(
            "[...document.querySelectorAll('svg')].flatMap((svg) => {
               const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBBox()]);
               const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x
                 || a.y + a.height <= b.y + 1 || b.y + b.height <= a.y + 1;
               return boxes.flatMap(([name, a], i) => boxes.slice(i + 1)
                 .filter(([, b]) => !apart(a, b)).map(([other]) => `${name} / ${other}`));
             })",
        );
        assert_eq!(overlaps, serde_json::json!([]));
        let outside = browser.evaluate(
            "[...document.querySelectorAll('svg')].flatMap((svg) => {
               const { width, height } = svg.viewBox.baseVal;
               return [...svg.querySelectorAll('text')].filter((text) => {
                 const box = text.getBBox();
                 return box.x < 0 || box.x + box.width > width || box.y < -2 || box.y + box.height > height;
               }).map((text) => text.textContent);
             })",
        );
        assert_eq!(outside, serde_json::json!([]));
        assert_no_error(&mut browser);
    }
}

#[test]
fn the_layout_holds_at_every_width() {
    let mut browser = start();
    for number in 0..=DOCUMENTS.len() {
        browser.open(&page(number));
        for width in [1600, 1000, 700, 380] {
            browser.window(width, 800, number % 2 == 0);
            let over = browser.evaluate("document.documentElement.scrollWidth - innerWidth");
            assert!(over.as_i64() <= Some(0), "{number} at {width}: {over}");
        }
        assert!(browser.print().starts_with(b"%PDF"));
        assert_no_error(&mut browser);
    }
}

#[test]
fn the_theme_follows_the_system_until_the_button_is_pressed() {
    let mut browser = open(&page(1));
    assert_eq!(browser.evaluate("document.documentElement.dataset.theme"), "light");
    browser.window(1280, 900, true);
    browser.wait("document.documentElement.dataset.theme === 'dark'");
    browser.click("[data-theme-button]");
    assert_eq!(browser.evaluate("document.documentElement.dataset.theme"), "light");
    assert_no_error(&mut browser);
}

#[test]
fn the_english_page_speaks_english() {
    let mut browser = open(&pages().join("english.html"));
    assert!(browser.text(".summary").contains("inconsistent"));
    browser.click("td.n[id]");
    assert!(browser.text("#panel header").contains("equations"));
    assert_no_error(&mut browser);
}

#[test]
fn the_index_sorts_by_verdict_size_and_errors() {
    let mut browser = open(&pages().join("report.html"));
    assert_eq!(browser.evaluate("document.querySelectorAll('tbody tr').length"), 4);
    for (column, cell) in [(2, 2), (3, 3), (7, 7)] {
        browser.click(&format!("[data-column='{column}']"));
        let keys = browser.evaluate(&format!(
            "[...document.querySelectorAll('tbody tr')].map((row) => Number(row.cells[{cell}].dataset.key))"
        ));
        let keys: Vec<i64> = keys.as_array().unwrap().iter().filter_map(|k| k.as_i64()).collect();
        assert!(keys.is_sorted_by(|a, b| a >= b), "{column}: {keys:?}");
    }
    browser.click("tbody a");
    browser.wait("document.getElementById('panel') !== null");
    assert_no_error(&mut browser);
}

/// What is asked of the place that a click leads to: it is in sight, and the page stands where it
/// stood from left to right.
const IN_SIGHT: &str = "(() => {
    const r = document.querySelector('.chosen, .lit').getBoundingClientRect();
    return scrollX === 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
})()";

#[test]
fn the_first_click_leads_to_its_cell_and_never_to_the_right() {
    let mut browser = start();
    for number in 0..DOCUMENTS.len() {
        for width in [1280, 390] {
            for link in ["[data-finding]", ".cause .wrong"] {
                browser.window(width, 844, false);
                browser.open(&page(number));
                let found = browser.evaluate(&format!(
                    "[...document.querySelectorAll({link:?})].some((a) => a.getClientRects().length)"
                ));
                if found != true {
                    continue;
                }
                browser.click(link);
                browser.wait(IN_SIGHT);
                assert_no_error(&mut browser);
            }
        }
    }
}

/// Writes the page of a made-up document into a file of its own.
fn made(name: &str, table: RawTable) -> PathBuf {
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let page = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&page, cn_budget_report::page(&report, name, Lang::Zh)).unwrap();
    page
}

/// A table of fourteen columns whose total is wrong in the last.
fn wide() -> RawTable {
    let funds =
        ["一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金"];
    let mut columns = vec!["合计".to_owned()];
    columns.extend(
        funds
            .iter()
            .flat_map(|fund| ["小计", "基本支出", "项目支出"].map(|kind| format!("{fund}/{kind}"))),
    );
    let row = |total: &str| -> Vec<String> {
        let mut texts: Vec<String> = vec!["15.00".into()];
        texts.extend(funds.iter().flat_map(|_| ["3.00", "1.00", "2.00"].map(String::from)));
        texts.splice(15..16, [total.to_owned()]);
        texts
    };
    let name = "其他政府办公厅（室）及相关机构事务支出（含大型会议、专项活动和信息化运行维护）";
    RawTable::new("部门支出总表", Unit::WanYuan, columns)
        .row("", "合计", row("9.00"))
        .row("201", "一般公共服务支出", row("2.00"))
        .row("20103", "政府办公厅（室）及相关机构事务", row("2.00"))
        .row("2010399", name, row("2.00"))
}

#[test]
fn what_is_wrong_comes_first_and_a_click_scrolls_its_table_to_the_cell() {
    let page = made("wide.html", wide());
    let mut browser = start();
    for width in [1280, 390] {
        browser.window(width, 844, false);
        browser.open(&page);
        assert_eq!(browser.evaluate("document.querySelector('main > section').id"), "causes");
        let lit = "[...document.querySelectorAll('.lit')].map((cell) => cell.id)";
        assert_eq!(browser.evaluate(lit), serde_json::json!(["c0.0.15"]), "from the beginning");
        browser.click(".cause .wrong");
        let place = browser.evaluate(
            "(() => {
               const [cell, frame] = [document.querySelector('.chosen'), document.querySelector('#t0 .scroll')];
               const [c, f] = [cell, frame].map((e) => e.getBoundingClientRect());
               const name = cell.parentElement.querySelector('th.name').getBoundingClientRect();
               return [cell.id, c.right <= f.right + 1, c.left >= name.right - 1, c.top >= 0 && c.bottom <= innerHeight];
             })()",
        );
        assert_eq!(place, serde_json::json!(["c0.0.15", true, true, true]), "{width}");
        assert_no_error(&mut browser);
    }
}

#[test]
fn a_phone_is_told_where_there_is_more_and_long_names_end_in_an_ellipsis() {
    let page = made("phone.html", wide());
    let mut browser = start();
    browser.window(390, 844, false);
    browser.open(&page);
    browser.evaluate("document.querySelector('#t0').scrollIntoView(); 0");
    browser.wait("document.querySelector('#t0 .scroll.wide.more-right') !== null");
    let shown = |selector: &str| {
        format!("document.querySelector({selector:?}).getClientRects().length > 0")
    };
    assert_eq!(browser.evaluate(&shown("#t0 .swipe")), true);
    // Scrolled to its end there is no more.
    browser.evaluate("document.querySelector('#t0 .scroll').scrollLeft = 1e6; 0");
    browser.wait("document.querySelector('#t0 .scroll.more-right') === null");
    let name = browser.evaluate(
        "(() => {
           const th = [...document.querySelectorAll('#t0 th.name')].pop();
           const div = th.firstElementChild;
           const style = getComputedStyle(div);
           return [div.scrollHeight > div.clientHeight, style.webkitLineClamp, style.textOverflow, th.title.includes('运行维护')];
         })()",
    );
    assert_eq!(name, serde_json::json!([true, "2", "ellipsis", true]));
    // On a desktop the same name stands in full, and a table that fits says nothing.
    browser.window(1280, 844, false);
    browser.open(&self::page(0));
    assert_eq!(browser.evaluate(&shown("#t0 .swipe")), false);
    browser.window(390, 844, false);
    browser.open(&self::page(0));
    for picture in ["#functions .swipe", "#streams .swipe"] {
        assert_eq!(browser.evaluate(&shown(picture)), true, "{picture}");
    }
}

/// How long a page of 100,000 rows may take to be made, and to answer a click. Alone it takes less
/// than two seconds; here a dozen browsers run beside it. What is not linear takes minutes.
const LONG: Duration = Duration::from_secs(10);

#[test]
fn a_hundred_thousand_rows_are_soon_there() {
    let mut table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"]);
    for number in 0..100_000 {
        table = table.row("", format!("项目{number}"), ["3.00", "1.00", "2.00"]);
    }
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let begun = Instant::now();
    let page = cn_budget_report::page(&report, "long.json", Lang::Zh);
    let made = begun.elapsed();
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("long.html");
    fs::write(&file, page).unwrap();
    let mut browser = start();
    let begun = Instant::now();
    browser.open(&file);
    browser.click("td.n[id]");
    browser.wait("document.querySelector('#panel header') !== null");
    let opened = begun.elapsed();
    println!("100,000 rows: made in {made:?}, open and answering after {opened:?}");
    assert!(made < LONG && opened < LONG, "{made:?} {opened:?}");
    assert_no_error(&mut browser);
}

#[test]
fn the_legend_agrees_with_the_summary() {
    let mut browser = start();
    for number in 0..DOCUMENTS.len() {
        browser.open(&page(number));
        let counts = browser.evaluate(
            "(() => {
               const sum = (name) => [...document.querySelectorAll(`.legend [data-${name}]`)]
                 .filter((e) => e.dataset[name] !== 'all').reduce((all, e) => all + Number(e.textContent), 0);
               const all = (name) => Number(document.querySelector(`.legend [data-${name}=all]`).textContent);
               const figures = Number(document.querySelectorAll('.fact .big')[1].querySelector('.of').textContent.slice(3));
               const alone = Number(document.querySelector('.alone b')?.textContent ?? 0);
               const unchecked = Number(document.querySelector('.legend li:nth-last-child(2) b').textContent);
               return [sum('count') === all('count'), sum('prose') === all('prose'), all('count') - figures, alone - unchecked];
             })()",
        );
        assert_eq!(counts, serde_json::json!([true, true, 0, 0]), "{number}");
    }
}

#[test]
fn the_legend_counts_what_is_marked() {
    let mut browser = start();
    for number in 0..DOCUMENTS.len() {
        browser.open(&page(number));
        for mark in 0..6 {
            let counts = browser.evaluate(&format!(
                "[document.querySelectorAll('#tables td.n.v{mark}').length,
                  Number(document.querySelector('[data-count=\"{mark}\"]').textContent)]"
            ));
            assert_eq!(counts[0], counts[1], "{number} {mark}");
        }
        let all = browser.evaluate(
            "[Number(document.querySelector('[data-count=all]').textContent),
              document.querySelectorAll('#tables td.n').length]",
        );
        assert_eq!(all[0], all[1]);
    }
}

#[test]
fn figures_keep_inside_their_cells_on_a_phone() {
    let mut browser = start();
    for number in 0..DOCUMENTS.len() {
        browser.window(390, 844, true);
        browser.open(&page(number));
        browser.evaluate("document.querySelectorAll('figure.table').forEach((f) => { f.style.contentVisibility = 'visible'; }); 0");
        let outside = browser.evaluate(
            "[...document.querySelectorAll('td.n')].filter((td) => td.scrollWidth > td.clientWidth + 1)
               .map((td) => td.id)",
        );
        assert_eq!(outside, serde_json::json!([]), "{number}");
    }
}

#[test]
fn the_index_shows_the_worst_first_and_totals() {
    let mut browser = open(&pages().join("report.html"));
    let ranks = browser.evaluate(
        "[...document.querySelectorAll('tbody tr')].map((row) => Number(row.cells[2].dataset.key))",
    );
    let ranks: Vec<i64> = ranks.as_array().unwrap().iter().filter_map(|k| k.as_i64()).collect();
    assert!(ranks.is_sorted_by(|a, b| a >= b), "{ranks:?}");
    let total = browser.evaluate(
        "[...document.querySelectorAll('[data-total]')].reduce((sum, b) => sum + Number(b.textContent), 0)",
    );
    assert_eq!(total, ranks.len());
    assert!(browser.text(".file").ends_with(".json"));
}

#[test]
fn folded_rows_open_and_all_numbers_that_nothing_checks_are_lit() {
    let mut browser = open(&page(DOCUMENTS.len()));
    let rows = "document.querySelectorAll('#tables tbody tr').length";
    if browser.evaluate("document.querySelector('tr.fold') !== null") == true {
        let before = browser.evaluate(rows).as_u64();
        browser.click("tr.fold button");
        assert!(browser.evaluate(rows).as_u64() > before);
    }
    if browser.evaluate("document.querySelector('[data-light]') !== null") == true {
        browser.click("[data-light]");
        assert!(browser.evaluate("document.querySelectorAll('.lit').length").as_u64() > Some(0));
    }
    assert_no_error(&mut browser);
}
