//! [`RawDisclosure`] → the neutral form; what is absent is left out.

use alloc::{string::String, vec::Vec};

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeStruct},
};

use super::{RawDisclosure, RawEntity, RawIndicator, RawParagraph, RawRow, RawTable, RawTarget};

/// Text by heading, written as a map in the order given.
struct Texts<'a>(&'a [(String, String)]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, text) in self.0 {
            map.serialize_entry(key, text)?;
        }
        map.end()
    }
}

/// Writes the fields that are there: `key: expression` always, `key? expression` if it is `Some`.
macro_rules! fields {
    ($serializer:expr, $name:literal, { $($body:tt)* }) => {{
        let mut out = $serializer.serialize_struct($name, 16)?;
        fields!(@ out $($body)*);
        out.end()
    }};
    (@ $out:ident $key:literal : $value:expr, $($rest:tt)*) => {
        $out.serialize_field($key, $value)?;
        fields!(@ $out $($rest)*);
    };
    (@ $out:ident $key:literal ? $value:expr, $($rest:tt)*) => {
        match $value {
            Some(value) => $out.serialize_field($key, value)?,
            None => $out.skip_field($key)?,
        }
        fields!(@ $out $($rest)*);
    };
    (@ $out:ident) => {};
}

fn unless_empty<T>(list: &Vec<T>) -> Option<&Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

impl Serialize for RawDisclosure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = Some(&self.entity).filter(|entity| **entity != RawEntity::default());
        fields!(serializer, "RawDisclosure", {
            "source" ? &self.source,
            "title" ? &self.title,
            "year": &self.year,
            "stage": &self.stage,
            "entity" ? entity,
            "tables": &self.tables,
            "performance" ? unless_empty(&self.performance),
            "narrative" ? unless_empty(&self.narrative),
        })
    }
}

impl Serialize for RawEntity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fields!(serializer, "RawEntity", {
            "name" ? &self.name,
            "code" ? &self.code,
            "payer" ? &self.payer,
        })
    }
}

impl Serialize for RawTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fields!(serializer, "RawTable", {
            "no" ? &self.no,
            "title": &self.title,
            "side" ? &self.side,
            "unit" ? &self.unit,
            "code_heading" ? &self.code_heading,
            "name_heading" ? &self.name_heading,
            "columns": &self.columns,
            "rows": &self.rows,
        })
    }
}

impl Serialize for RawRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fields!(serializer, "RawRow", {
            "code" ? &self.code,
            "name": &self.name,
            "cells": &Texts(&self.cells),
            "at" ? &self.at,
        })
    }
}

impl Serialize for RawParagraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fields!(serializer, "RawParagraph", {
            "section": &self.section,
            "text": &self.text,
        })
    }
}

impl Serialize for RawTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sources = Texts(&self.sources);
        fields!(serializer, "RawTarget", {
            "project": &self.project,
            "department" ? &self.department,
            "activity" ? &self.activity,
            "objective" ? &self.objective,
            "unit" ? &self.unit,
            "total" ? &self.total,
            "sources" ? unless_empty(&self.sources).map(|_| &sources),
            "execution_weight" ? &self.execution_weight,
            "budget" ? &self.budget,
            "executed" ? &self.executed,
            "rate" ? &self.rate,
            "score" ? &self.score,
            "total_score" ? &self.total_score,
            "indicators" ? unless_empty(&self.indicators),
        })
    }
}

impl Serialize for RawIndicator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fields!(serializer, "RawIndicator", {
            "level1" ? &self.level1,
            "level2" ? &self.level2,
            "level3" ? &self.level3,
            "nature" ? &self.nature,
            "reference" ? &self.reference,
            "target" ? &self.target,
            "measure" ? &self.measure,
            "weight" ? &self.weight,
            "note" ? &self.note,
            "actual" ? &self.actual,
            "score" ? &self.score,
        })
    }
}
