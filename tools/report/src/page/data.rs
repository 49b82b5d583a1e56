//! The data behind a click, as compact JSON: equations, their terms, and which cells they speak of.

use std::collections::BTreeMap;

use cn_budget::{
    FindingKind, Law, Place, Scope, Unit,
    check::{Judged, Relation, Verdict},
    narrative::{ClaimKind, Mention},
    report::CellVerdict,
};
use serde::Serialize;

use super::{
    document::Document,
    place,
    tables::fold::{self, Folded},
};

#[derive(Serialize)]
struct Data<'a> {
    lang: &'a str,
    /// The names of the verdicts on cells and on equations.
    marks: Vec<&'a str>,
    verdicts: Vec<&'a str>,
    laws: Vec<&'a str>,
    /// The words that the scopes are made of.
    words: Vec<String>,
    /// By identifier.
    cells: BTreeMap<String, Known<'a>>,
    equations: Vec<Equation>,
    /// The rows that are folded, by table.
    folded: BTreeMap<usize, Vec<Folded<'a>>>,
    /// By finding: the identifiers of its places, and the number of its equation.
    findings: Vec<(Vec<String>, Option<usize>)>,
}

/// The numbers of the words of a scope, those of the equations, and for what the prose tells the
/// figure with its sign.
type Known<'a> = (Vec<usize>, &'a [usize], Option<String>);

/// Law, verdict, whether a bound, difference and allowance in a unit, coefficient and cell of each
/// term, the claim that states it, the kind of its finding.
#[derive(Serialize)]
struct Equation(
    usize,
    u8,
    u8,
    String,
    String,
    String,
    Vec<(i64, String)>,
    Option<String>,
    Option<&'static str>,
);

/// The data of a page, fit to stand inside `<script>`.
pub(crate) fn json(document: &Document<'_>) -> String {
    let report = document.report;
    let mut words = Words::default();
    let facts = report.disclosure().facts().iter().map(|fact| (fact.place(), fact.scope()));
    let scopes: BTreeMap<Place, Vec<usize>> = facts
        .chain(told(document))
        .map(|(place, scope)| {
            (place, words.of(&report.disclosure().describe(scope, document.lang)))
        })
        .collect();
    let figures = signed(document);
    let shown = scopes.keys().chain(document.equations.keys()).copied();
    let cells = shown.map(|here| {
        let scope = scopes.get(&here).cloned().unwrap_or_default();
        let equations = document.equations.get(&here).map(Vec::as_slice).unwrap_or_default();
        (place::id(here), (scope, equations, figures.get(&here).cloned()))
    });
    let data = Data {
        lang: document.pick("zh", "en"),
        marks: CellVerdict::ALL.iter().map(|verdict| verdict.name(document.lang)).collect(),
        verdicts: Verdict::ALL.iter().map(|verdict| verdict.name(document.lang)).collect(),
        laws: Law::ALL.iter().map(|law| law.name(document.lang)).collect(),
        cells: cells.collect(),
        words: words.list,
        equations: report.equations().iter().map(|judged| equation(document, judged)).collect(),
        folded: fold::folded(document),
        findings: report
            .findings()
            .iter()
            .map(|f| (f.places.iter().map(|&place| place::id(place)).collect(), f.equation))
            .collect(),
    };
    // `<` stands in strings alone, and there `\u003c` means the same: no `</script` or `<!--` is left.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

/// The amounts that the prose tells, with what its words say that they are.
fn told(document: &Document<'_>) -> impl Iterator<Item = (Place, Scope)> {
    let narrative = document.report.disclosure().narrative();
    let mentions: Vec<Mention> = narrative.mentions().collect();
    narrative.claims().filter_map(move |claim| {
        let ClaimKind::Level { .. } = claim.kind else { return None };
        let (start, end) = (place::number(claim.number.start), place::number(claim.number.end));
        let place = Place::Prose { paragraph: claim.paragraph, start, end };
        Some((place, mentions.get(claim.of)?.scope?))
    })
}

/// The figures of the prose with the signs that its words give them: 减少3万元 is −3万元.
fn signed(document: &Document<'_>) -> BTreeMap<Place, String> {
    let judged = document.report.equations().iter();
    let terms = judged.flat_map(|judged| judged.equation.terms()).filter_map(|&term| {
        let place = document.report.place(term).filter(|place| place.table().is_none())?;
        Some((place, document.report.figure(term)?.to_text_with_unit()))
    });
    terms.collect()
}

fn equation(document: &Document<'_>, judged: &Judged) -> Equation {
    let report = document.report;
    let coarsest = report.coarsest(judged);
    let (unit, decimals) = coarsest.map_or((Unit::Yuan, 2), |f| (f.unit(), f.decimals()));
    let terms = judged
        .equation
        .terms()
        .iter()
        .filter_map(|&term| Some((term.coefficient(), place::id(report.place(term)?))));
    Equation(
        Law::ALL.iter().position(|&law| law == judged.equation.law()).unwrap_or(0),
        judged.judgement.verdict as u8,
        u8::from(judged.equation.relation() == Relation::AtLeast),
        judged.judgement.difference.to_decimal_string(unit, decimals),
        judged.judgement.allowed.to_decimal_string(unit, decimals),
        unit.to_string(),
        terms.collect(),
        judged.equation.claim().map(place::id),
        judged
            .finding()
            .filter(|&kind| kind != FindingKind::BrokenEquation)
            .map(|kind| kind.name(document.lang)),
    )
}

/// Words by number.
#[derive(Default)]
struct Words {
    list: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Words {
    /// The numbers of the words of a scope.
    fn of(&mut self, scope: &str) -> Vec<usize> {
        scope
            .split('·')
            .map(|word| match self.known.get(word) {
                Some(&number) => number,
                None => {
                    self.known.insert(word.into(), self.list.len());
                    self.list.push(word.into());
                    self.list.len() - 1
                }
            })
            .collect()
    }
}
