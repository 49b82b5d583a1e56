//! What is read in a narrative, in short lines.

use cn_budget::{
    Lang, Stage,
    narrative::{Base, By, Claim, ClaimKind, Mention, Narrative},
};

/// What was read, in short: `#0` is the first mention, `∈#0` a part of it; the year and the stage of
/// the document go without saying, 别物 is what was not understood, 〔…〕 what narrowing words leave.
/// A number of which it is not known what it is stands behind `?`.
pub(crate) fn told(texts: &[&str], narrative: &Narrative, document: (u16, Stage)) -> Vec<String> {
    let mentions: Vec<Mention> = narrative.mentions().collect();
    let text =
        |paragraph: u32, range: &std::ops::Range<usize>| &texts[paragraph as usize][range.clone()];
    let about = |of: usize| {
        let mention = &mentions[of];
        let scope = match mention.scope {
            _ if mention.is_narrowed => {
                format!("〔{}〕", mention.scope.map_or(String::new(), |s| s.to_string()))
            }
            Some(scope) => scope.to_string(),
            None => "别物".into(),
        };
        let part = mention.part_of.map_or(String::new(), |head| format!(" ∈#{head}"));
        (scope, part)
    };
    let when = |year: Option<u16>, stage: Option<Stage>| {
        let year = year
            .filter(|&year| year != document.0)
            .map_or(String::new(), |year| format!("{year}年"));
        let stage =
            stage.filter(|&stage| stage != document.1).map_or("", |stage| stage.name(Lang::Zh));
        year + stage
    };
    let base = |base: Base| {
        let year = base.year.map_or("何时".into(), |year| year.to_string());
        format!("比{year}{}", base.stage.map_or("", |stage| stage.name(Lang::Zh)))
    };
    let by = |by: By| match by {
        By::Amount(figure) => figure.to_text_with_unit(),
        By::Percent(percent) => percent.to_string(),
        By::Flat => "持平".into(),
        _ => "基本持平".into(),
    };
    let one = |claim: &Claim| {
        let (scope, part) = about(claim.of);
        match claim.kind {
            ClaimKind::Level { figure, year, stage, approximate } => {
                let nearly = if approximate { "约" } else { "" };
                format!("{}{scope} {nearly}{}{part}", when(year, stage), figure.to_text_with_unit())
            }
            ClaimKind::Prior { figure, base: of } => {
                format!("{scope} {}为{}", base(of), figure.to_text_with_unit())
            }
            ClaimKind::Change { by: change, base: of } => {
                format!("{scope} {} {}{part}", base(of), by(change))
            }
            ClaimKind::Difference(change) => format!("{scope} 相差{}", by(change)),
            ClaimKind::Share { percent, whole } => {
                let whole = whole.map_or("别处".into(), |id| format!("#{id}"));
                format!("#{}占{whole} {percent}", claim.of)
            }
            ClaimKind::Completion { percent, stage } => {
                format!(
                    "#{}完成{} {percent}",
                    claim.of,
                    stage.map_or("预算", |stage| stage.name(Lang::Zh))
                )
            }
            ClaimKind::Comparison { relation, base: of } => {
                format!("#{}{}{}", claim.of, relation.words(), base(of))
            }
            ClaimKind::Count { number, measure } => format!("{number}{measure}"),
            _ => unreachable!(),
        }
    };
    let mut claims: Vec<Claim> = narrative.claims().collect();
    claims.sort_by_key(|claim| (claim.paragraph, claim.number.start));
    let mut told: Vec<String> = claims.iter().map(one).collect();
    let mut unread: Vec<_> = narrative.unread().collect();
    unread.sort_by_key(|(paragraph, range)| (*paragraph, range.start));
    told.extend(unread.iter().map(|(paragraph, range)| format!("? {}", text(*paragraph, range))));
    told
}
