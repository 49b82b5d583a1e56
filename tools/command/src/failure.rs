//! Why a command ends without a result.

use std::io;

use cn_budget::Message;

#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read our output has seen enough (`| head`): the end, and no failure.
    Closed,
    /// What to tell the user.
    Told(Message),
}

impl Failure {
    /// A failure that is told of a file.
    pub(crate) fn of(file: &str, message: &Message) -> Self {
        Self::Told(Message::new(
            format!("{file}：{}", message.zh),
            format!("{file}: {}", message.en),
        ))
    }

    pub(crate) fn told(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Told(Message::new(zh, en))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Told(message(&error)),
        }
    }
}

/// JSON is written to standard output only, so that a failure is one of output.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}

impl From<cn_budget::Error> for Failure {
    fn from(error: cn_budget::Error) -> Self {
        Self::Told(error.message())
    }
}

/// What the system says of a file, in words of a user.
pub(crate) fn message(error: &io::Error) -> Message {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件", "no such file"),
        io::ErrorKind::PermissionDenied => ("没有读取权限", "no permission to read it"),
        io::ErrorKind::IsADirectory => ("这是文件夹", "it is a folder"),
        io::ErrorKind::NotADirectory => {
            ("路径中有一段不是文件夹", "a part of the path is no folder")
        }
        io::ErrorKind::AlreadyExists => ("已有同名的文件", "a file of that name is there already"),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只读", "the disk can only be read"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        _ => {
            // What the system says is in a language of its own.
            let code = error.raw_os_error().map_or_else(String::new, |code| format!(" {code}"));
            return Message::new(
                format!("读写出错{code}"),
                format!("cannot be read or written: {error}"),
            );
        }
    };
    Message::new(zh, en)
}
