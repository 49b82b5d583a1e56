//! Reading: printed text → what it says.

pub mod prose;
