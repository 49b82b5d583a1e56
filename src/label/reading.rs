//! What a label says: the sum of what its phrases mean.

use super::marks::{Mark, Marks};
use super::segment::Segment;
use crate::code::SchemeKind;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::num::amount::Unit;
use crate::scope::{Dimension, Scope};
use crate::vintage::Vintage;
use crate::words::{Meaning, Role, TextColumn};

/// What a whole label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that a label holds or does not")]
pub struct Reading {
    scope: Scope,
    last_year: bool,
    total: bool,
    two_sided: bool,
    current: bool,
    carry: bool,
    pub(super) amount: bool,
    spread: Option<SchemeKind>,
    text: Option<TextColumn>,
    /// The dimension in which the label names two siblings, so that it fixes neither.
    parted: Option<Dimension>,
    pub(super) meant: bool,
    marks: Marks,
    unit: Option<Unit>,
    /// Of how many words the label is made.
    words: u16,
}

impl Reading {
    pub(super) const NOTHING: Self = Self {
        scope: Scope::ALL,
        last_year: false,
        total: false,
        two_sided: false,
        current: false,
        carry: false,
        amount: false,
        spread: None,
        text: None,
        parted: None,
        meant: false,
        marks: Marks::NONE,
        unit: None,
        words: 0,
    };

    /// A reading that fixes a scope.
    pub(crate) fn of(scope: Scope) -> Self {
        Self { scope, meant: true, ..Self::NOTHING }
    }

    /// A reading of a column that holds texts.
    pub(crate) fn of_text(column: TextColumn) -> Self {
        Self { text: Some(column), meant: true, ..Self::NOTHING }
    }

    /// The same label with another scope.
    #[must_use]
    pub(crate) fn with_scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The dimensions that the label fixes. A bare 收入 or 支出 fixes the flow at its direction
    /// only; 本年 and 结转 make it precise.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether the label speaks of the year before (上年预算数).
    pub fn is_last_year(&self) -> bool {
        self.last_year
    }

    /// Whether the label says 合计, 总计 or 小计.
    pub fn is_total(&self) -> bool {
        self.total
    }

    /// Whether the label speaks of both sides (收支).
    pub fn is_two_sided(&self) -> bool {
        self.two_sided
    }

    /// The classification that the label names (功能分类科目 …).
    pub fn spread(&self) -> Option<SchemeKind> {
        self.spread
    }

    /// What a column of text under this label says. A column that is headed by a classification
    /// (功能科目) holds its codes.
    pub fn text_column(&self) -> Option<TextColumn> {
        let codes = self.spread.filter(|_| !self.total && self.scope == Scope::ALL);
        self.text.or(codes.map(TextColumn::Code))
    }

    /// Whether the label speaks of what is carried (结转, 结余) without saying from when.
    pub(crate) fn needs_carry(&self) -> bool {
        self.carry && !self.scope.flow().is_some_and(Flow::is_carry)
    }

    /// Whether the label speaks of the money of this year (本年, 当年), as against carried money.
    pub(crate) fn is_current(&self) -> bool {
        self.current
    }

    /// Whether words of the label leave only a part of what it means (行政单位, 本级), or name another
    /// measure of it (计划, 执行).
    pub fn is_narrowed(&self) -> bool {
        !self.marks.is_empty()
    }

    pub(crate) fn marks(&self) -> Marks {
        self.marks
    }

    /// The unit that the label names: 2024年度支出（万元）.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// The dimension in which the label names two siblings (“三公”经费和机关运行经费): what stands
    /// under it is about one of them, or about both.
    pub(crate) fn parted(&self) -> Option<Dimension> {
        self.parted
    }

    /// The reading of a column that says from which year the money is that goes out.
    #[must_use]
    pub(crate) fn of_vintage(self, vintage: Vintage) -> Self {
        Self { scope: self.scope.without(Dimension::Flow).with_vintage(vintage), ..self }
    }

    /// Whether the label says enough for a column: at least that amounts stand in it.
    pub(crate) fn says(&self) -> bool {
        self.meant || self.amount || self.is_year()
    }

    /// Whether the label says nothing but a year.
    pub(crate) fn is_year(&self) -> bool {
        !self.meant && self.scope.year().is_some()
    }

