//! Roll-up (汇总): amounts up a code tree.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
    format,
    string::String,
    vec::Vec,
};
use core::fmt;

use crate::code::{Code, Scheme};
use crate::error::{Error, ErrorKind};
use crate::num::amount::Amount;
use crate::num::numbers::{Irregular, Numbers, same_length};
use crate::num::sum::{Sum, more_lines};

mod dense;
#[cfg(feature = "serde")]
mod serde;
mod text;
mod tree;

use dense::Dense;
pub use text::TreeText;
pub use tree::{Node, Tree};

/// Amounts rolled up a code tree (汇总): what each 类, 款 and 项 comes to.
///
/// A roll-up is a *partial sum*. It takes lines one by one, from an iterator or from columns, at
/// any level of the tree; it [merges](Self::merge) with other roll-ups in any order and grouping,
/// and the empty one changes nothing; it travels by serde. So it can be made by many threads, or
/// carried by any map-reduce or SQL engine. A line without a code is kept as
/// [open](Self::open), never dropped.
///
/// ```
/// use cn_budget::{Amount, Catalogue, Edition, Rollup, code::Functional};
///
/// let lines = [("2050202", "29.62万元"), ("2050201", "100万元"), ("2080505", "3.5万元")];
/// let mut rollup = Rollup::<Functional>::new();
/// for (code, amount) in lines {
///     rollup.add(code.parse()?, amount.parse()?);
/// }
/// assert_eq!(rollup.get("205".parse()?)?.to_string(), "1296200元");
///
/// let tree = rollup.tree()?;
/// assert_eq!(tree.children("20502".parse()?).count(), 2);
/// assert_eq!(
///     tree.display(&Catalogue::builtin(), Edition::new(2026)).to_string(),
///     "\
/// 合计                                            1,331,200.00  100.00%
///   205 教育支出                                  1,296,200.00   97.37%
///     20502 普通教育                              1,296,200.00  100.00%
///       2050201 学前教育                          1,000,000.00   77.15%
///       2050202 小学教育                            296,200.00   22.85%
///   208 社会保障和就业支出                           35,000.00    2.63%
///     20805 行政事业单位养老支出                     35,000.00  100.00%
///       2080505 机关事业单位基本养老保险缴费支出     35,000.00  100.00%
/// "
/// );
/// # Ok::<(), cn_budget::Error>(())
/// ```
///
/// # Exactness
/// Sums are kept in 128 bits and lines are counted: n lines cannot exceed n·2⁶³ 分, so that no sum
/// wraps, whatever the order of the lines. A sum that is read must fit an [`Amount`], else reading
/// it is an [`Overflow`](ErrorKind::Overflow).
///
/// # Speed
/// Nothing is allocated per line. Columns and iterators beyond a few hundred lines are added in a
/// dense array of all codes, which a roll-up of thousands keeps for the next batch (a clone does
/// not); `benches/rollup.rs` measures it beside such an array by hand.
///
/// # JSON
/// `{"lines": 3, "open": "0元", "sums": {"2050202": "296200元"}}`: the number of lines, the sum of
/// those without a code (left out where there is none), and for each code the sum of the lines
/// that have exactly this code, not those below it. In SQL: `COUNT(*)` and
/// `SUM(amount) … GROUP BY code`.
pub struct Rollup<S: Scheme> {
    lines: u64,
    /// What is booked at exactly this code, `None` for lines without …
    sums: BTreeMap<Option<Code<S>>, Sum>,
    /// … and what is to be added to that, while many lines come in.
    dense: Option<Dense<S>>,
}

/// The dense array of all codes is set up for more lines than this: setting it up takes as long as
/// some 400 look-ups in the tree of sums.
const MANY: usize = 512;

/// A roll-up of more lines than this keeps its array for the next batch. One of fewer gives the
/// memory back (up to some megabytes), since a program may hold one for each of thousands of units.
const STREAM: u64 = 4_096;

