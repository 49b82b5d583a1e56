//! A disclosure as facts: *(scope, what is printed, where)*.
//!
//! [`Disclosure::read`] gives every cell of a [`RawDisclosure`] a scope by what its title, row and
//! column say. It never fails: what is not understood becomes a finding, keeps its place, and opens
//! the sums that it may belong to.

use alloc::{string::String, sync::Arc, vec::Vec};
use core::ops::Range;

use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::index;
use crate::label::{Reading, Vocabulary};
use crate::narrative::{Context, Narrative};
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::{Cell, Place, Shared};
use crate::raw::RawDisclosure;
use crate::scope::{NameId, Scope};

mod breakdown;
mod changes;
mod flat;
mod loose;
mod names;
mod narrative;
mod streams;

pub use breakdown::{Breakdown, BreakdownPart};
pub use changes::TableChange;
pub use flat::FlatFact;
pub(crate) use loose::{Loose, LooseCells};
pub(crate) use names::Names;
pub use streams::{StreamLink, StreamNode, Streams};

/// The most cells, blanks included, that the tables of a disclosure may have together. A table
/// counts as its rows times its columns, of each four more than it has; one that does not fit is not
/// read, and [`FindingKind::WorkLimit`](crate::FindingKind::WorkLimit) says so. The largest
/// disclosures have some 10⁵; reading and reconciling takes less than a kilobyte for each.
pub const MAX_CELLS: usize = 2_000_000;

/// The most columns of a table that are read;
/// [`FindingKind::WorkLimit`](crate::FindingKind::WorkLimit) tells of more.
pub const MAX_COLUMNS: usize = 1024;

/// A disclosure whose cells are facts.
///
/// ```
/// use cn_budget::{Disclosure, Kind, RawDisclosure, Stage, Unit, raw::RawTable};
///
/// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
///     .row("", "合计", ["12.30", "10.00", "2.30"])
///     .row("201", "一般公共服务支出", ["12.30", "10.00", "2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
///
/// assert!(disclosure.findings().is_empty());
/// let basic = disclosure.facts().iter().find(|fact| fact.scope().kind() == Some(Kind::Basic));
/// assert_eq!(basic.unwrap().figure().unwrap().to_string(), "10.00");
/// ```
#[derive(Debug, Clone)]
pub struct Disclosure {
    raw: Shared,
    tables: Vec<Table>,
    facts: Vec<Fact>,
    changes: Vec<TableChange>,
    findings: Vec<Finding>,
    names: Names,
    unplaced: Vec<Place>,
    narrative: Arc<Narrative>,
    /// What the narrative stands in, if there is one.
    context: Option<Context>,
}

/// What was read of the tables.
pub(crate) struct Parts {
    pub(crate) tables: Vec<Table>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) changes: Vec<TableChange>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) names: Names,
    /// The places of amounts that are no fact.
    pub(crate) unplaced: Vec<Place>,
}

/// One printed table as it was understood.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the table of its own")]
pub struct Table {
    pub(crate) title: Option<Reading>,
    pub(crate) root: Scope,
    pub(crate) unit: Unit,
    pub(crate) sheet: u32,
    pub(crate) apart: bool,
    pub(crate) loose: LooseCells,
    pub(crate) carries: bool,
    pub(crate) current: bool,
    pub(crate) unread: bool,
    pub(crate) two_sided: bool,
    pub(crate) facts: Range<usize>,
}

impl Table {
    /// What the title fixes. No sum of the table reaches above it.
    pub fn root(&self) -> Scope {
        self.root
    }

    /// What the title says, if it was understood.
    pub fn title(&self) -> Option<&Reading> {
        self.title.as_ref()
    }

    /// The unit over the table.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The number of the sheet: the two halves of a two-sided table are one sheet.
    pub fn sheet(&self) -> u32 {
        self.sheet
    }

    /// Whether the title or the unit was not understood, so that the table keeps to itself.
    pub fn is_apart(&self) -> bool {
        self.apart
    }

    /// Whether a row with figures was not understood: sums over rows may lack a part.
    pub fn has_open_rows(&self) -> bool {
        self.loose.open_rows()
    }

