//! The page of a report: its contents, counts and marks are those of the report.

use std::{collections::BTreeMap, sync::OnceLock};

use cn_budget::{
    Disclosure, Lang, Options, Place, RawDisclosure, Report, check::Verdict, raw::RawRow,
    reconcile, report::CellVerdict,
};

#[path = "../../../tests/it/common/hostile.rs"]
mod hostile;

const DOCUMENTS: [&str; 3] =
    ["jiulongpo-2026", "putuo-czj-2024-final", "putuo-zfb-2025-dept-budget"];

fn raw(name: &str) -> RawDisclosure {
    let documents = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/documents");
    let text = std::fs::read_to_string(format!("{documents}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The reports of the real documents, of a damaged one and of a hostile one, with their pages.
fn reports() -> &'static [(Report, String)] {
    static REPORTS: OnceLock<Vec<(Report, String)>> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let report = |raw| reconcile(&Disclosure::read(raw), &Options::new());
        let reports = documents().into_iter().map(report);
        reports
            .map(|report| {
                let page = page(&report);
                (report, page)
            })
            .collect()
    })
}

fn documents() -> Vec<RawDisclosure> {
    let mut raws: Vec<RawDisclosure> = DOCUMENTS.map(raw).into();
    let mut damaged = raw("jiulongpo-2026");
    damaged.tables[2].rows[5].cells[0].1 = "31.05".into();
    raws.extend([damaged, hostile::document()]);
    raws
}

fn page(report: &Report) -> String {
    cn_budget_report::page(report, "document.json", Lang::Zh)
}

/// The texts of an element's insides: without tags, entities put back.
fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let outside = piece.split_once('>').map_or(piece, |(_, outside)| outside);
        text.push_str(outside);
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, character)| text.replace(entity, character))
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// The cells of all tables by identifier, on the page or folded: their class and text.
fn cells(page: &str) -> BTreeMap<String, (String, String)> {
    let cells = page.split("<td").skip(1).filter_map(|piece| {
        let (tag, rest) = piece.split_once('>')?;
        let inner = rest.split_once("</td>")?.0;
        let class = attribute(tag, "class").unwrap_or_default();
        Some((attribute(tag, "id")?.to_owned(), (class.to_owned(), text(inner))))
    });
    let mut cells: BTreeMap<_, _> = cells.collect();
    for (table, rows) in data(page)["folded"].as_object().unwrap() {
        for row in rows.as_array().unwrap() {
            for (column, cell) in row[3].as_array().unwrap().iter().enumerate() {
                let class = cell[1].as_u64().map(|mark| format!("n v{mark}")).unwrap_or_default();
                let text = cell[0].as_str().unwrap().to_owned();
                let id = format!("c{table}.{}.{column}", row[0]);
                assert!(cells.insert(id, (class, text)).is_none(), "folded and shown");
            }
        }
    }
    cells
}

/// The numbers that elements with an attribute show, by its value.
fn numbers(page: &str, name: &str) -> BTreeMap<usize, usize> {
    let found = page.split('<').filter_map(|piece| {
        let (tag, inner) = piece.split_once('>')?;
        Some((attribute(tag, name)?.parse().ok()?, inner.parse().ok()?))
    });
    found.collect()
}

fn data(page: &str) -> serde_json::Value {
    let tag = page.split_once("<script id=\"data\"").expect("data").1;
    let inner = tag.split_once('>').expect("its content").1;
    serde_json::from_str(inner.split_once("</script>").expect("an end").0).expect("JSON")
}

fn id(place: Place) -> String {
    match place {
        Place::Cell { table, row, column } => format!("c{table}.{row}.{column}"),
        Place::Prose { paragraph, start, end } => format!("p{paragraph}.{start}.{end}"),
        other => format!("{other:?}"),
    }
}

fn number(verdict: CellVerdict) -> usize {
    CellVerdict::ALL.iter().position(|&known| known == verdict).unwrap()
}

#[test]
fn every_cell_stands_on_the_page_with_its_text_and_its_mark() {
    for (report, page) in reports() {
        let shown = cells(page);
        let unplaced = report.disclosure().unplaced().iter().copied();
        let verdicts: BTreeMap<String, CellVerdict> = report
            .cell_verdicts()
            .chain(unplaced.map(|place| (place, CellVerdict::Unchecked)))
            .map(|(place, verdict)| (id(place), verdict))
            .collect();
        let mut marked = 0;
        for (table, printed) in report.raw().tables.iter().enumerate() {
            for (row, line) in printed.rows.iter().enumerate() {
                for (column, heading) in printed.columns.iter().enumerate() {
                    let id = format!("c{table}.{row}.{column}");
                    let (class, text) = &shown[&id];
                    assert_eq!(text, line.cell(heading).unwrap_or_default(), "{id}");
                    let mark = class.strip_prefix("n v").map(|mark| mark.parse().unwrap());
                    assert_eq!(mark, verdicts.get(&id).copied().map(number), "{id}");
                    marked += usize::from(mark.is_some());
                }
            }
        }
        assert_eq!(marked, report.figures());
    }
}

