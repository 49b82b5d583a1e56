//! Clauses: what conflicts say about groups.

use alloc::vec::Vec;

use crate::system::{
    CheckError, Conflict, Constraint, GroupId, Groups, PrintId, Side, System, VariableId,
    certificate::gap,
};

/// A set of groups, sorted.
pub(super) type Set = Vec<GroupId>;

/// What a conflict demands: of its *ways out*, each a few groups, all groups of one must be freed.
///
/// There is one way for each variable: all copies of its figure that keep up the conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clause {
    /// The ways of a single group, sorted.
    singles: Set,
    /// The ways of several groups, none of which is a way by itself.
    bundles: Vec<Set>,
}

impl Clause {
    /// The ways out of a conflict.
    ///
    /// A conflict proves `0 ≥ gap > 0`. If a copy that is weaker by `d` stands in for a print
    /// with multiplier `m`, the gap shrinks by `m·d`. All copies (and fixed bounds, which leave no
    /// way out at all) are taken in as long as the weakest of each, together, leave it positive: then
    /// any choice of the copies taken in is a conflict as well.
    pub(super) fn of(
        system: &System,
        groups: &Groups,
        conflict: &Conflict,
    ) -> Result<Self, CheckError> {
        let mut spare = gap(system, conflict)? - 1;
        let mut ways: Vec<Option<Set>> = Vec::new();
        let mut losses: Vec<i128> = Vec::new();
        let mut copies = Vec::new();
        for part in &conflict.parts {
            let Constraint::Print(id) = part.constraint else { continue };
            let print = system.get_print(id).ok_or(CheckError::Foreign)?;
            let variable = print.variable();
            let end = print.end(part.side).ok_or(CheckError::Foreign)?;
            let loss = |other: Option<i128>| {
                let weaker = match part.side {
                    Side::Low => end - other?,
                    Side::High => other? - end,
                };
                weaker.max(0).checked_mul(part.multiplier)
            };
            let place = ways.len();
            ways.push(groups.group_of(id).map(|group| [group].into()));
            losses.push(0);
            let fixed = part.side.of(system.bounds_of(variable));
            copies.extend(loss(fixed).map(|loss| (loss, place, None)));
            for &other in others(system, variable, id) {
                let end = system.get_print(other).and_then(|print| print.end(part.side));
                copies.extend(loss(end).map(|loss| (loss, place, Some(other))));
            }
        }
        copies.sort_unstable();
        for (loss, place, copy) in copies {
            let (Some(lost), Some(way)) = (losses.get_mut(place), ways.get_mut(place)) else {
                continue;
            };
            let more = loss - *lost;
            if more <= spare {
                spare -= more;
                *lost = loss;
                let group = copy.and_then(|copy| groups.group_of(copy));
                *way = way.take().zip(group).map(|(mut way, group)| {
                    way.push(group);
                    way
                });
            }
        }
        Ok(Self::new(ways.into_iter().flatten()))
    }

    fn new(ways: impl Iterator<Item = Set>) -> Self {
        let mut singles = Set::new();
        let mut bundles: Vec<Set> = Vec::new();
        for mut way in ways {
            way.sort_unstable();
            way.dedup();
            match way.as_slice() {
                [group] => singles.push(*group),
                _ => bundles.push(way),
            }
        }
        singles.sort_unstable();
        singles.dedup();
        bundles.retain(|way| !way.iter().any(|group| singles.binary_search(group).is_ok()));
        bundles.sort_unstable();
        bundles.dedup();
        Self { singles, bundles }
    }

    pub(super) fn ways(&self) -> impl Iterator<Item = &[GroupId]> {
        let singles = self.singles.iter().map(core::slice::from_ref);
        singles.chain(self.bundles.iter().map(Vec::as_slice))
    }

    /// How many ways there are.
    pub(super) fn len(&self) -> usize {
        self.singles.len() + self.bundles.len()
    }

    /// The groups of all ways; those of several ways several times.
    pub(super) fn groups(&self) -> impl Iterator<Item = GroupId> {
        self.ways().flatten().copied()
    }

