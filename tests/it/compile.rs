//! Ledgers compiled to tables: every figure a sum of lines, every table read as it was meant, and
//! the master property: what is compiled from one ledger reconciles, and damage to it shows.

use crate::common;

use core::fmt;

use std::fmt::Write;

use cn_budget::{
    Amount, BudgetLine, Dimension, Disclosure, DocumentVerdict, Figure, FindingKind, Flow,
    FundSource, Item, Kind, Ledger, Level, Options, Payer, Place, RawDisclosure, Report, Scope,
    Stage, Template, Unit,
    check::{Judged, Relation, Verdict},
    code::SchemeKind,
    compile,
    compile::{CompileError, Compiled, Compiler, TableTemplate, TemplateError},
    ledger::Procurement,
    raw::RawTable,
    reconcile, strategies,
};
use proptest::{prelude::*, sample::Index};

/// A template of the crate.
#[derive(Debug, Clone, Copy)]
enum Region {
    Chongqing,
    Shanghai,
    ShanghaiFinal,
}

/// A ledger, and what it is compiled into.
#[derive(Clone)]
struct Case {
    ledger: Ledger,
    region: Region,
    /// Another unit and other decimals than the template's own.
    printed: Option<(Unit, u8)>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?} {:?} {:?}", self.region, self.printed, self.ledger.entities())?;
        for line in self.ledger.lines() {
            writeln!(f, "  {} {:?} {}", line.scope(), line.procurement, line.amount)?;
        }
        Ok(())
    }
}

