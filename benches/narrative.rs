//! Reading prose: bytes a second at three lengths, which must not differ if reading is linear.

use std::hint::black_box;

use cn_budget::{
    Stage,
    narrative::{self, Context},
};
use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

const SENTENCES: &str = "2024年度一般公共预算财政拨款支出年初预算为2,993.92万元，支出决算为2,940.05万元，\
    完成年初预算的98.20%。决算数小于预算数的主要原因：个别项目调减。其中：基本支出2,336.91万元，\
    占79.49%，比2023年度减少63.14万元，下降2.10%，主要是人员经费减少50.00万元；项目支出603.14万元，\
    占20.51%。无政府性基金预算财政拨款支出。公用经费184.65万元，主要包括：办公费、印刷费、差旅费等。";

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 10)]
fn prose(bencher: Bencher, bytes: usize) {
    let text = SENTENCES.repeat(bytes.div_ceil(SENTENCES.len()));
    let context = Context::new(2024, Stage::Final);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        black_box(narrative::read_text(black_box(&text), &context));
    });
}

/// One sentence without an end, of words that nothing knows.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 10)]
fn hostile(bencher: Bencher, bytes: usize) {
    let text = "（其中占比无".repeat(bytes.div_ceil(18)) + "5万元";
    let context = Context::new(2024, Stage::Final);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        black_box(narrative::read_text(black_box(&text), &context));
    });
}