    /// What is left to demand where some groups are freed.
    pub(super) fn without(&self, is_freed: impl Fn(GroupId) -> bool) -> Self {
        let rest =
            |way: &[GroupId]| way.iter().copied().filter(|&group| !is_freed(group)).collect();
        Self::new(self.ways().map(rest))
    }

    /// Whether the groups of which `is_freed` is true are a way out.
    pub(super) fn is_met(&self, is_freed: impl Fn(GroupId) -> bool) -> bool {
        self.ways().any(|way| way.iter().all(|&group| is_freed(group)))
    }

    /// Whether a set of groups is a way out.
    pub(super) fn is_hit_by(&self, set: &[GroupId]) -> bool {
        set.iter().any(|group| self.singles.binary_search(group).is_ok())
            || self.bundles.iter().any(|way| way.iter().all(|group| contains(set, *group)))
    }

    /// The least weight to be added to a set so that it hits; `None` if nothing does.
    pub(super) fn cost(&self, set: &[GroupId], groups: &Groups) -> Option<u64> {
        let missing = |way: &[GroupId]| {
            let missing = way.iter().filter(|&&group| !contains(set, group));
            missing.map(|&group| u64::from(groups.weight(group))).sum()
        };
        self.ways().map(missing).min()
    }
}

/// Whether a sorted set contains a group.
pub(super) fn contains(set: &[GroupId], group: GroupId) -> bool {
    set.binary_search(&group).is_ok()
}

fn others(
    system: &System,
    variable: VariableId,
    except: PrintId,
) -> impl Iterator<Item = &PrintId> {
    system.prints_of(variable).iter().filter(move |&&id| id != except)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::system::{Limits, Verdict};

    /// The ways out of the only conflict of a system, as positions of groups.
    fn ways(system: &System, groups: &Groups) -> Vec<Vec<usize>> {
        let Verdict::Infeasible(conflict) = system.solve(&Limits::default()).into_verdict() else {
            panic!("feasible");
        };
        let clause = Clause::of(system, groups, &conflict).unwrap();
        clause.ways().map(|way| way.iter().map(|group| group.index()).collect()).collect()
    }

    #[test]
    fn copies_must_all_be_freed() {
        let mut system = System::new();
        let [x, y] = [system.variable(), system.variable()];
        system.row([(x, 1), (y, -1)], Some(0), Some(0)).unwrap();
        system.print(x, Some(0), Some(10)).unwrap();
        system.print(y, Some(20), Some(30)).unwrap();
        let groups = |system: &System| ways(system, &system.groups());
        assert_eq!(groups(&system), [vec![0], vec![1]]);
        // A copy that contradicts y as well; then one that does not.
        system.print(x, Some(5), Some(15)).unwrap();
        assert_eq!(groups(&system), [vec![1], vec![0, 2]]);
        system.print(x, Some(5), Some(25)).unwrap();
        assert_eq!(groups(&system), [vec![1], vec![0, 2]]);
        // Either copy could be weaker, but not both: 15 < 14 is false.
        system.print(y, Some(14), Some(30)).unwrap();
        assert_eq!(groups(&system), [vec![1], vec![0, 2]]);
        // A fixed bound cannot be freed.
        system.bound(y, Some(16), None).unwrap();
        assert_eq!(groups(&system), [vec![0, 2]]);
    }

    #[test]
    fn a_way_that_contains_another_is_none() {
        let group = GroupId::at;
        let ways = [vec![group(3), group(1)], vec![group(1)], vec![group(2), group(0), group(2)]];
        let clause = Clause::new(ways.into_iter());
        assert_eq!(clause.ways().collect::<Vec<_>>(), [&[group(1)][..], &[group(0), group(2)]]);
        assert!(clause.is_hit_by(&[group(0), group(2)]) && !clause.is_hit_by(&[group(2)]));
        assert!(clause.is_met(|group| group.index() == 1));
    }
}
