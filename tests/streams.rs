//! What a document prints of its spending: by one dimension, and from funds to economic classes.
#![cfg(feature = "serde")]

use cn_budget::{
    Breakdown, Dimension, Disclosure, Quantity, RawDisclosure, Stage, Streams, Unit, raw::RawTable,
};

mod common;

fn documents() -> Vec<Disclosure> {
    common::DOCUMENTS.iter().map(|name| Disclosure::read(common::raw(name))).collect()
}

fn yuan(amount: Quantity) -> String {
    amount.to_decimal_string(Unit::Yuan, 0)
}

/// The sum of some amounts, in 10⁻⁹ 元.
fn sum(amounts: impl Iterator<Item = Quantity>) -> i128 {
    amounts.map(Quantity::nano).sum()
}

fn functions(disclosure: &Disclosure) -> Breakdown {
    disclosure.breakdown(Dimension::Functional).unwrap()
}

#[test]
fn spending_by_function_is_the_widest_and_deepest_printed() {
    let documents = documents();
    let wholes: Vec<String> =
        documents.iter().map(|d| yuan(functions(d).whole().amount())).collect();
    assert_eq!(wholes[0], "10517400");
    let parts: Vec<usize> = documents.iter().map(|d| functions(d).parts().len()).collect();
    // As many as rows of the tables that go down to the item.
    assert_eq!(parts, [17, 20, 21]);
    for disclosure in &documents {
        let breakdown = functions(disclosure);
        for (number, part) in breakdown.parts().iter().enumerate() {
            let printed = disclosure.cell(part.place().unwrap()).text().replace(',', "");
            let unit = disclosure.tables()[part.place().unwrap().table().unwrap() as usize].unit();
            assert_eq!(Quantity::parse(&printed, unit), Ok(part.amount()));
            let children = breakdown.children(number);
            let children: Vec<_> = children.map(|(_, child)| child.amount()).collect();
            // Each was rounded on its own, to 100 元 at the coarsest.
            let apart = (sum(children.iter().copied()) - part.amount().nano()).abs();
            let allowed = 100 * (i128::try_from(children.len()).unwrap() + 1) * 1_000_000_000;
            assert!(children.is_empty() || apart <= allowed);
        }
    }
}

/// The links between two columns of nodes.
fn between(streams: &Streams, column: usize) -> i128 {
    let links = streams.links().iter().filter(|link| streams.column(link.source()) == Some(column));
    sum(links.map(cn_budget::StreamLink::amount))
}

#[test]
fn what_comes_into_a_column_goes_out_of_it() {
    for disclosure in documents() {
        let streams = disclosure.streams().unwrap();
        let whole = functions(&disclosure).whole().amount().nano();
        for column in 0..3 {
            let apart = (between(&streams, column) - whole).abs();
            assert!(apart <= 100 * 30 * 1_000_000_000, "{column}: {apart}");
        }
        for link in streams.links() {
            assert_eq!(
                streams.column(link.target()),
                streams.column(link.source()).map(|from| from + 1)
            );
            if let Some(place) = link.place() {
                assert!(!disclosure.cell(place).text().is_empty());
            }
        }
    }
}

#[test]
fn what_is_not_printed_has_a_node_of_its_own() {
    // The final accounts print economic classes of basic expenditure alone.
    let streams = Disclosure::read(common::raw("putuo-czj-2024-final")).streams().unwrap();
    let rest: Vec<usize> = (0..streams.nodes().len())
        .filter(|&node| streams.nodes()[node].scope().is_none())
        .collect();
    assert_eq!(rest.len(), 1);
    let into: Vec<_> = streams.links().iter().filter(|link| link.target() == rest[0]).collect();
    assert_eq!(into.len(), 1);
    assert_eq!(yuan(into[0].amount()), "6031400");
    let from = streams.nodes()[into[0].source()].scope().unwrap();
    assert_eq!(from.kind(), Some(cn_budget::Kind::Project));
    // The budget of 九龙坡 prints everything.
    let streams = Disclosure::read(common::raw("jiulongpo-2026")).streams().unwrap();
    assert!(streams.nodes().iter().all(|node| node.scope().is_some()));
}

#[test]
fn a_document_without_functions_has_no_streams() {
    let table =
        RawTable::new("政府采购预算明细表", Unit::WanYuan, ["金额"]).row("", "合计", ["1.00"]);
    let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    assert!(disclosure.streams().is_none());
    assert!(disclosure.breakdown(Dimension::Functional).is_none());
}

#[test]
fn figures_that_are_not_understood_keep_their_place() {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "甲乙丙"])
        .row("", "合计", ["1.00", "2.00"])
        .row("", "天地玄黄", ["3.00", ""]);
    let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    let texts: Vec<String> =
        disclosure.unplaced().iter().map(|&place| disclosure.cell(place).text().into()).collect();
    assert_eq!(texts, ["2.00", "3.00"]);
    assert_eq!(disclosure.figure_count(), 3);
}