    /// Whether a column with figures was not understood: sums over columns may lack a part.
    pub fn has_open_columns(&self) -> bool {
        self.loose.open_columns()
    }

    /// Whether the table is understood so far that its sums lack no part.
    pub(crate) fn closes_sums(&self) -> bool {
        !(self.apart || self.has_open_rows() || self.has_open_columns())
    }

    /// Whether every row and every column was understood, blank ones too: what was not may have
    /// been a heading.
    pub(crate) fn is_understood(&self) -> bool {
        !(self.unread || self.has_open_columns())
    }

    /// Whether the title speaks of this year's money alone (一般公共预算当年支出表).
    pub(crate) fn is_current(&self) -> bool {
        self.current
    }

    /// Whether the sheet may print money carried in or over: a row says so or was not understood.
    pub(crate) fn carries(&self) -> bool {
        self.carries
    }

    /// Whether a row was not understood, with figures or without: it may have been a heading.
    pub(crate) fn has_unread(&self) -> bool {
        self.unread
    }

    /// The amounts that its sums may lack.
    pub(crate) fn loose(&self) -> &LooseCells {
        &self.loose
    }

    /// Whether the table is two-sided (收支), or half of such a one.
    pub(crate) fn is_two_sided(&self) -> bool {
        self.two_sided
    }

    pub(crate) fn fact_range(&self) -> Range<usize> {
        self.facts.clone()
    }
}

/// What a cell prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// An amount.
    Figure(Figure),
    /// Nothing, or a dash: nil, exactly.
    Blank,
    /// A text that is no amount: unknown.
    Unreadable,
}

impl Content {
    pub(crate) fn figure(self) -> Option<Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Blank | Self::Unreadable => None,
        }
    }
}

/// One cell: what it is about, what it prints, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    scope: Scope,
    content: Content,
    place: Place,
}

impl Fact {
    pub(crate) fn new(scope: Scope, content: Content, place: Place) -> Self {
        Self { scope, content, place }
    }

    /// What the figure is about.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// What is printed.
    pub fn content(&self) -> Content {
        self.content
    }

    /// The printed figure, `None` for a blank or an unreadable cell.
    pub fn figure(&self) -> Option<Figure> {
        self.content.figure()
    }

    /// Where it is printed.
    pub fn place(&self) -> Place {
        self.place
    }
}

impl Disclosure {
    /// A disclosure of what was read of its tables; its narrative is read with the names that they
    /// print.
    pub(crate) fn of_parts(
        raw: Shared,
        parts: Parts,
        vocabulary: &Vocabulary,
        catalogue: &Catalogue,
    ) -> Self {
        let Parts { tables, facts, changes, findings, names, unplaced } = parts;
        let context = narrative::context(&raw, &facts, vocabulary, catalogue);
        let narrative = narrative::read(&raw, context.as_ref());
        Self { raw, tables, facts, changes, findings, names, unplaced, narrative, context }
    }

    /// The neutral form that was read.
    pub fn raw(&self) -> &RawDisclosure {
        &self.raw
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.raw
    }

    /// The tables, one for each of the neutral form.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The facts, in the order of print.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The changes that columns 增减额 and 增减% print, in the order of print. They are no money of
    /// their own, and so no facts.
    pub fn changes(&self) -> &[TableChange] {
        &self.changes
    }

    /// What was wrong or odd in the reading, in the order of print.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the narrative says.
    pub fn narrative(&self) -> &Narrative {
        &self.narrative
    }

    /// How many amounts the tables print (blanks and columns of text do not count).
    pub fn figure_count(&self) -> usize {
        let facts = self.facts.iter().filter(|fact| fact.figure().is_some()).count();
        let changes = self.changes.iter().filter(|change| change.figure().is_some()).count();
        facts + changes + self.unplaced.len()
    }

    /// The amounts that are no fact, because their row or column was not understood; in the order
    /// of print.
    pub fn unplaced(&self) -> &[Place] {
        &self.unplaced
    }

    /// The name of a unit or a project in the scopes of this document.
    pub fn name(&self, id: NameId) -> Option<&str> {
        self.names.get(id)
    }

