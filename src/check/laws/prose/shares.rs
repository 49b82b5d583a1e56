//! Shares: a part ÷ its whole; the shares of all parts add up to 100 %.
//!
//! ```text
//! 本年支出2,400.00万元，其中：教育支出1,800.00万元，占75.00%: 1,800.00 ÷ 2,400.00 = 75.00%
//! ```

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::quotient::Stated;
use super::Meant;
use super::node::{FARTHEST, Node};
use super::split::{self, Listed};
use crate::check::{Context, Linear, Presumption};
use crate::facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::kind::Stage;
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::Percent;
use crate::narrative::tree::{List, Measure, MentionId, Tree, What, Whole};
use crate::num::figure::Quantity;
use crate::place::Place;
use crate::scope::Dimension;

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(node) = Node::new(tree, id) else { continue };
        for (number, measure) in mention.measures.iter().enumerate() {
            if let What::Share { percent, of, .. } = &measure.what {
                share(context, node, number, measure, *percent, of);
            }
        }
    }
    for list in &tree.lists {
        hundred(context, tree, list);
    }
}

fn share(
    context: &mut Context<'_>,
    node: Node<'_>,
    number: usize,
    measure: &Measure,
    percent: Percent,
    of: &Whole,
) {
    let place = facts::place(&measure.span);
    // The nearest amounts, unless only others make the percentage.
    let mut nearest = None;
    for (part, whole) in readings(context, node, number, of) {
        let presumed = (!(part.certain && whole.certain)).then_some(Presumption::SameAmount);
        let (above, below) = (Linear::of(part.fact), Linear::of(whole.fact));
        let stated =
            Stated { law: Law::Share, above: &above, below: &below, percent, place, presumed };
        let fits = stated.holds(context) == Some(true);
        if fits || nearest.is_none() {
            nearest = Some((above, below, presumed));
        }
        if fits {
            break;
        }
    }
    let Some((above, below, presumed)) = nearest else { return };
    let stated = Stated { law: Law::Share, above: &above, below: &below, percent, place, presumed };
    let exact = stated.exact(context).unwrap_or_default();
    if stated.holds(context) == Some(false) && is_adjusted(node, percent, &exact) {
        let message = Message::new(
            format!("占比 {percent} 与 {exact}% 相差末位一个单位，应是为使各项合计为 100% 而调整"),
            format!(
                "the share {percent} is one last place off {exact}%, so that all add up to 100%"
            ),
        );
        let mut finding = Finding::new(FindingKind::TruncatedFigure, [place].into(), message);
        finding.law = Some(Law::Share);
        finding.severity = Severity::Info;
        context.findings.push(finding);
        return;
    }
    let words = words(context, &stated);
    stated.push(context, &words);
}

/// Which part and which whole a share may be of, the likeliest first: the level told last, or that of
/// the document's own year and stage (2.5万元（预算3.57万元），占60%); the whole that the words or the
/// list point to, or one that this is a part of (（一般公共预算5万元，占3%）: of all income).
fn readings(
    context: &Context<'_>,
    node: Node<'_>,
    number: usize,
    of: &Whole,
) -> Vec<(Meant, Meant)> {
    let facts = context.facts;
    let raw = facts.disclosure().raw();
    let own_time = (raw.year, raw.stage);
    let last = part(context, node, number);
    let other = node
        .own_level(context, own_time)
        .map(|fact| Part { meant: Meant { fact, certain: true }, when: own_time });
    let mut wholes = alloc::vec![of.clone()];
    match of {
        Whole::Mention(head) => {
            let members = node.mention.list.and_then(|list| node.tree.list(list));
            let beside = members.filter(|list| list.head == *head).and_then(|list| list.beside);
            let above = node.tree.ancestors(*head).skip(1);
            wholes.extend(beside.into_iter().chain(above).map(Whole::Mention));
            // 支出5万元，货物3万元、服务2万元，其中授予中小企业4万元，占80%: of what all of them are parts of.
            wholes.extend(wider(node.tree, *head).map(Whole::Mention));
            // The same words may have told another part of the money before.
            let named = node.tree.mention(*head).map(|head| head.subject.clone());
            wholes.extend(named.map(Whole::Named));
        }
        // 占本年财政拨款支出60%, below one fund: of what the section is about.
        Whole::Named(_) if whole(context, node, of, own_time).is_some() => {
            wholes.extend(node.tree.ancestors(node.id()).skip(1).map(Whole::Mention));
        }
        Whole::Named(_) | Whole::Unknown => {}
    }
    let own = last.into_iter().chain(other).map(|part| (part, wholes.as_slice()));
    // Of what was told before only the nearest whole: any two of many amounts make some percentage.
    let own_amount = node.mention.levels().next().is_some();
    let before = before(context, node, number).filter(|_| own_amount);
    let before = before.map(|part| (part, core::slice::from_ref(of)));
    let mut found: Vec<(Meant, Meant)> = Vec::new();
    for (Part { meant: part, when }, wholes) in own.chain(before) {
        for of in wholes {
            // 占采购预算的7.5%: of what was planned.
            let planned = [Stage::Budget, Stage::Adjusted].map(|stage| (when.0, stage));
            let Some(whole) = whole(context, node, of, when) else { continue };
            let told = planned.iter().filter_map(|&planned| of_mention(context, node, of, planned));
            for whole in core::iter::once(whole).chain(told) {
                let positive = facts.value(whole.fact).is_some_and(|whole| whole > Quantity::ZERO);
                if whole.fact != part.fact && positive {
                    found.push((part, whole));
                }
            }
        }
    }
    found
}

