//! Figures written in the style of what they replace.

use alloc::{
    format,
    string::{String, ToString},
};

use crate::num::figure::Figure;

/// The text of a figure in the style of the text that it replaces.
pub(crate) fn in_style_of(figure: Figure, text: &str) -> String {
    let separated = figure.to_string();
    let plain = || separated.chars().filter(|c| *c != ',').collect::<String>();
    let grouped = text.contains([',', '，']);
    let short = text.chars().filter(char::is_ascii_digit).count() <= 5;
    if grouped || short { separated } else { plain() }
}

/// A clause of prose with the number of one figure replaced by another's. The sign is in the words
/// around it (减少20.21万元), so a figure of the other sign cannot take its place.
pub(crate) fn in_prose(text: &str, printed: Figure, figure: Figure) -> Option<String> {
    if (printed.mantissa() < 0) != (figure.mantissa() < 0) {
        return None;
    }
    let magnitude = |figure: Figure| {
        Figure::new(figure.mantissa().checked_abs()?, figure.decimals(), figure.unit()).ok()
    };
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let (old, new) = (magnitude(printed)?, magnitude(figure)?);
    // The last number is the amount; one before it may be a year.
    let mut end = text.len();
    for run in text.rsplit(|c| !numeric(c)) {
        let start = end - run.len();
        if Figure::parse(run, printed.unit()).ok().flatten() == Some(old) {
            let new = in_style_of(new, run);
            return Some(format!("{}{new}{}", text.get(..start)?, text.get(end..)?));
        }
        end = start - text.get(..start)?.chars().next_back()?.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::amount::Unit;

    fn figure(text: &str) -> Figure {
        Figure::parse(text, Unit::WanYuan).unwrap().unwrap()
    }

    #[test]
    fn a_clause_keeps_its_words() {
        let text = "较2025年减少1,087.06万元";
        let [printed, meant] = ["-1087.06", "-1078.06"].map(figure);
        let corrected = in_prose(text, printed, meant);
        assert_eq!(corrected.as_deref(), Some("较2025年减少1,078.06万元"));
        assert_eq!(in_prose(text, printed, figure("1078.06")), None);
        assert_eq!(in_prose("较2025年减少", printed, meant), None);
    }
}
