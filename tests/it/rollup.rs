//! Roll-ups: the laws of a partial sum, what its tree says, and how it travels.

use std::collections::BTreeMap;

use cn_budget::{
    Amount, Catalogue, DepartmentCode, Edition, ErrorKind, FunctionalCode, GovernmentCode,
    RevenueCode, Rollup, Unit,
    code::{Department, Functional, Government, Revenue, Scheme},
    num::{Numbers, Style},
};
use proptest::prelude::*;

type Line<C> = (Option<C>, Amount);

/// Codes of all levels, few enough to meet again; amounts that go to the edge of the range.
fn line() -> impl Strategy<Value = Line<FunctionalCode>> {
    let digits = prop_oneof![
        (200..210_u32, 0..3_u32, 0..4_u32)
            .prop_map(|(class, section, item)| class * 10_000 + section * 100 + item),
        (200..210_u32, 0..3_u32).prop_map(|(class, section)| class * 100 + section),
        200..210_u32,
        2_000_000..3_000_000_u32,
    ];
    let code = digits.prop_map(|digits| FunctionalCode::try_from(digits).unwrap());
    let fen = prop_oneof![4 => -1000..1000_i64, 1 => any::<i64>()];
    (prop::option::weighted(0.9, code), fen.prop_map(Amount::from_fen))
}

fn lines() -> impl Strategy<Value = Vec<Line<FunctionalCode>>> {
    // Beyond 512 lines an iterator takes the quick way.
    let repeated = (prop::collection::vec(line(), 0..40), prop::sample::select(&[1, 1, 1, 20]));
    repeated.prop_map(|(lines, times)| lines.repeat(times))
}

/// Numbers around those of functional codes.
fn number() -> impl Strategy<Value = u32> {
    prop_oneof![
        2_050_000..2_060_000_u32,
        1_999_990..2_000_010_u32,
        20_500..20_600_u32,
        any::<u32>()
    ]
}

fn small() -> impl Strategy<Value = Vec<Line<FunctionalCode>>> {
    let fen =
        |(code, amount): Line<FunctionalCode>| (code, Amount::from_fen(amount.fen() % 10_000));
    prop::collection::vec(line().prop_map(fen), 0..60)
}

fn rolled(lines: &[Line<FunctionalCode>]) -> Rollup<Functional> {
    lines.iter().copied().collect()
}

fn columns<S: Scheme>(lines: &[Line<cn_budget::Code<S>>]) -> Rollup<S> {
    let (codes, amounts): (Vec<_>, Vec<_>) = lines.iter().copied().unzip();
    let mut rollup = Rollup::new();
    rollup.extend_columns(&codes, &amounts).unwrap();
    rollup
}

fn merged(left: &Rollup<Functional>, right: &Rollup<Functional>) -> Rollup<Functional> {
    let mut both = left.clone();
    both.merge(right).unwrap();
    both
}

