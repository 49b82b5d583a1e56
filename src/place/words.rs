//! A place in words.

use alloc::{
    format,
    string::{String, ToString},
};

use super::Cell;
use crate::Lang;

impl Cell {
    /// Where the cell is, in a few words: `表3 301 工资福利支出 [总计]`; of the narrative its section
    /// and the text itself.
    ///
    /// ```
    /// use cn_budget::{Cell, Lang, Place, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出"])
    ///     .row("201", "一般公共服务支出", ["12.30", "10.00"]);
    /// let raw = RawDisclosure::new(2026, Stage::Budget).table(RawTable { no: Some(8), ..table });
    /// let cell = Cell::at(&raw, Place::Cell { table: 0, row: 0, column: 1 });
    /// assert_eq!(cell.describe(Lang::Zh), "表8 201 一般公共服务支出 [基本支出]");
    /// assert_eq!(cell.text(), "10.00");
    /// ```
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::Table { index, no, side, code, name, column, .. } => {
                let number = no.map_or_else(|| format!("#{index}"), |no| no.to_string());
                let mut text = format!("{}{number}", lang.pick("表", "table "));
                for part in [side, code, name].into_iter().flatten() {
                    text.push(' ');
                    text.push_str(part.trim());
                }
                if let Some(column) = column {
                    text.push_str(" [");
                    text.push_str(column);
                    text.push(']');
                }
                text
            }
            Self::Prose { section, text, .. } => {
                let mut short: String = section.chars().take(24).collect();
                if short.len() < section.len() {
                    short.push('…');
                }
                format!("{short} “{text}”")
            }
            Self::Target { target, indicator, field, .. } => {
                let field = field_name(field, lang);
                let target = target.saturating_add(1);
                match indicator {
                    Some(indicator) => format!(
                        "{} {target} {} {} {field}",
                        lang.pick("绩效目标", "target"),
                        lang.pick("指标", "indicator"),
                        indicator.saturating_add(1)
                    ),
                    None => format!("{} {target} {field}", lang.pick("绩效目标", "target")),
                }
            }
        }
    }
}

/// The heading of a field of a performance target: its key in the neutral form, in Chinese words.
fn field_name(key: &str, lang: Lang) -> &str {
    lang.pick(
        match key {
            "project" => "项目名称",
            "department" => "主管部门",
            "unit" => "金额单位",
            "total" => "项目资金总额",
            "sources" => "资金来源",
            "execution_weight" => "预算执行率权重",
            "level1" => "一级指标",
            "level2" => "二级指标",
            "level3" => "三级指标",
            "nature" => "指标性质",
            "target" => "指标值",
            "measure" => "度量单位",
            "weight" => "权重",
            "actual" => "实际完成值",
            _ => key,
        },
        key,
    )
}
