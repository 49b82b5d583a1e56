//! `rollup`, `compile` and `codes` as a user runs them.

use std::fs;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

fn command() -> Command {
    let mut command = Command::cargo_bin("cn-budget").unwrap();
    command.env("LC_ALL", "zh_CN.UTF-8").env_remove("LANG");
    command
}

const LEDGER: &str = "单位,单位性质,收支,功能分类科目,部门经济分类科目,资金性质,支出性质,金额（万元）\n\
    某小学,事业单位,收入,2050202,,一般公共预算,,3.00\n\
    某小学,事业单位,支出,2050202,30101,一般公共预算,人员经费,2.00\n\
    某小学,事业单位,支出,2050202,30201,一般公共预算,公用经费,1.00\n";

#[test]
fn a_ledger_is_rolled_up() {
    let told =
        command().args(["rollup", "-", "--unit", "万元"]).write_stdin(LEDGER).assert().code(0);
    told.stdout(contains("205").and(contains("教育支出")).and(contains("6.00")));
}

#[test]
fn separators_and_encodings_as_excel_leaves_them() {
    let semicolons = LEDGER.replace(',', ";");
    let (gbk, _, _) = encoding_rs::GB18030.encode(&semicolons);
    let told = command().args(["rollup", "-"]).write_stdin(gbk.into_owned()).assert().code(0);
    told.stdout(contains("教育支出"));
}

#[test]
fn headings_and_names_as_people_write_them() {
    let ledger = "单位名称\t类\t款\t项\t经济分类科目\t资金来源\t支出类型\t金额（万元）\n\
        某小学\t205\t2\t2\t30201 办公费\t一般公共预算拨款收入\t日常公用经费\t1.00\n\
        某小学\t205\t02\t02\t[30101]基本工资\t一般公共预算资金\t人员经费\t2.00\n";
    let told = command().args(["rollup", "-"]).write_stdin(ledger).assert().code(0);
    told.stdout(contains("2050202 小学教育").and(contains("30,000.00"))).stderr("");
    let gap = ledger.replace("205\t2\t2", "205\t\t2");
    let told = command().args(["rollup", "-"]).write_stdin(gap).assert().code(2);
    told.stderr(contains("第 2 行").and(contains("类")).and(contains("字节").not()));
}

#[test]
fn what_would_be_counted_twice_is_never_added_in_silence() {
    let total = LEDGER.to_owned() + "合计,,,,,,,6.00\n";
    let told = command().args(["rollup", "-"]).write_stdin(total.clone()).assert().code(2);
    told.stderr(contains("第 5 行").and(contains("合计行"))).stdout("");
    command().args(["rollup", "-", "--keep-going"]).write_stdin(total).assert().code(0);

    let levels = LEDGER.to_owned() + "某小学,事业单位,支出,205,30201,一般公共预算,公用经费,1.00\n";
    let told = command().args(["rollup", "-"]).write_stdin(levels).assert().code(0);
    told.stderr(contains("会重复计算"));

    let twice = LEDGER.to_owned() + LEDGER.lines().last().unwrap() + "\n";
    let told = command().args(["rollup", "-"]).write_stdin(twice).assert().code(0);
    told.stderr(contains("第 5 行与第 4 行完全相同"));
}

#[test]
fn a_ledger_is_compiled_into_tables() {
    let told = command().args(["compile", "-"]).write_stdin(LEDGER).assert().code(0);
    told.stdout(contains("收支总表").and(contains("3.00")));
    let json = command().args(["compile", "-", "--json"]).write_stdin(LEDGER).assert().code(0);
    let raw: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    // Twelve tables, two of them printed in two halves.
    assert_eq!(raw["tables"].as_array().unwrap().len(), 14);
}

#[test]
fn a_ledger_that_does_not_balance_is_told() {
    let less = LEDGER.lines().take(3).collect::<Vec<_>>().join("\n");
    let told = command().args(["compile", "-"]).write_stdin(less).assert();
    told.stderr(contains("不平衡"));
}

#[test]
fn a_rollup_in_english_keeps_only_names_in_chinese() {
    let mut english = command();
    let english = english.args(["rollup", "-", "--lang", "en"]).write_stdin(LEDGER);
    let text = String::from_utf8(english.output().unwrap().stdout).unwrap();
    assert!(text.contains("unit: 元") && text.contains("total"), "{text}");
    for chinese in ["合计", "未列", "功能分类", "一般公共预算"] {
        assert!(!text.contains(chinese), "{chinese}: {text}");
    }
}

#[test]
fn codes_by_code_and_by_name() {
    command().args(["codes", "2050202"]).assert().code(0).stdout(contains("小学教育"));
    command().args(["codes", "小学教育"]).assert().code(0).stdout(contains("2050202"));
    command().args(["codes", "30101"]).assert().code(0).stdout(contains("50501"));
    command().args(["codes", "饕餮"]).assert().code(1).stderr(contains("没有查到"));
    let json = command().args(["codes", "2050202", "--json"]).assert().code(0);
    let entry: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(entry["path"][0]["code"], "20502");
}

#[test]
fn empty_ledgers_and_such_as_are_none() {
    command().args(["rollup", "-"]).write_stdin("").assert().code(2).stderr(contains("空"));
    let told = command().args(["rollup", "-"]).write_stdin("甲,乙\n1,2\n").assert().code(2);
    told.stderr(contains("没有“金额”列"));
    command().args(["rollup", "no-such.csv"]).assert().code(2).stderr(contains("没有这个文件"));
    let folder = tempfile::tempdir().unwrap();
    command().arg("rollup").arg(folder.path()).assert().code(2).stderr(contains("文件夹"));
}

#[test]
fn two_years_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, amount) in [("before.csv", "3.00"), ("after.csv", "3.00")] {
        fs::write(path(name), LEDGER.replace("3.00", amount)).unwrap();
    }
    for (csv, year, json) in
        [("before.csv", "2025", "before.json"), ("after.csv", "2026", "after.json")]
    {
        let told =
            command().args(["compile", "--json", "--year", year]).arg(path(csv)).assert().code(0);
        fs::write(path(json), &told.get_output().stdout).unwrap();
    }
    command().arg("compare").args([path("before.json"), path("after.json")]).assert().code(0);
    command()
        .arg("consolidate")
        .args([path("after.json"), path("after.json")])
        .assert()
        .code(0)
        .stdout(contains("部门与所属单位核对"));
    // The same in English: the names of codes stay Chinese, no other word does.
    let english = |name: &str| {
        let mut command = command();
        command.args([name, "--lang", "en"]).args([path("before.json"), path("after.json")]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let compared = english("compare");
    assert!(compared.starts_with("scope") && compared.contains("expenditure"), "{compared}");
    assert!(!compared.contains("对比") && !compared.contains("支出"), "{compared}");
    let checked = english("consolidate");
    assert!(checked.starts_with("department against its units: "), "{checked}");
    assert!(!checked.contains("单位") && !checked.contains('，'), "{checked}");
}
