//! Ledgers in columns, and the sums that a query made of them, as roll-ups.

use std::sync::Arc;

use arrow_array::{Array, LargeStringArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use cn_budget::{Amount, Code, Rollup, code::Scheme};

use crate::{
    amounts::{Amounts, Fen, of_fen},
    texts::Texts,
};

/// The lines of a ledger, read from a column of codes and one of amounts in 元.
///
/// ```
/// use arrow_array::{Decimal128Array, StringArray};
/// use cn_budget::{Amount, Rollup, code::Functional};
/// use cn_budget_arrow::Lines;
///
/// let codes = StringArray::from(vec![Some("2050202"), Some("2050201"), None, Some("x")]);
/// let amounts = Decimal128Array::from(vec![Some(150), Some(250), Some(7), None]);
/// let amounts = amounts.with_precision_and_scale(38, 2)?;
/// let lines = Lines::read(&codes, &amounts)?;
/// assert_eq!(lines.irregular().missing_amounts, 1);
///
/// let mut rollup = Rollup::<Functional>::new();
/// lines.add_to(&mut rollup)?;
/// assert_eq!(rollup.lines(), 3);
/// assert_eq!(rollup.get("205".parse().unwrap()), Ok(Amount::from_fen(400)));
/// assert_eq!(rollup.open(), Ok(Amount::from_fen(7)));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Lines<S: Scheme> {
    codes: Vec<Option<Code<S>>>,
    amounts: Vec<Amount>,
    irregular: Irregular,
}

/// What of a ledger is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Irregular {
    /// Lines with a text that is no code of the scheme: they count as lines without one, as open.
    pub unknown_codes: u64,
    /// Lines without an amount: there is nothing to add, and they do not count.
    pub missing_amounts: u64,
    /// Lines whose amount has a fraction of a 分, or is beyond an [`Amount`]: they do not count.
    pub inexact_amounts: u64,
}

impl Irregular {
    /// Whether all is as it should be.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl<S: Scheme> Lines<S> {
    /// Reads codes (text or whole numbers) and amounts (decimals in 元).
    ///
    /// # Errors
    /// Where the columns hold something else, or differ in length.
    pub fn read(codes: &dyn Array, amounts: &dyn Array) -> Result<Self, ArrowError> {
        same_length(codes, amounts)?;
        let (texts, decimals) = (Texts::new(codes)?, Amounts::new(amounts)?);
        let mut lines = Self {
            codes: Vec::with_capacity(codes.len()),
            amounts: Vec::with_capacity(codes.len()),
            irregular: Irregular::default(),
        };
        for row in 0..codes.len() {
            let amount = match decimals.get(row) {
                Fen::Missing => {
                    lines.irregular.missing_amounts += 1;
                    continue;
                }
                Fen::Exact(fen) => i64::try_from(fen).ok(),
                Fen::Inexact => None,
            };
            let Some(fen) = amount else {
                lines.irregular.inexact_amounts += 1;
                continue;
            };
            let code = texts.get(row).map(|text| parsed(&text));
            lines.irregular.unknown_codes += u64::from(code == Some(None));
            lines.codes.push(code.flatten());
            lines.amounts.push(Amount::from_fen(fen));
        }
        Ok(lines)
    }

    /// What of the columns was not as it should be.
    pub fn irregular(&self) -> Irregular {
        self.irregular
    }

    /// Adds the lines to a roll-up.
    ///
    /// # Errors
    /// None that is known: the columns have one length.
    pub fn add_to(&self, rollup: &mut Rollup<S>) -> Result<(), ArrowError> {
        rollup.extend_columns(&self.codes, &self.amounts).map_err(refused)
    }
}

/// The roll-up of sums that a query made: `SELECT code, SUM(amount), COUNT(amount) … GROUP BY code`,
/// the amounts as decimals in 元, the counts as whole numbers. A null code is that of lines without one.
///
/// # Errors
/// Where the columns hold something else, differ in length, or lack a value; where a text is no code of
/// the scheme, a sum has a fraction of a 分, or so few lines cannot have these sums.
///
/// ```
/// use arrow_array::{Decimal128Array, Int64Array, StringArray};
/// use cn_budget::{Amount, code::Functional};
///
/// let codes = StringArray::from(vec![Some("2050202"), None]);
/// let amounts = Decimal128Array::from(vec![150, 7]).with_precision_and_scale(38, 2)?;
/// let counts = Int64Array::from(vec![2, 1]);
/// let rollup = cn_budget_arrow::from_sums::<Functional>(&codes, &amounts, &counts)?;
/// assert_eq!((rollup.lines(), rollup.total()), (3, Ok(Amount::from_fen(157))));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn from_sums<S: Scheme>(
    codes: &dyn Array,
    sums: &dyn Array,
    lines: &dyn Array,
) -> Result<Rollup<S>, ArrowError> {
    same_length(codes, sums)?;
    same_length(codes, lines)?;
    let (codes, counts) = (Texts::new(codes)?, Texts::new(lines)?);
    let sums = Amounts::new(sums)?;
    let (mut all, mut booked) = (0_u64, Vec::new());
    for row in 0..lines.len() {
        let code = codes.get(row);
        let (code, name) = (code.as_deref(), code.as_deref().unwrap_or("null"));
        let no_code = || wrong(format!("{name} is no code of the scheme"));
        let code: Option<Code<S>> =
            code.map(|code| parsed(code).ok_or_else(no_code)).transpose()?;
        let count = counts.get(row).and_then(|count| count.parse::<u64>().ok());
        let count = count.ok_or_else(|| wrong(format!("{name}: no count of lines")))?;
        let fen = match sums.get(row) {
            Fen::Exact(fen) => fen,
            // What SQL calls the sum of no line.
            Fen::Missing if count == 0 => 0,
            Fen::Missing => return Err(wrong(format!("{name}: no sum; did it overflow?"))),
            Fen::Inexact => return Err(wrong(format!("{name}: no whole number of 分"))),
        };
        all = all.checked_add(count).ok_or_else(|| wrong("too many lines".into()))?;
        booked.push((code, fen));
    }
    Rollup::from_sums(all, booked).map_err(refused)
}

