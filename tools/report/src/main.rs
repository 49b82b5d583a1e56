//! Reports to look at: `report FILE… [-o report.html] [--lang zh|en]`.
//!
//! One file gives one page that needs nothing else: no network, no other file. Several give an
//! index and one page each beside it. Exit code: 0 all written, 2 unreadable input or usage.

use std::{path::PathBuf, process::ExitCode};

use cn_budget::Lang;
use cn_budget_report::write;

const USAGE: &str = "usage: report FILE… [-o report.html] [--lang zh|en]";

struct Arguments {
    files: Vec<PathBuf>,
    output: PathBuf,
    lang: Lang,
}

fn arguments() -> Result<Arguments, String> {
    let (mut files, mut output, mut lang) = (Vec::new(), PathBuf::from("report.html"), Lang::Zh);
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("-o") => output = given.next().ok_or("-o takes a file")?.into(),
            Some("--lang") => {
                lang = match given.next().as_ref().and_then(|lang| lang.to_str()) {
                    Some("zh") => Lang::Zh,
                    Some("en") => Lang::En,
                    other => return Err(format!("--lang takes zh or en, not {other:?}")),
                };
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!("unknown option {option}"));
            }
            _ => files.push(argument.into()),
        }
    }
    if files.is_empty() {
        return Err("no file given".into());
    }
    Ok(Arguments { files, output, lang })
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match write(&arguments.files, &arguments.output, arguments.lang) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("{}: {error}", arguments.output.display());
            ExitCode::from(2)
        }
    }
}
