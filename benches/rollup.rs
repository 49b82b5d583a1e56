//! Roll-up and cube beside loops written by hand, on columns of 10⁶ and 10⁷ lines. Peers take turns;
//! the median and the best time of each are set in relation to those of the first. On a busy machine
//! trust the best.
//!
//! `cargo bench -p cn-budget-benches --bench rollup`, or with a number of lines: `cargo bench -p cn-budget-benches --bench rollup -- 1000000`.

use std::{
    collections::{BTreeMap, HashMap},
    hint::black_box,
    thread,
    time::{Duration, Instant},
};

use cn_budget::{
    Amount, BudgetLine, Cube, DepartmentCode, Dimension, FunctionalCode, FundSource, Kind, Rollup,
    Scope, code::Functional, ledger::Columns, num::Numbers,
};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

fn main() {
    let given = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let mut sizes: Vec<usize> = given.collect();
    if sizes.is_empty() {
        sizes = vec![1_000_000, 10_000_000];
    }
    for lines in sizes {
        let data = Data::new(lines);
        roll_up(&data);
        cube(&data);
    }
}

/// Lines as typed columns, and the same as the plain numbers that a loop by hand would read.
struct Data {
    columns: Columns,
    codes: Vec<FunctionalCode>,
    functional: Vec<u32>,
    department: Vec<u32>,
    fund: Vec<u8>,
    kind: Vec<u8>,
    /// The same by their places among all funds and kinds.
    fund_numbers: Vec<u32>,
    kind_numbers: Vec<u32>,
    fen: Vec<i64>,
}

const FUNDS: [FundSource; 4] =
    [FundSource::General, FundSource::GovernmentFund, FundSource::Operations, FundSource::Other];
const KINDS: [Kind; 3] = [Kind::Personnel, Kind::Operating, Kind::Project];

/// xorshift64: the same numbers in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

impl Data {
    /// 25 classes of 10 sections of 6 items, each spending on 20 of 60 economic codes; as many
    /// lines of personnel and operating funds as of projects.
    fn new(lines: usize) -> Self {
        let mut random = Random(88_172_645_463_325_252);
        let functional: Vec<u32> =
            (0..1500).map(|n| 2_010_101 + n / 60 * 10_000 + n / 6 % 10 * 100 + n % 6).collect();
        let department: Vec<u32> = (0..60).map(|n| 30_101 + n / 20 * 100 + n % 20).collect();
        let mut data = Self {
            columns: Columns::new(),
            codes: Vec::new(),
            functional: Vec::new(),
            department: Vec::new(),
            fund: Vec::new(),
            kind: Vec::new(),
            fund_numbers: Vec::new(),
            kind_numbers: Vec::new(),
            fen: Vec::new(),
        };
        for _ in 0..lines {
            let item = random.below(functional.len());
            let economic = (item * 7 + random.below(20)) % department.len();
            let fund = random.below(8).saturating_sub(4);
            let kind = if random.below(2) == 0 { 2 } else { economic % 2 };
            let (function, economic) = (functional[item], department[economic]);
            let fen = i64::try_from(random.below(100_000_000)).unwrap() - 1_000_000;
            let code = FunctionalCode::try_from(function).unwrap();
            data.columns.push(
                BudgetLine::expenditure(FUNDS[fund], Amount::from_fen(fen))
                    .with_functional(code)
                    .with_department(DepartmentCode::try_from(economic).unwrap())
                    .with_kind(KINDS[kind]),
            );
            data.codes.push(code);
            data.functional.push(function);
            data.department.push(economic);
            data.fund_numbers.push(FUNDS[fund] as u32);
            data.kind_numbers.push(KINDS[kind] as u32);
            data.fund.push(u8::try_from(fund).unwrap());
            data.kind.push(u8::try_from(kind).unwrap());
            data.fen.push(fen);
        }
        data
    }
}

type Contender<'a> = (&'a str, Box<dyn FnMut() + 'a>);

