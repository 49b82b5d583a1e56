//! The rules of scoring (评分规则), as data.

use strum::VariantArray;

use super::{Achievement, Number, Weight};
use crate::lang::Lang;
use crate::named::named;
use crate::num::amount::RoundingMode;
use crate::text;

/// How a self-evaluation (绩效自评) is scored; the default follows 财预〔2020〕10号
/// (《项目支出绩效评价管理办法》).
///
/// | what | default | source |
/// |---|---|---|
/// | a number that is met | full marks | 财预〔2020〕10号: 完成指标值的，记该指标所赋全部分值 |
/// | a number that is missed | in proportion | 财预〔2020〕10号: 按照完成值与指标值的比例记分 |
/// | a maximum (≤) that is exceeded | target ÷ actual ([`Excess::Inverse`]) | the notes under the provinces' 自评表: 反向指标，年度指标值 ÷ 全年实际值 |
/// | far above the target | full marks and a remark beyond 30 % ([`Surplus::Remark`]) | 财预〔2020〕10号: 高于指标值较多的，要分析原因; only a target set clearly too low costs marks, and that is a judgement |
/// | a qualitative indicator | 100–80 %, 80–60 %, 60–0 % of its marks ([`Bands`]) | 财预〔2020〕10号, three ranges |
/// | budget execution | 10 points × the rate, at most 1 | 财预〔2020〕10号: 预算执行率 10 % |
/// | grades | 优 ≥ 90, 良 ≥ 80, 中 ≥ 60, 差 below ([`Grades`]) | 财预〔2020〕10号 |
/// | rounding | each score 四舍五入 to 2 decimals; the total is their sum | custom of the forms |
///
/// ```
/// use cn_budget::performance::{Excess, Grades, ScoringRules};
///
/// // Shanghai's grades; a maximum loses marks in a straight line.
/// let rules = ScoringRules::new()
///     .excess(Excess::Linear)
///     .grades(Grades::new(90.into(), 75.into(), 60.into()).unwrap());
/// # let _ = rules;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct ScoringRules {
    pub(super) excess: Excess,
    pub(super) equal: Equality,
    pub(super) surplus: Surplus,
    pub(super) bands: Bands,
    pub(super) execution_weight: Weight,
    pub(super) decimals: u8,
    pub(super) rounding: RoundingMode,
    pub(super) grades: Grades,
}

impl Default for ScoringRules {
    fn default() -> Self {
        Self::new()
    }
}

/// The most decimals of a score.
pub(super) const MOST_DECIMALS: u8 = 4;

impl ScoringRules {
    /// The rules of 财预〔2020〕10号.
    #[must_use]
    pub fn new() -> Self {
        Self {
            excess: Excess::Inverse,
            equal: Equality::AtLeast,
            surplus: Surplus::Remark(Weight::whole(30)),
            bands: Bands::default(),
            execution_weight: Weight::whole(10),
            decimals: 2,
            rounding: RoundingMode::HalfUp,
            grades: Grades::default(),
        }
    }

    /// What a maximum (≤, ＜) that is exceeded is worth.
    #[must_use]
    pub fn excess(mut self, excess: Excess) -> Self {
        self.excess = excess;
        self
    }

    /// What ＝ means where more than the target is reached.
    #[must_use]
    pub fn equality(mut self, equal: Equality) -> Self {
        self.equal = equal;
        self
    }

    /// What happens far above a target.
    #[must_use]
    pub fn surplus(mut self, surplus: Surplus) -> Self {
        self.surplus = surplus;
        self
    }

    /// What the three ranges of a qualitative indicator are worth.
    #[must_use]
    pub fn bands(mut self, bands: Bands) -> Self {
        self.bands = bands;
        self
    }

    /// The weight of budget execution where the target prints none and its indicators leave room.
    #[must_use]
    pub fn execution_weight(mut self, weight: Weight) -> Self {
        self.execution_weight = weight;
        self
    }

    /// How each score is cut to its last place; at most 4 decimals.
    #[must_use]
    pub fn rounding(mut self, decimals: u8, mode: RoundingMode) -> Self {
        self.decimals = decimals.min(MOST_DECIMALS);
        self.rounding = mode;
        self
    }

    /// The least totals of the grades.
    #[must_use]
    pub fn grades(mut self, grades: Grades) -> Self {
        self.grades = grades;
        self
    }
}

/// What a maximum (反向指标, ≤) that is exceeded is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Excess {
    /// target ÷ actual of its marks: at twice the target a half.
    #[default]
    Inverse,
    /// 1 − (actual − target) ÷ target of its marks: from twice the target on nothing.
    Linear,
    /// Nothing.
    Nothing,
}

