//! Labels (表头、行名): printed headings → scopes, by words and never by position.
//!
//! A label is cut into known words; what each word means adds up to a [`Reading`]. A label of which
//! any part is unknown is not read at all: whoever asks must then report it and leave open the sums
//! that it may belong to.

use alloc::{string::String, vec::Vec};

use crate::code::SchemeKind;
use crate::scope::Scope;
use crate::text;
use crate::words::{Lexicon, Meaning, Role, Spot};

mod marks;
mod nearest;
mod reading;
mod segment;

pub use crate::words::{TextColumn, WordsError};
pub(crate) use marks::Marks;
pub use reading::Reading;
use segment::{Segment, Segments};

/// The words that labels are made of: those of the standard templates, and a caller's own.
///
/// ```
/// use cn_budget::{Flow, FundSource, Kind, Scope, Vocabulary};
///
/// let mut vocabulary = Vocabulary::standard();
/// let reading = vocabulary.read("一、一般公共预算财政拨款收入").unwrap();
/// assert_eq!(reading.scope().fund(), Some(FundSource::General));
///
/// let reading = vocabulary.read("年初财政拨款结转和结余").unwrap();
/// assert_eq!(reading.scope().flow(), Some(Flow::CarriedIn));
///
/// assert!(vocabulary.read("甲字专款").is_none());
/// vocabulary.add_label("甲字专款", Scope::ALL.with_kind(Kind::Project));
/// assert_eq!(vocabulary.read("甲字专款").unwrap().scope().kind(), Some(Kind::Project));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    lexicon: Lexicon,
    /// The scopes of the labels that a caller added.
    given: Vec<Scope>,
}

/// Labels longer than this many bytes (after normalisation) are not read: the longest title of the
/// standard templates has about 120.
pub const MAX_LABEL: usize = 512;

impl Vocabulary {
    /// The vocabulary of the standard templates; costs nothing.
    #[must_use]
    pub fn standard() -> Self {
        Self { lexicon: Lexicon::standard(), given: Vec::new() }
    }

    /// Adds the words of a table, which win over the standard ones: one a line, in columns parted by
    /// tabs. A blank line and one that begins with `#` say nothing.
    ///
    /// | column | what it holds |
    /// |---|---|
    /// | pattern | the word: `(a\|b)` is a choice, `(a)?` may be left out, `a\|b` are two words |
    /// | role | what the word does, below |
    /// | meaning | what it means, below; empty where the role says all |
    /// | where | where it may stand: `t` title, `h` heading, `r` row, `p` prose, any of them together |
    /// | seen | where it was seen, for people; may be left out |
    ///
    /// The roles of labels, with that of 增加 in prose; those that build sentences are in
    /// `data/words/prose.tsv`:
    ///
    /// | role | the word |
    /// |---|---|
    /// | `meaning` | says what is spoken of: the only role that must have a meaning |
    /// | `neutral` | says nothing: without it the figure would be about the same |
    /// | `narrowing` | leaves a part of what is spoken of (本级): the figure is at most that of the whole |
    /// | `variant` | another measure of what is spoken of (计划): held against nothing but its like |
    /// | `rise`, `fall`, `flat` | 增加, 减少, 持平, in prose |
    ///
    /// The meanings; a key is that of the type, as its `key` gives it:
    ///
    /// | meaning | example |
    /// |---|---|
    /// | `fund:` [`FundSource`](crate::FundSource), by its code or `fiscal` | `fund:11` |
    /// | `flow:` [`Flow`](crate::Flow) | `flow:carried_in` |
    /// | `kind:` [`Kind`](crate::Kind) | `kind:project` |
    /// | `item:` [`Item`](crate::Item) | `item:reception` |
    /// | `stage:` [`Stage`](crate::Stage) | `stage:final` |
    /// | `unit:` [`Unit`](crate::Unit), as it is printed | `unit:万元` |
    /// | `spread:` [`SchemeKind`]: the table lists codes of it | `spread:functional` |
    /// | `text:` a column of words: `entity`, `project`, `project_code`, `kind`, `class`, `section`, `item`, `change`, `change_rate`, `other` | `text:other` |
    /// | `total`, `amount`, `two_sided`, `current`, `carry`, `last_year` | 合计, 金额, 收支, 本年, 结转, 上年 |
    ///
    /// # Errors
    /// [`WordsError`] names the first line that is not of this form; nothing is added then.
    ///
    /// ```
    /// use cn_budget::{Kind, Vocabulary};
    ///
    /// let mut vocabulary = Vocabulary::standard();
    /// vocabulary.extend("机动(性)?经费\tmeaning\tkind:project\thr\t某省\n")?;
    /// assert_eq!(vocabulary.read("机动经费").unwrap().scope().kind(), Some(Kind::Project));
    /// assert_eq!(vocabulary.extend("甲\n").unwrap_err().line(), 1);
    /// # Ok::<(), cn_budget::label::WordsError>(())
    /// ```
    pub fn extend(&mut self, table: &str) -> Result<(), WordsError> {
        self.lexicon.extend(table)
    }

