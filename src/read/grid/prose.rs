//! Lines of prose → paragraphs of the narrative: an entry for each heading.

use alloc::{string::String, vec::Vec};

use super::block::Line;
use super::words;
use crate::raw::RawParagraph;

/// A piece of the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Prose {
    /// A line.
    Line(Line),
    /// A note below a table, and the title of the table.
    Note(String, String),
    /// A table stands here.
    Table,
}

/// How much of its first line names an entry at most, in characters.
const SECTION: usize = 36;

/// The longest heading without a number, in characters.
const LONGEST_HEADING: usize = 40;

/// The entries of the narrative.
pub(super) fn paragraphs(prose: &[Prose]) -> Vec<RawParagraph> {
    let mut assembly = Assembly::default();
    for piece in prose {
        match piece {
            Prose::Line(line) => assembly.line(line),
            Prose::Note(title, text) => assembly.note(title, text),
            Prose::Table => assembly.open = false,
        }
    }
    assembly.entries
}

#[derive(Default)]
struct Assembly {
    entries: Vec<RawParagraph>,
    /// Whether the last entry goes on: no table stands between.
    open: bool,
    /// Whether the last line reached the margin, so that its paragraph may go on.
    full: bool,
}

impl Assembly {
    fn line(&mut self, line: &Line) {
        let flow = line.flow.unwrap_or_default();
        let runs_on = self.open && self.full && !flow.indented;
        let begins = words::numbering(&line.text).is_some() || is_heading(&line.text);
        self.full = flow.full;
        match self.entries.last_mut().filter(|_| self.open && (runs_on || !begins)) {
            Some(entry) => {
                // Where lines may be whole paragraphs, a full stop ends one, and so does a heading.
                let ended = entry.text.ends_with(['。', '！', '？']) || is_heading(&entry.text);
                if line.flow.is_none() && ended {
                    entry.text.push('\n');
                }
                entry.text.push_str(&line.text);
            }
            None => {
                let section = section(&line.text);
                self.entries.push(RawParagraph { section, text: line.text.clone() });
                self.open = true;
            }
        }
    }

    fn note(&mut self, title: &str, text: &str) {
        self.entries.push(RawParagraph { section: title.into(), text: text.into() });
        self.open = false;
    }
}

/// What names an entry: its first line as far as the heading reaches that it begins with, 2.政府采购情况.
fn section(line: &str) -> String {
    let heading = line.split(['。', '：', ':', '；', '\n']).next().unwrap_or_default();
    heading.chars().take(SECTION).collect()
}

/// Whether a line without a number is a heading: short, no sentence, and about something told.
fn is_heading(text: &str) -> bool {
    let ends = [
        "说明", "情况", "概况", "职责", "职能", "设置", "解释", "构成", "公开", "预算", "决算",
        "目录", "附件", "绩效",
    ];
    text.chars().count() <= LONGEST_HEADING
        && !words::is_sentence(text)
        && !text.contains(['：', ':'])
        && ends.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::read::grid::block::Flow;

    #[test]
    fn an_entry_for_each_heading() {
        let line = |text: &str, full, indented| {
            let flow = Some(Flow { full, indented });
            Prose::Line(Line { text: text.to_string(), flow, ..Line::default() })
        };
        let entries = paragraphs(&[
            line("部门预算编制说明", false, true),
            line("收入预算9.00万元，比上", true, true),
            line("一年增加1.00万元。", false, false),
            line("1.财政拨款9.00万元。", false, true),
            Prose::Table,
            Prose::Note("支出表".to_string(), "注：本表为空。".to_string()),
        ]);
        let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "部门预算编制说明收入预算9.00万元，比上一年增加1.00万元。",
                "1.财政拨款9.00万元。",
                "注：本表为空。"
            ]
        );
        assert_eq!(entries[2].section, "支出表");
        assert_eq!(section("2.政府采购情况。本单位9.00万元"), "2.政府采购情况");
    }

    #[test]
    fn what_runs_on_is_no_item() {
        let line = |text: &str, full| {
            let flow = Some(Flow { full, indented: false });
            Prose::Line(Line { text: text.to_string(), flow, ..Line::default() })
        };
        let entries =
            paragraphs(&[line("一、共计9.00万元，其中第一季度", true), line("1.5万元。", false)]);
        assert_eq!(entries.len(), 1);
    }
}
