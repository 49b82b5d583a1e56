//! Amounts: reading, writing, arithmetic and the border to `Decimal`.

use cn_budget::{
    Amount, Error, ErrorKind, Unit,
    num::{RoundingMode, Style},
    strategies::{amount, unit},
};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

#[track_caller]
fn fails(text: &str, kind: ErrorKind, position: usize) {
    let error = text.parse::<Amount>().unwrap_err();
    assert_eq!((error.kind(), error.position()), (kind, position), "{text}");
}

#[test]
fn amounts_name_their_unit() -> Result<(), Error> {
    for text in [
        "1051.74万元",
        "10517400元",
        "1,051.74 万元",
        "￥10,517,400.00元",
        "10517.4千元",
        "1051.74万",
    ] {
        assert_eq!(text.parse::<Amount>()?, Amount::from_fen(1_051_740_000), "{text}");
    }
    assert_eq!("（3亿元）".parse::<Amount>()?, Amount::from_yuan(-300_000_000)?);
    fails("1051.74", ErrorKind::MissingUnit, 7);
    fails("1051.74万人", ErrorKind::NotAnAmount, 7);
    fails("0.001元", ErrorKind::Inexact, 0);
    fails("", ErrorKind::Empty, 0);
    fails("-", ErrorKind::Empty, 0);
    fails("12%", ErrorKind::Percent, 2);
    fails("92233720368547758.08元", ErrorKind::TooPrecise, 20);
    fails("99999999999999999亿元", ErrorKind::Overflow, 0);
    Ok(())
}

#[test]
fn messages_point_at_the_trouble() {
    let error = "5x元".parse::<Amount>().unwrap_err();
    assert_eq!(error.to_string(), "not an amount in \"5x元\" at character 2");
}

#[test]
fn the_ends_of_the_range() -> Result<(), Error> {
    for fen in [i64::MIN, i64::MIN + 1, i64::MAX] {
        let amount = Amount::from_fen(fen);
        assert_eq!(amount.to_string().parse::<Amount>()?, amount);
        for &unit in Unit::ALL {
            assert_eq!(Amount::from_decimal(amount.to_decimal(unit), unit)?, amount);
        }
    }
    let most = Amount::from_fen(i64::MAX);
    assert_eq!(most.to_string(), "92233720368547758.07元");
    assert_eq!(most.checked_add(Amount::from_fen(1)), None);
    assert_eq!(most.checked_mul(-1), most.checked_neg());
    assert_eq!(Amount::from_fen(i64::MIN).checked_neg(), None);
    assert_eq!(Amount::try_sum([most, most]).unwrap_err().kind(), ErrorKind::Overflow);
    assert_eq!(Amount::from_yuan(i64::MAX).unwrap_err().kind(), ErrorKind::Overflow);
    let huge = Amount::from_decimal(Decimal::MAX, Unit::YiYuan).unwrap_err();
    assert_eq!(huge.kind(), ErrorKind::Overflow);
    let tiny = Amount::from_decimal(Decimal::new(1, 28), Unit::Yuan).unwrap_err();
    assert_eq!(tiny.kind(), ErrorKind::Inexact);
    Ok(())
}

#[test]
fn printing() {
    let style = Style::new(Unit::WanYuan);
    for (fen, rounded, cut) in [
        (4_999, "0.00", "0.00"),
        (5_000, "0.01", "0.00"),
        (-4_999, "0.00", "0.00"),
        (-5_000, "-0.01", "0.00"),
        (15_000, "0.02", "0.01"),
        (25_000, "0.03", "0.02"),
        (-1_129_800_000, "-1129.80", "-1129.80"),
    ] {
        let amount = Amount::from_fen(fen);
        assert_eq!(amount.format(style), rounded);
        assert_eq!(amount.format(style.rounding(RoundingMode::Truncate)), cut);
    }
    let amount = Amount::from_fen(12_345_678_905);
    assert_eq!(amount.format(Style::new(Unit::Yuan).separators(true)), "123,456,789.05");
    assert_eq!(amount.format(Style::new(Unit::YiYuan).decimals(0)), "1");
    assert_eq!(amount.format(Style::new(Unit::Yuan).decimals(4)), "123456789.0500");
    assert_eq!(amount.format(Style::new(Unit::Yuan).decimals(255)).len(), 9 + 1 + 255);
}

