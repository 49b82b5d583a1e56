//! Hostile input: nothing may panic, overflow a stack, or cost more than its size allows.
//!
//! What a document costs is counted in bytes allocated, in cells and in terms, never in seconds; a
//! search that grew with the square of these inputs would not come to an end at all.
#![cfg(feature = "serde")]

use std::{
    fmt::Write,
    sync::{Mutex, MutexGuard, PoisonError},
};

use cn_budget::{
    Disclosure, DocumentVerdict, Figure, FindingKind, FunctionalCode, Options, RawDisclosure,
    Report, Stage, Unit,
    check::{Equation, Relation, Term},
    disclosure::{MAX_CELLS, MAX_COLUMNS},
    narrative,
    place::MAX_CELL_TEXT,
    raw::{MAX_PROBLEMS, RawRow, RawTable},
    reconcile,
    system::{Limits, MAX_BOUND, MAX_COEFFICIENT, System, Undecided, Verdict},
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTING: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// One test at a time, since all share one allocator.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The bytes that `work` allocates, freed or not: a bound on its memory, and on work that
/// builds anything.
fn allocated<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let region = Region::new(COUNTING);
    let result = work();
    let change = region.change();
    (result, change.bytes_allocated + usize::try_from(change.bytes_reallocated.max(0)).unwrap())
}

fn document(tables: impl IntoIterator<Item = RawTable>) -> RawDisclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.tables = tables.into_iter().collect();
    raw
}

fn table<C: Into<String>>(columns: impl IntoIterator<Item = C>) -> RawTable {
    RawTable::new("部门支出总表", Unit::WanYuan, columns)
}

/// Reconciles with little work on the joint problem, and writes the report in all its forms.
fn report(raw: RawDisclosure) -> Report {
    let options = Options::new().limits(Limits::default().work(1_000_000));
    let report = reconcile(&Disclosure::read(raw), &options);
    assert!(!report.to_string().is_empty());
    assert!(!serde_json::to_string(&report).unwrap().is_empty());
    report
}

#[track_caller]
fn stops_at_a_limit(report: &Report) {
    let told = report.findings().iter().any(|finding| finding.kind == FindingKind::WorkLimit);
    assert!(told, "a limit that is met is told");
    assert_ne!(report.verdict(), DocumentVerdict::Consistent);
}

/// Rows of three figures that add up, as JSON of so many bytes.
fn json(bytes: usize) -> (String, usize) {
    let mut text = String::with_capacity(bytes + 200);
    text.push_str(
        r#"{"year":2026,"stage":"budget","tables":[{"title":"部门支出总表","unit":"元",
        "columns":["合计","基本支出","项目支出"],"rows":[{"name":"合计","cells":{}}"#,
    );
    let mut rows = 1;
    while text.len() < bytes {
        let cells = r#""合计":"3.00","基本支出":"1.00","项目支出":"2.00""#;
        write!(text, r#",{{"code":"2{rows:06}","name":"x","cells":{{{cells}}}}}"#).unwrap();
        rows += 1;
    }
    text.push_str("]}]}");
    (text, rows)
}

fn large_json(bytes: usize) {
    let _alone = alone();
    let (text, rows) = json(bytes);
    let (raw, cost) = allocated(|| serde_json::from_str::<RawDisclosure>(&text).unwrap());
    assert_eq!(raw.tables[0].rows.len(), rows);
    assert!(cost < 40 * text.len(), "{cost} bytes for {}", text.len());
    let fits = (rows + 4) * 7 <= MAX_CELLS;
    let (report, cost) = allocated(|| report(raw));
    if fits {
        assert!(cost < 400 * text.len(), "{cost} bytes for {}", text.len());
    } else {
        stops_at_a_limit(&report);
    }
}

#[test]
fn json_of_ten_megabytes() {
    large_json(10_000_000);
}

#[test]
fn json_of_a_hundred_megabytes() {
    large_json(100_000_000);
}

#[test]
fn json_nested_a_hundred_thousand_deep() {
    let _alone = alone();
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let (open, close) = (open.repeat(100_000), close.repeat(100_000));
        let json =
            format!(r#"{{"year":2026,"stage":"budget","tables":[],"narrative":{open}1{close}}}"#);
        // Read or refused, but not run into the end of the stack.
        if let Ok(raw) = serde_json::from_str::<RawDisclosure>(&json) {
            assert_eq!(raw.year, 2026);
        }
    }
}

#[test]
fn problems_without_end_are_counted_and_not_listed() {
    let _alone = alone();
    let cells = vec![r#""":[]"#; 200_000].join(",");
    let json = format!(
        r#"{{"year":2026,"stage":"budget","tables":[
        {{"title":"t","columns":["c"],"rows":[{{"name":"r","cells":{{{cells}}}}}]}}]}}"#
    );
    let raw: RawDisclosure = serde_json::from_str(&json).unwrap();
    assert_eq!(raw.problems.len(), MAX_PROBLEMS + 1);
    let last = &raw.problems.last().unwrap().message;
    assert_eq!(last.en, "190000 more problems not listed");
    report(raw);
}

