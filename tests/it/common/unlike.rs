//! Random consistent disclosures in layouts that no template has: columns in any order, levels left
//! out, blanks or noughts, units and decimals of each table's own, money carried in or not, blocks by
//! kind or by unit, words that narrow or that nobody knows, page headings in the middle, and in final
//! accounts amounts below zero. All cells are printed from one ledger, each rounded on its own.

use std::rc::Rc;

use cn_budget::{
    Catalogue, Edition, FunctionalCode, RawDisclosure, Stage, Unit, code::Functional, raw::RawTable,
};
use proptest::prelude::*;

/// Some functions of several classes and sections.
const FUNCTIONS: [&str; 9] = [
    "2010301", "2010302", "2010350", "2050201", "2080501", "2080505", "2101101", "2210201",
    "2210203",
];
const FUNDS: [[&str; 3]; 4] = [
    ["一般公共预算", "一般公共预算拨款", "一般公共预算财政拨款"],
    ["政府性基金预算", "政府性基金预算拨款", "政府性基金"],
    ["财政专户管理资金", "财政专户管理资金收入", "财政专户核拨资金"],
    ["单位资金", "单位资金收入", "单位自有资金"],
];
const KINDS: [&str; 3] = ["人员经费", "公用经费", "项目支出"];
const UNITS: [&str; 3] = ["青禾县水务局本级", "青禾县水文站", "青禾县水利学校"];
/// Names of rows and columns that no vocabulary knows.
const STRANGE: [&str; 3] = ["饕餮安排", "貔貅口径", "甲乙丙丁"];

/// One line of the ledger.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    function: usize,
    fund: usize,
    kind: usize,
    unit: usize,
    carried: bool,
    fen: i64,
}

/// Choices in the order in which they are asked for; nought is always the plainest.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    bytes: Vec<u8>,
    next: usize,
}

impl Choices {
    fn of(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.next % self.bytes.len()).copied().unwrap_or(0);
        self.next += 1;
        usize::from(byte) % count
    }

    /// Once in so many.
    fn rarely(&mut self, count: usize) -> bool {
        self.of(count) == count - 1
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = last - self.of(last + 1);
            items.swap(last, other);
        }
    }
}

/// Random lines and choices.
pub(crate) fn plan() -> impl Strategy<Value = (Vec<Line>, Choices)> {
    let fund = prop_oneof![4 => Just(0_usize), 1 => 1..4_usize];
    let line = (0..9_usize, fund, 0..3_usize, 0..3_usize, prop::bool::weighted(0.2));
    let line =
        (line, 1..2_000_000_000_i64).prop_map(|((function, fund, kind, unit, carried), fen)| {
            Line { function, fund, kind, unit, carried, fen }
        });
    let lines = prop::collection::vec(line, 3..24);
    let bytes = prop::collection::vec(any::<u8>(), 96);
    (lines, bytes).prop_map(|(lines, bytes)| (lines, Choices { bytes, next: 0 }))
}

/// A printed document, and the figures that one of its own sums tells: table, row, column, and of how
/// many parts the longest such sum is.
pub(crate) struct Unlike {
    pub(crate) raw: RawDisclosure,
    pub(crate) told: Vec<(usize, usize, usize, usize)>,
}

type Of = Rc<dyn Fn(&Line) -> bool>;

/// A row or a column: what it says and what it holds.
#[derive(Clone)]
struct Cut {
    code: String,
    name: String,
    of: Of,
    /// What it is the sum of, by position.
    parts: Vec<usize>,
    /// Whether the words are strange, so that nobody can say what it holds.
    strange: bool,
}

impl Cut {
    fn new(code: &str, name: &str, of: impl Fn(&Line) -> bool + 'static) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            of: Rc::new(of),
            parts: Vec::new(),
            strange: false,
        }
    }
}

/// How the tables of a document are printed.
struct Printer<'a> {
    lines: &'a [Line],
    choices: Choices,
    year: u16,
    nil: &'static str,
    codes: usize,
    levels: usize,
    total: &'static str,
    words: usize,
    document: Unlike,
}

