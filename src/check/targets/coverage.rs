//! Coverage: the listed targets against what the prose says they cover, and against all project
//! expenditure.
//!
//! - The prose says that *all* projects have targets (均实行绩效目标管理) and the listing falls short
//!   of the amount it names, or of the project expenditure where it names none: a warning.
//! - It says only how much is covered, and the listing falls short of that: an info, since nobody
//!   says that the listing is complete.
//! - The targets have more money than all projects together: an info, since a project's total may
//!   count several years.
//! - It says nothing: a partial listing is a choice, and no finding.

use crate::index;
use crate::lang::counted;
use alloc::{format, vec::Vec};

use super::{field, finding};
use crate::disclosure::Fact;
use crate::facts::Facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::flow::Flow;
use crate::kind::Kind;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::num::lex;
use crate::performance::PerformanceTarget;
use crate::place::Place;
use crate::raw::RawDisclosure;
use crate::scope::Dimension;

pub(super) fn check(
    facts: &Facts<'_>,
    targets: &[PerformanceTarget],
    rounding: Rounding,
) -> Option<Finding> {
    let listing = Listing::new(targets, rounding)?;
    let expenditure = project_expenditure(facts);
    let said = statement(facts.disclosure().raw());
    let covered = match &said {
        Some(Statement { amount: Some(amount), .. }) => Some(*amount),
        Some(Statement { all: true, .. }) => expenditure,
        _ => None,
    };
    if let (Some(said), Some((at, covered))) = (&said, covered) {
        if listing.range.high() < covered.interval(rounding).low() {
            let severity = if said.all { Severity::Warning } else { Severity::Info };
            return Some(listing.finding(severity, (at, covered)));
        }
    }
    let (at, projects) = expenditure?;
    let beyond = listing.range.low() > projects.interval(rounding).high();
    beyond.then(|| listing.finding(Severity::Info, (at, projects)))
}

/// The totals of the listed projects together.
struct Listing {
    places: Vec<Place>,
    value: Quantity,
    range: Interval,
}

impl Listing {
    /// `None` where a total is missing, or no project is listed. A target of the whole body
    /// (部门整体) is no project.
    fn new(targets: &[PerformanceTarget], rounding: Rounding) -> Option<Self> {
        let mut listing = Self {
            places: Vec::new(),
            value: Quantity::ZERO,
            range: Interval::point(Quantity::ZERO),
        };
        for (index, target) in targets.iter().enumerate() {
            if target.is_whole() {
                continue;
            }
            let total = target.total?;
            listing.places.push(field(index::number(index), "total"));
            listing.value = listing.value.checked_add(total.value())?;
            listing.range = listing.range.checked_add(total.interval(rounding))?;
        }
        (!listing.places.is_empty()).then_some(listing)
    }

    fn finding(self, severity: Severity, (at, other): (Place, Figure)) -> Finding {
        let (unit, decimals) = (other.unit(), other.decimals());
        let listed = self.value.to_decimal_string(unit, decimals);
        let difference = self.value.checked_sub(other.value());
        let count = self.places.len();
        let (zh, en) = if difference.is_some_and(|difference| difference < Quantity::ZERO) {
            (
                format!(
                    "列出的 {count} 个项目绩效目标共 {listed} {unit}，少于所称涵盖的 {other} {unit}"
                ),
                format!(
                    "the targets of {} total {listed} {unit}, less than the {other} said to be covered",
                    counted(count, "project")
                ),
            )
        } else {
            (
                format!(
                    "列出的 {count} 个项目绩效目标共 {listed} {unit}，多于项目支出 {other} {unit}"
                ),
                format!(
                    "the targets of {} total {listed} {unit}, more than the project expenditure of {other}",
                    counted(count, "project")
                ),
            )
        };
        let mut places = self.places;
        places.push(at);
        let kind = FindingKind::TargetCoverage;
        Finding { difference, unit: Some(unit), ..finding(kind, severity, places, zh, en) }
    }
}

