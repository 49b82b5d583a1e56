//! Profiles (公开要求): what a disclosure must contain, as data.
//!
//! A [`Profile`] is a list of points: tables by what they mean, sections of prose, notes on empty
//! tables, the items and numbers that must be told, and what a template leaves behind. The standard
//! ones are `data/profiles/*.tsv`; a caller extends one with a table of the same form.

use alloc::{string::String, vec::Vec};

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

mod error;
mod point;
mod source;

pub use error::ProfileError;
pub use point::Sureness;
pub(crate) use point::{Demand, Details, FundWant, Point, Shape, TableWant};

/// What kind of document a profile speaks of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum DocumentKind {
    /// 部门预算.
    DepartmentBudget,
    /// 单位预算.
    UnitBudget,
    /// 部门决算.
    DepartmentFinal,
    /// 单位决算.
    UnitFinal,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::DepartmentBudget => lang.pick("部门预算", "budget of a department"),
            Self::UnitBudget => lang.pick("单位预算", "budget of a unit"),
            Self::DepartmentFinal => lang.pick("部门决算", "final accounts of a department"),
            Self::UnitFinal => lang.pick("单位决算", "final accounts of a unit"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(DocumentKind, "the name of a kind of document");

/// What a disclosure must contain (公开要求).
///
/// Without a profile nothing is called missing. Set one with
/// [`Options::profile`](crate::Options::profile).
///
/// ```
/// use cn_budget::{Profile, profile::DocumentKind};
///
/// let national = Profile::national(DocumentKind::UnitBudget);
/// assert_eq!(national.key(), "national_unit_budget");
/// let shanghai = Profile::by_key("shanghai").unwrap();
///
/// // In this city the budgets list their projects, and nobody is told the terms.
/// let city = "key\tof\tpoint\twhat\tnames\tzh\ten\tseverity\tsure\tnotice\n\
///             terms\tall\toff\t\t\t\t\t\tcertain\t\n\
///             projects\tbudget\ttable\tkind:project\t\t项目支出表\tprojects\twarning\tcertain\t某市通知";
/// let own = national.extend("city", city)?;
/// assert_eq!(own.key(), "city");
/// # Ok::<(), cn_budget::profile::ProfileError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    key: String,
    kind: Option<DocumentKind>,
    points: Vec<Point>,
}

/// The points that hold everywhere.
const NATIONAL: &str = include_str!("../data/profiles/national.tsv");

/// What differs from them by region.
const REGIONS: &[(&str, &str)] = &[
    ("beijing", include_str!("../data/profiles/beijing.tsv")),
    ("chongqing", include_str!("../data/profiles/chongqing.tsv")),
    ("shanghai", include_str!("../data/profiles/shanghai.tsv")),
];

impl Profile {
    /// What the notices of the Ministry of Finance ask of every document of this kind.
    #[must_use]
    pub fn national(kind: DocumentKind) -> Self {
        Self::of_region("national").unwrap_or_else(Self::empty).of_kind(kind)
    }

    /// The profile of a region, or of one kind of document there: `national`, `shanghai`,
    /// `shanghai_unit_final`. `None` where there is no such profile.
    ///
    /// Without a kind the document says which it is: its stage, and whether its title speaks of a
    /// department (部门) or a unit (单位).
    pub fn by_key(key: &str) -> Option<Self> {
        let kind = DocumentKind::ALL
            .iter()
            .find_map(|&kind| Some((kind, key.strip_suffix(kind.key())?.strip_suffix('_')?)));
        match kind {
            Some((kind, region)) => Some(Self::of_region(region)?.of_kind(kind)),
            None => Self::of_region(key),
        }
    }

