//! Plain data → [`RawDisclosure`]: required keys are errors, everything else a problem.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Deserializer, de};

use super::{
    RawDisclosure, RawEntity, RawIndicator, RawParagraph, RawProblem, RawRow, RawTable, RawTarget,
    Value,
};
use crate::kind::Stage;
use crate::lang::{Message, counted};
use crate::named::listed;
use crate::payer::Payer;
use crate::text;

/// The most problems that are listed one by one; a last one then says how many more there were.
pub const MAX_PROBLEMS: usize = 10_000;

/// Why a document cannot be read at all: a required key is missing or is not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message.en)]
pub struct RawError {
    table: Option<usize>,
    row: Option<usize>,
    key: &'static str,
    message: Message,
}

impl RawError {
    /// The table, counted from 0, that lacks the key.
    pub fn table(&self) -> Option<usize> {
        self.table
    }

    /// The row of that table, counted from 0.
    pub fn row(&self) -> Option<usize> {
        self.row
    }

    /// The required key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The message in both languages.
    pub fn message(&self) -> &Message {
        &self.message
    }
}

impl<'de> Deserialize<'de> for RawDisclosure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl TryFrom<Value> for RawDisclosure {
    type Error = RawError;

    /// # Errors
    /// [`RawError`] names the table, the row and the required key that is missing or wrong.
    fn try_from(value: Value) -> Result<Self, RawError> {
        let mut reader = Reader::default();
        let raw = reader.disclosure(value)?;
        Ok(RawDisclosure { problems: reader.problems(), ..raw })
    }
}

/// The stage of a document, by its stable name or as people call it.
fn stage(text: &str) -> Option<Stage> {
    match text.trim() {
        "预算" => Some(Stage::Budget),
        "决算" => Some(Stage::Final),
        text => text.parse().ok(),
    }
}

/// The payer, by its stable name or as people call it: 参公事业单位 keep the books of 行政单位.
fn payer(text: &str) -> Option<Payer> {
    match text.trim() {
        "行政" | "参公事业单位" | "参公单位" => Some(Payer::Administrative),
        "事业" => Some(Payer::Institution),
        text => text.parse().ok(),
    }
}

/// That a text is none of the names that may stand there.
fn none_of(text: &str, known: impl Iterator<Item = &'static str>) -> Message {
    /// Enough to recognise the text by.
    const SHOWN: usize = 60;
    let (text, known) = (text::excerpt(text, SHOWN), listed(known));
    Message::new(
        format!("“{text}”不认识，应为其中之一：{known}"),
        format!("“{text}” is none of: {known}"),
    )
}

/// The entries of a map, taken out one key at a time.
struct Entries(Vec<(String, Value)>);

impl Entries {
    /// The value of `key`, `None` where it is absent or null.
    fn take(&mut self, key: &str) -> Option<Value> {
        let index = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.swap_remove(index).1).filter(|value| *value != Value::Null)
    }
}

/// Where the reader stands, and what it has found wrong so far.
#[derive(Default)]
struct Reader {
    table: Option<usize>,
    row: Option<usize>,
    path: Vec<String>,
    problems: Vec<RawProblem>,
    /// How many more problems there were than are listed.
    unlisted: usize,
}

impl Reader {
    fn disclosure(&mut self, value: Value) -> Result<RawDisclosure, RawError> {
        let mut map = self.required_map("document", value)?;
        let year = match map.take("year") {
            Some(Value::Integer(text) | Value::Text(text)) => {
                text.parse().ok().filter(|year| (1949..=2200).contains(year))
            }
            Some(_) => None,
            None => return Err(self.missing("year")),
        };
        let stage = match map.take("stage") {
            Some(Value::Text(text)) => stage(&text).ok_or_else(|| {
                self.unknown("stage", &text, Stage::ALL.iter().map(|stage| stage.key()))
            })?,
            Some(_) => return Err(self.wrong("stage")),
            None => return Err(self.missing("stage")),
        };
        let entity = map.take("entity");
        let entity = self.at("entity", |reader| reader.entity(entity));
        let raw = RawDisclosure {
            source: self.text(&mut map, "source"),
            title: self.text(&mut map, "title"),
            year: year.ok_or_else(|| self.wrong("year"))?,
            stage,
            entity,
            tables: self.tables(&mut map)?,
            performance: self.each(&mut map, "performance", Self::target),
            narrative: self.each(&mut map, "narrative", Self::paragraph),
            problems: Vec::new(),
        };
        Ok(raw)
    }

