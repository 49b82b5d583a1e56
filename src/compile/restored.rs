//! Lines taken back from a disclosure, compiled into tables again.

use alloc::{string::String, vec::Vec};

use super::{
    CompileError, Compiled, Template, fill_template,
    source::{Line, Source},
};
use crate::catalogue::Catalogue;
use crate::ledger::{Entity, Project};
use crate::restore::{Restored, Window};

impl Restored {
    /// Fills the tables of a template from the lines: each column from the first window that tells
    /// all of it, one of the same title first. A column that none tells is left blank, and its
    /// cells have no [`amount`](crate::compile::CompiledCell::amount).
    ///
    /// # Errors
    /// [`CompileError`] where a sum is beyond what can be printed, or the template contradicts
    /// itself.
    pub fn compile(
        &self,
        template: &Template,
        catalogue: &Catalogue,
    ) -> Result<Compiled, CompileError> {
        let closed = self.windows().iter().filter(|window| window.is_closed());
        let sources: Vec<Source> = closed.map(|window| self.source(window)).collect();
        fill_template(self.header().clone(), template, catalogue, &sources)
    }

    fn source(&self, window: &Window) -> Source {
        let lines = window.lines().iter().enumerate();
        let entity = |name: &String| Entity { name: name.clone(), ..Entity::default() };
        let project = |name: &String| Project { name: name.clone(), ..Project::default() };
        Source {
            root: window.root(),
            lines: lines
                .map(|(index, line)| Line::of_scope(line.scope(), line.amount().fen(), index))
                .collect(),
            entities: self.names().iter().map(entity).collect(),
            projects: self.names().iter().map(project).collect(),
            complete: false,
        }
    }
}
