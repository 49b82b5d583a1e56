//! Changes by more than a share that the profile names: the prose must say why.

use alloc::{format, string::String, vec::Vec};

use super::{Document, missing};
use crate::finding::{Finding, FindingKind};
use crate::num::lex;
use crate::profile::Point;

pub(super) fn check(
    document: &Document<'_>,
    point: &Point,
    above: u32,
    words: &[String],
    findings: &mut Vec<Finding>,
) {
    let sentences = document.prose.sentences();
    for (number, sentence) in sentences.iter().enumerate() {
        let Some(rate) = rate_above(&sentence.text, above) else { continue };
        // The reason may follow in the next paragraph.
        let reach = sentence.paragraph..=sentence.paragraph.saturating_add(1);
        let near = |other: &&super::prose::Sentence| reach.contains(&other.paragraph);
        let before = sentences.get(..number).unwrap_or_default().iter().rev().take_while(near);
        let after = sentences.get(number..).unwrap_or_default().iter().take_while(near);
        if before.chain(after).any(|near| near.says(words)) {
            continue;
        }
        findings.push(missing(
            FindingKind::MissingItem,
            point,
            [sentence.place()].into(),
            format!("增减 {rate}，超过 {above}%，没有说明原因"),
            format!("a change of {rate}, above {above}%, without a reason"),
        ));
    }
}

/// A rate of change above so many percent that a folded sentence prints.
fn rate_above(text: &str, above: u32) -> Option<String> {
    const CHANGES: [&str; 9] =
        ["增长", "增加", "上升", "增幅", "上涨", "下降", "减少", "降低", "降幅"];
    text.split([',', ';', ':', '(', ')']).find_map(|clause| {
        let end = clause.find('%')?;
        let before = clause.get(..end)?;
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let (number, length) = lex::number(before.get(rest.len()..)?)?;
        let whole = number.mantissa / 10_i64.checked_pow(number.decimals.into())?;
        let more = whole > i64::from(above)
            || whole == i64::from(above)
                && number.mantissa % 10_i64.checked_pow(number.decimals.into())? > 0;
        let changes = CHANGES.iter().any(|change| rest.contains(change));
        (changes && more && rest.len() + length == end)
            .then(|| format!("{}%", before.get(rest.len()..).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_change_and_no_others() {
        for (text, rate) in [
            ("比上年增加2万元,增长12.5%.", Some("12.5%")),
            ("下降10.01%", Some("10.01%")),
            ("下降10.00%", None),
            ("占支出的70%", None),
            ("完成预算的120%", None),
            ("增加3万元,占20%", None),
        ] {
            assert_eq!(rate_above(text, 10).as_deref(), rate, "{text}");
        }
    }
}
