use cn_budget::*;
use std::collections::BTreeMap;
fn main() {
    let mut grand = (0, 0);
    for f in std::env::args().skip(1) {
        let raw: RawDisclosure =
            serde_json::from_str(&std::fs::read_to_string(&f).unwrap()).unwrap();
        let base = reconcile(&Disclosure::read(raw.clone()), &Options::new());
        let base_ids: std::collections::BTreeSet<String> =
            base.findings().iter().map(|f| f.id.clone()).collect();
        let d = Disclosure::read(raw.clone());
        let mut stats: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for (i, c) in d.claims().iter().enumerate() {
            for (_, cl) in c.iter() {
                let Some(r) = cl.amount.clone() else { continue };
                let kind = match cl.kind {
                    narrative::ClaimKind::Value {
                        subject: narrative::Subject::Elsewhere, ..
                    } => "elsewhere",
                    narrative::ClaimKind::Value { .. } => "value",
                    narrative::ClaimKind::Change { by: narrative::By::Percent(_), .. } => "change%",
                    narrative::ClaimKind::Change { .. } => "change",
                    narrative::ClaimKind::Share { .. } => "share",
                    narrative::ClaimKind::Ratio { .. } => "ratio",
                    _ => "other",
                };
                let t = &raw.narrative[i].text;
                let digits: Vec<usize> = t[r.clone()]
                    .char_indices()
                    .filter(|(_, c)| c.is_ascii_digit())
                    .map(|(a, _)| a + r.start)
                    .collect();
                for &at in digits.iter().take(8) {
                    let old = t.as_bytes()[at];
                    let new = if old == b'9' { b'3' } else { old + 1 };
                    let mut m = raw.clone();
                    let mut bytes = t.clone().into_bytes();
                    bytes[at] = new;
                    m.narrative[i].text = String::from_utf8(bytes).unwrap();
                    let rep = reconcile(
                        &Disclosure::read(m),
                        &Options::new().limits(system::Limits::default().work(200_000)),
                    );
                    let seen = rep
                        .findings()
                        .iter()
                        .any(|f| f.severity >= Severity::Warning && !base_ids.contains(&f.id));
                    let e = stats.entry(kind).or_default();
                    e.0 += 1;
                    if seen {
                        e.1 += 1
                    } else if std::env::var("V").is_ok() {
                        println!("missed {kind} [{i}] {} @{}", &t[cl.range.clone()], at - r.start);
                    }
                }
            }
        }
        let tot: (u32, u32) = stats
            .iter()
            .filter(|(k, _)| **k != "elsewhere")
            .fold((0, 0), |a, (_, b)| (a.0 + b.0, a.1 + b.1));
        grand.0 += tot.0;
        grand.1 += tot.1;
        println!("{f}: {stats:?} total {tot:?}");
    }
    println!("{grand:?}");
}
