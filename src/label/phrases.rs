//! The phrases of the standard templates, in normal form (see `text::normalise`).

use super::{Meaning, TextColumn};
use crate::{
    Flow::{self, CarriedIn, CarriedOver, Distributed, SurplusUsed},
    FundSource::{self, Fiscal},
    Item, Kind, SchemeKind, Stage,
};

/// All standard phrases but the labels of funds, which `fund` keeps.
pub(super) fn standard() -> impl Iterator<Item = (&'static str, Meaning)> {
    let flows = FLOWS.iter().map(|&(phrase, flow)| (phrase, Meaning::Flow(flow)));
    let kinds = KINDS.iter().map(|&(phrase, kind)| (phrase, Meaning::Kind(kind)));
    let items = ITEMS.iter().map(|&(phrase, item)| (phrase, Meaning::Item(item)));
    let stages = STAGES.iter().map(|&(phrase, stage)| (phrase, Meaning::Stage(stage)));
    let spreads = SPREADS.iter().map(|&(phrase, scheme)| (phrase, Meaning::Spread(scheme)));
    let texts = TEXTS.iter().map(|&(phrase, column)| (phrase, Meaning::Text(column)));
    let fillers = FILLERS.iter().map(|&phrase| (phrase, Meaning::Filler));
    let others = OTHERS.iter().copied();
    flows
        .chain(kinds)
        .chain(items)
        .chain(stages)
        .chain(spreads)
        .chain(texts)
        .chain(fillers)
        .chain(others)
}

/// The number in front of `text`, a year or a serial number, and what stands behind it.
pub(super) fn number(text: &str) -> Option<(Meaning, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest).filter(|digits| !digits.is_empty())?;
    match (digits.len(), digits.parse(), rest.strip_prefix('年')) {
        (4, Ok(year), Some(rest)) => Some((Meaning::Year(year), rest)),
        _ => Some((Meaning::Filler, rest)),
    }
}

const FLOWS: &[(&str, Flow)] = &[
    ("收入", Flow::Income),
    ("支出", Flow::Expenditure),
    ("上年结转", CarriedIn),
    ("上年结转结余", CarriedIn),
    ("上年结转和结余", CarriedIn),
    ("上年结转及结余", CarriedIn),
    ("上年结转收入", CarriedIn),
    ("上年结转资金", CarriedIn),
    ("上年结余", CarriedIn),
    ("上年结余结转", CarriedIn),
    ("上年结余收入", CarriedIn),
    ("上年", CarriedIn),
    ("动用上年结转", CarriedIn),
    ("上年财政拨款资金结转", CarriedIn),
    ("年初", CarriedIn),
    ("年初结转", CarriedIn),
    ("年初结余", CarriedIn),
    ("年初结转和结余", CarriedIn),
    ("年初结转结余", CarriedIn),
    ("使用非财政拨款结余", SurplusUsed),
    ("使用非财政拨款结余和专用结余", SurplusUsed),
    ("使用非财政拨款结余(含专用结余)", SurplusUsed),
    ("使用专用结余", SurplusUsed),
    ("用事业基金弥补收支差额", SurplusUsed),
    ("事业基金弥补收支差额", SurplusUsed),
    ("动用事业基金", SurplusUsed),
    ("用事业基金弥补支出", SurplusUsed),
    ("结余分配", Distributed),
    ("年末", CarriedOver),
    ("年末结转", CarriedOver),
    ("年末结余", CarriedOver),
    ("年末结转和结余", CarriedOver),
    ("年末结转结余", CarriedOver),
    ("结转下年", CarriedOver),
    ("结转下年支出", CarriedOver),
    ("年终结转", CarriedOver),
    ("年终结转结余", CarriedOver),
    ("年终结转和结余", CarriedOver),
    ("年终结转下年", CarriedOver),
    ("结转下年资金", CarriedOver),
    ("结余结转下年", CarriedOver),
];

