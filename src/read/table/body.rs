//! Names of bodies (单位名称), told by how they end.

/// How the names of bodies end.
const ENDINGS: &str = "局委办厅部院校所站心队司会馆处室区市县镇乡道社团台场园署关庭省州旗";

/// Whether the text before the meaning of a title can be the name of a body: the document's own,
/// a part of it, or anything that ends as such names do.
pub(super) fn may_lead(text: &str, own: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = name.strip_prefix('年').unwrap_or(name);
    let name = name.strip_prefix('度').unwrap_or(name).trim_matches(['-', ':', '(', ')', '、']);
    name.is_empty() || is_own(name, own) || ends_so(name)
}

/// What stands behind the body's own name before a title: its unit (某局信息中心).
pub(super) fn unit_of<'t>(front: &'t str, own: &str) -> Option<&'t str> {
    let (_, unit) = front.rsplit_once(own).filter(|_| !own.is_empty())?;
    (!unit.is_empty() && ends_so(unit)).then_some(unit)
}

/// Whether a row bears the name of a unit: the document's own body, or one that ends as names of
/// bodies do (某局本级, 某中心).
pub(super) fn is_unit(name: &str, own: &str) -> bool {
    let name = name.strip_suffix("(本级)").or(name.strip_suffix("本级")).unwrap_or(name);
    let name = name.strip_suffix("机关").unwrap_or(name);
    !name.is_empty()
        && (is_own(name, own)
            || ends_so(name)
            || name.ends_with("大学")
            || name.ends_with("中学")
            || name.ends_with("小学"))
}

/// The name of a unit without the code before it.
pub(super) fn unit_name(folded: &str) -> &str {
    folded.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-')
}

/// The code before the name of a unit: 205001-某局.
pub(super) fn unit_code(name: &str) -> Option<&str> {
    let digits = name.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
    let behind = name.trim_start().strip_prefix(digits)?.trim_start();
    (digits.len() >= 3 && behind.starts_with(['-', '－', '—'])).then_some(digits)
}

fn is_own(name: &str, own: &str) -> bool {
    !own.is_empty() && (own.contains(name) || name.contains(own))
}

fn ends_so(name: &str) -> bool {
    name.chars().next_back().is_some_and(|last| ENDINGS.contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_before_a_title() {
        for (text, own, body) in [
            ("", "", true),
            ("2026年", "", true),
            ("2026年度", "", true),
            ("附表1-", "", false),
            ("2026年某某市财政局", "", true),
            ("某某街道", "", true),
            ("关于", "", false),
            ("关于", "某某大学", false),
            // The body itself, in full or in short, or as the head of a longer name.
            ("2026年某某大学", "某某大学", true),
            ("某某大学", "某省某某大学", true),
            ("某省某某大学", "某某大学", true),
            ("某某大学", "", false),
        ] {
            assert_eq!(may_lead(text, own), body, "{text} {own}");
        }
    }

    #[test]
    fn a_unit_of_the_body_may_lead_a_title() {
        for (front, unit) in [
            ("2026年某局信息中心", Some("信息中心")),
            ("某局", None),
            ("2026年某局", None),
            ("某市", None),
        ] {
            assert_eq!(unit_of(front, "某局"), unit, "{front}");
            assert_eq!(unit_of(front, ""), None, "{front}");
        }
    }

    #[test]
    fn codes_before_the_names_of_units() {
        for (name, code) in [
            ("205001-某局", Some("205001")),
            ("205 － 某局", Some("205")),
            ("某局", None),
            ("205某局", None),
            ("12-某局", None),
        ] {
            assert_eq!(unit_code(name), code, "{name}");
        }
    }

    #[test]
    fn units_are_told_by_how_they_end() {
        for name in ["某局本级", "某中心", "某局机关", "某某小学", "青禾示范学院"]
        {
            assert!(is_unit(name, ""), "{name}");
        }
        for name in ["信息化运维", "设备购置", "本级", ""] {
            assert!(!is_unit(name, ""), "{name}");
        }
    }
}
