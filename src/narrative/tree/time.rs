//! Of which year and stage an amount is whose words do not say.

use super::grow::Grower;
use super::{Measure, MentionId, What};
use crate::kind::Stage;

impl Grower<'_> {
    /// 预算数为5万元（其中：一般公共预算5万元）: a part whose words name neither year nor stage has
    /// those of the amount that its list was opened behind.
    pub(super) fn time_of(
        &self,
        of: MentionId,
        year: Option<u16>,
        stage: Option<Stage>,
    ) -> (Option<u16>, Option<Stage>) {
        let own =
            self.tree.mention(of).map(|mention| (mention.subject.year, mention.subject.stage));
        if year.is_some() || stage.is_some() || own != Some((None, None)) {
            return (year, stage);
        }
        let head = self.tree.head(of).and_then(|head| self.tree.mention(head));
        // 26.50万元（上年4.12万元），增加22.38万元，其中：…: not those of the amount of last year.
        let own = |level: &&Measure| match level.what {
            What::Level { year, .. } => year.is_none_or(|year| year >= self.year),
            _ => false,
        };
        let list = self.tree.mention(of).and_then(|mention| self.tree.list(mention.list?));
        let behind = head.filter(|_| list.is_some_and(|list| list.behind));
        let behind = behind.and_then(|head| head.measures.last());
        let behind = behind.filter(|measure| matches!(measure.what, What::Level { .. }));
        let opened = behind.or_else(|| head?.levels().filter(own).last());
        let told = opened.or_else(|| head?.levels().last()).map(|level| match level.what {
            What::Level { year, stage, .. } if level.sentence == self.sentence => (year, stage),
            _ => (None, None),
        });
        told.unwrap_or((None, None))
    }

    /// 预算5万元，决算4万元；上年预算3万元，决算2万元: the year of the amount right before, where the one of
    /// this year is told.
    pub(super) fn year_gone_on_with(&self, of: MentionId, stage: Option<Stage>) -> Option<u16> {
        let mention = self.tree.mention(of)?;
        let last = mention.measures.last().filter(|last| last.sentence == self.sentence)?;
        let What::Level { year: Some(year), .. } = last.what else { return None };
        let told = mention.levels().any(|level| match level.what {
            What::Level { year: of_year, stage: of, .. } => {
                of == stage && of_year.is_none_or(|year| year >= self.year)
            }
            _ => false,
        });
        (year < self.year && told).then_some(year)
    }

    /// 上年预算5万元，决算4万元，完成80%: the year of the amounts before, where the sentence tells those of
    /// two years.
    pub(super) fn year_told_last(&self, of: MentionId) -> Option<u16> {
        let levels =
            self.tree.mention(of)?.levels().filter(|level| level.sentence == self.sentence);
        let years = levels.filter_map(|level| match level.what {
            What::Level { year, .. } => year,
            _ => None,
        });
        years.last().filter(|&last| last < self.year)
    }
}
