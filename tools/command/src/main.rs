//! The program `cn-budget`: 部门预算、决算公开的核对工具.
//!
//! `cn-budget check FILE…` is the main thing; `cn-budget --help` tells the rest. Everything that it
//! knows of budgets is in the crate `cn-budget`; here are files, folders, threads and words.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use cn_budget::Lang;

mod arguments;
mod check;
mod codes;
mod compare;
mod compile;
mod consolidate;
mod detail;
mod document;
mod exit;
mod failure;
mod inputs;
mod ledger;
mod ordered;
mod progress;
mod read;
mod rollup;
mod say;
mod summary;
mod table;
mod usage;

use arguments::Command;
use exit::Outcome;
use failure::Failure;

fn main() -> ExitCode {
    let (arguments, lang) = match usage::parse() {
        Ok(understood) => understood,
        Err(outcome) => return outcome.into(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(&arguments.command, lang, &mut out)
        .and_then(|outcome| out.flush().map(|()| outcome).map_err(Failure::from));
    match done {
        Ok(outcome) => outcome.into(),
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Told(message)) => {
            eprintln!("{}", message.text(lang));
            Outcome::Unreadable.into()
        }
    }
}

fn run(command: &Command, lang: Lang, out: &mut impl Write) -> Result<Outcome, Failure> {
    if let Command::Check(arguments::Check { inputs, .. })
    | Command::Read(arguments::Read { inputs, .. }) = command
    {
        threads(inputs.jobs)?;
    }
    match command {
        Command::Check(arguments) => check::run(arguments, lang, out),
        Command::Read(arguments) => read::run(arguments, lang, out),
        Command::Codes(arguments) => codes::run(arguments, lang, out),
        Command::Rollup(arguments) => rollup::run(arguments, lang, out).map(|()| Outcome::Clean),
        Command::Compile(arguments) => compile::run(arguments, lang, out).map(|()| Outcome::Clean),
        Command::Compare(arguments) => compare::run(arguments, lang, out).map(|()| Outcome::Clean),
        Command::Consolidate(arguments) => consolidate::run(arguments, lang, out),
    }
}

/// As many threads as asked for, else as many as there are cores.
fn threads(jobs: Option<usize>) -> Result<(), Failure> {
    let Some(jobs) = jobs else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().map_err(|error| {
        Failure::told(format!("无法启动线程：{error}"), format!("no threads: {error}"))
    })
}
