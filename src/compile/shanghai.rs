//! The templates of a department in Shanghai: nine tables of the budget, nine of the final accounts.

use super::{TableTemplate, Template};
use crate::code::Level;
use crate::code::SchemeKind::{Department, Functional};
use crate::flow::Flow::{
    CarriedIn, CarriedOver, CurrentExpenditure, CurrentIncome, Distributed, Expenditure, Income,
    SurplusUsed,
};
use crate::fund::FundSource;
use crate::fund::FundSource::{Fiscal, General, GovernmentFund, StateCapital};
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::num::amount::Unit;
use crate::scope::Scope;

const ALL: Scope = Scope::ALL;

impl Template {
    /// The budget of a department in Shanghai (上海市部门预算公开表): nine tables, in 元 to the 分; the
    /// three public expenses in 万元.
    #[must_use]
    pub fn shanghai_department_budget() -> Self {
        let spending = ALL.with_flow(CurrentExpenditure);
        let income = ALL.with_flow(CurrentIncome);
        let by_function = |no, title, root| {
            budget(no, title, root).kinds("合计").codes(Functional, Level::Item).row("合计", ALL)
        };
        Self::new()
            .table(budget_income())
            .table(numbered(
                budget(1, "财务收支预算总表", ALL.with_flow(Expenditure))
                    .side("支出")
                    .column("预算数", ALL),
            ))
            .table(
                budget(2, "收入预算总表", income)
                    .column("合计", ALL)
                    .column("财政拨款收入", ALL.with_fund(Fiscal))
                    .column_when_filled(
                        "财政专户管理资金",
                        ALL.with_fund(FundSource::SpecialAccount),
                    )
                    .column("事业收入", ALL.with_fund(FundSource::Operations))
                    .column_when_filled("上级补助收入", ALL.with_fund(FundSource::SuperiorSubsidy))
                    .column_when_filled(
                        "附属单位上缴收入",
                        ALL.with_fund(FundSource::SubordinateRemittance),
                    )
                    .column("事业单位经营收入", ALL.with_fund(FundSource::Business))
                    .column("其他收入", ALL.with_fund(FundSource::Other))
                    .codes(Functional, Level::Item)
                    .row("合计", ALL),
            )
            .table(by_function(3, "支出预算总表", spending))
            .table(fiscal_budget_income())
            .table(numbered(
                budget(4, "财政拨款收支预算总表", ALL.with_flow(Expenditure).with_fund(Fiscal))
                    .side("支出")
                    .column("合计", ALL)
                    .column("一般公共预算", ALL.with_fund(General))
                    .column("政府性基金预算", ALL.with_fund(GovernmentFund))
                    .column("国有资本经营预算", ALL.with_fund(StateCapital)),
            ))
            .table(by_function(5, "一般公共预算支出功能分类预算表", spending.with_fund(General)))
            .table(by_function(
                6,
                "政府性基金预算支出功能分类预算表",
                spending.with_fund(GovernmentFund),
            ))
            .table(by_function(
                7,
                "国有资本经营预算支出功能分类预算表",
                spending.with_fund(StateCapital),
            ))
            .table(
                budget(
                    8,
                    "一般公共预算基本支出部门预算经济分类预算表",
                    spending.with_fund(General).with_kind(Kind::Basic),
                )
                .column("合计", ALL)
                .column("人员经费", ALL.with_kind(Kind::Personnel))
                .column("公用经费", ALL.with_kind(Kind::Operating))
                .codes(Department, Level::Section)
                .row("合计", ALL),
            )
            .table(three_public_budget(spending))
    }

