use cn_budget::*;
fn main() {
    for f in std::env::args().skip(1) {
        let raw: RawDisclosure =
            serde_json::from_str(&std::fs::read_to_string(&f).unwrap()).unwrap();
        let mut bare = raw.clone();
        bare.narrative.clear();
        let b = reconcile(&Disclosure::read(bare), &Options::new());
        let t = std::time::Instant::now();
        let d = Disclosure::read(raw);
        let r = reconcile(&d, &Options::new());
        println!(
            "=== {f} claims {:?} table errors {} eq {:?} {:?}",
            r.claims(),
            b.count_findings(Severity::Error),
            r.count_by_law(),
            t.elapsed()
        );
        let ids: std::collections::BTreeSet<_> =
            b.findings().iter().map(|f| f.id.clone()).collect();
        for f in r.findings() {
            if ids.contains(&f.id) || f.kind == FindingKind::UnreadAmount {
                continue;
            }
            println!("  {:?} {:?} {}", f.severity, f.kind, f.message.zh);
            for p in &f.places {
                let c = r.cell(*p);
                if let Cell::Table { index, name, column, text, .. } = c {
                    println!("        t{index} {name:?} {column:?} {text}");
                }
            }
        }
        for s in r.suspects().iter().take(3) {
            for x in s.suspects() {
                println!("  SUSPECT {:?}", r.cell(x.place()));
            }
            println!("   --");
        }
    }
}
