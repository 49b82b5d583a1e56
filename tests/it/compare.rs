//! Two years side by side.

use cn_budget::{
    Amount, BudgetLine, Catalogue, Dimension, Disclosure, FundSource, Kind, Ledger, RawDisclosure,
    Scope, Stage, Unit, compare, compare::compare_ledgers, raw::RawTable,
};
use proptest::prelude::*;

fn document(year: u16, rows: &[(&str, &str, [&str; 2])]) -> Disclosure {
    let mut table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出"]);
    for (code, name, texts) in rows {
        table = table.row(code, *name, *texts);
    }
    Disclosure::read(RawDisclosure::new(year, Stage::Budget).table(table))
}

#[test]
fn scopes_are_matched_and_the_rest_is_listed() {
    let before = document(
        2025,
        &[
            ("", "合计", ["30.00", "9.00"]),
            ("201", "一般公共服务支出", ["20.00", "9.00"]),
            ("205", "教育支出", ["10.00", ""]),
        ],
    );
    let after = document(
        2026,
        &[
            ("", "合计", ["40.00", "9.00"]),
            ("201", "一般公共服务支出", ["25.00", "9.00"]),
            ("206", "科学技术支出", ["15.00", ""]),
        ],
    );
    let comparison = compare(&before, &after, &Catalogue::builtin());
    let class = |code: &str| Scope::ALL.with_functional(code.parse().unwrap());
    let spending = |scope: Scope| scope.with_flow(cn_budget::Flow::CurrentExpenditure);
    let services = comparison.get(spending(class("201"))).unwrap();
    assert_eq!(services.change().unwrap().to_string(), "50000元");
    assert_eq!(services.relative().unwrap().percent(2).as_deref(), Some("25.00"));
    assert_eq!(comparison.only_before().len(), 1);
    assert_eq!(comparison.only_before()[0].0, spending(class("205")));
    assert_eq!(comparison.only_after()[0].0, spending(class("206")));
    let text = comparison.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7, "{text}");
    assert!(lines[1].starts_with("本年支出") && lines[1].ends_with("33.33"), "{text}");
    #[cfg(feature = "serde")]
    {
        let json = serde_json::to_string(&comparison).unwrap();
        assert_eq!(
            serde_json::from_str::<cn_budget::compare::Comparison>(&json).unwrap(),
            comparison
        );
    }
}

#[test]
fn a_code_that_became_another_is_followed() {
    // 信访事务 was 2010308 until 2023, and is 20140 since.
    let ledger = |year, code: &str, fen| {
        let mut ledger = Ledger::new(year, Stage::Budget);
        let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(fen));
        ledger.push(line.with_functional(code.parse().unwrap()).with_kind(Kind::Project));
        ledger
    };
    let (before, after) = (ledger(2022, "2010308", 200), ledger(2026, "20140", 500));
    let catalogue = Catalogue::builtin();
    let by = [Dimension::Functional];
    let comparison = compare_ledgers(&before, &after, &by, &catalogue).unwrap();
    let [only] = comparison.movements() else { panic!("{comparison}") };
    assert!(only.is_renamed());
    assert_eq!(only.change().unwrap().to_string(), "3元");
    assert!(comparison.to_string().contains("科目有调整"));
}

/// 2010308 has become 20140; a document that prints the old code all the same agrees with itself.
#[test]
fn a_code_that_both_sides_print_has_become_no_other() {
    let old = || {
        let rows = [
            ("201", "一般公共服务支出", ["5.00", "5.00"]),
            ("20103", "政府办公厅（室）及相关机构事务", ["5.00", "5.00"]),
            ("2010308", "信访事务", ["5.00", "5.00"]),
        ];
        document(2025, &rows)
    };
    let comparison = compare(&old(), &old(), &Catalogue::builtin());
    assert!(comparison.only_before().is_empty() && comparison.only_after().is_empty());
    assert!(comparison.movements().iter().all(|movement| !movement.is_renamed()));
    let code = Scope::ALL.with_functional("2010308".parse().unwrap());
    assert!(comparison.movements().iter().any(|movement| movement.scope().is_within(code)));
}

#[test]
fn a_base_of_nil_has_no_relative_change() {
    let before = document(2025, &[("", "合计", ["", ""])]);
    let after = document(2026, &[("", "合计", ["1.00", "-0.50"])]);
    let comparison = compare(&before, &after, &Catalogue::builtin());
    assert!(comparison.movements().iter().all(|movement| movement.relative().is_none()));
    let back = compare(&after, &before, &Catalogue::builtin());
    let percents: Vec<_> =
        back.movements().iter().map(|m| m.relative().unwrap().percent(0).unwrap()).collect();
    assert_eq!(percents, ["-100", "100"]);
}