#[test]
fn a_million_columns() {
    let _alone = alone();
    let columns: Vec<String> = (0..1_000_000).map(|column| format!("{column}年合计")).collect();
    let mut wide = table(columns.clone());
    for code in ["201", "202"] {
        let cells = columns.iter().map(|column| (column.clone(), "1.00".into())).collect();
        let code = Some(code.to_string());
        wide.rows.push(RawRow { code, name: String::new(), cells, at: None });
    }
    let report = report(document([wide]));
    stops_at_a_limit(&report);
    assert!(report.figures() <= 2 * MAX_COLUMNS);
}

#[test]
fn blanks_are_not_free() {
    let _alone = alone();
    // A hundred kilobytes of headings and as much of rows would be 10⁸ blank cells.
    let mut empty = table((0..1000).map(|column| format!("{column}年合计")));
    empty.rows = (0..100_000).map(|_| RawRow { name: "x".into(), ..RawRow::default() }).collect();
    let (report, cost) = allocated(|| report(document([empty])));
    stops_at_a_limit(&report);
    assert!(cost < 100_000_000, "{cost}");
}

#[test]
fn a_hundred_thousand_rows_with_one_label() {
    let _alone = alone();
    let mut same = table(["合计"]);
    for _ in 0..100_000 {
        same = same.row("201", "一般公共服务支出", ["1.00"]);
    }
    let report = report(document([same]));
    let repeated = |kind| report.findings().iter().filter(|f| f.kind == kind).count();
    assert_eq!(repeated(FindingKind::DuplicateRow), 99_999);
}

#[test]
fn what_a_row_costs_to_read_does_not_grow_with_their_number() {
    let _alone = alone();
    let shapes: [fn(usize) -> (String, String); 6] = [
        |number| (String::new(), format!("项目{number}")),
        |number| (String::new(), format!("第{}局{}", number / 2, ["", "本级"][number % 2])),
        |number| (format!("{}", 205_001 + number), format!("第{number}中学")),
        |number| (format!("2{number:06}"), format!("名{number}")),
        |number| (String::new(), format!("{}培训费{number}", ["其中：", ""][number % 2])),
        |number| (String::new(), ["基本支出", "项目支出", "上年结转"][number % 3].into()),
    ];
    let lists = [
        ("部门支出总表", None),
        ("项目支出表", Some("项目名称")),
        ("部门预算表", Some("单位名称")),
    ];
    for (shape, (title, heading)) in shapes.iter().flat_map(|shape| lists.map(|list| (shape, list)))
    {
        let read = |rows| {
            let mut table = RawTable::new(title, Unit::WanYuan, ["合计", "基本支出"]);
            table.name_heading = heading.map(String::from);
            for (code, name) in (0..rows).map(shape) {
                table = table.row(&code, name, ["3.00", "1.00"]);
            }
            let mut raw = document([table]);
            raw.entity.name = Some("第1局".into());
            allocated(|| Disclosure::read(raw)).1
        };
        let (few, many) = (read(1_000), read(8_000));
        assert!(many < 10 * few, "{title}, {:?}: {few} {many}", shape(1));
    }
}

#[test]
fn totals_of_a_two_sided_table_without_end() {
    let _alone = alone();
    let mut half = RawTable::new("收支总表", Unit::WanYuan, ["金额"]).side("收入");
    for _ in 0..100_000 {
        half = half.row("", "收入合计", ["1.00"]);
    }
    // The last of them is the total.
    let read = Disclosure::read(document([half]));
    assert_eq!(read.facts().len(), 1);
}

#[test]
fn one_scope_printed_in_three_thousand_tables() {
    let _alone = alone();
    // Blank headings, unreadable cells and figures that contradict each other, all of one scope.
    for (total, part) in [("", "1.00"), ("x", "1.00"), ("2.00", "1.00")] {
        let tables = (0..3_000).map(|number| {
            let part = if number % 7 == 0 { "3.00" } else { part };
            table(["合计"]).row("201", "一般公共服务支出", [total]).row("20101", "人大事务", [part])
        });
        let report = report(document(tables));
        assert_eq!(report.verdict(), DocumentVerdict::Inconsistent, "{total}");
    }
}

