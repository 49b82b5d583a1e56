//! Ledgers compiled to tables: every figure a sum of lines, every table read as it was meant, and
//! the master property: what is compiled from one ledger reconciles, and damage to it shows.

mod common;

use core::fmt;

use cn_budget::{
    Compiled, Disclosure, DocumentVerdict, Figure, Judged, Ledger, Options, Place, RawDisclosure,
    Relation, Report, Scope, Stage, Template, Unit, Verdict, compile, reconcile,
};
use common::ledger::ledgers;
use proptest::{prelude::*, sample::Index};

/// A template of the crate.
#[derive(Debug, Clone, Copy)]
enum Region {
    Chongqing,
    Shanghai,
    ShanghaiFinal,
}

/// A ledger, and what it is compiled into.
#[derive(Clone)]
struct Case {
    ledger: Ledger,
    region: Region,
    /// Another unit and other decimals than the template's own.
    printed: Option<(Unit, u8)>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?} {:?} {:?}", self.region, self.printed, self.ledger.entities())?;
        for line in self.ledger.lines() {
            writeln!(f, "  {} {:?} {}", line.scope(), line.procurement, line.amount)?;
        }
        Ok(())
    }
}

impl Case {
    fn compiled(&self) -> Compiled {
        let template = match self.region {
            Region::Chongqing => Template::chongqing_unit_budget(),
            Region::Shanghai => Template::shanghai_department_budget(),
            Region::ShanghaiFinal => Template::shanghai_department_final(),
        };
        let template = match self.printed {
            Some((unit, decimals)) => template.in_unit(unit, decimals),
            None => template,
        };
        compile(&self.ledger, &template).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let region = prop_oneof![
        2 => Just(Region::Chongqing),
        1 => Just(Region::Shanghai),
        1 => Just(Region::ShanghaiFinal),
    ];
    let printed = [(Unit::WanYuan, 2), (Unit::WanYuan, 0), (Unit::Yuan, 2), (Unit::YiYuan, 2)];
    let printed = prop::option::weighted(0.3, prop::sample::select(printed.to_vec()));
    (region, printed).prop_flat_map(|(region, printed)| {
        let stage = match region {
            Region::ShanghaiFinal => Stage::Final,
            _ => Stage::Budget,
        };
        ledgers(stage).prop_map(move |ledger| Case { ledger, region, printed })
    })
}

/// The broken equations of a report in words.
fn broken(report: &Report, disclosure: &Disclosure) -> String {
    let broken = report.equations().iter().filter(|j| j.judgement.verdict == Verdict::Broken);
    let mut text = String::new();
    for judged in broken {
        text += &format!("{:?}:", judged.equation.law());
        for term in judged.equation.terms() {
            let fact = &disclosure.facts()[term.fact()];
            let cell = report.cell(fact.place());
            text += &format!(" {:+}·[{} {:?}]", term.coefficient(), fact.scope(), cell.text());
        }
        text += "\n";
    }
    text
}

/// A scope with the names of its units and projects instead of their numbers.
fn named<'a>(scope: Scope, name: impl Fn(cn_budget::NameId) -> Option<&'a str>) -> String {
    scope.describe(cn_budget::Lang::Zh, name)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// The label reader finds in a compiled document what the template meant.
    #[test]
    fn a_compiled_document_reads_as_it_was_meant(case in cases()) {
        let compiled = case.compiled();
        let disclosure = compiled.read();
        let read: Vec<(Place, String)> = disclosure
            .facts()
            .iter()
            .map(|fact| (fact.place(), named(fact.scope(), |id| disclosure.name(id))))
            .collect();
        let entity = |id| case.ledger.entity_of(id).map(|entity| entity.name.as_str());
        let meant = |cell: &cn_budget::CompiledCell| {
            let scope = cell.scope();
            // Lists name the project, or else what the row shows.
            let project = scope.project().and_then(|id| case.ledger.project_of(id));
            let without = scope.without(cn_budget::Dimension::Project);
            (cell.place(), named(without, entity), project.map(|project| project.name.clone()))
        };
        let meant: Vec<_> = compiled.cells().iter().map(meant).collect();
        prop_assert_eq!(read.len(), meant.len());
        for ((place, read), (meant_place, meant, project)) in read.into_iter().zip(meant) {
            prop_assert_eq!(place, meant_place);
            match project {
                None if read.contains("政府采购") => prop_assert!(read.starts_with(&meant), "{} {}", read, meant),
                None => prop_assert_eq!(read, meant),
                Some(project) => prop_assert_eq!(read, format!("{meant}·{project}")),
            }
        }
    }

    /// The master property.
    #[test]
    fn what_is_compiled_reconciles(case in cases()) {
        let disclosure = case.compiled().read();
        let report = reconcile(&disclosure, &Options::new());
        prop_assert_eq!(report.count(Verdict::Broken), 0, "{}", broken(&report, &disclosure));
        let verdict = report.verdict();
        let proved = matches!(verdict, DocumentVerdict::Consistent | DocumentVerdict::Rounding);
        prop_assert!(proved, "{:?} {:?}", verdict, report.findings());
    }
    /// The mirror: a figure beyond what rounding in one of its equations allows is reported.
    #[test]
    fn damage_to_what_is_compiled_shows(
        case in cases(),
        pick in any::<Index>(),
        beyond in prop_oneof![Just(1), 1..1_000_i64],
        up in any::<bool>(),
    ) {
        let compiled = case.compiled();
        let clean = reconcile(&compiled.read(), &Options::new());
        let terms: Vec<(usize, usize)> = clean
            .equations()
            .iter()
            .enumerate()
            .flat_map(|(index, judged)| {
                let facts = judged.equation.terms().iter().map(|term| term.fact());
                facts.map(move |fact| (index, fact))
            })
            .collect();
        let (equation, fact) = terms[pick.index(terms.len())];
        let damaged = damaged(&compiled, &clean.equations()[equation], fact, beyond, up);
        prop_assume!(damaged.is_some());
        let (raw, place) = damaged.unwrap();
        let report = reconcile(&Disclosure::read(raw), &Options::new());
        let verdict = report.verdict();
        prop_assert_eq!(verdict, DocumentVerdict::Inconsistent, "{:?} {:?}", place, report.cell(place));
    }
}

