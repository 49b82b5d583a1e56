//! Units travel as their label, amounts as an exact string with its unit.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Amount, Unit};

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

crate::named::from_text!(Unit, "a unit of money such as 万元");

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Amount;

            // Also what a number with a fraction is told.
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "an amount as a string with its unit, such as \"1051.74万元\", or an integer of 元",
                )
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, yuan: i64) -> Result<Amount, E> {
                Amount::from_yuan(yuan).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, yuan: u64) -> Result<Amount, E> {
                match i64::try_from(yuan) {
                    Ok(yuan) => self.visit_i64(yuan),
                    Err(_) => Err(E::invalid_value(de::Unexpected::Unsigned(yuan), &self)),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
