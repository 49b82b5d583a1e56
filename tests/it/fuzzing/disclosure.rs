//! Disclosures: whatever can be read is reconciled, and the report keeps its promises.

use cn_budget::{
    Catalogue, Disclosure, DocumentVerdict, Options, Place, RawDisclosure, Report,
    check::{Relation, Verdict},
    compare,
    consolidate::check_department,
    performance,
    place::Cell,
    reconcile, restore,
    system::{self, Limits, check_conflict, check_witness},
};

/// Any JSON that can be read is reconciled. Every figure is accounted for, every equation is judged
/// right, the proof holds, everything points into the document; what is accepted is left out and
/// changes nothing else, and what is corrected reconciles.
pub(crate) fn disclosure(data: &[u8]) {
    let Ok(raw) = serde_json::from_slice::<RawDisclosure>(data) else { return };
    let text = serde_json::to_string(&raw).expect("what was read is written");
    let again: RawDisclosure = serde_json::from_str(&text).expect("what was written is read");
    assert_eq!((&again.tables, &again.narrative), (&raw.tables, &raw.narrative));
    assert_eq!(again.performance, raw.performance);

    let options = Options::new().max_terms(100_000).limits(Limits::default().work(200_000));
    let disclosure = Disclosure::read(raw);
    let report = reconcile(&disclosure, &options);
    keeps_its_promises(&report);
    let known = report.findings().iter().map(|finding| &finding.id);
    let accepting = known.fold(options.clone(), Options::accept);
    let again = reconcile(&disclosure, &accepting);
    assert!(again.findings().is_empty());
    assert_eq!(again.verdict(), report.verdict());
    assert_eq!((again.equations(), again.suspects()), (report.equations(), report.suspects()));
    let corrected = report.corrected(&options);
    if !corrected.applied.is_empty() {
        let left = reconcile(&corrected.disclosure, &options);
        assert!(left.causes().len() < report.causes().len());
    }
    other_views_agree(&disclosure);
}

/// What holds of every report.
pub(super) fn keeps_its_promises(report: &Report) {
    every_figure_is_accounted_for(report);
    equations_are_judged_right(report);
    the_proof_holds(report);
    everything_points_into_the_document(report);
}

fn every_figure_is_accounted_for(report: &Report) {
    let unplaced = report.disclosure().unplaced().len();
    assert_eq!(report.covered() + report.uncovered().len() + unplaced, report.figures());
    assert!(report.uncovered().iter().all(|place| report.weak().contains(place)));
    let weak = report.weak().iter();
    assert!(weak.chain(report.uncovered()).all(|&place| !report.cell(place).text().is_empty()));
    assert!(!report.to_string().is_empty());
    let json = serde_json::to_value(report.view().full(true).proof(true)).expect("a report");
    assert_eq!(json["figures"], report.figures());
}

/// The verdict on each equation, from its terms alone.
fn equations_are_judged_right(report: &Report) {
    for judged in report.equations() {
        let judgement = judged.judgement;
        let terms = judged.equation.terms().iter();
        let value = |term: &cn_budget::check::Term| {
            let nano = report.figure(*term).map_or(0, |figure| figure.value().nano());
            i128::from(term.coefficient()) * nano
        };
        let (sum, allowed) = (terms.map(value).sum::<i128>(), judgement.allowed.nano());
        assert_eq!(sum, judgement.difference.nano());
        let holds = match judged.equation.relation() {
            Relation::Equal => sum == 0,
            Relation::AtLeast => sum >= 0,
        };
        assert!(allowed >= 0);
        let verdict = match holds {
            true => Verdict::Exact,
            false if sum.abs() <= allowed => Verdict::Rounding,
            false => Verdict::Broken,
        };
        assert_eq!(judgement.verdict, verdict);
    }
}

