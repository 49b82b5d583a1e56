//! The words for a total.

/// The word for a total; of several totals in a table the widest has the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Total {
    /// 小计.
    Sub,
    /// 合计.
    Plain,
    /// 总计.
    Grand,
}

impl Total {
    pub(super) fn of(label: &str) -> Self {
        match label {
            _ if label.ends_with("总计") => Self::Grand,
            _ if label.ends_with("小计") => Self::Sub,
            _ => Self::Plain,
        }
    }
}
