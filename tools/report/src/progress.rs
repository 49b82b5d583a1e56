//! The progress bar, on standard error and only where somebody looks.

use std::io::{self, IsTerminal};

/// How many of the files are done.
pub(crate) struct Progress {
    done: usize,
    all: usize,
    shown: bool,
}

const WIDTH: usize = 24;

impl Progress {
    pub(crate) fn new(all: usize) -> Self {
        Self { done: 0, all, shown: io::stderr().is_terminal() }
    }

    /// A file is begun.
    pub(crate) fn step(&mut self, name: &str) {
        if self.shown {
            let filled = WIDTH * self.done / self.all.max(1);
            let bar = "█".repeat(filled) + &"░".repeat(WIDTH - filled);
            let short: String = name.chars().rev().take(40).collect();
            let short: String = short.chars().rev().collect();
            eprint!("\r{bar} {}/{} {short}\x1b[K", self.done, self.all);
        }
        self.done += 1;
    }

    /// All files are done.
    pub(crate) fn finish(&self) {
        if self.shown {
            eprintln!("\r{} {}/{}\x1b[K", "█".repeat(WIDTH), self.all, self.all);
        }
    }
}
