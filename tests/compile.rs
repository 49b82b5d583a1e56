//! Ledgers compiled to tables: every figure a sum of lines, every table read as it was meant, and
//! the master property: what is compiled from one ledger reconciles, and damage to it shows.

mod common;

use core::fmt;

use cn_budget::{
    Compiled, Disclosure, DocumentVerdict, Figure, Ledger, Options, Place, Relation, Report, Scope,
    Stage, Template, Unit, Verdict, compile, reconcile,
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
}