/// Lets the contenders take turns, and prints for each the median and the best time per line, with
/// their ratios to those of the first.
fn compare(title: &str, lines: usize, mut contenders: Vec<Contender<'_>>) {
    let rounds = if lines > 2_000_000 { 7 } else { 25 };
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contenders.len()];
    for _ in 0..rounds {
        for ((_, run), times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed());
        }
    }
    println!("\n{title}, {lines} lines: ns a line");
    println!("  {:<46} {:>8} {:>10} {:>8} {:>10}", "", "median", "", "best", "");
    #[expect(clippy::cast_precision_loss, reason = "for print")]
    let each = |time: Duration| time.as_secs_f64() * 1e9 / lines as f64;
    let mut first = None;
    for ((name, _), mut times) in contenders.iter().zip(times) {
        times.sort_unstable();
        let (median, best) = (each(times[times.len() / 2]), each(times[0]));
        let (first_median, first_best) = *first.get_or_insert((median, best));
        let ratios = (median / first_median, best / first_best);
        println!("  {name:<46} {median:8.2} {:8.2} × {best:8.2} {:8.2} ×", ratios.0, ratios.1);
    }
}

fn roll_up(data: &Data) {
    let lines = data.fen.len();
    let texts: Vec<String> = data.functional.iter().take(1_000_000).map(u32::to_string).collect();
    let decimals: Vec<Decimal> =
        data.fen.iter().take(1_000_000).map(|&fen| Decimal::new(fen, 2)).collect();
    let amounts = data.columns.amounts();
    compare(
        "Roll-up by function",
        lines,
        vec![
            ("by hand: dense array of all codes, checked", Box::new(|| dense(data))),
            (
                "Rollup, a column of codes",
                Box::new(|| drop(black_box(rolled(&data.codes, amounts)))),
            ),
            (
                "Rollup, a column of codes that may be open",
                Box::new(|| drop(black_box(rolled(data.columns.functionals(), amounts)))),
            ),
            (
                "Rollup, the column in batches of 8,192",
                Box::new(|| {
                    let mut rollup = Rollup::new();
                    for (codes, amounts) in data.codes.chunks(8_192).zip(amounts.chunks(8_192)) {
                        rollup.extend_columns(codes, amounts).unwrap();
                    }
                    black_box(&rollup);
                }),
            ),
            ("Rollup, plain numbers", Box::new(|| numbers(data))),
            ("Rollup, plain numbers checked one by one", Box::new(|| numbers_one_by_one(data))),
            ("Rollup, two threads and a merge", Box::new(|| two_threads(data))),
            (
                "by hand: HashMap<String, Decimal>",
                Box::new(|| {
                    let mut sums = HashMap::new();
                    // The texts of a million lines, over and over: that is kind to this peer.
                    for _ in 0..lines / texts.len() {
                        hash_map(&mut sums, &texts, &decimals);
                    }
                    black_box(&sums);
                }),
            ),
        ],
    );
}

fn rolled<C: Copy + Into<Option<FunctionalCode>>>(
    codes: &[C],
    amounts: &[Amount],
) -> Rollup<Functional> {
    let mut rollup = Rollup::new();
    rollup.extend_columns(codes, amounts).unwrap();
    rollup
}

/// Checks that each code is an item of a functional class and that no sum overflows.
fn dense(data: &Data) {
    let mut sums = vec![0_i64; 1_000_000];
    for (&code, &fen) in data.functional.iter().zip(&data.fen) {
        assert!((2_000_000..3_000_000).contains(&code), "{code} is no code");
        let sum = &mut sums[usize::try_from(code - 2_000_000).unwrap()];
        *sum = sum.checked_add(fen).expect("no overflow");
    }
    black_box(&sums);
}

