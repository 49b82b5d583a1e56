//! Printed amounts as exact decimals.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Decimal128Array};
use arrow_schema::ArrowError;
use cn_budget::{Amount, Unit};

use crate::codes::texts;

/// Digits and decimals of an amount in 元: every [`Amount`] fits.
const PRECISION: u8 = 38;
const SCALE: i8 = 2;

/// The amounts that a column of texts prints, in 元 as `Decimal128(38, 2)`; null for a blank, for what
/// is no amount, and for fractions of a 分. `unit` is that of texts which name none (`1,051.74万元`).
///
/// # Errors
/// Where the column holds no text.
///
/// ```
/// use arrow_array::{StringArray, cast::AsArray, types::Decimal128Type};
/// use cn_budget::Unit;
///
/// let texts = StringArray::from(vec![Some("1,051.74"), Some("3元"), Some("—"), None]);
/// let amounts = cn_budget_arrow::parse_amount(&texts, Unit::WanYuan)?;
/// let amounts = amounts.as_primitive::<Decimal128Type>();
/// let fen: Vec<Option<i128>> = amounts.iter().collect();
/// assert_eq!(fen, [Some(1_051_740_000), Some(300), None, None]);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn parse_amount(printed: &dyn Array, unit: Unit) -> Result<ArrayRef, ArrowError> {
    let mut amounts = Vec::with_capacity(printed.len());
    texts(printed, |text| {
        let amount = text.and_then(|text| Amount::parse(text, unit).ok());
        amounts.push(amount.map(|amount| i128::from(amount.fen())));
    })?;
    let amounts = Decimal128Array::from(amounts).with_precision_and_scale(PRECISION, SCALE)?;
    Ok(Arc::new(amounts))
}
