//! Figures: the printed forms, their intervals, quantities, hostile input.

use std::time::{Duration, Instant};

use cn_budget::{
    Amount, Error, ErrorKind, Figure, Unit,
    num::{Interval, Quantity, Rounding},
    strategies::{figure, printed_figure, unit},
};
use proptest::prelude::*;

const ROUNDINGS: [Rounding; 3] = [Rounding::Nearest, Rounding::Truncated, Rounding::Exact];

#[track_caller]
fn reads(text: &str, mantissa: i64, decimals: u8) {
    let figure = Figure::parse(text, Unit::WanYuan).unwrap().unwrap();
    assert_eq!((figure.mantissa(), figure.decimals()), (mantissa, decimals), "{text}");
    assert_eq!(figure.unit(), Unit::WanYuan, "{text}");
}

#[track_caller]
fn fails(text: &str, kind: ErrorKind, position: usize) {
    let error = Figure::parse(text, Unit::WanYuan).unwrap_err();
    assert_eq!((error.kind(), error.position()), (kind, position), "{text}");
}

#[test]
fn printed_forms() {
    for text in [
        "1051.74",
        "1,051.74",
        "1，051.74",
        "1 051.74",
        "1\u{a0}051.74",
        "1\u{3000}051.74",
        "10,51.74",
        "1,0,5,1.74",
        "１０５１．７４",
        "１，０５１．７４",
        "  1,051.74\t",
        "\u{3000}1,051.74\u{3000}",
        "\u{feff}1,051.74",
        "¥1,051.74",
        "￥ 1,051.74",
        "+1051.74",
        "1051.74万元",
        "1051.74 万元 ",
    ] {
        reads(text, 105_174, 2);
    }
    for text in [
        "-1,129.80",
        "－1,129.80",
        "−1129.80",
        "–1129.80",
        "△1,129.80",
        "▲ 1,129.80",
        "(1,129.80)",
        "（1,129.80）",
        "（ 1129.80 )",
        "-¥1129.80",
        "¥-1129.80",
        "（1129.80万元）",
        "(1129.80) 万元",
    ] {
        reads(text, -112_980, 2);
    }
    reads("0", 0, 0);
    reads("-0.00", 0, 2);
    reads(".5", 5, 1);
    reads("0005", 5, 0);
}

#[test]
fn absence_is_not_nil() -> Result<(), Error> {
    for text in ["", " ", "\u{3000}", "-", "—", "--", "——", "－", "–", "/", "\\", " - ", "\n"]
    {
        assert_eq!(Figure::parse(text, Unit::Yuan)?, None, "{text:?}");
    }
    let nil = Figure::parse("0.00", Unit::WanYuan)?.unwrap();
    assert!(nil.is_zero());
    let text = |rounding| nil.interval(rounding).to_string();
    assert_eq!(text(Rounding::Nearest), "[-50元, 50元]");
    assert_eq!(text(Rounding::Truncated), "[-100元, 100元]");
    assert_eq!(text(Rounding::Exact), "[0元, 0元]");
    Ok(())
}

#[test]
fn the_printed_unit_wins() -> Result<(), Error> {
    for (text, unit) in [
        ("5元", Unit::Yuan),
        ("5千元", Unit::ThousandYuan),
        ("5万元", Unit::WanYuan),
        ("5 百万元", Unit::MillionYuan),
        ("5亿元", Unit::YiYuan),
    ] {
        assert_eq!(Figure::parse(text, Unit::WanYuan)?.unwrap().unit(), unit);
        assert_eq!(Figure::parse_with_unit(text)?.unit(), unit);
    }
    assert_eq!(Figure::parse_with_unit("5").unwrap_err().kind(), ErrorKind::MissingUnit);
    assert_eq!(Figure::parse_with_unit("—").unwrap_err().kind(), ErrorKind::Empty);
    Ok(())
}

