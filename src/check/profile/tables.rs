//! The tables that a profile asks for, recognised by what their titles mean.

use alloc::{format, string::String, vec::Vec};

use super::{Document, missing, untold};
use crate::code::SchemeKind;
use crate::disclosure::Table;
use crate::finding::{Finding, FindingKind};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::profile::{Demand, FundWant, Point, Shape, TableWant};
use crate::scope::Dimension;
use crate::text;

pub(super) fn check(document: &Document<'_>, points: &[&Point], findings: &mut Vec<Finding>) {
    let wanted = points.iter().filter_map(|point| match &point.demand {
        Demand::Table(want) => Some((*point, *want)),
        _ => None,
    });
    let wanted: Vec<(&Point, TableWant)> = wanted.collect();
    let is_there = |want: TableWant| is_there(document, want);
    let lacking: Vec<&Point> =
        wanted.iter().filter(|(_, want)| !is_there(*want)).map(|(point, _)| *point).collect();
    if let Some((zh, en)) = doubt(document, wanted.len(), lacking.len()) {
        findings.extend(untold(FindingKind::MissingTable, &lacking, &zh, &en));
        return;
    }
    for point in lacking {
        let (zh, en) = (&point.name.zh, &point.name.en);
        findings.push(missing(
            FindingKind::MissingTable,
            point,
            Vec::new(),
            format!("缺少“{zh}”：各表表题均已读懂，没有一张是此表"),
            format!("the table of {en} is missing: all titles were read, none is its"),
        ));
    }
}

/// Why nobody can say that a table is missing.
fn doubt(document: &Document<'_>, wanted: usize, lacking: usize) -> Option<(String, String)> {
    let (tables, raw) = (document.facts.disclosure().tables(), &document.raw.tables);
    if tables.is_empty() {
        return Some(("没有给出表".into(), "no tables are given".into()));
    }
    let unread: Vec<String> = tables
        .iter()
        .zip(raw)
        .filter(|(table, _)| table.title().is_none())
        .map(|(_, raw)| text::excerpt(&raw.title, 60))
        .take(3)
        .collect();
    if !unread.is_empty() {
        return Some((
            format!("有的表题未读懂（“{}”），可能就是", unread.join("”“")),
            format!("titles were not understood ({}), which may be theirs", unread.join("; ")),
        ));
    }
    // 表1, 表2, 表5: what stands between was not handed on.
    let mut numbers: Vec<u32> = raw.iter().filter_map(|table| table.no).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let gap = numbers.windows(2).any(|pair| matches!(pair, [a, b] if b - a > 1))
        || numbers.first().is_some_and(|&first| first > 1);
    if gap || 2 * lacking > wanted {
        return Some(("只给出了部分表".into(), "the tables are only a part".into()));
    }
    None
}

fn is_there(document: &Document<'_>, want: TableWant) -> bool {
    if want.targets {
        let titled = ["绩效目标", "绩效自评"].map(String::from);
        return !document.raw.performance.is_empty() || document.prose.labelled(&titled);
    }
    let tables = document.facts.disclosure().tables();
    tables.iter().any(|table| fits(document, table, want))
        || matches!(want.fund, FundWant::One(fund) if want.unless_nil && is_nil(document, fund))
}

/// Whether a table is the one that is wanted. What the wish does not name, the title may not fix,
/// but for the fund.
fn fits(document: &Document<'_>, table: &Table, want: TableWant) -> bool {
    let Some(title) = table.title() else { return false };
    let (scope, two_sided) = (title.scope(), table.is_two_sided());
    let flow =
        |direction: Flow| !two_sided && scope.flow().is_some_and(|flow| flow.is_within(direction));
    let shape = match want.shape {
        Shape::Any => true,
        Shape::TwoSided => two_sided,
        Shape::Income => flow(Flow::Income),
        Shape::Expenditure => flow(Flow::Expenditure),
        Shape::Spending => !flow(Flow::Income),
    };
    let fund = match want.fund {
        FundWant::Any => true,
        FundWant::All => scope.fund().is_none(),
        FundWant::One(fund) => scope.fund() == Some(fund),
    };
    let kind = match (want.kind, scope.kind()) {
        (Some(want), Some(kind)) => kind.is_within(want),
        (want, kind) => want == kind,
    };
    let item = match want.item {
        Some(item) => shows(document, table, item),
        None => scope.item().is_none() && title.parted().is_none(),
    };
    let spread = want.spread.is_none_or(|scheme| {
        let cut = |fact| document.facts.scope(fact).fixes(dimension(scheme));
        title.spread() == Some(scheme) || document.facts.of_table(table).any(cut)
    });
    shape && fund && kind && item && spread
}

/// The dimension that a table of a classification is cut along.
fn dimension(scheme: SchemeKind) -> Dimension {
    match scheme {
        SchemeKind::Department => Dimension::Department,
        SchemeKind::Government => Dimension::Government,
        SchemeKind::Functional | SchemeKind::Revenue => Dimension::Functional,
    }
}

/// Whether a table is about an item: its title says so, or its cells do.
fn shows(document: &Document<'_>, table: &Table, item: Item) -> bool {
    let within = |found: Option<Item>| found.is_some_and(|found| found.is_within(item));
    within(table.root().item())
        || table.title().is_some_and(|title| title.parted().is_some())
            && document.facts.of_table(table).any(|fact| within(document.facts.scope(fact).item()))
}

/// Whether the tables print a fund, and as nil wherever they do.
fn is_nil(document: &Document<'_>, fund: FundSource) -> bool {
    let facts = document.facts;
    let mut printed =
        facts.cells().filter(|&fact| facts.scope(fact).fund() == Some(fund)).peekable();
    printed.peek().is_some() && printed.all(|fact| facts.is_nil(fact))
}
