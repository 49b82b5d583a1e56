//! Cubes: the laws of a partial sum, sub-totals against plain loops, and two-way tables.

use cn_budget::{
    Amount, BudgetLine, Catalogue, Cube, Dimension, Edition, ErrorKind, Flow, FunctionalCode,
    FundSource, Item, Kind, Ledger, Level, Rollup, Scope, Stage,
    code::Functional,
    cube::{Axis, GroupingSets},
    ledger::{Columns, Procurement},
    num::Numbers,
    scope::NameId,
};
use proptest::prelude::*;

const FLOWS: [Flow; 2] = [Flow::CurrentIncome, Flow::CurrentExpenditure];
const FUNDS: [FundSource; 3] = [FundSource::General, FundSource::GovernmentFund, FundSource::Other];
const KINDS: [Kind; 3] = [Kind::Personnel, Kind::Operating, Kind::Project];

prop_compose! {
    fn line()(
        flow in prop::sample::select(&FLOWS),
        fund in prop::sample::select(&FUNDS),
        kind in prop::option::of(prop::sample::select(&KINDS)),
        function in prop::option::of((0..3_u32, 0..3_u32, 0..3_u32)),
        economic in prop::option::of(0..4_u32),
        entity in prop::option::of(0..3_u32),
        procurement in prop::option::of(prop::sample::select(Procurement::ALL)),
        reception in any::<bool>(),
        fen in -10_000..10_000_i64,
    ) -> BudgetLine {
        let digits = function.map(|(class, section, item)| 2_050_000 + class * 10_000 + section * 100 + item);
        let mut line = BudgetLine::new(flow, fund, Amount::from_fen(fen));
        line.functional = digits.map(|digits| digits.try_into().unwrap());
        line.department = economic.map(|section| (30_101 + section).try_into().unwrap());
        line.kind = kind;
        line.entity = entity.map(NameId);
        line.procurement = procurement;
        line.item = reception.then_some(Item::Reception);
        line
    }
}

fn lines() -> impl Strategy<Value = Vec<BudgetLine>> {
    // More than a block of columns now and then.
    let repeated = (prop::collection::vec(line(), 0..40), prop::sample::select(&[1, 1, 1, 8]));
    repeated.prop_map(|(lines, times)| lines.repeat(times))
}

/// Any set of axes that a line tells, up to six: short keys and long ones.
fn axes() -> impl Strategy<Value = Vec<Axis>> {
    use Dimension as D;
    let all = [
        D::Flow,
        D::Fund,
        D::Functional,
        D::Department,
        D::Kind,
        D::Entity,
        D::Item,
        D::Government,
    ];
    let level = prop::option::of(prop::sample::select(&[Level::Class, Level::Section]));
    let axis = |(dimension, level): (D, Option<Level>)| match level {
        Some(level) => Axis::new(dimension).at(level),
        None => Axis::new(dimension),
    };
    prop::collection::vec((prop::sample::select(all.to_vec()), level).prop_map(axis), 0..7)
}

fn cube(axes: &[Axis], lines: &[BudgetLine]) -> Cube {
    let mut cube = Cube::new(axes.iter().copied());
    cube.extend(lines.iter().copied());
    cube
}

fn sum<'a>(lines: impl IntoIterator<Item = &'a BudgetLine>) -> Amount {
    Amount::try_sum(lines.into_iter().map(|line| line.amount)).unwrap()
}

