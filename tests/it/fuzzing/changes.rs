//! Random changes of an input: of JSON in its structure, so that it stays JSON and is read; of any
//! other text in its pieces.

use cn_budget::strategies::{SLIPS, slipped};
use serde_json::{Map, Value};

/// A small generator of pseudo-random numbers (xorshift64*).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A number below the bound, 0 if there is none.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap_or(0) % bound.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// What documents print, and what they do not.
const WORDS: [&str; 24] = [
    "",
    "-",
    "0.00",
    "0.01",
    "-1.00",
    "92,233,720,368,547,758.07",
    "100%",
    "元",
    "万元",
    "亿元",
    "收入",
    "支出",
    "合计",
    "小计",
    "总计",
    "其中：",
    "本年支出合计",
    "上年结转",
    "一般公共预算",
    "人员经费",
    "201",
    "30299",
    "2025年",
    "雨雪初霁",
];

/// JSON with a few changes of its structure; `None` if it is none.
pub(crate) fn of_json(input: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut root: Value = serde_json::from_slice(input).ok()?;
    for _ in 0..=random.below(4) {
        change(&mut root, random);
    }
    Some(root.to_string().into_bytes())
}

fn change(root: &mut Value, random: &mut Random) {
    let wanted: fn(&Value) -> bool = match random.below(10) {
        0..4 => Value::is_string,
        4..7 => Value::is_array,
        7 => Value::is_object,
        8 => Value::is_number,
        _ => |_| true,
    };
    let paths = paths(root, wanted);
    let other = random.pick(&paths).and_then(|path| root.pointer(path)).cloned();
    let value = random.pick(&paths).and_then(|path| root.pointer_mut(path));
    let (Some(value), Some(other)) = (value, other) else { return };
    if random.below(16) == 0 {
        *value = other;
        return;
    }
    match (value, other) {
        (Value::String(text), Value::String(other)) => *text = text_like(text, &other, random),
        (Value::Array(list), Value::Array(other)) => change_list(list, &other, random),
        (Value::Object(map), Value::Object(other)) => change_map(map, &other, random),
        (value @ Value::Number(_), _) => {
            let number = value.as_i64().unwrap_or(0);
            *value = match random.below(20) {
                0 => 0.into(),
                1 => (-1).into(),
                2 => u64::MAX.into(),
                3 => 1.5.into(),
                4..12 => number.wrapping_add(1).into(),
                _ => number.wrapping_sub(1).into(),
            };
        }
        (value, other) => {
            *value = match random.below(4) {
                0 => Value::Null,
                1 => Value::Array(vec![value.take(), other]),
                2 => Value::Object(Map::from_iter([("name".to_owned(), value.take())])),
                _ => random.pick(&WORDS).copied().into(),
            };
        }
    }
}

/// Where the values of a kind are, as JSON pointers.
fn paths(root: &Value, wanted: fn(&Value) -> bool) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![(String::new(), root)]);
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Array(list) => {
                open.extend(list.iter().enumerate().map(|(i, item)| (format!("{path}/{i}"), item)));
            }
            Value::Object(map) => open.extend(map.iter().map(|(key, item)| {
                (format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), item)
            })),
            _ => {}
        }
        if wanted(value) {
            found.push(path);
        }
    }
    found
}

/// A slip in a number of the text, a text from elsewhere, or pieces of both.
fn text_like(text: &str, other: &str, random: &mut Random) -> String {
    match random.below(8) {
        0..4 => {
            let slip = SLIPS[random.below(SLIPS.len())];
            slipped(text, slip, other, |bound| random.below(bound)).unwrap_or_default()
        }
        4 => other.to_owned(),
        5 => WORDS[random.below(WORDS.len())].to_owned(),
        6 => [text, other, WORDS[random.below(WORDS.len())]].concat(),
        _ => {
            let changed = of_text(text.as_bytes(), other.as_bytes(), random);
            String::from_utf8_lossy(&changed).into_owned()
        }
    }
}

/// Rows, columns, tables, paragraphs, lines: dropped, repeated, swapped, cut off, taken from elsewhere.
fn change_list(list: &mut Vec<Value>, other: &[Value], random: &mut Random) {
    let (here, there) = (random.below(list.len()), random.below(list.len()));
    let foreign = random.pick(other).cloned();
    match random.below(7) {
        0 if !list.is_empty() => drop(list.remove(here)),
        1 if !list.is_empty() => list.insert(there, list[here].clone()),
        2 if !list.is_empty() => list.swap(here, there),
        3 if random.below(4) == 0 => list.truncate(here),
        4 => list.rotate_left(here),
        5 if !list.is_empty() => {
            let copies = vec![list[here].clone(); random.below(6)];
            list.extend(copies);
        }
        _ => list.splice(here..here, foreign).for_each(drop),
    }
}

/// Cells and fields: dropped, swapped, put under another key, taken from elsewhere.
fn change_map(map: &mut Map<String, Value>, other: &Map<String, Value>, random: &mut Random) {
    let keys: Vec<String> = map.keys().cloned().collect();
    let others: Vec<&String> = other.keys().collect();
    let here = random.pick(&keys).cloned().unwrap_or_default();
    let there = random.pick(&keys).cloned().unwrap_or_default();
    let foreign = random.pick(&others).map_or_else(|| "合计".to_owned(), |&key| key.clone());
    let value = map.get(&here).cloned().unwrap_or_default();
    match random.below(4) {
        0 => drop(map.remove(&here)),
        1 => {
            let swapped = map.insert(there, value).unwrap_or_default();
            map.insert(here, swapped);
        }
        2 => drop(map.insert(foreign, value)),
        _ => drop(map.insert(foreign.clone(), other.get(&foreign).cloned().unwrap_or(value))),
    }
}

/// A text with a few pieces dropped, repeated, swapped in from another or overwritten. Pieces are
/// cut between characters as a rule, so that texts stay texts.
pub(crate) fn of_text(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=random.below(4) {
        let cut = |bytes: &[u8], random: &mut Random| {
            let starts: Vec<usize> =
                (0..bytes.len()).filter(|&i| bytes[i] & 0xC0 != 0x80).collect();
            let at = *starts.get(random.below(starts.len())).unwrap_or(&0);
            let end = starts.iter().copied().find(|&s| s >= at + 1 + random.below(12));
            at..end.unwrap_or(bytes.len())
        };
        let here = cut(&bytes, random);
        let there = cut(other, random);
        match random.below(5) {
            0 => drop(bytes.drain(here)),
            1 => drop(bytes.splice(here.start..here.start, other[there].to_vec())),
            2 => drop(bytes.splice(here, other[there].to_vec())),
            3 => {
                let piece = bytes[here.clone()].repeat(1 + random.below(8));
                drop(bytes.splice(here, piece));
            }
            _ => {
                let byte = u8::try_from(random.below(256)).unwrap();
                if let Some(old) = bytes.get_mut(here.start) {
                    *old = byte;
                }
            }
        }
    }
    bytes
}
