//! One point of a profile: what is asked for, of which documents, and on what it rests.

use alloc::{string::String, vec::Vec};

use strum::VariantArray;

use super::DocumentKind;
use crate::code::SchemeKind;
use crate::finding::Severity;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::lang::{Lang, Message};
use crate::named::named;

/// How sure it is that a point is asked for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Sureness {
    /// From knowledge, without a source at hand.
    Recalled,
    /// Documents print it; the notice was not seen.
    Seen,
    /// The notice asks for something like it, or asks for it in time.
    Likely,
    /// The law or the notice asks for it.
    Certain,
}

impl Sureness {
    /// All degrees, the least first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Recalled => lang.pick("记忆", "recalled"),
            Self::Seen => lang.pick("见于公开材料", "seen in documents"),
            Self::Likely => lang.pick("大致可靠", "likely"),
            Self::Certain => lang.pick("可靠", "certain"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Sureness, "how sure a point is");

/// Some kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(super) fn of(kinds: &[DocumentKind]) -> Self {
        Self(kinds.iter().fold(0, |set, &kind| set | 1 << (kind as u8)))
    }

    pub(super) fn holds(self, kind: DocumentKind) -> bool {
        self.0 & (1 << (kind as u8)) != 0
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One thing that a disclosure must contain, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// By which another table replaces it.
    pub(super) key: String,
    pub(super) of: Kinds,
    pub(crate) demand: Demand,
    /// What it is called.
    pub(crate) name: Message,
    pub(crate) severity: Severity,
    pub(crate) sure: Sureness,
    /// The notice that asks for it.
    pub(crate) notice: String,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Demand {
    /// A table, by what its title means.
    Table(TableWant),
    /// A section of the prose, by the words of which one must occur. One of `plain` text prints no
    /// amounts, and whoever extracts amounts may leave it out.
    /// One `told` by words alone is not told by a label of a table.
    Section { words: Vec<String>, plain: bool, told: bool },
    /// A note on every empty table, by the words that say so.
    Note { words: Vec<String> },
    /// An item that must be told, nil or not, in a table or by one of these words.
    Item { item: Item, words: Vec<String> },
    /// What must be told of an item that is not nil.
    Detail(Details),
    /// The reason for a change of more than so many percent, by words of which one must occur.
    Reason { above: u32, words: Vec<String> },
    /// Texts that must not be left.
    Placeholder { texts: Vec<String> },
}

/// Which side of the money a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Any.
    Any,
    /// Income and expenditure (收支).
    TwoSided,
    /// Income alone.
    Income,
    /// Expenditure alone.
    Expenditure,
    /// Expenditure, alone or beside income.
    Spending,
}

/// Whose money a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FundWant {
    /// Whatever its title says.
    Any,
    /// That of all funds: its title names none.
    All,
    /// That of one fund.
    One(FundSource),
}

/// A table by what its title means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableWant {
    pub(crate) shape: Shape,
    pub(crate) fund: FundWant,
    pub(crate) kind: Option<Kind>,
    pub(crate) item: Option<Item>,
    pub(crate) spread: Option<SchemeKind>,
    /// Not wanted where other tables print the fund as nil.
    pub(crate) unless_nil: bool,
    /// The first year whose forms have it.
    pub(crate) since: Option<u16>,
    /// Not a table of the form: performance targets.
    pub(crate) targets: bool,
}

impl TableWant {
    pub(super) const ANY: Self = Self {
        shape: Shape::Any,
        fund: FundWant::Any,
        kind: None,
        item: None,
        spread: None,
        unless_nil: false,
        since: None,
        targets: false,
    };
}

/// What must be told of an item, wherever the prose speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) item: Item,
    /// The words by which the prose speaks of the item.
    pub(crate) subject: Vec<String>,
    /// Of each group one word must occur.
    pub(crate) groups: Vec<Vec<String>>,
}