proptest! {
    #[test]
    fn lines_and_columns_agree(axes in axes(), lines in lines()) {
        let columns: Columns = lines.iter().copied().collect();
        let mut bulk = Cube::new(axes.iter().copied());
        bulk.extend_columns(&columns);
        prop_assert_eq!(&bulk, &cube(&axes, &lines));
        prop_assert_eq!(bulk.lines(), lines.len() as u64);
        prop_assert_eq!(bulk.get(Scope::ALL), Ok(sum(&lines)));
    }

    #[test]
    fn it_is_a_commutative_monoid(axes in axes(), lines in lines(), at in any::<prop::sample::Index>()) {
        let whole = cube(&axes, &lines);
        let (left, right) = lines.split_at(at.index(lines.len() + 1));
        let (left, right) = (cube(&axes, left), cube(&axes, right));
        for (first, second) in [(&left, &right), (&right, &left)] {
            let mut both = first.clone();
            both.merge(second).unwrap();
            prop_assert_eq!(&both, &whole);
            both.merge(&cube(&axes, &[])).unwrap();
            prop_assert_eq!(&both, &whole);
        }
        let mut backwards = lines.clone();
        backwards.reverse();
        prop_assert_eq!(cube(&axes, &backwards), whole);
    }

    /// Plain numbers: codes by their digits, other values by their places; what is none is open.
    #[test]
    fn plain_numbers_are_lines(
        axes in axes(),
        lines in lines(),
        (unknown, gap) in (0..4_usize, prop::option::of(0..200_usize)),
    ) {
        let place = |number: usize| u32::try_from(number).unwrap();
        let kinds: Vec<u32> = lines
            .iter()
            .map(|line| line.kind.map_or(99, |kind| place(Kind::ALL.iter().position(|k| *k == kind).unwrap())))
            .collect();
        let functions: Vec<u32> = lines
            .iter()
            .enumerate()
            .map(|(n, line)| match line.functional {
                Some(code) if n % 5 != unknown => code.number(),
                _ => 30_101,
            })
            .collect();
        let fen: Vec<i64> = lines.iter().map(|line| line.amount.fen()).collect();
        let mut bits = vec![0xff_u8; lines.len().div_ceil(8)];
        if let Some(gap) = gap.filter(|gap| *gap < lines.len()) {
            bits[gap / 8] &= !(1 << (gap % 8));
        }
        let common = Scope::ALL.with_flow(Flow::CurrentExpenditure);
        let mut cube = Cube::new(axes.iter().copied());
        let columns = [
            (Dimension::Kind, Numbers::new(&kinds)),
            (Dimension::Functional, Numbers::new(&functions)),
        ];
        let irregular =
            cube.extend_numbers(common, &columns, Numbers::new(&fen).valid(&bits, 0)).unwrap();
        let mut wanted = Cube::new(axes.iter().copied());
        let along = |dimension| u64::from(cube.axes().iter().any(|axis| axis.dimension() == dimension));
        let mut meant_nothing = 0;
        for (n, line) in lines.iter().enumerate().filter(|(n, _)| gap != Some(*n)) {
            let mut scope = common;
            match line.kind {
                Some(kind) => scope = scope.with_kind(kind),
                None => meant_nothing += along(Dimension::Kind),
            }
            match line.functional {
                Some(code) if n % 5 != unknown => scope = scope.with_functional(code),
                _ => meant_nothing += along(Dimension::Functional),
            }
            wanted.add(scope, line.amount);
        }
        prop_assert_eq!(&cube, &wanted);
        prop_assert_eq!(irregular.unknown_codes, meant_nothing);
        prop_assert_eq!(irregular.missing_amounts, u64::from(gap.is_some_and(|gap| gap < lines.len())));
        let mut again = Cube::new(axes.iter().copied());
        for (scope, lines, fen) in cube.sums() {
            again.add_sum(scope, lines, fen).unwrap();
        }
        prop_assert_eq!(again, cube);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn it_travels_as_it_is(axes in axes(), lines in lines()) {
        let cube = cube(&axes, &lines);
        let json = serde_json::to_string(&cube).unwrap();
        prop_assert_eq!(serde_json::from_str::<Cube>(&json).unwrap(), cube);
    }

    #[test]
    fn a_scope_selects_what_the_lines_say(lines in lines()) {
        use Dimension as D;
        let cube = cube(&[D::Fund, D::Functional, D::Kind, D::Flow, D::Department].map(Axis::new), &lines);
        let section = FunctionalCode::literal("20501");
        for scope in [
            Scope::ALL.with_fund(FundSource::Fiscal),
            Scope::ALL.with_kind(Kind::Basic).with_flow(Flow::Expenditure),
            Scope::ALL.with_functional(section),
            Scope::ALL.with_functional(section.class()).with_kind(Kind::Project),
        ] {
            let wanted = sum(lines.iter().filter(|line| line.is_within(scope)));
            prop_assert_eq!(cube.get(scope), Ok(wanted));
            prop_assert_eq!(cube.slice(scope).get(Scope::ALL), Ok(wanted));
        }
    }

    #[test]
    fn margins_are_roll_ups(lines in lines()) {
        let cube = cube(&[Dimension::Functional, Dimension::Fund].map(Axis::new), &lines);
        let by_class = Axis::new(Dimension::Functional).at(Level::Class);
        let pivot = cube.pivot(by_class, Dimension::Fund).unwrap();
        let rollup: Rollup<Functional> =
            lines.iter().map(|line| (line.functional, line.amount)).collect();
        for (row, total) in pivot.rows().iter().zip(pivot.row_totals()) {
            let wanted = match row.functional() {
                Some(class) => rollup.get(class),
                None => rollup.open(),
            };
            prop_assert_eq!(Ok(*total), wanted);
        }
        let cell = |row, column| pivot.get(row, column).map_or(0, Amount::fen);
        let (rows, columns) = (0..pivot.rows().len(), 0..pivot.columns().len());
        for row in rows.clone() {
            let across: i64 = columns.clone().map(|column| cell(row, column)).sum();
            prop_assert_eq!(across, pivot.row_totals()[row].fen());
        }
        for column in columns.clone() {
            let down: i64 = rows.clone().map(|row| cell(row, column)).sum();
            prop_assert_eq!(down, pivot.column_totals()[column].fen());
        }
        prop_assert_eq!(Ok(pivot.total()), rollup.total());
    }

    #[test]
    fn grouping_sets_are_group_bys(lines in lines()) {
        use Dimension as D;
        let cube = cube(&[D::Fund, D::Functional, D::Kind].map(Axis::new), &lines);
        let class = Axis::new(D::Functional).at(Level::Class);
        let sets = GroupingSets::cube([class, D::Fund.into(), D::Kind.into()]).unwrap();
        prop_assert_eq!(sets.len(), 8);
        let groups = cube.groups(&sets).unwrap();
        for set in sets.iter() {
            let rows: Vec<_> = groups.iter().filter(|group| group.axes() == set).collect();
            let total: i64 = rows.iter().map(|group| group.amount().fen()).sum();
            prop_assert_eq!(total, sum(&lines).fen());
            prop_assert_eq!(rows.iter().map(|group| group.lines()).sum::<u64>(), lines.len() as u64);
            for row in rows {
                let same = |line: &&BudgetLine| {
                    let scope = line.scope();
                    set.iter().all(|axis| match axis.dimension() {
                        D::Fund => row.scope().fund() == scope.fund(),
                        D::Kind => row.scope().kind() == scope.kind(),
                        _ => row.scope().functional() == scope.functional().map(FunctionalCode::class),
                    })
                };
                prop_assert_eq!(row.amount(), sum(lines.iter().filter(same)));
            }
        }
    }
}

#[test]
fn open_is_not_all() {
    let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(5));
    let cube = cube(&[Axis::new(Dimension::Kind)], &[line, line.with_kind(Kind::Project)]);
    let groups = cube.groups(&GroupingSets::rollup([Dimension::Kind])).map(|groups| groups.len());
    assert_eq!(groups, Ok(3));
    let sets = GroupingSets::rollup([Dimension::Kind]);
    let groups = cube.groups(&sets).unwrap();
    let open: Vec<bool> = groups.iter().map(|group| group.is_open(Dimension::Kind)).collect();
    assert_eq!(open, [true, false, false]);
    assert_eq!(groups[2].amount(), Amount::from_fen(10));
}

