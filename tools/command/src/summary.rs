//! The summary behind many documents: counts by verdict, and what the exit code says.

use std::collections::BTreeMap;

use cn_budget::{DocumentVerdict, Lang};

use crate::exit::Outcome;

#[derive(Default)]
pub(crate) struct Summary {
    worst: Outcome,
    documents: usize,
    unreadable: usize,
    errors: usize,
    warnings: usize,
    verdicts: BTreeMap<DocumentVerdict, usize>,
}

impl Summary {
    pub(crate) fn add(
        &mut self,
        outcome: Outcome,
        verdict: Option<DocumentVerdict>,
        errors: usize,
        warnings: usize,
    ) {
        self.worst = self.worst.max(outcome);
        self.documents += 1;
        self.errors += errors;
        self.warnings += warnings;
        match verdict {
            Some(verdict) => *self.verdicts.entry(verdict).or_default() += 1,
            None => self.unreadable += 1,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.worst
    }

    pub(crate) fn text(&self, lang: Lang) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (verdict, count) in &self.verdicts {
            parts.push(format!("{} {count}", verdict.name(lang)));
        }
        if self.unreadable > 0 {
            parts.push(format!("{} {}", lang.pick("无法读取", "unreadable"), self.unreadable));
        }
        let (documents, errors, warnings) = (self.documents, self.errors, self.warnings);
        match lang {
            Lang::Zh => format!(
                "共 {documents} 份：{}；{errors} 处错误，{warnings} 处提醒",
                parts.join("，")
            ),
            Lang::En => {
                let counted = |count, noun| lang.counted(count, "", noun);
                format!(
                    "{}: {}; {}, {}",
                    counted(documents, "document"),
                    parts.join(", "),
                    counted(errors, "error"),
                    counted(warnings, "warning")
                )
            }
        }
    }
}