/// The largest project expenditure of the document's year that a table prints: that of all funds,
/// where it is printed.
fn project_expenditure(facts: &Facts<'_>) -> Option<(Place, Figure)> {
    let raw = facts.disclosure().raw();
    let whole = |fact: &&Fact| {
        let scope = fact.scope();
        let plain = scope.fixed().all(|dimension| {
            use Dimension as D;
            matches!(dimension, D::Year | D::Stage | D::Flow | D::Fund | D::Kind)
        });
        plain
            && scope.kind() == Some(Kind::Project)
            && scope.year().is_none_or(|year| year == raw.year)
            && scope.stage().is_none_or(|stage| stage == raw.stage)
            && scope.flow().is_none_or(|flow| flow.is_within(Flow::Expenditure))
            && fact.place().table().is_some()
    };
    let printed = facts.disclosure().facts().iter().filter(whole);
    printed
        .filter_map(|fact| Some((fact.place(), fact.figure()?)))
        .max_by_key(|(_, figure)| figure.value())
}

/// What the prose says that performance targets cover.
struct Statement {
    /// Whether it says that all projects have one.
    all: bool,
    amount: Option<(Place, Figure)>,
}

/// The first sentence that says so: `项目支出均实行了绩效目标管理，涉及…886.93万元`.
fn statement(raw: &RawDisclosure) -> Option<Statement> {
    let mut found = None;
    for (number, paragraph) in raw.narrative.iter().enumerate() {
        let mut start = 0;
        for sentence in paragraph.text.split_inclusive(['。', '；', ';']) {
            let statement = read_sentence(sentence, index::number(number), start);
            start += sentence.len();
            match statement {
                Some(statement) if statement.all => return Some(statement),
                statement => found = found.or(statement),
            }
        }
    }
    found
}

fn read_sentence(sentence: &str, paragraph: u32, start: usize) -> Option<Statement> {
    let about = [
        "绩效目标管理",
        "绩效目标的项目",
        "绩效目标编报",
        "编报绩效目标",
        "编制绩效目标",
        "设置绩效目标",
    ];
    let selected = ["重点项目", "部分项目", "选取"];
    let contains = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if !contains(&about) || contains(&selected) {
        return None;
    }
    let all = contains(&[
        "均实行",
        "均实施",
        "均编",
        "均设",
        "均纳入",
        "均已",
        "全部",
        "所有",
        "全面实行",
    ]);
    let amount = covered_amount(sentence).map(|(from, to, figure)| {
        let (start, end) = (index::number(start + from), index::number(start + to));
        (Place::Prose { paragraph, start, end }, figure)
    });
    (all || amount.is_some()).then_some(Statement { all, amount })
}

/// The first amount behind 涉及, with the bytes that it takes.
fn covered_amount(sentence: &str) -> Option<(usize, usize, Figure)> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut at = sentence.find("涉及")?;
    loop {
        at += sentence.get(at..)?.find(is_digit)?;
        let rest = sentence.get(at..)?;
        let Some((number, length)) = lex::number(rest) else {
            // A run of digits too long for any amount.
            at += rest.find(|c| !is_digit(c))?;
            continue;
        };
        if let Some(unit) = Unit::starting(rest.get(length..)?) {
            let figure = Figure::new(number.mantissa, number.decimals, unit).ok()?;
            return Some((at, at + length + unit.label().len(), figure));
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn what_is_covered_is_the_first_amount_behind_the_word() {
        for (sentence, amount) in [
            ("涉及资金886.93万元", Some("886.93万元")),
            ("共1.00万元，涉及资金2.00万元，其中3.00万元", Some("2.00万元")),
            ("涉及2026年项目12个、资金５.５万元", Some("５.５万元")),
            ("涉及3000户、资金7万元", Some("7万元")),
            ("涉及99999999999999999999999999万元、7万元", Some("7万元")),
            ("涉及12个项目", None),
            ("涉及99999999999999999999999999", None),
            ("资金886.93万元", None),
        ] {
            let found = covered_amount(sentence);
            let text = found.map(|(from, to, _)| &sentence[from..to]);
            assert_eq!(text, amount, "{sentence}");
        }
        let (_, _, figure) = covered_amount("涉及５.５万元").unwrap();
        assert_eq!(figure.to_string(), "5.5");
    }
}
