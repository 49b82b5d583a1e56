//! From budget lines to the published tables (编制公开表), and back.
//!
//! [`compile`] fills the tables of a [`Template`] with the sums of a ledger's lines, each figure
//! rounded on its own. What comes out is the neutral form, to be read like any other document: that
//! it then reconciles, if the ledger balances ([`Ledger::imbalances`](crate::Ledger::imbalances)), is the
//! master property of this crate.

use crate::index;
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use crate::catalogue::{Catalogue, Edition};
use crate::disclosure::Disclosure;
use crate::ledger::Ledger;
use crate::num::amount::Amount;
use crate::num::figure::Figure;
use crate::payer::Payer;
use crate::place::Place;
use crate::raw::{RawDisclosure, RawEntity, RawRow, RawTable};
use crate::scope::{Dimension, Scope};
use crate::words::TextColumn;

mod builtin;
mod check;
mod error;
mod fill;
mod layout;
mod restored;
mod source;
mod template;

pub use error::{CompileError, TemplateError};
pub use template::{TableTemplate, Template};

use fill::{Grid, Sum};
use layout::{Context, Layout, Row, RowKind, Text};
use source::Source;

/// Fills the tables of a template from a ledger, with the names of the built-in catalogue.
///
/// Each figure is rounded on its own (四舍五入); what is exactly nil is left blank. Rows stand in
/// code order. The body is the ledger's only unit; use [`Compiler`] for a department of several.
///
/// # Errors
/// [`CompileError`] where a line does not tell what a table prints, where a table has no place for
/// a line, where a sum is beyond what can be printed, or where the template passes no
/// [`check`](Template::check).
///
/// ```
/// use cn_budget::{BudgetLine, FundSource, Kind, Ledger, Payer, Stage, Template, compile};
///
/// let mut ledger = Ledger::new(2026, Stage::Budget);
/// let school = ledger.entity("某小学", "", Some(Payer::Institution));
/// let amount = "29.62万元".parse()?;
/// let item = "2050202".parse()?;
/// ledger.push(BudgetLine::income(FundSource::General, amount).with_entity(school).with_functional(item));
/// ledger.push(
///     BudgetLine::expenditure(FundSource::General, amount)
///         .with_entity(school)
///         .with_functional(item)
///         .with_department("30101".parse()?)
///         .with_kind(Kind::Personnel),
/// );
/// let compiled = compile(&ledger, &Template::chongqing_unit_budget())?;
///
/// let wages = &compiled.raw().tables[3];
/// assert_eq!(wages.title, "2026年某小学一般公共预算财政拨款基本支出预算表（部门预算支出经济分类科目）");
/// assert_eq!(wages.rows[2].cell("人员经费"), Some("29.62"));
/// let report = cn_budget::reconcile(&compiled.read(), &cn_budget::Options::new());
/// assert_eq!(report.verdict(), cn_budget::DocumentVerdict::Consistent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compile(ledger: &Ledger, template: &Template) -> Result<Compiled, CompileError> {
    Compiler::new(template).compile(ledger)
}

/// How to compile; [`compile`] is the simple case.
#[derive(Debug, Clone)]
pub struct Compiler<'a> {
    template: &'a Template,
    catalogue: Catalogue,
    body: Option<RawEntity>,
    beside: Vec<&'a Ledger>,
}

impl<'a> Compiler<'a> {
    /// Fills this template, with the names of the built-in catalogue.
    #[must_use]
    pub fn new(template: &'a Template) -> Self {
        Self { template, catalogue: Catalogue::builtin(), body: None, beside: Vec::new() }
    }

    /// Uses names and crosswalk of another catalogue.
    #[must_use]
    pub fn catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Names the body whose budget it is: a department of several units.
    #[must_use]
    pub fn body(mut self, name: &str, code: &str, payer: Option<Payer>) -> Self {
        let text = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        self.body = Some(RawEntity { name: text(name), code: text(code), payer });
        self
    }

    /// Takes what a template prints of another year or stage (预算数 beside 决算数) from this ledger.
    #[must_use]
    pub fn beside(mut self, ledger: &'a Ledger) -> Self {
        self.beside.push(ledger);
        self
    }

    /// Fills the tables.
    ///
    /// # Errors
    /// As [`compile`].
    pub fn compile(&self, ledger: &Ledger) -> Result<Compiled, CompileError> {
        let body = self.body.clone().unwrap_or_else(|| body_of(ledger));
        let ledgers = core::iter::once(ledger).chain(self.beside.iter().copied());
        let sources: Vec<Source> =
            ledgers.map(|ledger| Source::of_ledger(ledger, &self.catalogue)).collect();
        let mut raw = RawDisclosure::new(ledger.year(), ledger.stage());
        raw.entity = body;
        fill_template(raw, self.template, &self.catalogue, &sources)
    }
}

