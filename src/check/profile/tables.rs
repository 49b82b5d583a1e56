//! The tables that a profile asks for, recognised by what their titles mean.

use alloc::{format, string::String, vec::Vec};

use super::{Document, missing, notes, untold};
use crate::code::SchemeKind;
use crate::disclosure::Table;
use crate::finding::{Finding, FindingKind, Severity};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::lang::Message;
use crate::profile::{Demand, FundWant, Point, Shape, TableWant};
use crate::scope::Dimension;
use crate::text;

pub(super) fn check(document: &Document<'_>, points: &[&Point], findings: &mut Vec<Finding>) {
    let lacking = lacking(document, points);
    if let Some(why) = &document.tables_doubt {
        findings.extend(untold(FindingKind::MissingTable, &lacking, why));
        return;
    }
    for point in lacking {
        let (zh, en) = (&point.name.zh, &point.name.en);
        if said_to_be_nil(document, point, points) {
            let message = Message::new(
                format!("没有单列“{zh}”，文字说明称没有此项收支"),
                format!("no table of {en}; the prose says that there is nothing to print"),
            );
            let finding = Finding::new(FindingKind::MissingTable, Vec::new(), message);
            findings.push(Finding { severity: Severity::Info, ..finding });
            continue;
        }
        findings.push(missing(
            FindingKind::MissingTable,
            point,
            Vec::new(),
            format!("缺少“{zh}”：各表表题均已读懂，没有一张是此表"),
            format!("the table of {en} is missing: all titles were read, none is its"),
        ));
    }
}

/// The points whose tables are wanted and not there.
fn lacking<'a>(document: &Document<'_>, points: &[&'a Point]) -> Vec<&'a Point> {
    let is_lacking = |point: &&Point| match point.demand {
        Demand::Table(want) => is_wanted(document, want) && !is_there(document, want),
        _ => false,
    };
    points.iter().copied().filter(is_lacking).collect()
}

/// Whether the forms of the document's year have the table.
fn is_wanted(document: &Document<'_>, want: TableWant) -> bool {
    want.since.is_none_or(|since| document.raw.year >= since)
}

/// Why nobody can say that a table is missing.
pub(super) fn doubt(document: &Document<'_>, points: &[&Point]) -> Option<Message> {
    let (tables, raw) = (document.facts.disclosure().tables(), &document.raw.tables);
    if tables.is_empty() {
        return Some(Message::new("没有给出表", "no tables are given"));
    }
    let unread: Vec<String> = tables
        .iter()
        .zip(raw)
        .filter(|(table, _)| table.title().is_none())
        .map(|(_, raw)| text::excerpt(&raw.title, 60))
        .take(3)
        .collect();
    if !unread.is_empty() {
        return Some(Message::new(
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
    let wanted = points.iter().filter(|point| matches!(point.demand, Demand::Table(_))).count();
    let few = 2 * lacking(document, points).len() > wanted;
    (gap || few).then(|| Message::new("只给出了部分表", "the tables are only a part"))
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
        FundWant::One(fund) => {
            // Older forms print both budgets in a table of fiscal appropriations.
            let of_both = fund == FundSource::General && !two_sided;
            scope.fund() == Some(fund) || of_both && scope.fund() == Some(FundSource::Fiscal)
        }
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

/// Whether the prose says that the fund of a table is nil.
fn said_to_be_nil(document: &Document<'_>, point: &Point, points: &[&Point]) -> bool {
    let Demand::Table(TableWant { fund: FundWant::One(fund), .. }) = point.demand else {
        return false;
    };
    let Some(subject) = notes::subject_of(Some(fund), None) else { return false };
    points.iter().any(|point| match &point.demand {
        Demand::Note { words } => notes::prose_tells(document, &subject, words),
        _ => false,
    })
}

/// Whether the tables print a fund, and as nil wherever they do.
fn is_nil(document: &Document<'_>, fund: FundSource) -> bool {
    let facts = document.facts;
    let mut printed =
        facts.cells().filter(|&fact| facts.scope(fact).fund() == Some(fund)).peekable();
    printed.peek().is_some() && printed.all(|fact| facts.is_nil(fact))
}
