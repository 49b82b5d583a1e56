//! Comparisons of two stages: 决算数小于预算数, 决算数与预算数持平.

use core::ops::Range;

use super::Reader;
use crate::kind::Stage;
use crate::narrative::{ClaimKind, Comparison};
use crate::scope::Scope;

const RELATIONS: &[(&str, Comparison)] = &[
    ("小于", Comparison::Less),
    ("低于", Comparison::Less),
    ("少于", Comparison::Less),
    ("大于", Comparison::Greater),
    ("高于", Comparison::Greater),
    ("多于", Comparison::Greater),
    ("超过", Comparison::Greater),
    ("等于", Comparison::Equal),
];

const FLAT: &[&str] = &["持平", "一致", "相同"];

/// A side of a comparison as it stands in the words.
type Sides<'w> = (&'w str, &'w str, Comparison);

impl Reader<'_, '_> {
    /// 决算数小于预算数.
    pub(super) fn compared(&mut self, words: &str, range: &Range<usize>) -> bool {
        let Some((left, right, relation)) = unequal(words).or_else(|| flat(words)) else {
            return false;
        };
        let Some((left, right)) = self.sides(left, right) else { return false };
        let (left, right) = (self.reference(left), self.reference(right));
        self.claim(range.clone(), ClaimKind::Comparison { left, relation, right });
        true
    }

    /// The scopes of both sides, which must be the same but for the stage.
    fn sides(&self, left: &str, right: &str) -> Option<(Scope, Scope)> {
        let own = self.staged(left)?;
        let (left, _) = self.complete(own)?;
        let to = self.staged(right)?;
        let right = left.with_stage(to.stage().unwrap_or(Stage::Budget));
        let year = to.year().is_none_or(|year| Some(year) == left.year());
        (left != right && year).then_some((left, right))
    }

    /// A side of a comparison, which must name a stage: 支出决算数, 预算数的主要原因.
    fn staged(&self, words: &str) -> Option<Scope> {
        let words = words.split("的主要").next().unwrap_or(words);
        let words = words.split("的原因").next().unwrap_or(words);
        let words = words.split("主要原因").next().unwrap_or(words);
        let own = self.context.own_scope(words)?;
        own.stage().map(|_| own)
    }
}

fn unequal(words: &str) -> Option<Sides<'_>> {
    RELATIONS.iter().find_map(|&(word, relation)| {
        let (left, right) = words.split_once(word)?;
        Some((left, right, relation))
    })
}

fn flat(words: &str) -> Option<Sides<'_>> {
    let (left, right) =
        FLAT.iter().find_map(|word| words.strip_suffix(word))?.rsplit_once(['与', '和', '同'])?;
    let nearly = right.strip_suffix("基本").or_else(|| right.strip_suffix("大体"));
    let relation = if nearly.is_some() { Comparison::NearlyEqual } else { Comparison::Equal };
    Some((left, nearly.unwrap_or(right), relation))
}