#[test]
fn axes_that_do_not_fit_are_named() {
    let class = Axis::new(Dimension::Functional).at(Level::Class);
    let cube = Cube::new([class, Dimension::Fund.into()]);
    let finer = cube.group_by([Dimension::Functional]).unwrap_err();
    assert_eq!((finer.kind(), finer.text()), (ErrorKind::Axes, "功能分类"));
    assert_eq!(cube.pivot(class, Dimension::Kind).unwrap_err().text(), "支出性质");
    assert_eq!(cube.pivot(class, Dimension::Functional).unwrap_err().kind(), ErrorKind::Axes);
    let mut other = Cube::new([Dimension::Fund]);
    assert_eq!(other.merge(&cube).unwrap_err().kind(), ErrorKind::Axes);
    assert!(GroupingSets::cube(vec![Dimension::Fund; 40]).is_err());
}

#[test]
fn order_and_repetition_of_axes_do_not_matter() {
    let (function, fund) = (Axis::new(Dimension::Functional), Axis::new(Dimension::Fund));
    let one = Cube::new([function.at(Level::Class), fund, function]);
    assert_eq!(one, Cube::new([fund, function]));
}

#[test]
fn sums_beyond_an_amount_are_told() {
    let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(i64::MAX));
    let cube = cube(&[Axis::new(Dimension::Fund)], &[line, line]);
    let error = cube.get(Scope::ALL).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Overflow);
    assert!(error.text().contains("184467440737095516.14元"), "{error}");
}