/// The only unit of a ledger, or what its units have in common.
fn body_of(ledger: &Ledger) -> RawEntity {
    let text = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
    match ledger.entities() {
        [] => RawEntity::default(),
        [only] => RawEntity { name: text(&only.name), code: text(&only.code), payer: only.payer },
        [first, rest @ ..] => {
            let known = ledger.entities().iter().all(|entity| entity.payer.is_some());
            let one = rest.iter().all(|entity| entity.payer == first.payer);
            let payer = if one { first.payer } else { Some(Payer::Mixed).filter(|_| known) };
            RawEntity { payer, ..RawEntity::default() }
        }
    }
}

/// A filled template: the document, and what each of its cells means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    raw: RawDisclosure,
    cells: Vec<CompiledCell>,
}

/// What a cell of a compiled document means, and the exact sum behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompiledCell {
    place: Place,
    scope: Scope,
    amount: Option<Amount>,
}

impl CompiledCell {
    /// Where it stands.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What it is about. Units and projects have the numbers of the ledger.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The exact sum of its lines; `None` where nothing tells it, and the cell is blank.
    pub fn amount(&self) -> Option<Amount> {
        self.amount
    }
}

impl Compiled {
    /// The document.
    pub fn raw(&self) -> &RawDisclosure {
        &self.raw
    }

    /// The document, to be changed or published.
    #[must_use]
    pub fn into_raw(self) -> RawDisclosure {
        self.raw
    }

    /// The cells of amounts, blank or not, in the order of print.
    pub fn cells(&self) -> &[CompiledCell] {
        &self.cells
    }

    /// The document read as any other: its facts have the scopes of [`cells`](Self::cells).
    #[must_use]
    pub fn read(&self) -> Disclosure {
        Disclosure::read(self.raw.clone())
    }
}

fn fill_template(
    mut raw: RawDisclosure,
    template: &Template,
    catalogue: &Catalogue,
    sources: &[Source],
) -> Result<Compiled, CompileError> {
    template.check()?;
    let context = Context {
        sources,
        catalogue,
        edition: Edition::new(raw.year),
        own: Scope::ALL.with_year(raw.year).with_stage(raw.stage),
        body: raw.entity.name.clone().unwrap_or_default(),
    };
    let mut layouts: Vec<Layout<'_>> =
        template.tables().iter().map(|table| context.layout(table)).collect();
    settle_sheets(&mut layouts);
    let mut cells = Vec::new();
    for layout in layouts {
        let table = fill_table(&context, layout, index::number(raw.tables.len()), &mut cells)?;
        raw.tables.push(table);
    }
    Ok(Compiled { raw, cells })
}

