//! What is run on arbitrary bytes, by `cargo fuzz` (folder `fuzz/`) and, in small, by
//! `tests/it/fuzzing.rs`. Each target states what holds for every input.

use cn_budget::{
    AnyCode, Disclosure, Figure, Options, RawDisclosure, Stage, Unit, Vocabulary,
    code::{Department, Functional, Government, Revenue, Scheme},
    narrative,
    num::{Quantity, Rounding},
    reconcile,
    system::{Limits, System, Undecided, VariableId, Verdict, check_conflict, check_witness},
};

mod disclosure;
mod form;
mod ledger;
mod reading;

pub(crate) use {
    disclosure::disclosure,
    form::form,
    ledger::ledger,
    reading::{grid, page, text},
};

/// A target by name.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 11] = [
    ("code", code),
    ("figure", figure),
    ("label", label),
    ("disclosure", disclosure),
    ("narrative", narrative),
    ("system", system),
    ("ledger", ledger),
    ("form", form),
    ("grid", grid),
    ("page", page),
    ("text", text),
];

/// Codes: what parses prints as itself, and a printed form reads as the strict one.
pub(crate) fn code(data: &[u8]) {
    fn scheme<S: Scheme>(text: &str) {
        if let Ok(code) = text.parse::<cn_budget::Code<S>>() {
            assert_eq!(code.to_string(), text);
            assert_eq!(cn_budget::Code::<S>::parse_printed(text), Ok(code));
            assert!(code.ancestors().all(|above| above < code && above.is_ancestor_of(code)));
        }
        if let Ok((code, _)) = cn_budget::Code::<S>::split_printed(text) {
            assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    scheme::<Functional>(text);
    scheme::<Department>(text);
    scheme::<Government>(text);
    scheme::<Revenue>(text);
    if let Ok(code) = AnyCode::parse_printed(text) {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    let mut parts = text.splitn(3, '/');
    let mut part = || parts.next().unwrap_or_default();
    let _ = cn_budget::FunctionalCode::from_parts(part(), part(), part());
}

/// Figures: what parses prints so that it parses as the same figure, and lies in its interval.
pub(crate) fn figure(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for &unit in Unit::ALL {
        match Figure::parse(text, unit) {
            Ok(Some(figure)) => {
                assert_eq!(Figure::parse(&figure.to_string(), figure.unit()), Ok(Some(figure)));
                assert_eq!(Figure::parse_with_unit(&figure.to_text_with_unit()), Ok(figure));
                for rounding in [Rounding::Nearest, Rounding::Truncated, Rounding::Exact] {
                    assert!(figure.interval(rounding).contains(figure.value()));
                }
            }
            Ok(None) => {}
            Err(error) => assert!(error.position() <= text.len()),
        }
    }
    if let Ok(amount) = text.parse::<cn_budget::Amount>() {
        assert_eq!(amount.to_string().parse(), Ok(amount));
    }
    if let Ok(quantity) = text.parse::<Quantity>() {
        assert_eq!(quantity.to_string().parse(), Ok(quantity));
    }
    let _ = text.parse::<Unit>();
}

/// Labels: reading ends, and does not depend on spaces around the label.
pub(crate) fn label(data: &[u8]) {
    thread_local! {
        static VOCABULARY: Vocabulary = Vocabulary::standard();
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    VOCABULARY.with(|vocabulary| {
        assert_eq!(vocabulary.read(text), vocabulary.read(&format!(" {text}\u{3000}")));
        let _ = vocabulary.read_path(text);
    });
}

/// Narratives: every claim lies in the text, between characters, and a document of nothing else is
/// reconciled like any other.
pub(crate) fn narrative(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let context = narrative::Context::new(2026, Stage::Budget);
    let told = narrative::read_text(text, &context);
    let ranges = told.claims().flat_map(|claim| [claim.range, claim.number]);
    for range in ranges.chain(told.unread().map(|(_, range)| range)) {
        assert!(text.get(range).is_some());
    }
    let raw = RawDisclosure::new(2026, Stage::Budget).paragraph("一", text);
    let options = Options::new().limits(Limits::default().work(1_000_000));
    disclosure::keeps_its_promises(&reconcile(&Disclosure::read(raw), &options));
}

/// Systems: a verdict has a certificate that checks, agrees with trying all values of a small
/// grid, and what is suspected makes the rest feasible.
pub(crate) fn system(data: &[u8]) {
    let mut bytes = data.iter().copied();
    let mut next = |bound: u8| i128::from(bytes.next().unwrap_or(0) % bound);
    let mut system = System::new();
    let count = usize::try_from(next(3)).unwrap_or(0) + 1;
    let variables: Vec<VariableId> = (0..count).map(|_| system.variable()).collect();
    // Every variable is an integer of 0 to 4 if it is one at all.
    let mut bounded = true;
    for &variable in &variables {
        if next(8) == 0 {
            bounded = false;
        } else {
            system.bound(variable, Some(0), Some(4)).expect("an interval");
        }
        for _ in 0..next(3) {
            let low = next(7) - 1;
            system.print(variable, Some(low), Some(low + next(3))).expect("an interval");
        }
    }
    for _ in 0..next(5) {
        let large = if next(16) == 0 { 300_000_000 } else { 1 };
        let terms: Vec<(VariableId, i64)> = variables
            .iter()
            .map(|&variable| (variable, i64::try_from(next(7) - 3).unwrap_or(0) * large))
            .collect();
        let (low, width) = (next(13) - 6, next(4));
        let low = low * i128::from(large);
        let high = (width < 3).then_some(low + width);
        system.row(terms, Some(low), high).expect("a row");
    }
    let limits = Limits::default().work(100_000);
    let solution = system.solve(&limits);
    match solution.verdict() {
        Verdict::Feasible(witness) => assert_eq!(check_witness(&system, witness), Ok(())),
        Verdict::Infeasible(conflict) => {
            assert_eq!(check_conflict(&system, conflict), Ok(()));
            if bounded {
                assert!(!grid_has_solution(&system, &variables), "a solution was overlooked");
            }
        }
        Verdict::Undecided(undecided) => assert_ne!(*undecided, Undecided::Unproved),
    }
    let causes = system.causes(&system.groups(), &limits);
    if causes.is_proven() {
        let explanations = causes.all().iter().filter_map(|cause| cause.explanations().first());
        let all = causes.all().iter().flat_map(cn_budget::system::Cause::explanations);
        assert_eq!(explanations.count(), causes.all().len());
        let suspects = all.flat_map(cn_budget::system::Explanation::suspects);
        let freed = suspects.map(cn_budget::system::Suspect::print);
        assert!(!system.solve_without(freed, &limits).is_infeasible());
    }
}

/// Whether some integers from 0 to 4 meet all prints and rows.
fn grid_has_solution(system: &System, variables: &[VariableId]) -> bool {
    let count = u32::try_from(variables.len()).unwrap_or(0);
    (0..5_i128.pow(count)).any(|mut number| {
        let mut values = Vec::with_capacity(variables.len());
        for _ in variables {
            values.push(number % 5);
            number /= 5;
        }
        let within = |value: i128, low: Option<i128>, high: Option<i128>| {
            low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high)
        };
        let value = |variable: VariableId| values.get(variable.index()).copied().unwrap_or(0);
        system.prints().all(|p| within(value(p.variable()), p.low(), p.high()))
            && system.rows().all(|row| {
                let terms = row.terms().iter();
                let sum: i128 = terms.map(|&(v, a)| i128::from(a) * value(v)).sum();
                within(sum, row.low(), row.high())
            })
    })
}