    fn entity(&mut self, value: Option<Value>) -> RawEntity {
        let Some(mut map) = value.and_then(|value| self.map(value)) else {
            return RawEntity::default();
        };
        let payer = self.text(&mut map, "payer").and_then(|text| {
            let payer = payer(&text);
            if payer.is_none() {
                let Message { zh, en } = none_of(&text, Payer::ALL.iter().map(|one| one.key()));
                self.problem("payer", &zh, &en);
            }
            payer
        });
        RawEntity { name: self.text(&mut map, "name"), code: self.text(&mut map, "code"), payer }
    }

    fn tables(&mut self, map: &mut Entries) -> Result<Vec<RawTable>, RawError> {
        let values = match map.take("tables") {
            Some(Value::List(values)) => values,
            Some(_) => return Err(self.wrong("tables")),
            None => return Err(self.missing("tables")),
        };
        let mut tables = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            self.table = Some(index);
            self.path.push(format!("tables[{index}]"));
            tables.push(self.read_table(value)?);
            self.path.pop();
        }
        self.table = None;
        Ok(tables)
    }

    fn read_table(&mut self, value: Value) -> Result<RawTable, RawError> {
        let mut map = self.required_map("table", value)?;
        let title = self.required_text(&mut map, "title")?;
        let columns = match map.take("columns") {
            Some(Value::List(columns)) => self.columns(columns),
            Some(_) => return Err(self.wrong("columns")),
            None => return Err(self.missing("columns")),
        };
        let values = match map.take("rows") {
            Some(Value::List(values)) => values,
            Some(_) => return Err(self.wrong("rows")),
            None => return Err(self.missing("rows")),
        };
        let mut rows = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            self.row = Some(index);
            self.path.push(format!("rows[{index}]"));
            rows.push(self.read_row(value)?);
            self.path.pop();
        }
        self.row = None;
        Ok(RawTable {
            no: self.number(&mut map, "no"),
            title,
            side: self.text(&mut map, "side"),
            unit: self.text(&mut map, "unit"),
            code_heading: self.text(&mut map, "code_heading"),
            name_heading: self.text(&mut map, "name_heading"),
            columns,
            rows,
        })
    }

    fn columns(&mut self, values: Vec<Value>) -> Vec<String> {
        let mut columns = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let text = self.plain(&format!("columns[{index}]"), value);
            columns.push(text.unwrap_or_default());
        }
        columns
    }

    fn read_row(&mut self, value: Value) -> Result<RawRow, RawError> {
        let mut map = self.required_map("row", value)?;
        let name = self.required_text(&mut map, "name")?;
        let cells = map.take("cells");
        Ok(RawRow {
            code: self.text(&mut map, "code"),
            name,
            cells: self.at("cells", |reader| reader.texts(cells)),
            at: self.text(&mut map, "at"),
        })
    }

    fn paragraph(&mut self, value: Value) -> Option<RawParagraph> {
        let mut map = self.map(value)?;
        Some(RawParagraph {
            section: self.text(&mut map, "section").unwrap_or_default(),
            text: self.text(&mut map, "text").unwrap_or_default(),
        })
    }

    fn target(&mut self, value: Value) -> Option<RawTarget> {
        let mut map = self.map(value)?;
        let sources = map.take("sources");
        Some(RawTarget {
            project: self.text(&mut map, "project").unwrap_or_default(),
            department: self.text(&mut map, "department"),
            activity: self.text(&mut map, "activity"),
            objective: self.text(&mut map, "objective"),
            unit: self.text(&mut map, "unit"),
            total: self.text(&mut map, "total"),
            sources: self.at("sources", |reader| reader.texts(sources)),
            execution_weight: self.text(&mut map, "execution_weight"),
            budget: self.text(&mut map, "budget"),
            executed: self.text(&mut map, "executed"),
            rate: self.text(&mut map, "rate"),
            score: self.text(&mut map, "score"),
            total_score: self.text(&mut map, "total_score"),
            indicators: self.each(&mut map, "indicators", Self::indicator),
        })
    }

    fn indicator(&mut self, value: Value) -> Option<RawIndicator> {
        let mut map = self.map(value)?;
        Some(RawIndicator {
            level1: self.text(&mut map, "level1"),
            level2: self.text(&mut map, "level2"),
            level3: self.text(&mut map, "level3"),
            nature: self.text(&mut map, "nature"),
            reference: self.text(&mut map, "reference"),
            target: self.text(&mut map, "target"),
            measure: self.text(&mut map, "measure"),
            weight: self.text(&mut map, "weight"),
            note: self.text(&mut map, "note"),
            actual: self.text(&mut map, "actual"),
            score: self.text(&mut map, "score"),
        })
    }

    /// The elements of an optional list. An element that cannot be read is a problem and leaves
    /// its default behind, so that the others keep their places.
    fn each<T: Default>(
        &mut self,
        map: &mut Entries,
        key: &str,
        read: impl Fn(&mut Self, Value) -> Option<T>,
    ) -> Vec<T> {
        let values = match map.take(key) {
            Some(Value::List(values)) => values,
            Some(_) => {
                self.problem(key, "应为列表", "should be a list");
                return Vec::new();
            }
            None => return Vec::new(),
        };
        let mut items = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let item = self.at(&format!("{key}[{index}]"), |reader| read(reader, value));
            items.push(item.unwrap_or_default());
        }
        items
    }

    /// A map of texts. Duplicate keys are kept: what they mean is for the reader of the table.
    fn texts(&mut self, value: Option<Value>) -> Vec<(String, String)> {
        let entries = match value {
            Some(Value::Map(entries)) => entries,
            Some(_) => {
                self.problem("", "应为键值表", "should be a map");
                return Vec::new();
            }
            None => return Vec::new(),
        };
        let mut texts = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if let Some(text) = self.plain(&key, value) {
                texts.push((key, text));
            }
        }
        texts
    }

    fn text(&mut self, map: &mut Entries, key: &str) -> Option<String> {
        let value = map.take(key)?;
        self.plain(key, value)
    }

    fn number(&mut self, map: &mut Entries, key: &str) -> Option<u32> {
        let text = self.text(map, key)?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            self.problem(key, "应为整数", "should be an integer");
        }
        number
    }

    /// A text, or an integer as text; anything else is a problem.
    fn plain(&mut self, key: &str, value: Value) -> Option<String> {
        match value {
            Value::Text(text) | Value::Integer(text) => Some(text),
            Value::Null => None,
            Value::Fraction(text) => {
                self.problem(
                    key,
                    "带小数的数应写成文本，否则印刷位数丢失",
                    "a number with decimals must be a text, or its printed decimals are lost",
                );
                Some(text)
            }
            Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                self.problem(key, "应为文本", "should be a text");
                None
            }
        }
    }

    fn map(&mut self, value: Value) -> Option<Entries> {
        match value {
            Value::Map(entries) => Some(Entries(entries)),
            _ => {
                self.problem("", "应为键值表", "should be a map");
                None
            }
        }
    }

    fn required_map(&self, key: &'static str, value: Value) -> Result<Entries, RawError> {
        match value {
            Value::Map(entries) => Ok(Entries(entries)),
            _ => Err(self.wrong(key)),
        }
    }

    fn required_text(&self, map: &mut Entries, key: &'static str) -> Result<String, RawError> {
        match map.take(key) {
            Some(Value::Text(text) | Value::Integer(text) | Value::Fraction(text)) => Ok(text),
            Some(_) => Err(self.wrong(key)),
            None => Err(self.missing(key)),
        }
    }

    /// Runs `read` one step further down the path.
    fn at<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_string());
        let result = read(self);
        self.path.pop();
        result
    }

    /// The problems, the last of which says how many are not listed.
    fn problems(mut self) -> Vec<RawProblem> {
        if self.unlisted > 0 {
            let message = Message::new(
                format!("另有 {} 处问题未列出", self.unlisted),
                format!("{} not listed", counted(self.unlisted, "more problem")),
            );
            let path = String::new();
            self.problems.push(RawProblem { table: None, row: None, path, message });
        }
        self.problems
    }

    fn problem(&mut self, key: &str, zh: &str, en: &str) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.unlisted += 1;
            return;
        }
        let mut path = self.path.join(".");
        if !key.is_empty() {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
        }
        let message = Message::new(format!("{path}：{zh}"), format!("{path} {en}"));
        self.problems.push(RawProblem { table: self.table, row: self.row, path, message });
    }

    fn missing(&self, key: &'static str) -> RawError {
        self.error(key, "缺失", "is missing")
    }

    fn unknown(
        &self,
        key: &'static str,
        text: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> RawError {
        let Message { zh, en } = none_of(text, known);
        self.error(key, &zh, &en)
    }

    fn wrong(&self, key: &'static str) -> RawError {
        self.error(key, "的类型不对", "is of the wrong type")
    }

    fn error(&self, key: &'static str, zh: &str, en: &str) -> RawError {
        // People count from one.
        let [table, row] = [self.table, self.row].map(|index| index.map(|i| i.saturating_add(1)));
        let (place_zh, place_en) = match (table, row) {
            (Some(table), Some(row)) => {
                (format!("第 {table} 张表第 {row} 行："), format!("table {table}, row {row}: "))
            }
            (Some(table), None) => (format!("第 {table} 张表："), format!("table {table}: ")),
            (None, _) => (String::new(), String::new()),
        };
        let message =
            Message::new(format!("{place_zh}{key} {zh}"), format!("{place_en}{key} {en}"));
        RawError { table: self.table, row: self.row, key, message }
    }
}