    /// The final accounts of a department in Shanghai (上海市部门决算公开表): nine tables, in 万元 with
    /// two decimals. 预算数 of the three public expenses takes a ledger of the budget beside that of
    /// the final accounts ([`Compiler::beside`](crate::Compiler::beside)).
    #[must_use]
    pub fn shanghai_department_final() -> Self {
        let spending = ALL.with_flow(CurrentExpenditure);
        let general = spending.with_fund(General);
        Self::new()
            .table(final_income())
            .table(final_expenditure())
            .table(
                TableTemplate::new("收入决算表", ALL.with_flow(CurrentIncome))
                    .no(2)
                    .column("本年收入合计", ALL)
                    .column("财政拨款收入", ALL.with_fund(Fiscal))
                    .column_when_filled(
                        "财政专户管理资金",
                        ALL.with_fund(FundSource::SpecialAccount),
                    )
                    .column("上级补助收入", ALL.with_fund(FundSource::SuperiorSubsidy))
                    .column("事业收入", ALL.with_fund(FundSource::Operations))
                    .column("经营收入", ALL.with_fund(FundSource::Business))
                    .column("附属单位上缴收入", ALL.with_fund(FundSource::SubordinateRemittance))
                    .column("其他收入", ALL.with_fund(FundSource::Other))
                    .row("合计", ALL)
                    .codes(Functional, Level::Item),
            )
            .table(
                TableTemplate::new("支出决算表", spending)
                    .no(3)
                    .column("本年支出合计", ALL)
                    .column("基本支出", ALL.with_kind(Kind::Basic))
                    .column("项目支出", ALL.with_kind(Kind::Project))
                    .column("上缴上级支出", ALL.with_kind(Kind::RemittedToSuperior))
                    .column("经营支出", ALL.with_kind(Kind::Business))
                    .column("对附属单位补助支出", ALL.with_kind(Kind::SubordinateSubsidy))
                    .row("合计", ALL)
                    .codes(Functional, Level::Item),
            )
            .table(fiscal_final_income())
            .table(fiscal_final_expenditure())
            .table(
                TableTemplate::new("一般公共预算财政拨款支出决算表", general)
                    .no(5)
                    .kinds("合计")
                    .codes(Functional, Level::Item)
                    .row("合计", ALL),
            )
            .table(
                TableTemplate::new(
                    "一般公共预算财政拨款基本支出决算表",
                    general.with_kind(Kind::Basic),
                )
                .no(6)
                .column("决算数", ALL)
                .codes(Department, Level::Section)
                .row("人员经费合计", ALL.with_kind(Kind::Personnel))
                .row("公用经费合计", ALL.with_kind(Kind::Operating)),
            )
            .table(three_public_final(spending))
            .table(flows_by_function(8, "政府性基金预算财政拨款收入支出决算表", GovernmentFund))
            .table(flows_by_function(9, "国有资本经营预算财政拨款收入支出决算表", StateCapital))
    }
}

fn budget(no: u32, title: &str, root: Scope) -> TableTemplate {
    TableTemplate::new(alloc::format!("{{year}}年部门{title}"), root).no(no).in_unit(Unit::Yuan, 2)
}

/// The expenditure half of a sheet: numbered classes, 结转下年 where there is any, the total.
fn numbered(table: TableTemplate) -> TableTemplate {
    table
        .row_when_carried("本年支出", ALL.with_flow(CurrentExpenditure))
        .numbered_classes(ALL.with_flow(CurrentExpenditure), &[])
        .row_when_filled("结余分配", ALL.with_flow(Distributed))
        .row_when_carried("结转下年", ALL.with_flow(CarriedOver))
        .balance("支出总计")
}

