//! Numbers of print: exact amounts, the decimals that a figure shows, and what rounding leaves open.

pub(crate) mod amount;
pub(crate) mod decimal;
pub(crate) mod figure;
pub(crate) mod lex;
pub(crate) mod ratio;
pub(crate) mod sum;
pub(crate) mod unit;
