//! Two-way tables as texts.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use super::Pivot;
use crate::catalogue::{Catalogue, Edition};
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::num::amount::{Amount, Style, Unit};
use crate::scope::{Dimension, NameId, Scope};
use crate::width::width;

/// A [`Pivot`] as an aligned text, a Chinese character taking two columns. A cell into which no
/// line falls is blank; what lines leave open is called （未列）.
#[derive(Debug)]
pub struct PivotText<'a> {
    pivot: &'a Pivot,
    catalogue: &'a Catalogue,
    edition: Edition,
    ledger: Option<&'a Ledger>,
    style: Style,
    lang: Lang,
}

impl<'a> PivotText<'a> {
    pub(super) fn new(pivot: &'a Pivot, catalogue: &'a Catalogue, edition: Edition) -> Self {
        let style = Style::new(Unit::Yuan).separators(true);
        Self { pivot, catalogue, edition, ledger: None, style, lang: Lang::Zh }
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

    /// With the names of units and projects that a ledger gave numbers to.
    #[must_use]
    pub fn ledger(mut self, ledger: &'a Ledger) -> Self {
        self.ledger = Some(ledger);
        self
    }

    /// The heading of a row or column.
    fn label(&self, dimension: Dimension, scope: Scope) -> String {
        if !scope.fixes(dimension) {
            return self.lang.pick("（未列）", "(not told)").into();
        }
        let named = |code: &dyn fmt::Display, name: Option<&str>| match name {
            Some(name) => format!("{code} {name}"),
            None => format!("{code}"),
        };
        if let Some(code) = scope.functional() {
            named(&code, self.catalogue.name(code, self.edition))
        } else if let Some(code) = scope.department() {
            named(&code, self.catalogue.name(code, self.edition))
        } else if let Some(code) = scope.government() {
            named(&code, self.catalogue.name(code, self.edition))
        } else {
            scope.describe(self.lang, |id| self.name(dimension, id))
        }
    }

    fn name(&self, dimension: Dimension, id: NameId) -> Option<&str> {
        match dimension {
            Dimension::Entity => Some(&self.ledger?.entity_of(id)?.name),
            Dimension::Project => Some(&self.ledger?.project_of(id)?.name),
            _ => None,
        }
    }

    /// The table as texts, heading and margins included.
    fn lines(&self) -> Vec<Vec<String>> {
        let pivot = self.pivot;
        let (down, across) = pivot.axes();
        let amount = |amount: Amount| amount.format(self.style);
        let total = || self.lang.pick("合计", "total").to_string();
        let line = |head: String, cells: Vec<String>, last: String| {
            core::iter::once(head).chain(cells).chain([last]).collect::<Vec<String>>()
        };
        let heads = pivot.columns().iter().map(|&scope| self.label(across.dimension(), scope));
        let mut lines = Vec::with_capacity(pivot.rows().len() + 2);
        let [down_name, across_name] = [down, across].map(|axis| axis.heading(self.lang));
        lines.push(line(format!("{down_name} ╲ {across_name}"), heads.collect(), total()));
        for (row, (&scope, &total)) in pivot.rows().iter().zip(pivot.row_totals()).enumerate() {
            let cells = (0..pivot.columns().len())
                .map(|column| pivot.get(row, column).map(amount).unwrap_or_default());
            lines.push(line(self.label(down.dimension(), scope), cells.collect(), amount(total)));
        }
        let totals = pivot.column_totals().iter().map(|&total| amount(total));
        lines.push(line(total(), totals.collect(), amount(pivot.total())));
        lines
    }
}

impl fmt::Display for PivotText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines();
        let mut widths: Vec<usize> = Vec::new();
        for line in &lines {
            widths.resize(widths.len().max(line.len()), 0);
            for (widest, text) in widths.iter_mut().zip(line) {
                *widest = width(text).max(*widest);
            }
        }
        for line in &lines {
            for (column, (text, widest)) in line.iter().zip(&widths).enumerate() {
                let gap = widest - width(text);
                match column {
                    0 => write!(f, "{text}{:gap$}", "")?,
                    _ => write!(f, "  {:gap$}{text}", "")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
