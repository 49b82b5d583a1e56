//! Checks a template before any ledger fills it.

use alloc::collections::BTreeSet;

use super::{
    error::TemplateError,
    template::{ColumnContent, RowTemplate, TableTemplate, Template},
};
use crate::disclosure::MAX_CELLS;
use crate::num::figure::Figure;
use crate::scope::ScopeConflict;

impl Template {
    /// Whether the template can be filled: each table prints figures that there are, of scopes that
    /// do not contradict each other, under headings that tell its columns apart.
    ///
    /// [`compile`](crate::compile()) and reading from a file refuse what does not pass.
    ///
    /// # Errors
    /// [`TemplateError`] names the table and what is wrong with it.
    ///
    /// ```
    /// use cn_budget::{Dimension, Kind, Scope, Template, compile::{TableTemplate, TemplateError}};
    ///
    /// let table = TableTemplate::new("基本支出表", Scope::ALL.with_kind(Kind::Basic))
    ///     .column("项目支出", Scope::ALL.with_kind(Kind::Project));
    /// let error = Template::new().table(table).check().unwrap_err();
    /// assert!(matches!(error, TemplateError::Contradiction { dimension: Dimension::Kind, .. }));
    /// assert_eq!(error.message().zh, "表样“基本支出表”的表题、行和列对支出性质的说法不一致");
    /// ```
    pub fn check(&self) -> Result<(), TemplateError> {
        self.tables().iter().try_for_each(TableTemplate::check)
    }
}

impl TableTemplate {
    fn check(&self) -> Result<(), TemplateError> {
        let table = || self.title.clone();
        if self.columns.len().saturating_mul(self.rows.len()) > MAX_CELLS {
            return Err(TemplateError::TooLarge { table: table() });
        }
        Figure::new(0, self.decimals, self.unit)
            .map_err(|error| TemplateError::Printing { table: table(), error })?;
        let mut headings = BTreeSet::new();
        if let Some(twice) = self.columns.iter().find(|column| !headings.insert(&column.heading)) {
            return Err(TemplateError::SameHeading {
                table: table(),
                heading: twice.heading.clone(),
            });
        }
        for row in &self.rows {
            let RowTemplate::Codes { scheme, always, .. } = row else { continue };
            if RowTemplate::dimension_of(*scheme).is_none() {
                return Err(TemplateError::Scheme { table: table(), scheme: *scheme });
            }
            let (low, high) = scheme.classes();
            let is_class = |class: &u16| (low..=high).contains(&u32::from(*class));
            if let Some(&class) = always.iter().find(|class| !is_class(class)) {
                return Err(TemplateError::Class { table: table(), scheme: *scheme, class });
            }
        }
        self.check_scopes().map_err(|conflict| TemplateError::Contradiction {
            table: table(),
            dimension: conflict.dimension(),
        })
    }

    /// Title, column and row of each cell must not contradict each other.
    fn check_scopes(&self) -> Result<(), ScopeConflict> {
        for column in &self.columns {
            let ColumnContent::Amount(scope) = column.content else { continue };
            let scope = Self::root_beside(self.root, scope).merge(scope)?;
            for row in &self.rows {
                match row {
                    RowTemplate::Scope { scope: row, .. }
                    | RowTemplate::Codes { scope: row, .. } => {
                        scope.merge(*row)?;
                    }
                    RowTemplate::Balance { .. } | RowTemplate::Lines => {}
                }
            }
        }
        Ok(())
    }
}
