//! A place in words.

use alloc::{format, string::String};

use super::Cell;
use crate::lang::Lang;

impl Cell {
    /// Where the cell is, in a few words: `表3 301 工资福利支出 [总计]`, or by its title where the table
    /// has no number; of the narrative its section and the text itself.
    ///
    /// ```
    /// use cn_budget::{Lang, Place, RawDisclosure, Stage, Unit, place::Cell, raw::RawTable};
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
            Self::Table { index, no, title, side, code, name, column, .. } => {
                let mut text = table_name(*no, title, *index, lang);
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
                format!("{} “{text}”", short(section))
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

/// What a table is called: by its number, else by its title, else by where it stands.
fn table_name(number: Option<u32>, title: &str, index: u32, lang: Lang) -> String {
    let title = title.trim();
    match (number, lang) {
        (Some(number), _) => format!("{}{number}", lang.pick("表", "table ")),
        (None, Lang::Zh) if title.is_empty() => {
            format!("未命名的表（第{}张）", index.saturating_add(1))
        }
        (None, Lang::En) if title.is_empty() => {
            format!("untitled table {}", index.saturating_add(1))
        }
        (None, Lang::Zh) => format!("《{}》", short(title)),
        (None, Lang::En) => format!("table “{}”", short(title)),
    }
}

/// The beginning of a title or heading.
fn short(text: &str) -> String {
    /// Characters; published titles have some twenty.
    const LONGEST: usize = 24;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
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
            "budget" => "全年预算数",
            "executed" => "全年执行数",
            "rate" => "执行率",
            "score" => "得分",
            "total_score" => "总分",
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

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

    use super::*;
    use crate::kind::Stage;
    use crate::place::Place;
    use crate::raw::{RawDisclosure, RawIndicator, RawTable, RawTarget};

    /// Keys of the neutral form, and the headings of the printed form (项目绩效目标表) that they
    /// stand for; a key that is no heading of its own is told as it is.
    const TARGET: &[(&str, &str)] = &[
        ("project", "项目名称"),
        ("department", "主管部门"),
        ("activity", "activity"),
        ("objective", "objective"),
        ("unit", "金额单位"),
        ("total", "项目资金总额"),
        ("execution_weight", "预算执行率权重"),
        ("budget", "全年预算数"),
        ("executed", "全年执行数"),
        ("rate", "执行率"),
        ("score", "得分"),
        ("total_score", "总分"),
    ];
    const INDICATOR: &[(&str, &str)] = &[
        ("level1", "一级指标"),
        ("level2", "二级指标"),
        ("level3", "三级指标"),
        ("nature", "指标性质"),
        ("reference", "reference"),
        ("target", "指标值"),
        ("measure", "度量单位"),
        ("weight", "权重"),
        ("note", "note"),
        ("actual", "实际完成值"),
        ("score", "得分"),
    ];

    /// A target in which each field prints its own key.
    fn target() -> RawTarget {
        let print = |key: &str| Some(String::from(key));
        RawTarget {
            project: "project".into(),
            department: print("department"),
            activity: print("activity"),
            objective: print("objective"),
            unit: print("unit"),
            total: print("total"),
            sources: Vec::from([("财政资金".into(), "5".into()), ("单位资金".into(), "0".into())]),
            execution_weight: print("execution_weight"),
            budget: print("budget"),
            executed: print("executed"),
            rate: print("rate"),
            score: print("score"),
            total_score: print("total_score"),
            indicators: Vec::from([
                RawIndicator::default(),
                RawIndicator {
                    level1: print("level1"),
                    level2: print("level2"),
                    level3: print("level3"),
                    nature: print("nature"),
                    reference: print("reference"),
                    target: print("target"),
                    measure: print("measure"),
                    weight: print("weight"),
                    note: print("note"),
                    actual: print("actual"),
                    score: print("score"),
                },
            ]),
        }
    }

    fn cell(indicator: Option<u32>, field: &'static str) -> Cell {
        let mut raw = RawDisclosure::new(2026, Stage::Budget);
        raw.performance = Vec::from([target()]);
        Cell::at(&raw, Place::Target { target: 0, indicator, field })
    }

    #[test]
    fn a_table_without_number_is_called_by_its_title_or_by_where_it_stands() {
        let mut raw = RawDisclosure::new(2026, Stage::Budget);
        let long = "2026年一般公共预算财政拨款“三公”经费、会议费和培训费支出预算表";
        let titles = ["部门支出总表", " ", long];
        raw.tables =
            titles.map(|title| RawTable { title: title.into(), ..RawTable::default() }).into();
        for (table, zh, en) in [
            (0, "《部门支出总表》", "table “部门支出总表”"),
            (1, "未命名的表（第2张）", "untitled table 2"),
            (
                2,
                "《2026年一般公共预算财政拨款“三公”经费、会议…》",
                "table “2026年一般公共预算财政拨款“三公”经费、会议…”",
            ),
        ] {
            let cell = Cell::at(&raw, Place::Table { table });
            assert_eq!((cell.describe(Lang::Zh), cell.describe(Lang::En)), (zh.into(), en.into()));
        }
    }

    #[test]
    fn fields_of_a_target_are_told_by_their_headings() {
        let fields = TARGET.iter().map(|field| (None, field));
        let fields = fields.chain(INDICATOR.iter().map(|field| (Some(1), field)));
        for (indicator, &(key, heading)) in fields {
            let cell = cell(indicator, key);
            assert_eq!(cell.text(), key);
            let place = indicator.map_or("", |_| "指标 2 ");
            assert_eq!(cell.describe(Lang::Zh), format!("绩效目标 1 {place}{heading}"));
            let place = indicator.map_or("", |_| "indicator 2 ");
            assert_eq!(cell.describe(Lang::En), format!("target 1 {place}{key}"));
        }
    }

    #[test]
    fn sources_are_told_together_or_by_name() {
        assert_eq!(cell(None, "sources").text(), "财政资金 5；单位资金 0");
        assert_eq!(cell(None, "sources").describe(Lang::Zh), "绩效目标 1 资金来源");
        assert_eq!(cell(None, "财政资金").text(), "5");
        assert_eq!(cell(None, "财政资金").describe(Lang::Zh), "绩效目标 1 财政资金");
    }

    #[test]
    fn a_field_that_is_not_there_prints_nothing() {
        for (indicator, field) in
            [(None, "level1"), (Some(0), "level1"), (Some(1), "project"), (Some(2), "level1")]
        {
            assert_eq!(cell(indicator, field).text(), "", "{indicator:?} {field}");
        }
    }
}
