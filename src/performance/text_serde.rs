//! Types that travel as the text that `Display` writes and `FromStr` reads.

macro_rules! text_serde {
    ($type:ident, $what:literal) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        crate::named::from_text!($type, $what);
    };
}
pub(super) use text_serde;
