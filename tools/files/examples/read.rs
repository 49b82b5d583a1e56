//! x
use cn_budget::read::*;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] == "--grids" {
        let list: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(&args[1])?)?;
        for entry in list {
            let lines: Vec<Line> = serde_json::from_value(entry["lines"].clone())?;
            let grid: Grid = serde_json::from_value(entry["grid"].clone())?;
            let mut blocks: Vec<Block> = lines.into_iter().map(Block::Line).collect();
            blocks.push(Block::Grid(grid));
            let reading = read(&blocks, &Hint::default());
            let mut json = serde_json::to_value(&reading.raw)?;
            json.as_object_mut().unwrap().remove("year");
            json.as_object_mut().unwrap().remove("stage");
            println!("{json}");
            for note in &reading.notes {
                eprintln!("{:?} {:?} {}", note.kind, note.at, note.message.en);
            }
        }
        return Ok(());
    }
    for file in &args {
        let bytes = std::fs::read(file)?;
        let shown = cn_budget_files::pdf::pages(&bytes).unwrap();
        let mut blocks = Vec::new();
        for page in &shown.pages {
            blocks.extend(page_blocks(page));
        }
        if std::env::var("BLOCKS").is_ok() {
            for b in &blocks {
                match b {
                    Block::Line(l) => {
                        eprintln!("L {:?} {} {} {}", l.at, l.full, l.indented, l.text)
                    }
                    Block::Grid(g) => {
                        eprintln!("GRID {}x{} {:?}", g.rows, g.columns, g.at);
                        for c in &g.cells {
                            eprintln!(
                                "   {},{} {}x{} {:?}",
                                c.row, c.column, c.row_span, c.column_span, c.text
                            );
                        }
                    }
                    Block::PageEnd => eprintln!("END"),
                }
            }
        }
        let reading = read(&blocks, &Hint::default());
        println!("{}", serde_json::to_string(&reading.raw)?);
        for note in &reading.notes {
            eprintln!("{:?} {:?} {}", note.kind, note.at, note.message.en);
        }
    }
    Ok(())
}
