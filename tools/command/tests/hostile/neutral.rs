//! Documents in the neutral form that are far too large, deep, odd or wrong.

use serde_json::{Value, json};

use crate::{Kind, kind};

const MANY: usize = 100_000;

pub(crate) const KINDS: &[Kind] = &[
    kind("10⁵ rows", "json", || rows((0..MANY).map(|n| row("", &format!("项目{n}"), "3.00")))),
    kind("10⁶ columns", "json", columns),
    kind("10⁴ tables", "json", || document(vec![table(TITLE, vec![total()]); 10_000])),
    kind("10⁵ tables, each of another title", "json", || {
        document((0..MANY).map(|n| table(&format!("表{n}"), vec![total()])).collect())
    }),
    kind("10⁵ empty tables", "json", || document(vec![table(TITLE, vec![]); MANY])),
    kind("10⁵ rows that do not add up", "json", || {
        rows((0..MANY).map(|n| row("", &format!("项目{n}"), "9.00")))
    }),
    kind("one row 10⁵ times", "json", || {
        rows((0..MANY).map(|_| row("201", "一般公共服务支出", "3.00")))
    }),
    kind("10⁵ labels that nobody knows", "json", || {
        rows((0..MANY).map(|n| row("", &format!("饕餮{n}貔貅"), "3.00")))
    }),
    kind("10⁵ codes that there are not", "json", || {
        rows((0..MANY).map(|n| row(&format!("9{n}"), "无", "3.00")))
    }),
    kind("10⁵ figures of ******", "json", || {
        rows((0..MANY).map(|n| row("", &format!("项目{n}"), "******")))
    }),
    kind("10⁵ footnotes", "json", || {
        rows((0..MANY).map(|n| json!({ "name": format!("注：{n}．本表说明"), "cells": {} })))
    }),
    kind("a label of 1 MB", "json", || rows([row("", &"项目".repeat(180_000), "3.00")])),
    kind("a title of 1 MB", "json", || {
        document(vec![table(&"部门".repeat(180_000), vec![total()])])
    }),
    kind("10⁴ units", "json", units),
    kind("a heading of 10⁴ levels", "json", heading),
    kind("10⁵ brackets around everything", "json", brackets),
    kind("NULs, marks of direction and control characters", "json", odd),
    kind("a figure of 10⁶ digits", "json", || rows([row("", "合计", &"9".repeat(1_000_000))])),
    kind("figures of 18 to 30 digits", "json", || {
        rows((18..31).map(|n| row("", &format!("项目{n}"), &("9".repeat(n) + ".00"))))
    }),
    kind("10⁵ targets", "json", || {
        performance(
            (0..MANY)
                .map(|n| json!({ "project": format!("项目{n}"), "total": "1", "indicators": [] }))
                .collect(),
        )
    }),
    kind("10⁵ indicators of one target", "json", indicators),
    kind("one key 10⁵ times", "json", keys),
    kind("JSON nested 10⁵ deep", "json", || {
        format!("{{\"year\":2026,\"tables\":{}{}}}", "[".repeat(MANY), "]".repeat(MANY)).into()
    }),
    kind("JSON that is cut off", "json", || {
        let mut bytes = rows((0..MANY).map(|n| row("", &format!("项目{n}"), "3.00")));
        bytes.truncate(bytes.len() / 2);
        bytes
    }),
    kind("10⁵ paragraphs", "json", || {
        prose(
            (0..MANY).map(|n| format!("2026年支出合计{n}.00万元，比上年增加1.00万元。")).collect(),
        )
    }),
    kind("a paragraph of 10 MB", "json", || {
        prose(vec!["我局认真贯彻落实各项工作要求，".repeat(230_000)])
    }),
    kind("10⁵ amounts in one paragraph", "json", || {
        let amounts: Vec<String> = (0..MANY).map(|n| format!("项目{n} 3.00万元")).collect();
        prose(vec![format!("其中：{}", amounts.join("、"))])
    }),
];

