//! Exit codes, and which of several files decides.

use std::process::ExitCode;

use cn_budget::Lang;

/// What the exit codes mean.
pub(crate) const fn help(lang: Lang) -> &'static str {
    lang.pick(
        "\
退出码（取各文件中最坏者）：
  0  没有错误
  1  有错误（加 --fail-on warning 则提醒也算）
  3  未能判定（超出工作量上限）
  2  无法读取，或用法不对",
        "\
Exit code (the worst over all files):
  0  no error finding
  1  error findings (with --fail-on warning: warnings too)
  3  undecided: a work limit was met
  2  unreadable input, or usage",
    )
}

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
