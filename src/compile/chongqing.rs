//! The template of a unit's budget in Chongqing (单位预算公开表, 12 tables in 万元).

use super::{TableTemplate, Template};
use crate::code::Level;
use crate::code::SchemeKind::{Department, Functional, Government};
use crate::flow::Flow::{
    CarriedIn, CarriedOver, CurrentExpenditure, CurrentIncome, Distributed, Expenditure, Income,
    SurplusUsed,
};
use crate::fund::FundSource;
use crate::fund::FundSource::{Fiscal, General, GovernmentFund, StateCapital};
use crate::item::Item;
use crate::kind::Kind;
use crate::scope::Scope;
use crate::words::TextColumn;

const ALL: Scope = Scope::ALL;

/// The funds of 部门收支总表 and 部门收入总表: the label of a row, and of a column.
const FUNDS: [(&str, &str, FundSource); 9] = [
    ("一般公共预算资金", "一般公共预算拨款收入", General),
    ("政府性基金预算资金", "政府性基金预算拨款收入", GovernmentFund),
    ("国有资本经营预算资金", "国有资本经营预算拨款收入", StateCapital),
    ("财政专户管理资金", "财政专户管理资金收入", FundSource::SpecialAccount),
    ("事业收入资金", "事业收入", FundSource::Operations),
    ("上级补助收入资金", "上级补助收入", FundSource::SuperiorSubsidy),
    ("附属单位上缴收入资金", "附属单位上缴收入", FundSource::SubordinateRemittance),
    ("事业单位经营收入资金", "事业单位经营收入", FundSource::Business),
    ("其他收入资金", "其他收入", FundSource::Other),
];

impl Template {
    /// The budget of a unit in Chongqing (重庆市单位预算公开表): 12 tables, in 万元 with two decimals.
    ///
    /// Rows of carried money stand in 部门收支总表 only where there is any, and so do the columns of
    /// kinds other than 基本 and 项目.
    #[must_use]
    pub fn chongqing_unit_budget() -> Self {
        let general = ALL.with_flow(CurrentExpenditure).with_fund(General);
        let basic = general.with_kind(Kind::Basic);
        let project = general.with_kind(Kind::Project);
        let funded = ALL.with_flow(CurrentExpenditure).with_fund(GovernmentFund);
        let (code, name) = ("经济分类科目/科目编码", "经济分类科目/科目名称");
        let (government_code, government_name) =
            ("政府预算经济科目/科目编码", "政府预算经济科目/科目名称");
        Self::new()
            .table(fiscal_income())
            .table(fiscal_expenditure())
            .table(
                titled(2, "一般公共预算财政拨款支出预算表", general)
                    .headings("功能分类科目/科目编码", "功能分类科目/科目名称")
                    .kinds("小计")
                    .row("合计", ALL)
                    .codes(Functional, Level::Item),
            )
            .table(
                titled(3, "一般公共预算财政拨款基本支出预算表（部门预算支出经济分类科目）", basic)
                    .headings(code, name)
                    .column("总计", ALL)
                    .column("人员经费", ALL.with_kind(Kind::Personnel))
                    .column("日常公用经费", ALL.with_kind(Kind::Operating))
                    .row("合计", ALL)
                    .codes(Department, Level::Section),
            )
            .table(
                titled(4, "一般公共预算财政拨款基本支出预算表（政府预算支出经济分类科目）", basic)
                    .headings(government_code, government_name)
                    .column("基本支出", ALL)
                    .row("合计", ALL)
                    .codes(Government, Level::Section),
            )
            .table(three_public(general))
            .table(
                titled(6, "政府性基金预算支出表", funded)
                    .column("本年政府性基金预算财政拨款支出/总计", ALL)
                    .column("本年政府性基金预算财政拨款支出/基本支出", ALL.with_kind(Kind::Basic))
                    .column("本年政府性基金预算财政拨款支出/项目支出", ALL.with_kind(Kind::Project))
                    .row("合计", ALL)
                    .codes(Functional, Level::Item),
            )
            .table(all_income())
            .table(all_expenditure())
            .table(income_by_function())
            .table(
                titled(9, "部门支出总表（功能科目分类到项）", ALL.with_flow(CurrentExpenditure))
                    .kinds("总计")
                    .row("合计", ALL)
                    .codes(Functional, Level::Item),
            )
            .table(
                titled(
                    10,
                    "一般公共预算财政拨款项目支出预算表（部门预算支出经济分类科目）",
                    project,
                )
                .headings(code, name)
                .column("项目支出", ALL)
                .row("合计", ALL)
                .codes(Department, Level::Section),
            )
            .table(
                titled(
                    11,
                    "一般公共预算财政拨款项目支出预算表（政府预算支出经济分类科目）",
                    project,
                )
                .headings(government_code, government_name)
                .column("项目支出", ALL)
                .row("合计", ALL)
                .codes(Government, Level::Section),
            )
            .table(procurement())
    }
}

fn titled(no: u32, title: &str, root: Scope) -> TableTemplate {
    TableTemplate::new(alloc::format!("{{year}}年{{body}}{title}"), root).no(no)
}

