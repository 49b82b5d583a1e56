//! What keeps a cell's amount apart from what its scope alone says: the words that leave a part, and
//! those of another measure.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use super::labels::cut;

use crate::disclosure::Names;
use crate::label::{Reading, Vocabulary};
use crate::scope::Scope;

/// The words that narrow a label, as a sorted list without repetition, and likewise those of
/// another measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Apart {
    parts: Vec<String>,
    variants: Vec<String>,
}

impl Apart {
    pub(super) const NONE: Self = Self { parts: Vec::new(), variants: Vec::new() };

    /// What the words of a label say.
    pub(super) fn of(reading: &Reading, vocabulary: &Vocabulary) -> Self {
        let marks = reading.marks();
        if marks.is_empty() {
            return Self::NONE;
        }
        Self {
            parts: vocabulary.texts_of(marks, false),
            variants: vocabulary.texts_of(marks, true),
        }
    }

    pub(super) fn is_none(&self) -> bool {
        self.parts.is_empty() && self.variants.is_empty()
    }

    /// Whether all these words are among the others, which are more.
    pub(super) fn is_less_than(&self, other: &Self) -> bool {
        let among =
            |own: &[String], others: &[String]| own.iter().all(|word| others.contains(word));
        self != other && among(&self.parts, &other.parts) && among(&self.variants, &other.variants)
    }

    pub(super) fn add_part(&mut self, label: &str) {
        add(&mut self.parts, label);
    }

    pub(super) fn add_variant(&mut self, label: &str) {
        add(&mut self.variants, label);
    }

    pub(super) fn join(&mut self, other: &Self) {
        other.parts.iter().for_each(|label| add(&mut self.parts, label));
        other.variants.iter().for_each(|label| add(&mut self.variants, label));
    }

    /// The scope of an amount so kept apart.
    pub(super) fn narrow(&self, scope: Scope, names: &mut Names) -> Scope {
        let mut scope = scope;
        if !self.parts.is_empty() {
            scope = scope.with_part(names.id(&self.parts.join("·")));
        }
        if !self.variants.is_empty() {
            scope = scope.with_variant(names.id(&self.variants.join("·")));
        }
        scope
    }
}

/// Rows or columns by the words that keep them apart.
pub(super) struct Families {
    /// The scopes printed with each set of words, without what the flow says.
    scopes: BTreeMap<Apart, BTreeSet<Scope>>,
}

/// More different sets of words in one table are not told apart: two or three are usual.
const MOST: usize = 32;

impl Families {
    pub(super) fn of<'a>(labels: impl Iterator<Item = (&'a Apart, Scope)>) -> Self {
        let mut scopes: BTreeMap<Apart, BTreeSet<Scope>> = BTreeMap::new();
        for (apart, scope) in labels {
            match scopes.get_mut(apart) {
                Some(own) => {
                    own.insert(cut(scope));
                }
                None => {
                    scopes.insert(apart.clone(), BTreeSet::from([cut(scope)]));
                }
            }
        }
        Self { scopes }
    }

    /// Whether a label holds a part that sums over labels with fewer words may lack (专项公用经费 beside
    /// 公用经费, 单位资金/非同级财政拨款 beside other parts of 单位资金): not where the labels with the same
    /// words have a total of their own, nor where they are several, each beside its whole (行政单位/基本支出
    /// and 行政单位/项目支出 beside 基本支出 and 项目支出).
    pub(super) fn may_lack(&self, apart: &Apart, scope: Scope) -> bool {
        if self.scopes.len() > MOST {
            return !apart.is_none();
        }
        let scope = cut(scope);
        let mut above =
            self.scopes.iter().filter(|(other, _)| other.is_less_than(apart)).peekable();
        if above.peek().is_none() {
            return false;
        }
        let own = self.scopes.get(apart);
        let has_total = own.is_some_and(|scopes| scopes.contains(&Scope::ALL));
        let several = own.is_some_and(|scopes| scopes.len() > 1);
        let cut_further =
            |scopes: &BTreeSet<Scope>| scopes.iter().any(|&o| o != scope && o.is_within(scope));
        let whole = |scopes: &BTreeSet<Scope>| scopes.contains(&scope) && !cut_further(scopes);
        let beside_whole = several && above.any(|(_, scopes)| whole(scopes));
        scope == Scope::ALL || !(has_total || beside_whole)
    }
}

