//! What small types have in common: enums that travel by a stable name, values that print in `Debug`
//! as they do in `Display`.

#[cfg(feature = "serde")]
use alloc::{string::String, vec::Vec};
#[cfg(feature = "serde")]
use core::fmt;

/// For an enum with `ALL`, `name(Lang)` and `key()`: serde by the key, `Display` by the Chinese term,
/// `FromStr` by either.
macro_rules! named {
    ($type:ident, $what:literal) => {
        impl $type {
            /// The value of a stable name, as [`key`](Self::key) gives it.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|node| node.key() == key)
            }
        }

        impl core::str::FromStr for $type {
            type Err = crate::error::Error;

            /// Reads the Chinese term that `Display` writes, or the stable name.
            ///
            /// # Errors
            /// [`UnknownName`](crate::ErrorKind::UnknownName) for any other text.
            fn from_str(text: &str) -> Result<Self, crate::error::Error> {
                let named = |node: &Self| node.name(crate::lang::Lang::Zh) == text;
                Self::from_key(text).or_else(|| Self::ALL.iter().copied().find(named)).ok_or_else(
                    || crate::error::Error::new(crate::error::ErrorKind::UnknownName, text, 0),
                )
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

        #[cfg(feature = "serde")]
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let keys = $type::ALL.iter().map(|one| one.key());
                let expected =
                    || alloc::format!("{}: {}", $what, crate::named::listed(keys.clone()));
                let read = |text: &str| {
                    let unknown = || {
                        alloc::format!("invalid value: string {text:?}, expected {}", expected())
                    };
                    $type::from_key(text).ok_or_else(unknown)
                };
                crate::named::deserialize_text(deserializer, expected, read)
            }
        }
    };
}
pub(crate) use named;

/// Stable names one after another, for messages.
#[cfg(feature = "serde")]
pub(crate) fn listed(keys: impl Iterator<Item = &'static str>) -> String {
    keys.collect::<Vec<_>>().join(", ")
}

/// Reads a text; `expected` is said of what is none.
#[cfg(feature = "serde")]
pub(crate) fn deserialize_text<'de, D: serde::Deserializer<'de>, T, X: fmt::Display>(
    deserializer: D,
    expected: impl Fn() -> String,
    read: impl Fn(&str) -> Result<T, X>,
) -> Result<T, D::Error> {
    struct Visitor<W, F> {
        expected: W,
        read: F,
    }

    impl<W: Fn() -> String, T, X: fmt::Display, F: Fn(&str) -> Result<T, X>> serde::de::Visitor<'_>
        for Visitor<W, F>
    {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&(self.expected)())
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            (self.read)(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Visitor { expected, read })
}

/// Deserialisation by `FromStr`.
macro_rules! from_text {
    ($type:ident, $what:literal) => {
        #[cfg(feature = "serde")]
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::named::deserialize_text(deserializer, || $what.into(), str::parse::<$type>)
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