impl Case {
    fn compiled(&self) -> Compiled {
        let template = match self.region {
            Region::Chongqing => Template::chongqing_unit_budget(),
            Region::Shanghai => Template::shanghai_department_budget(),
            Region::ShanghaiFinal => Template::shanghai_department_final(),
        };
        let template = match self.printed {
            Some((unit, decimals)) => template.in_unit(unit, decimals),
            None => template,
        };
        compile(&self.ledger, &template).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let region = prop_oneof![
        2 => Just(Region::Chongqing),
        1 => Just(Region::Shanghai),
        1 => Just(Region::ShanghaiFinal),
    ];
    let printed = [(Unit::WanYuan, 2), (Unit::WanYuan, 0), (Unit::Yuan, 2), (Unit::YiYuan, 2)];
    let printed = prop::option::weighted(0.3, prop::sample::select(printed.to_vec()));
    (region, printed).prop_flat_map(|(region, printed)| {
        let stage = match region {
            Region::ShanghaiFinal => Stage::Final,
            _ => Stage::Budget,
        };
        strategies::ledger(stage).prop_map(move |ledger| Case { ledger, region, printed })
    })
}

/// The broken equations of a report in words.
fn broken(report: &Report, disclosure: &Disclosure) -> String {
    let broken = report.equations().iter().filter(|j| j.judgement.verdict == Verdict::Broken);
    let mut text = String::new();
    for judged in broken {
        write!(text, "{:?}:", judged.equation.law()).unwrap();
        for term in judged.equation.terms() {
            let fact = &disclosure.facts()[term.fact()];
            let cell = report.cell(fact.place());
            write!(text, " {:+}·[{} {:?}]", term.coefficient(), fact.scope(), cell.text()).unwrap();
        }
        text += "\n";
    }
    text
}

/// A scope with the names of its units and projects instead of their numbers.
fn named<'a>(scope: Scope, name: impl Fn(cn_budget::scope::NameId) -> Option<&'a str>) -> String {
    scope.describe(cn_budget::Lang::Zh, name)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_global_rejects: 65_536, ..ProptestConfig::default() })]

    /// The label reader finds in a compiled document what the template meant.
    #[test]
    fn a_compiled_document_reads_as_it_was_meant(case in cases()) {
        let compiled = case.compiled();
        let disclosure = compiled.read();
        let read: Vec<(Place, String)> = disclosure
            .facts()
            .iter()
            .map(|fact| (fact.place(), named(fact.scope(), |id| disclosure.name(id))))
            .collect();
        let entity = |id| case.ledger.entity_of(id).map(|entity| entity.name.as_str());
        let meant = |cell: &cn_budget::compile::CompiledCell| {
            let scope = cell.scope();
            // Lists name the project, or else what the row shows.
            let project = scope.project().and_then(|id| case.ledger.project_of(id));
            let without = scope.without(cn_budget::Dimension::Project);
            (cell.place(), named(without, entity), project.map(|project| project.name.clone()))
        };
        let meant: Vec<_> = compiled.cells().iter().map(meant).collect();
        prop_assert_eq!(read.len(), meant.len());
        for ((place, read), (meant_place, meant, project)) in read.into_iter().zip(meant) {
            prop_assert_eq!(place, meant_place);
            match project {
                None if read.contains("政府采购") => prop_assert!(read.starts_with(&meant), "{} {}", read, meant),
                None => prop_assert_eq!(read, meant),
                Some(project) => prop_assert_eq!(read, format!("{meant}·{project}")),
            }
        }
    }

    /// The master property.
    #[test]
    fn what_is_compiled_reconciles(case in cases()) {
        let disclosure = case.compiled().read();
        let report = reconcile(&disclosure, &Options::new());
        prop_assert_eq!(report.count(Verdict::Broken), 0, "{}", broken(&report, &disclosure));
        let verdict = report.verdict();
        let proved = matches!(verdict, DocumentVerdict::Consistent | DocumentVerdict::Rounding);
        prop_assert!(proved, "{:?} {:?}", verdict, report.findings());
    }
    /// The mirror: a figure beyond what rounding in one of its equations allows is reported.
    #[test]
    fn damage_to_what_is_compiled_shows(
        case in cases(),
        pick in any::<Index>(),
        beyond in prop_oneof![Just(1), 1..1_000_i64],
        up in any::<bool>(),
    ) {
        let compiled = case.compiled();
        let clean = reconcile(&compiled.read(), &Options::new());
        let terms: Vec<(usize, usize)> = clean
            .equations()
            .iter()
            .enumerate()
            .flat_map(|(index, judged)| {
                let facts = judged.equation.terms().iter().map(|term| term.fact());
                facts.map(move |fact| (index, fact))
            })
            .collect();
        // Of a ledger of nil amounts alone nothing is printed.
        prop_assume!(!terms.is_empty());
        let (equation, fact) = terms[pick.index(terms.len())];
        let presumed = clean.equations()[equation].equation.presumption().is_some();
        let damaged = damaged(&compiled, &clean.equations()[equation], fact, beyond, up);
        prop_assume!(damaged.is_some());
        let (raw, place) = damaged.unwrap();
        let report = reconcile(&Disclosure::read(raw), &Options::new());
        // Where totals are the sums of their parts as printed (尾差) more is explained, and it is said.
        // What breaks a bound alone that rests on no amount being negative is a warning.
        let found = |kind| report.findings().iter().any(|finding| finding.kind == kind);
        let shown = report.verdict() == DocumentVerdict::Inconsistent
            || found(FindingKind::SummedTotals)
            || presumed && found(FindingKind::Presumption);
        prop_assert!(shown, "{:?} {:?} {}", place, report.cell(place), report.verdict());
    }
}

