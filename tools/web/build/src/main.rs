//! Makes the page: `cargo run -p cn-budget-web-build [-- OUTPUT]`.

use std::{env, fs, path::PathBuf, process::ExitCode};

mod page;
mod program;

fn main() -> ExitCode {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let output =
        env::args_os().nth(1).map_or_else(|| root.join("target/web/cn-budget.html"), PathBuf::from);
    let made = program::build(&root).and_then(|program| {
        let page = page::assemble(&program)?;
        if let Some(folder) = output.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&output, &page)?;
        Ok(page.len())
    });
    match made {
        Ok(size) => {
            println!("{}: {} KiB", output.display(), size >> 10);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