fn budget_income() -> TableTemplate {
    let year = ALL.with_flow(CurrentIncome);
    let of = |fund| year.with_fund(fund);
    budget(1, "财务收支预算总表", ALL.with_flow(Income))
        .side("收入")
        .column("预算数", ALL)
        .row_when_carried("本年收入", year)
        .row("一、财政拨款收入", of(Fiscal))
        .row("1.一般公共预算资金", of(General))
        .row("2.政府性基金", of(GovernmentFund))
        .row("3.国有资本经营预算", of(StateCapital))
        .row_when_filled("财政专户管理资金", of(FundSource::SpecialAccount))
        .row("二、事业收入", of(FundSource::Operations))
        .row_when_filled("上级补助收入", of(FundSource::SuperiorSubsidy))
        .row_when_filled("附属单位上缴收入", of(FundSource::SubordinateRemittance))
        .row("三、事业单位经营收入", of(FundSource::Business))
        .row("四、其他收入", of(FundSource::Other))
        .row_when_carried("上年结转", ALL.with_flow(CarriedIn))
        .row_when_filled("使用非财政拨款结余", ALL.with_flow(SurplusUsed))
        .balance("收入总计")
}

fn fiscal_budget_income() -> TableTemplate {
    let year = ALL.with_flow(CurrentIncome);
    budget(4, "财政拨款收支预算总表", ALL.with_flow(Income).with_fund(Fiscal))
        .side("收入")
        .column("预算数", ALL)
        .row_when_carried("本年收入", year)
        .row("一、一般公共预算资金", year.with_fund(General))
        .row("二、政府性基金", year.with_fund(GovernmentFund))
        .row("三、国有资本经营预算", year.with_fund(StateCapital))
        .row_when_carried("上年结转", ALL.with_flow(CarriedIn))
        .balance("收入总计")
}

fn three_public_budget(spending: Scope) -> TableTemplate {
    let of = |item| ALL.with_item(item);
    budget(9, "“三公”经费和机关运行经费预算表", spending.with_fund(Fiscal))
        .in_unit(Unit::WanYuan, 2)
        .column("“三公”经费/合计", of(Item::ThreePublic))
        .column("“三公”经费/因公出国(境)费", of(Item::Abroad))
        .column("“三公”经费/公务接待费", of(Item::Reception))
        .column("“三公”经费/公务用车购置及运行费/小计", of(Item::Vehicles))
        .column("“三公”经费/公务用车购置及运行费/购置费", of(Item::VehiclePurchase))
        .column("“三公”经费/公务用车购置及运行费/运行费", of(Item::VehicleOperation))
        .column("机关运行经费预算数", of(Item::AgencyOperation))
        .row("“三公”经费和机关运行经费预算数", ALL)
}

/// The classes that every final-accounts sheet lists, with or without amounts.
const CLASSES: [u16; 26] = [
    201, 202, 203, 204, 205, 206, 207, 208, 210, 211, 212, 213, 214, 215, 216, 217, 219, 220, 221,
    222, 223, 224, 229, 231, 232, 234,
];

fn final_income() -> TableTemplate {
    let of = |fund| ALL.with_flow(CurrentIncome).with_fund(fund);
    TableTemplate::new("收入支出决算总表", ALL.with_flow(Income))
        .no(1)
        .side("收入")
        .column("决算数", ALL)
        .row("一、一般公共预算财政拨款收入", of(General))
        .row("二、政府性基金预算财政拨款收入", of(GovernmentFund))
        .row("三、国有资本经营预算财政拨款收入", of(StateCapital))
        .row("四、上级补助收入", of(FundSource::SuperiorSubsidy))
        .row("五、事业收入", of(FundSource::Operations))
        .row("六、经营收入", of(FundSource::Business))
        .row("七、附属单位上缴收入", of(FundSource::SubordinateRemittance))
        .row("八、其他收入", of(FundSource::Other))
        .row_when_filled("财政专户管理资金", of(FundSource::SpecialAccount))
        .row("本年收入合计", ALL.with_flow(CurrentIncome))
        .row("使用非财政拨款结余（含专用结余）", ALL.with_flow(SurplusUsed))
        .row("年初结转和结余", ALL.with_flow(CarriedIn))
        .balance("总计")
}