/// The document with one figure moved so far that an equation breaks; `None` where the fact is no
/// figure, or the equation a bound that no figure in this direction breaks.
fn damaged(
    compiled: &Compiled,
    judged: &Judged,
    fact: usize,
    beyond: i64,
    up: bool,
) -> Option<(RawDisclosure, Place)> {
    let disclosure = compiled.read();
    let fact = disclosure.facts()[fact];
    let figure = fact.figure()?;
    let term = judged
        .equation
        .terms()
        .iter()
        .find(|term| disclosure.facts()[term.fact()].place() == fact.place())?;
    let judgement = judged.judgement;
    let raises = up == (term.coefficient() > 0);
    if judged.equation.relation() == Relation::AtLeast && raises {
        return None;
    }
    // The sum is moved away from zero, or on through it, until it stands beyond what is allowed.
    let (difference, allowed) = (judgement.difference.nano(), judgement.allowed.nano());
    let room = if raises { allowed - difference } else { allowed + difference };
    let place = figure.last_place().nano() * i128::from(term.coefficient().abs());
    let places = room.div_euclid(place) + i128::from(beyond);
    let by = i64::try_from(if up { places } else { -places }).ok()?;
    let mantissa = figure.mantissa().checked_add(by)?;
    // Money below zero in a table withdraws the bounds that rest on there being none.
    if judged.equation.relation() == Relation::AtLeast && mantissa < 0 {
        return None;
    }
    let text = Figure::new(mantissa, figure.decimals(), figure.unit()).ok()?.to_string();
    let mut raw = compiled.raw().clone();
    *common::damage::text_mut(&mut raw, fact.place()) = text;
    Some((raw, fact.place()))
}

/// A unit's ledger with one expenditure of the general budget for each of these.
fn small(payer: Payer, spent: &[(&str, Kind, i64, Option<&str>)]) -> Ledger {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let unit = ledger.entity("某区某某中心", "102003", Some(payer));
    for &(department, kind, fen, government) in spent {
        let amount = Amount::from_fen(fen);
        let function = "2010101".parse().unwrap();
        let income = BudgetLine::income(FundSource::General, amount);
        let mut line = BudgetLine::expenditure(FundSource::General, amount)
            .with_functional(function)
            .with_department(department.parse().unwrap())
            .with_kind(kind)
            .with_entity(unit);
        if let Some(government) = government {
            line = line.with_government(government.parse().unwrap());
        }
        ledger.extend([income.with_functional(function).with_entity(unit), line]);
    }
    ledger
}

fn chongqing(ledger: &Ledger) -> Result<Compiled, CompileError> {
    compile(ledger, &Template::chongqing_unit_budget())
}

/// 508 receives all of 311 and, by another code of its own, 31206 as well.
#[test]
fn a_government_class_is_the_sum_of_all_that_maps_into_it() {
    let ledger = small(
        Payer::Institution,
        &[
            ("31101", Kind::Project, 500_000, Some("50802")),
            ("31206", Kind::Project, 700_000, None),
        ],
    );
    let disclosure = chongqing(&ledger).unwrap().read();
    let report = reconcile(&disclosure, &Options::new());
    assert_eq!(report.verdict(), DocumentVerdict::Consistent, "{}", broken(&report, &disclosure));
    let crosswalk =
        report.equations().iter().filter(|j| j.equation.law() == cn_budget::Law::Crosswalk);
    assert!(crosswalk.count() >= 2);
}

/// A project may be called what a label is called.
#[test]
fn a_line_of_a_list_is_not_read_by_its_name() {
    for name in ["公务接待费", "上年结转", "培训费", "201-一般公共服务支出"] {
        let mut ledger = small(Payer::Institution, &[("30201", Kind::Project, 100, None)]);
        let mut line = ledger.lines()[1];
        line.project = Some(ledger.project(name, "P-1"));
        line.procurement = Some(Procurement::Goods);
        ledger.push(line);
        line.project = None;
        ledger.push(line);
        let disclosure = chongqing(&ledger).unwrap().read();
        let list = disclosure.tables().len() - 1;
        assert!(!disclosure.tables()[list].has_open_rows(), "{name}");
        let labels = disclosure.findings().iter();
        let kinds: Vec<_> =
            labels.map(|f| f.kind).filter(|k| *k != FindingKind::EmptyTable).collect();
        assert!(kinds.is_empty(), "{name}: {kinds:?}");
    }
}

/// What title, row and column contradict each other about belongs to no known scope: no sum of the
/// table may count on being complete.
#[test]
fn a_contradiction_opens_the_sums_of_its_table() {
    let table = RawTable::new("一般公共预算项目支出表", Unit::WanYuan, ["合计"])
        .row("", "合计", ["5.00"])
        .row("", "基本支出", ["2.00"])
        .row("201", "一般公共服务支出", ["3.00"]);
    let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    let report = reconcile(&disclosure, &Options::new());
    assert_eq!(report.count(Verdict::Broken), 0, "{}", broken(&report, &disclosure));
    assert!(report.findings().iter().any(|f| f.kind == FindingKind::UnrecognisedLabel));
}

