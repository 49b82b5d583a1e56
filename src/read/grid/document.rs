//! A document's lines and grids, one after the other, → drafts of its tables and lines of prose.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::block::{Block, Line};
use super::cells::{Grid, Sheet};
use super::context::{self, Context};
use super::form;
use super::header::Header;
use super::note::{Note, NoteKind};
use super::outside;
use super::prose::Prose;
use super::remerge;
use super::shape;
use super::table::Draft;
use super::words;
use crate::lang::counted;

/// What the walk over a document collects.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) drafts: Vec<Draft>,
    /// What belongs to no table, in order.
    pub(super) prose: Vec<Prose>,
    pub(super) forms: Vec<(Sheet, Context, Option<String>)>,
    pub(super) notes: Vec<Note>,
    /// The lines since the last grid.
    pending: Vec<Line>,
    /// Whether a page has ended since the last grid.
    new_page: bool,
    /// Whether the last grid was a form.
    in_form: bool,
    /// How many grids have guessed spans.
    guessed: usize,
}

impl AsRef<str> for Line {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Walk {
    pub(super) fn over(blocks: &[Block]) -> Self {
        let mut walk = Self::default();
        for block in blocks {
            match block {
                Block::Line(line) => walk.line(line),
                Block::Grid(grid) => walk.grid(grid),
                Block::PageEnd => walk.new_page = true,
            }
        }
        walk.end_table();
        walk.flush();
        walk.note_guesses();
        walk.notes.extend(outside::notes(&walk.prose));
        walk
    }