fn fiscal_income() -> TableTemplate {
    let year = ALL.with_flow(CurrentIncome);
    let carried = ALL.with_flow(CarriedIn);
    titled(1, "财政拨款收支总表", ALL.with_flow(Income).with_fund(Fiscal))
        .side("收入")
        .column("预算数", ALL)
        .row("一、本年收入", year)
        .row("一般公共预算资金", year.with_fund(General))
        .row("政府性基金预算资金", year.with_fund(GovernmentFund))
        .row("国有资本经营预算资金", year.with_fund(StateCapital))
        .row("二、上年结转", carried)
        .row("一般公共预算拨款", carried.with_fund(General))
        .row("政府性基金预算拨款", carried.with_fund(GovernmentFund))
        .row("国有资本经营收入", carried.with_fund(StateCapital))
        .balance("收入合计")
}

fn fiscal_expenditure() -> TableTemplate {
    let year = ALL.with_flow(CurrentExpenditure);
    titled(1, "财政拨款收支总表", ALL.with_flow(Expenditure).with_fund(Fiscal))
        .side("支出")
        .column("合计", ALL)
        .column("一般公共预算", ALL.with_fund(General))
        .column("政府性基金预算", ALL.with_fund(GovernmentFund))
        .column("国有资本经营预算", ALL.with_fund(StateCapital))
        .row("一、本年支出", year)
        .functional_classes(year)
        .row("二、结转下年", ALL.with_flow(CarriedOver))
        .balance("支出合计")
}

fn three_public(general: Scope) -> TableTemplate {
    let of = |item| ALL.with_item(item);
    titled(5, "一般公共预算“三公”经费支出表", general.with_item(Item::ThreePublic))
        .column("合计", ALL)
        .column("因公出国（境）费", of(Item::Abroad))
        .column("公务用车购置及运行费/小计", of(Item::Vehicles))
        .column("公务用车购置及运行费/公务用车购置费", of(Item::VehiclePurchase))
        .column("公务用车购置及运行费/公务用车运行费", of(Item::VehicleOperation))
        .column("公务接待费", of(Item::Reception))
        .row_when_filled("合计", ALL)
}

fn all_income() -> TableTemplate {
    let year = ALL.with_flow(CurrentIncome);
    let mut table = titled(7, "部门收支总表", ALL.with_flow(Income))
        .side("收入")
        .column("预算数", ALL)
        .balance("合计")
        .row_when_carried("本年收入", year);
    for (label, _, fund) in FUNDS {
        table = table.row(label, year.with_fund(fund));
    }
    table
        .row_when_carried("上年结转", ALL.with_flow(CarriedIn))
        .row_when_filled("使用非财政拨款结余", ALL.with_flow(SurplusUsed))
}

fn all_expenditure() -> TableTemplate {
    let year = ALL.with_flow(CurrentExpenditure);
    titled(7, "部门收支总表", ALL.with_flow(Expenditure))
        .side("支出")
        .column("预算数", ALL)
        .balance("合计")
        .row_when_carried("本年支出", year)
        .functional_classes(year)
        .row_when_filled("结余分配", ALL.with_flow(Distributed))
        .row_when_carried("结转下年", ALL.with_flow(CarriedOver))
}

fn income_by_function() -> TableTemplate {
    let mut table = titled(8, "部门收入总表", ALL.with_flow(CurrentIncome))
        .headings("科目/科目编码", "科目/科目名称")
        .column("总计", ALL);
    for (_, heading, fund) in FUNDS {
        table = table.column(heading, ALL.with_fund(fund));
    }
    table.row("合计", ALL).codes(Functional, Level::Item)
}

fn procurement() -> TableTemplate {
    let bought = ALL.with_flow(CurrentExpenditure).with_item(Item::Procurement);
    let of = |fund| ALL.with_fund(fund);
    titled(12, "政府采购明细表", bought)
        .text_column("部门单位", TextColumn::Entity)
        .text_column("项目编码", TextColumn::ProjectCode)
        .text_column("项目名称", TextColumn::Project)
        .text_column("功能科目", TextColumn::Code(Functional))
        .text_column("政府经济科目", TextColumn::Code(Government))
        .text_column("部门经济科目", TextColumn::Code(Department))
        .constant_column("是否政府采购", "是")
        .constant_column("项目状态", "")
        .column("总计", ALL)
        .column("一般公共预算/小计", of(General))
        .column("一般公共预算/一般公共预算资金", of(FundSource::GeneralOwn))
        .column("一般公共预算/一般债券", of(FundSource::GeneralBonds))
        .column("一般公共预算/外国政府和国际组织贷款", of(FundSource::ForeignLoans))
        .column("一般公共预算/外国政府和国际组织赠款", of(FundSource::ForeignGrants))
        .column("政府性基金预算/小计", of(GovernmentFund))
        .column("政府性基金预算/政府性基金预算", of(FundSource::GovernmentFundOwn))
        .column("政府性基金预算/专项债券", of(FundSource::SpecialBonds))
        .column("国有资本经营预算", of(StateCapital))
        .column("财政专户管理资金", of(FundSource::SpecialAccount))
        .column("单位资金/小计", of(FundSource::Unit))
        .column("单位资金/事业收入资金", of(FundSource::Operations))
        .column("单位资金/上级补助收入资金", of(FundSource::SuperiorSubsidy))
        .column("单位资金/附属单位上缴收入资金", of(FundSource::SubordinateRemittance))
        .column("单位资金/事业单位经营收入资金", of(FundSource::Business))
        .column("单位资金/其他收入资金", of(FundSource::Other))
        .row("合计", ALL)
        .lines()
}
