//! Reading printed figures, beside the usual way: strip the separators, then `Decimal::from_str`.

use std::{hint::black_box, str::FromStr};

use cn_budget::{Amount, Figure, Unit, num::Style};
use divan::{Bencher, counter::ItemsCount};
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

const PLAIN: &[&str] =
    &["1051.74", "1,051.74", "0.00", "123,456,789.05", "-1,129.80", "35", "12,000.5", "0.30"];
const WIDE: &[&str] = &["１，０５１．７４", "（1,129.80）", "△３５", "￥1,051.74万元"];

fn each(bencher: Bencher, texts: &[&str], mut read: impl FnMut(&str)) {
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        for text in black_box(texts) {
            read(black_box(text));
        }
    });
}

#[divan::bench(sample_size = 100)]
fn figure(bencher: Bencher) {
    each(bencher, PLAIN, |text| {
        black_box(Figure::parse(text, Unit::WanYuan)).ok();
    });
}

#[divan::bench(sample_size = 100)]
fn peer_strip_and_decimal(bencher: Bencher) {
    each(bencher, PLAIN, |text| {
        let bare: String = text.chars().filter(|&c| c != ',').collect();
        black_box(Decimal::from_str(&bare)).ok();
    });
}

#[divan::bench(sample_size = 100)]
fn peer_replace_and_decimal(bencher: Bencher) {
    each(bencher, PLAIN, |text| {
        black_box(Decimal::from_str(&text.replace(',', ""))).ok();
    });
}

#[divan::bench(sample_size = 100)]
fn figure_wide(bencher: Bencher) {
    each(bencher, WIDE, |text| {
        black_box(Figure::parse(text, Unit::WanYuan)).ok();
    });
}

#[divan::bench(sample_size = 100)]
fn amount(bencher: Bencher) {
    each(bencher, PLAIN, |text| {
        black_box(Amount::parse(text, Unit::WanYuan)).ok();
    });
}

#[divan::bench(sample_size = 100)]
fn format(bencher: Bencher) {
    let style = Style::new(Unit::WanYuan).separators(true);
    bencher.bench_local(|| black_box(Amount::from_fen(1_051_740_000)).format(black_box(style)));
}
