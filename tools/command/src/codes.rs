//! `codes`: what the catalogue knows of a code or a name.

use std::io::Write;

use cn_budget::{
    AnyCode, Catalogue, Code, DepartmentCode, Edition, GovernmentCode, Lang, Payer,
    catalogue::{Attestation, ChangeKind},
    code::{Functional, Government, Revenue, Scheme},
};
use serde_json::{Value, json};

use crate::{arguments, exit::Outcome, failure::Failure};

/// So many codes are listed for a part of a name.
const LISTED: usize = 200;

pub(crate) fn run(
    arguments: &arguments::Codes,
    lang: Lang,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let look_up = LookUp {
        catalogue: Catalogue::builtin(),
        edition: Edition::new(arguments.year),
        lang,
        json: arguments.json,
    };
    let mut outcome = Outcome::Clean;
    for wanted in &arguments.wanted {
        let found = if wanted.starts_with(|c: char| c.is_ascii_digit()) {
            look_up.code(wanted, out)?
        } else {
            look_up.name(wanted, out)?
        };
        if !found {
            let nothing = lang.pick("没有查到", "not found");
            eprintln!("{wanted}{}{nothing}", lang.pick("：", ": "));
            outcome = Outcome::Errors;
        }
    }
    Ok(outcome)
}

struct LookUp {
    catalogue: Catalogue,
    edition: Edition,
    lang: Lang,
    json: bool,
}

impl LookUp {
    /// All that is known of one code; whether there is anything.
    fn code(&self, wanted: &str, out: &mut impl Write) -> Result<bool, Failure> {
        match AnyCode::parse_printed(wanted)
            .map_err(|error| Failure::of(wanted, &error.message()))?
        {
            AnyCode::Revenue(code) => self.entry(code, None, out),
            AnyCode::Functional(code) => self.entry(code, None, out),
            AnyCode::Department(code) => self.entry(code, Some(self.of_department(code)), out),
            AnyCode::Government(code) => self.entry(code, Some(self.of_government(code)), out),
        }
    }

    /// The codes whose names hold a text; whether there are any.
    fn name(&self, wanted: &str, out: &mut impl Write) -> Result<bool, Failure> {
        let mut found = 0;
        found += self.search::<Functional>(wanted, out)?;
        found += self.search::<cn_budget::code::Department>(wanted, out)?;
        found += self.search::<Government>(wanted, out)?;
        found += self.search::<Revenue>(wanted, out)?;
        Ok(found > 0)
    }

    fn search<S: Scheme>(&self, wanted: &str, out: &mut impl Write) -> Result<usize, Failure> {
        let mut found = 0;
        for entry in self.catalogue.search::<S>(wanted, self.edition).take(LISTED) {
            found += 1;
            if self.json {
                let scheme = S::KIND.name(self.lang);
                let code = entry.code().to_string();
                let line = json!({ "code": code, "name": entry.name(), "scheme": scheme });
                writeln!(out, "{line}")?;
            } else {
                let scheme = S::KIND.name(self.lang);
                writeln!(out, "{:<8} {}  （{scheme}）", entry.code().to_string(), entry.name())?;
            }
        }
        Ok(found)
    }

    fn entry<S: Scheme>(
        &self,
        code: Code<S>,
        crosswalk: Option<Vec<(Payer, Vec<String>)>>,
        out: &mut impl Write,
    ) -> Result<bool, Failure> {
        let entry = self.catalogue.entry(code, self.edition);
        let changes: Vec<String> = self.changes(code);
        if entry.is_none() && changes.is_empty() {
            return Ok(false);
        }
        let path: Vec<(String, String)> = self.path(code);
        let children: Vec<(String, &str)> = self
            .catalogue
            .children(code, self.edition)
            .map(|child| (child.code().to_string(), child.name()))
            .collect();
        if self.json {
            let pairs = |pairs: &[(String, String)]| -> Vec<Value> {
                pairs.iter().map(|(code, name)| json!({ "code": code, "name": name })).collect()
            };
            let owned: Vec<(String, String)> =
                children.iter().map(|(code, name)| (code.clone(), (*name).into())).collect();
            let line = json!({
                "code": code.to_string(),
                "name": entry.as_ref().map(cn_budget::catalogue::Entry::name),
                "scheme": S::KIND.name(self.lang),
                "edition": self.edition.year(),
                "since": entry.as_ref().and_then(cn_budget::catalogue::Entry::since),
                "until": entry.as_ref().and_then(cn_budget::catalogue::Entry::until),
                "attestation": entry.as_ref().map(|entry| attestation(entry.attestation(), Lang::En)),
                "path": pairs(&path),
                "children": pairs(&owned),
                "changes": changes,
                "crosswalk": crosswalk.map(|rows| -> Vec<Value> {
                    let payer = |payer: Payer| payer.name(self.lang);
                    rows.iter().map(|(who, codes)| json!({ "payer": payer(*who), "codes": codes })).collect()
                }),
            });
            writeln!(out, "{line}")?;
            return Ok(true);
        }
        let name = entry.as_ref().map_or(
            self.lang.pick("（本版无此科目）", "(not in this edition)"),
            cn_budget::catalogue::Entry::name,
        );
        writeln!(out, "{code} {name}  （{}）", S::KIND.name(self.lang))?;
        for (above, name) in &path {
            writeln!(out, "  ↑ {above} {name}")?;
        }
        if let Some(entry) = &entry {
            let known = attestation(entry.attestation(), self.lang);
            writeln!(out, "  {}{known}", self.lang.pick("依据：", "attested: "))?;
        }
        for change in &changes {
            writeln!(out, "  {change}")?;
        }
        for (payer, codes) in crosswalk.iter().flatten() {
            writeln!(
                out,
                "  {} → {}",
                payer.name(self.lang),
                codes.join(self.lang.pick("、", ", "))
            )?;
        }
        for (below, name) in &children {
            writeln!(out, "    {below} {name}")?;
        }
        Ok(true)
    }

