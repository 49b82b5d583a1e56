//! `read`: the neutral JSON of each file, and notes of what was not read.

use std::io::Write;

use cn_budget::{Lang, Message, read::Reading};

use crate::{
    arguments, document,
    exit::Outcome,
    failure::Failure,
    inputs::{self, Input},
    ordered,
};

pub(crate) fn run(
    arguments: &arguments::Read,
    lang: Lang,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Clean;
    let colon = lang.pick("：", ": ");
    let documents = inputs::documents(&arguments.inputs)?.each;
    let work =
        |input: std::io::Result<Input>| -> std::io::Result<(String, Result<Reading, Message>)> {
            let input = input?;
            Ok((input.name(), document::read(&input)))
        };
    ordered::for_each(documents, work, |done| -> Result<(), Failure> {
        let (name, reading) = done?;
        match reading {
            Ok(reading) => {
                if arguments.pretty {
                    serde_json::to_writer_pretty(&mut *out, &reading.raw)?;
                } else {
                    serde_json::to_writer(&mut *out, &reading.raw)?;
                }
                writeln!(out)?;
                for note in &reading.notes {
                    eprintln!("{name}{colon}{}", note.message.text(lang));
                }
            }
            Err(message) => {
                let line = serde_json::json!({ "file": name, "error": message });
                writeln!(out, "{line}")?;
                eprintln!("{name}{colon}{}", message.text(lang));
                outcome = Outcome::Unreadable;
            }
        }
        Ok(())
    })?;
    Ok(outcome)
}
