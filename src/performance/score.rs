//! Scores of a self-evaluation (绩效自评得分), each with its reason.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use super::{
    Achievement, Actual, Goal, Grade, Number, PerformanceTarget, ScoringRules, Weight,
    rules::MOST_DECIMALS,
    worth::{self, Worth},
};
use crate::error::{Error, ErrorKind};
use crate::lang::{Lang, Message};
use crate::num::amount::Amount;
use crate::num::ratio::Ratio;

/// How much of a project's budget was spent (预算执行).
///
/// ```
/// use cn_budget::performance::Execution;
///
/// let execution = Execution::new("1086000元".parse()?, "1080000元".parse()?)?;
/// assert_eq!(execution.rate().to_string(), "180/181");
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Execution {
    budget: Amount,
    spent: Amount,
}

impl Execution {
    /// So much of this year's budget (全年预算数) spent (全年执行数).
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorKind::OutOfRange) for a budget that is not above zero, or spending below.
    pub fn new(budget: Amount, spent: Amount) -> Result<Self, Error> {
        let wrong = match () {
            () if budget <= Amount::ZERO => Some(budget),
            () if spent < Amount::ZERO => Some(spent),
            () => None,
        };
        match wrong {
            Some(amount) => Err(Error::new(ErrorKind::OutOfRange, &format!("{amount}"), 0)),
            None => Ok(Self { budget, spent }),
        }
    }

    /// The rate of execution (预算执行率), above 1 where more was spent than budgeted.
    pub fn rate(self) -> Ratio {
        Ratio::new(self.spent.fen().into(), self.budget.fen().into()).unwrap_or(Ratio::from(0))
    }
}

/// Why a score is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// The target is met: full marks.
    Met,
    /// Full marks; the target is surpassed by far, and someone should say why.
    WellAbove,
    /// The target is surpassed so far that marks are taken off.
    Deducted,
    /// Below the target: marks in proportion.
    Short,
    /// Above what was to be kept to: marks as the rules say.
    Beyond,
    /// Told in a word of one of the three ranges: the mark that stands for it.
    Achievement(Achievement),
    /// The evaluator's own mark, which lies in this range.
    Assessed(Achievement),
}

impl Reason {
    /// The reason in one language.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Met => lang.pick("达到指标值，记满分", "target met, full marks"),
            Self::WellAbove => lang.pick(
                "远高于指标值，记满分，应分析原因",
                "far above the target, full marks; the reason should be analysed",
            ),
            Self::Deducted => {
                lang.pick("高于指标值较多，按偏离度调减", "far above the target, marks taken off")
            }
            Self::Short => lang.pick("未达到指标值，按比例记分", "below the target, in proportion"),
            Self::Beyond => lang.pick("超出指标值，按规则扣分", "beyond the target, marks lost"),
            Self::Achievement(achievement) => achievement.name(lang),
            Self::Assessed(Achievement::Achieved) => {
                lang.pick("评定为达成年度指标", "assessed as achieved")
            }
            Self::Assessed(Achievement::Partly) => {
                lang.pick("评定为部分达成", "assessed as achieved in part")
            }
            Self::Assessed(Achievement::Missed) => lang.pick("评定为未达成", "assessed as missed"),
        }
    }
}

/// Why there is no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Unscored {
    /// The target has no value.
    NoGoal,
    /// No actual value is given.
    NoActual,
    /// The actual value is no number, the target is.
    NotANumber,
    /// The actual value is measured otherwise than the target.
    OtherMeasure,
    /// The actual value of a qualitative indicator is a number, but no mark from 0 to 100.
    NotAMark,
    /// The actual value of a qualitative indicator neither repeats the target nor says how far it
    /// was reached.
    NotUnderstood,
}

impl Unscored {
    /// The reason in one language.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::NoGoal => lang.pick("没有指标值", "no target"),
            Self::NoActual => lang.pick("没有实际完成值", "no actual value"),
            Self::NotANumber => lang.pick("实际完成值不是数值", "the actual value is no number"),
            Self::OtherMeasure => lang
                .pick("实际完成值与指标值的度量单位不同", "the actual value has another measure"),
            Self::NotAMark => lang.pick("评定分不在 0 到 100 之间", "no mark from 0 to 100"),
            Self::NotUnderstood => {
                lang.pick("看不出达成的程度", "it does not say how far the target was reached")
            }
        }
    }
}

/// The outcome for one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Outcome {
    /// There is a score.
    Scored {
        /// actual ÷ target, where both are numbers and the target is not nought; not capped.
        #[cfg_attr(feature = "serde", serde(serialize_with = "optional_ratio"))]
        attainment: Option<Ratio>,
        /// The share of the marks, exact, from 0 to 1.
        #[cfg_attr(feature = "serde", serde(serialize_with = "ratio"))]
        share: Ratio,
        /// The marks: weight × share, rounded.
        score: Number,
        /// Why.
        reason: Reason,
    },
    /// There is none, and why.
    Unscored(Unscored),
}

