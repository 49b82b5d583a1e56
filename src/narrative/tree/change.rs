//! Changes: what they are of, and what they are compared with.

use super::frame::Frame;
use super::grow::Grower;
use super::{Base, MentionId, What};
use crate::narrative::number::Percent;
use crate::narrative::phrase::{Base as Told, Direction};
use crate::num::figure::Figure;

impl Grower<'_> {
    /// The mention that a change without words of its own is of. After a full stop it belongs to the
    /// head that has an amount and no change yet, else to the last part; the other reading is kept.
    pub(super) fn changed(&mut self) -> Option<MentionId> {
        if self.pending.is_some() {
            return self.target();
        }
        if self.settled {
            return self.changed_beside_list();
        }
        let listed = self.frames.iter().find_map(|frame| match frame {
            Frame::List { list, sentence, .. } if *sentence != self.sentence => Some(*list),
            _ => None,
        });
        self.settled = true;
        let part = self.focus;
        let head = listed.and_then(|list| self.tree.list(list)).map(|list| list.head);
        if let (Some(head), Some(part)) = (head, part) {
            let fits = self
                .tree
                .mention(head)
                .is_some_and(|mention| mention.levels().next().is_some() && !mention.has_change());
            if head != part {
                let (chosen, other) = if fits { (head, part) } else { (part, head) };
                self.focus = Some(chosen);
                self.alternative = Some(other);
                return Some(chosen);
            }
        }
        self.target()
    }

    /// A change behind the members of a list, in their sentence: of the last member, or of the head
    /// where a comma ends what 、 joined (其中：基本支出3万元、项目支出2万元，增长5%), or a semicolon the
    /// members, of which none has one. Where the head has an amount and no change yet the other reading
    /// is kept.
    fn changed_beside_list(&mut self) -> Option<MentionId> {
        let part = self.target()?;
        let (list, joined, semicolon) = match self.frames.last() {
            Some(Frame::List { list, joined, semicolon, .. }) => (*list, *joined, *semicolon),
            _ => return Some(part),
        };
        let is_told = |id: MentionId| {
            self.tree.mention(id).is_some_and(|mention| mention.levels().next().is_some())
        };
        let changed = |id: MentionId| self.tree.mention(id).is_some_and(super::Mention::has_change);
        let members = self.tree.list(list).map(|list| list.children.as_slice()).unwrap_or_default();
        let over = semicolon && members.len() > 1 && !members.iter().any(|&member| changed(member));
        let head = self.tree.list(list).map(|list| list.head);
        let open = |head: MentionId| is_told(head) && (over || !changed(head));
        let Some(head) = head.filter(|&head| head != part && open(head)) else {
            return Some(part);
        };
        if !is_told(part) || changed(part) {
            return Some(part);
        }
        let ends = over || joined && self.mark != '、';
        let (chosen, other) = if ends { (head, part) } else { (part, head) };
        self.focus = Some(chosen);
        self.alternative = Some(other);
        Some(chosen)
    }

    /// What a change is of, and what it is compared with. Nobody tells one change in two sentences: where
    /// the mention has it the other reading is meant.
    pub(super) fn compared(&mut self, of: MentionId) -> (MentionId, Base) {
        let base = self.base_for(of);
        let sentence = self.sentence;
        let told = |id: MentionId| {
            self.tree.mention(id).is_some_and(|mention| {
                mention.measures.iter().any(|measure| match measure.what {
                    What::Change { base: of, .. } | What::Rate { base: of, .. } => {
                        measure.sentence != sentence
                            && (of.year, of.stage) == (base.year, base.stage)
                    }
                    _ => false,
                })
            })
        };
        match self.alternative.filter(|&other| told(of) && !told(other)) {
            Some(other) => {
                self.alternative = Some(of);
                self.focus = Some(other);
                (other, self.base_for(other))
            }
            None => (of, base),
        }
    }

    /// What a change is compared with: what was told, what the head is compared with, or last year.
    pub(super) fn base_for(&mut self, of: MentionId) -> Base {
        let base = self.base_told(of);
        Base { foreign: base.foreign || self.adjusted, ..base }
    }

    fn base_told(&mut self, of: MentionId) -> Base {
        if self.base.is_some() {
            self.flush_prior(of);
        }
        if let Some(compared) = &mut self.base {
            let mut base = compared.base;
            base.printed_year &= *compared.of.get_or_insert(of) == of;
            base.foreign |= self.is_foreign(of);
            if let Some(mention) = self.tree.mentions.get_mut(of) {
                mention.base = Some(base);
            }
            return base;
        }
        let above = self.tree.ancestors(of).find_map(|id| self.tree.mention(id)?.base);
        let base = above.unwrap_or(Base { year: self.year.checked_sub(1), ..Base::default() });
        Base { presumed: true, ..base }
    }

    /// The amount compared with is said of the mention.
    pub(super) fn flush_prior(&mut self, of: MentionId) {
        let Some(compared) = &mut self.base else { return };
        let Some((figure, span, lacks_unit)) = compared.amount.take() else { return };
        let base = compared.base;
        self.hang(of, What::Prior { figure, base }, span.clone(), span, lacks_unit);
    }

    /// Whether the words compared with name something else than the mention.
    fn is_foreign(&self, of: MentionId) -> bool {
        let Some(compared) = &self.base else { return false };
        let (Some(other), Some(own)) =
            (compared.with, self.tree.mention(of).and_then(|mention| mention.scope))
        else {
            return false;
        };
        !(own.is_within(other) || other.is_within(own) || own.merge(other).is_ok())
    }

    /// Reads what is compared with; the year of a budget compared with is that of the document.
    pub(super) fn base_of(&self, told: &Told) -> Base {
        let own = self.when.unwrap_or(self.year);
        let year = told.year.or_else(|| told.stage.map(|_| own));
        Base {
            year,
            stage: told.stage,
            printed_year: told.printed_year,
            foreign: false,
            presumed: false,
        }
    }
}

/// 减少5万元 is −5万元; 减少-5万元 says the same twice.
pub(super) fn signed(figure: Figure, direction: Direction) -> Figure {
    if direction != Direction::Down {
        return figure;
    }
    let mantissa = -figure.mantissa().abs();
    Figure::new(mantissa, figure.decimals(), figure.unit()).unwrap_or(figure)
}

pub(super) fn signed_percent(percent: Percent, direction: Direction) -> Percent {
    if direction != Direction::Down {
        return percent;
    }
    Percent::new(-percent.mantissa().abs(), percent.decimals())
}