impl<S: Scheme> Rollup<S> {
    /// No lines.
    #[must_use]
    pub const fn new() -> Self {
        Self { lines: 0, sums: BTreeMap::new(), dense: None }
    }

    /// Adds one line.
    pub fn add(&mut self, code: Code<S>, amount: Amount) {
        self.put(Some(code), amount);
    }

    /// Adds one line whose code is not known.
    pub fn add_open(&mut self, amount: Amount) {
        self.put(None, amount);
    }

    fn put(&mut self, code: Option<Code<S>>, amount: Amount) {
        self.lines += 1;
        match &mut self.dense {
            Some(dense) => dense.add(code, amount, &mut self.sums),
            None => put(&mut self.sums, code, Sum::of(amount)),
        }
    }

    /// Sets the array up where many lines are to come.
    fn prepare(&mut self, lines: usize) {
        if self.dense.is_none() && lines > MANY {
            self.dense = Some(Dense::new());
        }
    }

    /// Gives the array back after a batch, unless more are likely.
    fn settle(&mut self) {
        if self.lines <= STREAM {
            if let Some(dense) = self.dense.take() {
                dense.drain(&mut self.sums);
            }
        }
    }

    /// What is booked at each code; a code may come twice.
    fn booked(&self) -> impl Iterator<Item = (Option<Code<S>>, Sum)> {
        let dense = self.dense.iter().flat_map(Dense::sums);
        self.sums.iter().map(|(&code, &sum)| (code, sum)).chain(dense)
    }