#[test]
fn all_codes_in_all_columns() {
    let _alone = alone();
    let columns: Vec<String> = (0..2).map(|year| format!("{}年合计", 2000 + year)).collect();
    let texts = vec!["1.00"; columns.len()];
    let mut all = RawTable::new("一般公共预算基本支出表", Unit::WanYuan, columns);
    for class in 301..400 {
        all = all.row(&class.to_string(), "", texts.clone());
        for section in 1..100 {
            all = all.row(&format!("{class}{section:02}"), "", texts.clone());
        }
    }
    let report = report(document([all]));
    assert_eq!(report.figures(), 99 * 100 * 2);
}

#[test]
fn totals_and_carried_columns_without_end() {
    let _alone = alone();
    // Each total column could be the sum of every carried column; one sum per row says it all.
    let heading = |column: usize| match column % 2 {
        0 => format!("{column}合计"),
        _ => format!("{}年上年结转一般公共预算", 1949 + column / 2 % 250),
    };
    let columns: Vec<String> = (0..MAX_COLUMNS).map(heading).collect();
    let texts = vec!["1.00"; MAX_COLUMNS];
    let mut wide = table(columns);
    for code in 0..50 {
        wide = wide.row(&format!("2{code:06}"), "", texts.clone());
    }
    let report = report(document([wide]));
    assert_eq!(report.figures(), 50 * MAX_COLUMNS);
    let terms: usize = report.equations().iter().map(|judged| judged.equation.terms().len()).sum();
    assert!(terms <= 4 * report.figures(), "{terms}");
}

#[test]
fn long_texts_are_not_copied_into_every_cell() {
    let _alone = alone();
    let long = "长".repeat(1_000_000);
    let mut raw = document([RawTable::new(long.clone(), Unit::WanYuan, ["合计"])]);
    raw.entity.name = Some(long.clone());
    raw.tables[0].side = Some(long.clone());
    for code in 0..1_000 {
        let name = if code == 0 { long.clone() } else { String::new() };
        raw.tables[0] = raw.tables[0].clone().row(&format!("2{code:06}"), name, ["x"]);
    }
    let size = 4 * long.len();
    let (report, cost) = allocated(|| report(raw));
    assert!(cost < 60 * size, "{cost} bytes for {size}");
    for finding in report.findings() {
        for &place in &finding.places {
            let cell = serde_json::to_string(&report.cell(place)).unwrap();
            assert!(cell.len() < 8 * MAX_CELL_TEXT);
        }
    }
}

#[test]
fn figures_and_codes_of_a_hundred_thousand_digits() {
    let _alone = alone();
    let digits = "9".repeat(100_000);
    for text in [digits.clone(), format!("0.{digits}"), format!("({digits}"), "-".repeat(100_000)] {
        let (_, cost) = allocated(|| Figure::parse(&text, Unit::YiYuan).map_err(drop));
        assert!(cost < 1_000, "{cost} bytes for {text:.8}…");
    }
    assert!(digits.parse::<FunctionalCode>().is_err());
    assert!(FunctionalCode::parse_printed(&digits).is_err());
    let figures = table(["合计"]).row("201", "", [digits.as_str()]).row(&digits, "", ["1.00"]);
    let report = report(document([figures]));
    assert!(report.findings().iter().any(|f| f.kind == FindingKind::UnreadableFigure));
}

#[test]
fn a_hundred_thousand_paragraphs() {
    let _alone = alone();
    let mut raw = document([]);
    for number in 0..100_000 {
        let text = format!("支出较2025年减少{number}.06万元，占比9.5%，其中：");
        raw = raw.paragraph("二", text);
    }
    let size: usize = raw.narrative.iter().map(|paragraph| paragraph.text.len()).sum();
    let (_, cost) = allocated(|| report(raw));
    assert!(cost < 400 * size, "{cost} bytes for {size}");
}

#[test]
fn prose_without_an_end() {
    let _alone = alone();
    let context = narrative::Context::new(2026, Stage::Budget);
    for piece in ["较2025年", "主要是", "1,111", "9", "（", "万元，", "其中：基本支出增加1万元，"]
    {
        let text = piece.repeat(1_000_000 / piece.len());
        let (claims, cost) = allocated(|| narrative::read_text(&text, &context));
        assert!(cost < 400 * text.len(), "{cost} bytes for {piece}");
        drop(claims);
    }
}

