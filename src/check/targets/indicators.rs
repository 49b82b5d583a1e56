//! Indicators: their levels, natures, measures and costs, and whether one stands twice.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{SHOWN, field, finding, indicator_field};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Lang;
use crate::performance::{
    Goal, Indicator, IndicatorNature, IndicatorValue, PerformanceTarget, PrimaryIndicator,
    SecondaryIndicator, printed,
};
use crate::raw::{RawIndicator, RawTarget};
use crate::text;

pub(super) fn check(
    target: &PerformanceTarget,
    raw: &RawTarget,
    number: u32,
    findings: &mut Vec<Finding>,
) {
    findings.extend(lacking(target, number));
    let mut seen: BTreeMap<(Option<SecondaryIndicator>, String), usize> = BTreeMap::new();
    for (index, indicator) in target.indicators.iter().enumerate() {
        let at = At { target: number, index, indicator };
        let raw = raw.indicators.get(index);
        findings.extend(at.level());
        findings.extend(at.satisfaction(raw.is_some_and(prints_nature)));
        findings.extend(at.percentage());
        findings.extend(at.cost(target));
        let untold = raw.is_some_and(|raw| printed(raw.target.as_ref()).is_none());
        findings.extend(at.without_goal(untold));
        findings.extend(at.measure());
        let name = text::fold(&indicator.name);
        if name.is_empty() {
            continue;
        }
        let earlier = *seen.entry((indicator.secondary, name)).or_insert(index);
        if earlier != index {
            findings.push(at.duplicate(earlier));
        }
    }
}

/// Whether a nature is printed, in its column or before the number: 92% alone has none, and what
/// it is taken for says nothing about the document.
fn prints_nature(raw: &RawIndicator) -> bool {
    let target = printed(raw.target.as_ref()).unwrap_or_default();
    printed(raw.nature.as_ref()).is_some() || IndicatorNature::split(target).is_some()
}

/// A target without any 产出 or any 效益, where all levels were understood.
fn lacking(target: &PerformanceTarget, number: u32) -> Option<Finding> {
    let primaries = target.indicators.iter().map(|indicator| indicator.primary);
    let primaries: Vec<PrimaryIndicator> = primaries.collect::<Option<_>>()?;
    let wanted = [PrimaryIndicator::Output, PrimaryIndicator::Benefit];
    let lacking = wanted.into_iter().find(|wanted| !primaries.contains(wanted))?;
    if primaries.is_empty() {
        return None;
    }
    Some(finding(
        FindingKind::IndicatorLevel,
        Severity::Warning,
        [field(number, "project")].into(),
        format!("没有{}", lacking.name(Lang::Zh)),
        format!("there are no {}", lacking.name(Lang::En)),
    ))
}

/// An indicator and its place.
#[derive(Clone, Copy)]
struct At<'a> {
    target: u32,
    index: usize,
    indicator: &'a Indicator,
}

