//! The narrative (情况说明): claims read out of its prose.
//!
//! A sentence is a window on the cube, as a table is: *subject* + *amount* + *unit*, and what
//! relates it to another amount. [`read`] cuts a text into clauses and gives each amount the scope
//! that its words and their surroundings tell (the heading, the list behind 其中, the year, the
//! stage), with the vocabulary of the tables. It never guesses: words that are not wholly
//! understood make no claim, and every amount or percentage is either in a claim or among the
//! [`unread`](Claims::unread).
//!
//! ```
//! use cn_budget::{Kind, Stage, narrative::{self, By, ClaimKind, Context}};
//!
//! let context = Context::new(2026, Stage::Budget);
//! let text = "基本支出164.81万元，比2025年增加20.21万元。";
//! let claims = narrative::read(text, &context);
//!
//! let ClaimKind::Value { subject, figure, .. } = &claims.claims[0].kind else { panic!() };
//! assert_eq!(subject.scope().unwrap().kind(), Some(Kind::Basic));
//! assert_eq!(figure.to_text_with_unit(), "164.81万元");
//! let ClaimKind::Change { base_year, by: By::Amount(by), .. } = claims.claims[1].kind else {
//!     panic!()
//! };
//! assert_eq!((base_year, by.to_string().as_str()), (Some(2025), "20.21"));
//! assert_eq!(&text[claims.claims[1].range.clone()], "比2025年增加20.21万元");
//! ```

mod claim;
mod clause;
mod context;
mod heading;
mod reader;
mod restate;
mod state;
mod subject;
mod token;

pub use claim::{By, Claim, ClaimId, ClaimKind, Claims, Comparison, Percent, Reference, Subject};
pub use context::Context;
pub use restate::restate;

/// Reads the claims of a text, in time linear in its length.
///
/// ```
/// use cn_budget::{Stage, narrative::{self, Context}};
///
/// let context = Context::new(2024, Stage::Final);
/// let claims = narrative::read("支出合计5万元，其中：基本支出4万元，占80%；杂项1万元。", &context);
/// assert_eq!(claims.read, 3);
/// assert_eq!(claims.unread.len(), 1); // 杂项 is no word of the tables
/// ```
#[must_use]
pub fn read(text: &str, context: &Context) -> Claims {
    reader::read(text, context)
}
