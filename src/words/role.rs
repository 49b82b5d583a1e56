//! What a word does, and where it may stand.

use alloc::string::String;

use strum::VariantArray;

/// What a word does where it stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Role {
    /// It fixes what is spoken of: a fund, a flow, a kind, a stage ….
    Meaning,
    /// It says nothing: 科目, 情况, 表.
    Neutral,
    /// It leaves a part of what is spoken of (行政单位, 本级, 新增); never to be dropped.
    Narrowing,
    /// Another measure of what is spoken of (计划, 执行, 编制): neither equal to it nor a part of it.
    Variant,
    /// 增加, 增长.
    Rise,
    /// 减少, 下降.
    Fall,
    /// 持平, 无变化.
    Flat,
    /// 占.
    Share,
    /// 完成, 执行率.
    Completion,
    /// 差值, 差额: a difference without a sign.
    Difference,
    /// 大于, 超.
    Greater,
    /// 小于, 低于.
    Less,
    /// 等于, 一致.
    Equal,
    /// 其中, 包括, 具体如下: what follows are parts of what stands before.
    Opener,
    /// 主要用于: what follows is what the money is for.
    Use,
    /// 主要原因是: what follows is why.
    Cause,
    /// 各, 均, 分别.
    Each,
    /// 无, 没有, 未安排.
    Nil,
    /// 为, 是, 共计.
    Copula,
    /// 比, 较, 与, 同比: what follows is compared with.
    Base,
    /// 上年, 去年.
    Year,
    /// 本部门, 全镇: the body that the document is about.
    Body,
    /// 按…划分: names only a classification.
    Classification,
    /// （一）, 一是 …: a numbering.
    Numbering,
    /// 元, 万元, 辆, 批次.
    Unit,
    /// 壹, 十, 佰: a numeral in characters.
    Numeral,
    /// XX, 增加（减少）: left over from the template.
    Placeholder,
}

/// The names of all roles.
pub(super) fn names() -> String {
    let names: alloc::vec::Vec<&str> = Role::VARIANTS.iter().map(|&role| role.into()).collect();
    names.join(", ")
}

pub(super) fn role(name: &str) -> Option<Role> {
    Role::VARIANTS.iter().copied().find(|&role| <&str>::from(role) == name)
}

/// A kind of place where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Spot {
    /// The title of a table.
    Title = 1,
    /// The heading of a column.
    Heading = 2,
    /// The label of a row.
    Row = 4,
    /// A sentence, or a heading between sentences.
    Prose = 8,
}

/// Some kinds of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spots(pub(super) u8);

impl Spots {
    /// Titles, headings, rows and prose.
    pub(super) const ALL: Self =
        Self(Spot::Title as u8 | Spot::Heading as u8 | Spot::Row as u8 | Spot::Prose as u8);

    pub(crate) fn hold(self, spot: Spot) -> bool {
        self.0 & spot as u8 != 0
    }

    /// From letters: t title, h heading, r row, p prose.
    pub(super) fn of_letters(letters: &str) -> Option<Self> {
        let mut spots = 0;
        for letter in letters.chars() {
            spots |= match letter {
                't' => Spot::Title,
                'h' => Spot::Heading,
                'r' => Spot::Row,
                'p' => Spot::Prose,
                _ => return None,
            } as u8;
        }
        (spots != 0).then_some(Self(spots))
    }
}
