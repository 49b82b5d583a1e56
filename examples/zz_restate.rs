use cn_budget::*;
fn main() {
    for f in std::env::args().skip(1) {
        let raw: RawDisclosure =
            serde_json::from_str(&std::fs::read_to_string(&f).unwrap()).unwrap();
        let mut c = narrative::Context::new(raw.year, raw.stage)
            .body(raw.entity.name.as_deref().unwrap_or(""));
        let (mut ok, mut no) = (0, 0);
        for p in &raw.narrative {
            c = c.section(&p.section);
            let cl = narrative::read(&p.text, &c);
            let r = narrative::restate(&p.text, &cl, &c);
            if cl.claims.is_empty() {
            } else if let Some(r) = r {
                ok += 1;
                println!("OK {r}");
            } else {
                no += 1;
                println!("NO {}", p.text.chars().take(150).collect::<String>());
            }
            c = c.after(&cl);
        }
        println!("{ok} {no}");
    }
}
