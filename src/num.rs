//! Numbers of print: exact amounts, the decimals that a figure shows, and what rounding leaves open.

pub(crate) mod amount;
pub(crate) mod decimal;
pub(crate) mod figure;
pub(crate) mod numeral;
pub(crate) mod sum;
