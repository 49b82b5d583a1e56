//! Progress for whoever watches a terminal; nothing elsewhere.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// So many documents, where that is known.
    pub(crate) fn documents(count: Option<u64>) -> Self {
        Self::new(count, "{wide_bar} {pos}/{len} {msg}", "{spinner} {pos} {msg}")
    }

    /// So many bytes, where that is known.
    pub(crate) fn bytes(count: Option<u64>) -> Self {
        Self::new(count, "{wide_bar} {bytes}/{total_bytes}", "{spinner} {bytes}")
    }

    fn new(count: Option<u64>, known: &str, unknown: &str) -> Self {
        let watched = std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(
            count,
            if watched {
                ProgressDrawTarget::stderr_with_hz(5)
            } else {
                ProgressDrawTarget::hidden()
            },
        );
        let template = if count.is_some() { known } else { unknown };
        // A template that cannot be read leaves the usual bar.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if watched {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self(bar)
    }

    pub(crate) fn one_more(&self) {
        self.0.inc(1);
    }

    pub(crate) fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    /// Runs what prints on the terminal without the bar in its way.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    pub(crate) fn done(&self) {
        self.0.finish_and_clear();
    }
}
