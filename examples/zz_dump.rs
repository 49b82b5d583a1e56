use cn_budget::*;
fn main() {
    for f in std::env::args().skip(1) {
        let raw: RawDisclosure =
            serde_json::from_str(&std::fs::read_to_string(&f).unwrap()).unwrap();
        let d = Disclosure::read(raw);
        println!("=== {f}");
        let (mut r, mut u) = (0, 0);
        for (i, c) in d.claims().iter().enumerate() {
            let t = &d.raw().narrative[i].text;
            println!("-- [{i}] {}", t);
            r += c.read;
            u += c.unread.len();
            for (id, cl) in c.iter() {
                println!("   {}: “{}” {:?}", id.index, &t[cl.range.clone()], cl.kind);
            }
            for x in &c.unread {
                println!("   UNREAD “{}”", &t[x.clone()]);
            }
        }
        println!("=== {f}: read {r} unread {u}");
    }
}
