//! The performance targets (绩效目标) as printed.

use cn_budget::{
    Place,
    raw::{RawIndicator, RawTarget},
};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    place,
};

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let targets = &document.report.raw().performance;
    if targets.is_empty() {
        return html! {};
    }
    html! {
        section #targets {
            h2 { (document.pick("绩效目标", "Performance targets")) " " span.of { (targets.len()) } }
            @for (index, target) in targets.iter().enumerate() {
                (one(document, target, place::number(index)))
            }
        }
    }
}

fn one(document: &Document<'_>, target: &RawTarget, index: u32) -> Markup {
    let id = |field| place::id(Place::Target { target: index, indicator: None, field });
    let fields: [(&str, &'static str, Option<&str>); 5] = [
        (document.pick("主管部门", "department"), "department", target.department.as_deref()),
        (document.pick("绩效活动", "activity"), "activity", target.activity.as_deref()),
        (document.pick("项目资金总额", "total"), "total", target.total.as_deref()),
        (
            document.pick("预算执行率权重", "weight of execution"),
            "execution_weight",
            target.execution_weight.as_deref(),
        ),
        (document.pick("绩效目标", "objective"), "objective", target.objective.as_deref()),
    ];
    html! {
        figure.table id=(id("project")) {
            figcaption { (printed(&target.project))
                @if let Some(unit) = &target.unit { span.unit { (document.pick("单位：", "unit: ")) bdi { (unit) } } }
            }
            dl { @for (name, field, text) in fields { @if let Some(text) = text {
                dt { (name) } dd id=(id(field)) { (printed(text)) }
            } }
            @for (source, text) in &target.sources { dt { (printed(source)) } dd { (printed(text)) } } }
            div.scroll { table lang="zh-CN" {
                thead { tr { @for (zh, en) in [("一级指标", "level 1"), ("二级指标", "level 2"), ("三级指标", "level 3"), ("性质", "nature"), ("指标值", "target"), ("单位", "measure"), ("权重", "weight"), ("完成值", "actual")] {
                    th scope="col" { (document.pick(zh, en)) }
                } } }
                tbody { @for (number, indicator) in target.indicators.iter().enumerate() {
                    (row(indicator, index, place::number(number)))
                } }
            } }
        }
    }
}

fn row(indicator: &RawIndicator, target: u32, number: u32) -> Markup {
    let fields: [(&'static str, &Option<String>); 8] = [
        ("level1", &indicator.level1),
        ("level2", &indicator.level2),
        ("level3", &indicator.level3),
        ("nature", &indicator.nature),
        ("target", &indicator.target),
        ("measure", &indicator.measure),
        ("weight", &indicator.weight),
        ("actual", &indicator.actual),
    ];
    html! { tr { @for (field, text) in fields {
        td.text id=(place::id(Place::Target { target, indicator: Some(number), field })) {
            div { (printed(text.as_deref().unwrap_or_default())) }
        }
    } } }
}
