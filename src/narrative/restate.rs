//! Claims → the words of the templates.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{By, Claim, ClaimId, ClaimKind, Claims, Comparison, Context, Reference, Subject};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::lang::Lang;
use crate::scope::{Dimension, Scope};

/// Says the claims of a text in the words of the templates. Read in the same context, the words
/// make the same claims (at other bytes); `None` where they would not.
///
/// ```
/// use cn_budget::{Stage, narrative::{self, Context}};
///
/// let context = Context::new(2024, Stage::Final);
/// let text = "我单位一般公共预算财政拨款支出共计12.00万元（较上年减少0.50万元）";
/// let claims = narrative::read(text, &context);
/// assert_eq!(
///     narrative::restate(text, &claims, &context).unwrap(),
///     "一般公共预算财政拨款支出12.00万元，比2023年减少0.50万元。"
/// );
/// ```
#[must_use]
pub fn restate(text: &str, claims: &Claims, context: &Context) -> Option<String> {
    let mut writer = Writer { text, claims, context, out: String::new(), last: None, open: None };
    for (id, claim) in claims.iter() {
        writer.claim(id, claim)?;
    }
    let out = if writer.out.is_empty() { writer.out } else { writer.out + "。" };
    let back = super::read(&out, context);
    // A list of names is told by its bytes.
    let kinds = |text: &str, claims: &Claims| -> Vec<(ClaimKind, Vec<String>)> {
        claims.claims.iter().map(|claim| bare(text, &claim.kind)).collect()
    };
    (kinds(text, claims) == kinds(&out, &back) && back.unread.is_empty()).then_some(out)
}

/// A claim without the bytes of its names, and the names.
fn bare(text: &str, kind: &ClaimKind) -> (ClaimKind, Vec<String>) {
    let mut kind = kind.clone();
    let mut told = Vec::new();
    if let ClaimKind::Listing { names, .. } = &mut kind {
        told.extend(names.drain(..).filter_map(|name| text.get(name)).map(ToString::to_string));
    }
    (kind, told)
}

struct Writer<'a> {
    text: &'a str,
    claims: &'a Claims,
    context: &'a Context,
    out: String,
    /// The last value.
    last: Option<ClaimId>,
    /// The total whose list is open.
    open: Option<ClaimId>,
}

