//! The four classifications (分类), as values and as types, and the levels of their trees.

use strum::VariantArray;

use super::{AnyCode, Code};
use crate::lang::Lang;
use crate::named::named;

/// How deep a code stands in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Level {
    /// 类, three digits.
    Class,
    /// 款, five digits.
    Section,
    /// 项, seven digits.
    Item,
    /// 目, nine digits; revenue only.
    Subitem,
}

impl Level {
    /// All levels, the highest first.
    pub const ALL: [Self; 4] = [Self::Class, Self::Section, Self::Item, Self::Subitem];

    /// 类, 款, 项 or 目, or the English word.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Class => lang.pick("类", "class"),
            Self::Section => lang.pick("款", "section"),
            Self::Item => lang.pick("项", "item"),
            Self::Subitem => lang.pick("目", "subitem"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The number of digits of a code at this level: 3, 5, 7 or 9.
    pub const fn digits(self) -> usize {
        3 + 2 * (self as usize)
    }

    pub(super) const fn of_digits(digits: usize) -> Option<Self> {
        match digits {
            3 => Some(Self::Class),
            5 => Some(Self::Section),
            7 => Some(Self::Item),
            9 => Some(Self::Subitem),
            _ => None,
        }
    }

    /// The level above, `None` for a class.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Class => None,
            Self::Section => Some(Self::Class),
            Self::Item => Some(Self::Section),
            Self::Subitem => Some(Self::Item),
        }
    }

    /// What one unit of this level's last digit weighs in a code padded to nine digits.
    pub(crate) const fn weight(self) -> u32 {
        match self {
            Self::Class => 1_000_000,
            Self::Section => 10_000,
            Self::Item => 100,
            Self::Subitem => 1,
        }
    }
}

named!(Level, "the name of a level: class, section, item or subitem");

/// The classification that a code belongs to, as a value.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum SchemeKind {
    /// 收入分类科目, classes 1xx.
    Revenue,
    /// 支出功能分类科目, classes 2xx.
    Functional,
    /// 部门预算支出经济分类科目, classes 301–399.
    Department,
    /// 政府预算支出经济分类科目, classes 501–599.
    Government,
}

impl SchemeKind {
    /// All classifications, in the order of their digits.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The scheme whose codes begin with this digit.
    pub const fn of_first_digit(digit: u32) -> Option<Self> {
        match digit {
            1 => Some(Self::Revenue),
            2 => Some(Self::Functional),
            3 => Some(Self::Department),
            5 => Some(Self::Government),
            _ => None,
        }
    }

    /// The official name of the classification, or its English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Revenue => lang.pick("收入分类", "revenue classification"),
            Self::Functional => lang.pick("支出功能分类", "functional classification"),
            Self::Department => {
                lang.pick("部门预算支出经济分类", "department economic classification")
            }
            Self::Government => {
                lang.pick("政府预算支出经济分类", "government economic classification")
            }
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }

    pub(crate) const fn deepest(self) -> Level {
        match self {
            Self::Revenue => Level::Subitem,
            Self::Functional => Level::Item,
            Self::Department | Self::Government => Level::Section,
        }
    }

    /// The lowest and highest class.
    pub(crate) const fn classes(self) -> (u32, u32) {
        match self {
            Self::Revenue => (100, 199),
            Self::Functional => (200, 299),
            Self::Department => (301, 399),
            Self::Government => (501, 599),
        }
    }
}

named!(SchemeKind, "the name of a classification");

mod sealed {
    pub trait Sealed {}
}

/// A classification, as a type: [`Functional`], [`Department`], [`Government`] or [`Revenue`].
///
/// Sealed: the four schemes are those of the yearly 政府收支分类科目 of the Ministry of Finance.
pub trait Scheme: sealed::Sealed + 'static {
    /// The scheme as a value.
    const KIND: SchemeKind;
}

macro_rules! schemes {
    ($($(#[$doc:meta])* $name:ident, $(#[$alias_doc:meta])* $alias:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl Scheme for $name {
            const KIND: SchemeKind = SchemeKind::$name;
        }
        impl From<Code<$name>> for AnyCode {
            fn from(code: Code<$name>) -> Self {
                Self::$name(code)
            }
        }
        $(#[$alias_doc])*
        pub type $alias = Code<$name>;
    )*};
}

schemes! {
    /// 支出功能分类: what the money is spent for.
    Functional,
    /// A functional code (支出功能分类科目): 类 `201`, 款 `20103` or 项 `2010350`.
    FunctionalCode;
    /// 部门预算支出经济分类: what a body spends its money on.
    Department,
    /// A department economic code (部门预算支出经济分类科目): `301` or `30101`.
    DepartmentCode;
    /// 政府预算支出经济分类: the same, as the government's own accounts see it.
    Government,
    /// A government economic code (政府预算支出经济分类科目): `505` or `50501`.
    GovernmentCode;
    /// 收入分类: where the money comes from.
    Revenue,
    /// A revenue code (收入分类科目): `103`, `10301`, `1030148` or, with 目, nine digits.
    RevenueCode;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_know_their_digits() {
        for level in Level::ALL {
            assert_eq!(Level::of_digits(level.digits()), Some(level));
        }
    }
}
