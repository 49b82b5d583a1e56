//! Plain self-describing data: what a format says before anybody asks what it means.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

/// How deep lists and maps may nest; what is deeper is read as [`Value::Null`].
///
/// The neutral form needs seven levels.
pub const MAX_DEPTH: usize = 32;

/// A value of JSON or a format like it, with the order of keys and duplicate keys kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or something nested deeper than [`MAX_DEPTH`].
    Null,
    /// True or false.
    Bool(bool),
    /// An integer, in decimal digits.
    Integer(String),
    /// A number with a fraction, as the format's reader prints it; its printed form is lost.
    Fraction(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in the order given, with duplicate keys.
    Map(Vec<(String, Value)>),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Seed { depth: 0 }.deserialize(deserializer)
    }
}

/// How `serde_json` hands on a number where any crate of the build has switched on its feature
/// `arbitrary_precision`: as a map of this one key to the digits.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// The number that a map stands for; nothing of its printed form is lost.
fn number(entries: &mut Vec<(String, Value)>) -> Option<Value> {
    match entries.as_slice() {
        [(key, Value::Text(digits))] if key == NUMBER_KEY => {
            let whole =
                digits.strip_prefix('-').unwrap_or(digits).bytes().all(|b| b.is_ascii_digit());
            let (_, Value::Text(digits)) = entries.pop()? else { return None };
            Some(if whole { Value::Integer(digits) } else { Value::Fraction(digits) })
        }
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Seed {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > MAX_DEPTH {
            serde::de::IgnoredAny::deserialize(deserializer)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a disclosure in the neutral form")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.to_string()))
    }

    // Only turned into text: no computation rests on it.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Fraction(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Self { depth: self.depth + 1 })? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value_seed(Self { depth: self.depth + 1 })?));
        }
        Ok(number(&mut entries).unwrap_or(Value::Map(entries)))
    }
}