    /// The regions that have a profile, the nation first.
    pub fn regions() -> impl Iterator<Item = &'static str> {
        core::iter::once("national").chain(REGIONS.iter().map(|(region, _)| *region))
    }

    /// A profile of a caller's own, without any point yet: [`extend`](Self::extend) it.
    #[must_use]
    pub fn empty() -> Self {
        Self { key: String::new(), kind: None, points: Vec::new() }
    }

    fn of_region(region: &str) -> Option<Self> {
        let national = Self::empty().extend("national", NATIONAL).ok()?;
        if region == "national" {
            return Some(national);
        }
        let (_, table) = REGIONS.iter().find(|(key, _)| *key == region)?;
        national.extend(region, table).ok()
    }

    /// The profile for documents of one kind only.
    #[must_use]
    pub fn of_kind(self, kind: DocumentKind) -> Self {
        let region = self.region();
        let key = if region.is_empty() {
            kind.key().into()
        } else {
            alloc::format!("{region}_{}", kind.key())
        };
        Self { key, kind: Some(kind), ..self }
    }

    fn region(&self) -> &str {
        let suffix = self.kind.map(DocumentKind::key).unwrap_or_default();
        self.key.strip_suffix(suffix).unwrap_or(&self.key).trim_end_matches('_')
    }

    /// The profile with the points of a table, under another name. A point takes the place of one
    /// with its key, for the documents that it is of; `off` takes that point away.
    ///
    /// The table has one point a line, in ten columns parted by tabs; the first line may name them. A
    /// blank line and one that begins with `#` say nothing.
    ///
    /// | column | what it holds |
    /// |---|---|
    /// | `key` | the name of the point, by which another table replaces it |
    /// | `of` | of which documents: `all`, `budget`, `final`, `department`, `unit`, or a [`DocumentKind`] |
    /// | `point`, `what`, `names` | what is asked for, below; `off` for a point that is taken away |
    /// | `zh`, `en` | what it is called |
    /// | `severity` | that of the finding: a [`Severity`](crate::Severity) |
    /// | `sure` | how sure it is that the point is asked for: a [`Sureness`] |
    /// | `notice` | who asks for it; may be empty |
    ///
    /// | `point` | asks for | `what` | `names` |
    /// |---|---|---|---|
    /// | `table` | a table, by what its title means | conditions, below | |
    /// | `section` | a section of prose, by any of these words | empty; `text` for one without amounts; `told` for one that no table stands for | words |
    /// | `item` | an item, nil or not, in a table or by these words | an [`Item`](crate::Item) | words |
    /// | `detail` | what must be told of an item that is not nil | an [`Item`](crate::Item) | words of the item, `:`, then groups parted by `;`, one word of each |
    /// | `reason` | why a figure changed by more than so many percent | the percent | words |
    /// | `note` | a note on every empty table | | words |
    /// | `placeholder` | that these are not left over from a template | | words |
    ///
    /// Words are patterns as in [`Vocabulary::extend`](crate::Vocabulary::extend). Kinds of document, items,
    /// severities and sureness are written as their keys: `reception`. An item is asked for only where a table
    /// prints the item above it; for others a section does. The words of a reason are those that introduce it:
    /// 原因|主要是. The conditions on a
    /// table are parted by spaces, and it must meet all:
    ///
    /// | condition | the table |
    /// |---|---|
    /// | `two_sided`, `income`, `expenditure` | is of 收支, of 收入, of 支出 |
    /// | `spending` | is of 支出, alone or beside 收入 |
    /// | `all_funds` | names no fund |
    /// | `fund:11` | is of this [`FundSource`](crate::FundSource), by its code or `fiscal` |
    /// | `kind:basic`, `item:three_public` | is of this [`Kind`](crate::Kind), of this [`Item`](crate::Item) |
    /// | `spread:government` | lists the codes of this [`SchemeKind`](crate::code::SchemeKind) |
    /// | `targets` | is not printed as a table: performance targets (绩效目标) |
    /// | `since:2021` | is asked for from this year on |
    /// | `unless_nil` | is not asked for where other tables print its fund as nil |
    ///
    /// # Errors
    /// [`ProfileError`] names the line that cannot be read.
    ///
    /// ```
    /// use cn_budget::{
    ///     Disclosure, FindingKind, Options, Profile, RawDisclosure, Stage, Unit, raw::RawTable, reconcile,
    /// };
    ///
    /// let points = "\
    /// spending\tbudget\ttable\tspending fund:11\t\t一般公共预算支出表\tspending\twarning\tcertain\t某省通知
    /// reserve\tbudget\tsection\t\t机动经费|预备费\t机动经费说明\ton the reserve\terror\tcertain\t某省通知
    /// ";
    /// let profile = Profile::empty().extend("province", points)?;
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", ["1.00"]);
    /// let raw = RawDisclosure::new(2026, Stage::Budget).table(table).paragraph("四", "机动经费1.00万元。");
    /// let report = reconcile(&Disclosure::read(raw), &Options::new().profile(profile));
    /// let missing = report.findings().iter().find(|finding| finding.kind == FindingKind::MissingTable);
    /// assert!(missing.unwrap().message.zh.contains("一般公共预算支出表"));
    /// # Ok::<(), cn_budget::profile::ProfileError>(())
    /// ```
    pub fn extend(mut self, key: impl Into<String>, table: &str) -> Result<Self, ProfileError> {
        for row in source::read(table)? {
            for point in self.points.iter_mut().filter(|point| point.key == row.key) {
                point.of = point.of.without(row.of);
            }
            self.points.retain(|point| !point.of.is_empty());
            self.points.extend(row.point());
        }
        Ok(Self { key: key.into(), ..self })
    }

    /// The name of the profile.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The kind of documents that it is for; `None` where the document says.
    pub fn kind(&self) -> Option<DocumentKind> {
        self.kind
    }

    /// The points that hold for all of some kinds of documents.
    pub(crate) fn points_for<'a>(
        &'a self,
        kinds: &'a [DocumentKind],
    ) -> impl Iterator<Item = &'a Point> {
        self.points.iter().filter(|point| kinds.iter().all(|&kind| point.of.holds(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_profile() {
        for region in Profile::regions() {
            let profile = Profile::by_key(region).unwrap_or_else(|| panic!("{region}"));
            assert_eq!((profile.key(), profile.kind()), (region, None));
            for &kind in DocumentKind::ALL {
                let key = alloc::format!("{region}_{}", kind.key());
                let of_kind = Profile::by_key(&key).unwrap();
                assert_eq!((of_kind.key(), of_kind.kind()), (key.as_str(), Some(kind)));
                assert!(of_kind.points_for(&[kind]).count() > 20, "{key}");
            }
        }
        assert_eq!(Profile::by_key("atlantis"), None);
        assert_eq!(Profile::by_key("unit_budget"), None);
    }

    #[test]
    fn a_row_takes_the_place_of_the_one_with_its_key() {
        let row = |of: &str, point: &str| {
            alloc::format!("甲\t{of}\t{point}\tabroad\t出国\t甲\ta\twarning\tcertain\t")
        };
        let count = |profile: &Profile, kind| profile.points_for(&[kind]).count();
        let one = Profile::empty().extend("x", &row("all", "item")).unwrap();
        let budget = one.clone().extend("y", &row("budget", "off")).unwrap();
        assert_eq!(count(&budget, DocumentKind::UnitBudget), 0);
        assert_eq!(count(&budget, DocumentKind::UnitFinal), 1);
        let again = one.extend("z", &row("final", "item")).unwrap();
        assert_eq!(count(&again, DocumentKind::DepartmentFinal), 1);
        assert_eq!(count(&again, DocumentKind::DepartmentBudget), 1);
    }
}