/// Prints the document.
pub(crate) fn print(lines: &[Line], choices: &Choices) -> Unlike {
    let mut choices = choices.clone();
    let stage = if choices.rarely(3) { Stage::Final } else { Stage::Budget };
    let mut lines = lines.to_vec();
    if !choices.rarely(2) {
        for line in &mut lines {
            line.carried = false;
        }
    }
    if stage == Stage::Final && choices.rarely(3) {
        if let Some(line) = lines.iter_mut().find(|line| line.kind == 2) {
            line.fen = -line.fen / 7;
        }
    }
    let year = 2026;
    let mut raw = RawDisclosure::new(year, stage);
    raw.entity.name = Some("青禾县水务局".into());
    let nil = ["", "0.00", "-", "—"][choices.of(4)];
    let codes = choices.of(4);
    let levels = choices.of(4);
    let total = ["合计", "合  计", "总计"][choices.of(3)];
    let words = choices.of(3);
    let document = Unlike { raw, told: Vec::new() };
    let mut printer =
        Printer { lines: &lines, choices, year, nil, codes, levels, total, words, document };
    printer.tables(stage);
    printer.document
}

impl Printer<'_> {
    fn tables(&mut self, stage: Stage) {
        let last = if stage == Stage::Final { "决算表" } else { "表" };
        if !self.choices.rarely(4) {
            let columns = self.funds();
            self.table(&format!("部门收入{last}"), |_| true, &columns);
        }
        if !self.choices.rarely(4) {
            let columns = self.kinds();
            self.table(&format!("部门支出{last}"), |_| true, &columns);
        }
        if !self.choices.rarely(4) {
            let columns = self.kinds();
            let title = if stage == Stage::Final {
                "一般公共预算财政拨款支出决算表"
            } else {
                "一般公共预算支出表"
            };
            self.table(title, |line| line.fund == 0, &columns);
        }
        if self.lines.iter().any(|line| line.fund == 1) && !self.choices.rarely(3) {
            let columns = self.kinds();
            self.table(&format!("政府性基金预算支出{last}"), |line| line.fund == 1, &columns);
        }
        if !self.choices.rarely(3) {
            self.balance(stage);
        }
    }

    /// Columns of funds, with money carried in beside them where there is any.
    fn funds(&mut self) -> Vec<Cut> {
        let carried = self.lines.iter().any(|line| line.carried);
        let mut parts: Vec<Cut> = (0..FUNDS.len())
            .filter(|&fund| fund < 2 || self.lines.iter().any(|line| line.fund == fund))
            .map(|fund| {
                let name = FUNDS[fund][self.words];
                Cut::new("", name, move |line| line.fund == fund && !line.carried)
            })
            .collect();
        if carried {
            parts.push(Cut::new("", "上年结转", |line| line.carried));
        }
        self.columns(Cut::new("", "合计", |_| true), parts)
    }

    /// Columns of kinds, flat or with a level above.
    fn kinds(&mut self) -> Vec<Cut> {
        let kind = |name: &str, kind: usize| Cut::new("", name, move |line| line.kind == kind);
        let basic = |name: &str| Cut::new("", name, |line| line.kind < 2);
        let whole = Cut::new("", "合计", |_| true);
        match self.choices.of(3) {
            0 => self.columns(whole, vec![basic("基本支出"), kind("项目支出", 2)]),
            1 => self.columns(whole, (0..3).map(|one| kind(KINDS[one], one)).collect()),
            _ => {
                let mut columns =
                    self.columns(whole, vec![basic("基本支出/小计"), kind("项目支出", 2)]);
                let at = columns.iter().position(|column| column.name.starts_with("基本"));
                let first = columns.len();
                columns.push(kind("基本支出/人员经费", 0));
                columns.push(kind("基本支出/公用经费", 1));
                if let Some(basic) = at {
                    columns[basic].parts = vec![first, first + 1];
                }
                columns
            }
        }
    }

    /// A total and its parts in any order, and perhaps a column of another measure.
    fn columns(&mut self, mut whole: Cut, mut parts: Vec<Cut>) -> Vec<Cut> {
        self.choices.shuffle(&mut parts);
        let of_which = self.choices.rarely(6);
        let first = if of_which { 2 } else { 1 };
        whole.parts = (first..first + parts.len()).collect();
        let mut columns = vec![whole];
        if of_which {
            columns.push(Cut::new("", "其中：新增", |line| line.fen % 2 == 0));
        }
        columns.extend(parts);
        if self.choices.rarely(6) {
            let name = STRANGE[self.choices.of(3)];
            let odd = Cut::new("", name, |line| line.fen % 3 == 0);
            columns.push(Cut { strange: true, ..odd });
        }
        columns
    }

    /// Rows of functions: the levels that the document prints, in blocks or not, with a total or not.
    fn rows(&mut self, own: &Of) -> Vec<Cut> {
        let lines: Vec<Line> = self.lines.iter().filter(|line| own(line)).cloned().collect();
        let mut rows: Vec<Cut> = Vec::new();
        let total = !self.choices.rarely(4);
        if total {
            rows.push(Cut::new("", self.total, |_| true));
        }
        let blocks: Vec<(String, Of)> = match self.choices.of(6) {
            4 => (0..3)
                .map(|kind| (KINDS[kind].to_owned(), Rc::new(move |l: &Line| l.kind == kind) as Of))
                .collect(),
            5 => (0..3)
                .map(|unit| {
                    let code = format!("30100{} {}", unit + 1, UNITS[unit]);
                    (code, Rc::new(move |l: &Line| l.unit == unit) as Of)
                })
                .collect(),
            _ => Vec::new(),
        };
        let mut heads = Vec::new();
        for (label, of) in blocks.iter().filter(|(_, of)| lines.iter().any(|line| of(line))) {
            heads.push(rows.len());
            let (code, name) = label.split_once(' ').unwrap_or(("", label));
            let head = of.clone();
            rows.push(Cut::new(code, name, move |line| head(line)));
            let at = rows.len() - 1;
            rows[at].parts = self.functions(&mut rows, of, &lines);
        }
        if blocks.is_empty() {
            let all: Of = Rc::new(|_| true);
            heads = self.functions(&mut rows, &all, &lines);
        }
        if total {
            rows[0].parts = heads;
        }
        rows
    }

    /// Adds the rows of functions; those that stand highest.
    fn functions(&mut self, rows: &mut Vec<Cut>, of: &Of, lines: &[Line]) -> Vec<usize> {
        let lengths: &[usize] = [&[3, 5, 7][..], &[3, 7], &[3, 5], &[7]][self.levels];
        let mut printed: Vec<String> = Vec::new();
        for line in lines.iter().filter(|line| of(line)) {
            for &length in lengths {
                printed.push(FUNCTIONS[line.function][..length].to_owned());
            }
        }
        printed.sort();
        printed.dedup();
        let mut highest = Vec::new();
        let mut open: Vec<(String, usize)> = Vec::new();
        for code in printed {
            while open.last().is_some_and(|(above, _)| !code.starts_with(above.as_str())) {
                open.pop();
            }
            let number = rows.len();
            match open.last() {
                Some(&(_, above)) => rows[above].parts.push(number),
                None => highest.push(number),
            }
            open.push((code.clone(), number));
            rows.push(self.function(&code, of.clone()));
        }
        highest
    }

    /// The row of a code, printed in the document's way.
    fn function(&self, code: &str, of: Of) -> Cut {
        let parsed: FunctionalCode = code.parse().expect("a code of the list");
        let name = Catalogue::builtin()
            .name::<Functional>(parsed, Edition::new(self.year))
            .expect("a name")
            .to_owned();
        let own = code.to_owned();
        let of = move |line: &Line| FUNCTIONS[line.function].starts_with(&own) && of(line);
        match self.codes {
            0 => Cut::new(code, &name, of),
            1 => Cut::new("", &format!("{code}-{name}"), of),
            2 => Cut::new("", &format!("[{code}]{name}"), of),
            _ => Cut::new(&spaced(code), &name, of),
        }
    }

    fn table(&mut self, title: &str, own: impl Fn(&Line) -> bool + 'static, columns: &[Cut]) {
        let own: Of = Rc::new(own);
        let mut rows = self.rows(&own);
        if rows.len() < 2 || !self.lines.iter().any(|line| own(line)) {
            return;
        }
        if self.choices.rarely(8) {
            let name = STRANGE[self.choices.of(3)];
            rows.push(Cut { strange: true, ..Cut::new("", name, |line| line.fen % 5 == 0) });
        }
        self.put(title, None, &own, &rows, columns);
    }

    /// 收支总表 in two halves.
    fn balance(&mut self, stage: Stage) {
        let title =
            if stage == Stage::Final { "收入支出决算总表" } else { "部门收支总表" };
        let carried = self.lines.iter().any(|line| line.carried);
        let mut income: Vec<Cut> = (0..FUNDS.len())
            .map(|fund| {
                let name =
                    format!("{}、{}", ["一", "二", "三", "四"][fund], FUNDS[fund][self.words]);
                Cut::new("", &name, move |line| line.fund == fund && !line.carried)
            })
            .collect();
        income.push(Cut {
            parts: (0..4).collect(),
            ..Cut::new("", "本年收入合计", |line| !line.carried)
        });
        if carried {
            income.push(Cut::new("", "上年结转", |line| line.carried));
        }
        let mut whole = Cut::new("", "收入总计", |_| true);
        whole.parts = if carried { vec![4, 5] } else { vec![4] };
        income.push(whole);
        let mut classes: Vec<&str> =
            self.lines.iter().map(|line| &FUNCTIONS[line.function][..3]).collect();
        classes.sort_unstable();
        classes.dedup();
        let all: Of = Rc::new(|_| true);
        let mut spent: Vec<Cut> = classes
            .iter()
            .map(|code| {
                let row = self.function(code, all.clone());
                let name = row.name.trim_start_matches(|c: char| "[]-0123456789".contains(c));
                Cut { code: String::new(), name: name.to_owned(), ..row }
            })
            .collect();
        let parts: Vec<usize> = (0..spent.len()).collect();
        spent.push(Cut { parts, ..Cut::new("", "本年支出合计", |_| true) });
        spent.push(Cut { parts: vec![spent.len() - 1], ..Cut::new("", "支出总计", |_| true) });
        let heading = if stage == Stage::Final { "决算数" } else { "预算数" };
        let column = vec![Cut::new("", heading, |_| true)];
        let own: Of = Rc::new(|_| true);
        self.put(title, Some("收入"), &own, &income, &column);
        self.put(title, Some("支出"), &own, &spent, &column);
    }

    /// Prints the cells, each rounded on its own.
    fn put(&mut self, title: &str, side: Option<&str>, own: &Of, rows: &[Cut], columns: &[Cut]) {
        let (unit, decimals) = [
            (Unit::WanYuan, 2),
            (Unit::Yuan, 2),
            (Unit::WanYuan, 4),
            (Unit::WanYuan, 6),
            (Unit::WanYuan, 1),
        ][self.choices.of(5)];
        let number = self.document.raw.tables.len();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let mut table = RawTable::new(title, unit, names.iter().copied());
        table.side = side.map(str::to_owned);
        let page = (self.choices.rarely(5) && side.is_none()).then(|| self.choices.of(rows.len()));
        let mut printed = 0;
        for row in rows {
            if page == Some(printed) {
                table = table.row("", "科目名称", names.iter().copied());
                printed += 1;
            }
            let text = |column: &Cut| {
                let lines = self.lines.iter().filter(|l| own(l) && (row.of)(l) && (column.of)(l));
                let fen: i64 = lines.map(|line| line.fen).sum();
                if fen == 0 { self.nil.to_owned() } else { figure(fen, unit, decimals) }
            };
            let texts: Vec<String> = columns.iter().map(text).collect();
            table = table.row(&row.code, &row.name, texts.iter().map(String::as_str));
            printed += 1;
        }
        let shift = |row: usize| row + usize::from(page.is_some_and(|page| row >= page));
        let known = |cuts: &[Cut], at: usize| {
            !cuts[at].strange && cuts[at].parts.iter().all(|&part| !cuts[part].strange)
        };
        for (row, column) in (0..rows.len()).flat_map(|r| (0..columns.len()).map(move |c| (r, c))) {
            let down = most(rows, row).filter(|_| known(columns, column));
            let along = most(columns, column).filter(|_| known(rows, row));
            if let Some(parts) = down.max(along).filter(|_| names[column] != "其中：新增") {
                self.document.told.push((number, shift(row), column, parts));
            }
        }
        self.document.raw.tables.push(table);
    }
}

