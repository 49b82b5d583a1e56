//! What must be wrong where not everything can hold: the figures, their slips, the units of tables.

mod broken;
mod cause;
pub(crate) mod doubled;
mod evidence;
mod find;
mod hypothesis;
mod joint;
mod slip;
mod suspect;
pub(crate) mod units;
pub(crate) mod unreadable;

pub use cause::{Cause, CauseKind};
pub(crate) use find::{Found, find, find_presumptions};
pub(crate) use joint::{Joint, Presumptions, Source, conflict};
#[cfg(feature = "proptest")]
pub(crate) use slip::Print;
pub use slip::{Correction, Slip};
pub(crate) use slip::{in_prose, in_style_of};
pub use suspect::{Doubt, Suspect, SuspectSet};
