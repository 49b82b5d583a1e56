//! The rows of a body → codes, names and cells.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::cells::Sheet;
use super::columns::Half;
use super::shape;
use super::words;
use crate::raw::RawRow;

/// Reads the rows of one half, one after the other: a code of parts takes what is blank from the
/// rows above.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    /// The parts of the last code: 类, 款, 项.
    parts: Vec<String>,
}

impl RowReader {
    /// The row of a half, `None` where it is blank.
    pub(super) fn row(
        &mut self,
        sheet: &Sheet,
        row: usize,
        half: &Half,
        last: bool,
    ) -> Option<RawRow> {
        if belongs_to_next_half(sheet, row, half, last) {
            return None;
        }
        let mut cells: Vec<(usize, &str)> = Vec::new();
        for (index, &(column, _)) in half.cells.iter().enumerate() {
            let text = cell_text(sheet, row, column, half);
            if !text.is_empty() {
                cells.push((index, text));
            }
        }
        let (code, name) = self.key(sheet, row, half, &mut cells);
        if code.is_none() && name.is_empty() && cells.is_empty() {
            return None;
        }
        let heading = |index: usize| half.cells.get(index).map(|(_, heading)| heading.clone());
        let cells = cells
            .into_iter()
            .filter_map(|(index, text)| Some((heading(index)?, text.to_string())))
            .collect();
        Some(RawRow { code, name, cells, at: None })
    }

    fn key(
        &mut self,
        sheet: &Sheet,
        row: usize,
        half: &Half,
        cells: &mut Vec<(usize, &str)>,
    ) -> (Option<String>, String) {
        let name = half.name.map(|column| sheet.text(row, column)).unwrap_or_default();
        if half.listing {
            return (None, listed_name(name, half, cells));
        }
        let key = self.coded_name(sheet, row, half, name);
        if key == (None, String::new()) {
            // A total may stand among the words beside the name.
            return (None, total_among(cells).unwrap_or_default());
        }
        key
    }

    /// Code and name by the columns of both.
    fn coded_name(
        &mut self,
        sheet: &Sheet,
        row: usize,
        half: &Half,
        name: &str,
    ) -> (Option<String>, String) {
        let mut words: Vec<&str> = Vec::new();
        let mut digits: Vec<String> = Vec::new();
        let mut seen = None;
        for &column in &half.codes {
            let Some(cell) = sheet.cell(row, column) else {
                digits.push(String::new());
                continue;
            };
            // The heading 类 款 项 beside the first row of the body.
            let text = if words::code_part(&cell.text).is_some() { "" } else { cell.text.as_str() };
            let place = (cell.row, cell.column);
            let again = seen == Some(place);
            seen = Some(place);
            match shape::code(text) {
                Some(code) if !again => digits.push(code),
                _ => {
                    digits.push(String::new());
                    if !again && !text.is_empty() {
                        words.push(text);
                    }
                }
            }
        }
        let code = self.join(&digits);
        if code.is_some() {
            return (code, plain_name(name));
        }
        // Words among the codes: a merged 合计, or code and name in one.
        let first = words.first().copied().filter(|word| !word.is_empty());
        let text = match first {
            Some(word) if name.is_empty() || name == word => word,
            Some(word) if shape::code_and_name(word).is_some() => word,
            _ => name,
        };
        let units = half
            .name_heading
            .as_deref()
            .is_some_and(|heading| words::is_unit_heading(heading) && !heading.contains("科目"));
        // The code before the name of a unit is none of the rows: 205-某市教育局.
        match shape::code_and_name(text).filter(|_| !units) {
            Some((code, name)) => (Some(code), plain_name(&name)),
            None => match shape::code(text).filter(|code| shape::is_full_code(code)) {
                Some(code) if half.codes.is_empty() => (Some(code), String::new()),
                _ => (None, plain_name(text)),
            },
        }
    }

