//! What a narrative says, told again in the manner of another place.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::tree::{Base, ListId, Mention, MentionId, Role, Tree, What};
use super::{Context, Narrative};
use crate::code::Code;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::lang::Lang;
use crate::raw::RawParagraph;
use crate::scope::Scope;

/// How parts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `…，其中：基本支出5万元；项目支出4万元。`
    Among,
    /// `…（其中：基本支出5万元，项目支出4万元）。`
    Bracketed,
    /// `…，其中：` and a paragraph for each part.
    Paragraphs,
    /// `…。具体情况如下：` and numbered paragraphs.
    Numbered,
}

impl Style {
    /// All styles.
    pub const ALL: &'static [Self] =
        &[Self::Among, Self::Bracketed, Self::Paragraphs, Self::Numbered];
}

/// Writes the levels, changes and rates of a narrative, with their lists. `None` where it says
/// something that was not understood, or that has no words of its own.
///
/// ```
/// use cn_budget::{Stage, narrative::{self, Context, Style}};
///
/// let context = Context::new(2026, Stage::Budget);
/// let text = "支出预算100.00万元，其中：基本支出60.00万元，项目支出40.00万元。";
/// let narrative = narrative::read_text(text, &context);
/// let told = narrative::restate(&narrative, Style::Bracketed, &context).unwrap();
/// assert_eq!(told[0].text, "支出100.00万元（其中：基本支出60.00万元，项目支出40.00万元）。");
/// ```
#[must_use]
pub fn restate(
    narrative: &Narrative,
    style: Style,
    context: &Context,
) -> Option<Vec<RawParagraph>> {
    let mut teller = Teller { tree: &narrative.tree, style, context, told: Vec::new() };
    for (id, mention) in narrative.tree.mentions.iter().enumerate() {
        if mention.list.is_none() {
            teller.paragraph(id, None)?;
        }
    }
    Some(teller.told)
}

struct Teller<'a> {
    tree: &'a Tree,
    style: Style,
    context: &'a Context,
    told: Vec<RawParagraph>,
}

impl Teller<'_> {
    /// A paragraph about a mention, and those about its parts.
    fn paragraph(&mut self, id: MentionId, number: Option<usize>) -> Option<()> {
        let lists = self.lists(id);
        let lead = number.map_or(String::new(), |number| format!("{number}."));
        let clause = self.clause(id)?;
        let Some((&list, [])) = lists.split_first() else {
            if !lists.is_empty() {
                return None;
            }
            self.say(format!("{lead}{clause}。"));
            return Some(());
        };
        let children = self.tree.list(list)?.children.clone();
        let nested = children.iter().any(|&child| !self.lists(child).is_empty());
        // Lists within lists are told in one sentence only where brackets tell them apart.
        match self.style {
            Style::Among | Style::Bracketed if !nested => {
                let parts: Option<Vec<String>> =
                    children.iter().map(|&child| self.clause(child)).collect();
                let parts = parts?;
                self.say(match self.style {
                    Style::Among => format!("{lead}{clause}，其中：{}。", parts.join("；")),
                    _ => format!("{lead}{clause}（其中：{}）。", parts.join("，")),
                });
            }
            Style::Numbered if number.is_none() => {
                self.say(format!("{lead}{clause}。具体情况如下："));
                for (number, &child) in children.iter().enumerate() {
                    self.paragraph(child, Some(number + 1))?;
                }
            }
            _ if number.is_some() => return None,
            _ => {
                self.say(format!("{lead}{clause}，其中："));
                for &child in &children {
                    self.paragraph(child, None)?;
                }
            }
        }
        Some(())
    }

    fn say(&mut self, text: String) {
        self.told.push(RawParagraph { section: String::new(), text });
    }

    /// The lists of parts under a mention.
    fn lists(&self, id: MentionId) -> Vec<ListId> {
        let lists = self.tree.lists.iter().enumerate();
        let own = lists.filter(|(_, list)| {
            list.head == id && matches!(list.role, Role::Parts(_)) && !list.children.is_empty()
        });
        own.map(|(list, _)| list).collect()
    }

    /// What is said of one mention.
    fn clause(&self, id: MentionId) -> Option<String> {
        let mention = self.tree.mention(id)?;
        let mut told = self.subject(mention)?;
        let mut base: Option<Base> = None;
        for (number, measure) in mention.measures.iter().enumerate() {
            let part = match measure.what {
                What::Level { figure, year, stage, about: false } => {
                    let year = year.filter(|&year| year != self.context.year);
                    let year = year.map_or(String::new(), |year| format!("{year}年"));
                    let stage = stage.filter(|&stage| stage != self.context.stage);
                    let stage = stage.map_or("", stage_words);
                    format!("{year}{stage}{}", figure.to_text_with_unit())
                }
                What::Change { figure, base: of, .. } => {
                    let verb = if figure.mantissa() < 0 { "减少" } else { "增加" };
                    let amount = figure.to_text_with_unit();
                    let lead = lead(of, &mut base, self.context)?;
                    format!("{lead}{verb}{}", amount.trim_start_matches('-'))
                }
                What::Rate { percent, base: of, .. } => {
                    let verb = if percent.mantissa() < 0 { "下降" } else { "增长" };
                    let lead = lead(of, &mut base, self.context)?;
                    format!("{lead}{verb}{}", percent.to_string().trim_start_matches('-'))
                }
                What::Flat { nearly, base: of, .. } => {
                    let year = of.year?;
                    let words = if nearly { "基本持平" } else { "持平" };
                    format!("与{year}年{}{words}", of.stage.map_or("", stage_words))
                }
                _ => return None,
            };
            if number > 0 {
                told.push('，');
            }
            told.push_str(&part);
        }
        Some(told)
    }

    /// The words of a subject.
    fn subject(&self, mention: &Mention) -> Option<String> {
        if !mention.narrow.is_empty() {
            return None;
        }
        words(mention.scope?, self.context)
    }
}

