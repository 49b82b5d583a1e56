//! Percentages: shares (占 79.49%) and ratios (完成年初预算的 98.20%).

use crate::index;
use core::ops::Range;

use super::{Reader, is_thin};
use crate::kind::Stage;
use crate::narrative::token::Token;
use crate::narrative::{ClaimId, ClaimKind, Percent, Reference, Subject};
use crate::scope::Dimension;

impl Reader<'_, '_> {
    /// 占 79.49%, 占本年支出合计的 100.00%.
    pub(super) fn share(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let Some(at) = words.rfind('占') else { return false };
        let Some((part, subject)) = self.last else { return false };
        // 基本支出占比: the part is named anew.
        let before = words.get(..at).unwrap_or_default();
        if !before.is_empty() && self.context.own_scope(before).is_none_or(|own| !is_thin(own)) {
            return false;
        }
        let mut whole = words.get(at + '占'.len_utf8()..).unwrap_or_default();
        for word in ["比重为", "比重", "比例为", "比例", "比为", "比", "的"] {
            whole = whole.strip_suffix(word).unwrap_or(whole);
        }
        let whole = whole.trim_end_matches(['的', '总']);
        let whole = match subject {
            Subject::Elsewhere => None,
            Subject::Scope(_) if whole.is_empty() => self.whole_of(part).map(Reference::Claim),
            Subject::Scope(scope) => {
                let Some(own) = self.context.own_scope(whole) else { return false };
                if is_thin(own) && !own.fixes(Dimension::Flow) {
                    return false;
                }
                let own =
                    own.or(crate::scope::Scope::ALL.with_year(scope.year().unwrap_or_default()));
                Some(self.reference(self.context.dated(own)))
            }
        };
        let percent = Percent::new(token.number.mantissa, token.number.decimals);
        self.claim_of(range.clone(), token, ClaimKind::Share { part, whole, percent });
        true
    }

    fn whole_of(&self, part: ClaimId) -> Option<ClaimId> {
        match &self.claims.get(index::index(part.index))?.kind {
            ClaimKind::Value { part_of, .. } => *part_of,
            _ => None,
        }
    }

    /// 完成年初预算的 98.20%.
    pub(super) fn ratio(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let Some(at) = words.find("完成").or_else(|| words.starts_with('为').then_some(0))
        else {
            return false;
        };
        // 规划服务较年初完成 92%: of something that is told before it.
        let before = words.get(..at).unwrap_or_default();
        if self.context.own_scope(before) != Some(crate::scope::Scope::ALL) {
            return false;
        }
        let planned = words.get(at..).unwrap_or_default();
        let planned = planned.trim_start_matches("完成").trim_start_matches('为');
        let planned = planned.trim_end_matches(['为', '的', '率']);
        let Some(own) = self.context.own_scope(planned) else { return false };
        let Some((of, subject)) = self.last else { return false };
        let percent = Percent::new(token.number.mantissa, token.number.decimals);
        let Subject::Scope(scope) = subject else {
            let (of, to) = (Reference::Claim(of), Reference::Claim(of));
            self.claim_of(range.clone(), token, ClaimKind::Ratio { of, to, percent });
            return true;
        };
        let stage = own.stage().unwrap_or(Stage::Budget);
        let year = own.year().is_none_or(|year| Some(year) == scope.year());
        if !is_thin(own) || own.fixes(Dimension::Flow) || scope.stage() == Some(stage) || !year {
            return false;
        }
        let (of, to) = (Reference::Claim(of), self.reference(scope.with_stage(stage)));
        self.claim_of(range.clone(), token, ClaimKind::Ratio { of, to, percent });
        true
    }
}
