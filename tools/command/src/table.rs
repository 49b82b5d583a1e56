//! A printed table on the screen.

use std::io::{self, Write};

use cn_budget::raw::RawTable;
use unicode_width::UnicodeWidthStr;

/// Writes a table with its columns below each other, those without any text left out.
pub(crate) fn write(out: &mut impl Write, table: &RawTable) -> io::Result<()> {
    let number = table.no.map(|no| format!("表{no} ")).unwrap_or_default();
    let side = table.side.as_deref().map(|side| format!("（{side}）")).unwrap_or_default();
    let unit = table.unit.as_deref().map(|unit| format!("  单位：{unit}")).unwrap_or_default();
    writeln!(out, "{number}{}{side}{unit}", table.title)?;
    let printed = |column: &&String| table.rows.iter().any(|row| row.cell(column).is_some());
    let columns: Vec<&String> = table.columns.iter().filter(printed).collect();
    let coded = table.rows.iter().any(|row| row.code.is_some());
    let labels = 1 + usize::from(coded);

    let mut head: Vec<&str> = if coded { vec!["编码", "名称"] } else { vec!["名称"] };
    head.extend(columns.iter().map(|column| column.rsplit('/').next().unwrap_or(column)));
    let mut rows = vec![head];
    for row in &table.rows {
        let mut texts: Vec<&str> = Vec::new();
        if coded {
            texts.push(row.code.as_deref().unwrap_or_default());
        }
        texts.push(&row.name);
        texts.extend(columns.iter().map(|column| row.cell(column).unwrap_or_default()));
        rows.push(texts);
    }

    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..labels + columns.len()).map(widest).collect();
    for row in &rows {
        let mut line = String::new();
        for (column, (text, wanted)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(wanted - text.width());
            // Labels to the left, amounts to the right.
            let cell =
                if column < labels { format!("{text}{space}") } else { format!("{space}{text}") };
            line.push_str("  ");
            line.push_str(&cell);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use cn_budget::Unit;

    use super::*;

    #[test]
    fn labels_stand_to_the_left_and_amounts_to_the_right() {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "空"])
            .row("", "合计", ["1,051.74", "64.81"])
            .row("201", "一般公共服务支出", ["5.00"]);
        let mut text = Vec::new();
        write(&mut text, &table).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "部门支出总表  单位：万元\n\
             \x20 编码  名称                  合计  基本支出\n\
             \x20       合计              1,051.74     64.81\n\
             \x20 201   一般公共服务支出      5.00\n"
        );
    }
}
