//! Findings: what is wrong or odd in a document, data first and text second.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use strum::VariantArray;

use crate::lang::{Lang, Message};
use crate::named::named;
use crate::num::amount::Unit;
use crate::num::figure::Quantity;
use crate::place::{Cell, Place};
use crate::raw::RawDisclosure;

/// What kind of thing a [`Finding`] is. Kinds are never renamed; more may come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// 勾稽不符: an equation that no rounding explains.
    BrokenEquation,
    /// 舍入临界: an equation that holds only where an exact half was once rounded up and once down.
    BoundaryFigure,
    /// 截尾取数: an equation, or a percentage, that holds only where a figure was cut off instead of
    /// rounded.
    TruncatedFigure,
    /// 合计由舍入数相加: totals that were added up from rounded parts (尾差); read so, all holds.
    SummedTotals,
    /// 整体矛盾: equations that hold each within rounding and cannot hold together.
    Conflict,
    /// 未知科目编码: a code that this edition of the catalogue does not know.
    UnknownCode,
    /// 科目名称不符: a printed name that is not that of its code.
    NameMismatch,
    /// 科目体系不符: a title or heading names one classification, and the codes are of another.
    WrongScheme,
    /// 缺少汇总行: parts are printed and what they add up to is not, or is left blank.
    MissingRow,
    /// 漏列的行: the sums show that a row was left out.
    OmittedRow,
    /// 重复的行: two rows are about the same.
    DuplicateRow,
    /// 重复的单元格: a row gives the same heading twice, or a field of a target stands twice.
    DuplicateCell,
    /// 未识别的标签: a title, heading or row that is not understood; the sums around it are open.
    UnrecognisedLabel,
    /// 无法读取的数字: the text of a cell of amounts is no amount.
    UnreadableFigure,
    /// 单位错误: a table that is in another unit than it says.
    UnitSlip,
    /// 空表: a table without a row.
    EmptyTable,
    /// 年份错误: a year that cannot be right here.
    WrongYear,
    /// 增减方向错误: 增加 for 减少, or an amount and its percentage that point opposite ways.
    WrongDirection,
    /// 与“无”矛盾: the prose says that there is none, and a table prints some.
    NilContradicted,
    /// 未读出的金额: a number of the prose of which it is not known what it is.
    UnreadAmount,
    /// 列举不符: what a sentence lists is not what the tables print, or falls short of its total.
    ListingMismatch,
    /// 权重合计不为 100: the weights of a performance target.
    WeightsTotal,
    /// 资金来源合计不符: the sources of a project do not make its total.
    SourcesTotal,
    /// 绩效目标覆盖: the targets against what the prose says of them, and against what the tables print.
    TargetCoverage,
    /// 指标层级: a second level that does not belong to its first, or a first level that is missing.
    IndicatorLevel,
    /// 指标性质: nature, number and measure of an indicator do not agree.
    IndicatorNature,
    /// 重复的指标: an indicator, or a target, stands twice.
    DuplicateIndicator,
    /// 成本指标超过项目资金: a cost above the total of its project.
    IndicatorCost,
    /// 得分与规则不符: a rate, mark or total of a self-evaluation is not what the rules give.
    ScoreMismatch,
    /// 缺少表: a table that the profile asks for.
    MissingTable,
    /// 缺少说明: a section of prose that the profile asks for.
    MissingSection,
    /// 空表未说明: an empty table, and nothing says that there is nothing to print.
    MissingNote,
    /// 缺少应公开的内容: an item or a number that the profile asks for.
    MissingItem,
    /// 模板未填: what a template left behind (XX, 增加（减少）).
    Placeholder,
    /// 推定不成立: what is presumed and no law does not hold, as that a list is complete.
    Presumption,
    /// 不合规定: a law of the caller's own that figures may be right and not meet.
    Policy,
    /// 规则所指不存在: a law of the caller's own names a fact that the document does not have.
    UnknownFact,
    /// 自相矛盾: a sentence that contradicts itself.
    SelfContradiction,
    /// 文中科目名称: the prose names a path of codes that does not exist, or a name no longer used.
    NameInProse,
    /// 达到计算上限: a limit on the work was met; what was left undone is told.
    WorkLimit,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What the kind is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::BrokenEquation => lang.pick("勾稽不符", "broken equation"),
            Self::BoundaryFigure => lang.pick("舍入临界", "boundary figure"),
            Self::TruncatedFigure => lang.pick("截尾取数", "truncated figure"),
            Self::SummedTotals => lang.pick("合计由舍入数相加", "totals of rounded parts"),
            Self::Conflict => lang.pick("整体矛盾", "conflict"),
            Self::UnknownCode => lang.pick("未知科目编码", "unknown code"),
            Self::NameMismatch => lang.pick("科目名称不符", "name mismatch"),
            Self::WrongScheme => lang.pick("科目体系不符", "wrong scheme"),
            Self::OmittedRow => lang.pick("漏列的行", "row left out"),
            Self::MissingRow => lang.pick("缺少汇总行", "missing row"),
            Self::DuplicateRow => lang.pick("重复的行", "duplicate row"),
            Self::DuplicateCell => lang.pick("重复的单元格", "duplicate cell"),
            Self::UnrecognisedLabel => lang.pick("未识别的标签", "unrecognised label"),
            Self::UnreadableFigure => lang.pick("无法读取的数字", "unreadable figure"),
            Self::UnitSlip => lang.pick("单位错误", "unit slip"),
            Self::EmptyTable => lang.pick("空表", "empty table"),
            Self::WrongYear => lang.pick("年份错误", "wrong year"),
            Self::WrongDirection => lang.pick("增减方向错误", "wrong direction"),
            Self::NilContradicted => lang.pick("与“无”矛盾", "nil contradicted"),
            Self::UnreadAmount => lang.pick("未读出的金额", "unread amount"),
            Self::ListingMismatch => lang.pick("列举不符", "listing mismatch"),
            Self::WeightsTotal => lang.pick("权重合计不为 100", "weights do not total 100"),
            Self::SourcesTotal => lang.pick("资金来源合计不符", "sources do not add up"),
            Self::TargetCoverage => lang.pick("绩效目标覆盖", "target coverage"),
            Self::IndicatorLevel => lang.pick("指标层级", "indicator level"),
            Self::IndicatorNature => lang.pick("指标性质", "indicator nature"),
            Self::DuplicateIndicator => lang.pick("重复的指标", "duplicate indicator"),
            Self::IndicatorCost => {
                lang.pick("成本指标超过项目资金", "cost above the project's money")
            }
            Self::ScoreMismatch => lang.pick("得分与规则不符", "score mismatch"),
            Self::MissingTable => lang.pick("缺少表", "missing table"),
            Self::MissingSection => lang.pick("缺少说明", "missing section"),
            Self::MissingNote => lang.pick("空表未说明", "missing note"),
            Self::MissingItem => lang.pick("缺少应公开的内容", "missing item"),
            Self::Placeholder => lang.pick("模板未填", "placeholder"),
            Self::Presumption => lang.pick("推定不成立", "presumption"),
            Self::Policy => lang.pick("不合规定", "policy not met"),
            Self::UnknownFact => lang.pick("规则所指不存在", "unknown fact"),
            Self::SelfContradiction => lang.pick("自相矛盾", "self-contradiction"),
            Self::NameInProse => lang.pick("文中科目名称", "name in prose"),
            Self::WorkLimit => lang.pick("达到计算上限", "work limit"),
        }
    }

    /// How serious a finding of this kind is unless the options say otherwise.
    pub const fn severity(self) -> Severity {
        match self {
            Self::BrokenEquation
            | Self::Conflict
            | Self::UnitSlip
            | Self::OmittedRow
            | Self::WrongYear
            | Self::WrongDirection
            | Self::NilContradicted
            | Self::WeightsTotal
            | Self::SourcesTotal => Severity::Error,
            Self::SummedTotals
            | Self::MissingRow
            | Self::EmptyTable
            | Self::UnreadAmount
            | Self::IndicatorNature => Severity::Info,
            _ => Severity::Warning,
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(FindingKind, "the name of a kind of finding");

/// How serious a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Severity {
    /// 提示: worth knowing.
    Info,
    /// 警告: probably not as it should be.
    Warning,
    /// 错误: provably wrong.
    Error,
}

impl Severity {
    /// All severities, the least first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Info => lang.pick("提示", "info"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Error => lang.pick("错误", "error"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Severity, "the name of a severity");

/// One thing that is wrong or odd, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// A name for this mistake in this place, the same in every run.
    pub id: String,
    /// What kind of thing it is.
    pub kind: FindingKind,
    /// How serious it is.
    pub severity: Severity,
    /// The law that is broken, if the finding is about an equation.
    pub law: Option<crate::law::Law>,
    /// The equation that it is about, by number in
    /// [`Report::equations`](super::Report::equations).
    pub equation: Option<usize>,
    /// Where it is: the cells of the equation, in the order of its terms, or the odd place.
    pub places: Vec<Place>,
    /// The terms of the equation: an index into `places`, and a coefficient.
    pub terms: Vec<(usize, i64)>,
    /// Left side minus right side.
    pub difference: Option<Quantity>,
    /// How far rounding can stretch the difference.
    pub allowed: Option<Quantity>,
    /// The unit in which `difference` and `allowed` are told: that of the coarsest figure.
    pub unit: Option<Unit>,
    /// What is wrong, in both languages.
    pub message: Message,
}

impl Finding {
    pub(crate) fn new(kind: FindingKind, places: Vec<Place>, message: Message) -> Self {
        Self {
            id: String::new(),
            kind,
            severity: kind.severity(),
            law: None,
            equation: None,
            places,
            terms: Vec::new(),
            difference: None,
            allowed: None,
            unit: None,
            message,
        }
    }

    /// The name of this mistake in this place: a hash of its kind, its law and what is printed
    /// where it stands, so that it survives the insertion of rows and tables elsewhere.
    pub(super) fn identify(&mut self, raw: &RawDisclosure) {
        let mut hash = Fnv::new();
        hash.write(self.kind.key());
        hash.write(self.law.map_or("", crate::law::Law::key));
        // What is missing stands nowhere; its words tell it from others.
        if self.places.is_empty() {
            hash.write(&self.message.en);
        }
        for &place in &self.places {
            match Cell::at(raw, place) {
                Cell::Table { title, side, code, name, column, text, .. } => {
                    for part in [Some(title), side, code, name, column, Some(text)] {
                        hash.write(&part.unwrap_or_default());
                    }
                }
                Cell::Prose { section, text, .. } => {
                    hash.write(&section);
                    hash.write(&text);
                }
                Cell::Target { target, indicator, field, text } => {
                    hash.write(&format!("{target} {indicator:?}"));
                    hash.write(&field);
                    hash.write(&text);
                }
            }
        }
        self.id = hash.finish();
    }
}

/// FNV-1a: small, stable across platforms and releases; no defence against malice is needed.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> String {
        format!("{:016x}", self.0).to_string()
    }
}
