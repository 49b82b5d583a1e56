//! CSV ledgers: whatever separator and encoding they have, row by row, bad rows kept apart.

use std::{
    borrow::Cow,
    fs,
    io::{self, Read},
};

use cn_budget::{Lang, Ledger, LedgerReader, Message, Stage, ledger::LedgerRow};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::{arguments::LedgerInput, failure::Failure, progress::Progress};

/// The longest row that is read, in bytes: a longer one is a quotation mark that never closes.
const LONGEST_ROW: usize = 1 << 20;

/// So many bad rows and warnings are shown.
const SHOWN: usize = 20;

/// How far into a ledger it is looked for what separates its columns and how it is encoded.
const LOOKED_AT: usize = 1 << 16;

/// Reads a ledger and hands each good row to `take`. What is wrong is told on standard error; bad
/// rows without `--keep-going`, or codes counted twice, end it before anything is printed.
pub(crate) fn read(
    input: &LedgerInput,
    lang: Lang,
    mut take: impl FnMut(&LedgerRow) -> Result<(), Message>,
) -> Result<Ledger, Failure> {
    let fail = |message: &Message| Failure::of(&input.file, message);
    let (mut source, length) =
        open(&input.file).map_err(|error| fail(&crate::failure::message(&error)))?;
    let mut head = Vec::new();
    source.by_ref().take(LOOKED_AT as u64).read_to_end(&mut head)?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(fail(&Message::new("文件是空的", "the file is empty")));
    }
    let (encoding, separator) = (encoding_of(&head), separator_of(&head));
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(head.chain(source));
    let mut record = ByteRecord::new();
    let unreadable =
        |error: csv::Error| fail(&Message::new(format!("不是 CSV：{error}"), error.to_string()));
    rows.read_byte_record(&mut record).map_err(unreadable)?;
    let texts = decode(&record, encoding);
    let headings: Vec<&str> = texts.iter().map(|text| &**text).collect();
    let mut reader =
        LedgerReader::new(&headings, input.unit).map_err(|error| fail(&error.message()))?;
    tell_unused(reader.unused(), lang);
    let mut ledger = Ledger::new(input.year, Stage::Budget);
    let mut bad = Told::default();
    let progress = Progress::bytes(length);
    loop {
        // A row is counted where it begins: one with line breaks in it has several lines.
        let more = rows.read_byte_record(&mut record).map_err(unreadable)?;
        progress.at(rows.position().byte());
        if !more {
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let row = row(&mut reader, line, &record, encoding, &mut ledger).and_then(|row| take(&row));
        if let Err(message) = row {
            bad.note(line, message);
        }
    }
    progress.done();
    bad.show(lang, "有问题的行", "bad rows");
    let warnings: Vec<Message> =
        reader.warnings().iter().map(|warning| warning.message()).collect();
    show_warnings(&warnings, lang);
    if bad.count > 0 && !input.keep_going {
        return Err(Failure::told(
            "未作汇总；加 --keep-going 则跳过这些行",
            "nothing is added up; --keep-going leaves these rows out",
        ));
    }
    Ok(ledger)
}

fn row(
    reader: &mut LedgerReader,
    line: u64,
    record: &ByteRecord,
    encoding: &'static Encoding,
    ledger: &mut Ledger,
) -> Result<LedgerRow, Message> {
    if record.as_slice().len() > LONGEST_ROW {
        return Err(Message::new(
            "一行超过 1 MB：引号是否没有闭合？",
            "a row of more than a megabyte: is a quotation mark not closed?",
        ));
    }
    let texts = decode(record, encoding);
    let fields: Vec<&str> = texts.iter().map(|text| &**text).collect();
    reader.row(line, &fields, ledger).map_err(|error| error.message())
}

fn decode<'a>(record: &'a ByteRecord, encoding: &'static Encoding) -> Vec<Cow<'a, str>> {
    record.iter().map(|field| encoding.decode_without_bom_handling(field).0).collect()
}

/// UTF-8 where the beginning is; else GB18030, which Excel writes in China.
fn encoding_of(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        // The beginning may end within a character.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => GB18030,
    }
}

/// What separates the headings: of comma, semicolon and tab the one that the first line has most of.
fn separator_of(head: &[u8]) -> u8 {
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| first.iter().filter(|&&byte| byte == wanted).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// A file, or standard input, with its length where that is known.
fn open(file: &str) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if file == "-" {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let opened = fs::File::open(file)?;
    let about = opened.metadata()?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok((Box::new(opened), Some(about.len())))
}

fn tell_unused(unused: &[String], lang: Lang) {
    if !unused.is_empty() {
        let names = unused.join(lang.pick("、", ", "));
        eprintln!("{}{names}", lang.pick("未用到的列：", "columns that are not used: "));
    }
}

fn show_warnings(warnings: &[Message], lang: Lang) {
    for warning in warnings.iter().take(SHOWN) {
        eprintln!("{}{}", lang.pick("提醒：", "warning: "), warning.text(lang));
    }
    match warnings.len().saturating_sub(SHOWN) {
        0 => {}
        more => eprintln!(
            "{}",
            lang.pick("提醒：另有 ", "warning: and ").to_owned()
                + &more.to_string()
                + lang.pick(" 条", " more")
        ),
    }
}

/// What is wrong with rows, the first of them with their numbers.
#[derive(Default)]
struct Told {
    count: u64,
    first: Vec<(u64, Message)>,
}

impl Told {
    fn note(&mut self, line: u64, message: Message) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push((line, message));
        }
    }

    fn show(&self, lang: Lang, zh: &str, en: &str) {
        for (line, message) in &self.first {
            match lang {
                Lang::Zh => eprintln!("第 {line} 行：{}", message.zh),
                Lang::En => eprintln!("row {line}: {}", message.en),
            }
        }
        if self.count > 0 {
            eprintln!("{}{}{}", lang.pick(zh, en), lang.pick("：", ": "), self.count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_what_the_headings_have_most_of() {
        assert_eq!(separator_of("功能分类,金额\n1;2;3".as_bytes()), b',');
        assert_eq!(separator_of("功能分类;金额（元,万元）;单位\n".as_bytes()), b';');
        assert_eq!(separator_of("功能分类\t金额".as_bytes()), b'\t');
        assert_eq!(separator_of("金额".as_bytes()), b',');
    }

    #[test]
    fn what_is_no_utf_8_is_gbk() {
        assert_eq!(encoding_of("金额".as_bytes()), UTF_8);
        assert_eq!(encoding_of(&"金额".as_bytes()[..4]), UTF_8, "cut within a character");
        assert_eq!(encoding_of(b"\xbd\xf0\xb6\xee\n1"), GB18030);
    }
}