#[cfg(feature = "serde")]
fn ratio<S: serde::Serializer>(ratio: &Ratio, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(ratio)
}

#[cfg(feature = "serde")]
#[expect(clippy::ref_option, reason = "the signature that serde asks for")]
fn optional_ratio<S: serde::Serializer>(
    value: &Option<Ratio>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => ratio(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// An item of an evaluation: budget execution, or one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Scored {
    /// What is scored.
    pub name: String,
    /// Its weight, which is its full marks.
    pub weight: Weight,
    /// What was to be reached, of an indicator.
    pub goal: Option<Goal>,
    /// What was reached, of an indicator.
    pub actual: Option<Actual>,
    /// The score and its reason.
    pub outcome: Outcome,
}

impl Scored {
    /// The score, if there is one.
    pub fn score(&self) -> Option<Number> {
        match self.outcome {
            Outcome::Scored { score, .. } => Some(score),
            Outcome::Unscored(_) => None,
        }
    }

    fn new(
        name: String,
        weight: Weight,
        worth: Result<Worth, Unscored>,
        rules: &ScoringRules,
    ) -> Self {
        let outcome = match worth {
            Ok(Worth { attainment, share, reason }) => {
                let score = marks(weight, share, rules);
                Outcome::Scored { attainment, share, score, reason }
            }
            Err(reason) => Outcome::Unscored(reason),
        };
        Self { name, weight, goal: None, actual: None, outcome }
    }
}

/// weight × share, rounded, and never more than the weight.
fn marks(weight: Weight, share: Ratio, rules: &ScoringRules) -> Number {
    // Below 10⁶ · 4·10²⁷ · 10⁴, which fits.
    let weight_in_ten_thousandths = weight.percent().micro() / 100;
    let numerator = weight_in_ten_thousandths.saturating_mul(share.numerator());
    let denominator = share.denominator().saturating_mul(10_000);
    let decimals = rules.decimals.min(MOST_DECIMALS);
    let rounded = Number::rounded(numerator, denominator, decimals, rules.rounding);
    rounded.unwrap_or_default().min(weight.percent())
}

/// Why a target cannot be scored at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum ScoringError {
    /// The weights of execution and indicators do not total 100.
    WeightsTotal {
        /// What they total.
        total: Number,
    },
}

impl ScoringError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::WeightsTotal { total } => Message::new(
                format!("权重合计为 {total}，不是 100"),
                format!("the weights total {total}, not 100"),
            ),
        }
    }
}

/// A scored self-evaluation (绩效自评): each item with its reason, the total and the grade.
///
/// `Display` is the Chinese text; [`text`](Self::text) gives either language. Serde writes it; it
/// is a result and is not read back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Evaluation {
    project: String,
    execution: Option<Scored>,
    indicators: Vec<Scored>,
    total: Option<Number>,
    grade: Option<Grade>,
}

impl Evaluation {
    /// The score of budget execution, `None` where it carries no weight.
    pub fn execution(&self) -> Option<&Scored> {
        self.execution.as_ref()
    }

    /// The scores of the indicators, in the order of the target.
    pub fn indicators(&self) -> &[Scored] {
        &self.indicators
    }

    /// All items, execution first.
    pub fn items(&self) -> impl Iterator<Item = &Scored> {
        self.execution.iter().chain(&self.indicators)
    }

    /// The total, from 0 to 100; `None` while an item that carries weight has no score.
    pub fn total(&self) -> Option<Number> {
        self.total
    }

    /// The grade of the total.
    pub fn grade(&self) -> Option<Grade> {
        self.grade
    }

    /// The evaluation for people.
    pub fn text(&self, lang: Lang) -> impl fmt::Display {
        Text { evaluation: self, lang }
    }
}

