//! Input that is broken, or no disclosure at all: the whole message, in either language, and the exit code.

use std::{fs, io::Write, path::Path, process::Stdio};

use assert_cmd::Command;
use tempfile::TempDir;

const ENCODED: &[u8] = include_bytes!("../../files/tests/data/budget.txt");
const WORKBOOK: &[u8] = include_bytes!("../../files/tests/data/budget.xlsx");

const DAMAGED_ZH: &str = "文件已损坏或不完整；请重新下载，或用原软件打开后另存";
const NO_TABLE: [&str; 2] = ["文件中没有找到预决算表", "no table of a disclosure was found"];
const EMPTY: [&str; 2] = ["文件是空的", "the file is empty"];
const TOO_LARGE: [&str; 2] = [
    "文件（或其中压缩的内容）过大，不像预决算公开",
    "the file, or what is packed in it, is too large for a disclosure",
];
const UNKNOWN: [&str; 2] = [
    "不是可读的格式（PDF、Excel、Word、网页、文本）；文件是否选错，或改过扩展名？",
    "none of the formats that are read (PDF, Excel, Word, HTML, text); is it the right file?",
];
const SCAN: [&str; 2] = [
    "文件是扫描图片，没有文字；请用文字版，或先做文字识别",
    "the file is a scan and has no text; take the original, or recognise its text first",
];

fn command(lang: &str) -> Command {
    let mut command = Command::cargo_bin("cn-budget").unwrap();
    command.args(["check", "--lang", lang]);
    command
}

/// What is said of a path, in Chinese and in English; the exit code is 2.
#[track_caller]
fn refused_path(path: &Path, [zh, en]: [&str; 2]) {
    for (lang, colon, message) in [("zh", "：", zh), ("en", ": ", en)] {
        let told = command(lang).arg(path).assert().code(2);
        let output = told.get_output();
        let text = [&output.stdout[..], &output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text, format!("{}{colon}{message}\n", path.display()));
    }
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], messages: [&str; 2]) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    refused_path(&path, messages);
}

/// A PDF of numbered objects.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = text.len();
    let size = objects.len() + 1;
    text += &format!(
        "{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    );
    text.into_bytes()
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

#[test]
fn nothing() {
    refused("empty.json", b"", EMPTY);
    refused("blanks.txt", b" \n\n\t\n", EMPTY);
    refused_path(Path::new("/dev/null"), EMPTY);
}

#[test]
fn json_that_is_none_or_no_disclosure() {
    refused(
        "cut.json",
        b"{\"year\": 2026",
        ["JSON 不完整，止于第 1 行第 13 列", "the JSON is cut off at line 1, column 13"],
    );
    refused(
        "wrong.json",
        b"{\"year\": 2026,\n oops}",
        ["第 2 行第 2 列不是 JSON", "no JSON at line 2, column 2"],
    );
    refused(
        "lacking.json",
        b"{\"year\": 2026, \"stage\": \"budget\"}",
        ["tables 缺失", "tables is missing"],
    );
}

#[test]
fn json_nested_without_end() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let document = format!("{{\"year\":2026,\"stage\":\"budget\",\"tables\":{deep}}}");
    refused(
        "deep.json",
        document.as_bytes(),
        ["第 1 张表：table 的类型不对", "table 1: table is of the wrong type"],
    );
}

#[test]
fn text_is_read_in_any_encoding() {
    let (text, _) = encoding_rs::UTF_16LE.decode_with_bom_removal(ENCODED);
    let utf_16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let folder = TempDir::new().unwrap();
    for (name, bytes) in [
        ("gbk.txt", encoding_rs::GB18030.encode(&text).0.into_owned()),
        ("utf16le.txt", utf_16(u16::to_le_bytes)),
        ("utf16be.txt", utf_16(u16::to_be_bytes)),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        command("zh").arg(path).assert().code(0);
    }
}

