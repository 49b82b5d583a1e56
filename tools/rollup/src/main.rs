//! Rolls up a CSV ledger of any size to a tree of codes and a two-way table; see `arguments.rs`.
//! Exit code: 0 done, 1 bad rows and no `--keep-going`, 2 unreadable input or usage.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, Read, Write},
    process::ExitCode,
    time::Instant,
};

use cn_budget::{
    Axis, Catalogue, Code, Cube, Dimension, Edition, Ledger, Rollup, Scheme, Scope, Stage, Style,
    Unit,
};
use csv::{ByteRecord, ReaderBuilder};

mod arguments;
mod ledger_csv;
mod sample;

use arguments::{Arguments, USAGE};
use ledger_csv::Header;

/// Why there is no result.
enum Failure {
    /// Input or output failed, or the input is no ledger.
    Unreadable(String),
    /// A reader that has seen enough (`| head`).
    Closed,
    /// Bad rows, already shown.
    BadRows,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

impl From<cn_budget::Error> for Failure {
    fn from(error: cn_budget::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

fn main() -> ExitCode {
    let arguments = match arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let done = match arguments.tree {
        Dimension::Department => run(&arguments, Scope::department),
        Dimension::Government => run(&arguments, Scope::government),
        _ => run(&arguments, Scope::functional),
    };
    match done {
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::BadRows) => ExitCode::from(1),
        Err(Failure::Unreadable(error)) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run<S: Scheme>(
    arguments: &Arguments,
    code: fn(Scope) -> Option<Code<S>>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let Some(file) = &arguments.file else {
        sample::write(&mut out, arguments.sample.unwrap_or(0))?;
        return Ok(out.flush()?);
    };
    let mut sums = Sums::new(arguments);
    let start = Instant::now();
    let rows = sums.read(file, arguments.unit, code)?;
    let seconds = start.elapsed().as_secs_f64();
    sums.bad.show();
    if sums.bad.count > 0 && !arguments.keep_going {
        eprintln!("nothing is printed; --keep-going skips bad rows");
        return Err(Failure::BadRows);
    }
    sums.write(&mut out, arguments)?;
    out.flush()?;
    #[expect(clippy::cast_precision_loss, reason = "for print")]
    let speed = rows as f64 / seconds.max(1e-9);
    eprintln!("{rows} lines in {seconds:.2} s: {speed:.0} lines per second");
    Ok(())
}

/// Everything that is summed up on the way.
struct Sums<S: Scheme> {
    rollup: Rollup<S>,
    cube: Cube,
    /// Only the names of units and projects.
    names: Ledger,
    bad: BadRows,
}

impl<S: Scheme> Sums<S> {
    fn new(arguments: &Arguments) -> Self {
        let (rows, columns) = axes(arguments);
        Self {
            rollup: Rollup::new(),
            cube: Cube::new([rows, columns]),
            names: Ledger::new(arguments.year, Stage::Budget),
            bad: BadRows::default(),
        }
    }

    /// Reads a file row by row and tells how many rows there were.
    fn read(
        &mut self,
        file: &str,
        unit: Unit,
        code: fn(Scope) -> Option<Code<S>>,
    ) -> Result<u64, Failure> {
        let unreadable = |error: String| Failure::Unreadable(format!("{file}: {error}"));
        let (source, length) = open(file).map_err(|error| unreadable(error.to_string()))?;
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
        let mut progress = Progress::new(length);
        let mut record = ByteRecord::new();
        let mut next = |record: &mut ByteRecord| {
            let more = reader.read_byte_record(record);
            progress.tick(reader.position().byte());
            more.map_err(|error| unreadable(error.to_string()))
        };
        if !next(&mut record)? {
            return Err(unreadable("the file is empty".into()));
        }
        let header = Header::read(&record, unit).map_err(unreadable)?;
        if !header.unused().is_empty() {
            eprintln!("columns that are not used: {}", header.unused().join(", "));
        }
        let mut rows = 0;
        while next(&mut record)? {
            rows += 1;
            match header.row(&record, &mut self.names) {
                Ok((scope, amount)) => {
                    match code(scope) {
                        Some(code) => self.rollup.add(code, amount),
                        None => self.rollup.add_open(amount),
                    }
                    self.cube.add(scope, amount);
                }
                Err(error) => {
                    self.bad.note(record.position().map_or(0, csv::Position::line), error);
                }
            }
        }
        Ok(rows)
    }

    fn write(&self, out: &mut impl Write, arguments: &Arguments) -> Result<(), Failure> {
        if arguments.json {
            let partial = serde_json::json!({ "rollup": self.rollup, "cube": self.cube });
            return Ok(writeln!(out, "{partial}")?);
        }
        let (catalogue, edition) = (Catalogue::builtin(), Edition::new(arguments.year));
        let style = Style::new(arguments.unit).separators(true);
        let tree = self.rollup.tree()?;
        writeln!(
            out,
            "单位：{}\n{}",
            arguments.unit,
            tree.display(&catalogue, edition).style(style)
        )?;
        let (rows, columns) = axes(arguments);
        let pivot = self.cube.pivot(rows, columns)?;
        let text = pivot.display(&catalogue, edition).style(style).ledger(&self.names);
        Ok(write!(out, "{text}")?)
    }
}

fn axes(arguments: &Arguments) -> (Axis, Axis) {
    let axis = |dimension| Axis::new(dimension).at(arguments.level);
    (axis(arguments.pivot.0), axis(arguments.pivot.1))
}

/// A file, or standard input, with its length where that is known.
fn open(file: &str) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if file == "-" {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let opened = File::open(file)?;
    let length = opened.metadata()?.len();
    Ok((Box::new(opened), Some(length)))
}

/// Rows that are no budget lines.
#[derive(Default)]
struct BadRows {
    count: u64,
    first: Vec<(u64, String)>,
}

impl BadRows {
    /// So many are shown.
    const SHOWN: usize = 20;

    fn note(&mut self, line: u64, error: String) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push((line, error));
        }
    }

    fn show(&self) {
        for (line, error) in &self.first {
            eprintln!("line {line}: {error}");
        }
        match self.count.saturating_sub(self.first.len() as u64) {
            0 => {}
            more => eprintln!("and {more} more"),
        }
        if self.count > 0 {
            eprintln!("bad rows: {}", self.count);
        }
    }
}

/// A bar on a terminal; nothing where nobody watches.
struct Progress {
    length: Option<u64>,
    ticks: u64,
    watched: bool,
}

impl Progress {
    /// So many rows between two looks at the bar.
    const ROWS: u64 = 1 << 16;
    const WIDTH: u64 = 40;

    fn new(length: Option<u64>) -> Self {
        Self { length, ticks: 0, watched: io::stderr().is_terminal() }
    }

    fn tick(&mut self, byte: u64) {
        self.ticks += 1;
        if !self.watched || self.ticks % Self::ROWS != 0 {
            return;
        }
        match self.length {
            Some(length @ 1..) => {
                let done = usize::try_from(Self::WIDTH * byte.min(length) / length).unwrap_or(0);
                let bar = format!("{:40}", "#".repeat(done));
                eprint!("\r[{bar}] {:3}% {} lines", 100 * byte.min(length) / length, self.ticks);
            }
            _ => eprint!("\r{} lines", self.ticks),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.watched && self.ticks >= Self::ROWS {
            eprint!("\r\x1b[K");
        }
    }
}