#[test]
fn what_a_line_does_not_tell_is_an_error() {
    let mut ledger = small(Payer::Institution, &[("30201", Kind::Operating, 100, None)]);
    let mut line = ledger.lines()[1];
    line.functional = None;
    ledger.push(line);
    let error = chongqing(&ledger).unwrap_err();
    let CompileError::Open { line, dimension, .. } = &error else { panic!("{error}") };
    assert_eq!((*line, *dimension), (2, Dimension::Functional));
    let told = "“2026年某区某某中心财政拨款收支总表”按功能分类列示，第 3 条明细没有写到";
    assert_eq!(error.message().zh, told);

    // 20101 beside 2010101: which part of the first is the second's, nothing tells.
    let mut ledger = small(Payer::Institution, &[("30201", Kind::Operating, 100, None)]);
    let mut line = ledger.lines()[1];
    line.functional = Some("20101".parse().unwrap());
    ledger.push(line);
    assert!(matches!(chongqing(&ledger), Err(CompileError::Open { line: 2, .. })));

    // 30101 of a unit whose nature is unknown is 50101 or 50501.
    let mut ledger = Ledger::new(2026, Stage::Budget);
    line.department = Some("30101".parse().unwrap());
    line.entity = None;
    ledger.push(line);
    let error = chongqing(&ledger).unwrap_err();
    assert!(
        matches!(error, CompileError::Open { dimension: Dimension::Government, .. }),
        "{error}"
    );
}

#[test]
fn what_a_table_has_no_place_for_is_an_error() {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let fund = FundSource::SocialInsurance;
    let income = BudgetLine::income(fund, Amount::from_fen(100));
    ledger.push(income.with_functional("2010101".parse().unwrap()));
    let error = chongqing(&ledger).unwrap_err();
    assert!(matches!(error, CompileError::Unplaced { dimension: Dimension::Fund, .. }), "{error}");

    // A line that does not tell its kind has no wrong one.
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let spent = BudgetLine::expenditure(FundSource::Operations, Amount::from_fen(100));
    ledger.push(spent.with_functional("2010101".parse().unwrap()));
    let error = chongqing(&ledger).unwrap_err();
    assert!(matches!(error, CompileError::Open { dimension: Dimension::Kind, .. }), "{error}");
}

#[test]
fn a_sum_that_cannot_be_printed_is_an_error() {
    let most = ("30201", Kind::Operating, i64::MAX, None);
    let error = chongqing(&small(Payer::Institution, &[most, most])).unwrap_err();
    assert!(matches!(error, CompileError::Amount { .. }), "{error}");
}

#[test]
fn a_template_that_contradicts_itself_is_an_error() {
    let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure).with_kind(Kind::Basic);
    let table = TableTemplate::new("基本支出表", spending)
        .column("项目支出", Scope::ALL.with_kind(Kind::Project))
        .row("合计", Scope::ALL);
    let ledger = small(Payer::Institution, &[("30201", Kind::Operating, 100, None)]);
    let error = compile(&ledger, &Template::new().table(table)).unwrap_err();
    assert!(
        matches!(
            error,
            CompileError::Template(TemplateError::Contradiction { dimension: Dimension::Kind, .. })
        ),
        "{error}"
    );
}

