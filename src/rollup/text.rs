//! The tree of a roll-up as a text.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use super::Tree;
use crate::catalogue::{Catalogue, Edition};
use crate::code::Scheme;
use crate::lang::Lang;
use crate::num::amount::{Amount, Style, Unit};
use crate::num::ratio::Ratio;
use crate::width::width;

/// A [`Tree`] as a text: each level indented further, with names, amounts and shares of the level
/// above in columns. What is booked at a code that has others below it is a line of its own
/// （未细分）, as is what has no code （未分类）, so that every level adds up before the reader's eyes.
#[derive(Debug)]
pub struct TreeText<'a, S: Scheme> {
    tree: &'a Tree<S>,
    catalogue: &'a Catalogue,
    edition: Edition,
    style: Style,
    lang: Lang,
}

struct Row {
    label: String,
    amount: String,
    share: String,
}

impl<'a, S: Scheme> TreeText<'a, S> {
    pub(super) fn new(tree: &'a Tree<S>, catalogue: &'a Catalogue, edition: Edition) -> Self {
        let style = Style::new(Unit::Yuan).separators(true);
        Self { tree, catalogue, edition, style, lang: Lang::Zh }
    }

    /// With amounts printed in this style; 元 with two decimals and separators by default.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// In this language; Chinese by default. Names of the catalogue are Chinese in either.
    #[must_use]
    pub fn lang(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    fn row(&self, depth: usize, label: &str, amount: Amount, share: Option<Ratio>) -> Row {
        Row {
            label: format!("{:1$}{label}", "", 2 * depth),
            amount: amount.format(self.style),
            share: share.map(percent).unwrap_or_default(),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let (tree, total) = (self.tree, self.tree.total());
        let share = |part: Amount, whole: Amount| Ratio::new(part.fen().into(), whole.fen().into());
        let mut rows = Vec::with_capacity(tree.nodes().len() + 2);
        rows.push(self.row(0, self.lang.pick("合计", "total"), total, share(total, total)));
        for (index, node) in tree.nodes().iter().enumerate() {
            let depth = 1 + node.code().ancestors().count();
            let name = self
                .catalogue
                .name(node.code(), self.edition)
                .unwrap_or(self.lang.pick("（未知科目）", "(unknown)"));
            rows.push(self.row(
                depth,
                &format!("{} {name}", node.code()),
                node.amount(),
                node.share(),
            ));
            let next = tree.nodes().get(index + 1);
            let has_children = next.is_some_and(|next| node.code().contains(next.code()));
            if has_children && !node.own().is_zero() {
                let part = share(node.own(), node.amount());
                rows.push(self.row(
                    depth + 1,
                    self.lang.pick("（未细分）", "(no finer)"),
                    node.own(),
                    part,
                ));
            }
        }
        if !tree.open().is_zero() {
            rows.push(self.row(
                1,
                self.lang.pick("（未分类）", "(no code)"),
                tree.open(),
                share(tree.open(), total),
            ));
        }
        rows
    }
}

impl<S: Scheme> fmt::Display for TreeText<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.rows();
        let widest = |text: fn(&Row) -> &str| {
            rows.iter().map(|row| width(text(row))).max().unwrap_or_default()
        };
        let (labels, amounts) = (widest(|row| &row.label), widest(|row| &row.amount));
        let shares = widest(|row| &row.share);
        for Row { label, amount, share } in &rows {
            let gap = labels - width(label);
            writeln!(f, "{label}{:gap$}  {amount:>amounts$}  {share:>shares$}", "")?;
        }
        Ok(())
    }
}

/// A share in percent with two decimals, rounded half up, as tables print it.
fn percent(share: Ratio) -> String {
    let last_places = share.numerator().saturating_mul(10_000);
    let (cut, rest) = (last_places / share.denominator(), last_places % share.denominator());
    let up = rest.unsigned_abs() * 2 >= share.denominator().unsigned_abs();
    let rounded = if up { cut + rest.signum() } else { cut };
    format!("{}%", crate::num::decimal::text(rounded, 2, false))
}