#[cfg(feature = "serde")]
#[test]
fn serde() {
    let json = |amount: &str| serde_json::from_str::<Amount>(amount);
    assert_eq!(json("\"1051.74万元\"").unwrap(), Amount::from_fen(1_051_740_000));
    assert_eq!(json("-3").unwrap(), Amount::from_fen(-300));
    assert!(json("1.5").unwrap_err().to_string().contains("as a string with its unit"));
    assert!(json("1e3").is_err());
    assert!(json("18446744073709551615").is_err());
    assert!(json("\"5\"").is_err());
    assert_eq!(serde_json::to_string(&Amount::from_fen(5)).unwrap(), "\"0.05元\"");
    assert_eq!(serde_json::to_string(&Unit::WanYuan).unwrap(), "\"万元\"");
    assert_eq!(serde_json::from_str::<Unit>("\"单位：元\"").unwrap(), Unit::Yuan);
}

proptest! {
    #[test]
    fn display_reads_back(amount in amount()) {
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        #[cfg(feature = "serde")]
        {
            let json = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        }
    }

    #[test]
    fn exact_prints_read_back(amount in amount(), unit in unit(), separators: bool) {
        let style = Style::new(unit).decimals(unit.exponent() + 2).separators(separators);
        let text = amount.format_exact(style).unwrap();
        prop_assert_eq!(&text, &amount.format(style));
        // Zeros in front of the point are digits too: 0.0000000005.
        prop_assert_eq!(Amount::parse(&text, unit), Ok(amount));
    }

    #[test]
    fn decimals_agree(amount in amount(), unit in unit()) {
        let decimal = amount.to_decimal(unit);
        prop_assert_eq!(Amount::from_decimal(decimal, unit), Ok(amount));
        prop_assert_eq!(Amount::parse(&decimal.to_string(), unit), Ok(amount));
    }

    #[test]
    fn rounding_agrees(amount in amount(), unit in unit(), decimals in 0_u8..12) {
        for (mode, strategy) in [
            (RoundingMode::HalfUp, RoundingStrategy::MidpointAwayFromZero),
            (RoundingMode::Truncate, RoundingStrategy::ToZero),
        ] {
            let style = Style::new(unit).decimals(decimals).rounding(mode);
            let exact = amount.to_decimal(unit);
            let rounded = exact.round_dp_with_strategy(decimals.into(), strategy);
            let shown: Decimal = amount.format(style).parse().unwrap();
            prop_assert_eq!(shown, rounded);
            prop_assert_eq!(shown.scale(), u32::from(decimals));
            prop_assert_eq!(amount.format_exact(style).is_some(), rounded == exact);
        }
    }

    #[test]
    fn arithmetic_agrees(a in amount(), b in amount(), factor in -1_000_i64..1_000) {
        let of = |amount: Amount| amount.to_decimal(Unit::Yuan);
        let back = |number: Decimal| Amount::from_decimal(number, Unit::Yuan).ok();
        prop_assert_eq!(a.checked_add(b), back(of(a) + of(b)));
        prop_assert_eq!(a.checked_sub(b), back(of(a) - of(b)));
        prop_assert_eq!(a.checked_neg(), back(-of(a)));
        prop_assert_eq!(a.checked_mul(factor), back(of(a) * Decimal::from(factor)));
        prop_assert_eq!(a.cmp(&b), of(a).cmp(&of(b)));
    }

    #[test]
    fn sums_agree(amounts in proptest::collection::vec(amount(), 0..40)) {
        let sum: Decimal = amounts.iter().map(|amount| amount.to_decimal(Unit::Yuan)).sum();
        let ours = Amount::try_sum(amounts);
        prop_assert_eq!(ours.ok(), Amount::from_decimal(sum, Unit::Yuan).ok());
    }

    #[test]
    fn no_text_panics(text in "[-0-9.,()（） 万亿元百千%+¥０-９，．△]{0,24}", unit in unit()) {
        let _ = text.parse::<Amount>();
        let _ = text.parse::<Unit>();
        let _ = Amount::parse(&text, unit);
    }
}