    /// Adds a label of the caller's own, which wins over the standard words of the same text.
    pub fn add_label(&mut self, label: &str, scope: Scope) {
        let number = u16::try_from(self.given.len());
        if let (label, Ok(number)) = (text::normalise(label), number) {
            self.given.push(scope);
            self.lexicon.add(&label, Role::Meaning, Some(Meaning::Given(number)));
        }
    }

    /// Adds a word that labels may hold without changing their meaning.
    pub fn add_filler(&mut self, word: &str) {
        self.lexicon.add(&text::normalise(word), Role::Neutral, None);
    }

    /// Adds the heading of a column that holds text and not amounts.
    pub fn add_text_column(&mut self, heading: &str, column: TextColumn) {
        let heading = text::normalise(heading);
        self.lexicon.add(&heading, Role::Meaning, Some(Meaning::Text(column)));
    }

    /// The words, for those who read sentences.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The scopes of a caller's own labels, by number.
    pub(crate) fn given(&self) -> &[Scope] {
        &self.given
    }

    /// Reads a label, in the width, brackets, spaces and numbering that it happens to be printed
    /// in. `None` if any part of it is unknown, or if it says nothing at all.
    pub fn read(&self, label: &str) -> Option<Reading> {
        self.read_normal(&text::normalise(label))
    }

    /// Reads the normal label of a row: one that says nothing but a year says enough.
    pub(crate) fn read_row(&self, label: &str) -> Option<Reading> {
        self.read_any(label, Spot::Row).filter(|reading| reading.meant || reading.is_year())
    }

    pub(crate) fn read_normal(&self, label: &str) -> Option<Reading> {
        self.read_any(label, Spot::Row).filter(|reading| reading.meant)
    }

    /// Reads a label that may say nothing but that an amount stands here, or nothing at all.
    fn read_any(&self, label: &str, spot: Spot) -> Option<Reading> {
        let segments = Segments::of(&self.lexicon, label, spot)?;
        self.sum(segments.from(0)?)
    }

    /// What the words of a label say together.
    fn sum(&self, words: impl Iterator<Item = Segment>) -> Option<Reading> {
        let mut reading = Reading::NOTHING;
        for segment in words {
            reading.add(segment, &self.given);
        }
        reading.finish()
    }

    /// Reads a heading of several levels joined by `/`. The last level must say something; those
    /// above it need only be known.
    pub fn read_path(&self, path: &str) -> Option<Reading> {
        let mut reading: Option<Reading> = None;
        let mut last_says = false;
        for level in levels(path) {
            let below = self.read_heading(&level)?;
            last_says = below.says();
            reading = Some(reading.map_or(below, |above| above.then(&below)));
        }
        reading.filter(|_| last_says)
    }

    /// Reads one normal level of a heading, which may say nothing.
    pub(crate) fn read_heading(&self, level: &str) -> Option<Reading> {
        self.read_any(level, Spot::Heading)
    }

    /// The classification that a heading over codes or names speaks of (功能分类科目/科目编码).
    pub(crate) fn read_spread(&self, path: &str) -> Option<SchemeKind> {
        path.split('/').find_map(|level| self.read_heading(&text::normalise(level))?.spread())
    }

    /// Reads a title. Before what it says may stand a year and the name of a body, which `is_body`
    /// must recognise; the body's `own` name is passed over even where it holds a word (某局本级).
    pub(crate) fn read_title(
        &self,
        title: &str,
        own: &str,
        is_body: impl Fn(&str) -> bool,
    ) -> Option<Reading> {
        // 财政拨款收入支出总表 speaks of both sides, not of 财政拨款收入.
        let title = text::normalise(title).replace("收入支出", "收支");
        let segments = Segments::of(&self.lexicon, &title, Spot::Title)?;
        let read = |start: usize| self.sum(segments.from(start)?).filter(|reading| reading.meant);
        let behind_own = title.find(own).filter(|_| !own.is_empty()).map(|start| start + own.len());
        let starts = title.char_indices().map(|(start, _)| start);
        behind_own.into_iter().chain(starts).find_map(|start| {
            let body = title.get(..start)?;
            read(start).filter(|_| start == 0 || is_body(body))
        })
    }

