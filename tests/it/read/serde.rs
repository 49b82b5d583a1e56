//! Lines, grids and pages travel as JSON, so that other extractors can hand them over.

use cn_budget::read::{Block, Grid, Line, Page, page_blocks};

#[test]
fn a_cell_is_a_list_and_a_line_may_be_but_a_text() {
    let grid: Grid =
        serde_json::from_str(r#"{ "rows": 1, "columns": 2, "cells": [[0, 0, 1, 2, "收支总表"]] }"#)
            .unwrap();
    assert_eq!(grid.cells[0].column_span, 2);
    let again = serde_json::to_value(&grid).unwrap();
    assert_eq!(again["cells"][0][4], "收支总表");
    let lines: Vec<Line> = serde_json::from_str(
        r#"["单位：万元", { "text": "收支总表", "at": "p1", "flow": { "full": true, "indented": false } }]"#,
    )
    .unwrap();
    assert_eq!(lines[0], Line::new("单位：万元"));
    assert!(lines[1].flow.unwrap().full);
    let again: Vec<Line> = serde_json::from_value(serde_json::to_value(&lines).unwrap()).unwrap();
    assert_eq!(again, lines);
}

#[test]
fn a_page_is_glyphs_and_rulings() {
    let page: Page = serde_json::from_str(
        r#"{ "number": 3,
             "glyphs": [{ "text": "合", "left": 100, "top": 100, "right": 1100, "bottom": 1100 }],
             "rulings": [{ "x0": 0, "y0": 0, "x1": 5000, "y1": 0 }] }"#,
    )
    .unwrap();
    let blocks = page_blocks(&page);
    assert!(matches!(&blocks[0], Block::Line(line) if line.at.as_deref() == Some("p3")));
    let json = serde_json::to_string(&blocks).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), blocks);
}