/// The document with one figure moved so far that an equation breaks; `None` where the fact is no
/// figure, or the equation a bound that no figure in this direction breaks.
fn damaged(
    compiled: &Compiled,
    judged: &Judged,
    fact: usize,
    beyond: i64,
    up: bool,
) -> Option<(RawDisclosure, Place)> {
    let disclosure = compiled.read();
    let fact = disclosure.facts()[fact];
    let figure = fact.figure()?;
    let term = judged
        .equation
        .terms()
        .iter()
        .find(|term| disclosure.facts()[term.fact()].place() == fact.place())?;
    let judgement = judged.judgement;
    let raises = up == (term.coefficient() > 0);
    if judged.equation.relation() == Relation::AtLeast && raises {
        return None;
    }
    // The sum is moved away from zero, or on through it, until it stands beyond what is allowed.
    let (difference, allowed) = (judgement.difference.nano(), judgement.allowed.nano());
    let room = if raises { allowed - difference } else { allowed + difference };
    let place = figure.last_place().nano() * i128::from(term.coefficient().abs());
    let places = room.div_euclid(place) + i128::from(beyond);
    let by = i64::try_from(if up { places } else { -places }).ok()?;
    let mantissa = figure.mantissa().checked_add(by)?;
    let text = Figure::new(mantissa, figure.decimals(), figure.unit()).ok()?.to_string();
    let mut raw = compiled.raw().clone();
    *common::damage::text_mut(&mut raw, fact.place()) = text;
    Some((raw, fact.place()))
}