/// What the same paragraph told before a mention that is a part of it, the nearest.
fn wider(tree: &Tree, part: MentionId) -> Option<MentionId> {
    let mention = tree.mention(part)?;
    let scope = mention.scope?;
    let told = |&id: &MentionId| {
        tree.mention(id).is_some_and(|other| {
            other.span.paragraph == mention.span.paragraph
                && other.narrow.is_empty()
                && other.scope.is_some_and(|whole| whole != scope && scope.is_within(whole))
        })
    };
    (0..part).rev().take(FARTHEST).find(told)
}

/// What the sentence told before the mention: 5万元，为一般公共预算3万元和政府性基金2万元，占80%.
fn before<'a>(
    context: &'a Context<'_>,
    node: Node<'a>,
    number: usize,
) -> impl Iterator<Item = Part> + use<'a> {
    let sentence = node.mention.measures.get(number).map(|measure| measure.sentence);
    let told = (0..node.id()).rev().take(FARTHEST).filter_map(move |id| Node::new(node.tree, id));
    let has_own = |told: &Node<'_>| {
        told.mention.measures.iter().any(|measure| matches!(measure.what, What::Share { .. }))
    };
    let beside = told.filter(move |told| Some(told.mention.sentence) == sentence && !has_own(told));
    beside.filter_map(|told| part(context, told, told.mention.measures.len()))
}

/// The amount that a share is printed beside.
pub(super) struct Part {
    pub(super) meant: Meant,
    pub(super) when: (u16, Stage),
}

/// The level told last before a share, else that of the document's stage.
pub(super) fn part(context: &Context<'_>, node: Node<'_>, number: usize) -> Option<Part> {
    let facts = context.facts;
    let levels = node.mention.measures.iter().enumerate().take(number).rev();
    let mut levels = levels.filter(|(_, measure)| matches!(measure.what, What::Level { .. }));
    let raw = facts.disclosure().raw();
    let own = (node.mention.subject.year.unwrap_or(raw.year), raw.stage);
    Some(match levels.next() {
        Some((number, level)) => {
            let fact = facts.claimed().fact(node.id(), number)?;
            Part {
                meant: Meant { fact, certain: true },
                when: facts::when(facts, node.mention, level),
            }
        }
        None => Part { meant: node.level(context, own)?, when: own },
    })
}

/// What is said of a share: 300 ÷ 2,400 = 12.5%.
pub(super) fn words(context: &Context<'_>, stated: &Stated<'_>) -> Message {
    let exact = stated.exact(context).unwrap_or_default();
    let percent = stated.percent;
    let (above, below) = (text(context, stated.above), text(context, stated.below));
    Message::new(
        format!("{above} ÷ {below} = {exact}%，文中为 {percent}"),
        format!("{above} ÷ {below} = {exact}%, printed as {percent}"),
    )
}

/// One figure as it is printed, several by their sum.
fn text(context: &Context<'_>, sum: &Linear) -> String {
    let facts = context.facts;
    let mut figures = sum.terms().iter().filter_map(|term| facts.figure(term.fact));
    let Some(first) = figures.next() else { return String::new() };
    if sum.terms().len() == 1 {
        return first.to_text_with_unit();
    }
    let value =
        sum.value(facts).map(|value| value.to_decimal_string(first.unit(), first.decimals()));
    value.map(|value| format!("{value}{}", first.unit())).unwrap_or_default()
}

/// What a mention tells itself of a time.
fn of_mention(
    context: &Context<'_>,
    node: Node<'_>,
    of: &Whole,
    when: (u16, Stage),
) -> Option<Meant> {
    let Whole::Mention(id) = of else { return None };
    let fact = Node::new(node.tree, *id)?.own_level(context, when)?;
    Some(Meant { fact, certain: true })
}

/// The whole that a share is of.
pub(super) fn whole(
    context: &Context<'_>,
    node: Node<'_>,
    of: &Whole,
    when: (u16, Stage),
) -> Option<Meant> {
    match of {
        Whole::Mention(id) => {
            let whole = Node::new(node.tree, *id)?;
            whole.level(context, when).or_else(|| {
                let raw = context.facts.disclosure().raw();
                whole.level(context, (raw.year, raw.stage))
            })
        }
        Whole::Named(subject) => {
            let scope = subject.scope().filter(|_| subject.narrow.is_empty())?;
            let fact = context.facts.printed_of(scope.with_year(when.0).with_stage(when.1))?;
            let part = node.mention.scope?;
            // A base by flow alone may be that of the section's fund.
            let plain = scope.fixed().all(|dimension| dimension == Dimension::Flow);
            let certain = !plain || !part.fixes(Dimension::Fund) || subject.total;
            Some(Meant { fact, certain })
        }
        Whole::Unknown => None,
    }
}

