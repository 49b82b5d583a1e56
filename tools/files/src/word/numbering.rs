//! The automatic numbers of paragraphs: 一、 （一） 1. that stand in no text of the file.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::attribute;

/// A level of a list: its first number, how numbers are written, and the text around them.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The abstract list that each list follows.
    lists: BTreeMap<String, String>,
    levels: BTreeMap<(String, usize), Level>,
    /// The list and level that a style brings along.
    styles: BTreeMap<String, (String, usize)>,
    counts: BTreeMap<(String, usize), u32>,
}

impl Numbering {
    /// Reads numbering.xml and styles.xml; what is damaged numbers nothing.
    pub(super) fn read(numbering: &[u8], styles: &[u8]) -> Self {
        let mut own = Self::default();
        own.read_lists(&String::from_utf8_lossy(numbering));
        own.read_styles(&String::from_utf8_lossy(styles));
        own
    }

    fn read_lists(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut list, mut number, mut level) = (String::new(), String::new(), 0_usize);
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let value = || attribute(&element, "val").unwrap_or_default();
            let name = element.local_name();
            match name.as_ref() {
                "abstractNum" => list = attribute(&element, "abstractNumId").unwrap_or_default(),
                "num" => number = attribute(&element, "numId").unwrap_or_default(),
                "abstractNumId" => {
                    self.lists.insert(number.clone(), value());
                }
                "lvl" => {
                    level =
                        attribute(&element, "ilvl").and_then(|text| text.parse().ok()).unwrap_or(0);
                    self.levels
                        .insert((list.clone(), level), Level { start: 1, ..Level::default() });
                }
                name @ ("start" | "numFmt" | "lvlText") => {
                    if let Some(own) = self.levels.get_mut(&(list.clone(), level)) {
                        match name {
                            "start" => own.start = value().parse().unwrap_or(1),
                            "numFmt" => own.format = value(),
                            _ => own.text = value(),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn read_styles(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut style, mut level) = (String::new(), 0_usize);
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let value = || attribute(&element, "val").unwrap_or_default();
            let name = element.local_name();
            match name.as_ref() {
                "style" => {
                    style = attribute(&element, "styleId").unwrap_or_default();
                    level = 0;
                }
                "ilvl" => level = value().parse().unwrap_or(0),
                "numId" => {
                    self.styles.insert(style.clone(), (value(), level));
                }
                _ => {}
            }
        }
    }

    /// The number of the next paragraph of a style or a list, `None` for one without.
    pub(super) fn next(
        &mut self,
        style: Option<&str>,
        list: Option<&str>,
        level: Option<usize>,
    ) -> Option<String> {
        let of_style = style.and_then(|style| self.styles.get(style)).cloned();
        let list =
            list.map(String::from).or_else(|| of_style.as_ref().map(|(list, _)| list.clone()))?;
        let level = level.or(of_style.map(|(_, level)| level)).unwrap_or(0);
        let kind = self.lists.get(&list)?.clone();
        let own = self.levels.get(&(kind.clone(), level))?.clone();
        if own.format == "bullet" || own.format == "none" {
            return None;
        }
        let count = self.counts.entry((kind.clone(), level)).or_insert(own.start.saturating_sub(1));
        *count = count.saturating_add(1);
        // A number begins the levels below it anew.
        self.counts.retain(|(other, deeper), _| *other != kind || *deeper <= level);
        let mut text = own.text.clone();
        for upper in 0..=level.min(8) {
            let count = self.counts.get(&(kind.clone(), upper)).copied().unwrap_or(1);
            let format =
                self.levels.get(&(kind.clone(), upper)).map_or("", |level| level.format.as_str());
            text = text.replace(&format!("%{}", upper + 1), &written(count, format));
        }
        Some(text)
    }
}

/// A number as its format writes it.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCountingThousand"
        | "taiwaneseCounting" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            char::from_u32(u32::from('①') + number.clamp(1, 20) - 1)
                .map(String::from)
                .unwrap_or_default()
        }
        "decimalFullWidth" => number
            .to_string()
            .bytes()
            .filter_map(|b| char::from_u32(0xFF10 + u32::from(b - b'0')))
            .collect(),
        _ => number.to_string(),
    }
}

/// 1 … 99 in Chinese.
fn chinese(number: u32) -> String {
    let digit = |digit: u32| {
        "〇一二三四五六七八九".chars().nth(digit as usize).map(String::from).unwrap_or_default()
    };
    match number {
        1..=9 => digit(number),
        10 => "十".into(),
        11..=19 => format!("十{}", digit(number % 10)),
        20..=99 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_level_by_level() {
        let lists = r#"<w:numbering xmlns:w="x">
            <w:abstractNum w:abstractNumId="0">
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
                <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
        let styles = r#"<w:styles xmlns:w="x"><w:style w:styleId="2"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"#;
        let mut numbering = Numbering::read(lists.as_bytes(), styles.as_bytes());
        let mut next = |style, list, level| numbering.next(style, list, level);
        assert_eq!(next(Some("2"), None, None).as_deref(), Some("一、"));
        assert_eq!(next(None, Some("3"), Some(1)).as_deref(), Some("1."));
        assert_eq!(next(None, Some("3"), Some(1)).as_deref(), Some("2."));
        assert_eq!(next(Some("2"), None, None).as_deref(), Some("二、"));
        assert_eq!(next(None, Some("3"), Some(1)).as_deref(), Some("1."));
        assert_eq!(next(None, None, None), None);
    }

    #[test]
    fn numbers_in_chinese() {
        let texts: Vec<String> = [1, 10, 11, 20, 35].into_iter().map(chinese).collect();
        assert_eq!(texts, ["一", "十", "十一", "二十", "三十五"]);
    }
}
