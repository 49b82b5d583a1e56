//! The money of a target against the tables: of a project against the list of projects, of the whole
//! body (部门整体) against its totals; and the parts of a project over the years against its whole.
//!
//! A form seldom says of which funds, of which year and at which stage its amounts are. So an amount
//! agrees where *any* amount that the tables print of the same thing is the same, and nothing is
//! said where they print none.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{SHOWN, field, finding};
use crate::facts::{FactId, Facts};
use crate::finding::{Finding, FindingKind, Severity};
use crate::flow::Flow;
use crate::kind::{Kind, Stage};
use crate::num::figure::{Figure, Interval, Quantity};
use crate::performance::{PerformanceTarget, ProjectSource};
use crate::place::Place;
use crate::scope::Dimension;
use crate::text;

pub(super) fn check(facts: &Facts<'_>, targets: &[PerformanceTarget]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for target in targets {
        *times.entry(text::normalise(&target.project)).or_default() += 1;
    }
    for (number, target) in (0_u32..).zip(targets) {
        findings.extend(phases(facts, target, number));
        // Several targets of one name have the money of its row together.
        let alone = times.get(&text::normalise(&target.project)) == Some(&1);
        if target.is_whole() {
            findings.extend(whole(facts, target, number));
        } else if alone {
            findings.extend(project(facts, target, number));
        }
    }
    findings
}

/// What the tables of a document print of a target: what was spent of it, or what is planned.
fn amount(facts: &Facts<'_>, target: &PerformanceTarget, number: u32) -> Option<(Place, Figure)> {
    let (name, figure) = match facts.disclosure().raw().stage {
        Stage::Final => ("executed", target.evaluation.executed),
        Stage::Budget | Stage::Adjusted => ("total", target.total),
    };
    Some((field(number, name), figure?))
}

/// A project against the row of its name, where one row alone has it.
fn project(facts: &Facts<'_>, target: &PerformanceTarget, number: u32) -> Option<Finding> {
    let name = text::normalise(&target.project);
    let disclosure = facts.disclosure();
    let is_it = |fact: FactId| {
        let id = facts.scope(fact).project();
        let printed = id.and_then(|id| disclosure.name(id));
        printed.is_some_and(|printed| text::normalise(printed) == name)
    };
    let row: Vec<FactId> = facts.cells().filter(|&fact| is_it(fact)).collect();
    let one = facts.row_id(*row.first()?)?;
    if row.iter().any(|&fact| facts.row_id(fact) != Some(one)) {
        return None;
    }
    let (place, amount) = amount(facts, target, number)?;
    // The row may be of one fund, or of this year's money only.
    let sources = target.sources.iter().map(|&(_, figure)| figure);
    let mut told: Vec<Figure> = sources.chain([amount]).collect();
    told.extend(target.phases.iter().map(|(_, figure)| *figure));
    if agree(facts, &told, &row) {
        return None;
    }
    let (fact, printed) = largest(facts, &row)?;
    let name = text::excerpt(&target.project, SHOWN);
    // A project of several years has more money than one year's table.
    let beyond = amount.value() > printed.value();
    let severity = if beyond { Severity::Info } else { Severity::Warning };
    let difference = amount.value().checked_sub(printed.value());
    Some(Finding {
        difference,
        unit: Some(printed.unit()),
        ..finding(
            FindingKind::TargetCoverage,
            severity,
            [place, facts.place(fact)].into(),
            format!(
                "项目“{name}”的资金 {} 与项目表所列 {} 不符",
                amount.to_text_with_unit(),
                printed.to_text_with_unit()
            ),
            format!(
                "the money of {name:?}, {}, is not the {} that the tables print",
                amount.to_text_with_unit(),
                printed.to_text_with_unit()
            ),
        )
    })
}

/// A target of the whole body against the totals of the tables, by kind where it tells them.
fn whole(facts: &Facts<'_>, target: &PerformanceTarget, number: u32) -> Vec<Finding> {
    let totals = totals(facts);
    // Tables of one budget alone do not tell what the body has in all.
    if totals.iter().all(|&fact| facts.scope(fact).fund().is_some()) {
        return Vec::new();
    }
    let amount = amount(facts, target, number);
    let mut findings = Vec::from_iter(amount.and_then(|amount| against(facts, amount, &totals)));
    // The kinds are told of the budget alone.
    if facts.disclosure().raw().stage == Stage::Final {
        return findings;
    }
    for (source, kind) in
        [(ProjectSource::Basic, Kind::Basic), (ProjectSource::Project, Kind::Project)]
    {
        let of_kind = |fact: &&FactId| facts.scope(**fact).kind() == Some(kind);
        let totals: Vec<FactId> = totals.iter().filter(of_kind).copied().collect();
        let told = target.sources.iter().find(|(found, _)| *found == source);
        let place = field(number, "sources");
        findings.extend(told.and_then(|&(_, amount)| against(facts, (place, amount), &totals)));
    }
    findings
}