proptest! {
    #[test]
    fn one_by_one_iterator_and_columns_agree(lines in lines()) {
        let mut single = Rollup::<Functional>::new();
        for &(code, amount) in &lines {
            match code {
                Some(code) => single.add(code, amount),
                None => single.add_open(amount),
            }
        }
        prop_assert_eq!(single.lines(), lines.len() as u64);
        prop_assert_eq!(&rolled(&lines), &single);
        prop_assert_eq!(&columns(&lines), &single);
    }

    /// In batches, in which a roll-up may change how it keeps its sums, and read in between.
    #[test]
    fn batches_are_the_whole(lines in lines(), times in 1..40_usize, size in 1..3_000_usize) {
        let lines = lines.repeat(times);
        let (codes, amounts): (Vec<_>, Vec<_>) = lines.iter().copied().unzip();
        let (mut columns, mut iterators) = (Rollup::<Functional>::new(), Rollup::new());
        for (codes, amounts) in codes.chunks(size).zip(amounts.chunks(size)) {
            columns.extend_columns(codes, amounts).unwrap();
            iterators.extend(codes.iter().copied().zip(amounts.iter().copied()));
            prop_assert_eq!(&columns, &iterators);
            prop_assert_eq!(columns.total(), iterators.total());
        }
        let mut single = Rollup::<Functional>::new();
        for &(code, amount) in &lines {
            match code {
                Some(code) => single.add(code, amount),
                None => single.add_open(amount),
            }
        }
        prop_assert_eq!(&columns, &single);
        let class = FunctionalCode::literal("205");
        prop_assert_eq!(columns.get(class), single.get(class));
        prop_assert_eq!(columns.open(), single.open());
        prop_assert_eq!(format!("{columns:?}"), format!("{single:?}"));
        prop_assert_eq!(columns.clone(), single.clone());
        // Whatever comes next is added to either alike.
        let more = FunctionalCode::literal("2050202");
        columns.add(more, Amount::from_fen(7));
        single.add(more, Amount::from_fen(7));
        let both = merged(&columns, &columns);
        prop_assert_eq!(both, merged(&single, &single));
        prop_assert_eq!(columns, single);
    }

    /// Numbers are the codes of their digits; what is none is open, and is counted.
    #[test]
    fn plain_numbers_are_lines(
        numbers in prop::collection::vec((number(), -1000..1000_i64, any::<[bool; 2]>()), 0..80),
        times in prop::sample::select(&[1_usize, 100]),
        (gaps, offset) in (any::<bool>(), 0..9_usize),
    ) {
        let numbers = numbers.repeat(times);
        let codes: Vec<u32> = numbers.iter().map(|(number, ..)| *number).collect();
        let fen: Vec<i64> = numbers.iter().map(|(_, fen, _)| *fen).collect();
        let bits = |which: usize| {
            let mut bits = vec![0_u8; (numbers.len() + offset).div_ceil(8)];
            for (index, _) in numbers.iter().enumerate().filter(|(_, (.., valid))| valid[which]) {
                bits[(index + offset) / 8] |= 1 << ((index + offset) % 8);
            }
            bits
        };
        let (code_bits, fen_bits) = (bits(0), bits(1));
        let (mut codes, mut fen) = (Numbers::new(&codes), Numbers::new(&fen));
        if gaps {
            (codes, fen) = (codes.valid(&code_bits, offset), fen.valid(&fen_bits, offset));
        }
        let mut rollup = Rollup::<Functional>::new();
        let irregular = rollup.extend_numbers(codes, fen).unwrap();
        let (mut wanted, mut unknown, mut missing) = (Rollup::<Functional>::new(), 0, 0);
        for &(number, fen, [has_code, has_amount]) in &numbers {
            let amount = Amount::from_fen(fen);
            if gaps && !has_amount {
                missing += 1;
                continue;
            }
            match FunctionalCode::try_from(number) {
                _ if gaps && !has_code => wanted.add_open(amount),
                Ok(code) => wanted.add(code, amount),
                Err(_) => {
                    unknown += 1;
                    wanted.add_open(amount);
                }
            }
        }
        prop_assert_eq!((irregular.unknown_codes, irregular.missing_amounts), (unknown, missing));
        prop_assert_eq!(&rollup, &wanted);
        prop_assert_eq!(Rollup::from_sums(rollup.lines(), rollup.sums()), Ok(wanted));
    }

    #[test]
    fn sums_are_those_of_a_plain_loop(lines in lines()) {
        let mut wanted: BTreeMap<FunctionalCode, i128> = BTreeMap::new();
        for (code, amount) in &lines {
            for code in code.iter().flat_map(|code| code.ancestors().chain([*code])) {
                *wanted.entry(code).or_default() += i128::from(amount.fen());
            }
        }
        let rollup = columns(&lines);
        for (code, fen) in wanted {
            match i64::try_from(fen) {
                Ok(fen) => prop_assert_eq!(rollup.get(code), Ok(Amount::from_fen(fen))),
                Err(_) => {
                    let error = rollup.get(code).unwrap_err();
                    prop_assert_eq!(error.kind(), ErrorKind::Overflow);
                    prop_assert!(error.text().starts_with(&code.to_string()));
                }
            }
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        (lines, shuffled) in lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))
    ) {
        prop_assert_eq!(rolled(&lines), columns(&shuffled));
    }

    #[test]
    fn parts_merge_to_the_whole(lines in lines(), at in any::<prop::sample::Index>()) {
        let (left, right) = lines.split_at(at.index(lines.len() + 1));
        let (left, right) = (rolled(left), columns(right));
        prop_assert_eq!(merged(&left, &right), rolled(&lines));
        prop_assert_eq!(merged(&right, &left), rolled(&lines));
    }

    #[test]
    fn merging_is_associative_with_the_empty_one_as_identity(a in lines(), b in lines(), c in lines()) {
        let (a, b, c) = (rolled(&a), rolled(&b), rolled(&c));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        let empty = Rollup::new();
        prop_assert_eq!(&merged(&a, &empty), &a);
        prop_assert_eq!(&merged(&empty, &a), &a);
    }

    #[test]
    fn every_level_of_the_tree_adds_up(lines in small()) {
        let rollup = rolled(&lines);
        let tree = rollup.tree().unwrap();
        let fen = |amount: Amount| amount.fen();
        let all: i64 = lines.iter().map(|(_, amount)| amount.fen()).sum();
        let classes: i64 = tree.classes().map(|node| fen(node.amount())).sum();
        let own: i64 = tree.nodes().iter().map(|node| fen(node.own())).sum();
        prop_assert_eq!(fen(tree.total()), all);
        prop_assert_eq!(classes + fen(tree.open()), all);
        prop_assert_eq!(own + fen(tree.open()), all);
        for node in tree.nodes() {
            let below: i64 = tree.children(node.code()).map(|node| fen(node.amount())).sum();
            prop_assert_eq!(below + fen(node.own()), fen(node.amount()));
            prop_assert_eq!(rollup.get(node.code()), Ok(node.amount()));
            prop_assert_eq!(tree.get(node.code()), Some(node));
            let parent = node.code().parent().map_or(tree.total(), |up| tree.get(up).unwrap().amount());
            match node.share() {
                None => prop_assert!(parent.is_zero()),
                Some(share) => prop_assert_eq!(
                    share.numerator() * i128::from(fen(parent)),
                    i128::from(fen(node.amount())) * share.denominator()
                ),
            }
        }
        prop_assert!(tree.nodes().is_sorted_by(|a, b| a.code() < b.code()), "pre-order");
    }

    #[cfg(feature = "serde")]
    #[test]
    fn it_travels_as_it_is(lines in lines()) {
        let rollup = rolled(&lines);
        let json = serde_json::to_string(&rollup).unwrap();
        prop_assert_eq!(serde_json::from_str::<Rollup<Functional>>(&json).unwrap(), rollup);
    }
}

