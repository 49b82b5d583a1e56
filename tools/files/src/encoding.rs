//! Bytes → text: by the mark at the beginning, by what the file declares, else by what fits.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text of some bytes; what fits no encoding becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    if let Some(encoding) = declared(bytes) {
        let (text, _, errors) = encoding.decode(bytes);
        if !errors {
            return text;
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let (text, _, _) = fitting(bytes).decode(bytes);
    text
}

/// The text of a plain file in UTF-8 or GBK, `None` where it is neither.
///
/// ```
/// assert_eq!(cn_budget_files::text(b"\xba\xcf\xbc\xc6").as_deref(), Some("合计"));
/// assert_eq!(cn_budget_files::text(b"\xff\xff"), None);
/// ```
pub fn text(bytes: &[u8]) -> Option<String> {
    [UTF_8, GB18030].iter().find_map(|encoding| {
        let (text, _, errors) = encoding.decode(bytes);
        (!errors).then(|| text.into_owned())
    })
}

/// What `<meta charset=…>` or `<?xml encoding=…?>` declares; gb2312 is read as GB18030, which holds it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096.min(bytes.len()))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|word| {
        let behind = head.split_once(word)?.1.trim_start_matches(['"', '\'', ' ']);
        let name: String = behind
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        let encoding = Encoding::for_label(name.as_bytes())?;
        Some(if encoding == encoding_rs::GBK { GB18030 } else { encoding })
    })
}

/// The encoding of bytes that are no UTF-8: UTF-16 has a zero byte for each digit and line end.
fn fitting(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..4096.min(bytes.len())).unwrap_or_default();
    let zeros = |parity: usize| {
        head.iter().enumerate().filter(|&(at, &byte)| at % 2 == parity && byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Cut off within a character, a head of UTF-8 is UTF-8 all the same.
    if std::str::from_utf8(head)
        .is_err_and(|error| error.error_len().is_none() && error.valid_up_to() > 0)
    {
        return UTF_8;
    }
    if odd > even && odd * 50 > head.len() {
        UTF_16LE
    } else if even > odd && even * 50 > head.len() {
        UTF_16BE
    } else {
        GB18030
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "收支总表\n单位：万元\n1,051.74\n";

    #[test]
    fn any_encoding_is_found() {
        let utf16 = |big: bool| -> Vec<u8> {
            let units = TEXT.encode_utf16();
            units
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let gb = GB18030.encode(TEXT).0.into_owned();
        for bytes in [TEXT.as_bytes().to_vec(), utf16(false), utf16(true), gb] {
            assert_eq!(decode(&bytes), TEXT);
        }
        let with_mark: Vec<u8> = b"\xff\xfe".iter().copied().chain(utf16(false)).collect();
        assert_eq!(decode(&with_mark), TEXT);
    }

    #[test]
    fn a_declaration_counts_unless_it_is_wrong() {
        let page = format!("<meta charset=\"gb2312\">{TEXT}");
        assert_eq!(decode(&GB18030.encode(&page).0), page);
        assert_eq!(decode(page.as_bytes()), page);
    }
}
