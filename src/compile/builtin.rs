//! The templates that the crate brings, from the files of `data/templates`, which have the form of
//! any template in a file.

use super::template::Template;

#[rustfmt::skip]
#[allow(clippy::too_many_lines, clippy::manual_string_new, reason = "generated")]
mod generated;

impl Template {
    /// The budget of a unit in Chongqing (重庆市单位预算公开表): 12 tables, in 万元 with two decimals.
    ///
    /// Rows of carried money stand in 部门收支总表 only where there is any, and so do the columns of
    /// kinds other than 基本 and 项目.
    ///
    /// A line wants a fund as its tables list them (事业收入, not 单位资金) and a function, an expenditure a
    /// kind as well. One of the general budget wants a department economic code besides, 人员经费 or
    /// 公用经费 for its kind where it is 基本支出, and a government economic code where its unit has no
    /// [`Payer`](crate::Payer) or the crosswalk has no single one.
    #[must_use]
    pub fn chongqing_unit_budget() -> Self {
        generated::chongqing_unit_budget()
    }

    /// The budget of a department in Shanghai (上海市部门预算公开表): nine tables, in 元 to the 分; the
    /// three public expenses in 万元.
    #[must_use]
    pub fn shanghai_department_budget() -> Self {
        generated::shanghai_department_budget()
    }

    /// The final accounts of a department in Shanghai (上海市部门决算公开表): nine tables, in 万元 with
    /// two decimals. 预算数 of the three public expenses takes a ledger of the budget beside that of
    /// the final accounts ([`Compiler::beside`](crate::compile::Compiler::beside)).
    #[must_use]
    pub fn shanghai_department_final() -> Self {
        generated::shanghai_department_final()
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use std::{eprintln, fmt::Write, format, fs, path::Path, string::String};

    use super::*;
    use crate::compile::template::{ColumnContent, RowTemplate, TableTemplate};
    use crate::scope::Scope;

    /// The files, by the name of the function that gives the template.
    const FILES: [&str; 3] =
        ["chongqing_unit_budget", "shanghai_department_budget", "shanghai_department_final"];

    fn read(name: &str) -> Template {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = root.join("data/templates").join(format!("{name}.json"));
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
    }

    /// A scope as an expression.
    fn scope(scope: Scope) -> String {
        let mut told = String::from("Scope::ALL");
        if let Some(flow) = scope.flow() {
            write!(told, ".with_flow(Flow::{flow:?})").unwrap();
        }
        if let Some(fund) = scope.fund() {
            write!(told, ".with_fund(FundSource::{fund:?})").unwrap();
        }
        if let Some(kind) = scope.kind() {
            write!(told, ".with_kind(Kind::{kind:?})").unwrap();
        }
        if let Some(item) = scope.item() {
            write!(told, ".with_item(Item::{item:?})").unwrap();
        }
        if let Some(stage) = scope.stage() {
            write!(told, ".with_stage(Stage::{stage:?})").unwrap();
        }
        told
    }

    /// `Code(Functional)` as an expression.
    fn text_column(column: impl core::fmt::Debug) -> String {
        format!("TextColumn::{column:?}").replace("Code(", "Code(SchemeKind::")
    }

    /// A table as an expression.
    fn table(table: &TableTemplate) -> String {
        let mut out = format!("TableTemplate::new({:?}, {})", table.title, scope(table.root));
        if let Some(no) = table.no {
            write!(out, ".no({no})").unwrap();
        }
        if let Some(side) = &table.side {
            write!(out, ".side({side:?})").unwrap();
        }
        write!(out, ".in_unit(Unit::{:?}, {})", table.unit, table.decimals).unwrap();
        if let (Some(code), Some(name)) = (&table.code_heading, &table.name_heading) {
            write!(out, ".headings({code:?}, {name:?})").unwrap();
        }
        for column in &table.columns {
            let prints = match &column.content {
                ColumnContent::Amount(one) => format!("Amount({})", scope(*one)),
                ColumnContent::Text(text) => format!("Text({})", text_column(text)),
                ColumnContent::Constant(text) => format!("Constant({text:?}.into())"),
            };
            let (heading, shown) = (&column.heading, column.shown);
            write!(out, "\n        .push_column({heading:?}, {prints}, {shown:?})").unwrap();
        }
        for row in &table.rows {
            out.push_str("\n        ");
            match row {
                RowTemplate::Scope { label, scope: one, shown } => {
                    write!(out, ".push_row({label:?}, {}, {shown:?})", scope(*one)).unwrap();
                }
                RowTemplate::Balance { label } => write!(out, ".balance({label:?})").unwrap(),
                RowTemplate::Codes { scheme, deepest, style, scope: one, always } => {
                    let (one, always) = (scope(*one), format!("&{always:?}"));
                    write!(
                        out,
                        ".push_codes(SchemeKind::{scheme:?}, Level::{deepest:?}, \
                         CodeStyle::{style:?}, {one}, {always})"
                    )
                    .unwrap();
                }
                RowTemplate::Lines => out.push_str(".lines()"),
            }
        }
        out
    }

    fn generated() -> String {
        let mut out = String::from(
            "//! The templates of `data/templates`.\n//!\n\
             //! Generated by `UPDATE_TEMPLATES=1 cargo test --lib compile::builtin`; do not edit.\n\n\
             use crate::code::{Level, SchemeKind};\n\
             use crate::compile::template::{\n    CodeStyle,\n    \
             ColumnContent::{Amount, Constant, Text},\n    \
             Shown::{Always, WhenCarried, WhenFilled},\n    TableTemplate, Template,\n};\n\
             use crate::flow::Flow;\nuse crate::fund::FundSource;\nuse crate::item::Item;\n\
             use crate::kind::{Kind, Stage};\nuse crate::num::amount::Unit;\n\
             use crate::scope::Scope;\nuse crate::words::TextColumn;\n",
        );
        for name in FILES {
            write!(out, "\npub(super) fn {name}() -> Template {{\n    Template::new()\n").unwrap();
            for one in read(name).tables() {
                writeln!(out, "    .table({})", table(one)).unwrap();
            }
            out.push_str("}\n");
        }
        out
    }

    #[test]
    fn the_templates_are_those_of_the_files() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/compile/builtin/generated.rs");
        let text = generated();
        if std::env::var_os("UPDATE_TEMPLATES").is_some() {
            fs::write(&path, &text).unwrap();
            eprintln!("written; run the tests again");
        }
        assert!(
            fs::read_to_string(&path).unwrap() == text,
            "run UPDATE_TEMPLATES=1 cargo test --lib"
        );
        let built = [
            Template::chongqing_unit_budget(),
            Template::shanghai_department_budget(),
            Template::shanghai_department_final(),
        ];
        for (name, built) in FILES.into_iter().zip(built) {
            assert_eq!(built, read(name), "{name}");
        }
    }
}