/// The two halves of a sheet tell each other whether it prints carried money.
fn settle_sheets(layouts: &mut [Layout<'_>]) {
    let sheet = |layout: &Layout<'_>| (layout.template.no, layout.title.clone());
    let carrying: Vec<_> = layouts.iter().filter(|layout| layout.carries()).map(sheet).collect();
    for layout in layouts {
        let carries = carrying.contains(&sheet(layout));
        layout.settle(carries);
    }
}

fn fill_table(
    context: &Context<'_>,
    mut layout: Layout<'_>,
    table: u32,
    cells: &mut Vec<CompiledCell>,
) -> Result<RawTable, CompileError> {
    let columns = fill::column_scopes(&layout)?;
    let mut grids = Vec::new();
    for source in context.sources {
        if columns.iter().flatten().any(|&scope| source.covers(scope)) {
            if source.complete {
                fill::check_places(&layout, &columns, source)?;
            }
            grids.push((source, fill::fill(&layout, &columns, source)));
        }
    }
    // Of several windows the one that is cut as this table is.
    grids.sort_by_key(|(source, _)| source.root != layout.root);
    told_whole(&layout, &grids)?;
    let filled = layout.rows.len();
    let list = grids.iter().map(|&(source, _)| source).find(|_| layout.template.is_list());
    let listed = match list {
        Some(source) => fill::listed(&mut layout, &columns, source)?,
        None => Vec::new(),
    };
    let mut rows = Vec::with_capacity(layout.rows.len());
    for (index, row) in layout.rows.iter().enumerate() {
        let mut printed = labelled(context, list, row);
        for (number, column) in layout.columns.iter().enumerate() {
            let Some(scope) = columns.get(number).copied().flatten() else {
                let text =
                    column.text.map(|text| text_of(context, list, row, text)).unwrap_or_default();
                printed.push(column.heading, text);
                continue;
            };
            let sum = match index.checked_sub(filled) {
                None => answer(&grids, scope, (index, number)),
                Some(list) => listed.get(list).and_then(|sums| sums.get(number)).copied(),
            };
            let amount = sum.map(|sum| amount_of(&layout, sum)).transpose()?;
            printed.push(column.heading, print(&layout, amount)?);
            let place =
                Place::Cell { table, row: index::number(index), column: index::number(number) };
            cells.push(CompiledCell { place, scope: meaning(&layout, row, scope)?, amount });
        }
        rows.push(printed.row);
    }
    let template = layout.template;
    Ok(RawTable {
        no: template.no,
        title: layout.title,
        side: template.side.clone(),
        unit: Some(template.unit.to_string()),
        code_heading: template.code_heading.clone(),
        name_heading: template.name_heading.clone(),
        columns: layout.columns.iter().map(|column| column.heading.into()).collect(),
        rows,
    })
}

/// Sees to it that a ledger tells what the table prints.
fn told_whole(layout: &Layout<'_>, grids: &[(&Source, Grid)]) -> Result<(), CompileError> {
    let open = grids.iter().filter(|(source, _)| source.complete).find_map(|(_, grid)| grid.open());
    open.map_or(Ok(()), |(line, dimension)| {
        Err(CompileError::Open { table: layout.title.clone(), line, dimension })
    })
}

/// The sum of a cell by the first source that tells it.
fn answer(grids: &[(&Source, Grid)], scope: Scope, (row, column): (usize, usize)) -> Option<Sum> {
    let covering = grids.iter().filter(|(source, _)| source.covers(scope));
    covering.map(|(_, grid)| grid.get(row, column)).find(|sum| !sum.is_open())
}

/// What a cell means: title ∪ row ∪ column.
fn meaning(layout: &Layout<'_>, row: &Row, column: Scope) -> Result<Scope, CompileError> {
    if row.kind == RowKind::Balance {
        return Ok(column.with_flow(crate::flow::Flow::Balance));
    }
    column.merge(row.scope).map_err(|conflict| layout.contradiction(&conflict))
}

fn amount_of(layout: &Layout<'_>, sum: Sum) -> Result<Amount, CompileError> {
    let overflow = |_| CompileError::Amount {
        table: layout.title.clone(),
        error: crate::error::Error::new(crate::error::ErrorKind::Overflow, &sum.fen.to_string(), 0),
    };
    i64::try_from(sum.fen).map(Amount::from_fen).map_err(overflow)
}

/// The text of a cell: rounded on its own, blank for nil.
fn print(layout: &Layout<'_>, amount: Option<Amount>) -> Result<String, CompileError> {
    let Some(amount) = amount.filter(|amount| !amount.is_zero()) else { return Ok(String::new()) };
    Figure::of_amount(amount, layout.template.unit, layout.template.decimals)
        .map(|figure| figure.to_string())
        .map_err(|error| CompileError::Amount { table: layout.title.clone(), error })
}

/// A row being printed.
struct Printed {
    row: RawRow,
}

impl Printed {
    fn push(&mut self, heading: &str, text: String) {
        if !text.is_empty() {
            self.row.cells.push((heading.into(), text));
        }
    }
}

fn labelled(context: &Context<'_>, list: Option<&Source>, row: &Row) -> Printed {
    let name = match row.kind {
        RowKind::Listed => list_name(context, list, row.scope),
        _ => row.name.clone(),
    };
    Printed { row: RawRow { code: row.code.clone(), name, cells: Vec::new(), at: None } }
}

/// The name of a row of a list: its project, else its unit, else its deepest code.
fn list_name(context: &Context<'_>, list: Option<&Source>, scope: Scope) -> String {
    const TRIED: [TextColumn; 5] = [
        TextColumn::Project,
        TextColumn::Code(crate::code::SchemeKind::Department),
        TextColumn::Code(crate::code::SchemeKind::Functional),
        TextColumn::Code(crate::code::SchemeKind::Government),
        TextColumn::Entity,
    ];
    let texts = TRIED.into_iter().map(|column| list_text(context, list, scope, column));
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

fn text_of(context: &Context<'_>, list: Option<&Source>, row: &Row, text: Text<'_>) -> String {
    let line = row.kind == RowKind::Listed;
    let whole_unit = row.scope.without(Dimension::Entity) == Scope::ALL;
    match text {
        Text::Of(column) if line => list_text(context, list, row.scope, column),
        Text::Constant(text) if line && !whole_unit => text.into(),
        _ => String::new(),
    }
}

/// What a line says in a column of text.
fn list_text(
    context: &Context<'_>,
    list: Option<&Source>,
    scope: Scope,
    column: TextColumn,
) -> String {
    let Some(source) = list else { return String::new() };
    let project = scope.project().and_then(|id| source.project(id));
    let code = |dimension| match context.code_and_name(scope, dimension) {
        (code, Some(name)) => alloc::format!("{code}-{name}"),
        (code, None) => code,
    };
    match column {
        TextColumn::Entity => scope.entity().map(|id| source.entity_text(id)).unwrap_or_default(),
        TextColumn::Project => project.map(|project| project.name.clone()).unwrap_or_default(),
        TextColumn::ProjectCode => project.map(|project| project.code.clone()).unwrap_or_default(),
        TextColumn::Code(crate::code::SchemeKind::Functional) => code(Dimension::Functional),
        TextColumn::Code(crate::code::SchemeKind::Department) => code(Dimension::Department),
        TextColumn::Code(crate::code::SchemeKind::Government) => code(Dimension::Government),
        TextColumn::Kind => scope.kind().map(|kind| kind.to_string()).unwrap_or_default(),
        TextColumn::Code(crate::code::SchemeKind::Revenue)
        | TextColumn::Level(_)
        | TextColumn::Change
        | TextColumn::ChangeRate
        | TextColumn::Other => String::new(),
    }
}
