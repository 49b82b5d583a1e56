//! Reconciles disclosures in the neutral form: `reconcile FILE… [--json] [--full] [--proof]
//! [--system] [--profile KEY] [--words FILE] [--lang zh|en]`, `-` for standard input.
//!
//! Exit code: the worst over all files; 0 no error finding, 1 error findings, 3 undecided, 2
//! unreadable input or usage.

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use cn_budget::{
    Catalogue, Disclosure, DocumentVerdict, Lang, Message, Options, Profile, Report, Severity,
    Vocabulary, reconcile,
};

#[path = "common/input.rs"]
mod input;

const USAGE: &str = "usage: reconcile FILE… [--json] [--full] [--proof] [--system] [--profile KEY] [--words FILE] [--lang zh|en]   (- is standard input)";

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
struct Arguments {
    files: Vec<String>,
    json: bool,
    full: bool,
    proof: bool,
    system: bool,
    profile: Option<Profile>,
    vocabulary: Vocabulary,
    lang: Lang,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { vocabulary: Vocabulary::standard(), ..Arguments::default() };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--json" => arguments.json = true,
            "--full" => arguments.full = true,
            "--proof" => arguments.proof = true,
            "--system" => arguments.system = true,
            "--profile" => arguments.profile = Some(profile(given.next())?),
            "--words" => words(&mut arguments.vocabulary, given.next())?,
            "--lang" => {
                arguments.lang = input::lang(given.next().as_deref())?;
            }
            "-" => arguments.files.push(argument),
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            _ => arguments.files.push(argument),
        }
    }
    if arguments.files.is_empty() {
        return Err("no file given".into());
    }
    Ok(arguments)
}

/// Adds the words of a file to those that are known.
fn words(vocabulary: &mut Vocabulary, file: Option<String>) -> Result<(), String> {
    let file = file.ok_or("--words takes a file")?;
    let table = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    vocabulary.extend(&table).map_err(|error| format!("{file}: {error}"))
}

/// The profile of this name: what documents must contain.
fn profile(key: Option<String>) -> Result<Profile, String> {
    let key = key.unwrap_or_default();
    Profile::by_key(&key).ok_or_else(|| {
        let regions: Vec<&str> = Profile::regions().collect();
        format!(
            "no profile {key:?}; there are: {} (or with _unit_budget … behind)",
            regions.join(", ")
        )
    })
}

/// How bad an exit code is: unreadable before undecided before errors before none.
fn code(report: &Report) -> u8 {
    if report.verdict() == DocumentVerdict::Undecided {
        3
    } else {
        u8::from(report.count_findings(Severity::Error) > 0)
    }
}

fn rank(code: u8) -> u8 {
    match code {
        2 => 3,
        3 => 2,
        code => code,
    }
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        // A reader that has seen enough (`| head`) is no failure of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<u8> {
    let catalogue = Catalogue::builtin();
    let options = match &arguments.profile {
        Some(profile) => Options::new().profile(profile.clone()),
        None => Options::new(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let progress = arguments.files.len() > 1 && io::stderr().is_terminal();
    let mut worst = 0;
    for (done, file) in arguments.files.iter().enumerate() {
        if progress {
            eprint!("\r{}/{} {file}\x1b[K", done + 1, arguments.files.len());
        }
        let code = match input::read(file.as_ref()) {
            Ok(raw) => {
                let disclosure = Disclosure::read_with(raw, &arguments.vocabulary, &catalogue);
                let report = reconcile(&disclosure, &options);
                write(&mut out, arguments, file, &report)?;
                code(&report)
            }
            Err(error) => {
                unreadable(&mut out, arguments, file, &error)?;
                2
            }
        };
        if rank(code) > rank(worst) {
            worst = code;
        }
    }
    if progress {
        eprintln!();
    }
    out.flush()?;
    Ok(worst)
}

fn write(
    out: &mut impl Write,
    arguments: &Arguments,
    file: &str,
    report: &Report,
) -> io::Result<()> {
    if arguments.system {
        serde_json::to_writer(&mut *out, &report.system())?;
        writeln!(out)
    } else if arguments.json {
        let view = report.view().file(file).full(arguments.full).proof(arguments.proof);
        serde_json::to_writer(&mut *out, &view)?;
        writeln!(out)
    } else {
        writeln!(out, "{file}: {}", report.text(arguments.lang))
    }
}

fn unreadable(
    out: &mut impl Write,
    arguments: &Arguments,
    file: &str,
    error: &Message,
) -> io::Result<()> {
    if arguments.json {
        let object = serde_json::json!({ "file": file, "error": error });
        writeln!(out, "{object}")
    } else {
        writeln!(out, "{file}: {}", error.text(arguments.lang))
    }
}