fn numbers(data: &Data) {
    let mut rollup = Rollup::<Functional>::new();
    let (codes, fen) = (Numbers::new(&data.functional), Numbers::new(&data.fen));
    assert_eq!(rollup.extend_numbers(codes, fen).unwrap().unknown_codes, 0);
    black_box(&rollup);
}

fn numbers_one_by_one(data: &Data) {
    let line = |(&code, &fen): (&u32, &i64)| {
        (FunctionalCode::try_from(code).expect("a code"), Amount::from_fen(fen))
    };
    let rollup: Rollup<Functional> = data.functional.iter().zip(&data.fen).map(line).collect();
    black_box(&rollup);
}

fn two_threads(data: &Data) {
    let (left, right) = data.codes.split_at(data.codes.len() / 2);
    let (left_amounts, right_amounts) = data.columns.amounts().split_at(left.len());
    let both = thread::scope(|scope| {
        let other = scope.spawn(|| rolled(right, right_amounts));
        let mut both = rolled(left, left_amounts);
        both.merge(&other.join().unwrap()).unwrap();
        both
    });
    black_box(&both);
}

fn hash_map(sums: &mut HashMap<String, Decimal>, codes: &[String], amounts: &[Decimal]) {
    for (code, amount) in codes.iter().zip(amounts) {
        match sums.get_mut(code) {
            Some(sum) => *sum += amount,
            None => drop(sums.insert(code.clone(), *amount)),
        }
    }
}

fn cube(data: &Data) {
    let lines = data.fen.len();
    let axes = [Dimension::Functional, Dimension::Department, Dimension::Fund, Dimension::Kind];
    compare(
        "Cube of function, economic class, fund and kind",
        lines,
        vec![
            ("by hand: packed keys in a fast hash map", Box::new(|| packed(data))),
            (
                "Cube, columns",
                Box::new(|| {
                    let mut cube = Cube::new(axes);
                    cube.extend_columns(&data.columns);
                    black_box(&cube);
                }),
            ),
            (
                "Cube, plain numbers",
                Box::new(|| {
                    let mut cube = Cube::new(axes);
                    let columns = [
                        (Dimension::Functional, Numbers::new(&data.functional)),
                        (Dimension::Department, Numbers::new(&data.department)),
                        (Dimension::Fund, Numbers::new(&data.fund_numbers)),
                        (Dimension::Kind, Numbers::new(&data.kind_numbers)),
                    ];
                    let fen = Numbers::new(&data.fen);
                    let irregular = cube.extend_numbers(Scope::ALL, &columns, fen).unwrap();
                    assert_eq!(irregular.unknown_codes, 0);
                    black_box(&cube);
                }),
            ),
            ("by hand: BTreeMap of tuples", Box::new(|| tuples(data))),
        ],
    );
}

fn packed(data: &Data) {
    let mut sums: FxHashMap<u64, i64> = FxHashMap::default();
    let economic = data.department.iter().zip(&data.kind).zip(&data.fund);
    for ((&function, ((&economic, &kind), &fund)), &fen) in
        data.functional.iter().zip(economic).zip(&data.fen)
    {
        assert!((2_000_000..3_000_000).contains(&function), "{function} is no code");
        assert!((30_100..40_000).contains(&economic), "{economic} is no code");
        let key = u64::from(function) << 32
            | u64::from(economic) << 16
            | u64::from(fund) << 8
            | u64::from(kind);
        let sum = sums.entry(key).or_default();
        *sum = sum.checked_add(fen).expect("no overflow");
    }
    black_box(&sums);
}

fn tuples(data: &Data) {
    let mut sums: BTreeMap<(u32, u32, u8, u8), i64> = BTreeMap::new();
    let economic = data.department.iter().zip(&data.kind).zip(&data.fund);
    for ((&function, ((&economic, &kind), &fund)), &fen) in
        data.functional.iter().zip(economic).zip(&data.fen)
    {
        *sums.entry((function, economic, fund, kind)).or_default() += fen;
    }
    black_box(&sums);
}
