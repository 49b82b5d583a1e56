//! Payers (单位性质): which side of the economic crosswalk a unit stands on.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// What kind of body spends the money. The government's own accounts (政府预算支出经济分类) book an
/// administrative body's wages under 501, an institution's under 505.
///
/// ```
/// use cn_budget::Payer;
///
/// assert_eq!("institution".parse::<Payer>()?, Payer::Institution);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Payer {
    /// 行政单位, 参照公务员法管理的事业单位.
    Administrative,
    /// 事业单位.
    Institution,
    /// A department with both kinds: the union of what each maps to.
    Mixed,
}

impl Payer {
    /// All payers.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Administrative => lang.pick("行政单位", "administrative body"),
            Self::Institution => lang.pick("事业单位", "public institution"),
            Self::Mixed => lang.pick("行政和事业单位", "administrative bodies and institutions"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Institution => "institution",
            Self::Mixed => "mixed",
        }
    }
}

named!(Payer, "the name of a payer");
