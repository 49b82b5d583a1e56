//! Figures and quantities travel as exact strings with their unit, intervals as their bounds.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Figure, Interval, Quantity};

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

crate::named::from_text!(
    Quantity,
    "a quantity of money as a string with its unit, such as \"0.055元\""
);

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Interval")]
        struct Bounds {
            low: Quantity,
            high: Quantity,
        }
        let Bounds { low, high } = Bounds::deserialize(deserializer)?;
        Self::new(low, high).ok_or_else(|| de::Error::custom("the bounds are in the wrong order"))
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text_with_unit())
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Figure;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a figure as a string with its unit, such as \"1,051.74万元\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
                Figure::parse_with_unit(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
