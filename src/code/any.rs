//! A code whose scheme is told by its first digit.

use core::{fmt, str::FromStr};

use super::{
    Code, DepartmentCode, FunctionalCode, GovernmentCode, Level, RevenueCode, SchemeKind, printed,
};
use crate::error::Error;

/// A code of any of the four schemes, told apart by its first digit.
///
/// ```
/// use cn_budget::{AnyCode, Catalogue, Edition, Level, code::SchemeKind};
///
/// let code: AnyCode = "30101".parse()?;
/// assert_eq!((code.scheme(), code.level()), (SchemeKind::Department, Level::Section));
/// assert_eq!(Catalogue::builtin().any_name(code, Edition::LAST), Some("基本工资"));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyCode {
    /// 收入分类.
    Revenue(RevenueCode),
    /// 支出功能分类.
    Functional(FunctionalCode),
    /// 部门预算支出经济分类.
    Department(DepartmentCode),
    /// 政府预算支出经济分类.
    Government(GovernmentCode),
}

impl AnyCode {
    /// The scheme that the code belongs to.
    pub const fn scheme(self) -> SchemeKind {
        match self {
            Self::Revenue(_) => SchemeKind::Revenue,
            Self::Functional(_) => SchemeKind::Functional,
            Self::Department(_) => SchemeKind::Department,
            Self::Government(_) => SchemeKind::Government,
        }
    }

    /// 类, 款, 项 or 目.
    pub const fn level(self) -> Level {
        match self {
            Self::Revenue(code) => code.level(),
            Self::Functional(code) => code.level(),
            Self::Department(code) => code.level(),
            Self::Government(code) => code.level(),
        }
    }

    /// The code as a number: 30101.
    pub const fn number(self) -> u32 {
        match self {
            Self::Revenue(code) => code.number(),
            Self::Functional(code) => code.number(),
            Self::Department(code) => code.number(),
            Self::Government(code) => code.number(),
        }
    }

    /// The code in a printed cell, leniently as [`Code::parse_printed`].
    ///
    /// # Errors
    /// As for [`Code::parse_printed`]; a first digit of no scheme is reported as not functional.
    ///
    /// ```
    /// use cn_budget::AnyCode;
    ///
    /// assert_eq!(AnyCode::parse_printed("302 01")?.to_string(), "30201");
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse_printed(text: &str) -> Result<Self, Error> {
        match printed::first_digit(text) {
            Some(1) => Code::parse_printed(text).map(Self::Revenue),
            Some(3) => Code::parse_printed(text).map(Self::Department),
            Some(5) => Code::parse_printed(text).map(Self::Government),
            _ => Code::parse_printed(text).map(Self::Functional),
        }
    }
}

impl FromStr for AnyCode {
    type Err = Error;

    /// # Errors
    /// As for [`Code`]'s `from_str`; a first digit of no scheme is reported as not functional.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text.bytes().next() {
            Some(b'1') => text.parse().map(Self::Revenue),
            Some(b'3') => text.parse().map(Self::Department),
            Some(b'5') => text.parse().map(Self::Government),
            _ => text.parse().map(Self::Functional),
        }
    }
}

/// As the code in it, which tells its scheme: `Functional(2010350)`.
impl fmt::Debug for AnyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.scheme())
    }
}

impl fmt::Display for AnyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revenue(code) => code.fmt(f),
            Self::Functional(code) => code.fmt(f),
            Self::Department(code) => code.fmt(f),
            Self::Government(code) => code.fmt(f),
        }
    }
}