/// The certificate of the joint problem, by the checker that does not trust the solver.
fn the_proof_holds(report: &Report) {
    let verdict = report.verdict();
    if let (Some(problem), Some(solution)) = (report.problem(), report.solution()) {
        match solution.verdict() {
            system::Verdict::Feasible(witness) => {
                assert_eq!(check_witness(problem, witness), Ok(()));
                assert!(report.suspects().is_empty());
            }
            system::Verdict::Infeasible(conflict) => {
                assert_eq!(check_conflict(problem, conflict), Ok(()));
                assert_eq!(verdict, DocumentVerdict::Inconsistent);
            }
            system::Verdict::Undecided(_) => assert_ne!(verdict, DocumentVerdict::Rounding),
        }
    }
    if report.count(Verdict::Broken) > 0 {
        assert_eq!(verdict, DocumentVerdict::Inconsistent);
    }
    if verdict == DocumentVerdict::Consistent {
        // A presumption that fails is a warning, and contradicts nothing.
        let laws = report.equations().iter().filter(|e| e.equation.presumption().is_none());
        assert!(laws.into_iter().all(|judged| judged.judgement.verdict == Verdict::Exact));
    }
    if verdict != DocumentVerdict::Inconsistent {
        assert!(report.suspects().is_empty());
    }
}

fn everything_points_into_the_document(report: &Report) {
    let raw = report.raw();
    for finding in report.findings() {
        assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
        assert!(finding.places.iter().all(|&place| stands(raw, place)), "{finding:?}");
        assert!(finding.equation.is_none_or(|number| number < report.equations().len()));
        assert!(finding.terms.iter().all(|&(place, _)| place < finding.places.len()));
    }
    for &place in report.equations_by_place().keys() {
        assert!(stands(raw, place), "{place:?}");
    }
    for (number, set) in report.suspects().iter().enumerate() {
        let explained = set.explained().iter().map(|&number| &report.equations()[number]);
        assert!(explained.into_iter().all(|e| e.judgement.verdict == Verdict::Broken));
        for suspect in set.suspects() {
            assert!(stands(raw, suspect.place()), "{number}: {suspect:?}");
            assert!(suspect.low().zip(suspect.high()).is_none_or(|(low, high)| low <= high));
        }
    }
}

/// Whether there is something at a place.
fn stands(raw: &RawDisclosure, place: Place) -> bool {
    let index = |number: u32| usize::try_from(number).expect("an index");
    let table = place.table().map(|table| &raw.tables[index(table)]);
    match place {
        Place::Table { .. } => true,
        Place::Column { column, .. } => table.is_some_and(|t| index(column) < t.columns.len()),
        Place::Row { row, .. } => table.is_some_and(|t| index(row) < t.rows.len()),
        Place::Cell { row, column, .. } => {
            table.is_some_and(|t| index(row) < t.rows.len() && index(column) < t.columns.len())
        }
        Place::Prose { paragraph, start, end } => {
            let text = &raw.narrative[index(paragraph)].text;
            text.get(index(start)..index(end)).is_some_and(|piece| !piece.is_empty())
        }
        Place::Target { .. } => matches!(Cell::at(raw, place), Cell::Target { .. }),
        _ => false,
    }
}

/// What else looks at a disclosure ends, and a document agrees with itself.
fn other_views_agree(disclosure: &Disclosure) {
    let catalogue = Catalogue::builtin();
    let comparison = compare(disclosure, disclosure, &catalogue);
    assert_eq!((comparison.only_before(), comparison.only_after()), (&[][..], &[][..]));
    for movement in comparison.movements() {
        assert!(movement.change().is_none_or(|change| change.nano() == 0));
    }
    let check = check_department(disclosure, std::slice::from_ref(disclosure));
    assert_eq!(check.broken().count(), 0);

    let restored = restore(disclosure);
    for window in 0..restored.windows().len() {
        let told = restored.windows()[window].lines().len();
        assert!(restored.ledger(window).is_none_or(|ledger| ledger.lines().len() == told));
    }
    let (targets, findings) = performance::read(disclosure.raw());
    assert_eq!(targets.len(), disclosure.raw().performance.len());
    assert!(findings.iter().all(|f| f.places.iter().all(|&p| stands(disclosure.raw(), p))));
    let json = serde_json::to_string(&targets).expect("targets");
    let again: Vec<performance::PerformanceTarget> = serde_json::from_str(&json).expect("the same");
    assert_eq!(again, targets);
    let _ = (disclosure.streams(), disclosure.flat().count());
}
