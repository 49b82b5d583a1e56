//! The language to speak: as asked, else as the locale says.

use cn_budget::Lang;

use crate::arguments::Language;

/// As asked; else English where the locale is of another language than Chinese, and Chinese where
/// it says nothing (`C`, or none): the documents are Chinese.
pub(crate) fn lang(asked: Option<Language>) -> Lang {
    asked.map_or_else(|| of_locale(sys_locale::get_locale().as_deref()), Lang::from)
}

fn of_locale(locale: Option<&str>) -> Lang {
    match locale {
        None => Lang::Zh,
        Some(locale) => {
            let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
            match language.to_ascii_lowercase().as_str() {
                "zh" | "yue" | "c" | "posix" | "" => Lang::Zh,
                _ => Lang::En,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_unless_the_locale_says_otherwise() {
        for (locale, wanted) in [
            (None, Lang::Zh),
            (Some("C"), Lang::Zh),
            (Some("zh-CN"), Lang::Zh),
            (Some("zh_TW.UTF-8"), Lang::Zh),
            (Some("en-US"), Lang::En),
            (Some("de_DE.UTF-8"), Lang::En),
        ] {
            assert_eq!(of_locale(locale), wanted, "{locale:?}");
        }
        assert_eq!(lang(Some(Language::En)), Lang::En);
    }
}
