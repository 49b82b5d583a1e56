//! Documents out of a column: neutral JSON as text, or files as bytes.

use arrow_array::{
    Array, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray, cast::AsArray,
};
use arrow_schema::{ArrowError, DataType};

use crate::texts::Texts;

/// A column of documents: neutral JSON as text, or files of any format as bytes.
pub struct Documents<'a> {
    contents: Contents<'a>,
    names: Option<Texts<'a>>,
    len: usize,
    first: usize,
}

enum Contents<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a BinaryViewArray),
}

impl<'a> Documents<'a> {
    /// The documents of a column of text or bytes.
    ///
    /// # Errors
    /// Where the column holds neither.
    pub fn new(column: &'a dyn Array) -> Result<Self, ArrowError> {
        let contents = match column.data_type() {
            DataType::Utf8 => Contents::Utf8(column.as_string()),
            DataType::LargeUtf8 => Contents::LargeUtf8(column.as_string()),
            DataType::Utf8View => Contents::Utf8View(column.as_string_view()),
            DataType::Binary => Contents::Binary(column.as_binary()),
            DataType::LargeBinary => Contents::LargeBinary(column.as_binary()),
            DataType::BinaryView => Contents::BinaryView(column.as_binary_view()),
            other => {
                return Err(ArrowError::InvalidArgumentError(format!(
                    "documents are text (neutral JSON) or bytes (files), not {other}"
                )));
            }
        };
        Ok(Self { contents, names: None, len: column.len(), first: 0 })
    }

    /// The same with the names or paths of the files: a file's name may tell the year where the
    /// document does not, and the report repeats it.
    ///
    /// # Errors
    /// Where the column is none of text, or of another length.
    pub fn named(mut self, names: &'a dyn Array) -> Result<Self, ArrowError> {
        if names.len() != self.len {
            let message = format!("{} documents, but {} names", self.len, names.len());
            return Err(ArrowError::InvalidArgumentError(message));
        }
        self.names = Some(Texts::new(names)?);
        Ok(self)
    }

    /// The same, the first of them with this number and not 0: the next chunk of a longer column.
    #[must_use]
    pub fn numbered_from(mut self, first: usize) -> Self {
        self.first = first;
        self
    }

    /// The number of the first document.
    pub(crate) fn first(&self) -> usize {
        self.first
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// What a row holds, `None` for a null.
    pub(crate) fn get(&self, row: usize) -> Option<&'a [u8]> {
        fn there<'t, T: Array>(
            column: &'t T,
            row: usize,
            bytes: impl Fn(&'t T) -> &'t [u8],
        ) -> Option<&'t [u8]> {
            column.is_valid(row).then(|| bytes(column))
        }
        match self.contents {
            Contents::Utf8(column) => there(column, row, |c| c.value(row).as_bytes()),
            Contents::LargeUtf8(column) => there(column, row, |c| c.value(row).as_bytes()),
            Contents::Utf8View(column) => there(column, row, |c| c.value(row).as_bytes()),
            Contents::Binary(column) => there(column, row, |c| c.value(row)),
            Contents::LargeBinary(column) => there(column, row, |c| c.value(row)),
            Contents::BinaryView(column) => there(column, row, |c| c.value(row)),
        }
    }

    /// The name of a row's file, without the folders that it lies in.
    pub(crate) fn name(&self, row: usize) -> Option<String> {
        let path = self.names.as_ref()?.get(row)?;
        path.rsplit(['/', '\\']).next().map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::ArrayRef;

    use super::*;

    #[test]
    fn text_and_bytes_of_every_layout_read_the_same() {
        let texts = vec![Some("{}"), None, Some("")];
        let bytes: Vec<Option<&[u8]>> = texts.iter().map(|text| text.map(str::as_bytes)).collect();
        let columns: [ArrayRef; 6] = [
            Arc::new(StringArray::from(texts.clone())),
            Arc::new(LargeStringArray::from(texts.clone())),
            Arc::new(StringViewArray::from(texts)),
            Arc::new(BinaryArray::from(bytes.clone())),
            Arc::new(LargeBinaryArray::from(bytes.clone())),
            Arc::new(BinaryViewArray::from(bytes.clone())),
        ];
        for column in columns {
            let documents = Documents::new(&column).unwrap();
            let read: Vec<Option<&[u8]>> = (0..3).map(|row| documents.get(row)).collect();
            assert_eq!(read, bytes, "{}", column.data_type());
            let part = column.slice(1, 2);
            assert_eq!(Documents::new(&part).unwrap().get(1), Some(&b""[..]));
        }
        assert!(Documents::new(&arrow_array::Int32Array::from(vec![1])).is_err());
    }

    #[test]
    fn a_name_is_told_without_its_folders() {
        let column = StringArray::from(vec!["{}", "{}"]);
        let names = StringArray::from(vec![Some("hdfs://a/b/2025年预算.pdf"), None]);
        let documents = Documents::new(&column).unwrap().named(&names).unwrap();
        assert_eq!(documents.name(0).as_deref(), Some("2025年预算.pdf"));
        assert_eq!(documents.name(1), None);
        assert!(Documents::new(&column).unwrap().named(&names.slice(0, 1)).is_err());
    }
}
