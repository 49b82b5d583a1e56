//! The headings of a ledger as people write them.

use crate::code::Level;

/// What a column of a ledger may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Amount,
    Flow,
    Fund,
    /// 科目编码: of whichever classification its digits are.
    Code,
    /// 类, 款 or 项 in a column of its own.
    Level(Level),
    Functional,
    Department,
    Government,
    Kind,
    Item,
    Entity,
    EntityCode,
    Payer,
    Project,
    ProjectCode,
    Procurement,
    /// The name beside a code, which the code tells already.
    Name,
}

/// The headings of each field, in normal form, without a unit in brackets. Those of a classification
/// stand without 编码 or 名称 at their end.
const HEADINGS: [(Field, &[&str]); 19] = [
    (
        Field::Amount,
        &["amount", "金额", "预算数", "决算数", "预算金额", "支出金额", "合计金额", "发生额"],
    ),
    (Field::Flow, &["flow", "收支", "收支类型", "收支方向", "收支类别"]),
    (Field::Fund, &["fund", "资金来源", "资金性质", "资金", "经费来源", "资金类型"]),
    (Field::Code, &["code", "科目编码", "科目代码", "编码", "科目"]),
    (Field::Level(Level::Class), &["class", "类"]),
    (Field::Level(Level::Section), &["section", "款"]),
    (Field::Level(Level::Item), &["subitem", "项"]),
    (
        Field::Functional,
        &[
            "functional",
            "功能分类",
            "功能科目",
            "功能分类科目",
            "支出功能分类",
            "支出功能科目",
            "支出功能分类科目",
        ],
    ),
    (
        Field::Department,
        &[
            "department",
            "经济分类",
            "经济科目",
            "经济分类科目",
            "支出经济分类",
            "支出经济科目",
            "支出经济分类科目",
            "部门经济分类",
            "部门经济科目",
            "部门经济分类科目",
            "部门支出经济分类",
            "部门支出经济分类科目",
            "部门预算支出经济分类",
            "部门预算支出经济分类科目",
        ],
    ),
    (
        Field::Government,
        &[
            "government",
            "政府经济分类",
            "政府经济科目",
            "政府经济分类科目",
            "政府支出经济分类",
            "政府支出经济分类科目",
            "政府预算支出经济分类",
            "政府预算支出经济分类科目",
        ],
    ),
    (Field::Kind, &["kind", "支出性质", "支出类型", "支出类别", "经费性质", "基本/项目"]),
    (Field::Item, &["item", "专项口径", "三公经费", "专项"]),
    (Field::Entity, &["entity", "单位", "单位名称", "预算单位", "预算单位名称"]),
    (Field::EntityCode, &["entity_code", "单位编码", "单位代码", "预算单位编码", "预算单位代码"]),
    (Field::Payer, &["payer", "单位性质", "单位类型"]),
    (Field::Project, &["project", "项目", "项目名称", "预算项目", "预算项目名称"]),
    (Field::ProjectCode, &["project_code", "项目编码", "项目代码"]),
    (Field::Procurement, &["procurement", "政府采购", "采购类型", "政府采购类型"]),
    (Field::Name, &["name", "科目名称"]),
];

/// The field of a heading in normal form, without a unit in brackets.
pub(super) fn field(heading: &str) -> Option<Field> {
    listed(heading).or_else(|| dated(heading)).or_else(|| {
        let (stem, is_name) = match heading.strip_suffix("名称") {
            Some(stem) => (stem, true),
            None => (heading.strip_suffix("编码").or(heading.strip_suffix("代码"))?, false),
        };
        let field = listed(stem)?;
        let is_code = matches!(field, Field::Functional | Field::Department | Field::Government);
        is_code.then_some(if is_name { Field::Name } else { field })
    })
}

/// 2026年预算数, 2026年度决算数: the amounts of a year.
fn dated(heading: &str) -> Option<Field> {
    let (year, behind) = heading.split_once('年')?;
    let told = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let field = listed(behind.strip_prefix('度').unwrap_or(behind)).filter(|_| told)?;
    (field == Field::Amount).then_some(field)
}

fn listed(heading: &str) -> Option<Field> {
    let (field, _) = HEADINGS.iter().find(|(_, names)| names.contains(&heading))?;
    Some(*field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_classification_goes_with_or_without_its_codes() {
        for (stem, told) in [
            ("支出功能分类科目", Field::Functional),
            ("部门经济科目", Field::Department),
            ("政府预算支出经济分类", Field::Government),
        ] {
            for end in ["", "编码", "代码"] {
                assert_eq!(field(&alloc::format!("{stem}{end}")), Some(told), "{stem}{end}");
            }
            assert_eq!(field(&alloc::format!("{stem}名称")), Some(Field::Name), "{stem}");
        }
        assert_eq!(field("单位编码"), Some(Field::EntityCode));
        assert_eq!(field("单位名称"), Some(Field::Entity));
        for told in ["2026年预算数", "2024年度决算数"] {
            assert_eq!(field(told), Some(Field::Amount), "{told}");
        }
        for unknown in ["26年预算数", "2026年单位", "编码名称", "金额编码", "名称", "代码", ""]
        {
            assert_eq!(field(unknown), None, "{unknown}");
        }
    }
}
