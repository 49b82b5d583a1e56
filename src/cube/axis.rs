//! The axes of a cube, and the sets of axes to group by.

use alloc::{format, string::String, vec, vec::Vec};
use core::fmt;

use crate::code::Level;
use crate::error::{Error, ErrorKind};
use crate::lang::Lang;
use crate::scope::{Dimension, Scope, key_at, key_of_number};

/// One axis of a [`Cube`](crate::Cube): a dimension, of a code tree perhaps only down to a level.
///
/// ```
/// use cn_budget::{Dimension, Level, cube::Axis};
///
/// let class = Axis::new(Dimension::Functional).at(Level::Class);
/// assert!(class.is_coarser(Dimension::Functional.into()));
/// assert_eq!(class.to_string(), "功能分类（类）");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Axis {
    dimension: Dimension,
    /// Of a code tree alone; `None` keeps each code as it is.
    level: Option<Level>,
}

impl Axis {
    /// A dimension, each value as it is.
    pub const fn new(dimension: Dimension) -> Self {
        Self { dimension, level: None }
    }

    /// The axis with codes below a level (类, 款, 项) taken as what is above them at that level.
    /// Only code trees have levels: any other axis stays as it is.
    #[must_use]
    pub const fn at(self, level: Level) -> Self {
        match self.dimension {
            Dimension::Functional | Dimension::Department | Dimension::Government => {
                Self { level: Some(level), ..self }
            }
            _ => self,
        }
    }

    /// The dimension.
    pub const fn dimension(self) -> Dimension {
        self.dimension
    }

    /// The level, `None` for each code as it is.
    pub const fn level(self) -> Option<Level> {
        self.level
    }

    /// Whether this is `other` or follows from it: the same dimension down to the same level or one
    /// above.
    pub fn is_coarser(self, other: Self) -> bool {
        self.dimension == other.dimension
            && match (self.level, other.level) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(own), Some(other)) => own <= other,
            }
    }

    /// What the axis takes of a scope; 0 where the scope leaves it open.
    pub(super) fn key(self, scope: Scope) -> u32 {
        self.cut(scope.key(self.dimension))
    }

    /// What the axis takes of the key of a value.
    pub(super) fn cut(self, key: u32) -> u32 {
        self.level.map_or(key, |level| key_at(self.dimension, key, level))
    }

    /// What the axis takes of a value as a plain number; 0 where it is missing, or means nothing, which
    /// is counted.
    #[inline]
    pub(super) fn key_of(self, number: Option<u32>, unknown: &mut u64) -> u32 {
        let Some(number) = number else { return 0 };
        match key_of_number(self.dimension, number) {
            Some(key) => self.cut(key),
            None => {
                *unknown += 1;
                0
            }
        }
    }

    /// Axes in the order of their dimensions, of several for one dimension the finest.
    pub(super) fn normal(axes: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut axes: Vec<Self> = axes.into_iter().collect();
        axes.sort_unstable_by_key(|axis| {
            (
                axis.dimension,
                core::cmp::Reverse(axis.level.map_or(Level::ALL.len(), |l| l as usize)),
            )
        });
        axes.dedup_by_key(|axis| axis.dimension);
        axes
    }

    /// The dimension, and the level at which it is cut.
    pub(super) fn heading(self, lang: Lang) -> String {
        let dimension = self.dimension.name(lang);
        match (self.level, lang) {
            (None, _) => dimension.into(),
            (Some(level), Lang::Zh) => format!("{dimension}（{}）", level.name(lang)),
            (Some(level), _) => format!("{dimension} ({})", level.name(lang)),
        }
    }
}

impl From<Dimension> for Axis {
    fn from(dimension: Dimension) -> Self {
        Self::new(dimension)
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.heading(Lang::Zh))
    }
}

/// Sets of axes to group by, as SQL's `GROUPING SETS`, `ROLLUP` and `CUBE`.
///
/// ```
/// use cn_budget::{Dimension, cube::GroupingSets};
///
/// let (fund, kind) = (Dimension::Fund, Dimension::Kind);
/// assert_eq!(GroupingSets::rollup([fund, kind]).len(), 3); // both, the first, neither
/// assert_eq!(GroupingSets::cube([fund, kind])?.len(), 4);
/// assert_eq!(GroupingSets::new([vec![fund], vec![kind]]).len(), 2);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupingSets {
    sets: Vec<Vec<Axis>>,
}

impl GroupingSets {
    /// [`cube`](Self::cube) makes all subsets of at most this many axes.
    pub const MAX_AXES: usize = 12;

    /// These sets.
    pub fn new<A: Into<Axis>>(sets: impl IntoIterator<Item = impl IntoIterator<Item = A>>) -> Self {
        let set = |axes: Vec<Axis>| Axis::normal(axes);
        let sets = sets.into_iter().map(|axes| set(axes.into_iter().map(Into::into).collect()));
        Self { sets: sets.collect() }
    }

    /// `ROLLUP`: all axes, all but the last, …, none (the grand total).
    pub fn rollup<A: Into<Axis>>(axes: impl IntoIterator<Item = A>) -> Self {
        let axes: Vec<Axis> = axes.into_iter().map(Into::into).collect();
        let firsts = (0..=axes.len()).rev().filter_map(|count| axes.get(..count));
        Self::new(firsts.map(<[Axis]>::to_vec))
    }

    /// `CUBE`: every subset of the axes, the fuller ones first.
    ///
    /// # Errors
    /// [`Axes`](ErrorKind::Axes) beyond [`MAX_AXES`](Self::MAX_AXES).
    pub fn cube<A: Into<Axis>>(axes: impl IntoIterator<Item = A>) -> Result<Self, Error> {
        let axes: Vec<Axis> = axes.into_iter().take(Self::MAX_AXES + 1).map(Into::into).collect();
        if axes.len() > Self::MAX_AXES {
            return Err(Error::new(ErrorKind::Axes, "CUBE", Self::MAX_AXES));
        }
        let mut sets = vec![Vec::new()];
        for &axis in axes.iter().rev() {
            let with: Vec<Vec<Axis>> = sets
                .iter()
                .map(|set: &Vec<Axis>| core::iter::once(axis).chain(set.iter().copied()).collect())
                .collect();
            sets.splice(0..0, with);
        }
        sets.sort_by_key(|set| core::cmp::Reverse(set.len()));
        Ok(Self::new(sets))
    }

    /// How many sets there are.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The sets, each in the order of its dimensions.
    pub fn iter(&self) -> impl Iterator<Item = &[Axis]> {
        self.sets.iter().map(Vec::as_slice)
    }
}
