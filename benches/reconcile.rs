//! From the neutral form to the report, on the real documents and on tables that grow.

use cn_budget::{
    Catalogue, Disclosure, Options, RawDisclosure, Stage, Unit, Vocabulary, raw::RawTable,
    reconcile,
};
use cn_budget_benches::DOCUMENTS;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [0, 1, 2])]
fn raw_to_report(bencher: Bencher<'_, '_>, document: usize) {
    let raw: RawDisclosure = serde_json::from_str(DOCUMENTS[document].1).unwrap();
    let (vocabulary, catalogue, options) =
        (Vocabulary::standard(), Catalogue::builtin(), Options::new());
    bencher.with_inputs(|| raw.clone()).bench_values(|raw| {
        let disclosure = Disclosure::read_with(raw, &vocabulary, &catalogue);
        black_box(reconcile(&disclosure, &options))
    });
}

/// One table of projects with its total; each row is one figure, rounded on its own.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn rows(bencher: Bencher<'_, '_>, rows: usize) {
    let mut table = RawTable::new("政府采购预算明细表", Unit::WanYuan, ["项目名称", "金额"]);
    let amounts: Vec<u64> = (0..rows as u64).map(|row| row * 7_919 % 1_000_003).collect();
    let printed = |yuan: u64| {
        let hundredths = (yuan + 50) / 100;
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    table = table.row("", "合计", [String::new(), printed(amounts.iter().sum())]);
    for (row, &yuan) in amounts.iter().enumerate() {
        let name = format!("项目{row}");
        table = table.row("", name.clone(), [name, printed(yuan)]);
    }
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    bencher
        .with_inputs(|| raw.clone())
        .bench_values(|raw| black_box(reconcile(&Disclosure::read(raw), &Options::new())));
}
