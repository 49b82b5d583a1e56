//! The money from its sources through functions and kinds of spending to economic classes.

use cn_budget::{
    Dimension, Unit,
    disclosure::{StreamLink, StreamNode, Streams},
    num::Quantity,
};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    figures::{LINE, Length, attribute, fit, linked, money, px, share, swipe},
    place, treemap,
};

const WIDTH: Length = px(1000);
/// How thick all the money together is drawn.
const ALL: Length = px(300);
const NODE: Length = px(10);
/// The room that a node takes at least: that of the two lines of its label.
const SLOT: Length = px(38);
const TOP: Length = px(30);
/// Where the columns of nodes stand.
const COLUMNS: [Length; 4] = [px(0), px(250), px(510), px(740)];

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let Some(streams) = document.report.disclosure().streams() else { return html! {} };
    let layout = Layout::new(&streams);
    let tables = document.report.disclosure().tables();
    let first = streams.links().iter().find_map(|link| link.place()?.table());
    let table = first.and_then(|table| tables.get(table as usize));
    let unit = table.map_or(Unit::WanYuan, cn_budget::disclosure::Table::unit);
    let hues = hues(&streams);
    let names: Vec<String> = streams.nodes().iter().map(|node| name(document, node)).collect();
    html! {
        section #streams {
            h2 { (document.pick("资金流向", "Where the money goes")) }
            p.sub { (document.pick(
                "每一条都是印出的金额：资金来源 → 功能分类 → 支出性质 → 经济分类；文件未分列的部分为其差额。",
                "Every stream is a printed amount: fund → function → kind → economic class; what the document does not split is the difference."
            )) }
            (swipe(document))
            div.picture.wide {
                svg role="group" aria-label=(document.pick("资金流向图，数据见下表", "flow of the money; the table below has the numbers"))
                    viewBox={ "0 0 " (attribute(WIDTH)) " " (attribute(layout.height)) } {
                    (headings(document))
                    @for ((link, ribbon), hue) in streams.links().iter().zip(&layout.ribbons).zip(&hues) {
                        (stream(link, ribbon, *hue, &names, unit))
                    }
                    @for (number, node) in streams.nodes().iter().enumerate() {
                        @if let (Some(&bar), Some(name)) = (layout.bars.get(number), names.get(number)) {
                            (self::node(node, bar, name, unit))
                        }
                    }
                }
                (table_of(document, &streams, &names, unit))
            }
        }
    }
}

fn headings(document: &Document<'_>) -> Markup {
    let names = [
        ("资金来源", "fund source"),
        ("功能分类", "function"),
        ("支出性质", "kind"),
        ("经济分类", "economic class"),
    ];
    html! { @for ((zh, en), x) in names.into_iter().zip(COLUMNS) {
        text.heading x=(attribute(x)) y="14" { (document.pick(zh, en)) }
    } }
}

fn name(document: &Document<'_>, node: &StreamNode) -> String {
    if let Some(scope) = node.scope() {
        return document.name(scope, node.dimension(), node.place());
    }
    document
        .pick(
            match node.dimension() {
                Dimension::Fund => "未按资金来源分列",
                Dimension::Kind => "未按支出性质分列",
                _ => "未按经济分类公布",
            },
            match node.dimension() {
                Dimension::Fund => "not split by fund",
                Dimension::Kind => "not split by kind",
                _ => "not published by class",
            },
        )
        .into()
}

/// Where a node stands.
#[derive(Debug, Clone, Copy)]
struct Bar {
    x: Length,
    y: Length,
    height: Length,
    room: Length,
}

/// The middle line of a stream and its thickness.
struct Ribbon {
    from: (Length, Length),
    to: (Length, Length),
    thickness: Length,
}

struct Layout {
    bars: Vec<Bar>,
    ribbons: Vec<Ribbon>,
    height: Length,
}

impl Layout {
    fn new(streams: &Streams) -> Self {
        let mut sums = [Quantity::ZERO; COLUMNS.len()];
        let mut ends = [TOP; COLUMNS.len()];
        let columns = || (0..streams.nodes().len()).map(|node| streams.column(node).unwrap_or(0));
        for (node, column) in streams.nodes().iter().zip(columns()) {
            if let Some(sum) = sums.get_mut(column) {
                *sum = sum.checked_add(node.amount()).unwrap_or(*sum);
            }
        }
        let whole = sums.into_iter().max().unwrap_or_default();
        let mut bars = Vec::new();
        for (node, column) in streams.nodes().iter().zip(columns()) {
            let x = COLUMNS.get(column).copied().unwrap_or(0);
            let next = COLUMNS.get(column + 1).copied().unwrap_or(WIDTH);
            let height = share(ALL, node.amount(), whole).max(px(1));
            let y = ends.get(column).copied().unwrap_or(TOP);
            if let Some(end) = ends.get_mut(column) {
                *end = y + height.max(SLOT) + px(6);
            }
            bars.push(Bar { x, y, height, room: next - x - NODE - px(16) });
        }
        let ribbons = ribbons(streams, &bars, whole);
        Self { bars, ribbons, height: ends.into_iter().max().unwrap_or(TOP) }
    }
}