#[test]
fn refusals_say_why_and_where() {
    use ErrorKind::{NotAnAmount, Overflow, Percent, SecondPoint, Separator, TooPrecise};
    for text in [",5", "，5"] {
        fails(text, Separator, 0);
    }
    fails("5,", Separator, 1);
    fails("1,,000", Separator, 1);
    fails("1, 000", Separator, 1);
    fails("1 ,000", Separator, 1);
    fails("1  000", Separator, 3);
    fails("1051 .74", Separator, 4);
    fails("1051,.74", Separator, 4);
    fails("1051.7,4", Separator, 6);
    fails("1051.7 4", Separator, 7);
    fails("1051. 74", Separator, 5);
    fails("1.051.74", SecondPoint, 5);
    fails("1..5", SecondPoint, 2);
    fails("12%", Percent, 2);
    fails("12.5 ％", Percent, 5);
    fails("%", Percent, 0);
    for (text, position) in [
        ("abc", 0),
        ("1e3", 1),
        ("1_000", 1),
        ("0x10", 1),
        ("5.", 2),
        (".", 1),
        ("(5", 2),
        ("5)", 1),
        ("((5))", 1),
        ("-(5)", 1),
        ("(-5)", 1),
        ("--5", 1),
        ("+-5", 1),
        ("—5", 0),
        ("5-", 1),
        ("△", 3),
        ("¥", 2),
        ("¥¥5", 2),
        ("5万人", 1),
        ("5万元元", 7),
        ("5美元", 1),
        ("NaN", 0),
        ("∞", 0),
        ("五", 0),
        ("٥", 0),
    ] {
        fails(text, NotAnAmount, position);
    }
    for text in ["-+5", "+-5", "++5", "--5", "△+5", "-（5）", "（+5）"] {
        assert_eq!(Figure::parse(text, Unit::WanYuan).unwrap_err().kind(), NotAnAmount, "{text}");
    }
    fails("5万元5", Separator, 7);
    fails("1234567890123456789", TooPrecise, 0);
    fails("12345678901234567890", TooPrecise, 19);
    fails("0.0000000000001", TooPrecise, 0);
    fails("100000000000000", Overflow, 0);
    fails("92000亿元亿元", NotAnAmount, 11);
    let error = Figure::parse("1051.7x", Unit::WanYuan).unwrap_err();
    assert_eq!(error.to_string(), "not an amount in \"1051.7x\" at character 7");
}

#[test]
fn the_ends_of_the_range() -> Result<(), Error> {
    let most = Figure::new(920_000_000, 0, Unit::YiYuan)?;
    assert_eq!(most.value().to_string(), "92000000000000000元");
    assert!(most.amount().is_some());
    for (mantissa, decimals, unit, kind) in [
        (920_000_001, 0, Unit::YiYuan, ErrorKind::Overflow),
        (i64::MIN, 0, Unit::YiYuan, ErrorKind::TooPrecise),
        (i64::MAX, 8, Unit::Yuan, ErrorKind::TooPrecise),
        (1, 9, Unit::Yuan, ErrorKind::TooPrecise),
        (0, 255, Unit::YiYuan, ErrorKind::TooPrecise),
    ] {
        assert_eq!(Figure::new(mantissa, decimals, unit).unwrap_err().kind(), kind);
    }
    // 18 digits, and a last place of 10⁻⁸ 元.
    let finest = Figure::new(999_999_999_999_999_999, 8, Unit::Yuan)?;
    assert_eq!(finest.to_string(), "9,999,999,999.99999999");
    assert_eq!(Figure::new(1, 8, Unit::Yuan)?.last_place().to_string(), "0.00000001元");
    assert!(Figure::new(1, 12, Unit::WanYuan)?.same_value(Figure::new(1, 8, Unit::Yuan)?));
    let most = Amount::from_fen(i64::MAX);
    assert!(Figure::of_amount(most, Unit::Yuan, 255).is_err());
    assert!(Figure::of_amount(most, Unit::WanYuan, 2).is_err());
    Ok(())
}

#[test]
fn alike_and_equal() -> Result<(), Error> {
    let one = Figure::parse_with_unit("1.5万元")?;
    let other = Figure::parse_with_unit("15,000元")?;
    assert_ne!(one, other);
    assert!(one.same_value(other));
    assert_eq!(one, Figure::parse("１．５", Unit::WanYuan)?.unwrap());
    Ok(())
}

#[test]
fn intervals() {
    let of = |low, high| Interval::new(Quantity::from_nano(low), Quantity::from_nano(high));
    let interval = of(-5, 10).unwrap();
    assert_eq!(of(1, 0), None);
    assert_eq!(interval.intersection(of(10, 20).unwrap()), of(10, 10));
    assert_eq!(interval.intersection(of(11, 20).unwrap()), None);
    let holds = |nano| interval.contains(Quantity::from_nano(nano));
    assert_eq!([-6, -5, 0, 10, 11].map(holds), [false, true, true, true, false]);
    assert_eq!(interval.width(), Some(Quantity::from_nano(15)));
    assert_eq!(interval.checked_neg(), of(-10, 5));
    assert_eq!(interval.checked_mul(-2), of(-20, 10));
    assert_eq!(interval.shifted(Quantity::from_nano(5)), of(0, 15));
    assert!(interval.encloses(of(0, 10).unwrap()) && !interval.encloses(of(0, 11).unwrap()));
    let all = of(i128::MIN, i128::MAX).unwrap();
    assert_eq!((all.width(), all.checked_neg(), all.checked_add(interval)), (None, None, None));
    assert_eq!(all.shifted(Quantity::from_nano(1)), None);
}

