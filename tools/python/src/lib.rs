//! The native part of the Python package `cn_budget`; what a caller sees is in `python/cn_budget`.

mod arguments;
mod codes;
mod columns;
mod decimal;
mod documents;
mod errors;
mod rollup;

use pyo3::pymodule;

/// What the package's Python builds on.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::codes::{code_children, code_government, code_parent, code_search, name_of_code};
    #[pymodule_export]
    use crate::columns::{
        code_at, code_name, facts, facts_schema, parse_amount, reconcile, reconcile_schema,
    };
    #[pymodule_export]
    use crate::documents::{Checked, check_bytes, read_bytes};
    #[pymodule_export]
    use crate::rollup::Rollup;

    #[pymodule_export]
    const EDITION: u16 = cn_budget::Edition::LAST.year();

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
