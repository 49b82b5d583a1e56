//! A made-up ledger to try the example on: the same rows each time.

use std::io::{self, Write};

use cn_budget::{Catalogue, DepartmentCode, Edition, FunctionalCode, Level};

/// xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).copied()
    }
}

/// Writes so many lines of expenditure under a heading row.
pub(crate) fn write(out: &mut impl Write, lines: u64) -> io::Result<()> {
    let (catalogue, edition) = (Catalogue::builtin(), Edition::new(2026));
    let items: Vec<FunctionalCode> = catalogue
        .entries(edition)
        .map(|entry| entry.code())
        .filter(|code: &FunctionalCode| code.level() == Level::Item)
        .collect();
    let economic: Vec<DepartmentCode> = catalogue
        .entries(edition)
        .map(|entry| entry.code())
        .filter(|code: &DepartmentCode| code.level() == Level::Section && code.number() < 30_400)
        .collect();
    let mut random = Random(0x2026_0001);
    writeln!(out, "单位,功能分类,部门经济分类,资金来源,支出性质,金额（元）")?;
    for _ in 0..lines {
        let (Some(item), Some(code)) = (random.one(&items), random.one(&economic)) else {
            continue;
        };
        let fund = random.one(&["11", "11", "11", "12", "31"]).unwrap_or_default();
        let kind = match code.class().number() {
            302 => random.one(&["公用经费", "项目支出"]).unwrap_or_default(),
            _ => "人员经费",
        };
        let (yuan, fen) = (random.below(1_000_000), random.below(100));
        writeln!(out, "单位{:03},{item},{code},{fund},{kind},{yuan}.{fen:02}", random.below(600))?;
    }
    Ok(())
}
