//! The command line.

use cn_budget::{Dimension, Level, Unit};

pub(crate) const USAGE: &str = "\
usage: rollup FILE [options]          - is standard input
       rollup --sample N              writes a made-up ledger of N lines to try it on

  --tree functional|department|government   the code tree to print (functional)
  --pivot ROWS COLUMNS   the two-way table (functional fund); of: flow, fund, functional,
                         department, government, kind, item, entity, project
  --level class|section|item   how deep codes go in the table (class)
  --unit UNIT            of amounts whose heading names none, and of what is printed (元)
  --year YEAR            the edition of the catalogue that names the codes (2026)
  --json                 print the partial sums of tree and table instead, to be merged elsewhere
  --keep-going           skip bad rows; they are counted and the first 20 shown

example: rollup --sample 1000000 > ledger.csv && rollup ledger.csv --pivot functional kind";

pub(crate) struct Arguments {
    pub(crate) file: Option<String>,
    pub(crate) sample: Option<u64>,
    pub(crate) tree: Dimension,
    pub(crate) pivot: (Dimension, Dimension),
    pub(crate) level: Level,
    pub(crate) unit: Unit,
    pub(crate) year: u16,
    pub(crate) json: bool,
    pub(crate) keep_going: bool,
}

/// Reads the command line; the error says what is wrong with it.
pub(crate) fn read(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        file: None,
        sample: None,
        tree: Dimension::Functional,
        pivot: (Dimension::Functional, Dimension::Fund),
        level: Level::Class,
        unit: Unit::Yuan,
        year: 2026,
        json: false,
        keep_going: false,
    };
    while let Some(argument) = given.next() {
        let mut value =
            || given.next().ok_or_else(|| format!("{argument} wants a value behind it"));
        match argument.as_str() {
            "--tree" => arguments.tree = tree(&value()?)?,
            "--pivot" => arguments.pivot = (dimension(&value()?)?, dimension(&value()?)?),
            "--level" => arguments.level = level(&value()?)?,
            "--unit" => arguments.unit = value()?.parse().map_err(|error| format!("{error}"))?,
            "--year" => arguments.year = number(&value()?)?,
            "--sample" => arguments.sample = Some(number(&value()?)?),
            "--json" => arguments.json = true,
            "--keep-going" => arguments.keep_going = true,
            option if option.starts_with('-') && option != "-" => {
                return Err(format!("unknown option {option}"));
            }
            _ if arguments.file.is_some() => return Err(format!("a second file, {argument}")),
            _ => arguments.file = Some(argument),
        }
    }
    match (&arguments.file, arguments.sample) {
        (None, None) => Err("no file given".into()),
        (Some(_), Some(_)) => Err("either a file or --sample".into()),
        _ if arguments.pivot.0 == arguments.pivot.1 => Err("--pivot wants two dimensions".into()),
        _ => Ok(arguments),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text} is no such number"))
}

fn tree(text: &str) -> Result<Dimension, String> {
    match dimension(text)? {
        tree @ (Dimension::Functional | Dimension::Department | Dimension::Government) => Ok(tree),
        _ => Err(format!("{text} is no code tree")),
    }
}

/// The dimensions that a line of a ledger tells.
const TOLD: [Dimension; 9] = [
    Dimension::Flow,
    Dimension::Fund,
    Dimension::Functional,
    Dimension::Department,
    Dimension::Government,
    Dimension::Kind,
    Dimension::Item,
    Dimension::Entity,
    Dimension::Project,
];

fn dimension(text: &str) -> Result<Dimension, String> {
    match text.parse() {
        Ok(dimension) if TOLD.contains(&dimension) => Ok(dimension),
        _ => Err(format!("{text} is no dimension")),
    }
}

fn level(text: &str) -> Result<Level, String> {
    match text.parse() {
        Ok(level) if level != Level::Subitem => Ok(level),
        _ => Err(format!("{text} is no level")),
    }
}
