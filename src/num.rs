//! Numbers of print: exact amounts, the decimals that a figure shows, and what rounding leaves open.

pub(crate) mod amount;
pub(crate) mod decimal;
pub(crate) mod figure;
pub(crate) mod lex;
pub(crate) mod numbers;
pub(crate) mod ratio;
pub(crate) mod slips;
pub(crate) mod sum;
pub(crate) mod unit;

pub use amount::{Amount, RoundingMode, Style, Unit};
pub use figure::{Figure, Interval, Quantity, Rounding};
pub use numbers::{Irregular, Numbers};