const KINDS: &[(&str, Kind)] = &[
    ("基本支出", Kind::Basic),
    ("基本支出经费", Kind::Basic),
    ("人员经费", Kind::Personnel),
    ("人员支出", Kind::Personnel),
    ("人员类经费", Kind::Personnel),
    ("人员类支出", Kind::Personnel),
    ("公用经费", Kind::Operating),
    ("公用支出", Kind::Operating),
    ("公用类经费", Kind::Operating),
    ("日常公用经费", Kind::Operating),
    ("日常公用支出", Kind::Operating),
    ("运转类公用经费", Kind::Operating),
    ("项目支出", Kind::Project),
    ("项目支出经费", Kind::Project),
    ("上缴上级支出", Kind::RemittedToSuperior),
    ("经营支出", Kind::Business),
    ("事业单位经营支出", Kind::Business),
    ("对附属单位补助支出", Kind::SubordinateSubsidy),
    ("对附属单位补助", Kind::SubordinateSubsidy),
    ("附属单位补助支出", Kind::SubordinateSubsidy),
    ("对下级单位补助支出", Kind::SubordinateSubsidy),
];

const ITEMS: &[(&str, Item)] = &[
    ("三公经费", Item::ThreePublic),
    ("三公", Item::ThreePublic),
    ("三公经费支出", Item::ThreePublic),
    ("因公出国(境)费", Item::Abroad),
    ("因公出国(境)费用", Item::Abroad),
    ("因公出国(境)", Item::Abroad),
    ("因公出国(境)经费", Item::Abroad),
    ("因公出国(境)支出", Item::Abroad),
    ("因公出国境费", Item::Abroad),
    ("因公出国境费用", Item::Abroad),
    ("因公出国费", Item::Abroad),
    ("因公出国费用", Item::Abroad),
    ("出国(境)费", Item::Abroad),
    ("公务用车购置及运行费", Item::Vehicles),
    ("公务用车购置及运行维护费", Item::Vehicles),
    ("公务用车购置及运行费用", Item::Vehicles),
    ("公务用车购置及运行", Item::Vehicles),
    ("公务用车购置和运行费", Item::Vehicles),
    ("公务用车购置和运行维护费", Item::Vehicles),
    ("公务用车购置费及运行费", Item::Vehicles),
    ("公务用车购置及运维费", Item::Vehicles),
    ("公务用车费", Item::Vehicles),
    ("公务用车", Item::Vehicles),
    ("公车购置及运行费", Item::Vehicles),
    ("公务用车购置费", Item::VehiclePurchase),
    ("公务用车购置", Item::VehiclePurchase),
    ("公务用车购置费用", Item::VehiclePurchase),
    ("公务用车购置支出", Item::VehiclePurchase),
    ("公车购置费", Item::VehiclePurchase),
    ("购置费", Item::VehiclePurchase),
    ("公务用车运行费", Item::VehicleOperation),
    ("公务用车运行", Item::VehicleOperation),
    ("公务用车运行维护费", Item::VehicleOperation),
    ("公务用车运行费用", Item::VehicleOperation),
    ("公务用车运行维护费用", Item::VehicleOperation),
    ("公务用车运行维护", Item::VehicleOperation),
    ("公务用车运行维护支出", Item::VehicleOperation),
    ("公车运行维护费", Item::VehicleOperation),
    ("公车运行费", Item::VehicleOperation),
    ("运行费", Item::VehicleOperation),
    ("运行维护费", Item::VehicleOperation),
    ("公务接待费", Item::Reception),
    ("公务接待费用", Item::Reception),
    ("公务接待", Item::Reception),
    ("公务接待费支出", Item::Reception),
    ("会议费", Item::Meetings),
    ("培训费", Item::Training),
    ("机关运行经费", Item::AgencyOperation),
    ("机关运行费", Item::AgencyOperation),
    ("政府采购", Item::Procurement),
    ("政府采购货物", Item::ProcurementGoods),
    ("政府采购货物支出", Item::ProcurementGoods),
    ("货物", Item::ProcurementGoods),
    ("货物类", Item::ProcurementGoods),
    ("政府采购工程", Item::ProcurementWorks),
    ("政府采购工程支出", Item::ProcurementWorks),
    ("工程", Item::ProcurementWorks),
    ("工程类", Item::ProcurementWorks),
    ("政府采购服务", Item::ProcurementServices),
    ("政府采购服务支出", Item::ProcurementServices),
    ("服务", Item::ProcurementServices),
    ("服务类", Item::ProcurementServices),
];

