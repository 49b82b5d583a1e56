//! Rolling up allocates for codes and cells, never for lines.

use std::alloc::System;

use cn_budget::{
    Amount, BudgetLine, Cube, Dimension, FunctionalCode, FundSource, Kind, Rollup,
    code::Functional, ledger::Columns,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// So many lines over the same forty codes and two kinds.
fn columns(lines: u32) -> Columns {
    let line = |number: u32| {
        let code = FunctionalCode::try_from(2_050_201 + number % 40).unwrap();
        let kind = if number % 3 == 0 { Kind::Project } else { Kind::Personnel };
        BudgetLine::expenditure(FundSource::General, Amount::from_fen(number.into()))
            .with_functional(code)
            .with_kind(kind)
    };
    (0..lines).map(line).collect()
}

fn allocations(run: impl FnOnce()) -> usize {
    let region = Region::new(ALLOCATOR);
    run();
    let change = region.change();
    change.allocations + change.reallocations
}

/// One test, since the allocator counts for the whole process.
#[test]
fn ten_times_the_lines_allocate_no_more() {
    let (few, many) = (columns(10_000), columns(100_000));
    let rolled = |columns: &Columns| {
        allocations(|| {
            let mut rollup = Rollup::<Functional>::new();
            rollup.extend_columns(columns.functionals(), columns.amounts()).unwrap();
        })
    };
    let iterated = |columns: &Columns| {
        allocations(|| {
            let lines =
                columns.functionals().iter().copied().zip(columns.amounts().iter().copied());
            drop(lines.collect::<Rollup<Functional>>());
        })
    };
    let cubed = |columns: &Columns| {
        allocations(|| {
            let mut cube = Cube::new([Dimension::Functional, Dimension::Fund, Dimension::Kind]);
            cube.extend_columns(columns);
        })
    };
    let runs: [&dyn Fn(&Columns) -> usize; 3] = [&rolled, &iterated, &cubed];
    for run in runs {
        let (fewer, more) = (run(&few), run(&many));
        assert_eq!(fewer, more);
        assert!(more < 100, "{more} allocations");
    }
}
