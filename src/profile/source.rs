//! The tables of points as text: one point a line, columns parted by tabs.
//!
//! `key  of  point  what  names  zh  en  severity  sure  notice`; a line that begins with `#` is a
//! remark. `names` are patterns as the tables of words have them; where several groups of them are
//! wanted, they are parted by `;`, and what they are looked for beside stands before a `:`.

use alloc::{string::String, vec::Vec};

use super::{
    DocumentKind,
    error::{Fault, ProfileError},
    point::{Demand, Details, FundWant, Kinds, Point, Shape, TableWant},
};
use crate::lang::Message;
use crate::words::expand;

/// A line: a point, or the word that takes one away.
pub(super) struct Row {
    pub(super) key: String,
    pub(super) of: Kinds,
    point: Option<Point>,
}

impl Row {
    pub(super) fn point(self) -> Option<Point> {
        self.point
    }
}

/// The most points that a table may have.
const MOST: usize = 1_000;

pub(super) fn read(table: &str) -> Result<Vec<Row>, ProfileError> {
    let mut rows = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let blank = line.trim().is_empty() || line.starts_with('#') || line.starts_with("key\t");
        if blank || rows.len() == MOST {
            continue;
        }
        rows.push(row(line).map_err(|fault| ProfileError { line: index + 1, fault })?);
    }
    Ok(rows)
}

fn row(line: &str) -> Result<Row, Fault> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let &[key, of, point, what, names, zh, en, severity, sure, notice] = columns.as_slice() else {
        return Err(Fault::Columns(columns.len()));
    };
    let of = kinds(of).ok_or_else(|| Fault::Word("of", of.into()))?;
    if point == "off" {
        return Ok(Row { key: key.into(), of, point: None });
    }
    let point = Point {
        key: key.into(),
        of,
        demand: demand(point, what, names)?,
        name: Message::new(zh, en),
        severity: severity.parse().map_err(|_| Fault::Word("severity", severity.into()))?,
        sure: sure.parse().map_err(|_| Fault::Word("sure", sure.into()))?,
        notice: notice.into(),
    };
    Ok(Row { key: key.into(), of, point: Some(point) })
}

/// `all`, `budget`, `final`, `department`, `unit`, or a kind of document.
fn kinds(text: &str) -> Option<Kinds> {
    use DocumentKind as K;
    Some(Kinds::of(match text {
        "all" => K::ALL,
        "budget" => &[K::DepartmentBudget, K::UnitBudget],
        "final" => &[K::DepartmentFinal, K::UnitFinal],
        "department" => &[K::DepartmentBudget, K::DepartmentFinal],
        "unit" => &[K::UnitBudget, K::UnitFinal],
        kind => return Some(Kinds::of(&[kind.parse().ok()?])),
    }))
}

fn demand(point: &str, what: &str, names: &str) -> Result<Demand, Fault> {
    let unknown = || Fault::Word("what", what.into());
    let item = || what.parse().map_err(|_| unknown());
    Ok(match point {
        "table" => Demand::Table(table(what)?),
        "section" if matches!(what, "" | "text" | "told") => {
            let (plain, told) = (what == "text", what == "told");
            Demand::Section { words: words(names)?, plain, told }
        }
        "note" => Demand::Note { words: words(names)? },
        "item" => Demand::Item { item: item()?, words: words(names)? },
        "detail" => {
            let (subject, groups) =
                names.split_once(':').ok_or_else(|| Fault::Word("names", names.into()))?;
            let groups = groups.split(';').map(words).collect::<Result<_, _>>()?;
            Demand::Detail(Details { item: item()?, subject: words(subject)?, groups })
        }
        "reason" => {
            Demand::Reason { above: what.parse().map_err(|_| unknown())?, words: words(names)? }
        }
        "placeholder" => Demand::Placeholder { texts: words(names)? },
        "section" => return Err(unknown()),
        other => return Err(Fault::Word("point", other.into())),
    })
}

fn words(pattern: &str) -> Result<Vec<String>, Fault> {
    expand(pattern).ok_or_else(|| Fault::Word("names", pattern.into()))
}

/// Conditions parted by spaces: `two_sided`, `income`, `expenditure`, `spending`, `all_funds`,
/// `fund:11`, `kind:basic`, `item:three_public`, `spread:government`, `since:2021`,
/// `unless_nil`, `targets`.
fn table(what: &str) -> Result<TableWant, Fault> {
    let mut want = TableWant::ANY;
    for condition in what.split_whitespace() {
        let unknown = || Fault::Word("what", condition.into());
        let (name, value) = condition.split_once(':').unwrap_or((condition, ""));
        match name {
            "two_sided" => want.shape = Shape::TwoSided,
            "income" => want.shape = Shape::Income,
            "expenditure" => want.shape = Shape::Expenditure,
            "spending" => want.shape = Shape::Spending,
            "all_funds" => want.fund = FundWant::All,
            "fund" => want.fund = FundWant::One(value.parse().map_err(|_| unknown())?),
            "kind" => want.kind = Some(value.parse().map_err(|_| unknown())?),
            "item" => want.item = Some(value.parse().map_err(|_| unknown())?),
            "spread" => want.spread = Some(value.parse().map_err(|_| unknown())?),
            "since" => want.since = Some(value.parse().map_err(|_| unknown())?),
            "unless_nil" => want.unless_nil = true,
            "targets" => want.targets = true,
            _ => return Err(unknown()),
        }
    }
    if want == TableWant::ANY { Err(Fault::Word("what", what.into())) } else { Ok(want) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_told() {
        for (line, told) in [
            ("甲\tall\ttable", "3"),
            ("甲\tall\ttable\tkind:odd\t\t甲\ta\twarning\tcertain\t", "kind:odd"),
            ("甲\tall\ttable\t\t\t甲\ta\twarning\tcertain\t", "what"),
            ("甲\tsome\ttable\tincome\t\t甲\ta\twarning\tcertain\t", "some"),
            ("甲\tall\tchair\tincome\t\t甲\ta\twarning\tcertain\t", "chair"),
            ("甲\tall\tsection\tincome\t甲\t甲\ta\twarning\tcertain\t", "income"),
            ("甲\tall\tsection\t\t(甲\t甲\ta\twarning\tcertain\t", "(甲"),
            ("甲\tall\tdetail\tabroad\t甲\t甲\ta\twarning\tcertain\t", "甲"),
            ("甲\tall\titem\tthings\t甲\t甲\ta\twarning\tcertain\t", "things"),
            ("甲\tall\treason\tmuch\t甲\t甲\ta\twarning\tcertain\t", "much"),
            ("甲\tall\tnote\t\t甲\t甲\ta\tloud\tcertain\t", "loud"),
            ("甲\tall\tnote\t\t甲\t甲\ta\twarning\tperhaps\t", "perhaps"),
        ] {
            let table = alloc::format!("# remark\n\n{line}");
            let Err(error) = read(&table) else { panic!("{line}") };
            assert_eq!(error.line(), 3);
            assert!(error.message().en.contains(told), "{}", error.message().en);
            assert!(error.message().zh.contains(told), "{}", error.message().zh);
        }
        let Err(error) = read("甲\tall\tchair\tincome\t\t甲\ta\twarning\tcertain\t") else {
            panic!()
        };
        assert!(
            error.message().en.ends_with(
                "it may be table, section, note, item, detail, reason, placeholder, off"
            )
        );
        let Err(error) = read("甲\tall\tnote\t\t甲\t甲\ta\tloud\tcertain\t") else { panic!() };
        assert!(
            error.message().zh.ends_with("（可填 info, warning, error）"),
            "{}",
            error.message().zh
        );
    }
}