const STAGES: &[(&str, Stage)] = &[
    ("预算数", Stage::Budget),
    ("年初预算", Stage::Budget),
    ("年初预算数", Stage::Budget),
    ("全年预算数", Stage::Adjusted),
    ("调整预算数", Stage::Adjusted),
    ("调整预算", Stage::Adjusted),
    ("决算数", Stage::Final),
    ("执行数", Stage::Final),
    ("预算执行数", Stage::Final),
];

const SPREADS: &[(&str, SchemeKind)] = &[
    ("功能分类", SchemeKind::Functional),
    ("功能分类科目", SchemeKind::Functional),
    ("功能科目", SchemeKind::Functional),
    ("功能科目分类", SchemeKind::Functional),
    ("支出功能分类", SchemeKind::Functional),
    ("支出功能分类科目", SchemeKind::Functional),
    ("按支出功能分类", SchemeKind::Functional),
    ("按功能分类", SchemeKind::Functional),
    ("按功能科目", SchemeKind::Functional),
    ("经济分类", SchemeKind::Department),
    ("经济科目", SchemeKind::Department),
    ("经济分类科目", SchemeKind::Department),
    ("支出经济分类", SchemeKind::Department),
    ("支出经济分类科目", SchemeKind::Department),
    ("部门经济分类", SchemeKind::Department),
    ("部门经济分类科目", SchemeKind::Department),
    ("部门经济科目", SchemeKind::Department),
    ("部门预算经济分类", SchemeKind::Department),
    ("部门预算经济科目", SchemeKind::Department),
    ("部门预算经济分类科目", SchemeKind::Department),
    ("部门支出经济分类", SchemeKind::Department),
    ("部门支出经济分类科目", SchemeKind::Department),
    ("部门预算支出经济分类", SchemeKind::Department),
    ("部门预算支出经济分类科目", SchemeKind::Department),
    ("政府经济分类", SchemeKind::Government),
    ("政府经济分类科目", SchemeKind::Government),
    ("政府经济科目", SchemeKind::Government),
    ("政府预算经济分类", SchemeKind::Government),
    ("政府预算经济科目", SchemeKind::Government),
    ("政府预算经济分类科目", SchemeKind::Government),
    ("政府支出经济分类", SchemeKind::Government),
    ("政府支出经济分类科目", SchemeKind::Government),
    ("政府预算支出经济分类", SchemeKind::Government),
    ("政府预算支出经济分类科目", SchemeKind::Government),
];

const TEXTS: &[(&str, TextColumn)] = &[
    ("部门单位", TextColumn::Entity),
    ("单位名称", TextColumn::Entity),
    ("预算单位", TextColumn::Entity),
    ("预算单位名称", TextColumn::Entity),
    ("项目单位", TextColumn::Entity),
    ("部门(单位)名称", TextColumn::Entity),
    ("部门名称", TextColumn::Entity),
    ("单位编码", TextColumn::Other),
    ("单位代码", TextColumn::Other),
    ("项目名称", TextColumn::Project),
    ("项目编码", TextColumn::ProjectCode),
    ("项目代码", TextColumn::ProjectCode),
    ("备注", TextColumn::Other),
    ("增减", TextColumn::Other),
    ("增减额", TextColumn::Other),
    ("增减数", TextColumn::Other),
    ("增减率", TextColumn::Other),
    ("增减%", TextColumn::Other),
    ("增减(%)", TextColumn::Other),
    ("增减变化", TextColumn::Other),
    ("比上年增减", TextColumn::Other),
    ("比上年增减%", TextColumn::Other),
    ("同比增减", TextColumn::Other),
    ("说明", TextColumn::Other),
    ("序号", TextColumn::Other),
    ("行次", TextColumn::Other),
    ("栏次", TextColumn::Other),
    ("数量", TextColumn::Other),
    ("科目编码", TextColumn::Other),
    ("科目名称", TextColumn::Other),
    ("科目代码", TextColumn::Other),
    ("部门编码", TextColumn::Other),
    ("部门代码", TextColumn::Other),
    ("计量单位", TextColumn::Other),
    ("规格", TextColumn::Other),
    ("规格型号", TextColumn::Other),
    ("项目类别", TextColumn::Other),
    ("项目状态", TextColumn::Other),
    ("项目类型", TextColumn::Other),
    ("主管部门", TextColumn::Other),
    ("资金性质", TextColumn::Other),
    ("采购方式", TextColumn::Other),
    ("采购品目", TextColumn::Other),
    ("采购目录", TextColumn::Other),
    ("采购项目", TextColumn::Other),
    ("采购项目名称", TextColumn::Other),
    ("品目编码", TextColumn::Other),
    ("品目名称", TextColumn::Other),
    ("是否政府采购", TextColumn::Other),
    ("是否政府购买服务", TextColumn::Other),
    ("是否面向中小企业", TextColumn::Other),
];

