//! Documents a second on one and two threads, where the time goes, what the slowest costs, and ledgers
//! in batches beside one call: `cargo run --release -p cn-budget-arrow --example measure`.

use std::{
    fmt::Write,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use arrow_array::{Decimal128Array, StringArray};
use cn_budget::{Disclosure, Options, RawDisclosure, Rollup, code::Functional};
use cn_budget_arrow::{Documents, Lines, Settings, facts, reconcile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let documents = documents()?;
    let column: StringArray = documents.iter().cycle().take(300).map(Some).collect();
    for threads in [1, 2] {
        let settings = Settings::new().threads(threads);
        let documents = Documents::new(&column)?;
        let checked = best(3, || reconcile(&documents, &settings).map(drop));
        let read = best(3, || facts(&documents, &settings).map(drop));
        println!(
            "{threads} thread(s): {} reconciled, {} read to facts",
            rate(300, checked),
            rate(300, read)
        );
    }
    shares(&documents)?;
    stragglers()?;
    ledgers()
}

/// The real documents in the tree.
fn documents() -> std::io::Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/documents");
    let paths = ["jiulongpo-2026", "putuo-czj-2024-final", "putuo-zfb-2025-dept-budget"];
    paths.iter().map(|name| fs::read_to_string(folder.join(format!("{name}.json")))).collect()
}

/// Where the time of a document goes.
fn shares(documents: &[String]) -> serde_json::Result<()> {
    let (mut parsed, mut read, mut checked, mut told) = Default::default();
    for document in documents.iter().cycle().take(90) {
        let start = Instant::now();
        let raw: RawDisclosure = serde_json::from_str(document)?;
        add(&mut parsed, start);
        let start = Instant::now();
        let disclosure = Disclosure::read(raw);
        add(&mut read, start);
        let start = Instant::now();
        let report = cn_budget::reconcile(&disclosure, &Options::new());
        add(&mut checked, start);
        let start = Instant::now();
        serde_json::to_string(&report)?;
        add(&mut told, start);
    }
    let all: Duration = parsed + read + checked + told;
    for (what, time) in
        [("JSON in", parsed), ("read", read), ("reconcile", checked), ("JSON out", told)]
    {
        let share = 100.0 * time.as_secs_f64() / all.as_secs_f64();
        println!("{what:>10}: {share:.0} %, {:.2} ms a document", time.as_secs_f64() * 1e3 / 90.0);
    }
    Ok(())
}

fn add(sum: &mut Duration, start: Instant) {
    *sum += start.elapsed();
}

/// Documents made to be slow, each alone.
fn stragglers() -> Result<(), Box<dyn std::error::Error>> {
    let made = [
        ("64 MB of rows that add up", rows("3.00", 64 << 20)),
        ("64 MB of rows that do not", rows("4.00", 64 << 20)),
        ("2,000 rows that do not", rows("4.00", 200_000)),
    ];
    for (what, document) in made {
        let start = Instant::now();
        let batch =
            reconcile(&Documents::new(&StringArray::from(vec![document]))?, &Settings::new())?;
        let verdict = batch.column(0);
        println!("{what}: {:.1} s, {verdict:?}", start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// A document of so many bytes, each row with its own code.
fn rows(total: &str, bytes: usize) -> String {
    let mut text = String::from(
        r#"{"year":2026,"stage":"budget","tables":[{"title":"部门支出总表","unit":"万元","columns":["合计","基本支出","项目支出"],"rows":[{"name":"合计","cells":{}}"#,
    );
    let mut row = 0;
    while text.len() < bytes - 200 {
        let cells = format!(r#""合计":"{total}","基本支出":"1.00","项目支出":"2.00""#);
        let code = 2_010_101 + row % 979_898;
        let _ = write!(text, r#",{{"code":"{code}","name":"某支出","cells":{{{cells}}}}}"#);
        row += 1;
    }
    text + "]}]}"
}

/// Lines in batches of 8,192 beside all in one call.
fn ledgers() -> Result<(), Box<dyn std::error::Error>> {
    const LINES: usize = 1_000_000;
    const BATCH: usize = 8_192;
    let codes: StringArray =
        (0..LINES).map(|n| Some((2_010_101 + n * 7 % 25 * 10_000 + n % 60).to_string())).collect();
    let amounts =
        Decimal128Array::from_iter_values((0..LINES).map(|n| n as i128 * 7_919 % 10_000_000));
    let amounts = amounts.with_precision_and_scale(38, 2)?;
    let whole = best(7, || Lines::<Functional>::read(&codes, &amounts)?.add_to(&mut Rollup::new()));
    let batches = best(7, || {
        let mut rollup = Rollup::<Functional>::new();
        for start in (0..LINES).step_by(BATCH) {
            let length = BATCH.min(LINES - start);
            Lines::read(&codes.slice(start, length), &amounts.slice(start, length))?
                .add_to(&mut rollup)?;
        }
        Ok::<(), arrow_schema::ArrowError>(())
    });
    let ratio = batches.as_secs_f64() / whole.as_secs_f64();
    println!(
        "a million lines: {whole:.1?} in one call, {batches:.1?} in batches of {BATCH}: {ratio:.2} times"
    );
    Ok(())
}

/// The best of some runs: what others do on the machine makes the rest slower.
fn best<E: std::fmt::Debug>(runs: usize, mut run: impl FnMut() -> Result<(), E>) -> Duration {
    let mut times = (0..runs).map(|_| {
        let start = Instant::now();
        run().expect("measured");
        start.elapsed()
    });
    let first = times.next().unwrap_or_default();
    times.fold(first, Duration::min)
}

fn rate(documents: u32, time: Duration) -> String {
    format!("{:.0} documents/s", f64::from(documents) / time.as_secs_f64())
}
