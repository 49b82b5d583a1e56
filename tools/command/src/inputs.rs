//! Which documents a command line names: files, folders, patterns, and lines of standard input.

use std::{
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
};

use cn_budget::Message;
use serde::de::IgnoredAny;

use crate::{
    arguments::Inputs,
    document,
    failure::{self, Failure},
};

/// The endings of the files that are taken from a folder; a file that is named is read whatever it
/// is called.
const ENDINGS: [&str; 10] =
    ["json", "pdf", "xlsx", "xls", "ods", "docx", "doc", "html", "htm", "txt"];

/// One document to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Several files that are parts of one disclosure.
    Joined(Vec<PathBuf>),
    /// A line of standard input, with its number.
    Line(u64, Vec<u8>),
    /// All of standard input.
    Whole(Vec<u8>),
}

/// Which documents there are, and how many, where that can be told before they are read.
pub(crate) struct Documents {
    pub(crate) count: Option<u64>,
    pub(crate) each: Each,
}

type Each = Box<dyn Iterator<Item = io::Result<Input>>>;

/// A longer line of standard input is no document.
const LONGEST_LINE: u64 = 64 << 20;

impl Input {
    /// How the document is called in what is printed of it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Joined(paths) => {
                let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
                names.join(" + ")
            }
            Self::Line(number, _) => format!("-:{number}"),
            Self::Whole(_) => "-".into(),
        }
    }
}

/// The documents in the order given, one by one: ten thousand lines of input are not held at once.
pub(crate) fn documents(inputs: &Inputs) -> Result<Documents, Failure> {
    let mut paths = Vec::new();
    let mut standard_input = false;
    for file in &inputs.files {
        if file == "-" {
            standard_input = true;
        } else {
            expand(file, &mut paths)?;
        }
    }
    let files: Vec<Input> = if inputs.join {
        vec![Input::Joined(paths)]
    } else {
        paths.into_iter().map(Input::File).collect()
    };
    let count = files.len() as u64;
    let files = files.into_iter().map(Ok);
    if !standard_input {
        return Ok(Documents { count: Some(count), each: Box::new(files) });
    }
    let (more, streamed) = streamed(io::stdin().lock())?;
    Ok(Documents { count: more.map(|more| count + more), each: Box::new(files.chain(streamed)) })
}

/// The documents of a stream, and how many they are: one a line where the first line is a whole JSON
/// object, else all of it is one file (a PDF, or JSON over many lines).
fn streamed(mut stream: impl BufRead + 'static) -> io::Result<(Option<u64>, Each)> {
    let mut first = Vec::new();
    stream.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut first)?;
    let is_blank = first.iter().all(u8::is_ascii_whitespace);
    let is_object = first.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(&first).is_ok();
    let all = io::Cursor::new(first).chain(stream);
    if is_blank || is_object {
        return Ok((None, Box::new(lines(all))));
    }
    let whole = document::bounded(all).map(Input::Whole);
    Ok((Some(1), Box::new(std::iter::once(whole))))
}

/// The lines of a stream that hold anything.
fn lines(mut stream: impl BufRead + 'static) -> impl Iterator<Item = io::Result<Input>> {
    let read = move || {
        let mut line = Vec::new();
        match stream.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    };
    let numbered = std::iter::from_fn(read).zip(1..);
    numbered.filter_map(|(line, number)| match line {
        Ok(line) if line.iter().all(u8::is_ascii_whitespace) => None,
        Ok(line) => Some(Ok(Input::Line(number, line))),
        Err(error) => Some(Err(error)),
    })
}

/// The files that one word of the command line stands for, in order.
fn expand(word: &str, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let path = Path::new(word);
    if path.is_dir() {
        return folder(path, paths);
    }
    if path.exists() || !word.contains(['*', '?', '[']) {
        // A file that is not there is told where it would be read, so that the others still are.
        paths.push(path.into());
        return Ok(());
    }
    let found = glob::glob(word).map_err(|error| {
        Failure::of(
            word,
            &Message::new(
                format!("通配符不对（第 {} 个字符）", error.pos + 1),
                format!("no pattern: {} at character {}", error.msg, error.pos + 1),
            ),
        )
    })?;
    let before = paths.len();
    paths.extend(found.filter_map(Result::ok).filter(|path| path.is_file()));
    if paths.len() == before {
        return Err(Failure::of(word, &Message::new("没有匹配的文件", "no file matches")));
    }
    Ok(())
}

/// All files of a folder and the folders below it that may hold a disclosure.
fn folder(path: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let before = paths.len();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let at = error.path().unwrap_or(path).display().to_string();
            let told = error.io_error().map_or_else(
                || Message::new("文件夹的链接绕成了圈", "links of the folder run in a circle"),
                failure::message,
            );
            Failure::of(&at, &told)
        })?;
        let ending = entry.path().extension().and_then(|ending| ending.to_str());
        let known = ending.is_some_and(|ending| ENDINGS.contains(&&*ending.to_ascii_lowercase()));
        if entry.file_type().is_file() && known {
            paths.push(entry.into_path());
        }
    }
    if paths.len() == before {
        return Err(Failure::of(
            &path.display().to_string(),
            &Message::new("文件夹里没有可读的文件", "the folder holds no file that can be read"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_of_input_are_no_documents() {
        let read: Vec<Input> = lines("{}\n\n  \n[]\n".as_bytes()).map(Result::unwrap).collect();
        assert_eq!(read, [Input::Line(1, "{}\n".into()), Input::Line(4, "[]\n".into())]);
        assert_eq!(read[1].name(), "-:4");
    }

    #[test]
    fn a_stream_is_a_document_a_line_or_one_whole_file() {
        let of = |text: &'static str| {
            let (count, inputs) = streamed(text.as_bytes()).unwrap();
            (count, inputs.map(Result::unwrap).collect::<Vec<Input>>())
        };
        let lines = vec![Input::Line(1, "{}\n".into()), Input::Line(2, "{".into())];
        assert_eq!(of("{}\n{"), (None, lines));
        for whole in ["{\n}\n", "%PDF-1.7\n", "收支总表\n合计\t1.00\n"] {
            assert_eq!(of(whole), (Some(1), vec![Input::Whole(whole.into())]));
        }
        assert_eq!(of("\n"), (None, vec![]));
    }

    #[test]
    fn a_folder_gives_its_documents_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.json", "a.PDF", "picture.png", "sub/c.xlsx"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let mut paths = Vec::new();
        expand(folder.path().to_str().unwrap(), &mut paths).unwrap();
        let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap().to_str()).collect();
        assert_eq!(names, [Some("a.PDF"), Some("b.json"), Some("c.xlsx")]);

        let pattern = folder.path().join("*.json");
        let mut paths = Vec::new();
        expand(pattern.to_str().unwrap(), &mut paths).unwrap();
        assert_eq!(paths.len(), 1);
        let nothing = folder.path().join("*.docx");
        assert!(expand(nothing.to_str().unwrap(), &mut paths).is_err());
    }
}