const OTHERS: &[(&str, Meaning)] = &[
    ("本年", Meaning::Current),
    ("当年", Meaning::Current),
    ("本年度", Meaning::Current),
    ("上年预算", Meaning::LastYear),
    ("上年预算数", Meaning::LastYear),
    ("上年决算数", Meaning::LastYear),
    ("上年执行数", Meaning::LastYear),
    ("上年数", Meaning::LastYear),
    ("结转", Meaning::Carry),
    ("结余", Meaning::Carry),
    ("结转结余", Meaning::Carry),
    ("结转和结余", Meaning::Carry),
    ("结转及结余", Meaning::Carry),
    ("结转资金", Meaning::Carry),
    ("合计", Meaning::Total),
    ("总计", Meaning::Total),
    ("小计", Meaning::Total),
    ("总额", Meaning::Total),
    ("共计", Meaning::Total),
    ("总收入", Meaning::Flow(Flow::Income)),
    ("总支出", Meaning::Flow(Flow::Expenditure)),
    ("收支", Meaning::TwoSided),
    ("收入支出", Meaning::TwoSided),
    ("收入和支出", Meaning::TwoSided),
    ("收入、支出", Meaning::TwoSided),
    ("财政拨款", Meaning::Fund(Fiscal)),
    ("基金预算", Meaning::Fund(FundSource::GovernmentFund)),
    ("金额", Meaning::Amount),
    ("预算金额", Meaning::Amount),
    ("决算金额", Meaning::Amount),
    ("采购金额", Meaning::Amount),
    ("采购预算", Meaning::Amount),
    ("采购预算金额", Meaning::Amount),
    ("预算", Meaning::Amount),
    ("决算", Meaning::Amount),
    ("安排数", Meaning::Amount),
    ("本年数", Meaning::Amount),
];

#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "总表", "表", "明细表", "明细", "情况表", "情况", "情况说明", "一览表", "汇总表", "公开表", "公开", "统计表", "部门",
    "单位", "部门(单位)", "本部门", "本单位", "财务", "年度", "年", "区级", "市级", "县级", "省级", "本级", "汇总", "安排",
    "使用", "及", "和", "与", "的", "、", ",", "(", ")", "-", ":", ".", "其中", "其中:", "按", "分", "到",
    "类", "款", "项", "科目", "资金", "经费", "费用", "数", "执行", "编码", "名称", "代码", "项目",
    "附件", "附表", "表一", "由", "来源", "分类", "用于", "计划", "全口径", "一般公共预算财政拨款当年", "总体情况表", "总体情况",
    "总体", "综合", "行政参公单位", "行政单位", "事业单位", "万元", "元", "单位:万元", "单位:元",
];

#[cfg(test)]
mod tests {
    use alloc::{collections::BTreeMap, vec::Vec};

    use super::*;
    use crate::{fund, text};

    #[test]
    fn phrases_are_normal_and_mean_one_thing() {
        let mut seen: BTreeMap<&str, Vec<Meaning>> = BTreeMap::new();
        let funds = fund::LABELS.iter().map(|&(phrase, fund)| (phrase, Meaning::Fund(fund)));
        for (phrase, meaning) in standard().chain(funds) {
            assert_eq!(text::fold(phrase), phrase);
            seen.entry(phrase).or_default().push(meaning);
        }
        for (phrase, meanings) in seen {
            assert!(meanings.windows(2).all(|pair| pair[0] == pair[1]), "{phrase}: {meanings:?}");
        }
    }
}
