//! Which prints are one mistake, and how much each is trusted.

use alloc::{collections::BTreeSet, vec, vec::Vec};

use super::{PrintId, System, SystemError, id};

id! {
    /// A group of prints that are right or wrong together.
    GroupId
}

/// The prints of a system in groups: what [`System::causes`] frees as one, and at which weight.
///
/// ```
/// use cn_budget::system::System;
///
/// let mut system = System::new();
/// let [x, y] = [system.variable(), system.variable()];
/// let first = system.print(x, Some(1), Some(3))?;
/// let second = system.print(y, Some(1), Some(3))?;
/// let mut groups = system.groups();
/// let both = groups.join([first, second])?;
/// groups.set_weight(first, 5)?;
/// assert_eq!(groups.group_of(second), Some(both));
/// assert_eq!((groups.prints(both).len(), groups.weight(both)), (2, 5));
/// # Ok::<(), cn_budget::system::SystemError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Groups {
    /// By print; `None` is never suspected.
    of: Vec<Option<GroupId>>,
    /// The prints of each group, sorted; those of a group that was joined to another are empty.
    members: Vec<Vec<PrintId>>,
    weights: Vec<u32>,
}

impl System {
    /// Each print its own group, of weight 1. Prints added later are not suspected.
    pub fn groups(&self) -> Groups {
        let count = self.prints().len();
        Groups {
            of: (0..count).map(|index| Some(GroupId::at(index))).collect(),
            members: (0..count).map(|index| vec![PrintId::at(index)]).collect(),
            weights: vec![1; count],
        }
    }
}

impl Groups {
    /// How many ids were given out.
    pub(super) fn count(&self) -> usize {
        self.members.len()
    }

    /// Makes one group of the groups of some prints; its weight is the largest of theirs.
    ///
    /// # Errors
    ///
    /// [`UnknownPrint`](SystemError::UnknownPrint), also where no print is given.
    pub fn join(
        &mut self,
        prints: impl IntoIterator<Item = PrintId>,
    ) -> Result<GroupId, SystemError> {
        let groups = prints
            .into_iter()
            .map(|print| self.group_of(print).ok_or(SystemError::UnknownPrint))
            .collect::<Result<BTreeSet<_>, _>>()?;
        let mut groups = groups.into_iter();
        let first = groups.next().ok_or(SystemError::UnknownPrint)?;
        let mut joined = self.take(first);
        let mut weight = self.weight(first);
        for group in groups {
            joined.extend(self.take(group));
            weight = weight.max(self.weight(group));
        }
        joined.sort_unstable();
        for print in &joined {
            if let Some(of) = self.of.get_mut(print.index()) {
                *of = Some(first);
            }
        }
        if let Some(members) = self.members.get_mut(first.index()) {
            *members = joined;
        }
        self.weigh(first, weight);
        Ok(first)
    }

    fn take(&mut self, group: GroupId) -> Vec<PrintId> {
        self.members.get_mut(group.index()).map(core::mem::take).unwrap_or_default()
    }

    fn weigh(&mut self, group: GroupId, weight: u32) {
        if let Some(old) = self.weights.get_mut(group.index()) {
            *old = weight;
        }
    }

    /// Takes a print out of its group: it is never suspected.
    ///
    /// ```
    /// use cn_budget::system::{Limits, System};
    ///
    /// let mut system = System::new();
    /// let x = system.variable();
    /// let sure = system.print(x, Some(1), Some(3))?;
    /// let other = system.print(x, Some(5), Some(7))?;
    /// let mut groups = system.groups();
    /// groups.trust(sure);
    /// let causes = system.causes(&groups, &Limits::default());
    /// let explanations = causes.all()[0].explanations();
    /// assert_eq!(explanations.len(), 1);
    /// assert_eq!(explanations[0].suspects()[0].print(), other);
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    pub fn trust(&mut self, print: PrintId) {
        let Some(group) = self.of.get_mut(print.index()).and_then(Option::take) else { return };
        if let Some(members) = self.members.get_mut(group.index()) {
            members.retain(|&member| member != print);
        }
    }

    /// Sets the weight of a print's group: how much it takes to believe that it is wrong.
    ///
    /// # Errors
    ///
    /// [`UnknownPrint`](SystemError::UnknownPrint) or [`NoWeight`](SystemError::NoWeight).
    pub fn set_weight(&mut self, print: PrintId, weight: u32) -> Result<(), SystemError> {
        let group = self.group_of(print).ok_or(SystemError::UnknownPrint)?;
        if weight == 0 {
            return Err(SystemError::NoWeight);
        }
        self.weigh(group, weight);
        Ok(())
    }

    /// The group of a print.
    pub fn group_of(&self, print: PrintId) -> Option<GroupId> {
        self.of.get(print.index()).copied().flatten()
    }

    /// The prints of a group, sorted.
    pub fn prints(&self, group: GroupId) -> &[PrintId] {
        self.members.get(group.index()).map_or(&[], Vec::as_slice)
    }

    /// The weight of a group.
    pub fn weight(&self, group: GroupId) -> u32 {
        self.weights.get(group.index()).copied().unwrap_or(1)
    }
}
