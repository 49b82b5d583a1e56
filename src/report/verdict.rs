//! What is said about a whole document, and about one of its figures.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// The verdict on the arithmetic of a whole document.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum DocumentVerdict {
    /// Every equation holds exactly.
    Consistent,
    /// Some hold only because each figure was rounded on its own.
    Rounding,
    /// Some cannot hold: at least one figure is wrong.
    Inconsistent,
    /// A work limit was met before it was clear.
    Undecided,
    /// No figure was held against anything.
    Unchecked,
}

impl DocumentVerdict {
    /// All verdicts.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Consistent => lang.pick("完全一致", "consistent"),
            Self::Rounding => lang.pick("仅有舍入差", "rounding"),
            Self::Inconsistent => lang.pick("不一致", "inconsistent"),
            Self::Undecided => lang.pick("未定", "undecided"),
            Self::Unchecked => lang.pick("未核对", "unchecked"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(DocumentVerdict, "the name of a verdict on a document");

/// The verdict on one printed figure: the worst of its equations.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum CellVerdict {
    /// No equation or bound speaks of it.
    Unchecked,
    /// All its equations hold exactly.
    Exact,
    /// Some of its equations hold only within rounding.
    Rounding,
    /// It is printed elsewhere one unit apart.
    Boundary,
    /// Some of its equations cannot hold.
    Broken,
    /// It is among the fewest figures that must be wrong.
    Suspect,
}

impl CellVerdict {
    /// All verdicts, the worst last.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Unchecked => lang.pick("未核对", "unchecked"),
            Self::Exact => lang.pick("准确", "exact"),
            Self::Rounding => lang.pick("舍入之内", "within rounding"),
            Self::Boundary => lang.pick("舍入临界", "boundary"),
            Self::Broken => lang.pick("不符", "broken"),
            Self::Suspect => lang.pick("疑误", "suspect"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(CellVerdict, "the name of a verdict on a figure");
