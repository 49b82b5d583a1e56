//! The spending by function as a treemap: areas are the printed amounts, exactly in proportion.

use cn_budget::{Dimension, Unit, disclosure::Breakdown};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    figures::{LINE, Length, attribute, fit, linked, money, px, swipe, wrap},
    place,
};

mod squarify;

use squarify::{Area, squarify};

const WIDTH: Length = px(640);
const HEIGHT: Length = px(400);
/// The number of hues; classes beyond it begin anew.
pub(crate) const HUES: usize = 8;

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let Some(breakdown) = document.report.disclosure().breakdown(Dimension::Functional) else {
        return html! {};
    };
    let unit = unit(document, &breakdown);
    let tiles = tiles(&breakdown);
    let whole = breakdown.whole();
    html! {
        section #functions {
            h2 { (document.pick("支出按功能分类", "Spending by function")) " "
                span.of { (money(whole.amount(), unit)) } }
            (swipe(document))
            div.picture {
                svg role="group" aria-label=(document.pick("支出按功能分类的矩形图，数据见旁表", "treemap of spending by function; the table beside has the numbers"))
                    viewBox={ "0 0 " (attribute(WIDTH)) " " (attribute(HEIGHT)) } {
                    @for tile in &tiles { (draw(document, &breakdown, tile, unit)) }
                }
                (table(document, &breakdown, unit))
            }
        }
    }
}

/// The unit of the table that the whole is printed in.
fn unit(document: &Document<'_>, breakdown: &Breakdown) -> Unit {
    let first = breakdown.parts().iter().find_map(|part| part.place()?.table());
    let tables = document.report.disclosure().tables();
    first
        .and_then(|table| tables.get(table as usize))
        .map_or(Unit::WanYuan, cn_budget::disclosure::Table::unit)
}

/// A part that is split no further, and its rectangle.
struct Tile {
    part: usize,
    hue: usize,
    area: Area,
}

fn tiles(breakdown: &Breakdown) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let area = Area { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    split(breakdown, 0, area, None, &mut tiles);
    tiles
}

/// Splits a part's rectangle among its children; what they do not fill stays empty.
fn split(
    breakdown: &Breakdown,
    part: usize,
    area: Area,
    hue: Option<usize>,
    tiles: &mut Vec<Tile>,
) {
    let children: Vec<(usize, i128)> = breakdown
        .children(part)
        .map(|(number, child)| (number, child.amount().nano()))
        .filter(|&(_, amount)| amount > 0)
        .collect();
    if children.is_empty() {
        tiles.push(Tile { part, hue: hue.unwrap_or(0), area });
        return;
    }
    let whole = breakdown.parts().get(part).map_or(0, |part| part.amount().nano());
    let areas = squarify(&children, whole, area);
    for (number, area) in areas {
        let own = children.iter().position(|&(child, _)| child == number).unwrap_or(0);
        split(breakdown, number, area, hue.or(Some(own % HUES)), tiles);
    }
}

fn draw(document: &Document<'_>, breakdown: &Breakdown, tile: &Tile, unit: Unit) -> Markup {
    let Some(part) = breakdown.parts().get(tile.part) else { return html! {} };
    let name = document.name(part.scope(), Dimension::Functional, part.place());
    let amount = money(part.amount(), unit);
    let Area { x, y, width, height } = tile.area;
    let content = html! {
        rect class={ "h" (tile.hue) } x=(attribute(x)) y=(attribute(y)) width=(attribute(width)) height=(attribute(height)) {
            title { (name) ": " (amount) }
        }
        @for (line, (text, class)) in label(&name, &amount, width, height).into_iter().enumerate() {
            text class=(class) x=(attribute(x + px(7))) y=(attribute(y + LINE + LINE * i128::try_from(line).unwrap_or(0))) { (text) }
        }
    };
    linked(part.place().map(place::id).as_deref(), &content)
}

/// The lines of a label that fit into a rectangle: the name and the amount, or one of them, or none.
fn label(name: &str, amount: &str, width: Length, height: Length) -> Vec<(String, &'static str)> {
    let room = width - px(12);
    let lines = usize::try_from((height - px(7)) / LINE).unwrap_or(0).min(6);
    let number = Some(amount).filter(|amount| lines > 1 && wrap(amount, room, 1).is_some());
    let for_name = lines.saturating_sub(usize::from(number.is_some()));
    let mut label: Vec<(String, &'static str)> = Vec::new();
    // Where the code and the name do not fit, the name alone may.
    let short = name.split_once(' ').map_or(name, |(_, name)| name);
    let broken = [name, short].iter().find_map(|text| wrap(text, room, for_name));
    let cut = || fit(short, room).filter(|_| for_name > 0).map(|line| vec![line]);
    let broken = broken.or_else(cut).unwrap_or_default();
    label.extend(broken.into_iter().map(|line| (line, "name")));
    label.extend(number.map(|number| (number.into(), "amount")));
    label
}

/// The same numbers as a table.
fn table(document: &Document<'_>, breakdown: &Breakdown, unit: Unit) -> Markup {
    let mut depths: Vec<usize> = Vec::new();
    for part in breakdown.parts() {
        let above = part.parent().and_then(|above| depths.get(above));
        depths.push(above.map_or(0, |depth| depth + 1));
    }
    let colours = colours(breakdown);
    html! {
        div.scroll.beside tabindex="0" { table {
            thead { tr {
                th scope="col" { (document.pick("功能分类", "function")) }
                th scope="col" { (document.pick("金额", "amount")) " (" (unit) ")" }
            } }
            tbody { @for (number, part) in breakdown.parts().iter().enumerate() {
                @let depth = depths.get(number).copied().unwrap_or(0);
                tr {
                    th.name scope="row" style=[(depth > 1).then(|| format!("--depth:{}", depth - 1))] { div {
                        @if let Some(hue) = colours.get(number).copied().flatten() { span class={ "swatch h" (hue) } {} }
                        @if number == 0 { (document.pick("合计", "total")) }
                        @else { (printed(&document.name(part.scope(), Dimension::Functional, part.place()))) }
                    } }
                    td.n { (amount(part.amount(), unit, part.place())) }
                }
            } }
        } }
    }
}

/// The hue of each class, by the number of its part.
fn colours(breakdown: &Breakdown) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut hue = |amount: i128| {
        (amount > 0).then(|| {
            next += 1;
            (next - 1) % HUES
        })
    };
    let parts = breakdown.parts().iter();
    parts
        .map(|part| if part.parent() == Some(0) { hue(part.amount().nano()) } else { None })
        .collect()
}

/// An amount that leads to the cell where it is printed.
pub(crate) fn amount(
    amount: cn_budget::num::Quantity,
    unit: Unit,
    place: Option<cn_budget::Place>,
) -> Markup {
    let text = money(amount, unit);
    let number = text.split(' ').next().unwrap_or_default();
    match place.map(place::id) {
        Some(cell) => html! { a href={ "#" (cell) } data-cell=(cell) { (number) } },
        None => html! { (number) },
    }
}
