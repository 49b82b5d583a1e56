//! Conflicts as a search for hitting sets sees them.

use alloc::{collections::BTreeSet, vec::Vec};

use super::{
    CheckError, Conflict, Constraint, GroupId, Groups, PrintId, System, VariableId,
    certificate::gap,
};

/// A set of groups.
pub(super) type Set = BTreeSet<GroupId>;

/// The ways out of a conflict: it is hit by freeing all groups of any one of these.
///
/// One way per variable: all copies of its figure that keep up the conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ways(Vec<Vec<GroupId>>);

impl Ways {
    /// The ways out of a conflict.
    ///
    /// A conflict proves `0 ≥ gap > 0`. If a copy that is weaker by `d` stands in for a print
    /// with multiplier `m`, the gap shrinks by `m·d`. All copies (and fixed bounds, which leave no
    /// way out at all) are taken in as long as the weakest of each, together, leave it positive: then
    /// any choice of the copies taken in is a conflict as well.
    pub(super) fn out_of(
        system: &System,
        groups: &Groups,
        conflict: &Conflict,
    ) -> Result<Self, CheckError> {
        let mut spare = gap(system, conflict)? - 1;
        let mut ways: Vec<Option<Vec<GroupId>>> = Vec::new();
        let mut losses: Vec<i128> = Vec::new();
        let mut copies = Vec::new();
        for part in &conflict.parts {
            let Constraint::Print(id) = part.constraint else { continue };
            let print = system.get_print(id).ok_or(CheckError::Foreign)?;
            let variable = print.variable();
            let end = print.end(part.side).ok_or(CheckError::Foreign)?;
            let loss = |other: Option<i128>| {
                let weaker = match part.side {
                    super::Side::Low => end - other?,
                    super::Side::High => other? - end,
                };
                weaker.max(0).checked_mul(part.multiplier)
            };
            let place = ways.len();
            ways.push(groups.group_of(id).map(|group| [group].into()));
            losses.push(0);
            let fixed = part.side.of(system.bounds_of(variable));
            copies.extend(loss(fixed).map(|loss| (loss, place, None)));
            for &other in others(system, variable, id) {
                let fixed = system.get_print(other).and_then(|print| print.end(part.side));
                copies.extend(loss(fixed).map(|loss| (loss, place, Some(other))));
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

    fn new(ways: impl Iterator<Item = Vec<GroupId>>) -> Self {
        let mut ways: Vec<Vec<GroupId>> = ways
            .map(|mut way| {
                way.sort_unstable();
                way.dedup();
                way
            })
            .collect();
        ways.sort_unstable();
        ways.dedup();
        Self(ways)
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[GroupId]> {
        self.0.iter().map(Vec::as_slice)
    }

    pub(super) fn is_hit_by(&self, set: &Set) -> bool {
        self.iter().any(|way| way.iter().all(|group| set.contains(group)))
    }

    /// The least weight to be added to a set so that it hits; `None` if nothing does.
    fn cost(&self, set: &Set, groups: &Groups) -> Option<u64> {
        let missing = |way: &[GroupId]| {
            let missing = way.iter().filter(|group| !set.contains(group));
            missing.map(|&group| u64::from(groups.weight(group))).sum()
        };
        self.iter().map(missing).min()
    }
}

fn others(
    system: &System,
    variable: VariableId,
    except: PrintId,
) -> impl Iterator<Item = &PrintId> {
    system.prints_of(variable).iter().filter(move |&&id| id != except)
}

/// The least that hitting all of these can still cost: those that share no group add up.
/// `None` if one of them cannot be hit.
pub(super) fn least<'a>(
    unhit: impl Iterator<Item = &'a Ways>,
    set: &Set,
    groups: &Groups,
) -> Option<u64> {
    let mut used = Set::new();
    let mut total = 0;
    for ways in unhit {
        let cost = ways.cost(set, groups)?;
        if ways.iter().flatten().all(|group| set.contains(group) || !used.contains(group)) {
            used.extend(ways.iter().flatten());
            total += cost;
        }
    }
    Some(total)
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
        let ways = Ways::out_of(system, groups, &conflict).unwrap();
        ways.iter().map(|way| way.iter().map(|group| group.index()).collect()).collect()
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
        assert_eq!(groups(&system), [vec![0, 2], vec![1]]);
        system.print(x, Some(5), Some(25)).unwrap();
        assert_eq!(groups(&system), [vec![0, 2], vec![1]]);
        // Either copy could be weaker, but not both: 15 < 14 is false.
        system.print(y, Some(14), Some(30)).unwrap();
        assert_eq!(groups(&system), [vec![0, 2], vec![1]]);
        // A fixed bound cannot be freed.
        system.bound(y, Some(16), None).unwrap();
        assert_eq!(groups(&system), [vec![0, 2]]);
    }

    #[test]
    fn disjoint_conflicts_add_up() {
        let group = GroupId::at;
        let mut system = System::new();
        let x = system.variable();
        let prints: Vec<PrintId> = (0..4).map(|_| system.print(x, None, None).unwrap()).collect();
        let mut groups = system.groups();
        groups.set_weight(prints[0], 3).unwrap();
        let ways = |ways: &[&[usize]]| {
            Ways::new(ways.iter().map(|way| way.iter().map(|&g| group(g)).collect()))
        };
        let conflicts = [ways(&[&[0], &[1, 2]]), ways(&[&[1], &[0]]), ways(&[&[3]])];
        let least = |set: &[usize]| {
            let set: Set = set.iter().map(|&g| group(g)).collect();
            let unhit = conflicts.iter().filter(|ways| !ways.is_hit_by(&set));
            least(unhit, &set, &groups)
        };
        assert_eq!(least(&[]), Some(3));
        assert_eq!(least(&[3]), Some(2));
        assert_eq!(least(&[1, 3]), Some(1));
        assert_eq!(least(&[0, 3]), Some(0));
        assert_eq!(super::least([ways(&[])].iter(), &Set::new(), &groups), None);
    }
}
