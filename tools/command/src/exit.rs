//! Exit codes, and which of several files decides.

use std::process::ExitCode;

pub(crate) const HELP: &str = "\
退出码 / exit code（取各文件中最坏者 / the worst over all files）:
  0  没有错误 / no error finding
  1  有错误 / error findings (with --fail-on warning: warnings too)
  3  未能判定（超出工作量上限）/ undecided: a work limit was met
  2  无法读取，或用法不对 / unreadable input, or usage";

/// How one file, or the whole run, ended; the worse the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Outcome {
    #[default]
    Clean,
    Errors,
    Undecided,
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Errors => 1,
            Outcome::Undecided => 3,
            Outcome::Unreadable => 2,
        })
    }
}