impl At<'_> {
    fn finding(
        self,
        kind: FindingKind,
        severity: Severity,
        field: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Finding {
        let place = indicator_field(self.target, self.index, field);
        finding(kind, severity, [place].into(), zh, en)
    }

    /// A second level below a first level that it does not belong to.
    fn level(self) -> Option<Finding> {
        let (primary, secondary) = (self.indicator.primary?, self.indicator.secondary?);
        if secondary.belongs_to(primary) {
            return None;
        }
        Some(self.finding(
            FindingKind::IndicatorLevel,
            Severity::Warning,
            "level2",
            format!("“{secondary}”不属于“{primary}”，应属“{}”", secondary.primary()),
            format!("{secondary} stands below {primary}, not below {}", secondary.primary()),
        ))
    }

    fn is_satisfaction(self) -> bool {
        self.indicator.secondary == Some(SecondaryIndicator::ServiceSatisfaction)
            || self.indicator.primary == Some(PrimaryIndicator::Satisfaction)
            || self.indicator.name.contains("满意度")
    }

    /// A satisfaction rate is a minimum: ＝ is hardly meant, a maximum is wrong.
    fn satisfaction(self, prints_nature: bool) -> Option<Finding> {
        if !self.is_satisfaction() {
            return None;
        }
        let (severity, zh, en) = match self.indicator.goal.as_ref()? {
            Goal::Equal(value) if prints_nature && value.number() != 100.into() => (
                Severity::Info,
                "满意度指标用“＝”，更高反而不合，应为“≥”",
                "＝ for a satisfaction rate; ≥ is meant, since more is no worse",
            ),
            Goal::AtMost(_) | Goal::LessThan(_) => (
                Severity::Warning,
                "满意度指标设了上限，应为“≥”",
                "a maximum for a satisfaction rate; ≥ is meant",
            ),
            _ => return None,
        };
        Some(self.finding(FindingKind::IndicatorNature, severity, "nature", zh, en))
    }

    /// A share above 100 %; a growth rate may be.
    fn percentage(self) -> Option<Finding> {
        let highest = highest(self.indicator.goal.as_ref()?)?;
        if !highest.is_percentage() || highest.number() <= 100.into() {
            return None;
        }
        let name = &self.indicator.name;
        let share = self.is_satisfaction()
            || ["合格率", "覆盖率", "及时率", "达标率", "准确率", "到位率", "参与率", "通过率"]
                .iter()
                .any(|share| name.contains(share));
        let severity = if share { Severity::Warning } else { Severity::Info };
        Some(self.finding(
            FindingKind::IndicatorNature,
            severity,
            "target",
            format!("百分比 {highest} 超过 100%"),
            format!("a percentage of {highest}, above 100%"),
        ))
    }

    fn without_goal(self, untold: bool) -> Option<Finding> {
        let weighty = self.indicator.weight.is_some_and(|weight| weight.percent() > 0.into());
        let message = ("有权重而没有指标值", "a weight without a target");
        (untold && weighty).then(|| {
            let kind = FindingKind::IndicatorNature;
            self.finding(kind, Severity::Info, "target", message.0, message.1)
        })
    }

    fn measure(self) -> Option<Finding> {
        let value = highest(self.indicator.goal.as_ref()?)?;
        let message = ("指标值没有度量单位", "a number without a measure");
        value.measure().is_none().then(|| {
            let kind = FindingKind::IndicatorNature;
            self.finding(kind, Severity::Info, "measure", message.0, message.1)
        })
    }

    /// A cost that may be more than all the project's money.
    fn cost(self, target: &PerformanceTarget) -> Option<Finding> {
        let indicator = self.indicator;
        let cost = indicator.primary == Some(PrimaryIndicator::Cost)
            || indicator.secondary.is_some_and(SecondaryIndicator::is_cost);
        let (Goal::Equal(value) | Goal::AtMost(value) | Goal::LessThan(value)) =
            indicator.goal.as_ref().filter(|_| cost)?
        else {
            return None;
        };
        let total = target.total?;
        if value.amount()? <= total.value().amount()? {
            return None;
        }
        let total = total.to_text_with_unit();
        let places =
            [indicator_field(self.target, self.index, "target"), field(self.target, "total")];
        Some(finding(
            FindingKind::IndicatorCost,
            Severity::Warning,
            places.into(),
            format!("成本指标 {value} 超过项目资金总额 {total}"),
            format!("a cost of {value}, more than the project's total of {total}"),
        ))
    }

    fn duplicate(self, earlier: usize) -> Finding {
        let name = text::excerpt(&self.indicator.name, SHOWN);
        let places =
            [earlier, self.index].map(|index| indicator_field(self.target, index, "level3"));
        finding(
            FindingKind::DuplicateIndicator,
            Severity::Warning,
            places.into(),
            format!("指标“{name}”重复"),
            format!("the indicator {name:?} stands twice"),
        )
    }
}

/// The number of a goal, the upper one of a range.
fn highest(goal: &Goal) -> Option<IndicatorValue> {
    match goal {
        Goal::Within(range) => {
            IndicatorValue::new(range.high(), range.low().measure().unwrap_or_default()).ok()
        }
        goal => goal.value().cloned(),
    }
}