impl Writer<'_> {
    fn claim(&mut self, id: ClaimId, claim: &Claim) -> Option<()> {
        match &claim.kind {
            ClaimKind::Value { subject, figure, approximate, part_of } => {
                self.lead(*part_of);
                self.out += &self.words(subject.scope()?)?;
                self.out += if *approximate { "约" } else { "" };
                self.out += &figure.to_text_with_unit();
                self.last = Some(id);
            }
            ClaimKind::Change { subject, of, base_year, base_stage, by, part_of } => {
                let words = self.changed(id, *subject, *of, *part_of)?;
                let again = matches!(by, By::Percent(_)) && self.follows_change(id);
                let base = match (part_of, again) {
                    (None, false) => Some((*base_year)?),
                    _ => None,
                };
                self.out += &words;
                self.out += &change(base, *base_stage, *by);
            }
            ClaimKind::Share { part, whole, percent } => {
                let implied = self.part_of(*part).map(Reference::Claim);
                let whole = match whole {
                    Some(whole) if implied == Some(*whole) => String::new(),
                    Some(whole) => self.words(self.scope_of(*whole)?)? + "的",
                    None => return None,
                };
                self.put(&format!("，占{whole}{percent}"));
            }
            ClaimKind::Ratio { to, percent, .. } => {
                let stage = stage_words(self.scope_of(*to)?.stage()?);
                self.put(&format!("，完成{stage}的{percent}"));
            }
            ClaimKind::Comparison { left, relation, right } => {
                self.compare(*left, *relation, *right)?;
            }
            ClaimKind::Nil { subject } => {
                self.lead(None);
                self.out += "无";
                self.out += &self.words(subject.scope()?)?;
            }
            ClaimKind::Listing { names, open, .. } => {
                let names: Vec<&str> =
                    names.iter().filter_map(|name| self.text.get(name.clone())).collect();
                let behind = if *open { "等" } else { "" };
                self.put(&format!("，主要包括：{}{behind}", names.join("、")));
            }
            ClaimKind::Count { number, measure } => {
                self.lead(None);
                self.put(&format!("共有{number}{measure}"));
            }
        }
        Some(())
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What stands before a value: the end of the sentence, or its place in a list.
    fn lead(&mut self, part_of: Option<ClaimId>) {
        self.out += match part_of {
            _ if self.out.is_empty() => "",
            None => "。",
            Some(_) if self.open == part_of => "；",
            Some(_) => "，其中：",
        };
        self.open = part_of;
    }

    /// What stands before a change.
    fn changed(
        &mut self,
        id: ClaimId,
        subject: Subject,
        of: Option<ClaimId>,
        part_of: Option<ClaimId>,
    ) -> Option<String> {
        if let Some(whole) = part_of {
            let first = whole.index.checked_add(1) == Some(id.index)
                || self.before(id).is_some_and(|claim| !is_part_of(&claim.kind, whole));
            let lead = if first { "，主要是" } else { "，" };
            return Some(format!("{lead}{}", self.words(subject.scope()?)?));
        }
        if (of.is_some() && of == self.last) || self.follows_change(id) {
            return Some("，".into());
        }
        self.lead(None);
        self.words(subject.scope()?)
    }

    fn before(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.get(ClaimId { index: id.index.checked_sub(1)?, ..id })
    }

    /// Whether the claim tells the change before it once more, as a percentage does.
    fn follows_change(&self, id: ClaimId) -> bool {
        let own = self.claims.get(id).map(|claim| &claim.kind);
        match (self.before(id).map(|claim| &claim.kind), own) {
            (
                Some(ClaimKind::Change { subject: before, part_of: None, .. }),
                Some(ClaimKind::Change { subject, part_of: None, .. }),
            ) => before == subject,
            _ => false,
        }
    }

    fn compare(&mut self, left: Reference, relation: Comparison, right: Reference) -> Option<()> {
        let (left, right) = (self.scope_of(left)?, self.scope_of(right)?);
        self.lead(None);
        let one = self.words(left.without(Dimension::Stage))? + stage_words(left.stage()?);
        let other = stage_words(right.stage()?);
        let told = match relation {
            Comparison::Equal => format!("{one}与{other}持平"),
            Comparison::NearlyEqual => format!("{one}与{other}基本持平"),
            Comparison::Less => format!("{one}小于{other}"),
            Comparison::Greater => format!("{one}大于{other}"),
        };
        self.put(&told);
        Some(())
    }

    fn part_of(&self, id: ClaimId) -> Option<ClaimId> {
        match self.claims.get(id)?.kind {
            ClaimKind::Value { part_of, .. } => part_of,
            _ => None,
        }
    }

    fn scope_of(&self, reference: Reference) -> Option<Scope> {
        match reference {
            Reference::Scope(scope) => Some(scope),
            Reference::Claim(id) => match self.claims.get(id)?.kind {
                ClaimKind::Value { subject, .. } => subject.scope(),
                _ => None,
            },
        }
    }

    /// The words of a scope.
    fn words(&self, scope: Scope) -> Option<String> {
        let context = self.context;
        let other_year = scope.year().filter(|&year| year != context.year);
        let mut words = other_year.map(|year| format!("{year}年")).unwrap_or_default();
        let own_fund = scope.item().is_some() && scope.fund() == Some(FundSource::Fiscal);
        if let Some(fund) = scope.fund().filter(|_| !own_fund) {
            words += &fund_words(fund);
        }
        match (scope.functional(), scope.item(), scope.kind()) {
            (Some(code), None, None) => words += &context.words.path(code)?,
            (None, Some(item), None) => words += item.name(Lang::Zh),
            (None, None, Some(kind)) => words += kind.name(Lang::Zh),
            (None, None, None) => words += &flow_words(scope)?,
            _ => return None,
        }
        if let Some(stage) = scope.stage().filter(|&stage| stage != context.stage) {
            words += stage_words(stage);
        }
        Some(words)
    }
}

fn is_part_of(kind: &ClaimKind, whole: ClaimId) -> bool {
    matches!(kind, ClaimKind::Change { part_of, .. } if *part_of == Some(whole))
}

fn change(base: Option<u16>, stage: Option<Stage>, by: By) -> String {
    let stage = stage.map(stage_words).unwrap_or_default();
    match (base, by) {
        (Some(year), By::Flat | By::NearlyFlat) => format!("与{year}年{stage}{}", by.words()),
        (Some(year), _) => format!("比{year}年{stage}{}", by.words()),
        (None, _) => by.words(),
    }
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Budget => "年初预算数",
        Stage::Adjusted => "调整预算数",
        Stage::Final => "决算数",
    }
}

fn fund_words(fund: FundSource) -> String {
    match fund {
        FundSource::General => "一般公共预算财政拨款".into(),
        FundSource::GovernmentFund => "政府性基金预算财政拨款".into(),
        FundSource::StateCapital => "国有资本经营预算财政拨款".into(),
        other => other.name(Lang::Zh).trim_end_matches("资金").trim_end_matches("收入").into(),
    }
}

fn flow_words(scope: Scope) -> Option<String> {
    Some(match scope.flow()? {
        Flow::Balance => "收入支出总计".into(),
        Flow::Income => "收入".into(),
        Flow::CurrentIncome => "本年收入".into(),
        Flow::Expenditure => "支出".into(),
        Flow::CurrentExpenditure => "本年支出".into(),
        Flow::CarriedIn => "年初结转和结余".into(),
        Flow::CarriedOver => "年末结转和结余".into(),
        Flow::SurplusUsed | Flow::Distributed => return None,
    })
}
