//! A roll-up travels as what is booked at each code.

use alloc::vec::Vec;
use core::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Rollup;
use crate::code::{Code, Scheme};
use crate::num::sum::Sum;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound(serialize = "", deserialize = ""))]
struct Form<S: Scheme> {
    lines: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<Sum>,
    #[serde(default)]
    sums: Sums<S>,
}

/// A map in which a code may stand twice: its sums add up.
struct Sums<S: Scheme>(Vec<(Code<S>, Sum)>);

impl<S: Scheme> Default for Sums<S> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<S: Scheme> Serialize for Sums<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl<'de, S: Scheme> Deserialize<'de> for Sums<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<S>(PhantomData<S>);
        impl<'de, S: Scheme> de::Visitor<'de> for Visitor<S> {
            type Value = Sums<S>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from codes to sums")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Sums<S>, A::Error> {
                let mut sums = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    sums.push(entry);
                }
                Ok(Sums(sums))
            }
        }
        deserializer.deserialize_map(Visitor(PhantomData))
    }
}

impl<S: Scheme> Serialize for Rollup<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let whole = self.whole();
        let sums = whole.iter().filter_map(|(&code, &sum)| Some((code?, sum))).collect();
        let open = whole.get(&None).copied();
        Form { lines: self.lines, open, sums: Sums(sums) }.serialize(serializer)
    }
}

impl<'de, S: Scheme> Deserialize<'de> for Rollup<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form::<S> { lines, open, sums } = Form::deserialize(deserializer)?;
        let coded = sums.0.into_iter().map(|(code, sum)| (Some(code), sum.fen()));
        let open = open.map(|sum| (None, sum.fen()));
        Self::from_sums(lines, coded.chain(open)).map_err(de::Error::custom)
    }
}