/// Each scheme has its own pages; all its codes land where they belong.
fn every_code_is_kept<S: Scheme>(first: u32) {
    let numbers = (first * 100..(first + 1) * 100)
        .chain(first * 10_000..(first + 1) * 10_000)
        .chain((first * 1_000_000..(first + 1) * 1_000_000).step_by(977))
        .chain((first * 100_000_000..(first + 1) * 100_000_000).step_by(99_991));
    let lines: Vec<Line<cn_budget::Code<S>>> = numbers
        .filter_map(|number| number.try_into().ok())
        .map(|code: cn_budget::Code<S>| (Some(code), Amount::from_fen(code.number().into())))
        .collect();
    assert!(lines.len() > 1_000);
    let twice: Vec<_> = lines.iter().chain(&lines).copied().collect();
    let tree = columns(&twice).tree().unwrap();
    for (code, amount) in lines {
        assert_eq!(tree.get(code.unwrap()).unwrap().own().fen(), 2 * amount.fen(), "{code:?}");
    }
}

#[test]
fn every_code_of_every_scheme_is_kept() {
    every_code_is_kept::<Revenue>(1);
    every_code_is_kept::<Functional>(2);
    every_code_is_kept::<Department>(3);
    every_code_is_kept::<Government>(5);
}

#[test]
fn a_code_whose_lines_come_to_nil_is_kept() {
    let code = FunctionalCode::literal("2050202");
    let lines: Vec<_> = [100, -100, 0].map(|fen| (Some(code), Amount::from_fen(fen))).to_vec();
    let node = *columns(&lines).tree().unwrap().get(code).unwrap();
    assert_eq!(node.amount(), Amount::ZERO);
    assert_eq!(node.share(), None);
}

#[test]
fn sums_beyond_64_bits_come_back_exactly() {
    let code = FunctionalCode::literal("2050202");
    let (most, least) = (Amount::from_fen(i64::MAX), Amount::from_fen(i64::MIN));
    let ups = vec![(Some(code), most); 1000];
    let downs = vec![(Some(code), least); 1000];
    let mut rollup = columns(&ups);
    assert_eq!(rollup.get(code).unwrap_err().kind(), ErrorKind::Overflow);
    assert_eq!(rollup.tree().unwrap_err().kind(), ErrorKind::Overflow);
    rollup.merge(&columns(&downs)).unwrap();
    assert_eq!(rollup.get(code), Ok(Amount::from_fen(-1000)));
}

