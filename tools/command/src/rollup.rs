//! `rollup`: a ledger as a tree of codes and a two-way table.

use std::io::Write;

use cn_budget::{
    Catalogue, Code, Cube, Dimension, Edition, Lang, Rollup, Scope, code::Scheme, cube::Axis,
    num::Style,
};

use crate::{
    arguments::{self, TreeOf},
    failure::Failure,
    ledger,
};

pub(crate) fn run(
    arguments: &arguments::Rollup,
    lang: Lang,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match arguments.tree {
        TreeOf::Functional => of(arguments, lang, out, Scope::functional),
        TreeOf::Department => of(arguments, lang, out, Scope::department),
        TreeOf::Government => of(arguments, lang, out, Scope::government),
    }
}

fn of<S: Scheme>(
    arguments: &arguments::Rollup,
    lang: Lang,
    out: &mut impl Write,
    code: fn(Scope) -> Option<Code<S>>,
) -> Result<(), Failure> {
    let [rows, columns] = axes(arguments);
    let (mut rollup, mut cube) = (Rollup::<S>::new(), Cube::new([rows, columns]));
    let names = ledger::read(&arguments.ledger, lang, |row| {
        match code(row.scope) {
            Some(code) => rollup.add(code, row.amount),
            None => rollup.add_open(row.amount),
        }
        cube.add(row.scope, row.amount);
        Ok(())
    })?;
    if arguments.json {
        serde_json::to_writer(&mut *out, &serde_json::json!({ "rollup": rollup, "cube": cube }))?;
        return Ok(writeln!(out)?);
    }
    let (catalogue, edition) = (Catalogue::builtin(), Edition::new(arguments.ledger.year));
    let unit = arguments.ledger.unit;
    let style = Style::new(unit).separators(true);
    let tree = rollup.tree()?;
    writeln!(out, "{}{unit}", lang.pick("单位：", "unit: "))?;
    writeln!(out, "{}", tree.display(&catalogue, edition).style(style).lang(lang))?;
    let pivot = cube.pivot(rows, columns)?;
    write!(out, "{}", pivot.display(&catalogue, edition).style(style).lang(lang).ledger(&names))?;
    Ok(())
}

fn axes(arguments: &arguments::Rollup) -> [Axis; 2] {
    let axis = |index: usize, usual| {
        let dimension = arguments.pivot.get(index).copied().unwrap_or(usual);
        Axis::new(dimension).at(arguments.level)
    };
    [axis(0, Dimension::Functional), axis(1, Dimension::Fund)]
}
