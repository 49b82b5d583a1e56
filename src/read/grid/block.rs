//! What a document is made of before anybody reads it: lines of text and grids, in their order.

use alloc::string::String;

use super::cells::Grid;

/// A line of text, or a whole paragraph where the carrier knows paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "LineForm"))]
#[non_exhaustive]
pub struct Line {
    /// The text.
    pub text: String,
    /// Where it stands in the source (`p4`).
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub at: Option<String>,
    /// How the line lies on its page, where it is one of a page and no whole paragraph.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub flow: Option<Flow>,
}

/// How a line lies between the margins of its page, which tells where paragraphs end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Flow {
    /// Whether the line reaches the right margin, so that its paragraph may run on in the next one.
    pub full: bool,
    /// Whether the line begins right of the left margin, as the first line of a paragraph does.
    pub indented: bool,
}

/// A line as JSON: its text alone, or a map.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum LineForm {
    Text(String),
    Map {
        text: String,
        #[serde(default)]
        at: Option<String>,
        #[serde(default)]
        flow: Option<Flow>,
    },
}

#[cfg(feature = "serde")]
impl From<LineForm> for Line {
    fn from(form: LineForm) -> Self {
        match form {
            LineForm::Text(text) => Self { text, ..Self::default() },
            LineForm::Map { text, at, flow } => Self { text, at, flow },
        }
    }
}

impl Line {
    /// A line of which only the text is known.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The line with its place in the source.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }
}

/// A piece of a document: a line, a grid, or the end of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Block {
    /// A line of text.
    Line(Line),
    /// A grid of cells.
    Grid(Grid),
    /// The page or the sheet ends here.
    PageEnd,
}

impl From<Line> for Block {
    fn from(line: Line) -> Self {
        Self::Line(line)
    }
}

impl From<Grid> for Block {
    fn from(grid: Grid) -> Self {
        Self::Grid(grid)
    }
}