    /// The reading of a label below this one in a heading of several levels.
    #[must_use]
    pub(crate) fn then(&self, below: &Self) -> Self {
        let mut scope =
            self.scope.merge(below.scope).unwrap_or_else(|_| below.scope.or(self.scope));
        if let (Some(above), Some(below)) = (self.scope.kind(), below.scope.kind()) {
            scope = scope.with_kind(below.below(above));
        }
        // 一般公共预算 / 一般公共预算资金: below itself a fund means its own part, beside its bonds.
        let own = below.scope.fund().filter(|_| below.scope.fund() == self.scope.fund());
        if let Some(own) = own.and_then(FundSource::own_part) {
            scope = scope.with_fund(own);
        }
        Self {
            scope,
            last_year: self.last_year || below.last_year,
            total: below.total,
            two_sided: self.two_sided || below.two_sided,
            current: self.current || below.current,
            carry: self.carry || below.carry,
            amount: below.amount,
            spread: below.spread.or(self.spread),
            text: below.text.or(self.text),
            parted: below.parted.or(self.parted),
            meant: self.meant || below.meant,
            marks: self.marks.with(below.marks),
            unit: below.unit.or(self.unit),
            words: self.words.saturating_add(below.words),
        }
    }

    /// Adds what one piece of the label says; `given` are the scopes of a caller's own labels.
    pub(super) fn add(&mut self, segment: Segment, given: &[Scope]) {
        self.words = self.words.saturating_add(1);
        let meaning = match segment {
            Segment::Year(year) => return self.fix(Scope::ALL.with_year(year)),
            Segment::Serial => return,
            Segment::Word(word, id) => {
                let variant = word.role == Role::Variant;
                if variant || word.role == Role::Narrowing {
                    self.marks.add(Mark { variant, word: id });
                    self.meant = true;
                }
                word.meaning
            }
        };
        let Some(meaning) = meaning else { return };
        self.meant |= !matches!(meaning, Meaning::Amount | Meaning::Unit(_));
        match meaning {
            Meaning::Fund(fund) => self.fix(Scope::ALL.with_fund(fund)),
            Meaning::Flow(flow) => self.fix(Scope::ALL.with_flow(flow)),
            Meaning::Kind(kind) => self.fix(Scope::ALL.with_kind(kind)),
            Meaning::Item(item) => self.fix(Scope::ALL.with_item(item)),
            Meaning::Stage(stage) => self.fix(Scope::ALL.with_stage(stage)),
            Meaning::Given(number) => {
                self.fix(given.get(usize::from(number)).copied().unwrap_or_default());
            }
            Meaning::LastYear => self.last_year = true,
            Meaning::Current => self.current = true,
            Meaning::Carry => self.carry = true,
            Meaning::Total => self.total = true,
            Meaning::TwoSided => self.two_sided = true,
            Meaning::Spread(scheme) => self.spread = Some(scheme),
            Meaning::Text(column) => self.text = Some(column),
            Meaning::Amount => self.amount = true,
            // Words of sentences say nothing in a label.
            Meaning::Sense(_) => {}
            Meaning::Unit(unit) => self.unit = Some(unit),
        }
    }

    /// Fixes a scope. Siblings in one label (“三公”经费、会议费和培训费) fix none of them.
    fn fix(&mut self, scope: Scope) {
        match self.scope.merge(scope) {
            Ok(merged) => self.scope = merged,
            Err(conflict) => self.parted = Some(conflict.dimension()),
        }
        if let Some(parted) = self.parted {
            self.scope = self.scope.without(parted);
        }
    }

    /// The reading of a whole label, `None` where it has more narrowing words than are told apart.
    pub(super) fn finish(mut self) -> Option<Self> {
        if self.marks.are_too_many() {
            return None;
        }
        // 类 heads a column of codes only where it is all that stands there.
        if self.words > 1 && matches!(self.text, Some(TextColumn::Level(_))) {
            self.text = None;
        }
        if self.current {
            self.scope = match self.scope.flow() {
                Some(Flow::Income) => self.scope.with_flow(Flow::CurrentIncome),
                Some(Flow::Expenditure) => self.scope.with_flow(Flow::CurrentExpenditure),
                _ => self.scope,
            };
        }
        if self.carry {
            self.scope = match self.scope.flow() {
                Some(Flow::Income) => self.scope.with_flow(Flow::CarriedIn),
                Some(Flow::Expenditure) => self.scope.with_flow(Flow::CarriedOver),
                _ => self.scope,
            };
        }
        Some(self)
    }
}
