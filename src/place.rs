//! Places: where in a disclosure something stands.

use alloc::{string::String, sync::Arc};

use crate::index::index;
use crate::raw::{RawDisclosure, RawTable, RawTarget};
use crate::text;

mod words;

/// Where in a disclosure something stands, by indices into the neutral form.
///
/// A place is small and cheap; [`Cell::at`] looks up what is printed there, and
/// [`Cell::describe`] tells in words where that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Place {
    /// A whole table.
    Table {
        /// The table, counted from 0.
        table: u32,
    },
    /// A column of a table.
    Column {
        /// The table, counted from 0.
        table: u32,
        /// The column, counted from 0.
        column: u32,
    },
    /// A row of a table.
    Row {
        /// The table, counted from 0.
        table: u32,
        /// The row, counted from 0.
        row: u32,
    },
    /// A cell of a table.
    Cell {
        /// The table, counted from 0.
        table: u32,
        /// The row, counted from 0.
        row: u32,
        /// The column, counted from 0.
        column: u32,
    },
    /// A piece of the narrative.
    Prose {
        /// The paragraph, counted from 0.
        paragraph: u32,
        /// The byte at which the piece starts.
        start: u32,
        /// The byte behind its end.
        end: u32,
    },
    /// A field of a performance target.
    Target {
        /// The target, counted from 0.
        target: u32,
        /// The indicator, counted from 0; `None` for the target itself.
        indicator: Option<u32>,
        /// The key of the field in the neutral form.
        field: &'static str,
    },
}

impl Place {
    /// The table that the place is in, if it is in one.
    pub fn table(self) -> Option<u32> {
        match self {
            Self::Table { table }
            | Self::Column { table, .. }
            | Self::Row { table, .. }
            | Self::Cell { table, .. } => Some(table),
            Self::Prose { .. } | Self::Target { .. } => None,
        }
    }
}

/// The longest text that a [`Cell`] holds, in bytes; of a longer one it holds the beginning,
/// followed by `…`. So a report stays in proportion to its document, however long a title is.
pub const MAX_CELL_TEXT: usize = 1024;

/// What is printed at a [`Place`]: the `CELL` of the report's JSON.
///
/// Texts longer than [`MAX_CELL_TEXT`] are cut; [`RawDisclosure`] has them in full.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
#[non_exhaustive]
pub enum Cell {
    /// In a table; what does not apply is `None`.
    Table {
        /// The table, counted from 0.
        index: u32,
        /// The number of the table in the document.
        no: Option<u32>,
        /// Its title.
        title: String,
        /// 收入 or 支出 for half of a two-sided table.
        side: Option<String>,
        /// The row, counted from 0.
        row: Option<u32>,
        /// The code as printed.
        code: Option<String>,
        /// The name as printed.
        name: Option<String>,
        /// The heading of the column.
        column: Option<String>,
        /// The text of the cell, empty for a blank.
        text: String,
        /// Where the row stands in the source.
        at: Option<String>,
    },
    /// In the narrative.
    Prose {
        /// The paragraph, counted from 0.
        narrative: u32,
        /// Its section.
        section: String,
        /// The byte at which the text starts.
        start: u32,
        /// The byte behind its end.
        end: u32,
        /// The text.
        text: String,
    },
    /// In a performance target.
    Target {
        /// The target, counted from 0.
        target: u32,
        /// The indicator, counted from 0.
        indicator: Option<u32>,
        /// The key of the field.
        field: String,
        /// The text of the field.
        text: String,
    },
}

impl RawDisclosure {
    /// The text of a printed cell, to be changed: put right, or made wrong for a test. `None` for any
    /// other place, and for a cell that its row leaves out.
    ///
    /// ```
    /// use cn_budget::{Place, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", ["31.05"]);
    /// let mut raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    /// let text = raw.text_mut(Place::Cell { table: 0, row: 0, column: 0 }).unwrap();
    /// *text = "30.15".into();
    /// assert_eq!(raw.tables[0].rows[0].cell("合计"), Some("30.15"));
    /// ```
    pub fn text_mut(&mut self, place: Place) -> Option<&mut String> {
        let Place::Cell { table, row, column } = place else { return None };
        let table = self.tables.get_mut(index(table))?;
        let heading = table.columns.get(index(column))?;
        let cells = &mut table.rows.get_mut(index(row))?.cells;
        cells.iter_mut().find(|(name, _)| name == heading).map(|(_, text)| text)
    }
}

