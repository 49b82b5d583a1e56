//! What must be wrong where not everything can hold: the figures, their slips, the units of tables.

mod cause;
mod joint;
mod slip;
mod suspect;
pub(crate) mod units;

pub use cause::Cause;
pub(crate) use cause::of_set;
pub(crate) use joint::{Joint, Presumptions, Source, conflict};
pub use slip::{Correction, Slip};
pub(crate) use slip::{in_prose, in_style_of};
pub(crate) use suspect::locate;
pub use suspect::{Suspect, SuspectSet};
