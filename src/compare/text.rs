//! A comparison as a table for people.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::Comparison;
use crate::lang::Lang;
use crate::num::amount::Unit;
use crate::num::figure::Quantity;
use crate::scope::Scope;
use crate::width::width;

/// A comparison in one language.
struct Text<'a> {
    comparison: &'a Comparison,
    lang: Lang,
}

impl Comparison {
    /// The table in one language; `Display` is that in Chinese.
    pub fn text(&self, lang: Lang) -> impl fmt::Display + '_ {
        Text { comparison: self, lang }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::Zh).fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (comparison, lang) = (self.comparison, self.lang);
        let money = |quantity: Quantity| quantity.to_decimal_string(Unit::WanYuan, 2);
        let name = |scope: Scope| scope.describe(lang, |id| comparison.name(id));
        let heads = match lang {
            Lang::Zh => ["口径", "对比前（万元）", "对比后（万元）", "增减额", "增减（%）"],
            Lang::En => ["scope", "before (万元)", "after (万元)", "change", "change (%)"],
        };
        let renamed = lang.pick("（科目有调整）", " (code changed)");
        let mut rows: Vec<[String; 5]> = Vec::from([heads.map(String::from)]);
        for movement in &comparison.movements {
            let percent = movement.relative().and_then(|relative| relative.percent(2));
            rows.push([
                name(movement.scope) + if movement.renamed { renamed } else { "" },
                money(movement.before),
                money(movement.after),
                movement.change().map(money).unwrap_or_default(),
                percent.unwrap_or_else(|| "—".into()),
            ]);
        }
        for (scope, before) in &comparison.only_before {
            rows.push([name(*scope), money(*before), "—".into(), "—".into(), "—".into()]);
        }
        for (scope, after) in &comparison.only_after {
            rows.push([name(*scope), "—".into(), money(*after), "—".into(), "—".into()]);
        }
        let widest = |column: usize| {
            let texts = rows.iter().filter_map(|row| row.get(column));
            texts.map(|text| width(text)).max().unwrap_or(0)
        };
        let widths = [0, 1, 2, 3, 4].map(widest);
        for row in &rows {
            let [label, amounts @ ..] = row;
            let [first, rest @ ..] = widths;
            write!(f, "{label}{:1$}", "", first - width(label))?;
            for (amount, column) in amounts.iter().zip(rest) {
                write!(f, "  {:1$}{amount}", "", column - width(amount))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
