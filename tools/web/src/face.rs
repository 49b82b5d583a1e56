//! What JavaScript sees of it: files go in, a report comes out, step by step so that the page can
//! tell how far it is.

use cn_budget::{Lang, Message, read::Reading};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Checked, Checker, File, read};

#[wasm_bindgen]
extern "C" {
    /// Takes the message of a panic, before the program is gone.
    #[wasm_bindgen(js_name = panicked)]
    fn panicked(message: &str);
}

/// Panics are told.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
}

/// What goes wrong is told in both languages: `{"zh": …, "en": …}`.
fn told(message: Message) -> String {
    serde_json::to_string(&message).unwrap_or(message.en)
}

/// One disclosure on its way.
#[wasm_bindgen]
pub struct Work {
    name: String,
    checker: Checker,
    reading: Option<Reading>,
    checked: Option<Checked>,
}

/// Files that are parts of one disclosure.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<File>);

#[wasm_bindgen]
impl Files {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a file of this size may be added, asked before its bytes are fetched.
    pub fn admit(&self, name: &str, size: f64) -> Result<(), String> {
        // A size in JavaScript is a float; whatever is beyond the integers is too large as well.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let size = size as usize;
        crate::admit(name, size).map_err(told)
    }

    /// One more.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.push(File { name, bytes });
    }
}

#[wasm_bindgen]
impl Work {
    /// Begins with the files of a disclosure.
    #[wasm_bindgen(constructor)]
    pub fn new(files: &Files) -> Result<Self, String> {
        let names: Vec<&str> = files.0.iter().map(|file| file.name.as_str()).collect();
        let reading = Some(read(&files.0).map_err(told)?);
        Ok(Self { name: names.join(" + "), checker: Checker::new(), reading, checked: None })
    }

    /// Adds last year's disclosure.
    pub fn last_year(&mut self, files: &Files) -> Result<(), String> {
        let reading = read(&files.0).map_err(told)?;
        self.checker = std::mem::take(&mut self.checker).last_year(reading.raw);
        Ok(())
    }

    /// Adds words of the user's own.
    pub fn words(&mut self, files: &Files) -> Result<(), String> {
        for file in &files.0 {
            self.checker = std::mem::take(&mut self.checker).words(file).map_err(told)?;
        }
        Ok(())
    }

    /// Checks the disclosure.
    pub fn check(&mut self) {
        if let Some(reading) = self.reading.take() {
            self.checked = Some(self.checker.check(reading, &self.name));
        }
    }

    /// The page of the report: `zh` or `en`.
    pub fn page(&self, lang: &str) -> Option<String> {
        let lang = if lang == "en" { Lang::En } else { Lang::Zh };
        Some(self.checked.as_ref()?.page(lang))
    }

    /// The report as JSON.
    pub fn report(&self) -> Option<String> {
        self.checked.as_ref().map(Checked::report)
    }

    /// The neutral form as JSON.
    pub fn neutral(&self) -> Option<String> {
        self.checked.as_ref().map(Checked::neutral)
    }

    /// What a list of documents says, as JSON.
    pub fn summary(&self) -> Option<String> {
        Some(self.checked.as_ref()?.summary().to_string())
    }
}
