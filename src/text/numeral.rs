//! Numerals in characters (中文数字): 二十六, 一百零三, 壹佰, 十五点八.

/// A numeral as read: `mantissa` × 10^−`decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    pub(crate) mantissa: i64,
    pub(crate) decimals: u8,
}

/// The value of a digit, plain or as cheques have it.
pub(crate) fn digit(character: char) -> Option<u64> {
    Some(match character {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The ten, hundred or thousand that a character stands for.
fn power(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        _ => return None,
    })
}

/// Whether a numeral may hold this character.
pub(crate) fn is_numeral(character: char) -> bool {
    digit(character).is_some() || power(character).is_some()
}

/// The longest numeral that is read, in characters: 九千九百九十九万九千九百九十九 has fifteen.
const LONGEST: usize = 24;

/// The numeral at the beginning of a text and its length in bytes. 万 and 亿 belong to it only where
/// more of it follows (一万二千); else they are a unit (壹佰万元).
///
/// Places must fall (五百十三千 is none); 十 alone is 10; digits may stand side by side (二〇二六).
pub(crate) fn leading(text: &str) -> Option<(Numeral, usize)> {
    let (mut total, mut length) = (0_u64, 0_usize);
    let mut rest = text;
    let mut above = u64::MAX;
    loop {
        let (section, taken) = section(rest)?;
        length += taken;
        rest = rest.get(taken..)?;
        let mut behind = rest.chars();
        let myriad = match behind.next() {
            Some('万' | '萬') => 10_000,
            Some('亿' | '億') => 100_000_000,
            _ => 1,
        };
        let more = behind.next().is_some_and(is_numeral);
        if myriad == 1 || !more || myriad >= above {
            total = total.checked_add(section)?;
            break;
        }
        above = myriad;
        total = total.checked_add(section.checked_mul(myriad)?)?;
        length += '万'.len_utf8();
        rest = rest.get('万'.len_utf8()..)?;
    }
    let (mut mantissa, mut decimals) = (i64::try_from(total).ok()?, 0_u8);
    if let Some(fraction) = rest.strip_prefix('点') {
        let digits = fraction.chars().map_while(digit).take(8);
        for digit in digits {
            mantissa = mantissa.checked_mul(10)?.checked_add(i64::try_from(digit).ok()?)?;
            decimals += 1;
        }
        if decimals > 0 {
            length += '点'.len_utf8() * (1 + usize::from(decimals));
        }
    }
    Some((Numeral { mantissa, decimals }, length))
}

/// A numeral below ten thousand, or digits side by side, and its length.
fn section(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut digits, mut length) = (0_u64, None::<u64>, 0_usize);
    let (mut above, mut sound) = (u64::MAX, true);
    for character in text.chars().take(LONGEST) {
        if let Some(digit) = digit(character) {
            digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        } else if let Some(power) = power(character) {
            let count = digits.take().unwrap_or(1);
            sound &= power < above && count < 10;
            above = power;
            total = total.checked_add(count.checked_mul(power)?)?;
        } else {
            break;
        }
        length += character.len_utf8();
    }
    total = total.checked_add(digits.unwrap_or(0))?;
    (length > 0 && sound).then_some((total, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, mantissa, decimals, rest) in [
            ("一、", 1, 0, "、"),
            ("十", 10, 0, ""),
            ("二十六、抗疫", 26, 0, "、抗疫"),
            ("一百零三", 103, 0, ""),
            ("壹佰万元", 100, 0, "万元"),
            ("十五点八万元", 158, 1, "万元"),
            ("一万二千三百元", 12_300, 0, "元"),
            ("两亿零五万元", 200_000_005, 0, "万元"),
            ("二〇二六年", 2026, 0, "年"),
            ("三点", 3, 0, "点"),
        ] {
            let (number, length) = leading(text).unwrap();
            assert_eq!((number, &text[length..]), (Numeral { mantissa, decimals }, rest), "{text}");
        }
        for text in ["", "万", "点五", "五百三千", &"九".repeat(1000)] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