#[test]
fn a_limit_on_terms_holds_for_a_callers_laws() {
    let _alone = alone();
    let figures = table(["合计"]).row("", "合计", ["1.00"]).row("201", "", ["1.00"]);
    let disclosure = Disclosure::read(document([figures]));
    // Coefficients that overflow, and more equations than the limit lets pass.
    let options = Options::new().max_terms(1_000).law(|_: &Disclosure| {
        let extreme = |coefficient| {
            Equation::custom(Relation::Equal, [Term::new(coefficient, 0), Term::new(-1, 1)])
        };
        let mut equations = vec![extreme(i64::MIN), extreme(i64::MAX), extreme(0)];
        equations.extend((0..10_000).map(|_| extreme(1)));
        equations.push(Equation::custom(Relation::AtLeast, [Term::new(1, usize::MAX)]));
        equations.push(Equation::custom(Relation::AtLeast, []));
        equations
    });
    let report = reconcile(&disclosure, &options);
    assert!(report.equations().len() <= 1_000);
    stops_at_a_limit(&report);
}

#[test]
fn a_system_at_its_work_limit() {
    let _alone = alone();
    // A dense knapsack that neither propagation nor a few pivots decide.
    let mut system = System::new();
    let variables: Vec<_> = (0..60).map(|_| system.variable()).collect();
    for &variable in &variables {
        system.print(variable, Some(0), Some(1_000_000_007)).unwrap();
    }
    for row in 0..60_i64 {
        let terms = variables.iter().zip(1_i64..).map(|(&variable, column)| {
            (variable, (row * 7_919 + column * 104_729 + row * row * column) % 1_000_003 - 500_000)
        });
        system
            .row(
                terms,
                Some(i128::from(row) * 1_000_003 + 1),
                Some(i128::MAX / 1_000_000_000_000_000_000),
            )
            .unwrap();
    }
    for work in [0, 1, 100, 10_000, 1_000_000] {
        let solution = system.solve(&Limits::default().work(work));
        assert!(solution.work() <= work);
        if work < 100 {
            assert!(matches!(solution.verdict(), Verdict::Undecided(Undecided::Work)));
        }
        let causes = system.causes(&system.groups(), &Limits::default().work(work));
        assert!(causes.all().iter().all(|cause| cause.explanations().len() <= 64));
    }
}

#[test]
fn extreme_coefficients_and_bounds() {
    let _alone = alone();
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    system.print(x, Some(-MAX_BOUND), Some(MAX_BOUND)).unwrap();
    system.print(y, Some(MAX_BOUND - 1), Some(MAX_BOUND)).unwrap();
    let row = [(x, MAX_COEFFICIENT), (y, -(MAX_COEFFICIENT - 1))];
    system.row(row, Some(MAX_BOUND), Some(MAX_BOUND)).unwrap();
    system.row([(x, 1), (y, -MAX_COEFFICIENT)], Some(-MAX_BOUND), None).unwrap();
    assert!(system.row([(x, MAX_COEFFICIENT), (x, MAX_COEFFICIENT)], None, None).is_err());
    assert!(system.row([(x, i64::MIN)], None, None).is_err());
    assert!(system.print(x, Some(i128::MIN), Some(i128::MAX)).is_err());
    // Decided or not, but never by numbers that have wrapped round.
    let _ = system.solve(&Limits::default());
    let _ = system.causes(&system.groups(), &Limits::default());
}

#[test]
fn freeing_every_copy_of_a_figure_takes_time_in_their_number() {
    let _alone = alone();
    let mut system = System::new();
    let x = system.variable();
    for copy in 0..100_000_i128 {
        let at = copy % 2 * 10;
        system.print(x, Some(at), Some(at + 1)).unwrap();
    }
    let prints: Vec<_> = system.prints_of(x).to_vec();
    let kept = prints.iter().step_by(2).copied();
    assert!(system.solve_without(kept, &Limits::default()).is_feasible());
}

#[test]
fn forty_thousand_amounts_in_one_paragraph() {
    let _alone = alone();
    let one_of = |number: usize, text: &str| text.replace('N', &number.to_string());
    for member in [
        "项目N 3.00万元、",
        "甲N支出决算中，乙N支出3.00万元。",
        "（其中教育支出N.00万元",
        "教育支出N.00万元，占2.00%，",
    ] {
        let members: String = (0..40_000).map(|number| one_of(number, member)).collect();
        let text = format!("支出5.00万元，其中：{members}");
        let size = text.len();
        let (_, cost) = allocated(|| report(document([]).paragraph("二", text)));
        assert!(cost < 800 * size, "{member}: {cost} bytes for {size}");
    }
}
