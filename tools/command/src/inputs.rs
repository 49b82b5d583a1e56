//! Which documents a command line names: files, folders, patterns, and lines of standard input.

use std::{
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use cn_budget::Message;

use crate::{arguments::Inputs, failure::Failure};

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
    Line(u64, String),
}

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
        }
    }
}

/// The documents in the order given, one by one: ten thousand lines of input are not held at once.
pub(crate) fn documents(
    inputs: &Inputs,
) -> Result<Box<dyn Iterator<Item = io::Result<Input>>>, Failure> {
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
    let files = files.into_iter().map(Ok);
    if !standard_input {
        return Ok(Box::new(files));
    }
    Ok(Box::new(files.chain(lines(io::stdin().lock()))))
}

/// The lines of a stream that hold anything.
fn lines(stream: impl BufRead + 'static) -> impl Iterator<Item = io::Result<Input>> {
    let numbered = stream.lines().zip(1..);
    numbered.filter_map(|(line, number)| match line {
        Ok(line) if line.trim().is_empty() => None,
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
        Failure::of(word, &Message::new(format!("通配符不对：{error}"), error.to_string()))
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
            Failure::of(
                &path.display().to_string(),
                &Message::new(format!("无法读取文件夹：{error}"), error.to_string()),
            )
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
        assert_eq!(read, [Input::Line(1, "{}".into()), Input::Line(4, "[]".into())]);
        assert_eq!(read[1].name(), "-:4");
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