impl PerformanceTarget {
    /// Scores the target by the actual values of its indicators and the execution of its budget.
    ///
    /// Where the target prints no weight of execution, it has the rules' weight if the indicators
    /// leave room for it, and none if they total 100 alone.
    ///
    /// # Errors
    /// [`ScoringError::WeightsTotal`] where the weights do not total 100 (rounding aside).
    ///
    /// ```
    /// use cn_budget::performance::{
    ///     Execution, Grade, Indicator, PerformanceTarget, ScoringRules, Weight,
    /// };
    ///
    /// let target = PerformanceTarget {
    ///     project: "电子政务保障经费".into(),
    ///     execution_weight: Some(Weight::whole(10)),
    ///     indicators: vec![
    ///         Indicator::new("服务器数量", "＝31个".parse()?, Weight::whole(60)).reached("29个".parse()?),
    ///         Indicator::new("使用者满意度", "≥80%".parse()?, Weight::whole(30)).reached("92%".parse()?),
    ///     ],
    ///     ..PerformanceTarget::default()
    /// };
    /// let execution = Execution::new("1086000元".parse()?, "1086000元".parse()?)?;
    /// let evaluation = target.evaluate(Some(execution), &ScoringRules::new())?;
    /// // 60 × 29/31 = 56.13
    /// assert_eq!(evaluation.total().unwrap().to_string(), "96.13");
    /// assert_eq!(evaluation.grade(), Some(Grade::Excellent));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate(
        &self,
        execution: Option<Execution>,
        rules: &ScoringRules,
    ) -> Result<Evaluation, ScoringError> {
        let weight = self.weight_of_execution(rules)?;
        let worth = execution.ok_or(Unscored::NoActual).map(|execution| {
            let rate = execution.rate();
            let reason = if rate < Ratio::from(1) { Reason::Short } else { Reason::Met };
            let worth = Worth::part(rate.numerator(), rate.denominator(), reason);
            Worth { attainment: Some(rate), ..worth }
        });
        let execution =
            (weight > Weight::ZERO).then(|| Scored::new("预算执行率".into(), weight, worth, rules));
        let indicators: Vec<Scored> = self
            .indicators
            .iter()
            .map(|indicator| {
                let worth = match (&indicator.goal, &indicator.actual) {
                    (Some(goal), Some(actual)) => worth::of(goal, actual, rules),
                    (None, _) => Err(Unscored::NoGoal),
                    (_, None) => Err(Unscored::NoActual),
                };
                let weight = indicator.weight.unwrap_or_default();
                let (goal, actual) = (indicator.goal.clone(), indicator.actual.clone());
                Scored { goal, actual, ..Scored::new(indicator.name.clone(), weight, worth, rules) }
            })
            .collect();
        let project = self.project.clone();
        let mut evaluation =
            Evaluation { project, execution, indicators, total: None, grade: None };
        evaluation.total = evaluation.sum();
        evaluation.grade = evaluation.total.map(|total| rules.grades.of(total));
        Ok(evaluation)
    }

    /// The weight of execution: as printed, else what the indicators leave to it.
    pub(crate) fn weight_of_execution(&self, rules: &ScoringRules) -> Result<Weight, ScoringError> {
        let candidates = match self.execution_weight {
            Some(weight) => [weight, weight],
            None => [rules.execution_weight, Weight::ZERO],
        };
        let sums = candidates.map(|weight| self.weights(Some(weight)));
        match sums.iter().zip(candidates).find(|(sum, _)| sum.is_whole()) {
            Some((_, weight)) => Ok(weight),
            None => {
                Err(ScoringError::WeightsTotal { total: self.weights(self.execution_weight).total })
            }
        }
    }
}

impl Evaluation {
    /// The sum of the scores, at most 100; `None` where a weighted item has none.
    fn sum(&self) -> Option<Number> {
        let mut total = Number::ZERO;
        for item in self.items().filter(|item| item.weight > Weight::ZERO) {
            total = total.checked_add(item.score()?)?;
        }
        Some(total.min(Number::from(100)))
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::Zh).fmt(f)
    }
}

struct Text<'a> {
    evaluation: &'a Evaluation,
    lang: Lang,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (evaluation, lang) = (self.evaluation, self.lang);
        write!(f, "{}{}", evaluation.project, lang.pick("：", ": "))?;
        match (evaluation.total, evaluation.grade) {
            (Some(total), Some(grade)) => match lang {
                Lang::Zh => writeln!(f, "{total} 分，{}", grade.name(lang))?,
                Lang::En => writeln!(f, "{total} points, {}", grade.name(lang))?,
            },
            _ => writeln!(f, "{}", lang.pick("尚不能评分", "not yet scored"))?,
        }
        if let Some(execution) = &evaluation.execution {
            line(f, lang.pick("预算执行率", "budget execution"), execution, lang)?;
        }
        evaluation.indicators.iter().try_for_each(|item| line(f, &item.name, item, lang))
    }
}

/// `服务器数量 ＝31个 → 29个：56.13 / 60（29/31），未达到指标值，按比例记分`.
fn line(f: &mut fmt::Formatter<'_>, name: &str, item: &Scored, lang: Lang) -> fmt::Result {
    write!(f, "  {name}")?;
    if let Some(goal) = &item.goal {
        write!(f, " {goal}")?;
    }
    if let Some(actual) = &item.actual {
        write!(f, " → {actual}")?;
    }
    write!(f, "{}", lang.pick("：", ": "))?;
    match item.outcome {
        Outcome::Scored { share, score, reason, .. } => {
            let reason = reason.name(lang);
            match lang {
                Lang::Zh => writeln!(f, "{score} / {}（{share}），{reason}", item.weight),
                Lang::En => writeln!(f, "{score} / {} ({share}), {reason}", item.weight),
            }
        }
        Outcome::Unscored(reason) => {
            let comma = lang.pick("，", ", ");
            writeln!(f, "— / {}{comma}{}", item.weight, reason.name(lang))
        }
    }
}
