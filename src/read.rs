//! Reading: printed text → what it says.

pub(crate) mod table;