#[test]
fn quantities() {
    let of = |text| Quantity::parse(text, Unit::WanYuan);
    assert_eq!(of("0.30").unwrap().to_decimal_string(Unit::WanYuan, 2), "0.30");
    assert_eq!(of("-1129.8").unwrap().to_decimal_string(Unit::WanYuan, 2), "-1129.80");
    assert_eq!(of("0.055").unwrap().to_decimal_string(Unit::WanYuan, 2), "0.055");
    assert_eq!(Quantity::ZERO.to_decimal_string(Unit::YiYuan, 20), "0.00000000000000000000");
    for text in ["", "-", ".5", "5.", "1,000", "+5", "1.5.0", "1e3", "--5", "５"] {
        assert_eq!(of(text).unwrap_err().kind(), ErrorKind::NotAnAmount, "{text}");
    }
    assert_eq!(of("0.00000000000001").unwrap_err().kind(), ErrorKind::Inexact);
    assert_eq!(of(&"9".repeat(39)).unwrap_err().kind(), ErrorKind::Overflow);
    assert_eq!("5".parse::<Quantity>().unwrap_err().kind(), ErrorKind::MissingUnit);
    assert_eq!("0.5亿元".parse::<Quantity>().unwrap().to_string(), "50000000元");
    for nano in [i128::MIN, i128::MAX] {
        let quantity = Quantity::from_nano(nano);
        assert_eq!(quantity.to_string().parse(), Ok(quantity));
        assert_eq!(quantity.amount(), None);
        assert_eq!(quantity.checked_mul(2), None);
    }
}

