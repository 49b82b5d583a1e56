//! Printed targets → [`PerformanceTarget`]s: what is not understood becomes a finding.

use crate::index;
use alloc::{format, string::String, vec, vec::Vec};

use super::{
    Actual, Goal, Indicator, IndicatorNature, Mark, PerformanceTarget, PrimaryIndicator,
    ProjectSource, SecondaryIndicator, SelfEvaluation, Weight, number::printed, source::is_phase,
};
use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::{Lang, Message};
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::raw::{RawIndicator, RawTarget};
use crate::text;

/// Reads the target with this number.
pub(super) fn target(
    raw: &RawTarget,
    number: u32,
    findings: &mut Vec<Finding>,
) -> PerformanceTarget {
    let mut reader = Reader { target: number, indicator: None, findings };
    let unit = reader.unit(raw);
    let (sources, phases) = reader.sources(raw, unit);
    let mut target = PerformanceTarget {
        project: raw.project.clone(),
        department: raw.department.clone(),
        activity: raw.activity.clone(),
        objective: raw.objective.clone(),
        total: reader.figure("total", printed(raw.total.as_ref()), unit),
        sources,
        phases,
        execution_weight: reader.weight("execution_weight", raw.execution_weight.as_ref()),
        evaluation: reader.evaluation(raw, unit),
        indicators: Vec::with_capacity(raw.indicators.len()),
    };
    for (index, indicator) in raw.indicators.iter().enumerate() {
        reader.indicator = Some(index::number(index));
        let indicator = reader.indicator(indicator, target.indicators.last());
        target.indicators.push(indicator);
    }
    target
}

/// The longest piece of a printed text that a message repeats, in bytes.
const SHOWN: usize = 120;

/// The parts of a target's money: by source, and by phase.
type Parts = (Vec<(ProjectSource, Figure)>, Vec<(String, Figure)>);