/// What is booked at exactly each code, in the order of the codes: `code`, null for lines without one,
/// and `sum` in 元 as `Decimal128(38, 2)`.
///
/// # Errors
/// None that is known: the columns have one length.
pub fn sums<S: Scheme>(rollup: &Rollup<S>) -> Result<RecordBatch, ArrowError> {
    let codes: LargeStringArray =
        rollup.sums().map(|(code, _)| code.map(|code| code.to_string())).collect();
    let sums = of_fen(rollup.sums().map(|(_, fen)| Some(fen)))?;
    let schema = Schema::new(vec![
        Field::new("code", DataType::LargeUtf8, true),
        Field::new("sum", sums.data_type().clone(), false),
    ]);
    RecordBatch::try_new(schema.into(), vec![Arc::new(codes), sums])
}

/// Bare digits as most ledgers have them, else as documents print codes.
fn parsed<S: Scheme>(text: &str) -> Option<Code<S>> {
    text.parse().or_else(|_| Code::parse_printed(text)).ok()
}

fn same_length(left: &dyn Array, right: &dyn Array) -> Result<(), ArrowError> {
    if left.len() == right.len() {
        return Ok(());
    }
    Err(wrong(format!("columns of {} and {} rows", left.len(), right.len())))
}

fn wrong(message: String) -> ArrowError {
    ArrowError::InvalidArgumentError(message)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn refused(error: cn_budget::Error) -> ArrowError {
    wrong(error.message().en)
}

#[cfg(test)]
mod tests {
    use arrow_array::{Decimal128Array, Int64Array, StringArray};
    use cn_budget::code::Functional;

    use super::*;

    fn decimals(numbers: Vec<Option<i128>>, scale: i8) -> Decimal128Array {
        Decimal128Array::from(numbers).with_precision_and_scale(38, scale).unwrap()
    }

    #[test]
    fn what_is_irregular_is_counted() {
        let codes = StringArray::from(vec![Some("2050202"), Some("x"), Some("30101"), None, None]);
        let most = i128::from(i64::MAX);
        let amounts = decimals(vec![Some(15), Some(10), Some(10), None, Some(most * 20)], 3);
        let lines = Lines::<Functional>::read(&codes, &amounts).unwrap();
        let irregular = lines.irregular();
        assert_eq!(irregular.unknown_codes, 2);
        assert_eq!(irregular.missing_amounts, 1);
        assert_eq!(irregular.inexact_amounts, 2);
        assert!(!irregular.is_none());
        let mut rollup = Rollup::new();
        lines.add_to(&mut rollup).unwrap();
        assert_eq!((rollup.lines(), rollup.open()), (2, Ok(Amount::from_fen(2))));
    }

    #[test]
    fn sums_beyond_64_bits_come_back_as_they_went() {
        let codes = StringArray::from(vec![Some("2050202"), Some("2050203"), None]);
        let beyond = i128::from(i64::MAX) * 3;
        let amounts = decimals(vec![Some(beyond), Some(-beyond), Some(0)], 2);
        let rollup: Rollup<Functional> =
            from_sums(&codes, &amounts, &Int64Array::from(vec![4, 4, 1])).unwrap();
        assert!(rollup.get("2050202".parse().unwrap()).is_err(), "beyond an amount");
        assert_eq!(rollup.total(), Ok(Amount::ZERO));
        let batch = sums(&rollup).unwrap();
        let again: Rollup<Functional> =
            from_sums(batch.column(0), batch.column(1), &Int64Array::from(vec![1, 4, 4])).unwrap();
        assert_eq!(again, rollup);
    }

    #[test]
    fn sums_that_cannot_be_are_refused() {
        let refused = |code: &str, sum: Option<i128>, lines: Option<i64>| {
            let lines = Int64Array::from(vec![lines]);
            let sum = decimals(vec![sum], 3);
            from_sums::<Functional>(&StringArray::from(vec![code]), &sum, &lines)
                .err()
                .map(|error| error.to_string())
        };
        assert_eq!(refused("205", Some(10), Some(1)), None);
        assert_eq!(refused("205", None, Some(0)), None);
        assert!(refused("x", Some(10), Some(1)).unwrap().contains("no code"));
        assert!(refused("205", Some(15), Some(1)).unwrap().contains("分"));
        assert!(refused("205", None, Some(1)).unwrap().contains("overflow"));
        assert!(refused("205", Some(10), None).unwrap().contains("count"));
        assert!(refused("205", Some(10), Some(-1)).unwrap().contains("count"));
        assert!(refused("205", Some(10_i128.pow(37)), Some(1)).is_some());
    }
}
