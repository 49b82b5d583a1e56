//! Codes of a column: their names, and the codes above them.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, LargeStringArray};
use arrow_schema::ArrowError;
use cn_budget::{AnyCode, Catalogue, Code, Edition, Level, code::Scheme};

use crate::texts::Texts;

/// The official name of each code in an edition; null for a code that the edition does not know and
/// for what is no code. The scheme is told by the first digit.
///
/// # Errors
/// Where the column holds neither text nor whole numbers.
///
/// ```
/// use arrow_array::{StringArray, cast::AsArray};
/// use cn_budget::{Catalogue, Edition};
///
/// let codes = StringArray::from(vec![Some("2050202"), Some("30101"), Some("x"), None]);
/// let names = cn_budget_arrow::code_name(&codes, &Catalogue::builtin(), Edition::new(2026))?;
/// let names: Vec<Option<&str>> = names.as_string::<i64>().iter().collect();
/// assert_eq!(names, [Some("小学教育"), Some("基本工资"), None, None]);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn code_name(
    codes: &dyn Array,
    catalogue: &Catalogue,
    edition: Edition,
) -> Result<ArrayRef, ArrowError> {
    map(codes, |code| catalogue.any_name(code, edition).map(Into::into))
}

/// The code of a level (类, 款, 项, 目) that each code is, or lies below; null for a code above that
/// level and for what is no code.
///
/// # Errors
/// Where the column holds neither text nor whole numbers.
///
/// ```
/// use arrow_array::{StringArray, cast::AsArray};
/// use cn_budget::Level;
///
/// let codes = StringArray::from(vec![Some("2050202"), Some("205"), None]);
/// let sections = cn_budget_arrow::code_at(&codes, Level::Section)?;
/// let sections: Vec<Option<&str>> = sections.as_string::<i64>().iter().collect();
/// assert_eq!(sections, [Some("20502"), None, None]);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn code_at(codes: &dyn Array, level: Level) -> Result<ArrayRef, ArrowError> {
    fn at<S: Scheme>(code: Code<S>, level: Level) -> Option<String> {
        code.at(level).map(|code| code.to_string())
    }
    map(codes, |code| match code {
        AnyCode::Revenue(code) => at(code, level),
        AnyCode::Functional(code) => at(code, level),
        AnyCode::Department(code) => at(code, level),
        AnyCode::Government(code) => at(code, level),
    })
}

fn map(codes: &dyn Array, of: impl Fn(AnyCode) -> Option<String>) -> Result<ArrayRef, ArrowError> {
    let texts = Texts::new(codes)?;
    let found = |row| of(AnyCode::parse_printed(&texts.get(row)?).ok()?);
    Ok(Arc::new((0..codes.len()).map(found).collect::<LargeStringArray>()))
}