#[test]
fn several_years_make_one_cube() {
    let mut cube = Cube::new([Dimension::Year, Dimension::Fund]);
    for year in [2025, 2026] {
        let mut ledger = Ledger::new(year, Stage::Budget);
        let amount = Amount::from_fen(year.into());
        ledger.push(BudgetLine::expenditure(FundSource::General, amount));
        cube.extend_ledger(&ledger);
    }
    assert_eq!(cube.get(Scope::ALL.with_year(2026)), Ok(Amount::from_fen(2026)));
    assert_eq!(cube.len(), 2);
}

#[test]
fn a_pivot_is_aligned_with_the_names_of_its_ledger() {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let school = ledger.entity("某某小学", "", None);
    let office = ledger.entity("办公室", "", None);
    let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(123_456));
    let mut other = line.with_entity(office);
    other.fund = FundSource::Other;
    ledger.extend([line.with_entity(school), other, line]);
    let mut cube = Cube::new([Dimension::Entity, Dimension::Fund]);
    cube.extend(ledger.lines().iter().copied());
    let pivot = cube.pivot(Dimension::Entity, Dimension::Fund).unwrap();
    let catalogue = Catalogue::builtin();
    let text = pivot.display(&catalogue, Edition::new(2026)).ledger(&ledger).to_string();
    let heads: Vec<&str> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(heads, ["单位", "某某小学", "办公室", "（未列）", "合计"], "{text}");
    let widths: Vec<usize> = text.lines().map(unicode_width::UnicodeWidthStr::width).collect();
    assert!(widths.iter().all(|&width| width == widths[0]), "{text}");
}

#[cfg(feature = "serde")]
#[test]
fn cells_from_elsewhere_are_checked() {
    let read = |json: &str| serde_json::from_str::<Cube>(json);
    let cell = r#"{"scope":{"fund":"11"},"lines":1,"sum":"1元"}"#;
    let cube = |axes: &str, cells: &str| format!(r#"{{"axes":[{axes}],"cells":[{cells}]}}"#);
    let fund = r#"{"dimension":"fund"}"#;
    assert!(read(&cube(fund, cell)).is_ok());
    let twice = read(&cube(fund, &format!("{cell},{cell}"))).unwrap();
    assert_eq!((twice.len(), twice.lines()), (1, 2), "a cell that stands twice adds up");
    assert!(read(&cube("", cell)).is_err(), "finer than the axes");
    assert!(read(&cube(fund, &cell.replace("\"lines\":1", "\"lines\":0"))).is_err());
    let class = r#"{"dimension":"functional","level":"class"}"#;
    let deep = r#"{"scope":{"functional":"20501"},"lines":1,"sum":"1元"}"#;
    assert!(read(&cube(class, deep)).is_err(), "deeper than the level");
    assert!(read(&cube(class, &deep.replace("20501", "205"))).is_ok());
}

#[test]
fn an_empty_cube_knows_its_axes() {
    let class = Axis::new(Dimension::Functional).at(Level::Class);
    let mut cube = Cube::new([Axis::new(Dimension::Kind), class]);
    assert!(cube.is_empty());
    assert_eq!(cube.axes(), [class, Axis::new(Dimension::Kind)]);
    cube.add(Scope::ALL.with_kind(Kind::Basic), Amount::ZERO);
    assert!(!cube.is_empty());
    let columns = Columns::default();
    assert!(columns.is_empty());
    let mut columns = columns;
    columns.push(BudgetLine::income(FundSource::General, Amount::ZERO));
    assert!(!columns.is_empty());
}

#[test]
fn grouping_sets_are_counted_and_limited() {
    assert!(GroupingSets::new(Vec::<Vec<Axis>>::new()).is_empty());
    let most = vec![Dimension::Fund; GroupingSets::MAX_AXES];
    let sets = GroupingSets::cube(most.clone()).unwrap();
    assert!(!sets.is_empty());
    assert!(GroupingSets::cube([most, vec![Dimension::Fund]].concat()).is_err());
}

#[test]
fn a_pivot_names_projects_too() {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let project = ledger.project("电子政务运行维护", "");
    let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(1));
    ledger.push(line.with_project(project));
    let mut cube = Cube::new([Dimension::Project, Dimension::Fund]);
    cube.extend(ledger.lines().iter().copied());
    let pivot = cube.pivot(Dimension::Project, Dimension::Fund).unwrap();
    let text = pivot.display(&Catalogue::builtin(), Edition::new(2026)).ledger(&ledger).to_string();
    assert!(text.contains("电子政务运行维护"), "{text}");
}
