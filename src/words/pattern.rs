//! Patterns → texts: `公务用车购置(及|和)运行(维护)?费` stands for four.
//!
//! `(a|b)` is a choice, `(a)?` may be left out; everything else stands for itself, folded as labels
//! are, so that brackets that are meant as such are written in full width.

use alloc::{string::String, vec::Vec};

use crate::text;

/// The most texts that one pattern may stand for.
const MOST: usize = 2_000;

/// The texts that a pattern stands for; `None` where its brackets do not match, where it may be
/// empty, or where it stands for too many.
pub(crate) fn expand(pattern: &str) -> Option<Vec<String>> {
    // The alternatives read so far at each depth of brackets: the finished ones, and the one that
    // is being read, each as the texts it stands for.
    let mut stack: Vec<(Vec<String>, Vec<String>)> = Vec::from([(Vec::new(), one())]);
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '(' => stack.push((Vec::new(), one())),
            '|' => {
                let (finished, current) = stack.last_mut()?;
                finished.append(current);
                *current = one();
            }
            ')' => {
                let (mut group, current) = stack.pop()?;
                group.extend(current);
                if characters.next_if_eq(&'?').is_some() {
                    group.push(String::new());
                }
                let (_, before) = stack.last_mut()?;
                *before = joined(before, &group)?;
            }
            '?' => return None,
            _ => {
                let (_, current) = stack.last_mut()?;
                if let Some(folded) = text::fold_char(character) {
                    for text in current {
                        text.push(folded);
                    }
                }
            }
        }
    }
    let (mut texts, current) = stack.pop().filter(|_| stack.is_empty())?;
    texts.extend(current);
    texts.sort_unstable();
    texts.dedup();
    texts.first().is_some_and(|first| !first.is_empty()).then_some(texts)
}

/// One text, empty as yet.
fn one() -> Vec<String> {
    Vec::from([String::new()])
}

fn joined(before: &[String], group: &[String]) -> Option<Vec<String>> {
    if before.len().saturating_mul(group.len()) > MOST {
        return None;
    }
    let both =
        before.iter().flat_map(|head| group.iter().map(move |tail| [head.as_str(), tail].concat()));
    Some(both.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_parts_that_may_be_left_out() {
        let texts = |pattern: &str| expand(pattern).unwrap_or_default().join(" ");
        assert_eq!(texts("甲"), "甲");
        assert_eq!(texts("甲|乙丙"), "乙丙 甲");
        assert_eq!(texts("甲(乙|丙)?丁"), "甲丁 甲丙丁 甲乙丁");
        assert_eq!(texts("甲(乙(丙)?|丁)"), "甲丁 甲乙 甲乙丙");
        assert_eq!(texts("因公出国（境）费"), "因公出国(境)费");
        assert_eq!(texts("“三公”经费"), "三公经费");
        for wrong in ["", "(甲", "甲)", "甲?", "(甲)?", "甲|"] {
            assert_eq!(expand(wrong), None, "{wrong}");
        }
        assert_eq!(expand(&"(甲|乙)".repeat(20)), None);
    }
}