proptest! {
    /// 四舍五入 of an exact ratio, against integer arithmetic by hand.
    #[test]
    fn percentages_round_half_up(before in 1..10_000_000_i64, after in 0..10_000_000_i64) {
        let quantity = |fen| cn_budget::num::Quantity::from(Amount::from_fen(fen));
        let change = quantity(after).checked_sub(quantity(before)).unwrap();
        let relative = cn_budget::compare::Relative::new(change, quantity(before)).unwrap();
        let twice = (after - before) * 20_000;
        let hundredths = (twice.abs() + before) / (2 * before) * (after - before).signum();
        let percent = relative.percent(2).unwrap().replace(',', "");
        let digits: i64 = percent.replace('.', "").parse().unwrap();
        prop_assert_eq!(digits, hundredths);
    }
}

#[test]
fn a_movement_tells_both_sides_and_whether_its_code_moved() {
    let (before, after) = (
        document(2025, &[("201", "一般公共服务支出", ["20.00", "9.00"])]),
        document(2026, &[("201", "一般公共服务支出", ["35.00", "9.00"])]),
    );
    let comparison = compare(&before, &after, &Catalogue::builtin());
    let [total, basic] = comparison.movements() else { panic!("{comparison}") };
    assert_eq!(basic.scope().kind(), Some(Kind::Basic));
    assert_eq!((total.scope().year(), total.scope().stage()), (None, None));
    assert_eq!([total.before(), total.after()].map(|q| q.to_string()), ["200000元", "350000元"]);
    assert!(!total.is_renamed());
    let relative = total.relative().unwrap();
    assert_eq!((relative.numerator(), relative.denominator()), (3, 4));
}

#[test]
fn units_and_projects_are_matched_by_their_names() {
    let ledger = |units: [(&str, i64); 2]| {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        for (name, fen) in units {
            let (unit, project) = (ledger.entity(name, "", None), ledger.project("修路", ""));
            let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(fen));
            ledger.push(line.with_entity(unit).with_project(project));
        }
        ledger
    };
    let (before, after) = (ledger([("甲", 100), ("乙", 900)]), ledger([("乙", 800), ("甲", 300)]));
    let by = [Dimension::Entity, Dimension::Project];
    let comparison = compare_ledgers(&before, &after, &by, &Catalogue::builtin()).unwrap();
    let mut changes: Vec<_> = comparison
        .movements()
        .iter()
        .map(|movement| {
            let scope = movement.scope();
            let name = |id: Option<cn_budget::scope::NameId>| comparison.name(id.unwrap()).unwrap();
            (name(scope.entity()), name(scope.project()), movement.change().unwrap().to_string())
        })
        .collect();
    changes.sort();
    assert_eq!(changes, [("乙", "修路", "-1元".into()), ("甲", "修路", "2元".into())]);
    assert_eq!(comparison.name(cn_budget::scope::NameId(99)), None);
}

#[test]
fn only_what_is_of_the_documents_own_year_and_of_all_tables_is_compared() {
    let columns = ["2025年预算数", "2026年预算数"];
    let read = |title: &str, texts: [&str; 2]| {
        let table = RawTable::new(title, Unit::WanYuan, columns).row("201", "", texts);
        Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
    };
    let one = read("部门支出总表", ["1.00", "2.00"]);
    assert_eq!(one.facts().len(), 2);
    let comparison = compare(&one, &one, &Catalogue::builtin());
    let [only] = comparison.movements() else { panic!("{comparison}") };
    assert_eq!(only.before().to_string(), "20000元");
    // A table whose title says nothing keeps to itself.
    let apart = read("附件", ["1.00", "2.00"]);
    assert_eq!(apart.facts().len(), 2);
    assert!(compare(&apart, &apart, &Catalogue::builtin()).movements().is_empty());
}

#[test]
fn the_first_print_of_a_scope_counts() {
    let table =
        |text: &str| RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", [text]);
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table("5.00")).table(table("6.00"));
    let twice = Disclosure::read(raw);
    assert_eq!(twice.facts().len(), 2);
    let comparison = compare(&twice, &twice, &Catalogue::builtin());
    assert_eq!(comparison.movements()[0].after().to_string(), "50000元");
}
