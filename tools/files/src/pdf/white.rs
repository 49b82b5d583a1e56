//! White over rulings: some writers draw all lines of a table, and then hide with white ones what runs
//! through its merged cells.

use cn_budget::read::Ruling;

/// A rectangle in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

/// Takes the parts of rulings that lie under an area away; whether there were any.
pub(super) fn hide(rulings: &mut Vec<Ruling>, area: Area) -> bool {
    let mut pieces = Vec::new();
    let before = rulings.len();
    rulings.retain(|ruling| {
        let Some(shown) = shown(*ruling, area) else { return true };
        pieces.extend(shown.into_iter().flatten());
        false
    });
    let hidden = rulings.len() < before;
    rulings.extend(pieces);
    hidden
}

/// What is left of a ruling beside an area, `None` where it does not lie under it.
fn shown(ruling: Ruling, area: Area) -> Option<[Option<Ruling>; 2]> {
    let (x0, x1) = (ruling.x0.min(ruling.x1), ruling.x0.max(ruling.x1));
    let (y0, y1) = (ruling.y0.min(ruling.y1), ruling.y0.max(ruling.y1));
    let inside = x0 < area.right && area.left < x1.max(x0 + 1);
    let inside = inside && y0 < area.bottom && area.top < y1.max(y0 + 1);
    if !inside {
        return None;
    }
    if y1 - y0 <= x1 - x0 {
        let piece = |from: i32, to: i32| (from < to).then_some(Ruling { x0: from, x1: to, y0, y1 });
        Some([piece(x0, area.left.min(x1)), piece(area.right.max(x0), x1)])
    } else {
        let piece = |from: i32, to: i32| (from < to).then_some(Ruling { x0, x1, y0: from, y1: to });
        Some([piece(y0, area.top.min(y1)), piece(area.bottom.max(y0), y1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_white_is_gone() {
        let line = |x0, x1| Ruling { x0, y0: 100, x1, y1: 100 };
        let area = |left, right, top, bottom| Area { left, top, right, bottom };
        for (area, left) in [
            (area(200, 300, 50, 150), vec![line(0, 200), line(300, 500)]),
            (area(-10, 600, 50, 150), vec![]),
            (area(200, 300, 120, 150), vec![line(0, 500)]),
            // An area whose edge is the line hides nothing of it.
            (area(200, 300, 100, 100), vec![line(0, 500)]),
        ] {
            let mut rulings = vec![line(0, 500)];
            assert_eq!(hide(&mut rulings, area), left != [line(0, 500)], "{area:?}");
            assert_eq!(rulings, left, "{area:?}");
        }
    }
}