    /// What is booked at each code, in order.
    fn whole(&self) -> Cow<'_, BTreeMap<Option<Code<S>>, Sum>> {
        let Some(dense) = &self.dense else { return Cow::Borrowed(&self.sums) };
        let mut sums = self.sums.clone();
        dense.sums().for_each(|(code, sum)| put(&mut sums, code, sum));
        Cow::Owned(sums)
    }

    /// Adds lines given as columns: the n-th code goes with the n-th amount.
    ///
    /// ```
    /// use cn_budget::{Amount, BudgetLine, FundSource, Rollup, code::Functional, ledger::Columns};
    ///
    /// let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(100))
    ///     .with_functional("2050202".parse()?);
    /// let columns: Columns = [line, line].into_iter().collect();
    ///
    /// let mut rollup = Rollup::<Functional>::new();
    /// rollup.extend_columns(columns.functionals(), columns.amounts())?;
    /// assert_eq!(rollup.total()?, Amount::from_fen(200));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ColumnLengths`](ErrorKind::ColumnLengths) where they differ; then nothing is added.
    pub fn extend_columns<C: Copy + Into<Option<Code<S>>>>(
        &mut self,
        codes: &[C],
        amounts: &[Amount],
    ) -> Result<(), Error> {
        same_length(codes.len(), amounts.len())?;
        self.prepare(codes.len());
        match &mut self.dense {
            Some(dense) => {
                dense.add_columns(codes, amounts, &mut self.sums);
                self.lines += codes.len() as u64;
                self.settle();
            }
            None => self.extend(codes.iter().copied().zip(amounts.iter().copied())),
        }
        Ok(())
    }

    /// Adds lines given as plain numbers, as data frames hold them: codes as numbers of their
    /// digits, amounts in 分. A missing code, and a number that is no code of the scheme, make the
    /// line [open](Self::open); of the latter it is told how many there were.
    ///
    /// ```
    /// use cn_budget::{Amount, Rollup, code::Functional, num::Numbers};
    ///
    /// let codes = Numbers::new(&[2_050_201, 2_050_202, 999, 0]).valid(&[0b0111], 0);
    /// let mut rollup = Rollup::<Functional>::new();
    /// let irregular = rollup.extend_numbers(codes, Numbers::new(&[100, 200, 30, 4]))?;
    /// assert_eq!(irregular.unknown_codes, 1);
    /// assert_eq!(rollup.get("205".parse()?)?, Amount::from_fen(300));
    /// assert_eq!(rollup.open()?, Amount::from_fen(34));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ColumnLengths`](ErrorKind::ColumnLengths) where they differ; then nothing is added.
    pub fn extend_numbers(
        &mut self,
        codes: Numbers<'_, u32>,
        fen: Numbers<'_, i64>,
    ) -> Result<Irregular, Error> {
        same_length(codes.len(), fen.len())?;
        self.prepare(codes.len());
        let mut irregular = Irregular::default();
        if let (Some(codes), Some(fen), Some(dense)) = (codes.whole(), fen.whole(), &mut self.dense)
        {
            irregular.unknown_codes = dense.add_numbers(codes, fen, &mut self.sums);
            self.lines += codes.len() as u64;
            self.settle();
            return Ok(irregular);
        }
        for (number, fen) in codes.iter().zip(fen.iter()) {
            let Some(fen) = fen else {
                irregular.missing_amounts += 1;
                continue;
            };
            let code = number.map(Code::try_from);
            irregular.unknown_codes += u64::from(matches!(code, Some(Err(_))));
            self.put(code.and_then(Result::ok), Amount::from_fen(fen));
        }
        self.settle();
        Ok(irregular)
    }

    /// The roll-up of so many lines whose sums were made elsewhere, by code, in 分 and at full width;
    /// `None` for lines without a code. The sums of a code that comes twice add up.
    ///
    /// ```
    /// use cn_budget::{Rollup, code::Functional};
    ///
    /// let beyond_an_amount = i128::from(i64::MAX) * 2;
    /// let sums = [(Some("2050202".parse()?), beyond_an_amount), (None, 5)];
    /// let rollup = Rollup::<Functional>::from_sums(3, sums)?;
    /// assert_eq!(Rollup::from_sums(rollup.lines(), rollup.sums())?, rollup);
    /// assert!(Rollup::<Functional>::from_sums(1, sums).is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`LineCount`](ErrorKind::LineCount) where so few lines cannot have these sums, or there are
    /// more than 2⁶³.
    pub fn from_sums(
        lines: u64,
        sums: impl IntoIterator<Item = (Option<Code<S>>, i128)>,
    ) -> Result<Self, Error> {
        let sums: Vec<_> = sums.into_iter().map(|(code, fen)| (code, Sum::of_fen(fen))).collect();
        if !Sum::are_of(sums.iter().map(|&(_, sum)| sum), lines) {
            return Err(Error::new(ErrorKind::LineCount, &format!("{lines}"), 0));
        }
        let mut rollup = Self { lines, ..Self::new() };
        for (code, sum) in sums {
            put(&mut rollup.sums, code, sum);
        }
        Ok(rollup)
    }

    /// What is booked at exactly each code, in 分 and at full width, in the order of the codes;
    /// `None` for lines without one.
    pub fn sums(&self) -> impl Iterator<Item = (Option<Code<S>>, i128)> {
        self.whole().into_owned().into_iter().map(|(code, sum)| (code, sum.fen()))
    }

    /// Adds the lines of another roll-up. Order and grouping of merges do not matter.
    ///
    /// ```
    /// use cn_budget::{Amount, Rollup, code::Functional};
    ///
    /// let [mut north, mut south] = [Rollup::<Functional>::new(), Rollup::new()];
    /// north.add("2050202".parse()?, Amount::from_fen(5));
    /// south.add("2050202".parse()?, Amount::from_fen(7));
    /// north.merge(&south)?;
    /// assert_eq!((north.lines(), north.total()?), (2, Amount::from_fen(12)));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`LineCount`](ErrorKind::LineCount) where both together count more than 2⁶³ lines; then
    /// nothing is added.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.lines = more_lines(self.lines, other.lines)?;
        for (code, sum) in other.booked() {
            put(&mut self.sums, code, sum);
        }
        Ok(())
    }

    /// How many lines were added.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Whether no line was added.
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// 合计: the sum of all lines.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) where it is beyond what an [`Amount`] holds.
    pub fn total(&self) -> Result<Amount, Error> {
        Sum::total(self.booked().map(|(_, sum)| sum)).amount(&"合计")
    }

    /// The sum of the lines of a code and of all below it; nil where there are none.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) where it is beyond what an [`Amount`] holds.
    pub fn get(&self, code: Code<S>) -> Result<Amount, Error> {
        let from = self.sums.range(Some(code)..);
        let below = from.take_while(|(found, _)| found.is_some_and(|found| code.contains(found)));
        let below = below.map(|(_, &sum)| sum);
        let dense = self.dense.iter().flat_map(Dense::sums);
        let dense = dense.filter(|(found, _)| found.is_some_and(|found| code.contains(found)));
        Sum::total(below.chain(dense.map(|(_, sum)| sum))).amount(&code)
    }

    /// The sum of the lines that have no code.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) where it is beyond what an [`Amount`] holds.
    pub fn open(&self) -> Result<Amount, Error> {
        self.sums.get(&None).copied().unwrap_or_default().amount(&"—")
    }

    /// The whole tree, to be read and printed.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) names the first code whose sum is beyond what an
    /// [`Amount`] holds.
    pub fn tree(&self) -> Result<Tree<S>, Error> {
        Tree::grow(&self.whole())
    }
}

