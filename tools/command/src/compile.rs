//! `compile`: a ledger as the tables that are published.

use std::{fs, io::Write};

use cn_budget::{Lang, Ledger, Message, Template};

use crate::{arguments, failure::Failure, ledger, table};

/// So many of the sides that do not balance are told.
const SHOWN: usize = 20;

pub(crate) fn run(
    arguments: &arguments::Compile,
    lang: Lang,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let template = template(&arguments.template)?;
    let mut lines = Vec::new();
    let mut ledger = ledger::read(&arguments.ledger, lang, |row| {
        lines.push(row.line().map_err(|error| error.message())?);
        Ok(())
    })?;
    ledger.extend(lines);
    tell_imbalances(&ledger, lang)?;
    let compiled = cn_budget::compile(&ledger, &template)
        .map_err(|error| Failure::of(&arguments.ledger.file, &error.message()))?;
    if arguments.json {
        serde_json::to_writer(&mut *out, compiled.raw())?;
        return Ok(writeln!(out)?);
    }
    for printed in &compiled.raw().tables {
        table::write(out, printed)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The built-in sets of tables by name, else a JSON file of one.
fn template(name: &str) -> Result<Template, Failure> {
    match name {
        "chongqing-unit-budget" | "重庆单位预算" => {
            return Ok(Template::chongqing_unit_budget());
        }
        "shanghai-department-budget" | "上海部门预算" => {
            return Ok(Template::shanghai_department_budget());
        }
        "shanghai-department-final" | "上海部门决算" => {
            return Ok(Template::shanghai_department_final());
        }
        _ => {}
    }
    let bytes = fs::read(name).map_err(|error| {
        let Message { zh, en } = crate::failure::message(&error);
        let names = "chongqing-unit-budget, shanghai-department-budget, shanghai-department-final";
        Failure::of(
            name,
            &Message::new(
                format!("{zh}；内置表样：{names}"),
                format!("{en}; built-in sets of tables: {names}"),
            ),
        )
    })?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Failure::of(name, &Message::new(format!("不是表样 JSON：{error}"), error.to_string()))
    })
}

/// Tables of a ledger that does not balance would be published wrong.
fn tell_imbalances(ledger: &Ledger, lang: Lang) -> Result<(), Failure> {
    let open = ledger.imbalances()?;
    for imbalance in open.iter().take(SHOWN) {
        let head = lang.pick("提醒：", "warning: ");
        eprintln!("{head}{}", imbalance.message().text(lang));
    }
    Ok(())
}
