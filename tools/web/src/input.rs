//! What is handed over: files as bytes, and what is read of them.

use cn_budget::{Message, read::Reading};
use cn_budget_files::Hint;

/// The largest file that is read in a browser: 40 MiB. The largest PDF of a disclosure that was seen
/// has 30 MB, and a browser holds a file three times over.
pub const MAX_BYTES: usize = 40 << 20;

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, which may tell the year where the document does not.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    /// What keeps this file from being read, said with its name.
    pub(crate) fn told(&self, message: &Message) -> Message {
        told(&self.name, message)
    }
}

fn told(name: &str, message: &Message) -> Message {
    Message::new(format!("{name}：{}", message.zh), format!("{name}: {}", message.en))
}

/// Whether a file is of a size that is read, asked before its bytes are taken.
///
/// # Errors
/// A message where it is larger than [`MAX_BYTES`].
pub fn admit(name: &str, size: usize) -> Result<(), Message> {
    if size <= MAX_BYTES {
        return Ok(());
    }
    let (size, most) = (size >> 20, MAX_BYTES >> 20);
    Err(told(
        name,
        &Message::new(
            format!("文件太大（{size} MB）；网页最大读 {most} MB"),
            format!("too large ({size} MB); the page reads at most {most} MB"),
        ),
    ))
}

/// Reads one disclosure from its files: the prose in Word, say, and the tables in Excel.
///
/// # Errors
/// A message where one of the files cannot be read, or none of them shows a table.
///
/// ```
/// use cn_budget_web::{File, read};
///
/// let text = "某某局2026年部门预算\n支出总表\n单位：万元\n\t项目\n\t预算数\n\n\t合计\n\t12.30\n";
/// let file = File { name: "budget.txt".into(), bytes: text.into() };
/// assert_eq!(read(&[file])?.raw.tables.len(), 1);
///
/// let picture = File { name: "scan.png".into(), bytes: b"\x89PNG\r\n".to_vec() };
/// assert!(read(&[picture]).unwrap_err().en.contains("is a scan"));
/// # Ok::<(), cn_budget::Message>(())
/// ```
pub fn read(files: &[File]) -> Result<Reading, Message> {
    for file in files {
        admit(&file.name, file.bytes.len())?;
        if file.bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(file.told(&Message::new("文件是空的", "the file is empty")));
        }
    }
    let hint = Hint::default().source(files.first().map(|file| file.name.clone()));
    let parts = files.iter().map(|file| file.bytes.as_slice());
    cn_budget_files::join(parts, &hint).map_err(|error| match files {
        [file] => file.told(&error.message()),
        _ => error.message(),
    })
}
