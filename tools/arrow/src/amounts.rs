//! Printed amounts as exact decimals, and exact decimals as 分.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Decimal128Array, cast::AsArray, types::Decimal128Type};
use arrow_schema::{ArrowError, DataType};
use cn_budget::{Amount, Unit};

use crate::texts::Texts;

/// Digits of an amount in 元: every [`Amount`] and every sum of a [`Rollup`](cn_budget::Rollup) fits,
/// and more is in no engine's `DECIMAL`.
pub(crate) const PRECISION: u8 = 38;

/// Decimals of an amount in 元: it is a whole number of 分.
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
    let texts = Texts::new(printed)?;
    let amount = |row| Some(i128::from(Amount::parse(&texts.get(row)?, unit).ok()?.fen()));
    of_fen((0..printed.len()).map(amount))
}

/// A column of amounts in 元, from 分.
pub(crate) fn of_fen(fen: impl Iterator<Item = Option<i128>>) -> Result<ArrayRef, ArrowError> {
    let amounts: Decimal128Array = fen.collect();
    Ok(Arc::new(amounts.with_precision_and_scale(PRECISION, SCALE)?))
}

/// A column of exact decimals in 元.
pub(crate) struct Amounts<'a> {
    column: &'a Decimal128Array,
    scale: i8,
}

/// What one row of a column of amounts holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fen {
    /// Null.
    Missing,
    /// A whole number of 分.
    Exact(i128),
    /// A fraction of a 分, or more than 128 bits hold.
    Inexact,
}

impl<'a> Amounts<'a> {
    pub(crate) fn new(column: &'a dyn Array) -> Result<Self, ArrowError> {
        let DataType::Decimal128(_, scale) = *column.data_type() else {
            return Err(ArrowError::InvalidArgumentError(format!(
                "amounts are decimals in 元, so cast to DECIMAL(38, 2): {} is none",
                column.data_type()
            )));
        };
        Ok(Self { column: column.as_primitive::<Decimal128Type>(), scale })
    }

    pub(crate) fn get(&self, row: usize) -> Fen {
        if self.column.is_null(row) {
            return Fen::Missing;
        }
        let number = self.column.value(row);
        let power = |places: i8| 10_i128.checked_pow(u32::from(places.unsigned_abs()));
        let fen = match (self.scale, power(self.scale.saturating_sub(SCALE))) {
            (_, None) => (number == 0).then_some(0),
            (SCALE, _) => Some(number),
            (scale, Some(power)) if scale > SCALE => (number % power == 0).then(|| number / power),
            (_, Some(power)) => number.checked_mul(power),
        };
        fen.map_or(Fen::Inexact, Fen::Exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(number: i128, scale: i8) -> Fen {
        let column = Decimal128Array::from(vec![number]);
        let column = column.with_precision_and_scale(PRECISION, scale).unwrap();
        Amounts::new(&column).unwrap().get(0)
    }

    #[test]
    fn decimals_of_any_scale_are_counted_in_fen() {
        assert_eq!(fen(150, 2), Fen::Exact(150));
        assert_eq!(fen(15, 1), Fen::Exact(150));
        assert_eq!(fen(-1_500, 3), Fen::Exact(-150));
        assert_eq!(fen(1_501, 3), Fen::Inexact);
        assert_eq!(fen(3, -4), Fen::Exact(3_000_000));
        assert_eq!(fen(10_i128.pow(37), -4), Fen::Inexact, "beyond 128 bits");
        assert_eq!(fen(0, -38), Fen::Exact(0));
        assert_eq!(fen(1, 38), Fen::Inexact);
    }

    #[test]
    fn integers_do_not_tell_their_unit() {
        assert!(Amounts::new(&arrow_array::Int64Array::from(vec![1])).is_err());
    }
}
