//! Laws on random budgets: tables printed from one truth reconcile, and damage to them shows.

use cn_budget::{
    Disclosure, DocumentVerdict, Options, RawDisclosure, Report, Stage, Unit, Verdict,
    raw::RawTable, reconcile,
};
use proptest::prelude::*;

const ITEMS: [(&str, &str); 6] = [
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("2101101", "行政单位医疗"),
    ("2210201", "住房公积金"),
];

/// 元 as 万元 with two decimals, 四舍五入; nil is blank.
fn printed(yuan: u64) -> String {
    let hundredths = (yuan + 50) / 100;
    if yuan == 0 { String::new() } else { format!("{}.{:02}", hundredths / 100, hundredths % 100) }
}

/// Basic and project expenditure by item, printed with every class, section and total, each figure
/// rounded on its own, in two tables.
fn tables(amounts: &[(u64, u64)]) -> RawDisclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    for title in ["部门支出总表", "一般公共预算支出表"] {
        let mut table = RawTable::new(title, Unit::WanYuan, ["合计", "基本支出", "项目支出"]);
        let sum = |prefix: &str| {
            let own = ITEMS.iter().zip(amounts).filter(|((code, _), _)| code.starts_with(prefix));
            own.fold((0, 0), |(b, p), (_, (basic, project))| (b + basic, p + project))
        };
        let mut push = |code: &str, name: &str, (basic, project): (u64, u64)| {
            let texts = [printed(basic + project), printed(basic), printed(project)];
            table = table.clone().row(code, name, texts);
        };
        push("", "合计", sum(""));
        let mut done: Vec<&str> = Vec::new();
        for (code, name) in ITEMS {
            for above in [&code[..3], &code[..5]] {
                if !done.contains(&above) {
                    push(above, "", sum(above));
                    done.push(above);
                }
            }
            push(code, name, sum(code));
        }
        raw = raw.table(table);
    }
    raw
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

fn amounts() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec((0..100_000_000_u64, 0..100_000_000_u64), ITEMS.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_printed_from_one_truth_reconciles(amounts in amounts()) {
        let report = report(tables(&amounts));
        prop_assert_eq!(report.count(Verdict::Broken), 0);
        prop_assert_ne!(report.verdict(), DocumentVerdict::Inconsistent);
        prop_assert_ne!(report.verdict(), DocumentVerdict::Undecided);
        prop_assert_eq!(report.covered(), report.figures());
    }

    #[test]
    fn damage_beyond_rounding_breaks_and_is_located(
        amounts in amounts(),
        table in 0..2_usize,
        pick in any::<prop::sample::Index>(),
        by in 10..10_000_u64,
    ) {
        let mut raw = tables(&amounts);
        let row = pick.index(raw.tables[table].rows.len());
        prop_assume!(!raw.tables[table].rows[row].cells.is_empty());
        let text = &mut raw.tables[table].rows[row].cells[0].1;
        let hundredths: u64 = text.replace('.', "").parse().unwrap();
        *text = printed((hundredths + by) * 100);
        let report = report(raw);
        prop_assert!(report.count(Verdict::Broken) > 0);
        let found = report.suspects().iter().any(|set| {
            set.suspects().iter().any(|suspect| {
                let here = cn_budget::Place::Cell {
                    table: u32::try_from(table).unwrap(),
                    row: u32::try_from(row).unwrap(),
                    column: 0,
                };
                suspect.place() == here
            })
        });
        prop_assert!(found);
    }
}