/// What a template of a file, or of a builder, cannot be filled with is told by name.
#[test]
fn templates_that_cannot_be_filled_are_refused() {
    let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure);
    let table = || TableTemplate::new("支出表", spending).column("合计", Scope::ALL);
    let refused = |table: TableTemplate| Template::new().table(table).check().unwrap_err();
    let error = refused(table().column("合计", Scope::ALL.with_kind(Kind::Basic)));
    assert_eq!(error.to_string(), "template “支出表” has two columns “合计”");
    let error = refused(table().in_unit(Unit::Yuan, 9));
    assert!(matches!(error, TemplateError::Printing { .. }), "{error}");
    let error = refused(table().codes(SchemeKind::Revenue, Level::Class));
    assert!(error.message().zh.contains("收入分类"), "{error}");
    let error = refused(table().numbered_classes(Scope::ALL, &[201, 301]));
    assert!(matches!(error, TemplateError::Class { class: 301, .. }), "{error}");
    let error = refused(table().row("收入", Scope::ALL.with_flow(Flow::Income)));
    assert!(matches!(error, TemplateError::Contradiction { dimension: Dimension::Flow, .. }));
    let ledger = small(Payer::Institution, &[("30201", Kind::Operating, 100, None)]);
    let template = Template::new().table(table().codes(SchemeKind::Revenue, Level::Class));
    assert!(matches!(compile(&ledger, &template), Err(CompileError::Template(_))));
}

#[cfg(feature = "serde")]
mod stored {
    use super::*;

    fn templates() -> [(Stage, Template); 3] {
        [
            (Stage::Budget, Template::chongqing_unit_budget()),
            (Stage::Budget, Template::shanghai_department_budget()),
            (Stage::Final, Template::shanghai_department_final()),
        ]
    }

    fn read_back(template: &Template) -> Template {
        serde_json::from_str(&serde_json::to_string(template).unwrap()).unwrap()
    }