    /// The codes above one, with their names, the nearest first.
    fn path<S: Scheme>(&self, code: Code<S>) -> Vec<(String, String)> {
        let named = |above: Code<S>| {
            let name = self.catalogue.name(above, self.edition).unwrap_or_default();
            (above.to_string(), name.to_owned())
        };
        code.ancestors().map(named).collect()
    }

    /// What changed of a code between editions, in words.
    fn changes<S: Scheme>(&self, code: Code<S>) -> Vec<String> {
        let told = self.catalogue.predecessors(code).chain(self.catalogue.successors(code));
        let mut lines: Vec<String> = Vec::new();
        for change in told {
            let side = |side: Option<(Code<S>, &str)>| {
                side.map_or_else(|| "—".into(), |(code, name)| format!("{code} {name}"))
            };
            let year = change
                .year
                .map(|year| format!("{year}{}", self.lang.pick("年", "")))
                .unwrap_or_default();
            let kind = kind(change.kind, self.lang);
            let line = format!(
                "{year} {kind}{}{} → {}",
                self.lang.pick("：", ": "),
                side(change.old),
                side(change.new)
            );
            let line = line.trim().to_owned();
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn of_department(&self, code: DepartmentCode) -> Vec<(Payer, Vec<String>)> {
        self.crosswalk(|payer| {
            let found = self.catalogue.government(code, Some(payer));
            found.codes().iter().map(|&code| self.named(code)).collect()
        })
    }

    fn of_government(&self, code: GovernmentCode) -> Vec<(Payer, Vec<String>)> {
        self.crosswalk(|payer| {
            let found = self.catalogue.department(code, Some(payer));
            found.codes().iter().map(|&code| self.named(code)).collect()
        })
    }

    fn crosswalk(&self, of: impl Fn(Payer) -> Vec<String>) -> Vec<(Payer, Vec<String>)> {
        let rows = [Payer::Administrative, Payer::Institution].map(|payer| (payer, of(payer)));
        rows.into_iter().filter(|(_, codes)| !codes.is_empty()).collect()
    }

    fn named<S: Scheme>(&self, code: Code<S>) -> String {
        format!("{code} {}", self.catalogue.name(code, self.edition).unwrap_or_default())
    }
}

fn kind(kind: ChangeKind, lang: Lang) -> &'static str {
    match kind {
        ChangeKind::Rename => lang.pick("更名", "renamed"),
        ChangeKind::Move => lang.pick("改码", "moved"),
        ChangeKind::Split => lang.pick("拆分", "split"),
        ChangeKind::Merge => lang.pick("并入", "merged"),
        ChangeKind::Abolish => lang.pick("取消", "abolished"),
        ChangeKind::New => lang.pick("新增", "new"),
        _ => lang.pick("变更", "changed"),
    }
}

fn attestation(attestation: Attestation, lang: Lang) -> &'static str {
    match attestation {
        Attestation::Seen => lang.pick("见于公开文件", "seen in a public document"),
        Attestation::Listed2010 => lang.pick("2010 年科目表同", "the same in the list of 2010"),
        Attestation::Recalled => lang.pick("凭记忆，未见公开文件", "recalled, not seen"),
        _ => lang.pick("用户给出", "given by the user"),
    }
}