impl Cell {
    /// What is printed at `place`; empty texts where the place is not in the document.
    pub fn at(raw: &RawDisclosure, place: Place) -> Self {
        match place {
            Place::Table { table } => Self::in_table(raw, table, None, None),
            Place::Column { table, column } => Self::in_table(raw, table, None, Some(column)),
            Place::Row { table, row } => Self::in_table(raw, table, Some(row), None),
            Place::Cell { table, row, column } => {
                Self::in_table(raw, table, Some(row), Some(column))
            }
            Place::Prose { paragraph, start, end } => {
                let found = raw.narrative.get(index(paragraph));
                let text = found.and_then(|found| found.text.get(index(start)..index(end)));
                Self::Prose {
                    narrative: paragraph,
                    section: found.map(|found| shown(&found.section)).unwrap_or_default(),
                    start,
                    end,
                    text: shown(text.unwrap_or_default()),
                }
            }
            Place::Target { target, indicator, field } => Self::Target {
                target,
                indicator,
                field: field.into(),
                text: shown(&target_field(raw, target, indicator, field).unwrap_or_default()),
            },
        }
    }

    fn in_table(raw: &RawDisclosure, table: u32, row: Option<u32>, column: Option<u32>) -> Self {
        let none = RawTable::default();
        let found = raw.tables.get(index(table)).unwrap_or(&none);
        let printed = row.and_then(|row| found.rows.get(index(row)));
        let heading = column.and_then(|column| found.columns.get(index(column)));
        let text = match (printed, heading) {
            (Some(printed), Some(heading)) => printed.cell(heading),
            _ => None,
        };
        Self::Table {
            index: table,
            no: found.no,
            title: shown(&found.title),
            side: found.side.as_deref().map(shown),
            row,
            code: printed.and_then(|printed| printed.code.as_deref().map(shown)),
            name: printed.map(|printed| shown(&printed.name)),
            column: heading.map(|heading| shown(heading)),
            text: shown(text.unwrap_or_default()),
            at: printed.and_then(|printed| printed.at.as_deref().map(shown)),
        }
    }

    /// The text at the place.
    pub fn text(&self) -> &str {
        match self {
            Self::Table { text, .. } | Self::Prose { text, .. } | Self::Target { text, .. } => text,
        }
    }
}

fn shown(printed: &str) -> String {
    text::excerpt(printed, MAX_CELL_TEXT)
}

fn target_field(
    raw: &RawDisclosure,
    target: u32,
    indicator: Option<u32>,
    field: &str,
) -> Option<String> {
    let target = raw.performance.get(index(target))?;
    let Some(indicator) = indicator else {
        return match field {
            "project" => Some(target.project.clone()),
            "unit" => target.unit.clone(),
            "total" => target.total.clone(),
            "objective" => target.objective.clone(),
            "execution_weight" => target.execution_weight.clone(),
            "budget" => target.budget.clone(),
            "executed" => target.executed.clone(),
            "rate" => target.rate.clone(),
            "score" => target.score.clone(),
            "total_score" => target.total_score.clone(),
            "department" => target.department.clone(),
            "activity" => target.activity.clone(),
            "sources" => Some(sources(target)),
            _ => target.sources.iter().find(|(name, _)| name == field).map(|(_, t)| t.clone()),
        };
    };
    let indicator = target.indicators.get(index(indicator))?;
    match field {
        "level1" => indicator.level1.clone(),
        "level2" => indicator.level2.clone(),
        "level3" => indicator.level3.clone(),
        "nature" => indicator.nature.clone(),
        "reference" => indicator.reference.clone(),
        "target" => indicator.target.clone(),
        "measure" => indicator.measure.clone(),
        "weight" => indicator.weight.clone(),
        "note" => indicator.note.clone(),
        "actual" => indicator.actual.clone(),
        "score" => indicator.score.clone(),
        _ => None,
    }
}

/// The sources of a target in one text, `财政资金 1086000；单位资金 0`; of very many the first ones.
fn sources(target: &RawTarget) -> String {
    const SHOWN: usize = 24;
    let mut text = String::new();
    for (name, amount) in target.sources.iter().take(SHOWN) {
        if !text.is_empty() {
            text.push('；');
        }
        text.extend([name.as_str(), " ", amount]);
    }
    if target.sources.len() > SHOWN {
        text.push('…');
    }
    text
}

/// A document that several results look into.
pub(crate) type Shared = Arc<RawDisclosure>;
