//! Vintages (资金年度): whether money that is spent was given this year or carried over from earlier ones.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// The year from which the money of an expenditure comes: 当年财政拨款安排 beside 上年结转安排.
///
/// As a *row* of a two-sided table 上年结转 is a [`Flow`](crate::Flow), money that comes in; as a
/// *column* of a table of expenditure it says from which year the money is that goes out.
///
/// ```
/// use cn_budget::{Lang, Vintage};
///
/// assert_eq!(Vintage::Carried.name(Lang::Zh), "上年结转安排");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Vintage {
    /// 当年安排.
    Current,
    /// 上年结转安排.
    Carried,
}

impl Vintage {
    /// Both.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Current => lang.pick("当年安排", "of this year's money"),
            Self::Carried => lang.pick("上年结转安排", "of carried money"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Carried => "carried",
        }
    }
}

named!(Vintage, "the name of a vintage");