/// Where the reader stands, and what it has found so far.
struct Reader<'a> {
    target: u32,
    indicator: Option<u32>,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn find(&mut self, kind: FindingKind, field: &'static str, zh: String, en: String) {
        self.find_as(kind.severity(), kind, field, Message::new(zh, en));
    }

    fn find_as(
        &mut self,
        severity: Severity,
        kind: FindingKind,
        field: &'static str,
        message: Message,
    ) {
        let place = Place::Target { target: self.target, indicator: self.indicator, field };
        let finding = Finding::new(kind, vec![place], message);
        self.findings.push(Finding { severity, ..finding });
    }

    /// A finding about a text that could not be read, in the words of its error.
    fn unreadable(&mut self, kind: FindingKind, field: &'static str, error: &Error) {
        self.find_as(kind.severity(), kind, field, error.message());
    }

    /// A finding about a word that nobody knows.
    fn unknown(&mut self, field: &'static str, what: (&str, &str), text: &str) {
        let text = text::excerpt(text, SHOWN);
        let zh = format!("不认识的{}“{text}”", what.0);
        let en = format!("unknown {} {text:?}", what.1);
        self.find(FindingKind::UnrecognisedLabel, field, zh, en);
    }

    /// The unit over the amounts; where there is none, the amounts must name their own.
    fn unit(&mut self, raw: &RawTarget) -> Option<Unit> {
        if let Some(text) = printed(raw.unit.as_ref()) {
            let unit = text.parse().ok();
            if unit.is_none() {
                self.unknown("unit", ("金额单位", "unit of money"), text);
            }
            return unit;
        }
        let amounts = raw.sources.iter().map(|(_, text)| text);
        let amounts = amounts.chain(&raw.total).chain(&raw.budget).chain(&raw.executed);
        let bare = |text: &str| {
            Figure::parse_with_unit(text).is_err_and(|error| error.kind() == ErrorKind::MissingUnit)
        };
        if amounts.filter_map(|text| printed(Some(text))).any(bare) {
            let (zh, en) = ("没有金额单位，金额未读", "no unit of money: the amounts are not read");
            self.find(FindingKind::UnreadAmount, "unit", zh.into(), en.into());
        }
        None
    }

    /// The figure of a text, if it prints one.
    fn figure(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        unit: Option<Unit>,
    ) -> Option<Figure> {
        let text = text?;
        let figure = match unit {
            Some(unit) => Figure::parse(text, unit),
            None => Figure::parse_with_unit(text).map(Some),
        };
        match figure {
            Ok(figure) => figure,
            // Told of the unit, once.
            Err(error) if error.kind() == ErrorKind::MissingUnit => None,
            Err(error) => {
                self.unreadable(FindingKind::UnreadableFigure, field, &error);
                None
            }
        }
    }

    /// The sources, and the phases that stand among them.
    fn sources(&mut self, raw: &RawTarget, unit: Option<Unit>) -> Parts {
        let mut sources: Vec<(ProjectSource, Figure)> = Vec::with_capacity(raw.sources.len());
        let mut phases = Vec::new();
        for (name, text) in &raw.sources {
            let Some(source) = ProjectSource::from_label(name) else {
                if is_phase(name) {
                    let figure = self.figure("sources", printed(Some(text)), unit);
                    phases.extend(figure.map(|figure| (name.clone(), figure)));
                    continue;
                }
                self.unknown("sources", ("资金来源", "source of money"), name);
                continue;
            };
            let field = field_of(source, name);
            let Some(figure) = self.figure(field, printed(Some(text)), unit) else { continue };
            if sources.iter().any(|(earlier, _)| *earlier == source) {
                let (zh, en) =
                    (format!("资金来源“{name}”重复"), format!("the source {name:?} stands twice"));
                self.find(FindingKind::DuplicateCell, field, zh, en);
            } else {
                sources.push((source, figure));
            }
        }
        (sources, phases)
    }

    fn evaluation(&mut self, raw: &RawTarget, unit: Option<Unit>) -> SelfEvaluation {
        SelfEvaluation {
            budget: self.figure("budget", printed(raw.budget.as_ref()), unit),
            executed: self.figure("executed", printed(raw.executed.as_ref()), unit),
            rate: self.mark("rate", raw.rate.as_ref()),
            score: self.mark("score", raw.score.as_ref()),
            total_score: self.mark("total_score", raw.total_score.as_ref()),
        }
    }

    fn mark(&mut self, field: &'static str, text: Option<&String>) -> Option<Mark> {
        match printed(text)?.parse() {
            Ok(mark) => Some(mark),
            Err(error) => {
                self.unreadable(FindingKind::UnreadableFigure, field, &error);
                None
            }
        }
    }

    fn weight(&mut self, field: &'static str, text: Option<&String>) -> Option<Weight> {
        match printed(text)?.parse() {
            Ok(weight) => Some(weight),
            Err(error) => {
                let kind = match error.kind() {
                    ErrorKind::OutOfRange => FindingKind::WeightsTotal,
                    _ => FindingKind::UnreadableFigure,
                };
                self.unreadable(kind, field, &error);
                None
            }
        }
    }

    /// An indicator; a blank level is the level of the indicator before it, as in merged cells.
    fn indicator(&mut self, raw: &RawIndicator, before: Option<&Indicator>) -> Indicator {
        let primary = self.primary(raw, before);
        let secondary = self.secondary(raw, before);
        // A second level that says where it stands fills a blank first level.
        let blank = printed(raw.level1.as_ref()).is_none();
        let primary = match secondary {
            Some(secondary) if blank && !primary.is_some_and(|p| secondary.belongs_to(p)) => {
                Some(secondary.primary())
            }
            _ => primary,
        };
        let goal = self.goal(raw);
        Indicator {
            primary,
            secondary,
            name: raw.level3.clone().unwrap_or_default(),
            weight: self.weight("weight", raw.weight.as_ref()),
            reference: raw.reference.clone(),
            note: raw.note.clone(),
            actual: self.actual(raw),
            score: self.mark("score", raw.score.as_ref()),
            goal,
        }
    }

    fn primary(
        &mut self,
        raw: &RawIndicator,
        before: Option<&Indicator>,
    ) -> Option<PrimaryIndicator> {
        let Some(label) = printed(raw.level1.as_ref()) else {
            return before.and_then(|before| before.primary);
        };
        let primary = PrimaryIndicator::from_label(label);
        if primary.is_none() {
            self.unknown("level1", ("一级指标", "first-level indicator"), label);
        }
        primary
    }

    fn secondary(
        &mut self,
        raw: &RawIndicator,
        before: Option<&Indicator>,
    ) -> Option<SecondaryIndicator> {
        let Some(label) = printed(raw.level2.as_ref()) else {
            let same = printed(raw.level1.as_ref()).is_none();
            return before.filter(|_| same).and_then(|before| before.secondary);
        };
        let secondary = SecondaryIndicator::from_label(label);
        if secondary.is_none() {
            self.unknown("level2", ("二级指标", "second-level indicator"), label);
        }
        secondary
    }

    /// The nature in the column of its own, and whether that column says anything at all.
    fn nature(&mut self, raw: &RawIndicator) -> Option<IndicatorNature> {
        let label = printed(raw.nature.as_ref())?;
        let nature = IndicatorNature::from_label(label);
        // 定量 says that a number follows, not how to compare with it.
        let says_little = matches!(text::fold(label).as_str(), "定量" | "定量指标");
        if nature.is_none() && !says_little {
            self.unknown("nature", ("指标性质", "nature of an indicator"), label);
        }
        nature
    }

    fn goal(&mut self, raw: &RawIndicator) -> Option<Goal> {
        let column = self.nature(raw);
        let target = printed(raw.target.as_ref())?;
        let (goal, in_text) = match Goal::read(target, column) {
            Ok(read) => read,
            Err(error) => {
                self.unreadable(FindingKind::UnreadableFigure, "target", &error);
                return None;
            }
        };
        self.compare_natures(&goal, column, in_text);
        let Some(measure) = printed(raw.measure.as_ref()) else { return Some(goal) };
        let printed_measure = goal.value().and_then(|value| value.measure()).map(String::from);
        let (goal, agreed) = goal.measured(measure);
        if let (false, Some(other)) = (agreed, printed_measure) {
            let zh = format!("指标值的度量单位“{other}”与度量单位栏“{measure}”不同");
            let en = format!("the target is measured in {other:?}, its column says {measure:?}");
            self.find(FindingKind::IndicatorNature, "measure", zh, en);
        }
        Some(goal)
    }

    /// Says where the nature in its column and the target contradict each other.
    fn compare_natures(
        &mut self,
        goal: &Goal,
        column: Option<IndicatorNature>,
        in_text: Option<IndicatorNature>,
    ) {
        let Some(column) = column else { return };
        if goal.is_date() {
            return;
        }
        let qualitative = goal.nature() == IndicatorNature::Qualitative;
        let (zh, en, severity) = match in_text {
            Some(printed) if printed != column => (
                format!("指标性质为“{column}”，指标值却写“{printed}”"),
                format!("the nature is {column}, the target says {printed}"),
                Severity::Warning,
            ),
            None if qualitative && column != IndicatorNature::Qualitative => (
                format!("指标性质为“{column}”，指标值却是定性的"),
                format!("the nature is {column}, the target is qualitative"),
                Severity::Info,
            ),
            None if !qualitative && column == IndicatorNature::Qualitative => (
                "指标性质为“定性”，指标值却是数值".into(),
                "the nature is qualitative, the target is a number".into(),
                Severity::Info,
            ),
            _ => return,
        };
        let message = Message::new(zh, en);
        self.find_as(severity, FindingKind::IndicatorNature, "nature", message);
    }

    fn actual(&mut self, raw: &RawIndicator) -> Option<Actual> {
        match printed(raw.actual.as_ref())?.parse() {
            Ok(actual) => Some(actual),
            Err(error) => {
                self.unreadable(FindingKind::UnreadableFigure, "actual", &error);
                None
            }
        }
    }
}

/// The field that a source's amount stands in: its key in the neutral form where that is the
/// source's own name, else all sources.
pub(super) fn field_of(source: ProjectSource, printed: &str) -> &'static str {
    let name = source.name(Lang::Zh);
    if name == printed { name } else { "sources" }
}
