//! Scopes and amounts from the rows of a CSV file.

use std::{collections::HashMap, str::FromStr};

use cn_budget::{
    Amount, Flow, Item, Kind, Lang, Ledger, Payer, Procurement, Scope, Unit, Vocabulary,
};
use csv::ByteRecord;

/// What a column may tell, with the headings that it may have.
const FIELDS: [(Field, &[&str]); 13] = [
    (Field::Amount, &["amount", "金额"]),
    (Field::Flow, &["flow", "收支"]),
    (Field::Fund, &["fund", "资金来源", "资金性质"]),
    (Field::Functional, &["functional", "功能分类", "支出功能分类"]),
    (Field::Department, &["department", "部门经济分类", "部门预算支出经济分类"]),
    (Field::Government, &["government", "政府经济分类", "政府预算支出经济分类"]),
    (Field::Kind, &["kind", "支出性质"]),
    (Field::Item, &["item", "专项口径"]),
    (Field::Entity, &["entity", "单位", "单位名称"]),
    (Field::EntityCode, &["entity_code", "单位编码"]),
    (Field::Payer, &["payer", "单位性质"]),
    (Field::Project, &["project", "项目", "项目名称"]),
    (Field::Procurement, &["procurement", "政府采购"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Field {
    Amount,
    Flow,
    Fund,
    Functional,
    Department,
    Government,
    Kind,
    Item,
    Entity,
    EntityCode,
    Payer,
    Project,
    Procurement,
}

/// Which column tells what.
pub(crate) struct Header {
    columns: HashMap<Field, (usize, String)>,
    count: usize,
    unit: Unit,
    unused: Vec<String>,
}

/// The longest row that is read, in bytes: a longer one is a quotation mark that never closes.
const LONGEST_ROW: usize = 1 << 20;

impl Header {
    /// Reads the first row. An amount without a unit of its own is in the unit of its heading
    /// （金额（万元））, else in `unit`.
    pub(crate) fn read(record: &ByteRecord, unit: Unit) -> Result<Self, String> {
        let mut header =
            Self { columns: HashMap::new(), count: record.len(), unit, unused: Vec::new() };
        for (index, heading) in record.iter().enumerate() {
            let heading = text(heading).map_err(|error| format!("the heading row {error}"))?;
            let (name, unit) = match heading.split_once(['（', '(']) {
                Some((name, unit)) => (name.trim(), Some(unit)),
                None => (heading, None),
            };
            let field = FIELDS.iter().find(|(_, names)| names.contains(&name));
            let Some(&(field, _)) = field else {
                header.unused.push(heading.into());
                continue;
            };
            if let (Field::Amount, Some(unit)) = (field, unit) {
                let unit = unit.trim_end_matches(['）', ')']);
                header.unit = unit.parse().map_err(|error| format!("{heading}: {error}"))?;
            }
            if header.columns.insert(field, (index, heading.into())).is_some() {
                return Err(format!("two columns are about {heading}"));
            }
        }
        if header.columns.contains_key(&Field::Amount) {
            Ok(header)
        } else {
            Err(format!("no column is called 金额 or amount; known headings:{}", known()))
        }
    }

    /// The headings that tell nothing here.
    pub(crate) fn unused(&self) -> &[String] {
        &self.unused
    }

    /// What a row is about, and its amount. A blank field, as a column that the file does not have,
    /// leaves its dimension open. `ledger` keeps the names of units and projects.
    pub(crate) fn row(
        &self,
        record: &ByteRecord,
        ledger: &mut Ledger,
    ) -> Result<(Scope, Amount), String> {
        if record.as_slice().len() > LONGEST_ROW {
            return Err("a row of more than a megabyte: is a quotation mark not closed?".into());
        }
        if record.len() != self.count {
            return Err(format!("{} fields instead of {}", record.len(), self.count));
        }
        let mut scope = Scope::ALL;
        macro_rules! fix {
            ($field:ident, $with:ident, $read:expr) => {
                if let Some(value) = self.get(record, Field::$field, $read)? {
                    scope = scope.$with(value);
                }
            };
        }
        fix!(Flow, with_flow, |text| named(text, Flow::ALL, Flow::name));
        fix!(Fund, with_fund, |text| {
            let label = Vocabulary::standard().read(text);
            label.and_then(|label| label.scope().fund()).map_or_else(|| text.parse(), Ok)
        });
        fix!(Functional, with_functional, str::parse);
        fix!(Department, with_department, str::parse);
        fix!(Government, with_government, str::parse);
        fix!(Kind, with_kind, |text| named(text, Kind::ALL, Kind::name));
        // A scope has one item: of a row that is one and procured, the former.
        fix!(Procurement, with_item, |text| {
            named(text, Procurement::ALL, Procurement::name).map(Procurement::item)
        });
        fix!(Item, with_item, |text| named(text, Item::ALL, Item::name));
        let payer = self.get(record, Field::Payer, |text| named(text, Payer::ALL, Payer::name))?;
        let name = |field| self.get(record, field, |text| Ok(text.to_owned()));
        let code = name(Field::EntityCode)?.unwrap_or_default();
        if let Some(name) = name(Field::Entity)? {
            scope = scope.with_entity(ledger.entity(&name, &code, payer));
        }
        if let Some(name) = name(Field::Project)? {
            scope = scope.with_project(ledger.project(&name, ""));
        }
        let amount = self.get(record, Field::Amount, |text| Amount::parse(text, self.unit))?;
        Ok((scope, amount.ok_or("no amount")?))
    }

    /// What a row has in a field, `None` where it is blank or the file has no such column.
    fn get<T>(
        &self,
        record: &ByteRecord,
        field: Field,
        read: impl Fn(&str) -> Result<T, cn_budget::Error>,
    ) -> Result<Option<T>, String> {
        let Some((index, heading)) = self.columns.get(&field) else { return Ok(None) };
        let text = text(record.get(*index).unwrap_or_default())
            .map_err(|error| format!("{heading} {error}"))?;
        if text.is_empty() {
            return Ok(None);
        }
        read(text).map(Some).map_err(|error| format!("{heading}: {error}"))
    }
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| "is not UTF-8 (convert a GBK file first: iconv -f GBK -t UTF-8)")?;
    Ok(text.trim())
}

/// A node by its Chinese name or by its stable key.
fn named<T: Copy + FromStr<Err = cn_budget::Error>>(
    text: &str,
    all: &[T],
    name: impl Fn(T, Lang) -> &'static str,
) -> Result<T, cn_budget::Error> {
    let found = all.iter().copied().find(|&node| name(node, Lang::Zh) == text);
    found.map_or_else(|| text.parse(), Ok)
}

/// The headings that are known, a field a line.
fn known() -> String {
    FIELDS.map(|(_, names)| format!("\n  {}", names.join(", "))).concat()
}
