//! The head of a table: headings that are paths (`公务用车/小计`) as rows of merged cells.

/// One heading: its text and how many columns and rows it spans.
pub(crate) struct Heading<'a> {
    pub(crate) text: &'a str,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The column that it heads alone, if it is the last of its path.
    pub(crate) leaf: Option<usize>,
}

/// The rows of headings.
pub(crate) struct Head<'a> {
    rows: Vec<Vec<Heading<'a>>>,
}

/// The most levels that are told apart; what is deeper stays one heading.
const LEVELS: usize = 4;

impl<'a> Head<'a> {
    pub(crate) fn new(columns: &'a [String]) -> Self {
        let paths: Vec<Vec<&str>> =
            columns.iter().map(|column| column.splitn(LEVELS, '/').collect()).collect();
        let height = paths.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut rows: Vec<Vec<Heading<'_>>> = (0..height).map(|_| Vec::new()).collect();
        for (level, row) in rows.iter_mut().enumerate() {
            for (column, path) in paths.iter().enumerate() {
                let Some(&text) = path.get(level) else { continue };
                let leaf = path.len() == level + 1;
                let before = column.checked_sub(1).and_then(|left| paths.get(left));
                let same = !leaf
                    && before.is_some_and(|left| {
                        left.len() > level + 1 && left.get(..=level) == path.get(..=level)
                    });
                match row.last_mut().filter(|_| same) {
                    Some(last) => last.width += 1,
                    None => row.push(Heading {
                        text,
                        width: 1,
                        height: if leaf { height - level } else { 1 },
                        leaf: leaf.then_some(column),
                    }),
                }
            }
        }
        Self { rows }
    }

    pub(crate) fn rows(&self) -> &[Vec<Heading<'a>>] {
        &self.rows
    }

    pub(crate) fn height(&self) -> usize {
        self.rows.len()
    }
}
