//! `read FILE…` prints each file in the neutral form, one JSON a line, and notes on standard error.
//! `read --join FILE…` reads several files as one disclosure; `read --grids FILE` a list of
//! `{ "lines": […], "grid": { "rows", "columns", "cells": [[row, column, row span, column span, text]] } }`,
//! and prints the tables of each entry; `read --blocks FILE` prints the lines and grids of a file, one JSON a line,
//! and `read --from-blocks FILE` reads such a list, whoever made it.

use std::process::ExitCode;

use cn_budget::Lang;
use cn_budget::read::{Block, Grid, Line};
use cn_budget_files::{Hint, Reading, contents, join, read};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [] => Err("usage: read [--join | --grids | --blocks | --from-blocks] FILE…".into()),
        ["--grids", file] => grids(file),
        ["--blocks", file] => blocks(file),
        ["--from-blocks", file] => from_blocks(file),
        ["--join", files @ ..] => joined(files),
        files => return each(files),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Reads one file after the other; one that fails keeps none of the others from being read.
fn each(files: &[&str]) -> ExitCode {
    let mut failed = false;
    for file in files {
        if let Err(error) = one(file) {
            eprintln!("{file}: {error}");
            failed = true;
        }
    }
    if failed { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

fn one(file: &str) -> Result<(), Failure> {
    let hint = Hint::default().source(file.to_owned());
    print(&read(&std::fs::read(file)?, &hint)?)
}

fn joined(files: &[&str]) -> Result<(), Failure> {
    let bytes = files.iter().map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    print(&join(bytes.iter().map(Vec::as_slice), &Hint::default())?)
}

fn print(reading: &Reading) -> Result<(), Failure> {
    notes(reading);
    println!("{}", serde_json::to_string(&reading.raw)?);
    Ok(())
}

fn notes(reading: &Reading) {
    for note in &reading.notes {
        let at = note.at.as_deref().map(|at| format!("{at}: ")).unwrap_or_default();
        eprintln!("{at}{}", note.message.text(Lang::Zh));
    }
}

fn grids(file: &str) -> Result<(), Failure> {
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(file)?)?;
    for entry in entries {
        let lines: Vec<Line> = match entry.get("lines") {
            Some(lines) => serde_json::from_value(lines.clone())?,
            None => Vec::new(),
        };
        let grid: Grid = serde_json::from_value(entry.get("grid").cloned().unwrap_or_default())?;
        let blocks: Vec<Block> = lines.into_iter().map(Block::from).chain([grid.into()]).collect();
        let reading = cn_budget::read::read(&blocks, &Hint::default());
        notes(&reading);
        let raw = &reading.raw;
        println!(
            "{{\"tables\":{},\"performance\":{},\"narrative\":{}}}",
            serde_json::to_string(&raw.tables)?,
            serde_json::to_string(&raw.performance)?,
            serde_json::to_string(&raw.narrative)?,
        );
    }
    Ok(())
}

fn from_blocks(file: &str) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file)?;
    let blocks: Vec<Block> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    print(&cn_budget::read::read(&blocks, &Hint::default()))
}

fn blocks(file: &str) -> Result<(), Failure> {
    for block in contents(&std::fs::read(file)?)?.blocks {
        println!("{}", serde_json::to_string(&block)?);
    }
    Ok(())
}
