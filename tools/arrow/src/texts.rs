//! Columns of text, whatever layout they have.

use std::borrow::Cow;

use arrow_array::{
    Array, Int32Array, Int64Array, LargeStringArray, StringArray, StringViewArray, UInt32Array,
    UInt64Array,
    cast::AsArray,
    types::{Int32Type, Int64Type, UInt32Type, UInt64Type},
};
use arrow_schema::{ArrowError, DataType};

/// A column of texts; of whole numbers too, since data frames like to take codes for numbers.
pub(crate) enum Texts<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
    UInt32(&'a UInt32Array),
    UInt64(&'a UInt64Array),
    /// Categories: the place of each row's text among the few different ones.
    Dictionary {
        column: &'a dyn Array,
        keys: Vec<usize>,
        values: Box<Texts<'a>>,
    },
}

impl<'a> Texts<'a> {
    pub(crate) fn new(column: &'a dyn Array) -> Result<Self, ArrowError> {
        if let Some(dictionary) = column.as_any_dictionary_opt() {
            let keys = if dictionary.values().is_empty() {
                vec![0; column.len()]
            } else {
                dictionary.normalized_keys()
            };
            let values = Box::new(Self::new(dictionary.values())?);
            return Ok(Self::Dictionary { column, keys, values });
        }
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Utf8(column.as_string()),
            DataType::LargeUtf8 => Self::LargeUtf8(column.as_string()),
            DataType::Utf8View => Self::Utf8View(column.as_string_view()),
            DataType::Int32 => Self::Int32(column.as_primitive::<Int32Type>()),
            DataType::Int64 => Self::Int64(column.as_primitive::<Int64Type>()),
            DataType::UInt32 => Self::UInt32(column.as_primitive::<UInt32Type>()),
            DataType::UInt64 => Self::UInt64(column.as_primitive::<UInt64Type>()),
            other => {
                let message = format!("a column of text is wanted, not {other}");
                return Err(ArrowError::InvalidArgumentError(message));
            }
        })
    }

    /// The text of a row, `None` for a null.
    pub(crate) fn get(&self, row: usize) -> Option<Cow<'a, str>> {
        fn there<'t, T: Array>(
            column: &'t T,
            row: usize,
            text: impl Fn(&'t T) -> Cow<'t, str>,
        ) -> Option<Cow<'t, str>> {
            column.is_valid(row).then(|| text(column))
        }
        match *self {
            Self::Utf8(column) => there(column, row, |c| c.value(row).into()),
            Self::LargeUtf8(column) => there(column, row, |c| c.value(row).into()),
            Self::Utf8View(column) => there(column, row, |c| c.value(row).into()),
            Self::Int32(column) => there(column, row, |c| c.value(row).to_string().into()),
            Self::Int64(column) => there(column, row, |c| c.value(row).to_string().into()),
            Self::UInt32(column) => there(column, row, |c| c.value(row).to_string().into()),
            Self::UInt64(column) => there(column, row, |c| c.value(row).to_string().into()),
            Self::Dictionary { column, ref keys, ref values } => {
                if column.is_valid(row) {
                    values.get(*keys.get(row)?)
                } else {
                    None
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::{ArrayRef, DictionaryArray};

    use super::*;

    fn all(column: &dyn Array) -> Vec<Option<String>> {
        let texts = Texts::new(column).unwrap();
        (0..column.len()).map(|row| texts.get(row).map(Cow::into_owned)).collect()
    }

    #[test]
    fn every_layout_of_text_reads_the_same() {
        let texts = [Some("2050202"), None, Some("205")];
        let wanted = texts.map(|text| text.map(String::from));
        let numbers = [Some(2_050_202_i64), None, Some(205)];
        let dictionary: DictionaryArray<Int32Type> = texts.into_iter().collect();
        let columns: [ArrayRef; 5] = [
            std::sync::Arc::new(StringArray::from(texts.to_vec())),
            std::sync::Arc::new(LargeStringArray::from(texts.to_vec())),
            std::sync::Arc::new(StringViewArray::from(texts.to_vec())),
            std::sync::Arc::new(Int64Array::from(numbers.to_vec())),
            std::sync::Arc::new(dictionary),
        ];
        for column in columns {
            assert_eq!(all(&column), wanted, "{}", column.data_type());
            assert_eq!(all(&column.slice(1, 2)), wanted[1..], "{}", column.data_type());
        }
    }

    #[test]
    fn categories_may_all_be_null() {
        let nothing: DictionaryArray<Int32Type> = [None::<&str>, None].into_iter().collect();
        assert_eq!(all(&nothing), [None, None]);
    }

    #[test]
    fn other_columns_are_refused() {
        assert!(Texts::new(&arrow_array::Float64Array::from(vec![1.0])).is_err());
    }
}
