//! Performance targets (绩效目标): what the money is to achieve, and whether it did.
//!
//! A [`PerformanceTarget`] is one 项目支出绩效目标表: the project, its money by source, and a tree of
//! indicators ([`PrimaryIndicator`], [`SecondaryIndicator`]), each with a [`Goal`] and a [`Weight`].
//! It is read from the neutral form or built by hand; [`PerformanceTarget::evaluate`] scores a
//! self-evaluation (绩效自评) by [`ScoringRules`] that a caller can replace.
//!
//! [`reconcile`](crate::reconcile()) checks the targets of a document along with its tables:
//!
//! | finding | what is checked |
//! |---|---|
//! | [`WeightsTotal`](crate::FindingKind::WeightsTotal) | the weights of execution and indicators make 100; without a printed weight of execution the indicators may make 90 |
//! | [`SourcesTotal`](crate::FindingKind::SourcesTotal) | the sources make the total; 一般公共预算 and the like are parts of 财政资金 |
//! | [`TargetCoverage`](crate::FindingKind::TargetCoverage) | the listed targets against what the prose says they cover, and against all project expenditure |
//! | [`IndicatorLevel`](crate::FindingKind::IndicatorLevel) | each second level below its first level; at least one 产出 and one 效益 |
//! | [`IndicatorNature`](crate::FindingKind::IndicatorNature) | nature, number and measure agree; a satisfaction rate is a minimum; a share is at most 100 % |
//! | [`IndicatorCost`](crate::FindingKind::IndicatorCost) | no cost above the project's total |
//! | [`ScoreMismatch`](crate::FindingKind::ScoreMismatch) | rate, marks and total of a self-evaluation against what money, targets and rules give |
//! | [`DuplicateIndicator`](crate::FindingKind::DuplicateIndicator) | no indicator and no target twice |
//!
//! What is not printed is not checked: levels, weights or sources that a form leaves out raise no
//! finding.
//!
//! ```
//! use cn_budget::{RawDisclosure, Stage, performance, raw::{RawIndicator, RawTarget}};
//!
//! let mut raw = RawDisclosure::new(2026, Stage::Budget);
//! raw.performance.push(RawTarget {
//!     project: "电子政务保障经费".into(),
//!     unit: Some("元".into()),
//!     total: Some("1086000".into()),
//!     indicators: vec![RawIndicator {
//!         level1: Some("满意度指标".into()),
//!         level3: Some("网络使用者满意度".into()),
//!         nature: Some("不低于".into()),
//!         target: Some("８０".into()),
//!         measure: Some("％".into()),
//!         weight: Some("10".into()),
//!         ..RawIndicator::default()
//!     }],
//!     ..RawTarget::default()
//! });
//!
//! let (targets, findings) = performance::read(&raw);
//! assert!(findings.is_empty());
//! assert_eq!(targets[0].total.unwrap().to_text_with_unit(), "1,086,000元");
//! assert_eq!(targets[0].indicators[0].goal.as_ref().unwrap().to_string(), "≥80%");
//! ```

use crate::index;
use alloc::{string::String, vec::Vec};

use crate::finding::Finding;
use crate::num::figure::Figure;
use crate::raw::RawDisclosure;

mod actual;
mod given;
mod goal;
mod level;
mod mark;
mod nature;
mod number;
mod read;
mod rules;
mod score;
mod source;
mod text_serde;
mod value;
mod weights;
mod worth;
mod write;

pub use actual::{Achievement, Actual};
pub use goal::{Goal, IndicatorRange, Rating};
pub use level::{PrimaryIndicator, SecondaryIndicator};
pub use mark::Mark;
pub use nature::IndicatorNature;
pub use number::{Number, Weight};
pub use rules::{Bands, Equality, Excess, Grade, Grades, ScoringRules, Surplus};
pub use score::{Evaluation, Execution, Outcome, Reason, Scored, ScoringError, Unscored};
pub use source::ProjectSource;
pub use value::IndicatorValue;

