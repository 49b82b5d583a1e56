//! The numbers by which facts, rows, tables and scopes are known.

use core::num::NonZeroU32;

use crate::index;

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(NonZeroU32);

        impl $name {
            /// The number of a position, counted from 0.
            #[inline]
            pub(crate) const fn of(position: u32) -> Self {
                // One more than the position, so that `Option` takes no room of its own.
                match NonZeroU32::new(position.saturating_add(1)) {
                    Some(number) => Self(number),
                    None => Self(NonZeroU32::MAX),
                }
            }

            #[inline]
            pub(crate) fn at(position: usize) -> Self {
                Self::of(index::number(position))
            }

            #[inline]
            pub(crate) const fn number(self) -> u32 {
                self.0.get() - 1
            }

            #[inline]
            pub(crate) fn index(self) -> usize {
                index::index(self.number())
            }
        }
    )*};
}

numbers! {
    /// A fact: a cell of a table, a change that a table prints, an amount of the narrative.
    FactId;
    /// A printed row that holds facts.
    RowId;
    /// A table of the neutral form.
    TableId;
    /// A scope that some fact has.
    ScopeId;
}