    /// What is printed at a place.
    pub fn cell(&self, place: Place) -> Cell {
        Cell::at(&self.raw, place)
    }

    /// The disclosure with other texts in some cells, read anew in their units; `None` if a place
    /// is no cell that prints a figure.
    pub(crate) fn with_texts(&self, texts: &[(Place, String)]) -> Option<Self> {
        let mut raw = (*self.raw).clone();
        let mut changed = self.clone();
        // From the last to the first, so that no place in a paragraph moves before its turn.
        let mut texts: Vec<&(Place, String)> = texts.iter().collect();
        texts.sort_by_key(|(place, _)| core::cmp::Reverse(*place));
        for (place, text) in &texts {
            if let Place::Prose { paragraph, start, end } = *place {
                let paragraph = raw.narrative.get_mut(index::index(paragraph))?;
                let range = index::index(start)..index::index(end);
                paragraph.text.get(range.clone())?;
                paragraph.text.replace_range(range, text);
                continue;
            }
            let unit = changed.figure_at(*place)?.unit();
            changed.set_figure(*place, Figure::parse(text, unit).ok().flatten()?);
            raw.text_mut(*place)?.clone_from(text);
        }
        if texts.iter().any(|(place, _)| matches!(place, Place::Prose { .. })) {
            changed.narrative = narrative::read(&raw, changed.context.as_ref());
        }
        changed.raw = Arc::new(raw);
        Some(changed)
    }

    /// The disclosure with some tables read in other units than they state.
    pub(crate) fn in_units(&self, units: &[(u32, Unit)]) -> Self {
        let mut changed = self.clone();
        for &(table, unit) in units {
            let Some(own) = changed.tables.get_mut(index::index(table)) else { continue };
            own.unit = unit;
            for fact in changed.facts.get_mut(own.facts.clone()).unwrap_or_default() {
                if let Content::Figure(figure) = fact.content {
                    let read = Figure::new(figure.mantissa(), figure.decimals(), unit);
                    fact.content = read.map_or(Content::Unreadable, Content::Figure);
                }
            }
            let own = |change: &&mut TableChange| change.place().table() == Some(table);
            for change in changed.changes.iter_mut().filter(own) {
                let read = |own: Figure| Figure::new(own.mantissa(), own.decimals(), unit).ok();
                if let Some(figure) = change.figure().and_then(read) {
                    change.set_figure(figure);
                }
            }
        }
        changed
    }

    fn figure_at(&self, place: Place) -> Option<Figure> {
        let fact = self.facts.iter().find(|fact| fact.place == place);
        let change = || self.changes.iter().find(|change| change.place() == place);
        fact.map_or_else(|| change()?.figure(), Fact::figure)
    }

    fn set_figure(&mut self, place: Place, figure: Figure) {
        for fact in self.facts.iter_mut().filter(|fact| fact.place == place) {
            fact.content = Content::Figure(figure);
        }
        for change in self.changes.iter_mut().filter(|change| change.place() == place) {
            change.set_figure(figure);
        }
    }

    /// A scope in words, with the names of this document's units and projects.
    pub fn describe(&self, scope: Scope, lang: crate::lang::Lang) -> String {
        scope.describe(lang, |id| self.name(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;
    use crate::raw::RawTable;

    /// A table with a row that nobody understands, which prints this.
    fn with_unread(text: &str) -> Table {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"])
            .row("", "合计", ["1.00"])
            .row("", "饕餮貔貅", [text]);
        let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
        Disclosure::read(raw).tables()[0].clone()
    }

    #[test]
    fn what_an_unread_row_may_hold() {
        for (text, open, negative) in [
            ("", false, false),
            ("0.00", false, false),
            ("1.00", true, false),
            ("-1.00", true, true),
        ] {
            let table = with_unread(text);
            assert!(table.has_unread());
            let below_zero = table.loose().all.iter().any(Loose::is_negative);
            let read = (table.has_open_rows(), below_zero);
            assert_eq!(read, (open, negative), "{text}");
        }
    }
}