const TITLE: &str = "部门支出总表";
const COLUMNS: [&str; 3] = ["合计", "基本支出", "项目支出"];

fn row(code: &str, name: &str, total: &str) -> Value {
    let cells = json!({ "合计": total, "基本支出": "1.00", "项目支出": "2.00" });
    let mut row = json!({ "name": name, "cells": cells });
    if !code.is_empty() {
        row["code"] = code.into();
    }
    row
}

fn total() -> Value {
    row("", "合计", "3.00")
}

fn table(title: &str, rows: Vec<Value>) -> Value {
    json!({ "title": title, "unit": "万元", "columns": COLUMNS, "rows": rows })
}

fn whole(tables: Vec<Value>, narrative: Vec<Value>, performance: Vec<Value>) -> Vec<u8> {
    let document = json!({
        "year": 2026, "stage": "budget", "title": "甲局2026年部门预算",
        "tables": tables, "narrative": narrative, "performance": performance,
    });
    document.to_string().into()
}

fn document(tables: Vec<Value>) -> Vec<u8> {
    whole(tables, vec![], vec![])
}

fn rows(rows: impl IntoIterator<Item = Value>) -> Vec<u8> {
    document(vec![table(TITLE, std::iter::once(total()).chain(rows).collect())])
}

fn prose(paragraphs: Vec<String>) -> Vec<u8> {
    let paragraph = |text: String| json!({ "section": "说明", "text": text });
    let narrative = paragraphs.into_iter().map(paragraph).collect();
    whole(vec![table(TITLE, vec![total()])], narrative, vec![])
}

fn performance(targets: Vec<Value>) -> Vec<u8> {
    whole(vec![table(TITLE, vec![total()])], vec![], targets)
}

fn columns() -> Vec<u8> {
    let columns: Vec<String> = (0..1_000_000).map(|n| format!("列{n}")).collect();
    let cells: serde_json::Map<String, Value> =
        columns.iter().map(|column| (column.clone(), "1.00".into())).collect();
    let rows = json!([{ "name": "合计", "cells": cells }]);
    document(vec![json!({ "title": TITLE, "unit": "万元", "columns": columns, "rows": rows })])
}

fn units() -> Vec<u8> {
    let one = |n: usize| {
        let mut table = table(TITLE, vec![total()]);
        table["unit"] = format!("单位{n}").into();
        table
    };
    document((0..10_000).map(one).collect())
}

fn heading() -> Vec<u8> {
    let path = "甲/".repeat(10_000) + "合计";
    document(vec![json!({ "title": TITLE, "unit": "万元", "columns": [path], "rows": [] })])
}

fn brackets() -> Vec<u8> {
    let (open, close) = ("（".repeat(MANY), "）".repeat(MANY));
    let rows = vec![row("", &format!("{open}{close}"), "(((3)))")];
    let narrative = json!({ "section": "（", "text": format!("{open}3.00万元{close}") });
    whole(vec![table(&open, rows)], vec![narrative], vec![])
}

fn odd() -> Vec<u8> {
    let name = "\u{0}\u{202E}合\u{200B}计\u{FEFF}\u{7}\u{1B}[31m".repeat(1000);
    rows((0..100).map(|n| row("\u{0}", &format!("{name}{n}"), "3\u{0}.\u{202E}00")))
}

fn indicators() -> Vec<u8> {
    let one = |n: usize| {
        json!({
            "level1": "产出指标", "level2": "数量指标", "level3": format!("指标{n}"),
            "target": "31", "weight": "1",
        })
    };
    let indicators: Vec<Value> = (0..MANY).map(one).collect();
    performance(vec![json!({ "project": "项目", "total": "1", "indicators": indicators })])
}

fn keys() -> Vec<u8> {
    let cells = vec![r#""合计":"1.00""#; MANY].join(",");
    format!(
        r#"{{"year":2026,"stage":"budget","tables":[{{"title":"{TITLE}","columns":["合计"],"rows":[{{"name":"合计","cells":{{{cells}}}}}]}}]}}"#
    )
    .into()
}