#[test]
fn hostile_input_fails_fast() {
    const SIZE: usize = 10_000_000;
    let many = |piece: &str| piece.repeat(SIZE / piece.len());
    let start = Instant::now();
    for text in [
        many("1"),
        many("0"),
        many("１"),
        many("1,"),
        many("1 "),
        many(","),
        many("."),
        many("("),
        many("¥"),
        many("万元"),
        format!("1{}1", many(" ")),
        format!("0.{}1", many("0")),
        format!("1e{}", many("9")),
        format!("{}x", many("-")),
        format!("{}1", many("—")),
    ] {
        let error = Figure::parse(&text, Unit::WanYuan).unwrap_err();
        assert!(error.text().len() <= 130);
        assert!(text.parse::<Amount>().is_err());
        // Ten million plain zeros are a quantity.
        assert!(Quantity::parse(&text, Unit::Yuan).is_ok() == text.bytes().all(|b| b == b'0'));
        assert!(text.parse::<Unit>().is_err());
    }
    assert_eq!(Figure::parse(&many("-"), Unit::WanYuan), Ok(None));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[cfg(feature = "serde")]
#[test]
fn serde() {
    let figure = Figure::new(105_174, 2, Unit::WanYuan).unwrap();
    let interval = figure.interval(Rounding::Nearest);
    let json = serde_json::to_string(&(figure, interval, Rounding::Nearest)).unwrap();
    assert_eq!(json, r#"["1,051.74万元",{"low":"10517350元","high":"10517450元"},"nearest"]"#);
    let back: (Figure, Interval, Rounding) = serde_json::from_str(&json).unwrap();
    assert_eq!(back, (figure, interval, Rounding::Nearest));
    assert!(serde_json::from_str::<Interval>(r#"{"low":"1元","high":"0元"}"#).is_err());
    assert!(serde_json::from_str::<Figure>("\"5\"").is_err());
    assert!(serde_json::from_str::<Figure>("5").is_err());
}

/// The text with half-width characters replaced by full-width ones.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
        .collect()
}

proptest! {
    #[test]
    fn display_reads_back(figure in figure()) {
        let text = figure.to_string();
        // 18 digits and the zeros in front are read: 0.0000000000000001 has 17.
        prop_assert_eq!(Figure::parse(&text, figure.unit()), Ok(Some(figure)));
        prop_assert_eq!(Figure::parse(&full_width(&text), figure.unit()), Ok(Some(figure)));
        prop_assert_eq!(Figure::parse(&text.replace(',', ""), figure.unit()), Ok(Some(figure)));
        let text = figure.to_text_with_unit();
        prop_assert_eq!(Figure::parse_with_unit(&text), Ok(figure));
        prop_assert_eq!(Figure::parse(&text, Unit::Yuan), Ok(Some(figure)));
    }

    #[test]
    fn every_spelling_reads_back((figure, text) in printed_figure()) {
        prop_assert_eq!(Figure::parse(&text, figure.unit()), Ok(Some(figure)));
        let wrapped = format!("{text}\t");
        prop_assert_eq!(Figure::parse(&wrapped, figure.unit()), Ok(Some(figure)));
    }

    #[test]
    fn intervals_contain_the_value(figure in figure()) {
        let (value, place) = (figure.value(), figure.last_place());
        for rounding in ROUNDINGS {
            let interval = figure.interval(rounding);
            prop_assert!(interval.contains(value));
            let fen = Quantity::from(Amount::from_fen(1));
            if rounding == Rounding::Exact || place <= fen {
                prop_assert_eq!(interval, Interval::point(value));
            } else if rounding == Rounding::Truncated && figure.is_zero() {
                prop_assert_eq!(interval.width(), place.checked_mul(2));
            } else {
                prop_assert_eq!(interval.width(), Some(place));
            }
        }
    }

    #[test]
    fn a_rounded_amount_stays_inside(fen: i64, unit in unit(), decimals in 0_u8..=6) {
        let amount = Amount::from_fen(fen);
        if let Ok(figure) = Figure::of_amount(amount, unit, decimals) {
            prop_assert_eq!(figure.decimals(), decimals);
            prop_assert!(figure.interval(Rounding::Nearest).contains(amount.into()));
            prop_assert_eq!(figure.to_string().replace(',', ""), amount.format(
                cn_budget::num::Style::new(unit).decimals(decimals)
            ));
            if decimals >= unit.exponent() + 2 {
                prop_assert_eq!(figure.amount(), Some(amount));
            }
        }
    }

    #[test]
    fn quantities_read_back(nano: i128, unit in unit(), min_decimals: u8) {
        let quantity = Quantity::from_nano(nano);
        prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
        let text = quantity.to_decimal_string(unit, min_decimals.min(9));
        prop_assert_eq!(Quantity::parse(&text, unit), Ok(quantity));
        let _ = quantity.to_decimal_string(unit, min_decimals);
    }

    #[test]
    fn a_value_reads_as_its_figure(figure in figure()) {
        let text = figure.value().to_decimal_string(figure.unit(), figure.decimals());
        prop_assert_eq!(text, figure.to_string().replace(',', ""));
    }

    #[test]
    fn amounts_are_quantities(fen: i64) {
        let amount = Amount::from_fen(fen);
        prop_assert_eq!(Quantity::from(amount).amount(), Some(amount));
    }

    #[test]
    fn no_text_panics(text in ".{0,20}|[-0-9.,()（） 万亿元百千%+¥０-９，．△—/]{0,24}") {
        for &unit in Unit::ALL {
            if let Ok(Some(figure)) = Figure::parse(&text, unit) {
                prop_assert_eq!(Figure::parse(&figure.to_string(), figure.unit()), Ok(Some(figure)));
            }
        }
        let _ = text.parse::<Quantity>();
        let _ = Figure::parse_with_unit(&text);
    }
}

/// What no figure can hold is never passed over: with it no document is called consistent.
#[test]
fn a_figure_of_too_many_digits_leaves_the_verdict_open() {
    use cn_budget::{
        Disclosure, DocumentVerdict, FindingKind, Options, RawDisclosure, Stage, raw::RawTable,
        reconcile,
    };

    for digits in 16..40 {
        let long = "9".repeat(digits);
        for text in [format!("{long}.00"), long.clone(), format!("-{long}.5")] {
            for at in 0..3 {
                let mut cells = ["3.00".to_owned(), "1.00".to_owned(), "2.00".to_owned()];
                cells[at].clone_from(&text);
                let table =
                    RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
                        .row("", "合计", cells);
                let mut raw = RawDisclosure::new(2026, Stage::Budget).table(table);
                if at == 2 {
                    // In the narrative as in a table.
                    raw.tables[0] = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row(
                        "",
                        "合计",
                        ["3.00"],
                    );
                    raw = raw.paragraph("支出", format!("2026年支出预算{text}万元。"));
                }
                let report = reconcile(&Disclosure::read(raw), &Options::new());
                let clean = [DocumentVerdict::Consistent, DocumentVerdict::Rounding];
                assert!(!clean.contains(&report.verdict()), "{text}: {report}");
                let told = report.findings().iter().any(|finding| {
                    matches!(
                        finding.kind,
                        FindingKind::UnreadableFigure | FindingKind::BrokenEquation
                    )
                });
                assert!(told, "{text}: {report}");
            }
        }
    }
}