/// What a change is compared with, if it is not what was told before.
fn lead(of: Base, told: &mut Option<Base>, context: &Context) -> Option<String> {
    let same = told.is_some_and(|told| (told.year, told.stage) == (of.year, of.stage));
    if same {
        return Some(String::new());
    }
    *told = Some(of);
    let year = of.year?;
    let stage = of.stage.map_or("", stage_words);
    let year = if year == context.year && !stage.is_empty() {
        String::new()
    } else {
        format!("{year}年")
    };
    Some(format!("比{year}{stage}"))
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Budget => "年初预算",
        Stage::Adjusted => "调整预算",
        Stage::Final => "决算数",
    }
}

/// The words for a scope: fund, flow, and one of name, kind or item.
fn words(scope: Scope, context: &Context) -> Option<String> {
    let mut told = String::new();
    if let Some(fund) = scope.fund() {
        told.push_str(match fund {
            FundSource::Fiscal => "财政拨款",
            FundSource::General => "一般公共预算财政拨款",
            FundSource::GovernmentFund => "政府性基金预算财政拨款",
            FundSource::StateCapital => "国有资本经营预算财政拨款",
            FundSource::Operations => "事业收入",
            FundSource::Business => "经营收入",
            FundSource::SuperiorSubsidy => "上级补助收入",
            FundSource::Other => "其他收入",
            _ => return None,
        });
    }
    let names = [
        scope.functional().map(|code| path(code, context)),
        scope.department().map(|code| name(code, context)),
        scope.kind().map(|kind| Some(kind.name(Lang::Zh).to_string())),
        scope.item().map(|item| Some(item.name(Lang::Zh).to_string())),
    ];
    let found: Vec<String> = names.into_iter().flatten().collect::<Option<_>>()?;
    match found.as_slice() {
        [] => {}
        [one] => {
            told.push_str(one);
            return Some(told);
        }
        // A part along two dimensions has no plain name.
        _ => return None,
    }
    let income = told.ends_with("收入");
    told.push_str(match scope.flow() {
        Some(Flow::Balance) => "收支总计",
        Some(Flow::Income) if income => "",
        Some(Flow::Income) => "收入",
        Some(Flow::CurrentIncome) => "本年收入",
        Some(Flow::CarriedIn) => "上年结转和结余",
        Some(Flow::SurplusUsed) => "使用非财政拨款结余",
        Some(Flow::Expenditure) => "支出",
        Some(Flow::CurrentExpenditure) => "本年支出",
        Some(Flow::Distributed) => "结余分配",
        Some(Flow::CarriedOver) => "结转下年",
        None => "",
    });
    (!told.is_empty()).then_some(told)
}

/// A functional code as the names of its path: 一般公共服务支出（类）财政事务（款）行政运行（项）.
fn path(code: crate::code::FunctionalCode, context: &Context) -> Option<String> {
    let mut codes: Vec<_> = core::iter::once(code).chain(code.ancestors()).collect();
    codes.reverse();
    let mut told = String::new();
    for (code, mark) in codes.into_iter().zip(["（类）", "（款）", "（项）"]) {
        told += &name(code, context)?;
        told += mark;
    }
    Some(told)
}

fn name<S: crate::code::Scheme>(code: Code<S>, context: &Context) -> Option<String> {
    let lexicon = &context.lexicon;
    lexicon.catalogue().name(code, lexicon.edition).map(ToString::to_string)
}