#[test]
fn columns_of_different_lengths_add_nothing() {
    let mut rollup = Rollup::<Functional>::new();
    let error = rollup.extend_columns(&[FunctionalCode::literal("201")], &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ColumnLengths);
    assert!(rollup.is_empty());
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_is_documented() {
    let mut rollup = Rollup::<Functional>::new();
    rollup.add(FunctionalCode::literal("2050202"), Amount::from_fen(29_620_000));
    rollup.add(FunctionalCode::literal("205"), Amount::from_fen(-5));
    rollup.add_open(Amount::ZERO);
    assert_eq!(
        serde_json::to_string(&rollup).unwrap(),
        r#"{"lines":3,"open":"0元","sums":{"205":"-0.05元","2050202":"296200元"}}"#
    );
}

#[cfg(feature = "serde")]
fn read(json: &str) -> Result<Rollup<Functional>, serde_json::Error> {
    serde_json::from_str(json)
}

#[cfg(feature = "serde")]
#[test]
fn partial_sums_from_elsewhere_are_checked() {
    let twice = read(r#"{"lines":2,"sums":{"205":"1元","205":"2万元"}}"#).unwrap();
    assert_eq!(twice.total().unwrap().to_string(), "20001元", "a code that stands twice adds up");
    assert!(read(r#"{"lines":0,"sums":{"205":"0.01元"}}"#).is_err(), "no lines make no sum");
    assert!(read(r#"{"lines":1,"sums":{"301":"1元"}}"#).is_err(), "a code of another scheme");
    assert!(read(r#"{"lines":1,"sums":{"205":1.5}}"#).is_err(), "no rounded number");
    assert!(read(r#"{"lines":1,"sum":{"205":"1元"}}"#).is_err(), "nothing is dropped unsaid");
    assert!(read(r#"{"lines":18446744073709551615,"sums":{}}"#).is_err(), "too many lines");
    let huge = "9".repeat(36);
    assert!(read(&format!(r#"{{"lines":9,"sums":{{"205":"{huge}元"}}}}"#)).is_err());
}

#[cfg(feature = "serde")]
#[test]
fn merging_beyond_all_lines_is_an_error_and_changes_nothing() {
    let mut rollup = read(r#"{"lines":9223372036854775808,"sums":{"205":"1元"}}"#).unwrap();
    let before = rollup.clone();
    let error = rollup.merge(&before).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LineCount);
    assert_eq!(rollup, before);
}

#[test]
fn a_tree_is_printed_so_that_it_adds_up() {
    let mut rollup = Rollup::<Department>::new();
    for (code, fen) in [("301", 500), ("30101", 100_000), ("30299", -250), ("39901", 7)] {
        rollup.add(code.parse::<DepartmentCode>().unwrap(), Amount::from_fen(fen));
    }
    rollup.add_open(Amount::from_fen(743));
    let tree = rollup.tree().unwrap();
    let style = Style::new(Unit::Yuan).separators(true);
    let text = tree.display(&Catalogue::builtin(), Edition::new(2026)).style(style).to_string();
    let wanted = "\
合计                          1,010.00   100.00%
  301 工资福利支出            1,005.00    99.50%
    （未细分）                    5.00     0.50%
    30101 基本工资            1,000.00    99.50%
  302 商品和服务支出             -2.50    -0.25%
    30299 其他商品和服务支出     -2.50   100.00%
  399 其他支出                    0.07     0.01%
    39901 （未知科目）            0.07   100.00%
  （未分类）                      7.43     0.74%
";
    assert_eq!(text.replace(' ', ""), wanted.replace(' ', ""));
    let columns: Vec<usize> = text.lines().map(unicode_width::UnicodeWidthStr::width).collect();
    assert!(columns.iter().all(|&width| width == columns[0]), "{text}");
}

#[test]
fn other_schemes_roll_up_too() {
    let mut taxes = Rollup::<Revenue>::new();
    for code in ["101010101", "1010102", "103"] {
        taxes.add(code.parse::<RevenueCode>().unwrap(), Amount::from_fen(100));
    }
    assert_eq!(taxes.get("10101".parse().unwrap()), Ok(Amount::from_fen(200)));
    let mut wages = Rollup::<Government>::new();
    wages.add(GovernmentCode::literal("50101"), Amount::from_fen(3));
    assert_eq!(wages.get(GovernmentCode::literal("501")), Ok(Amount::from_fen(3)));
}

#[test]
fn trees_are_equal_when_all_their_amounts_are() {
    let tree = |fen, open| {
        let mut rollup = Rollup::<Department>::new();
        assert!(rollup.is_empty());
        rollup.add(DepartmentCode::literal("30101"), Amount::from_fen(fen));
        rollup.add_open(Amount::from_fen(open));
        assert!(!rollup.is_empty());
        rollup.tree().unwrap()
    };
    assert_eq!(tree(100, 5), tree(100, 5));
    assert_ne!(tree(100, 5), tree(101, 4), "the total is the same");
    assert_ne!(tree(100, 5), tree(100, 6));
    let text = format!("{:?}", tree(100, 5));
    assert!(text.contains("30101") && text.contains("1元"), "{text}");
    assert_ne!(tree(100, 5).nodes()[0], tree(100, 5).nodes()[1]);
}
