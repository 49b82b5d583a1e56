//! Forms of performance targets (项目支出绩效目标表, 自评表), by their labels.

use super::grid::Sheet;
use super::shape;

/// Whether a grid is such a form.
pub(super) fn is_form(sheet: &Sheet) -> bool {
    let has = |word: &str| sheet.cells().iter().any(|cell| shape::fold(&cell.text).contains(word));
    has("一级指标") && (has("二级指标") || has("三级指标"))
}