/// The cells that are the expenditure of this document's year and stage as a whole, of any fund or
/// kind.
fn totals(facts: &Facts<'_>) -> Vec<FactId> {
    use Dimension as D;
    let raw = facts.disclosure().raw();
    let is_total = |fact: &FactId| {
        let scope = facts.scope(*fact);
        let plain = |dimension| {
            matches!(dimension, D::Year | D::Stage | D::Flow | D::Fund | D::Kind | D::Entity)
        };
        scope.fixed().all(plain)
            && scope.year().is_none_or(|year| year == raw.year)
            && scope.stage().is_none_or(|stage| stage == raw.stage)
            && scope
                .flow()
                .is_none_or(|flow| flow == Flow::Balance || flow.is_within(Flow::Expenditure))
    };
    facts.cells().filter(is_total).collect()
}

fn against(
    facts: &Facts<'_>,
    (place, amount): (Place, Figure),
    totals: &[FactId],
) -> Option<Finding> {
    if agree(facts, &[amount], totals) {
        return None;
    }
    let (fact, printed) = largest(facts, totals)?;
    let (told, printed) = (amount.to_text_with_unit(), printed.to_text_with_unit());
    Some(finding(
        FindingKind::TargetCoverage,
        Severity::Warning,
        [place, facts.place(fact)].into(),
        format!("部门整体绩效的资金 {told} 与各表所列的任何合计都不符（最大的是 {printed}）"),
        format!(
            "the money of the whole body, {told}, is no total of the tables (the largest is {printed})"
        ),
    ))
}

/// Whether any of the amounts is one that the cells print, or whether they print none.
fn agree(facts: &Facts<'_>, amounts: &[Figure], cells: &[FactId]) -> bool {
    let ranges: Vec<Interval> = cells
        .iter()
        .filter(|&&fact| facts.figure(fact).is_some())
        .filter_map(|&fact| facts.interval(fact))
        .collect();
    let meets = |amount: &Figure| {
        let range = amount.interval(facts.rounding());
        ranges.iter().any(|other| range.intersection(*other).is_some())
    };
    ranges.is_empty() || amounts.iter().any(meets)
}

fn largest(facts: &Facts<'_>, cells: &[FactId]) -> Option<(FactId, Figure)> {
    let printed = cells.iter().filter_map(|&fact| Some((fact, facts.figure(fact)?)));
    printed.max_by_key(|(_, figure)| figure.value())
}

/// The parts of a project over the years are no more than its whole.
fn phases(facts: &Facts<'_>, target: &PerformanceTarget, number: u32) -> Option<Finding> {
    let rounding = facts.rounding();
    let whole = target.total?;
    // 年度资金总额 beside 2026年 and 2027年 is one of them, or what they add up to.
    let of_the_year = target.phases.iter().any(|(label, _)| label.contains("年度资金"));
    if of_the_year && target.phases.len() > 1 {
        return None;
    }
    let mut sum = Interval::point(Quantity::ZERO);
    let mut value = Quantity::ZERO;
    for (_, part) in &target.phases {
        sum = sum.checked_add(part.interval(rounding))?;
        value = value.checked_add(part.value())?;
    }
    if sum.low() <= whole.interval(rounding).high() {
        return None;
    }
    let (unit, decimals) = (whole.unit(), whole.decimals());
    let told = value.to_decimal_string(unit, decimals);
    Some(Finding {
        difference: whole.value().checked_sub(value),
        unit: Some(unit),
        ..finding(
            FindingKind::SourcesTotal,
            Severity::Warning,
            ["total", "sources"].map(|name| field(number, name)).into(),
            format!("各期资金合计 {told} {unit}，超过资金总额 {}", whole.to_text_with_unit()),
            format!(
                "the phases total {told}, more than the whole of {}",
                whole.to_text_with_unit()
            ),
        )
    })
}
