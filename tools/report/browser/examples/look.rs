//! Pictures of a page: `look PAGE.html OUT.png WIDTH HEIGHT [light|dark] [SELECTOR TO CLICK]…`, `^` to
//! scroll back to the top, `+FILE` to drop a file and wait three seconds; with an `OUT.pdf` the page as it prints.

use std::{fs, path::Path};

use cn_budget_report_browser::Browser;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [page, output, width, height, rest @ ..] = arguments.as_slice() else {
        panic!("look PAGE.html OUT.png WIDTH HEIGHT [light|dark] [SELECTOR]…");
    };
    let mut browser = Browser::start();
    let dark = rest.first().is_some_and(|scheme| scheme == "dark");
    browser.window(width.parse().expect("a width"), height.parse().expect("a height"), dark);
    browser.open(Path::new(page));
    for selector in rest.iter().skip(1) {
        match selector.as_str() {
            "^" => drop(browser.evaluate("scrollTo(0, 0)")),
            file if file.starts_with('+') => {
                let file = fs::canonicalize(file.trim_start_matches('+')).expect("a file");
                browser.drop_files(&[file]);
                std::thread::sleep(std::time::Duration::from_secs(3));
            }
            selector => browser.click(selector),
        }
    }
    std::thread::sleep(std::time::Duration::from_millis(200));
    let picture = if output.ends_with(".pdf") { browser.print() } else { browser.screenshot() };
    fs::write(output, picture).expect("written");
    for error in browser.errors() {
        println!("{error}");
    }
}
