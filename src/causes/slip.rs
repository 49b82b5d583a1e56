//! The likely slip (笔误): how a figure that must be wrong may have come to be printed as it is.
//!
//! Each way in which people err turns a true figure into a few wrong ones ([`prints`](Print)). Run
//! backwards, it gives the figures that may have been meant; those in the range that the true value
//! must lie in are [candidates](search).

use alloc::format;

use strum::VariantArray;

use crate::lang::{Lang, Message};
use crate::named::named;
use crate::num::figure::Figure;

mod print;
mod search;
mod style;

pub(crate) use print::Print;
pub(super) use search::{Evidence, corrections, implied, nearest};
pub(crate) use style::{in_prose, in_style_of};

/// A way to get a figure wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Slip {
    /// One digit mistyped: 31.05 for 31.06.
    OneDigit,
    /// Two digits side by side swapped: 31.05 for 30.15.
    TransposedDigits,
    /// A digit left out: 151.74 for 1,051.74.
    DroppedDigit,
    /// A digit typed twice: 311.05 for 31.05.
    DoubledDigit,
    /// The decimal point moved: 310.5 for 31.05.
    DecimalShift,
    /// 元 printed for 万元, or the other way round.
    UnitSlip,
    /// A minus too many or too few.
    Sign,
    /// The figure of the next row or column.
    Neighbour,
    /// Last year's figure.
    LastYear,
}

impl Slip {
    /// All slips.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What the slip is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::OneDigit => lang.pick("一位数字有误", "one digit wrong"),
            Self::TransposedDigits => lang.pick("两位数字颠倒", "two digits transposed"),
            Self::DroppedDigit => lang.pick("漏了一位数字", "a digit dropped"),
            Self::DoubledDigit => lang.pick("多打一位数字", "a digit doubled"),
            Self::DecimalShift => lang.pick("小数点移位", "decimal point moved"),
            Self::UnitSlip => lang.pick("元与万元混淆", "元 and 万元 confused"),
            Self::Sign => lang.pick("正负号有误", "sign wrong"),
            Self::Neighbour => lang.pick("错抄相邻的数", "a neighbour's figure"),
            Self::LastYear => lang.pick("用了上年的数", "last year's figure"),
        }
    }

    /// How often people err like this, other things being equal: of ten thousand mistakes so many.
    ///
    /// No survey of printed mistakes is known, so those of the hand are taken for equally frequent;
    /// a figure copied from beside or from last year, which any figure there may seem to be, for
    /// less so.
    pub(crate) const fn weight(self) -> u32 {
        match self {
            Self::OneDigit
            | Self::TransposedDigits
            | Self::DroppedDigit
            | Self::DoubledDigit
            | Self::DecimalShift
            | Self::UnitSlip
            | Self::Sign => 1_350,
            Self::LastYear => 350,
            Self::Neighbour => 200,
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Slip, "the name of a slip");

/// A figure that may have been meant, and the slip that turned it into the printed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    figure: Figure,
    slip: Slip,
    score: u128,
}

impl Correction {
    /// What a larger mistake says that was meant.
    pub(super) fn certain(figure: Figure, slip: Slip) -> Self {
        Self { figure, slip, score: 1 }
    }

    /// The figure that may have been meant.
    pub fn figure(&self) -> Figure {
        self.figure
    }

    /// How it came to be printed wrong.
    pub fn slip(&self) -> Slip {
        self.slip
    }

    /// How likely it is; only the order means something.
    pub(super) fn score(&self) -> u128 {
        self.score
    }

    /// `31.05 ↔ 30.15：两位数字颠倒`.
    pub fn message(&self, printed: Figure) -> Message {
        let pair = format!("{printed} ↔ {}", self.figure);
        Message::new(
            format!("{pair}：{}", self.slip.name(Lang::Zh)),
            format!("{pair}: {}", self.slip.name(Lang::En)),
        )
    }
}
