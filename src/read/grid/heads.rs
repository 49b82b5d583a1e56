//! Running heads and feet: the same short line on page after page.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use super::block::{Block, Line};
use super::note::{Note, NoteKind};
use super::shape;
use super::words;

/// On how many pages a line must stand.
const PAGES: usize = 4;

/// The longest running head, in characters.
const LONGEST: usize = 40;

/// How many other lines may stand between a running head and the edge of the page.
const WITHIN: usize = 2;

/// The blocks without running heads; what was left out is noted.
pub(super) fn without_running_heads(blocks: &[Block], notes: &mut Vec<Note>) -> Vec<Block> {
    // For each short line the pages it stands on, and on how many of them a title stands too.
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut titles: Vec<BTreeSet<String>> = Vec::from([BTreeSet::new()]);
    for (block, at_edge) in blocks.iter().zip(at_edges(blocks)) {
        match block {
            Block::Line(line) => {
                let Some(text) = short(line).filter(|_| at_edge) else { continue };
                let page = titles.len();
                if let Some(titles) = titles.last_mut().filter(|_| words::title(&text).is_some()) {
                    titles.insert(text.clone());
                }
                pages.entry(text).or_default().insert(page);
            }
            Block::PageEnd => titles.push(BTreeSet::new()),
            Block::Grid(_) => {}
        }
    }
    let beside_others = |text: &String, pages: &BTreeSet<usize>| {
        let other = |&&page: &&usize| {
            let titles = page.checked_sub(1).and_then(|page| titles.get(page));
            titles.is_some_and(|titles| titles.iter().any(|title| title != text))
        };
        pages.iter().filter(other).count() * 2 >= pages.len()
    };
    let runs = |(text, pages): &(&String, &BTreeSet<usize>)| {
        pages.len() >= PAGES
            && words::unit(text).is_none()
            // 一、项目概述 at the top of page after page heads a part of each.
            && words::numbering(text).is_none()
            // A title printed again on each page of its table is none; one above other titles is.
            && (words::title(text).is_none() || beside_others(text, pages))
    };
    let heads: BTreeSet<&String> = pages.iter().filter(runs).map(|(text, _)| text).collect();
    for head in &heads {
        notes.push(Note::new(
            NoteKind::RunningHead,
            None,
            format!("页眉页脚“{head}”未读"),
            format!("the running head {head:?} is left out"),
        ));
    }
    let edges = at_edges(blocks);
    let kept = blocks.iter().zip(edges).filter(|(block, at_edge)| match block {
        Block::Line(line) => !at_edge || !short(line).is_some_and(|text| heads.contains(&text)),
        Block::Grid(_) | Block::PageEnd => true,
    });
    kept.map(|(block, _)| block.clone()).collect()
}

/// For each block whether it stands at the top or the bottom of its page.
fn at_edges(blocks: &[Block]) -> Vec<bool> {
    let mut edges = Vec::with_capacity(blocks.len());
    for page in blocks.split_inclusive(|block| *block == Block::PageEnd) {
        let counts = |block: &Block| match block {
            Block::Line(line) => !words::is_page_number(&line.text),
            Block::Grid(_) => true,
            Block::PageEnd => false,
        };
        let all = page.iter().filter(|block| counts(block)).count();
        let mut above = 0_usize;
        for block in page {
            let below = all.saturating_sub(above).saturating_sub(1);
            edges.push(above <= WITHIN || below <= WITHIN);
            above = above.saturating_add(usize::from(counts(block)));
        }
    }
    edges
}

fn short(line: &Line) -> Option<String> {
    // Counted before it is cleaned: a line of a megabyte is none.
    let fits = line.text.len() <= 8 * LONGEST;
    let text = fits.then(|| shape::clean(&line.text))?;
    (!text.is_empty() && text.chars().count() <= LONGEST && !words::is_page_number(&text))
        .then_some(text)
}
