//! Many disclosures for a measurement, written as files or as lines: `disclosures COUNT [FOLDER]`.
//!
//! Half of them are random ledgers compiled into the sets of tables of three regions, a quarter are
//! handfuls of tables (`strategies::disclosure`), a quarter are the real documents with their prose.
//! One in four has a mistake or several. The generator is seeded, so that two runs agree.

use std::{fs, io::Write, path::Path};

use cn_budget::{RawDisclosure, Stage, Template, compile, strategies};
use cn_budget_benches::DOCUMENTS;
use proptest::{
    sample::Index,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|count| count.parse().ok()).expect("COUNT [FOLDER]");
    let folder = arguments.next();
    let mut maker = Maker::new();
    let mut lines = std::io::stdout().lock();
    for number in 0..count {
        let json = serde_json::to_string(&maker.document(number)).expect("JSON");
        match &folder {
            // A folder a thousand: no file system likes ten thousand files in one.
            Some(folder) => {
                let folder = Path::new(folder).join(format!("{:03}", number / 1_000));
                fs::create_dir_all(&folder).expect("a folder");
                fs::write(folder.join(format!("{number:06}.json")), json).expect("a file");
            }
            None => writeln!(lines, "{json}").expect("standard output"),
        }
    }
}

struct Maker {
    runner: TestRunner,
    real: Vec<RawDisclosure>,
    templates: [(Template, Stage); 3],
}

impl Maker {
    fn new() -> Self {
        let read = |&(_, json): &(&str, &str)| serde_json::from_str(json).expect("a document");
        Self {
            runner: TestRunner::deterministic(),
            real: DOCUMENTS.iter().map(read).collect(),
            templates: [
                (Template::chongqing_unit_budget(), Stage::Budget),
                (Template::shanghai_department_budget(), Stage::Budget),
                (Template::shanghai_department_final(), Stage::Final),
            ],
        }
    }

    fn document(&mut self, number: usize) -> RawDisclosure {
        let mut raw = match number % 4 {
            0 => self.real[number / 4 % self.real.len()].clone(),
            1 => self.random(&strategies::disclosure()),
            _ => {
                let which = self.random(&proptest::arbitrary::any::<Index>());
                let stage = self.templates[which.index(3)].1;
                let ledger = self.random(&strategies::ledger(stage));
                compile(&ledger, &self.templates[which.index(3)].0).expect("tables").raw().clone()
            }
        };
        let mistakes = self.random(&(0..12_usize)).saturating_sub(8);
        for _ in 0..mistakes {
            if let Some(damaged) = self.random(&strategies::mistake()).apply(&raw) {
                raw = damaged.raw;
            }
        }
        raw
    }

    fn random<S: Strategy>(&mut self, of: &S) -> S::Value {
        of.new_tree(&mut self.runner).expect("a value").current()
    }
}