fn add(labels: &mut Vec<String>, label: &str) {
    if let Err(place) = labels.binary_search_by(|own| own.as_str().cmp(label)) {
        labels.insert(place, label.into());
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::disclosure::Disclosure;
    use crate::finding::Severity;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::options::Options;
    use crate::raw::{RawDisclosure, RawTable};
    use crate::reconcile::reconcile;
    use crate::words::{Lexicon, Role};

    #[test]
    fn words_in_any_order_are_one_part() {
        let mut names = Names::default();
        let mut scope = |labels: [&str; 3]| {
            let mut apart = Apart::default();
            for label in labels {
                apart.add_part(label);
            }
            apart.narrow(Scope::ALL, &mut names)
        };
        assert_eq!(scope(["本级", "新增", "本级"]), scope(["新增", "本级", "新增"]));
        assert_ne!(scope(["本级", "新增", "本级"]), scope(["新增", "新增", "新增"]));
        assert_eq!(Apart::NONE.narrow(Scope::ALL, &mut names), Scope::ALL);
    }

    /// Three tables with amounts of a part: in a column, in a row, and under a title of its own. None says
    /// how much of the whole they are.
    fn narrowed(word: &str) -> RawDisclosure {
        let columns = ["合计".into(), "基本支出".into(), "项目支出".into(), format!("{word}支出")];
        let kinds = ["合计", "基本支出", "项目支出"];
        let in_column = RawTable::new("部门支出总表", Unit::WanYuan, columns)
            .row("", "合计", ["100.00", "70.00", "30.00", "41.00"])
            .row("201", "一般公共服务支出", ["60.00", "40.00", "20.00", "30.00"])
            .row("205", "教育支出", ["40.00", "30.00", "10.00", "11.00"]);
        let in_row = RawTable::new("一般公共预算支出表", Unit::WanYuan, kinds)
            .row("", "合计", ["95.00", "68.00", "27.00"])
            .row("201", "一般公共服务支出", ["58.00", "39.00", "19.00"])
            .row("205", "教育支出", ["37.00", "29.00", "8.00"])
            .row("", format!("{word}支出"), ["40.00", "28.00", "12.00"]);
        let in_title = RawTable::new(format!("{word}政府性基金预算支出表"), Unit::WanYuan, kinds)
            .row("", "合计", ["4.00", "1.00", "3.00"])
            .row("212", "城乡社区支出", ["4.00", "1.00", "3.00"]);
        let raw = RawDisclosure::new(2026, Stage::Budget);
        raw.table(in_column).table(in_row).table(in_title)
    }

    #[test]
    fn every_word_that_narrows_leaves_a_part_of_its_own_and_raises_no_alarm() {
        let words = Lexicon::standard_texts(Role::Narrowing);
        assert!(words.len() > 100, "{}", words.len());
        for word in words {
            let disclosure = Disclosure::read(narrowed(&word));
            let mut scopes = BTreeSet::new();
            for fact in disclosure.facts() {
                assert!(scopes.insert(fact.scope()), "{word}: {:?}", fact.place());
            }
            let report = reconcile(&disclosure, &Options::new());
            assert_eq!(report.count_findings(Severity::Error), 0, "{word}: {report}");
        }
    }

    #[test]
    fn words_in_another_order_say_the_same() {
        for word in Lexicon::standard_texts(Role::Narrowing) {
            let columns = [format!("{word}一般公共预算支出"), format!("一般公共预算{word}支出")];
            let table = RawTable::new("部门支出总表", Unit::WanYuan, columns)
                .row("", "合计", ["41.00", "41.00"])
                .row("205", "教育支出", ["41.00", "41.00"]);
            let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
            let disclosure = Disclosure::read(raw);
            let report = reconcile(&disclosure, &Options::new());
            assert_eq!(report.count_findings(Severity::Error), 0, "{word}: {report}");
        }
    }
}
