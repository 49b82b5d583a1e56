//! A cube travels as its axes and its cells.

use alloc::{format, vec::Vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Axis, Cube};
use crate::code::Level;
use crate::error::{Error, ErrorKind};
use crate::num::sum::Sum;
use crate::scope::{Dimension, Scope};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisForm {
    dimension: Dimension,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
}

impl Serialize for Axis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AxisForm { dimension: self.dimension(), level: self.level() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Axis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let AxisForm { dimension, level } = AxisForm::deserialize(deserializer)?;
        let axis = Self::new(dimension);
        Ok(level.map_or(axis, |level| axis.at(level)))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    axes: Vec<Axis>,
    #[serde(default)]
    cells: Vec<CellForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellForm {
    scope: Scope,
    lines: u64,
    sum: Sum,
}

impl Serialize for Cube {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.sorted().into_iter();
        let cells =
            cells.map(|cell| CellForm { scope: cell.scope, lines: cell.lines, sum: cell.sum });
        Form { axes: self.axes.clone(), cells: cells.collect() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cube {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |kind, text: &str| de::Error::custom(Error::new(kind, text, 0));
        let form = Form::deserialize(deserializer)?;
        let mut cube = Self::new(form.axes);
        let lines = form.cells.iter().try_fold(0_u64, |sum, cell| sum.checked_add(cell.lines));
        let fits = |lines| Sum::are_of(form.cells.iter().map(|cell| cell.sum), lines);
        if !lines.is_some_and(fits) {
            return Err(wrong(ErrorKind::LineCount, "cells"));
        }
        for CellForm { scope, lines, sum } in form.cells {
            if !Sum::are_of([sum], lines) {
                return Err(wrong(ErrorKind::LineCount, &format!("{scope}")));
            }
            // A cell tells nothing but the axes, and those no finer than they are.
            let along = cube
                .axes
                .iter()
                .fold(Scope::ALL, |along, axis| along.with_key(axis.dimension(), axis.key(scope)));
            if along != scope {
                return Err(wrong(ErrorKind::Axes, &format!("{scope}")));
            }
            cube.put(scope, lines, sum);
        }
        Ok(cube)
    }
}