#[test]
fn the_counts_of_the_page_are_those_of_the_report() {
    for (report, page) in reports() {
        let equations = numbers(page, "data-equations");
        for &verdict in Verdict::ALL {
            assert_eq!(equations[&(verdict as usize)], report.count(verdict));
        }
        let marks = numbers(page, "data-count");
        assert_eq!(marks.values().sum::<usize>(), report.figures());
        let cells = cells(page);
        for (&mark, &count) in &marks {
            let class = format!("n v{mark}");
            assert_eq!(cells.values().filter(|(found, _)| *found == class).count(), count);
        }
        let findings = page.matches(" data-finding=\"").count();
        let causes = report.causes();
        let copies = |finding: &cn_budget::Finding| {
            let explains = |cause: &&cn_budget::causes::Cause| {
                finding.equation.is_some_and(|number| cause.equations().contains(&number))
            };
            // Under each cause that explains it, else in the list of its severity.
            causes.iter().filter(explains).count().max(1)
        };
        assert_eq!(findings, report.findings().iter().map(copies).sum::<usize>());
        assert_eq!(page.matches("<li class=\"cause\"").count(), causes.len());
    }
}

#[test]
fn the_causes_stand_first_and_numbers_that_nothing_checks_are_told() {
    for (report, page) in reports() {
        if !report.causes().is_empty() {
            assert!(page.find("id=\"causes\"") < page.find("class=\"summary\""));
        }
        let prose = numbers(page, "data-prose");
        let claims = report.claim_verdicts().into_iter();
        let claims: BTreeMap<Place, CellVerdict> =
            claims.chain(report.cell_verdicts()).filter(|(p, _)| p.table().is_none()).collect();
        for &verdict in CellVerdict::ALL {
            let count = claims.values().filter(|found| **found == verdict).count();
            assert_eq!(prose.get(&number(verdict)).copied().unwrap_or_default(), count);
        }
    }
}

/// 100,000 rows are written in time that grows with them, and few of them are shown.
#[test]
fn a_long_table_is_folded() {
    let mut raw = raw("jiulongpo-2026");
    let table = &mut raw.tables[8];
    let row = table.rows[1].clone();
    let named =
        |number: usize| RawRow { code: None, name: format!("项目{number}"), ..row.clone() };
    table.rows.extend((0..100_000).map(named));
    table.rows[50_000].cells[0].1 = "x1".into();
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let start = std::time::Instant::now();
    let page = page(&report);
    let taken = start.elapsed();
    println!("{} bytes in {taken:?}", page.len());
    assert!(taken < std::time::Duration::from_mins(1), "{taken:?}");
    assert!(page.matches("<tr").count() < 3_000);
    let places = report.findings().iter().flat_map(|finding| &finding.places);
    for place in places.filter(|place| matches!(place, Place::Cell { table: 8, .. })).take(100) {
        assert!(page.contains(&format!("id=\"{}\"", id(*place))), "{place:?}");
    }
    assert!(page.contains("class=\"fold\""));
}

#[test]
fn the_data_of_the_page_are_the_equations_with_all_their_terms() {
    for (report, page) in reports() {
        let data = data(page);
        assert_eq!(data["equations"].as_array().unwrap().len(), report.equations().len());
        for (judged, shown) in report.equations().iter().zip(data["equations"].as_array().unwrap())
        {
            assert_eq!(shown[1], judged.judgement.verdict as u8);
            let terms = judged.equation.terms().iter().map(|&term| {
                let place = report.place(term).unwrap();
                serde_json::json!([term.coefficient(), id(place)])
            });
            assert_eq!(shown[6], terms.collect::<serde_json::Value>());
        }
        for (place, numbers) in report.equations_by_place() {
            assert_eq!(data["cells"][id(place)][1], serde_json::json!(numbers), "{place:?}");
        }
        for (finding, shown) in report.findings().iter().zip(data["findings"].as_array().unwrap()) {
            assert_eq!(shown[0].as_array().unwrap().len(), finding.places.len());
            assert_eq!(shown[1], serde_json::json!(finding.equation));
        }
    }
}

#[test]
fn hostile_labels_are_text() {
    let (report, _) = reports().last().unwrap();
    let scripts = reports()[0].1.matches("<script").count();
    for lang in [Lang::Zh, Lang::En] {
        let page = cn_budget_report::page(report, "\"><script>", lang);
        // The scripts of every page; none of the document's.
        assert_eq!(page.matches("<script").count(), scripts);
        assert_eq!(page.matches("</script").count(), scripts);
        assert!(!page.contains("<img") && !page.contains("<!--"));
        assert!(!page.contains("href=\"javascript:"));
        assert!(page.contains("&lt;img src=x onerror=&quot;window.hacked = 1&quot;&gt;"));
    }
}

#[test]
fn an_ordinary_page_is_small_and_needs_nothing_else() {
    for (report, page) in reports().iter().take(4) {
        assert!(page.len() < 2_000_000 / 4, "{}", page.len());
        for outside in [" src=", "url(", "@import", "http://", "https://"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(*page, self::page(report), "the same report gives the same page");
    }
}