    fn line(&mut self, line: &Line) {
        let text = shape::clean(&line.text);
        if !text.is_empty() && !words::is_page_number(&text) {
            self.pending.push(Line { text, ..line.clone() });
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let sheet = Sheet::new(grid, shape::clean);
        if sheet.cut {
            self.note(
                NoteKind::GridLeftOut,
                grid,
                "表格超出可读的行列数，超出部分未读",
                "the grid is larger than what is read; the rest is left out",
            );
        }
        self.note_lost(&sheet.lost, grid);
        if grid.hides_text() {
            self.note(
                NoteKind::CellsLeftOut,
                grid,
                "隐藏的行、列未读",
                "hidden rows and columns are left out",
            );
        }
        if sheet.rows() == 0
            || self.form_goes_on(&sheet)
            || self.heading_goes_on(&sheet, grid)
            || self.goes_on_by_lanes(&sheet, grid)
            || self.goes_on(&sheet, grid)
            || self.is_prose(&sheet, grid)
        {
            return;
        }
        self.guessed = self.guessed.saturating_add(usize::from(grid.guessed));
        if form::is_form(&sheet) || form::is_head(&sheet) {
            let context = Context::take(&mut self.pending);
            self.flush();
            self.forms.push((sheet, context, grid.at.clone()));
            self.in_form = true;
            self.new_page = false;
            return;
        }
        let (sheet, restored) =
            if grid.lanes.is_empty() { remerge::remerge(sheet) } else { (sheet, false) };
        if restored {
            self.note(
                NoteKind::MergesRestored,
                grid,
                "表头的合并单元格已丢失，按文字推断",
                "the merged cells of the heading were lost and put back by their texts",
            );
        }
        let mut starts = context::title_rows(&sheet);
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        starts.push(sheet.rows());
        for pair in starts.windows(2) {
            if let [from, to] = pair {
                self.section(&sheet.part(*from, *to), grid);
            }
        }
        self.new_page = false;
    }

    /// Whether a grid at the top of a page, with nothing above it, goes on with the form that ended the
    /// page before, which it then does.
    fn form_goes_on(&mut self, sheet: &Sheet) -> bool {
        let in_form =
            core::mem::take(&mut self.in_form) && self.new_page && self.pending.is_empty();
        let Some((last, ..)) = self.forms.last_mut().filter(|_| in_form) else { return false };
        let Some(whole) = form::gone_on(last, sheet) else { return false };
        *last = whole;
        self.in_form = true;
        self.new_page = false;
        true
    }

    /// Whether a grid at the top of a page, with nothing above it, holds the rest of a heading that the
    /// page broke in two, and the body below it, which then make the table.
    fn heading_goes_on(&mut self, sheet: &Sheet, grid: &Grid) -> bool {
        if !self.new_page || !self.pending.is_empty() {
            return false;
        }
        let Some(last) = self.drafts.last_mut() else { return false };
        let Some(whole) = last.with_rest(sheet, grid.at.clone()) else { return false };
        *last = whole;
        self.prose.push(Prose::Table);
        self.new_page = false;
        true
    }

    /// Whether a grid with nothing above it goes on with the last table, which it then does: what its
    /// first row says is then a row, even where it is but a name.
    fn goes_on(&mut self, sheet: &Sheet, grid: &Grid) -> bool {
        let alike = |draft: &&mut Draft| draft.is_as_wide_as(sheet);
        let Some(draft) = self.drafts.last_mut().filter(alike) else { return false };
        let tells = |row: usize| {
            sheet
                .row_cells(row)
                .any(|cell| words::title(&cell.text).is_some() || words::unit(&cell.text).is_some())
        };
        if !self.pending.is_empty() || form::is_form(sheet) || (0..sheet.rows()).any(tells) {
            return false;
        }
        let (sheet, _) = remerge::remerge(sheet.clone());
        if !draft.goes_on(&sheet, true) {
            return false;
        }
        let lost = draft.append(&sheet, grid.at.clone());
        self.note_lost(&lost, grid);
        self.prose.push(Prose::Table);
        self.new_page = false;
        true
    }

    /// Whether a grid whose columns are guessed has nothing above it and follows another such one: then
    /// it goes on with that, and where it cannot be told how, both are left out. A doubtful grid is
    /// a table left out.
    fn goes_on_by_lanes(&mut self, sheet: &Sheet, grid: &Grid) -> bool {
        if grid.lanes.is_empty() && !grid.doubtful {
            return false;
        }
        let bare = self.pending.is_empty();
        if let Some(last) = self.drafts.last_mut().filter(|last| bare && last.is_guessed()) {
            let header = Header::of(sheet);
            if !grid.doubtful && !last.doubtful && header.reads_as(&last.header) {
                return false;
            }
            let headless = header.rows == 0 || last.repeats(sheet, &header);
            let placed = last.in_lanes(sheet).filter(|_| headless && !grid.doubtful);
            match placed {
                Some(placed) => {
                    let lost = last.append(&placed, grid.at.clone());
                    self.note_lost(&lost, grid);
                }
                None => last.doubtful = true,
            }
        } else if grid.doubtful {
            let context = Context::take(&mut self.pending);
            self.end_table();
            self.flush();
            let again = |last: &&mut Draft| {
                let (title, other) = (context.title.as_ref(), last.context.title.as_ref());
                title.is_some() && is_same_title(title, other)
            };
            match self.drafts.last_mut().filter(again) {
                Some(last) => last.doubtful = true,
                None => {
                    let mut draft = Draft::new(context, sheet, grid.at.clone());
                    draft.doubtful = true;
                    self.drafts.push(draft);
                }
            }
        } else {
            return false;
        }
        self.prose.push(Prose::Table);
        self.new_page = false;
        true
    }

    /// A grid without figures and with long texts lays out prose; its cells become lines.
    fn is_prose(&mut self, sheet: &Sheet, grid: &Grid) -> bool {
        let any = |is: fn(&str) -> bool| sheet.cells().iter().any(|cell| is(&cell.text));
        let amounts = || any(|text| shape::amount(text).is_some());
        let long = |text: &str| text.chars().count() > 60 && words::is_sentence(text);
        let lays_out = sheet.columns() == 1
            || sheet.rows() == 1 && sheet.columns() <= 2
            || !amounts() && (is_cover(sheet) || any(long) && !any(words::is_key_heading));
        if !lays_out {
            return false;
        }
        for row in 0..sheet.rows() {
            for column in 0..sheet.columns() {
                let text = sheet.own(row, column);
                if !text.is_empty() {
                    self.line(&Line { text: text.into(), at: grid.at.clone(), ..Line::default() });
                }
            }
        }
        true
    }

    /// A table with the rows above it.
    fn section(&mut self, sheet: &Sheet, grid: &Grid) {
        let top = context::context_rows(sheet);
        let mut texts = context::row_texts(sheet, 0, top);
        let inside = Context::take(&mut texts);
        let body = sheet.part(top, sheet.rows());
        // A short text of money over all columns is a heading that says the same of all of them.
        let heads =
            |text: &String| body.rows() > 0 && words::is_money(text) && !words::is_sentence(text);
        let left: Vec<Line> = texts
            .into_iter()
            .filter(|text| !heads(text))
            .map(|text| Line { text, at: grid.at.clone(), ..Line::default() })
            .collect();
        if body.rows() == 0 {
            self.pending.extend(left);
            return;
        }
        let context = self.context(&inside, &body, grid);
        self.pending.extend(left);
        match context {
            Some(context) => {
                self.end_table();
                self.flush();
                let draft = Draft::new(context, &body, grid.at.clone());
                if draft.is_ours() {
                    self.drafts.push(draft);
                } else {
                    self.note(
                        NoteKind::GridLeftOut,
                        grid,
                        "没有单位、标题和金额用语的表格未读",
                        "a grid without unit, title and words of money is left out",
                    );
                }
            }
            None => {
                self.flush();
                if let Some(draft) = self.drafts.last_mut() {
                    let lost = draft.append(&body, grid.at.clone());
                    self.note_lost(&lost, grid);
                }
            }
        }
    }

    /// Hands on the notes below the last table, once it is complete.
    fn end_table(&mut self) {
        let Some(draft) = self.drafts.last() else { return };
        let title = draft.context.title.clone().unwrap_or_default();
        let notes = draft.notes().into_iter().map(|text| Prose::Note(title.clone(), text));
        self.prose.extend(notes);
    }

    /// What stands over a table, `None` where it goes on with the last one.
    fn context(&mut self, inside: &Context, body: &Sheet, grid: &Grid) -> Option<Context> {
        let mut above = self.pending.clone();
        let outside = Context::take(&mut above);
        let title = inside.title.clone().or_else(|| outside.title.clone());
        let unit = inside.unit.clone().or_else(|| outside.unit.clone());
        if let Some(last) = self.drafts.last_mut() {
            let same_title =
                title.is_none() || is_same_title(title.as_ref(), last.context.title.as_ref());
            let same_unit = unit.is_none() || unit == last.context.unit;
            let again = title.is_some() && last.begins_like(body);
            let plain =
                title.is_some() || unit.is_none() || Header::of(body).reads_as(&last.header);
            if same_title
                && same_unit
                && !again
                && plain
                && last.goes_on(body, self.new_page || self.pending.is_empty())
            {
                if title.is_some() || unit.is_some() {
                    self.pending = above;
                }
                return None;
            }
            // Two pages of one table must read alike where their columns are guessed.
            if title.is_some() && same_title && !again && !grid.lanes.is_empty() {
                last.doubtful = true;
                self.pending = above;
                return None;
            }
        }
        self.pending = above;
        let number = inside.number.or(outside.number);
        let mut context = Context { title, unit, number };
        let ours = context.unit.is_some() || Header::of(body).speaks_of_money();
        if context.title.is_none() && ours {
            context.title = self.guessed_title(context.unit.is_some(), grid);
        }
        Some(context)
    }

    /// A title that does not end in 表: the line nearest above a table with a unit, or the name of
    /// the sheet.
    fn guessed_title(&mut self, has_unit: bool, grid: &Grid) -> Option<String> {
        let fits = |line: &&Line| {
            has_unit
                && words::is_money(&line.text)
                && !words::is_sentence(&line.text)
                && line.text.chars().count() <= 40
        };
        let line = self.pending.last().filter(fits);
        let line = line.map(|line| String::from(words::unnumbered(&line.text)));
        if line.is_some() {
            self.pending.pop();
        }
        let title = line.or_else(|| grid.name.as_deref().map(shape::clean))?;
        self.note(
            NoteKind::TitleGuessed,
            grid,
            &alloc::format!("表上没有标题，取“{title}”"),
            &alloc::format!("no title stands over the table; {title:?} is taken"),
        );
        Some(title)
    }

    /// Ends the prose before a table.
    fn flush(&mut self) {
        self.prose.extend(self.pending.drain(..).map(Prose::Line));
        self.prose.push(Prose::Table);
    }

    /// Notes the cells of a grid that lie over others.
    fn note_lost(&mut self, lost: &[String], grid: &Grid) {
        if !lost.is_empty() {
            self.notes.push(Note::left_out(grid.at.clone(), lost.iter().map(String::as_str)));
        }
    }

    fn note_guesses(&mut self) {
        let count = self.guessed;
        if count > 0 {
            self.notes.push(Note::new(
                NoteKind::SpansGuessed,
                None,
                alloc::format!("{count} 张表的合并单元格在文中看不出，按各行对齐推断"),
                alloc::format!(
                    "merged cells of {} cannot be seen and were guessed by what fits",
                    counted(count, "table")
                ),
            ));
        }
    }

    fn note(&mut self, kind: NoteKind, grid: &Grid, zh: &str, en: &str) {
        self.notes.push(Note::new(kind, grid.at.clone(), zh.to_string(), en.to_string()));
    }
}

/// Whether each row of a sheet holds but one text, none of them a heading: a cover, a page of contents.
fn is_cover(sheet: &Sheet) -> bool {
    (0..sheet.rows()).all(|row| {
        let mut cells = sheet.row_cells(row);
        let first = cells.next();
        let is_key = first.is_some_and(|cell| words::is_key_heading(&cell.text));
        !is_key && cells.next().is_none()
    })
}

fn is_same_title(title: Option<&String>, other: Option<&String>) -> bool {
    let bare = |title: Option<&String>| title.map(|title| shape::fold(title).replace("(续)", ""));
    bare(title) == bare(other)
}