fn final_expenditure() -> TableTemplate {
    let year = ALL.with_flow(CurrentExpenditure);
    TableTemplate::new("收入支出决算总表", ALL.with_flow(Expenditure))
        .no(1)
        .side("支出")
        .column("决算数", ALL)
        .numbered_classes(year, &CLASSES)
        .row("本年支出合计", year)
        .row("结余分配", ALL.with_flow(Distributed))
        .row("年末结转和结余", ALL.with_flow(CarriedOver))
        .balance("总计")
}

fn fiscal_final_income() -> TableTemplate {
    let year = ALL.with_flow(CurrentIncome);
    let carried = ALL.with_flow(CarriedIn);
    TableTemplate::new("财政拨款收入支出决算总表", ALL.with_flow(Income).with_fund(Fiscal))
        .no(4)
        .side("收入")
        .column("决算数", ALL)
        .row("一、一般公共预算财政拨款", year.with_fund(General))
        .row("二、政府性基金预算财政拨款", year.with_fund(GovernmentFund))
        .row("三、国有资本经营预算财政拨款", year.with_fund(StateCapital))
        .row("本年收入合计", year)
        .row("年初财政拨款结转和结余", carried)
        .row("一、一般公共预算财政拨款", carried.with_fund(General))
        .row("二、政府性基金预算财政拨款", carried.with_fund(GovernmentFund))
        .row("三、国有资本经营预算财政拨款", carried.with_fund(StateCapital))
        .balance("总计")
}

fn fiscal_final_expenditure() -> TableTemplate {
    let year = ALL.with_flow(CurrentExpenditure);
    TableTemplate::new("财政拨款收入支出决算总表", ALL.with_flow(Expenditure).with_fund(Fiscal))
        .no(4)
        .side("支出")
        .column("合计", ALL)
        .column("一般公共预算财政拨款", ALL.with_fund(General))
        .column("政府性基金预算财政拨款", ALL.with_fund(GovernmentFund))
        .column("国有资本经营预算财政拨款", ALL.with_fund(StateCapital))
        .numbered_classes(year, &CLASSES)
        .row("本年支出合计", year)
        .row("年末财政拨款结转和结余", ALL.with_flow(CarriedOver))
        .balance("总计")
}

fn three_public_final(spending: Scope) -> TableTemplate {
    const ITEMS: [(&str, Item); 6] = [
        ("合计", Item::ThreePublic),
        ("因公出国（境）费", Item::Abroad),
        ("公务用车购置及运行费/小计", Item::Vehicles),
        ("公务用车购置及运行费/公务用车购置费", Item::VehiclePurchase),
        ("公务用车购置及运行费/公务用车运行费", Item::VehicleOperation),
        ("公务接待费", Item::Reception),
    ];
    let root = spending.with_fund(Fiscal).with_item(Item::ThreePublic);
    let mut table = TableTemplate::new("财政拨款“三公”经费支出决算表", root).no(7);
    for (heading, item) in ITEMS {
        for (stage, label) in [(Stage::Budget, "预算数"), (Stage::Final, "决算数")] {
            let scope = ALL.with_item(item).with_stage(stage);
            table = table.column(alloc::format!("{heading}/{label}"), scope);
        }
    }
    table.row("财政拨款“三公”经费", ALL)
}

fn flows_by_function(no: u32, title: &str, fund: FundSource) -> TableTemplate {
    let spent = ALL.with_flow(CurrentExpenditure);
    TableTemplate::new(title, ALL.with_fund(fund))
        .no(no)
        .column("年初结转和结余", ALL.with_flow(CarriedIn))
        .column("本年收入", ALL.with_flow(CurrentIncome))
        .column("本年支出/小计", spent)
        .column("本年支出/基本支出", spent.with_kind(Kind::Basic))
        .column("本年支出/项目支出", spent.with_kind(Kind::Project))
        .column("年末结转和结余", ALL.with_flow(CarriedOver))
        .row("合计", ALL)
        .codes(Functional, Level::Item)
}