    /// The texts of marks, those of other measures or those of parts, in one order for all labels.
    pub(crate) fn texts_of(&self, marks: Marks, variant: bool) -> Vec<String> {
        let own = marks.iter().filter(|mark| mark.variant == variant);
        let mut texts: Vec<String> = own.map(|mark| self.lexicon.text(mark.word)).collect();
        texts.sort_unstable();
        texts
    }
}

/// The levels of a heading, in normal form.
pub(crate) fn levels(path: &str) -> Vec<String> {
    path.split('/').filter(|level| !level.trim().is_empty()).map(text::normalise).collect()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::flow::Flow;
    use crate::fund::FundSource;
    use crate::item::Item;
    use crate::kind::{Kind, Stage};

    #[track_caller]
    fn reads(label: &str, scope: Scope, total: bool) {
        let reading = Vocabulary::standard().read(label).unwrap_or_else(|| panic!("{label}"));
        assert_eq!((reading.scope(), reading.is_total()), (scope, total), "{label}");
    }

    #[test]
    fn rows_of_the_templates() {
        let all = Scope::ALL;
        reads("一、本年收入", all.with_flow(Flow::CurrentIncome), false);
        reads("二、上年结转", all.with_flow(Flow::CarriedIn), false);
        reads("收入合计", all.with_flow(Flow::Income), true);
        reads("本年支出合计", all.with_flow(Flow::CurrentExpenditure), true);
        reads("二、结转下年", all.with_flow(Flow::CarriedOver), false);
        reads("使用非财政拨款结余（含专用结余）", all.with_flow(Flow::SurplusUsed), false);
        reads("年末结转和结余", all.with_flow(Flow::CarriedOver), false);
        reads(
            "年初财政拨款结转和结余",
            all.with_flow(Flow::CarriedIn).with_fund(FundSource::Fiscal),
            false,
        );
        reads("总　计", all, true);
        reads("人员经费合计", all.with_kind(Kind::Personnel), true);
        reads("“三公”经费和机关运行经费预算数", all.with_stage(Stage::Budget), false);
        reads(
            "财政拨款“三公”经费",
            all.with_fund(FundSource::Fiscal).with_item(Item::ThreePublic),
            false,
        );
    }

    #[test]
    fn headings_of_several_levels() {
        let vocabulary = Vocabulary::standard();
        let scope = |path: &str| vocabulary.read_path(path).unwrap().scope();
        assert_eq!(
            scope("公务用车购置及运行费/公务用车运行费/决算数"),
            Scope::ALL.with_item(Item::VehicleOperation).with_stage(Stage::Final)
        );
        assert_eq!(
            scope("“三公”经费/公务用车购置及运行费/购置费"),
            Scope::ALL.with_item(Item::VehiclePurchase)
        );
        assert_eq!(scope("一般公共预算/一般债券"), Scope::ALL.with_fund(FundSource::GeneralBonds));
        assert!(vocabulary.read_path("公务用车购置及运行费/无此费").is_none());
    }

    #[test]
    fn titles() {
        let vocabulary = Vocabulary::standard();
        let read = |title: &str| vocabulary.read_title(title, "", |body| body.ends_with("中心"));
        let reading = read(
            "2026年九龙坡区电子政务中心一般公共预算财政拨款基本支出预算表（部门预算支出经济分类科目）",
        )
        .unwrap();
        assert_eq!(reading.scope().kind(), Some(Kind::Basic));
        assert_eq!(reading.scope().fund(), Some(FundSource::General));
        assert_eq!(reading.spread(), Some(SchemeKind::Department));
        assert!(read("2026年九龙坡区电子政务中心部门收支总表").unwrap().is_two_sided());
        assert!(read("部门收支总表").unwrap().is_two_sided());
        assert!(read("乱七八糟部门收支总表").is_none());
        assert!(read("乱七八糟表").is_none());
        assert!(read("九龙坡区电子政务中心附表").is_none());
    }

    #[test]
    fn hostile_labels_end() {
        let vocabulary = Vocabulary::standard();
        assert!(vocabulary.read(&"本年".repeat(1_000_000)).is_none());
        assert!(vocabulary.read(&("一般公共预算".repeat(20) + "？")).is_none());
        assert!(vocabulary.read("").is_none());
        // Each piece is one phrase or four, so that there are 2^36 ways through.
        assert!(vocabulary.read(&("部门（单位）".repeat(36) + "？")).is_none());
    }

    #[test]
    fn the_longest_label_is_read_and_no_longer_one() {
        let vocabulary = Vocabulary::standard();
        for marks in 0..4 {
            let label = "合计".to_string() + &"单位".repeat(84) + &"-".repeat(marks);
            let fits = label.len() <= MAX_LABEL;
            assert_eq!(vocabulary.read(&label).is_some(), fits, "{}", label.len());
            assert_eq!(
                vocabulary.read_title(&label, "", |_| false).is_some(),
                fits,
                "{}",
                label.len()
            );
        }
    }

    #[test]
    fn a_label_that_says_nothing_is_known_but_not_read() {
        let vocabulary = Vocabulary::standard();
        for label in ["部门", "名称", "（）", ""] {
            assert!(vocabulary.read_heading(&text::normalise(label)).is_some(), "{label}");
            assert!(vocabulary.read(label).is_none(), "{label}");
            assert!(vocabulary.read_row(label).is_none(), "{label}");
            assert!(vocabulary.read_path(label).is_none(), "{label}");
        }
        assert!(vocabulary.read_path("部门/合计").is_some());
        assert!(vocabulary.read_heading("饕餮").is_none());
        // A year is enough for a row or a column, and a column of amounts need not say more.
        assert!(vocabulary.read("2025年").is_none());
        assert!(vocabulary.read_row("2025年").is_some_and(|reading| reading.is_year()));
        assert!(vocabulary.read_path("2025年").is_some_and(|reading| reading.is_year()));
        assert!(vocabulary.read_path("金额").is_some());
    }

    #[test]
    fn a_year_with_more_below_it_is_no_bare_year() {
        let vocabulary = Vocabulary::standard();
        for path in ["2025年/预算数", "2025年/基本支出"] {
            let reading = vocabulary.read_path(path).unwrap();
            assert_eq!(reading.scope().year(), Some(2025));
            assert!(!reading.is_year(), "{path}");
        }
    }

    #[test]
    fn what_an_upper_level_says_holds_below_it() {
        let vocabulary = Vocabulary::standard();
        let read = |path: &str| vocabulary.read_path(path).unwrap();
        assert!(read("上年预算数/基本支出").is_last_year());
        assert!(read("基本支出/上年预算数").is_last_year());
        assert!(!read("预算数/基本支出").is_last_year());
        assert!(read("本年拨款/一般公共预算").is_current());
        assert!(read("一般公共预算/本年拨款").is_current());
        assert!(!read("一般公共预算/基本支出").is_current());
        assert!(read("收支/合计").is_two_sided());
        assert!(!read("收入/合计").is_two_sided());
    }

    #[test]
    fn a_classification_heads_codes_but_not_their_total() {
        let vocabulary = Vocabulary::standard();
        let column = |path: &str| vocabulary.read_path(path).unwrap().text_column();
        assert_eq!(column("功能科目"), Some(TextColumn::Code(SchemeKind::Functional)));
        assert_eq!(column("功能分类科目/科目名称"), Some(TextColumn::Other));
        assert_eq!(column("按功能分类/合计"), None);
        assert_eq!(column("按功能分类/基本支出"), None);
    }

    #[test]
    fn what_is_carried_goes_the_way_of_its_side() {
        reads("结余收入", Scope::ALL.with_flow(Flow::CarriedIn), false);
        reads("结转支出", Scope::ALL.with_flow(Flow::CarriedOver), false);
    }

    #[test]
    fn words_of_a_callers_own() {
        let mut vocabulary = Vocabulary::standard();
        assert!(vocabulary.read("甲字基本支出").is_none());
        vocabulary.add_filler("甲字");
        let reading = vocabulary.read("甲字基本支出").unwrap();
        assert_eq!(reading.scope(), Scope::ALL.with_kind(Kind::Basic));
        assert!(vocabulary.read_path("经办人").is_none());
        vocabulary.add_text_column("经办人", TextColumn::Other);
        let reading = vocabulary.read_path("经办人").unwrap();
        assert_eq!(reading.text_column(), Some(TextColumn::Other));
    }
}