    /// The code that its parts make. A part may be whole already, or blank where the row above
    /// says it.
    fn join(&mut self, parts: &[String]) -> Option<String> {
        if let [code] = parts {
            return Some(code.clone()).filter(|code| !code.is_empty());
        }
        let last = parts.iter().rposition(|part| !part.is_empty())?;
        let mut code = String::new();
        let mut own: Vec<String> = Vec::new();
        for (level, part) in parts.iter().enumerate().take(last.saturating_add(1)) {
            let carried = self.parts.get(level).filter(|_| part.is_empty()).cloned();
            let carried_here = part.is_empty();
            let part = carried.unwrap_or_else(|| part.clone());
            let whole = part.len() > 2 && part.starts_with(code.as_str());
            if whole || level == 0 {
                code.clone_from(&part);
            } else if !part.is_empty() {
                code.push_str("0".repeat(2_usize.saturating_sub(part.len())).as_str());
                code.push_str(&part);
            }
            // A level of its own ends what was carried below it.
            if !carried_here {
                self.parts.truncate(level);
            }
            own.push(part);
        }
        self.parts = own;
        Some(code)
    }
}

/// What stands in a column of the table: words of merged cells count in every row, an amount
/// in its first one. A cell that begins among the keys is a name and no cell.
fn cell_text<'a>(sheet: &'a Sheet, row: usize, column: usize, half: &Half) -> &'a str {
    let Some(cell) = sheet.cell(row, column) else { return "" };
    let is_key =
        |column: usize| half.codes.contains(&column) || half.name == Some(column) && !half.listing;
    // A name over several columns of words is the name alone.
    let names = half.name.is_some_and(|name| (cell.column..cell.column_end()).contains(&name));
    if names && cell.column_span > 1 {
        return "";
    }
    let from_keys =
        cell.column < column && (cell.column < half.columns.start || is_key(cell.column));
    if from_keys || cell.column < column && shape::amount(&cell.text).is_some() {
        return "";
    }
    let number = shape::amount(&cell.text).is_some() || shape::is_dash(&cell.text);
    if number && cell.row < row { "" } else { &cell.text }
}

/// Whether what covers this half is a name that belongs to the half behind it: a total merged over
/// keys and amounts.
fn belongs_to_next_half(sheet: &Sheet, row: usize, half: &Half, last: bool) -> bool {
    let Some(cell) = sheet.cell(row, half.columns.start) else { return false };
    !last && !cell.text.is_empty() && cell.column_end() > half.columns.end
}

/// The name of a row of a listing: a total wherever it stands, else the column of the names, else
/// the first words.
fn listed_name(name: &str, half: &Half, cells: &mut Vec<(usize, &str)>) -> String {
    if let Some(total) = total_among(cells) {
        return total;
    }
    if !name.is_empty() {
        return plain_name(name);
    }
    let words = |text: &str| shape::amount(text).is_none() && !shape::is_dash(text);
    let first = cells.iter().find(|(index, text)| words(text) && half.cells.get(*index).is_some());
    first.map(|(_, text)| plain_name(text)).unwrap_or_default()
}

/// The name of a total that stands among the cells, which lose it.
fn total_among(cells: &mut Vec<(usize, &str)>) -> Option<String> {
    let index = cells.iter().position(|(_, text)| words::is_total(text))?;
    let (_, total) = cells.remove(index);
    Some(plain_name(total))
}

/// A name without white space, and a total without the colon behind it.
fn plain_name(text: &str) -> String {
    let name = shape::without_space(text);
    if words::is_total(&name) { name.trim_end_matches(['：', ':']).into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(rows: &[[&str; 3]]) -> Vec<Option<String>> {
        let mut reader = RowReader::default();
        rows.iter().map(|row| reader.join(&row.map(String::from))).collect()
    }

    #[test]
    fn codes_of_three_columns() {
        let codes = |rows: &[[&str; 3]]| -> Vec<String> {
            join(rows).into_iter().map(Option::unwrap_or_default).collect()
        };
        assert_eq!(
            codes(&[
                ["205", "", ""],
                ["", "2", ""],
                ["", "", "2"],
                ["", "", "3"],
                ["210", "", ""],
                ["", "11", ""],
                ["", "", "2"]
            ]),
            ["205", "20502", "2050202", "2050203", "210", "21011", "2101102"]
        );
        assert_eq!(codes(&[["205", "02", "01"], ["", "", ""]]), ["2050201", ""]);
        assert_eq!(
            codes(&[["205", "20502", "2050201"], ["301", "30101", ""]]),
            ["2050201", "30101"]
        );
    }
}
