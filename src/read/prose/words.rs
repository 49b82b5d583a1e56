//! The words of prose, each with the role that it plays.

use alloc::{string::String, vec::Vec};
use core::str::FromStr;

use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::code::Level;
use crate::text;
use crate::text::longest_prefix;

/// The part that a word plays in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Flow(Flow),
    Fund(FundSource),
    Kind(Kind),
    Item(Item),
    /// 预算数, 支出决算; the flow that it names by the way.
    Stage(Stage, Option<Flow>),
    /// 合计, 总额.
    Total,
    /// 收支: both sides.
    BothSides,
    /// 本年, 当年.
    ThisYear,
    /// 结转和结余.
    Carry,
    /// 本级, 新增: some part of what is meant.
    Narrow(Narrow),
    Neutral,
    /// 本部门: the body that publishes.
    Body,
    /// 按支出功能分类: how, not what.
    Classification,
    /// 情况说明: ends a heading.
    HeadingEnd,
    /// （类）, （款）, （项）: the level of the name before it.
    Rank(Level),
    LastYear,
    Up,
    Down,
    /// 增加（减少）.
    Either,
    Difference,
    Flat,
    NearlyFlat,
    /// 比, 较.
    Than,
    /// 与, 和, 同: a comparison only where the words behind it say so.
    With,
    /// 相比 behind a base.
    Compared,
    /// 同比.
    YearOnYear,
    Share,
    Completion,
    Less,
    Greater,
    Equal,
    Open(Opening),
    Aside(Aside),
    /// 一是.
    Step,
    Each,
    Nil,
    Copula,
    Approx,
    /// 到, 至 behind a verb: what follows is the level.
    To,
    /// 中: the head before it, if a list follows.
    Within,
    /// 绩效, 项目概述: not about the budget.
    NotBudget,
}

/// How a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// 其中.
    Among,
    /// 包括.
    Include,
    /// 由…组成.
    MadeOf,
    /// 具体情况如下.
    Below,
    /// 支出决算中，.
    Within,
    /// 分别为: amounts in the order of the names before.
    Deal,
    /// A colon behind an amount.
    Colon,
    /// A bracket.
    Bracket,
}

/// Why something stands aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// 主要用于: what it is spent on.
    Use,
    /// 原因是: why it changed.
    Cause,
}

macro_rules! narrows {
    ($($name:ident $key:literal),* $(,)?) => {
        /// A word that speaks of some part only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "data/words/prose.tsv lists the words")]
        pub enum Narrow { $($name),* }

        impl Narrow {
            fn of_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }
        }
    };
}

narrows! {
    Central "central", Scattered "scattered", Small "small", Micro "micro", OwnLevel "own_level",
    Administrative "administrative", Institution "institution", Subordinate "subordinate",
    Added "added", Asset "asset", Performance "performance", Contract "contract",
    Average "average", Hospital "hospital",
}

/// All words, sorted by their text.
#[derive(Debug, Clone)]
pub(super) struct Words(Vec<(String, Word)>);

impl Words {
    pub(super) fn standard() -> Self {
        let mut words: Vec<(String, Word)> = Vec::new();
        for line in include_str!("../../../data/words/prose.tsv").lines() {
            let Some((role, pattern)) = line.split_once('\t') else { continue };
            let Some(word) = word(role) else { continue };
            for text in expand(pattern) {
                words.push((text::fold(&text).replace('.', "。").replace('它', "他"), word));
            }
        }
        words.sort_by(|(a, _), (b, _)| a.cmp(b));
        words.dedup_by(|(a, _), (b, _)| a == b);
        Self(words)
    }

    /// The longest word that a text begins with, and its length.
    pub(super) fn longest(&self, text: &str) -> Option<(Word, usize)> {
        let key = |index: usize| self.0.get(index).map_or("", |(key, _)| key.as_str());
        let found = longest_prefix(self.0.len(), key, text)?;
        self.0.get(found).map(|(key, word)| (*word, key.len()))
    }
}