    #[test]
    fn the_templates_survive() {
        for (_, template) in templates() {
            assert_eq!(template.check(), Ok(()));
            assert_eq!(read_back(&template), template);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

        #[test]
        fn a_stored_template_compiles_to_the_same_tables(
            budget in strategies::ledger(Stage::Budget),
            accounts in strategies::ledger(Stage::Final),
        ) {
            for (stage, template) in templates() {
                let ledger = if stage == Stage::Final { &accounts } else { &budget };
                prop_assert_eq!(compile(ledger, &read_back(&template)), compile(ledger, &template));
            }
        }
    }

    #[test]
    fn what_is_usual_is_not_written() {
        let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure);
        let table = TableTemplate::new("支出表", spending)
            .column("合计", Scope::ALL)
            .row("合计", Scope::ALL)
            .row_when_filled("其中", Scope::ALL.with_kind(Kind::Basic))
            .codes(SchemeKind::Functional, Level::Class);
        let json = serde_json::to_value(Template::new().table(table)).unwrap();
        let rows = &json["tables"][0]["rows"];
        let keys = |row: usize, kind: &str| -> Vec<String> {
            rows[row][kind].as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(keys(0, "scope"), ["label"]);
        assert_eq!(keys(1, "scope"), ["label", "scope", "shown"]);
        assert!(!keys(2, "codes").contains(&"scope".to_owned()));
    }

    #[test]
    fn classes_of_any_scheme_may_always_be_printed() {
        let row = r#"{"codes": {"scheme": "SCHEME", "deepest": "class", "always": [CLASS]}}"#;
        for (scheme, class) in [("functional", "205"), ("department", "302"), ("government", "505")]
        {
            let row = row.replace("SCHEME", scheme).replace("CLASS", class);
            let column = r#"{"heading": "合计", "prints": {"amount": {}}}"#;
            let table = format!(
                r#"{{"tables": [{{"title": "表", "root": {{"flow": "current_expenditure"}},
                "columns": [{column}], "rows": [{row}]}}]}}"#
            );
            let template: Template = serde_json::from_str(&table).unwrap();
            let compiled = compile(&Ledger::new(2026, Stage::Budget), &template).unwrap();
            let rows = &compiled.raw().tables[0].rows;
            assert!(rows.iter().any(|row| row.code.as_deref() == Some(class)), "{scheme}");
        }
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let table = r#"{"title": "表", "root": {}, "columns": [], "rows": []}"#;
        let of =
            |table: &str| serde_json::from_str::<Template>(&format!(r#"{{"tables": [{table}]}}"#));
        assert!(of(table).is_ok());
        for (change, told) in [
            ((r#""root": {}"#, r#""root": {"fund": "gold"}"#), "gold"),
            ((r#""root": {}"#, r#""root": {"colour": "red"}"#), "unknown field `colour`"),
            ((r#""rows": []"#, r#""rows": [], "foot": ""#), "unknown field `foot`"),
            ((r#""rows": []"#, r#""rows": ["all"]"#), "unknown variant `all`"),
            ((r#""rows": []"#, r#""rows": [], "decimals": 13"#), "too many digits"),
            ((r#""rows": []"#, r#""rows": [], "unit": "两""#), "两"),
            (
                (
                    r#""rows": []"#,
                    r#""rows": [{"codes": {"scheme": "revenue", "deepest": "class"}}]"#,
                ),
                "revenue classification",
            ),
            (
                (
                    r#""rows": []"#,
                    r#""rows": [{"codes": {"scheme": "functional", "deepest": "class", "always": [999]}}]"#,
                ),
                "999",
            ),
        ] {
            let error = of(&table.replace(change.0, change.1)).unwrap_err().to_string();
            assert!(error.contains(told), "{change:?}: {error}");
        }
    }
}

/// Final accounts print 预算数 beside 决算数: of a ledger of each.
#[test]
fn what_another_ledger_tells_stands_beside() {
    let of = |stage, fen| {
        let mut ledger = Ledger::new(2024, stage);
        let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(fen));
        let line = line.with_functional("2010101".parse().unwrap()).with_kind(Kind::Operating);
        ledger.push(line.with_department("30217".parse().unwrap()).with_item(Item::Reception));
        ledger
    };
    let (budget, accounts) = (of(Stage::Budget, 950_000), of(Stage::Final, 120_000));
    let template = Template::shanghai_department_final();
    let compiled = Compiler::new(&template).beside(&budget).compile(&accounts).unwrap();
    let table = compiled.raw().tables.iter().find(|table| table.no == Some(7)).unwrap();
    assert_eq!(table.rows[0].cell("公务接待费/预算数"), Some("0.95"));
    assert_eq!(table.rows[0].cell("公务接待费/决算数"), Some("0.12"));
    let alone = compile(&accounts, &template).unwrap();
    let told = |compiled: &Compiled| compiled.cells().iter().all(|cell| cell.amount().is_some());
    assert!(told(&compiled) && !told(&alone), "nothing tells the budget of the accounts alone");
}

#[test]
fn the_body_of_a_document_is_the_unit_or_what_its_units_share() {
    use Payer::{Administrative, Institution, Mixed};
    let template = Template::chongqing_unit_budget();
    let of = |payers: &[Option<Payer>]| {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        for (number, &payer) in payers.iter().enumerate() {
            ledger.entity(&format!("第{number}中心"), "", payer);
        }
        compile(&ledger, &template).unwrap().raw().entity.clone()
    };
    let only = of(&[Some(Institution)]);
    assert_eq!((only.name.as_deref(), only.code), (Some("第0中心"), None));
    assert_eq!(only.payer, Some(Institution));
    let cases: [(&[Option<Payer>], Option<Payer>); 5] = [
        (&[Some(Institution); 3], Some(Institution)),
        (&[Some(Institution), Some(Administrative)], Some(Mixed)),
        (&[Some(Administrative), Some(Administrative), Some(Institution)], Some(Mixed)),
        (&[Some(Institution), None], None),
        (&[], None),
    ];
    for (payers, payer) in cases {
        let body = of(payers);
        assert_eq!((body.name, body.payer), (None, payer), "{payers:?}");
    }
    let compiler = Compiler::new(&template).body("某某局", "102", Some(Administrative));
    let named = compiler.compile(&Ledger::new(2026, Stage::Budget)).unwrap().raw().entity.clone();
    assert_eq!((named.name.as_deref(), named.code.as_deref()), (Some("某某局"), Some("102")));
    let compiler = Compiler::new(&template).body("某某局", "", None);
    let named = compiler.compile(&Ledger::new(2026, Stage::Budget)).unwrap().raw().entity.clone();
    assert_eq!((named.name.as_deref(), named.code), (Some("某某局"), None));
}

/// A ledger of some lines that all belong to one unit.
fn of_unit(payer: Payer, lines: &[BudgetLine]) -> Ledger {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let unit = ledger.entity("某某局", "102", Some(payer));
    ledger.extend(lines.iter().map(|line| line.with_entity(unit)));
    ledger
}

/// The one figure of a table of one row and one column.
fn only_figure(ledger: &Ledger, scope: Scope) -> Result<String, CompileError> {
    let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure);
    let table = TableTemplate::new("支出表", spending).in_unit(Unit::Yuan, 2);
    assert_eq!((table.root(), table.unit()), (spending, Unit::Yuan));
    let table = table.column("合计", Scope::ALL).row("其中", scope);
    let compiled = compile(ledger, &Template::new().table(table))?;
    Ok(compiled.raw().tables[0].rows[0].cell("合计").unwrap_or_default().into())
}

/// 机关运行经费 is what administrative bodies spend of the general budget on their running.
#[test]
fn running_costs_are_those_of_administrative_bodies_alone() {
    let spent =
        |fund, kind, fen| BudgetLine::expenditure(fund, Amount::from_fen(fen)).with_kind(kind);
    let mut carried = spent(FundSource::General, Kind::Operating, 1_000);
    carried.flow = Flow::CarriedOver;
    let lines = [
        spent(FundSource::General, Kind::Operating, 1),
        spent(FundSource::General, Kind::Personnel, 10),
        spent(FundSource::GovernmentFund, Kind::Operating, 100),
        carried,
    ];
    let agency = Scope::ALL.with_item(Item::AgencyOperation);
    let of = |payer| only_figure(&of_unit(payer, &lines), agency).unwrap();
    assert_eq!(of(Payer::Administrative), "0.01");
    assert_eq!(of(Payer::Institution), "");
}

/// A line that tells only 公务用车 may be 购置 or 运行: neither row is its own.
#[test]
fn a_line_of_an_item_is_not_of_a_part_of_it() {
    let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(500));
    let vehicles = of_unit(Payer::Administrative, &[line.with_item(Item::Vehicles)]);
    let of = |item| only_figure(&vehicles, Scope::ALL.with_item(item));
    assert_eq!(of(Item::ThreePublic).unwrap(), "5.00");
    assert_eq!(of(Item::Reception).unwrap(), "");
    let error = of(Item::VehiclePurchase).unwrap_err();
    assert!(matches!(error, CompileError::Open { dimension: Dimension::Item, .. }), "{error}");
}

#[test]
fn a_list_names_units_by_code_and_name() {
    let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure);
    let table = TableTemplate::new("项目支出表", spending)
        .text_column("单位名称", cn_budget::label::TextColumn::Entity)
        .text_column("项目名称", cn_budget::label::TextColumn::Project)
        .constant_column("备注", "无")
        .column("合计", Scope::ALL)
        .lines();
    let template = Template::new().table(table);
    let mut ledger = Ledger::new(2026, Stage::Budget);
    for (name, code) in [("某某局", "102"), ("某中心", "")] {
        let (unit, project) = (ledger.entity(name, code, None), ledger.project("修路", ""));
        let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(10_000));
        ledger.push(line.with_entity(unit).with_project(project));
    }
    let compiled = compile(&ledger, &template).unwrap();
    let rows = &compiled.raw().tables[0].rows;
    let column = |heading: &str| -> Vec<&str> {
        rows.iter().map(|row| row.cell(heading).unwrap_or_default()).collect()
    };
    // A row for each unit, and one for its project.
    assert_eq!(column("单位名称"), ["102-某某局", "102-某某局", "某中心", "某中心"]);
    assert_eq!(column("项目名称"), ["", "修路", "", "修路"]);
    assert_eq!(column("备注"), ["", "无", "", "无"]);
}
