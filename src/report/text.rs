//! The report for people: first the mistakes, each with what it breaks, then all else.

use alloc::{format, string::String};
use core::fmt;

use super::Report;
use crate::causes::SuspectSet;
use crate::check::Verdict;
use crate::finding::Finding;
use crate::lang::Lang;
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
                "{} figures, {} checked; {} equations: {exact} exact, {rounding} within rounding, {broken} broken",
                report.figures,
                report.covered,
                report.equations.len()
            )?,
        }
        self.causes(f)?;
        let explained = report.suspects().first().map(SuspectSet::explained).unwrap_or_default();
        for finding in &report.findings {
            if finding.equation.is_none_or(|equation| explained.binary_search(&equation).is_err()) {
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
    /// The likeliest set of suspects, each with its correction and the equations that it breaks.
    fn causes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (report, lang) = (self.report, self.lang);
        let Some(set) = report.suspects().first() else { return Ok(()) };
        let others = report.suspects().len() - 1;
        let explained = set.explained().len();
        let cells = set.suspects().len();
        match lang {
            Lang::Zh => {
                write!(f, "\n最可能的错误（{cells} 处，解释 {explained} 个不符的关系式")?;
                if others > 0 {
                    write!(f, "；另有 {others} 种同样少的解释")?;
                }
                writeln!(f, "）：")?;
            }
            Lang::En => {
                write!(
                    f,
                    "\nlikeliest mistake ({cells} cells, explains {explained} broken equations"
                )?;
                if others > 0 {
                    write!(f, "; {others} other explanations are as small")?;
                }
                writeln!(f, "):")?;
            }
        }
        for suspect in set.suspects() {
            let cell = report.cell(suspect.place());
            write!(f, "  ==> {}{}", cell.describe(lang), beside(&cell))?;
            let unit = suspect.unit();
            let end = |end: Option<crate::num::figure::Quantity>| {
                end.map_or_else(|| "…".into(), |end| end.to_decimal_string(unit, 2))
            };
            // A percentage has no range in money.
            if suspect.low().is_some() || suspect.high().is_some() {
                let (low, high) = (end(suspect.low()), end(suspect.high()));
                write!(f, " ∈ [{low}, {high}] {unit}")?;
            }
            if let (Some(printed), Some(best)) = (suspect.printed(), suspect.corrections().first())
            {
                write!(f, "；{}", best.message(printed).text(lang))?;
            }
            writeln!(f)?;
            let broken = report.findings_on_broken().map(|(_, finding)| finding);
            let explained = broken.filter(|finding| finding.places.contains(&suspect.place()));
            for (number, finding) in explained.enumerate() {
                if number == SHOWN {
                    writeln!(f, "      …")?;
                    break;
                }
                writeln!(f, "      {}", finding.message.text(lang))?;
            }
        }
        let left = report.unexplained().len();
        match lang {
            _ if left == 0 => Ok(()),
            Lang::Zh => writeln!(f, "  另有 {left} 个不符的关系式未能由此解释，列于下。"),
            Lang::En => writeln!(f, "  {left} more broken equations are not explained; see below."),
        }
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