/// What ＝ means where more than the target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Equality {
    /// The target is met: ＝ works as ≥, as the provinces' systems compute it. A target of 0 is met
    /// by 0 alone.
    #[default]
    AtLeast,
    /// Any deviation costs marks, above as below: 1 − |actual − target| ÷ target.
    Exact,
}

/// What happens far above a target (完成值高于指标值较多).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Surplus {
    /// Full marks; beyond so many percent above the target the score says so, for someone to
    /// analyse the reason.
    Remark(Weight),
    /// Marks are taken off for what goes beyond so many percent above the target (按照偏离度适度调减
    /// 分值): 1 − (actual ÷ target − 1 − that). With this rule more is not always better.
    Deduct(Weight),
}

/// What the ranges of a qualitative indicator are worth, in percent of its marks.
///
/// The notice gives ranges and leaves the mark to the evaluator. Where the actual value is a
/// percentage, that is the evaluator's mark; where it is only a word, these marks stand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct Bands {
    /// The mark for 达成年度指标: 100 of 100–80.
    pub achieved: Weight,
    /// The mark for 部分达成年度指标并具有一定效果: 70 of 80–60.
    pub partly: Weight,
    /// The mark for 未达成年度指标且效果较差: 0 of 60–0.
    pub missed: Weight,
}

impl Default for Bands {
    fn default() -> Self {
        Self { achieved: Weight::whole(100), partly: Weight::whole(70), missed: Weight::ZERO }
    }
}

impl Bands {
    /// The mark that stands for a word.
    pub const fn mark(self, achievement: Achievement) -> Weight {
        match achievement {
            Achievement::Achieved => self.achieved,
            Achievement::Partly => self.partly,
            Achievement::Missed => self.missed,
        }
    }
}

/// The range of 财预〔2020〕10号 that a mark lies in: 80 % and more, 60 % and more, less.
pub(super) fn range_of(mark: Weight) -> Achievement {
    match mark {
        mark if mark >= Weight::whole(80) => Achievement::Achieved,
        mark if mark >= Weight::whole(60) => Achievement::Partly,
        _ => Achievement::Missed,
    }
}

/// The grade of a total score (评价等级).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Grade {
    /// 差.
    Poor,
    /// 中.
    Fair,
    /// 良.
    Good,
    /// 优.
    Excellent,
}

impl Grade {
    /// All grades, the lowest first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Poor => lang.pick("差", "poor"),
            Self::Fair => lang.pick("中", "fair"),
            Self::Good => lang.pick("良", "good"),
            Self::Excellent => lang.pick("优", "excellent"),
        }
    }

    /// The grade that a printed word names; 合格 is 中 and 不合格 is 差.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match text::fold(label).as_str() {
            "优" | "优秀" => Self::Excellent,
            "良" | "良好" => Self::Good,
            "中" | "合格" => Self::Fair,
            "差" | "不合格" => Self::Poor,
            _ => return None,
        })
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Grade, "the name of a grade");

/// The least totals of the grades.
///
/// ```
/// use cn_budget::performance::{Grade, Grades};
///
/// let grades = Grades::default();
/// assert_eq!(grades.of(90.into()), Grade::Excellent);
/// assert_eq!(grades.of("89.99".parse()?), Grade::Good);
/// assert_eq!(grades.of(0.into()), Grade::Poor);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Grades {
    excellent: Number,
    good: Number,
    fair: Number,
}

impl Default for Grades {
    fn default() -> Self {
        Self { excellent: Number::from(90), good: Number::from(80), fair: Number::from(60) }
    }
}

impl Grades {
    /// 优, 良 and 中 from these totals on, `None` where they do not fall.
    pub fn new(excellent: Number, good: Number, fair: Number) -> Option<Self> {
        (excellent > good && good > fair).then_some(Self { excellent, good, fair })
    }

    /// The grade of a total.
    pub fn of(self, total: Number) -> Grade {
        match total {
            total if total >= self.excellent => Grade::Excellent,
            total if total >= self.good => Grade::Good,
            total if total >= self.fair => Grade::Fair,
            _ => Grade::Poor,
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Grades {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename = "Grades")]
        struct Totals {
            excellent: Number,
            good: Number,
            fair: Number,
        }
        let totals = Totals::deserialize(deserializer)?;
        Self::new(totals.excellent, totals.good, totals.fair)
            .ok_or_else(|| serde::de::Error::custom("the least totals of the grades do not fall"))
    }
}
