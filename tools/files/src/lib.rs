//! From the file that was published (PDF, Excel, Word, HTML, text) to the neutral form of cn-budget.
pub mod pdf;