/// Whether a share is one last place off in a list whose shares add up to 100 %.
fn is_adjusted(node: Node<'_>, percent: Percent, exact: &str) -> bool {
    let Some(list) = node.mention.list.and_then(|list| node.tree.list(list)) else { return false };
    let shares: Vec<Percent> =
        shares(node.tree, list).into_iter().map(|(percent, _)| percent).collect();
    let all = list.children.iter().filter(|&&id| {
        node.tree.mention(id).is_some_and(|mention| mention.levels().next().is_some())
    });
    let decimals = percent.decimals();
    let places = 10_i64.checked_pow(u32::from(decimals));
    let same = shares.iter().all(|share| share.decimals() == decimals);
    let sum: i64 = shares.iter().map(|share| share.mantissa()).fold(0, i64::saturating_add);
    let hundred = places.and_then(|places| places.checked_mul(100));
    let exact: Option<i64> = exact.replace(['.', ','], "").parse().ok();
    let close = exact.is_some_and(|exact| exact.abs_diff(percent.mantissa()) <= 1);
    shares.len() >= 3 && all.count() == shares.len() && same && Some(sum) == hundred && close
}

/// The shares of the head that members of a list have.
fn shares(tree: &Tree, list: &List) -> Vec<(Percent, Place)> {
    let members = list.children.iter().filter_map(|&id| tree.mention(id));
    let measures = members.flat_map(|member| &member.measures);
    measures
        .filter_map(|measure| match &measure.what {
            What::Share { percent, of: Whole::Mention(head), .. } if *head == list.head => {
                Some((*percent, facts::place(&measure.span)))
            }
            _ => None,
        })
        .collect()
}

/// The shares of a full list add up to 100 %, but for the rounding of each.
fn hundred(context: &mut Context<'_>, tree: &Tree, list: &List) {
    let shares = shares(tree, list);
    // Within another list they may be shares of its whole.
    let nested = tree.head(list.head).is_some();
    if nested || shares.len() < 2 || shares.len() != list.children.len() || list.open {
        return;
    }
    let Some(whole) = tree.mention(list.head).and_then(|head| head.scope) else { return };
    let cuts: Option<Vec<(Dimension, u32)>> = list
        .children
        .iter()
        .map(|&id| {
            let part = tree.mention(id)?.scope?;
            let dimension = split::dimension(whole, part)?;
            Some((dimension, part.key(dimension)))
        })
        .collect();
    let Some(cuts) = cuts else { return };
    let Some(&(dimension, _)) = cuts.first() else { return };
    let keys: Vec<u32> = cuts.iter().map(|&(_, key)| key).collect();
    let apart =
        cuts.iter().all(|&(other, _)| other == dimension) && split::are_apart(dimension, &keys);
    let raw = context.facts.disclosure().raw();
    let when = (raw.year, raw.stage);
    let dated = whole.with_year(when.0).with_stage(when.1);
    let bound = Node::new(tree, list.head).and_then(|head| head.own(context, when));
    let bound =
        bound.map(|fact| context.facts.scope(fact)).filter(|scope| !scope.fixes(Dimension::Table));
    let full = matches!(
        split::listed(context.facts, bound.unwrap_or(dated), dimension, &keys),
        Listed::All | Listed::AllPrinted
    );
    if apart && full {
        context.findings.extend(off_hundred(&shares));
    }
}

fn off_hundred(shares: &[(Percent, Place)]) -> Option<Finding> {
    let decimals = shares.iter().map(|(percent, _)| percent.decimals()).max()?;
    let mut sum = 0_i128;
    let mut slack = 0_i128;
    for (percent, _) in shares {
        let places = 10_i128.checked_pow(u32::from(decimals - percent.decimals()))?;
        sum = sum.checked_add(i128::from(percent.mantissa()).checked_mul(places)?)?;
        slack = slack.checked_add(places)?;
    }
    let hundred = 10_i128.checked_pow(u32::from(decimals) + 2)?;
    let off = sum.checked_sub(hundred)?;
    // Half a last place for each share.
    if off.checked_abs()?.checked_mul(2)? <= slack {
        return None;
    }
    let told: Vec<String> = shares.iter().map(|(percent, _)| format!("{percent}")).collect();
    let total = Percent::new(i64::try_from(sum).ok()?, decimals);
    let message = Message::new(
        format!("各项占比之和 {} = {total}，不是 100%", told.join(" + ")),
        format!("the shares add up to {} = {total}, not 100%", told.join(" + ")),
    );
    let places = shares.iter().map(|&(_, place)| place).collect();
    let mut finding = Finding::new(FindingKind::BrokenEquation, places, message);
    finding.law = Some(Law::Share);
    Some(finding)
}
