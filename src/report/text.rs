//! The report for people: first the mistakes, each with what it breaks, then all else.

use alloc::{format, string::String};
use core::fmt;

use super::Report;
use crate::causes::Cause;
use crate::check::Verdict;
use crate::finding::Finding;
use crate::lang::{Lang, counted};
use crate::place::Cell;
use crate::raw::RawDisclosure;
use crate::scope::Scope;

/// The most places that one finding shows.
const SHOWN: usize = 24;

/// A report in one language.
pub(super) struct Text<'a> {
    pub(super) report: &'a Report,
    pub(super) lang: Lang,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::Zh).fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (report, lang) = (self.report, self.lang);
        writeln!(f, "{} — {}", title(&report.raw, lang), report.verdict.name(lang))?;
        let [exact, rounding, broken] =
            [Verdict::Exact, Verdict::Rounding, Verdict::Broken].map(|v| report.count(v));
        match lang {
            Lang::Zh => writeln!(
                f,
                "{} 个数字，{} 个已核对；{} 个关系式：{exact} 个准确，{rounding} 个在舍入之内，{broken} 个不符",
                report.figures,
                report.covered,
                report.equations.len()
            )?,
            Lang::En => writeln!(
                f,
                "{}, {} checked; {}: {exact} exact, {rounding} within rounding, {broken} broken",
                counted(report.figures, "figure"),
                report.covered,
                counted(report.equations.len(), "equation")
            )?,
        }
        self.causes(f)?;
        let explained = report.explained();
        for finding in &report.findings {
            let told = report.causes().iter().any(|cause| *cause.message() == finding.message);
            if !told && finding.equation.is_none_or(|equation| !explained.contains(&equation)) {
                self.finding(f, finding)?;
            }
        }
        Ok(())
    }
}

/// The title of a document; of one without, whose it is and of when.
fn title(raw: &RawDisclosure, lang: Lang) -> String {
    let when = Scope::ALL.with_year(raw.year).with_stage(raw.stage).describe(lang, |_| None);
    match (&raw.title, &raw.entity.name) {
        (Some(title), _) => title.clone(),
        (None, Some(name)) => format!("{name} {when}"),
        (None, None) => when,
    }
}

impl Text<'_> {
    /// The mistakes, each with its sentence and the equations that it breaks.
    fn causes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (report, lang) = (self.report, self.lang);
        let causes = report.causes();
        if causes.is_empty() {
            return Ok(());
        }
        let count = causes.len();
        let unsure = !report.causes_are_fewest();
        match lang {
            Lang::Zh => {
                let unsure =
                    if unsure { "；达到计算上限，可能不是最少的解释" } else { "" };
                let noun = if count == 1 { "处错误" } else { "处互不相干的错误" };
                writeln!(f, "\n原因（{count} {noun}{unsure}）：")?;
            }
            Lang::En => {
                let noun = if count == 1 { "mistake" } else { "independent mistakes" };
                let unsure =
                    if unsure { "; a limit was met, these may not be the fewest" } else { "" };
                writeln!(f, "\ncauses ({count} {noun}{unsure}):")?;
            }
        }
        for cause in causes {
            self.cause(f, cause)?;
        }
        let left = report.unexplained().len();
        match lang {
            _ if left == 0 => Ok(()),
            Lang::Zh => writeln!(f, "  另有 {left} 个不符的关系式未能由此解释，列于下。"),
            Lang::En => {
                writeln!(
                    f,
                    "  not explained, see below: {}.",
                    counted(left, "more broken equation")
                )
            }
        }
    }

    fn cause(&self, f: &mut fmt::Formatter<'_>, cause: &Cause) -> fmt::Result {
        let lang = self.lang;
        writeln!(f, "  ==> {}", cause.message().text(lang))?;
        let others = cause.alternatives().len().saturating_sub(1) + cause.more();
        match lang {
            _ if others == 0 => {}
            Lang::Zh => writeln!(f, "      （另有 {others} 种同样少的解释）")?,
            Lang::En => writeln!(f, "      ({} as small)", counted(others, "other explanation"))?,
        }
        let explained = cause.equations();
        let broken = self.report.findings_on_broken();
        let broken = broken.filter(|(number, _)| explained.binary_search(number).is_ok());
        for (shown, (_, finding)) in broken.enumerate() {
            if shown == SHOWN {
                writeln!(f, "      …")?;
                break;
            }
            writeln!(f, "      {}", finding.message.text(lang))?;
        }
        Ok(())
    }

    /// One finding, as a compiler tells it: what, then where, line by line.
    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
        let lang = self.lang;
        writeln!(
            f,
            "\n{}[{}] {}",
            finding.severity.name(lang),
            finding.kind.name(lang),
            finding.message.text(lang)
        )?;
        for (index, &place) in finding.places.iter().take(SHOWN).enumerate() {
            let cell = self.report.cell(place);
            let coefficient = finding.terms.iter().find(|(i, _)| *i == index).map(|&(_, c)| c);
            let sign = match coefficient {
                Some(1) => "+ ".into(),
                Some(-1) => "− ".into(),
                Some(times) => format!("{times} × "),
                None => String::new(),
            };
            writeln!(f, "  --> {sign}{}{}", cell.describe(lang), beside(&cell))?;
        }
        if finding.places.len() > SHOWN {
            writeln!(f, "  --> … {}", finding.places.len() - SHOWN)?;
        }
        Ok(())
    }
}

/// The text of a cell behind its name, which in prose holds the text already.
fn beside(cell: &Cell) -> String {
    match cell {
        Cell::Prose { .. } => String::new(),
        _ if cell.text().is_empty() => String::new(),
        _ => format!(" {}", cell.text()),
    }
}
