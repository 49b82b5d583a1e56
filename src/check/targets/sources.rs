//! Sources: the money of a project adds up to its total.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{field, finding};
use crate::finding::{Finding, FindingKind};
use crate::lang::Lang;
use crate::law::Law;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::performance::{PerformanceTarget, ProjectSource, printed};
use crate::place::Place;
use crate::raw::RawTarget;

/// A sum: a whole and its parts, each with the place where it is printed.
struct Sum {
    whole: (Place, Figure),
    parts: Vec<(Place, Figure)>,
    /// Whether all parts are known; if not, the whole may be more than their sum.
    closed: bool,
}

pub(super) fn check(
    target: &PerformanceTarget,
    raw: &RawTarget,
    number: u32,
    rounding: Rounding,
) -> Vec<Finding> {
    let printed_sources = raw.sources.iter().filter(|(_, text)| printed(Some(text)).is_some());
    // Beside the money of several years that of one may stand.
    let all_read = printed_sources.count() == target.sources.len();
    let find = |source| target.sources.iter().find(|(found, _)| *found == source).copied();
    let at = |(source, figure): (ProjectSource, Figure)| (place_of(source, raw, number), figure);
    let (mut top, mut fiscal, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    for &(source, figure) in &target.sources {
        let below_printed = source.parent().is_some_and(|parent| find(parent).is_some());
        let list = match () {
            () if source.is_kind() => &mut kinds,
            () if below_printed => &mut fiscal,
            () => &mut top,
        };
        list.push(at((source, figure)));
    }
    let total = target.total.map(|total| (field(number, "total"), total));
    let by_kind = all_read && kinds.len() > 1;
    // One source alone (其中：财政拨款) is a part of the total.
    let by_source = all_read && top.len() > 1;
    let sums = [
        total.map(|whole| Sum { whole, parts: kinds, closed: by_kind }),
        total.map(|whole| Sum { whole, parts: top, closed: by_source }),
        find(ProjectSource::Fiscal).map(|source| Sum {
            whole: at(source),
            parts: fiscal,
            closed: false,
        }),
    ];
    let sums = sums.into_iter().flatten().filter(|sum| !sum.parts.is_empty());
    sums.filter_map(|sum| broken(&sum, rounding)).collect()
}

/// Where a source's amount is printed: its own key, if that is its usual name.
fn place_of(source: ProjectSource, raw: &RawTarget, number: u32) -> Place {
    let name = source.name(Lang::Zh);
    let usual = raw.sources.iter().any(|(key, _)| key == name);
    field(number, if usual { name } else { "sources" })
}

fn broken(sum: &Sum, rounding: Rounding) -> Option<Finding> {
    let whole = sum.whole.1;
    let mut difference = whole.value();
    let mut range = whole.interval(rounding);
    for &(_, part) in &sum.parts {
        difference = difference.checked_sub(part.value())?;
        range = range.checked_add(part.interval(rounding).checked_neg()?)?;
    }
    let short = range.high() < Quantity::ZERO;
    let over = sum.closed && range.low() > Quantity::ZERO;
    if !short && !over {
        return None;
    }
    let printed = core::iter::once(&sum.whole).chain(&sum.parts);
    let (places, figures): (Vec<Place>, Vec<Figure>) = printed.copied().unzip();
    let coarsest = figures.into_iter().max_by_key(|figure| figure.last_place())?;
    let told = told(sum, difference, coarsest, if over { "≠" } else { "<" });
    let terms = (0..places.len()).map(|index| (index, if index == 0 { 1 } else { -1 })).collect();
    let (kind, zh, en) = (
        FindingKind::SourcesTotal,
        format!("资金来源合计不符：{told}"),
        format!("the sources do not add up: {told}"),
    );
    Some(Finding {
        law: Some(Law::Sources),
        terms,
        difference: Some(difference),
        allowed: slack(range, difference),
        unit: Some(coarsest.unit()),
        ..finding(kind, kind.severity(), places, zh, en)
    })
}

/// `121.00 ≠ 100.00 + 20.00 = 120.00 万元`, in the unit of the coarsest figure.
fn told(sum: &Sum, difference: Quantity, coarsest: Figure, relation: &str) -> String {
    let (unit, decimals) = (coarsest.unit(), coarsest.decimals());
    let in_unit = |figure: Figure| {
        if figure.unit() == unit { figure.to_string() } else { figure.to_text_with_unit() }
    };
    let whole = sum.whole.1;
    let parts: Vec<String> = sum.parts.iter().map(|&(_, part)| in_unit(part)).collect();
    let total = whole.value().checked_sub(difference).unwrap_or_default();
    let parts = match parts.as_slice() {
        [alone] => alone.clone(),
        _ => format!("{} = {}", parts.join(" + "), total.to_decimal_string(unit, decimals)),
    };
    format!("{} {relation} {parts} {unit}", in_unit(whole))
}

/// How far rounding can move the difference towards nought.
fn slack(range: Interval, difference: Quantity) -> Option<Quantity> {
    if difference >= Quantity::ZERO {
        difference.checked_sub(range.low())
    } else {
        range.high().checked_sub(difference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::amount::Unit;

    fn figure(text: &str) -> (Place, Figure) {
        (field(0, "total"), Figure::parse(text, Unit::WanYuan).unwrap().unwrap())
    }

    fn sum(whole: &str, parts: &[&str], closed: bool) -> Sum {
        let parts = parts.iter().map(|part| figure(part)).collect();
        Sum { whole: figure(whole), parts, closed }
    }

    #[test]
    fn a_total_may_be_off_by_all_its_roundings_and_no_more() {
        for (whole, parts, closed, fails) in [
            ("10", &["10"][..], true, false),
            // 10.5 prints as 11, and 10.4 as 10.
            ("10", &["11"], true, false),
            ("11", &["10"], true, false),
            ("10", &["12"], true, true),
            ("12", &["10"], true, true),
            // Of unread sources the rest may come.
            ("12", &["10"], false, false),
            ("10", &["12"], false, true),
            ("12", &["5", "5"], true, true),
            ("11", &["5", "5"], true, false),
        ] {
            let found = broken(&sum(whole, parts, closed), Rounding::Nearest);
            assert_eq!(found.is_some(), fails, "{whole} {parts:?} {closed}");
        }
    }

    #[test]
    fn what_rounding_may_move_is_told_with_the_sum() {
        // Cut off, 13 is up to 14 and each 5 up to 6: the sum lies between 1 and 4, printed as 3.
        let found = broken(&sum("13", &["5", "5"], true), Rounding::Truncated).unwrap();
        let wan =
            |quantity: Option<Quantity>| quantity.unwrap().to_decimal_string(Unit::WanYuan, 0);
        assert_eq!((wan(found.difference), wan(found.allowed)), ("3".into(), "2".into()));
        assert!(found.message.zh.ends_with("13 ≠ 5 + 5 = 10 万元"), "{}", found.message.zh);
        // Between −5 and −2, printed as −3.
        let found = broken(&sum("7", &["5", "5"], true), Rounding::Truncated).unwrap();
        assert_eq!((wan(found.difference), wan(found.allowed)), ("-3".into(), "1".into()));
        let found = broken(&sum("13", &["10"], true), Rounding::Nearest).unwrap();
        assert!(found.message.zh.ends_with("13 ≠ 10 万元"), "{}", found.message.zh);
    }

    #[test]
    fn a_source_stands_under_its_own_name_where_that_is_printed() {
        let raw = |key: &str| RawTarget {
            sources: [(key.into(), "5".into())].into(),
            ..RawTarget::default()
        };
        let name = ProjectSource::Fiscal.name(Lang::Zh);
        assert_eq!(place_of(ProjectSource::Fiscal, &raw(name), 3), field(3, name));
        let other = raw("本级财政安排");
        assert_eq!(place_of(ProjectSource::Fiscal, &other, 3), field(3, "sources"));
    }
}
