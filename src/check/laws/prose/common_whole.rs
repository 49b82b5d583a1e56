//! Shares of a whole that the words do not name: the parts that they are printed beside have one
//! whole in common.
//!
//! ```text
//! 主要用于以下方面：教育支出60.00万元，占60%；卫生健康支出30.00万元，占30%；住房保障支出10.00万元，占10%。
//! 60 ÷ W = 60%, 30 ÷ W = 30%, 10 ÷ W = 10%, where W = 60 + 30 + 10
//! ```

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::super::quotient::Stated;
use super::node::Node;
use super::shares::{self, Part};
use super::split::MAX_PARTS;
use crate::check::{Context, Linear, Presumption};
use crate::facts;
use crate::law::Law;
use crate::narrative::Percent;
use crate::narrative::tree::{ListId, Tree, What};
use crate::place::Place;

/// A share with the amount that it is printed beside.
struct Share {
    part: Part,
    percent: Percent,
    place: Place,
}

/// Few shares that agree may do so by chance.
const FEWEST: usize = 3;

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    for group in groups(context, tree) {
        if (FEWEST..=MAX_PARTS).contains(&group.len()) {
            held_against_their_sum(context, &group);
        }
    }
}

/// The shares without a whole, by list, or by section where they stand in none.
fn groups(context: &Context<'_>, tree: &Tree) -> Vec<Vec<Share>> {
    let mut groups: BTreeMap<(u32, Option<ListId>), Vec<Share>> = BTreeMap::new();
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(node) = Node::new(tree, id) else { continue };
        for (number, measure) in mention.measures.iter().enumerate() {
            let What::Share { percent, of, .. } = &measure.what else { continue };
            let Some(part) = shares::part(context, node, number) else { continue };
            if shares::whole(context, node, of, part.when).is_none() {
                let place = facts::place(&measure.span);
                let share = Share { part, percent: *percent, place };
                groups.entry((mention.section, mention.list)).or_default().push(share);
            }
        }
    }
    groups.into_values().collect()
}

/// Where most shares are those of the sum of the parts, that is the whole of all of them. Nothing is no
/// share of anything, and tells of no whole.
fn held_against_their_sum(context: &mut Context<'_>, group: &[Share]) {
    let sum = group
        .iter()
        .try_fold(Linear::ZERO, |sum, share| sum.plus(1, &Linear::of(share.part.meant.fact)));
    let Some(whole) = sum else { return };
    let holds = |share: &&Share| {
        let above = Linear::of(share.part.meant.fact);
        stated(share, &above, &whole, None).holds(context) == Some(true)
    };
    let telling = || group.iter().filter(|share| !context.facts.is_nil(share.part.meant.fact));
    let (told, agree) = (telling().count(), telling().filter(holds).count());
    if told < FEWEST || agree * 2 <= told || agree < 2 {
        return;
    }
    // One that disagrees with all others is wrong; of several the list may not be what it seems.
    let presumed = (agree + 1 < told).then_some(Presumption::ListIsComplete);
    for share in group {
        let above = Linear::of(share.part.meant.fact);
        let stated = stated(share, &above, &whole, presumed);
        let words = shares::words(context, &stated);
        stated.push(context, &words);
    }
}

fn stated<'a>(
    share: &Share,
    above: &'a Linear,
    below: &'a Linear,
    presumed: Option<Presumption>,
) -> Stated<'a> {
    let (percent, place) = (share.percent, share.place);
    Stated { law: Law::Share, above, below, percent, place, presumed }
}