pub(crate) use given::Given;
pub(crate) use number::printed;
use text_serde::text_serde;

/// The performance target of one project (项目支出绩效目标表).
///
/// Read it with [`read`] or build it by hand; [`RawTarget::from`](crate::raw::RawTarget) writes it
/// into the neutral form, where [`reconcile`](crate::reconcile()) checks it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct PerformanceTarget {
    /// 项目名称.
    pub project: String,
    /// 主管部门.
    pub department: Option<String>,
    /// 绩效活动.
    pub activity: Option<String>,
    /// 年度绩效目标, in words.
    pub objective: Option<String>,
    /// 项目资金总额.
    pub total: Option<Figure>,
    /// Where the money comes from, in the order of print; no source stands twice.
    pub sources: Vec<(ProjectSource, Figure)>,
    /// What of the total falls into which year or phase of the project, by printed label.
    pub phases: Vec<(String, Figure)>,
    /// 预算执行率权重.
    pub execution_weight: Option<Weight>,
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// What a self-evaluation prints of money and marks.
    pub evaluation: SelfEvaluation,
}

impl PerformanceTarget {
    /// Whether it is the target of a whole body (部门整体支出绩效目标表), not of a project.
    pub fn is_whole(&self) -> bool {
        self.project.contains("整体")
    }
}

/// What a self-evaluation (绩效自评表) prints of the money and the marks of a target, beside those
/// of its indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct SelfEvaluation {
    /// 全年预算数.
    pub budget: Option<Figure>,
    /// 全年执行数.
    pub executed: Option<Figure>,
    /// 执行率.
    pub rate: Option<Mark>,
    /// 得分 of the execution of the budget.
    pub score: Option<Mark>,
    /// 总分.
    pub total_score: Option<Mark>,
}

impl SelfEvaluation {
    /// How much of the budget was spent; `None` where an amount is missing or cannot be right.
    pub fn execution(&self) -> Option<Execution> {
        let (budget, executed) = (self.budget?.value().amount()?, self.executed?.value().amount()?);
        Execution::new(budget, executed).ok()
    }
}

/// One indicator of a target (三级指标).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Indicator {
    /// 一级指标.
    pub primary: Option<PrimaryIndicator>,
    /// 二级指标.
    pub secondary: Option<SecondaryIndicator>,
    /// 三级指标: what is measured.
    pub name: String,
    /// 指标值, with its 指标性质.
    pub goal: Option<Goal>,
    /// 权重.
    pub weight: Option<Weight>,
    /// 历史参考值.
    pub reference: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// 实际完成值, in a self-evaluation.
    pub actual: Option<Actual>,
    /// 得分, in a self-evaluation.
    pub score: Option<Mark>,
}

impl Indicator {
    /// An indicator with its goal and weight.
    pub fn new(name: impl Into<String>, goal: Goal, weight: Weight) -> Self {
        Self { name: name.into(), goal: Some(goal), weight: Some(weight), ..Self::default() }
    }

    /// The indicator at its place in the tree.
    #[must_use]
    pub fn below(mut self, secondary: SecondaryIndicator) -> Self {
        self.primary = Some(secondary.primary());
        self.secondary = Some(secondary);
        self
    }

    /// The indicator with what was reached.
    #[must_use]
    pub fn reached(mut self, actual: Actual) -> Self {
        self.actual = Some(actual);
        self
    }
}

/// The performance targets of a document, and a finding for everything in them that was not
/// understood.
///
/// What holds among the parts of a target (weights, sources, levels …) is checked by
/// [`reconcile`](crate::reconcile()), which reports these findings too.
pub fn read(raw: &RawDisclosure) -> (Vec<PerformanceTarget>, Vec<Finding>) {
    let mut findings = Vec::new();
    let targets = raw.performance.iter().enumerate();
    let targets = targets
        .map(|(index, target)| read::target(target, index::number(index), &mut findings))
        .collect();
    (targets, findings)
}
