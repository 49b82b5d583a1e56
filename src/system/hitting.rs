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