/// Adds a sum to what is booked at a code.
fn put<S: Scheme>(sums: &mut BTreeMap<Option<Code<S>>, Sum>, code: Option<Code<S>>, more: Sum) {
    match sums.entry(code) {
        Entry::Vacant(vacant) => {
            vacant.insert(more);
        }
        Entry::Occupied(mut sum) => sum.get_mut().add(more),
    }
}

impl<S: Scheme, C: Into<Option<Code<S>>>> Extend<(C, Amount)> for Rollup<S> {
    fn extend<I: IntoIterator<Item = (C, Amount)>>(&mut self, lines: I) {
        let mut lines = lines.into_iter();
        if self.dense.is_none() {
            for (code, amount) in lines.by_ref().take(MANY) {
                self.put(code.into(), amount);
            }
        }
        let Some((code, amount)) = lines.next() else { return };
        self.put(code.into(), amount);
        let mut dense = self.dense.take().unwrap_or_else(Dense::new);
        for (code, amount) in lines {
            self.lines += 1;
            dense.add(code.into(), amount, &mut self.sums);
        }
        self.dense = Some(dense);
        self.settle();
    }
}

impl<S: Scheme, C: Into<Option<Code<S>>>> FromIterator<(C, Amount)> for Rollup<S> {
    fn from_iter<I: IntoIterator<Item = (C, Amount)>>(lines: I) -> Self {
        let mut rollup = Self::new();
        rollup.extend(lines);
        rollup
    }
}

// By hand: a derive would ask the same of the marker `S`.
impl<S: Scheme> Clone for Rollup<S> {
    fn clone(&self) -> Self {
        Self { lines: self.lines, sums: self.whole().into_owned(), dense: None }
    }
}
impl<S: Scheme> PartialEq for Rollup<S> {
    fn eq(&self, other: &Self) -> bool {
        self.lines == other.lines && self.whole() == other.whole()
    }
}
impl<S: Scheme> Eq for Rollup<S> {}
impl<S: Scheme> Default for Rollup<S> {
    fn default() -> Self {
        Self::new()
    }
}
impl<S: Scheme> fmt::Debug for Rollup<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |code: &Option<Code<S>>| match code {
            Some(code) => format!("{code}"),
            None => String::from("—"),
        };
        let sums = self.whole();
        let sums = sums.iter().map(|(code, sum)| (name(code), format!("{sum}")));
        f.debug_map().entries(sums).finish()
    }
}
