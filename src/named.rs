//! What small types have in common: enums that travel by a stable name, values that print in `Debug`
//! as they do in `Display`.

/// For an enum with `ALL`, `name(Lang)` and `key()`: `FromStr` and serde by the key, `Display` by
/// the Chinese name.
macro_rules! named {
    ($type:ident, $what:literal) => {
        impl core::str::FromStr for $type {
            type Err = crate::error::Error;

            /// Reads the stable name that serde writes.
            ///
            /// # Errors
            /// [`UnknownName`](crate::ErrorKind::UnknownName) for any other text.
            fn from_str(text: &str) -> Result<Self, crate::error::Error> {
                Self::ALL.iter().copied().find(|node| node.key() == text).ok_or_else(|| {
                    crate::error::Error::new(crate::error::ErrorKind::UnknownName, text, 0)
                })
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name(crate::lang::Lang::Zh))
            }
        }

        #[cfg(feature = "serde")]
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        crate::named::from_text!($type, $what);
    };
}
pub(crate) use named;

/// Deserialisation by `FromStr`.
macro_rules! from_text {
    ($type:ident, $what:literal) => {
        #[cfg(feature = "serde")]
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Visitor;
                impl ::serde::de::Visitor<'_> for Visitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_str<E: ::serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }
    };
}
pub(crate) use from_text;

/// `Debug` for a value that reads best as it is printed: `Amount(29.62元)`.
macro_rules! debug_as_printed {
    ($type:ident) => {
        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self)
            }
        }
    };
}
pub(crate) use debug_as_printed;