fn word(role: &str) -> Option<Word> {
    let (role, of) = role.split_once('.').unwrap_or((role, ""));
    Some(match role {
        "flow" => Word::Flow(Flow::from_str(of).ok()?),
        "fund" => Word::Fund(fund(of)?),
        "kind" => Word::Kind(Kind::from_str(of).ok()?),
        "item" => Word::Item(Item::from_str(of).ok()?),
        "stage" => {
            let (stage, flow) = of.split_once('.').unwrap_or((of, ""));
            Word::Stage(Stage::from_str(stage).ok()?, Flow::from_str(flow).ok())
        }
        "total" => Word::Total,
        "both" => Word::BothSides,
        "current" => Word::ThisYear,
        "carry" => Word::Carry,
        "narrow" => Word::Narrow(Narrow::of_key(of)?),
        "neutral" => Word::Neutral,
        "body" => Word::Body,
        "classification" => Word::Classification,
        "heading_end" => Word::HeadingEnd,
        "rank" => Word::Rank(match of {
            "class" => Level::Class,
            "section" => Level::Section,
            _ => Level::Item,
        }),
        "last_year" => Word::LastYear,
        "up" => Word::Up,
        "down" => Word::Down,
        "either" => Word::Either,
        "difference" => Word::Difference,
        "flat" => Word::Flat,
        "nearly" => Word::NearlyFlat,
        "than" => Word::Than,
        "with" => Word::With,
        "compared" => Word::Compared,
        "year_on_year" => Word::YearOnYear,
        "share" => Word::Share,
        "completion" => Word::Completion,
        "less" => Word::Less,
        "greater" => Word::Greater,
        "equal" => Word::Equal,
        "open" => Word::Open(match of {
            "among" => Opening::Among,
            "include" => Opening::Include,
            "made_of" => Opening::MadeOf,
            "deal" => Opening::Deal,
            _ => Opening::Below,
        }),
        "aside" => Word::Aside(if of == "use" { Aside::Use } else { Aside::Cause }),
        "step" => Word::Step,
        "each" => Word::Each,
        "nil" => Word::Nil,
        "copula" => Word::Copula,
        "approx" => Word::Approx,
        "to" => Word::To,
        "within" => Word::Within,
        "not_budget" => Word::NotBudget,
        _ => return None,
    })
}

fn fund(key: &str) -> Option<FundSource> {
    use FundSource as F;
    Some(match key {
        "fiscal" => F::Fiscal,
        "general" => F::General,
        "government_fund" => F::GovernmentFund,
        "state_capital" => F::StateCapital,
        "social_insurance" => F::SocialInsurance,
        "special_account" => F::SpecialAccount,
        "unit" => F::Unit,
        "operations" => F::Operations,
        "superior_subsidy" => F::SuperiorSubsidy,
        "subordinate_remittance" => F::SubordinateRemittance,
        "business" => F::Business,
        "other" => F::Other,
        _ => return None,
    })
}

/// All texts of a pattern: (a|b) is either, (a)? may be left out.
fn expand(pattern: &str) -> Vec<String> {
    let mut rest = pattern;
    let mut texts = alternatives(&mut rest, 0);
    texts.retain(|text| !text.is_empty());
    texts
}

fn alternatives(rest: &mut &str, depth: u8) -> Vec<String> {
    let mut all = Vec::new();
    let mut texts = alloc::vec![String::new()];
    while let Some(character) = rest.chars().next() {
        if character == ')' && depth > 0 {
            break;
        }
        *rest = rest.get(character.len_utf8()..).unwrap_or_default();
        let pieces = match character {
            '|' => {
                all.append(&mut texts);
                texts.push(String::new());
                continue;
            }
            '(' => {
                let mut pieces = alternatives(rest, depth + 1);
                *rest = rest.strip_prefix(')').unwrap_or(rest);
                if let Some(behind) = rest.strip_prefix('?') {
                    *rest = behind;
                    pieces.push(String::new());
                }
                pieces
            }
            _ => alloc::vec![String::from(character)],
        };
        let longer = |text: &String| pieces.iter().map(|piece| text.clone() + piece).collect::<Vec<_>>();
        texts = texts.iter().flat_map(longer).collect();
    }
    all.append(&mut texts);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_optional_parts() {
        let mut texts = expand("公务(用)?车(运行|维护)(费|费用)?");
        texts.sort();
        assert_eq!(texts.len(), 12);
        assert!(texts.contains(&"公务车维护费用".into()) && texts.contains(&"公务用车运行".into()));
    }

    #[test]
    fn every_row_has_a_role() {
        for line in include_str!("../../../data/words/prose.tsv").lines() {
            let Some((role, _)) = line.split_once('\t') else { continue };
            assert!(word(role).is_some(), "{role}");
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let words = Words::standard();
        let longest = |text: &str| words.longest(text).map(|(word, length)| (word, text[length..].len()));
        assert_eq!(longest("基本支出5"), Some((Word::Kind(Kind::Basic), 1)));
        assert_eq!(longest("上年结转5"), Some((Word::Flow(Flow::CarriedIn), 1)));
        assert_eq!(longest("上年5"), Some((Word::LastYear, 1)));
        assert_eq!(longest("某"), None);
    }
}