/// The streams, stacked at both ends in the order of what they lead to or come from.
fn ribbons(streams: &Streams, bars: &[Bar], whole: Quantity) -> Vec<Ribbon> {
    let mut out: Vec<Length> = bars.iter().map(|bar| bar.y).collect();
    let mut into = out.clone();
    let mut ribbons = Vec::new();
    for link in streams.links() {
        let (Some(from), Some(to)) = (bars.get(link.source()), bars.get(link.target())) else {
            continue;
        };
        let thickness = share(ALL, link.amount(), whole).max(px(1) / 2);
        let next = |ends: &mut Vec<Length>, node: usize| {
            let y = ends.get(node).copied().unwrap_or(0);
            if let Some(end) = ends.get_mut(node) {
                *end = y + thickness;
            }
            y + thickness / 2
        };
        ribbons.push(Ribbon {
            from: (from.x + NODE, next(&mut out, link.source())),
            to: (to.x, next(&mut into, link.target())),
            thickness,
        });
    }
    ribbons
}

/// The hue of each stream: that of the function which it comes from or leads to.
fn hues(streams: &Streams) -> Vec<Option<usize>> {
    let functions: Vec<usize> =
        (0..streams.nodes().len()).filter(|&node| streams.column(node) == Some(1)).collect();
    let of = |node: usize| functions.iter().position(|&function| function == node);
    let links = streams.links().iter();
    links
        .map(|link| of(link.source()).or(of(link.target())).map(|hue| hue % treemap::HUES))
        .collect()
}

fn stream(
    link: &StreamLink,
    ribbon: &Ribbon,
    hue: Option<usize>,
    names: &[String],
    unit: Unit,
) -> Markup {
    let name = |node: usize| names.get(node).map_or("", String::as_str);
    let ((x0, y0), (x1, y1)) = (ribbon.from, ribbon.to);
    let middle = attribute((x0 + x1) / 2);
    let path = format!(
        "M{} {}C{middle} {} {middle} {} {} {}",
        attribute(x0),
        attribute(y0),
        attribute(y0),
        attribute(y1),
        attribute(x1),
        attribute(y1)
    );
    let content = html! {
        path class=(hue.map_or("w".into(), |hue| format!("w{hue}"))) d=(path) stroke-width=(attribute(ribbon.thickness)) {
            title { (name(link.source())) " → " (name(link.target())) ": " (money(link.amount(), unit)) }
        }
    };
    linked(link.place().map(place::id).as_deref(), &content)
}

fn node(node: &StreamNode, bar: Bar, name: &str, unit: Unit) -> Markup {
    let amount = money(node.amount(), unit);
    let (x, y) = (bar.x + NODE + px(6), bar.y + px(14));
    html! {
        rect.rest[node.scope().is_none()] x=(attribute(bar.x)) y=(attribute(bar.y)) width=(attribute(NODE)) height=(attribute(bar.height)) {
            title { (name) ": " (amount) }
        }
        @if let Some(text) = fit(name, bar.room) { text.name x=(attribute(x)) y=(attribute(y)) { (text) } }
        @if let Some(text) = fit(&amount, bar.room) { text.amount x=(attribute(x)) y=(attribute(y + LINE)) { (text) } }
    }
}

/// The same numbers as a table.
fn table_of(document: &Document<'_>, streams: &Streams, names: &[String], unit: Unit) -> Markup {
    let name = |node: usize| names.get(node).map_or("", String::as_str);
    html! {
        details {
            summary { (document.pick("数据表", "table of the numbers")) }
            div.scroll { table {
                thead { tr {
                    th scope="col" { (document.pick("从", "from")) }
                    th scope="col" { (document.pick("到", "to")) }
                    th scope="col" { (document.pick("金额", "amount")) " (" (unit) ")" }
                } }
                tbody { @for link in streams.links() { tr {
                    th scope="row" { (printed(name(link.source()))) }
                    td { (printed(name(link.target()))) }
                    td.n { (treemap::amount(link.amount(), unit, link.place())) }
                } } }
            } }
        }
    }
}