/// Of how many parts the longest sum is in which a row or column takes part.
fn most(cuts: &[Cut], at: usize) -> Option<usize> {
    let own = Some(cuts[at].parts.len()).filter(|&parts| parts > 0);
    let above = cuts.iter().filter(|cut| cut.parts.contains(&at)).map(|cut| cut.parts.len());
    own.into_iter().chain(above).max().filter(|_| !cuts[at].strange)
}

/// 2010301 as `201 03 01`.
fn spaced(code: &str) -> String {
    let (class, rest) = code.split_at(3);
    let pairs = rest.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned());
    [class.to_owned()].into_iter().chain(pairs).collect::<Vec<_>>().join(" ")
}

/// An amount rounded half away from zero.
pub(crate) fn figure(fen: i64, unit: Unit, decimals: u32) -> String {
    let in_unit: i64 = if unit == Unit::Yuan { 100 } else { 1_000_000 };
    let scale = 10_i64.pow(decimals);
    let (times, over) = (i128::from(fen.abs()) * i128::from(scale), i128::from(in_unit));
    let last_places = (2 * times + over) / (2 * over);
    let (whole, rest) = (last_places / i128::from(scale), last_places % i128::from(scale));
    let sign = if fen < 0 && last_places != 0 { "-" } else { "" };
    format!("{sign}{whole}.{rest:0width$}", width = decimals as usize)
}
