//! Units, amounts, figures, and the many ways in which a figure is spelled.

use alloc::{format, string::String};

use proptest::{prelude::*, sample::select};

use crate::num::amount::{Amount, Unit};
use crate::num::figure::Figure;

/// A unit of money.
pub fn unit() -> impl Strategy<Value = Unit> + Clone {
    select(Unit::ALL)
}

/// An amount: small, as budgets have them, or anywhere in the range.
pub fn amount() -> impl Strategy<Value = Amount> + Clone {
    prop_oneof![-1_000_000_000_i64..1_000_000_000, any::<i64>()].prop_map(Amount::from_fen)
}

/// A figure that can be printed: up to 18 digits, any unit, with all the decimals it can have.
pub fn figure() -> impl Strategy<Value = Figure> + Clone {
    let mantissa = prop_oneof![
        -1_000_000_000_i64..1_000_000_000,
        -999_999_999_999_999_999_i64..=999_999_999_999_999_999
    ];
    (mantissa, 0_u8..=16, unit()).prop_filter_map("in range", |(mantissa, decimals, unit)| {
        Figure::new(mantissa, decimals, unit).ok()
    })
}

/// A figure and a text that prints it: half or full width, with or without separators, negative by
/// any of the signs in use, with or without its unit.
///
/// ```
/// use cn_budget::{Figure, strategies};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(16), |((figure, text) in strategies::printed_figure())| {
///     prop_assert_eq!(Figure::parse(&text, figure.unit()), Ok(Some(figure)));
/// });
/// ```
pub fn printed_figure() -> impl Strategy<Value = (Figure, String)> + Clone {
    (figure(), any::<Spelling>()).prop_map(|(figure, spelling)| (figure, spelling.of(figure)))
}

/// How a figure is spelled.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
struct Spelling {
    wide: bool,
    separators: bool,
    sign: Sign,
    unit: bool,
    padded: bool,
}

#[derive(Debug, Clone, Copy)]
enum Sign {
    Hyphen,
    Minus,
    Triangle,
    Brackets,
}

impl Arbitrary for Spelling {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let sign = select(&[Sign::Hyphen, Sign::Minus, Sign::Triangle, Sign::Brackets][..]);
        (any::<[bool; 4]>(), sign)
            .prop_map(|([wide, separators, unit, padded], sign)| Self {
                wide,
                separators,
                sign,
                unit,
                padded,
            })
            .boxed()
    }
}

impl Spelling {
    fn of(self, figure: Figure) -> String {
        let text = format!("{figure}");
        let digits = text.trim_start_matches('-');
        let digits: String = digits
            .chars()
            .filter(|&c| self.separators || c != ',')
            .map(|c| self.width(c))
            .collect();
        let mut text = match self.sign {
            _ if figure.mantissa() >= 0 => digits,
            Sign::Hyphen => format!("-{digits}"),
            Sign::Minus => format!("−{digits}"),
            Sign::Triangle => format!("△{digits}"),
            Sign::Brackets => format!("（{digits}）"),
        };
        if self.unit {
            text.push_str(figure.unit().label());
        }
        if self.padded { format!("\u{3000}{text} ") } else { text }
    }

    fn width(self, character: char) -> char {
        let wide = char::from_u32(u32::from(character) + 0xFEE0);
        if self.wide { wide.unwrap_or(character) } else { character }
    }
}
