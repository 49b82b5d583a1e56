//! What every public type can do: cross threads, be cloned, be printed; errors are errors.

use std::{error::Error, fmt::Debug};

use cn_budget::{narrative, performance, raw, system};

fn shared<T: Send + Sync + Unpin + 'static>() {}
fn plain<T: Clone + Debug + Send + Sync + Unpin + 'static>() {}
fn small<T: Copy + Debug + Eq + Send + Sync + Unpin + 'static>() {}
fn error<T: Error + Clone + PartialEq + Send + Sync + 'static>() {}

macro_rules! all {
    ($check:ident: $($type:ty),* $(,)?) => {
        $($check::<$type>();)*
    };
}

#[test]
fn types_cross_threads() {
    use cn_budget::{
        Amount, AnyCode, BudgetLine, Catalogue, Cube, DepartmentCode, Dimension, Disclosure,
        DocumentVerdict, Edition, Figure, Finding, FindingKind, Flow, FunctionalCode, FundSource,
        GovernmentCode, Item, Kind, Lang, Law, Ledger, Level, Message, Options, Payer, Place,
        RawDisclosure, Report, RevenueCode, Rollup, Scope, Severity, Stage, Template, Unit,
        Vocabulary,
        catalogue::{Attestation, Book, CatalogueBuilder, Change, ChangeKind, NameMatch},
        causes::{Correction, Slip, Suspect, SuspectSet},
        check::{Equation, Judged, Judgement, Relation, Term, Verdict},
        code::{Functional, SchemeKind},
        compare::{Comparison, Movement},
        compile::{CompileError, Compiled, TableTemplate},
        consolidate::Consolidation,
        cube::Pivot,
        disclosure::{Breakdown, Content, Fact, FlatFact, Streams, Table},
        label::{Reading, TextColumn},
        ledger::{Columns, Entity, Procurement, Project},
        num::{Interval, Quantity, Rounding, RoundingMode, Style},
        place::Cell,
        report::{CellVerdict, ExactBudget},
        restore::{OpenLine, Restored, Window},
        rollup::Tree,
        scope::NameId,
    };
    all!(small:
        Amount, AnyCode, Attestation, Book, BudgetLine, CellVerdict, Content, Correction,
        DepartmentCode, Dimension, DocumentVerdict, Edition, Fact, Figure, FindingKind, Flow,
        FunctionalCode, FundSource, GovernmentCode, Interval, Item, Judgement, Kind, Lang, Law,
        Level, NameId, NameMatch, Payer, Place, Procurement, Quantity, Reading, Relation,
        RevenueCode, Rounding, RoundingMode, SchemeKind, Scope, Severity, Slip, Stage, Style, Term,
        TextColumn, Unit, Verdict,
    );
    all!(plain:
        Catalogue, CatalogueBuilder, Cell, Change<Functional>, ChangeKind, Columns, Disclosure, Entity,
        Equation, Finding, FlatFact, Judged, Ledger, Message, Options, Project, RawDisclosure,
        Report, Suspect, SuspectSet, Table, Vocabulary,
        Breakdown, Comparison, CompileError, Compiled, Consolidation, Cube, ExactBudget, Movement,
        OpenLine, Pivot, Restored, Rollup<Functional>, Streams, TableTemplate, Template,
        Tree<Functional>, Window,
        performance::Evaluation, performance::PerformanceTarget, performance::ScoringRules,
        narrative::Claim, narrative::ClaimKind, narrative::Context, narrative::Mention, narrative::Narrative,
        raw::RawEntity, raw::RawIndicator, raw::RawParagraph, raw::RawProblem, raw::RawRow,
        raw::RawTable, raw::RawTarget,
        system::Conflict, system::Explanation, system::Groups, system::Limits, system::Causes,
        system::Solution, system::System, system::Verdict, system::Witness,
    );
    all!(small:
        system::Constraint, system::GroupId, system::Method, system::Part, system::Print,
        system::PrintId, system::Ratio, system::RowId, system::Side, system::VariableId,
    );
    all!(shared: system::Row<'static>);
}

#[cfg(feature = "serde")]
#[test]
fn views_cross_threads() {
    all!(shared: cn_budget::report::ReportView<'static>, cn_budget::report::SystemView<'static>);
    all!(plain: raw::Value);
}

#[test]
fn errors_are_errors() {
    all!(error:
        cn_budget::compile::CompileError, cn_budget::consolidate::ConsolidateError, cn_budget::Error,
        cn_budget::reconcile::NoCorrection, cn_budget::scope::ScopeConflict, cn_budget::compile::TemplateError,
        performance::ScoringError, system::CheckError, system::SystemError, system::Undecided,
    );
    #[cfg(feature = "serde")]
    all!(error: raw::RawError);
}

#[test]
fn debug_says_what_people_read() {
    use cn_budget::{Figure, FunctionalCode, Scope, Unit};
    let figure = Figure::parse("1,051.74", Unit::WanYuan).unwrap().unwrap();
    assert!(format!("{figure:?}").contains("1,051.74万元"), "{figure:?}");
    let code = FunctionalCode::literal("2010350");
    assert_eq!(format!("{code:?}"), "Functional(2010350)");
    assert_eq!(format!("{:?}", Scope::ALL.with_functional(code)), "Scope(2010350)");
    let amount: cn_budget::Amount = "3元".parse().unwrap();
    assert_eq!(format!("{amount:?}"), "Amount(3元)");
    assert_eq!(format!("{:?}", cn_budget::AnyCode::from(code)), "Functional(2010350)");
    let interval = figure.interval(cn_budget::num::Rounding::Nearest);
    assert_eq!(format!("{interval:?}"), "Interval([10517350元, 10517450元])");
    assert_eq!(format!("{:?}", narrative::Percent::new(7173, 2)), "Percent(71.73%)");
    let value: performance::IndicatorValue = "95%".parse().unwrap();
    assert_eq!(format!("{value:?}"), "IndicatorValue(95%)");
    assert_eq!(format!("{:?}", performance::Weight::whole(20)), "Weight(20)");
    let change = cn_budget::compare::Relative::new(figure.value(), figure.value()).unwrap();
    assert_eq!(format!("{change:?}"), "Relative(1/1)");
}