#[test]
fn a_scan() {
    let picture = "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray \
         /BitsPerComponent 8 /Length 4 >>\nstream\nabcd\nendstream";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
                /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>";
    let drawn =
        |content: &str| format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    let whole = drawn("q 595 0 0 842 0 0 cm /I Do Q");
    refused("scan.pdf", &pdf(&[CATALOG, PAGES, page, &whole, picture], ""), SCAN);
    // Scanners cut pages into strips, too.
    let strips = drawn("q 595 0 0 300 0 0 cm /I Do Q q 595 0 0 300 0 400 cm /I Do Q");
    refused("strips.pdf", &pdf(&[CATALOG, PAGES, page, &strips, picture], ""), SCAN);
    // A coat of arms makes no scan.
    let small = drawn("q 100 0 0 100 0 0 cm /I Do Q");
    refused("small.pdf", &pdf(&[CATALOG, PAGES, page, &small, picture], ""), NO_TABLE);
    refused("picture.png", b"\x89PNG\r\n\x1a\n", SCAN);
}

#[test]
fn an_encrypted_file() {
    let key = format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <{}> /U <{}> >>",
        "41".repeat(32),
        "42".repeat(32)
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
    refused(
        "encrypted.pdf",
        &pdf(&[CATALOG, PAGES, page, &key], "/Encrypt 4 0 R /ID [<01><02>]"),
        ["文件已加密；请解除密码后再读", "the file is encrypted; remove its password first"],
    );
}

#[test]
fn a_file_that_is_cut_off() {
    let advice = "download it again, or open and save it anew";
    let said = |format: &str, detail: &str| {
        (
            format!("{format} {DAMAGED_ZH}"),
            format!("the {format} file is damaged or cut off ({detail}); {advice}"),
        )
    };
    let (zh, en) = said("PDF", "no pages");
    refused("cut.pdf", b"%PDF-1.4\n1 0 obj", [&zh, &en]);
    let (zh, en) = said("xlsx/docx", "invalid Zip archive: Could not find EOCD");
    refused("cut.xlsx", &WORKBOOK[..WORKBOOK.len() / 2], [&zh, &en]);
}

#[test]
fn a_program_under_the_name_of_a_pdf() {
    let mut program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec();
    program.extend((0..=255_u8).cycle().take(4_096));
    refused("setup.pdf", &program, UNKNOWN);
    refused("noughts.xlsx", &[0; 5_000], UNKNOWN);
}

#[test]
fn fifty_megabytes() {
    refused("large.txt", &vec![b'x'; 50 << 20], NO_TABLE);
}

#[test]
fn a_workbook_that_unpacks_without_end() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    let options = zip::write::SimpleFileOptions::default();
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        archive.start_file(name, options).unwrap();
        archive.write_all(&vec![0; 32 << 20]).unwrap();
    }
    archive.finish().unwrap();
    refused("bomb.xlsx", &bytes.into_inner(), TOO_LARGE);
}

#[test]
fn paths_that_lead_nowhere() {
    let folder = TempDir::new().unwrap();
    let gone = ["没有这个文件", "no such file"];
    refused_path(&folder.path().join("vanished.pdf"), gone);
    refused_path(
        folder.path(),
        ["文件夹里没有可读的文件", "the folder holds no file that can be read"],
    );
    #[cfg(unix)]
    {
        let link = folder.path().join("dangling.pdf");
        std::os::unix::fs::symlink("nowhere.pdf", &link).unwrap();
        refused_path(&link, gone);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("secret.json");
    fs::write(&path, "{}").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("SKIPPED: whoever runs this test may read every file");
        return;
    }
    refused_path(&path, ["没有读取权限", "no permission to read it"]);
}

/// `cn-budget check <(…)` reads a pipe; one that never ends is read up to the limit.
#[cfg(unix)]
#[test]
fn pipes_and_devices_are_read_to_a_limit() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::write(pipe, ENCODED).unwrap())
    };
    command("zh").arg(&pipe).assert().code(0);
    writer.join().unwrap();
    refused_path(
        Path::new("/dev/zero"),
        ["文件太大，最多读 256 MB", "too large; at most 256 MB are read"],
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = TempDir::new().unwrap();
    // More lines than any pipe holds, so that the end is met however late it is closed.
    for number in 0..2_000 {
        fs::write(folder.path().join(format!("{number}.json")), "{").unwrap();
    }
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cn-budget"))
        .args(["check", "--json"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn standard_input_may_be_one_whole_file_or_lines_in_gbk() {
    command("zh").arg("-").write_stdin(WORKBOOK).assert().code(0);
    let document = "{\"year\":2026,\"stage\":\"budget\",\"title\":\"部门预算\",\"tables\":[]}\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(document);
    command("zh").arg("-").write_stdin(gbk.into_owned()).assert().code(0);
}
