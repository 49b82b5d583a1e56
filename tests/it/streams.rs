//! What a document prints of its spending: by one dimension, and from funds to economic classes.

use cn_budget::{
    Dimension, Disclosure, RawDisclosure, Stage, Unit,
    disclosure::{Breakdown, Streams},
    num::Quantity,
    raw::RawTable,
};

use crate::common;

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
    sum(links.map(cn_budget::disclosure::StreamLink::amount))
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

fn disclosure(stage: Stage, table: RawTable) -> Disclosure {
    Disclosure::read(RawDisclosure::new(2026, stage).table(table))
}

#[test]
fn spending_without_a_total_is_the_sum_of_its_highest_parts() {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["金额"])
        .row("201", "一般公共服务支出", ["10.00"])
        .row("20103", "政府办公厅（室）及相关机构事务", ["10.00"])
        .row("208", "社会保障和就业支出", ["2.30"]);
    let breakdown = functions(&disclosure(Stage::Budget, table));
    assert_eq!(yuan(breakdown.whole().amount()), "123000");
    assert_eq!(breakdown.whole().place(), None);
}

#[test]
fn spending_is_of_the_documents_own_year_and_stage() {
    for (stage, other, own) in [
        (Stage::Budget, "上年预算数", "预算数"),
        (Stage::Final, "年初预算数", "决算数"),
        (Stage::Final, "上年决算数", "决算数"),
    ] {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, [other, own])
            .row("", "合计", ["99.00", "12.00"])
            .row("201", "一般公共服务支出", ["99.00", "12.00"]);
        let breakdown = functions(&disclosure(stage, table));
        assert_eq!(yuan(breakdown.whole().amount()), "120000", "{other}");
    }
}

#[test]
fn what_rounding_explains_is_no_stream() {
    // Two figures in 0.01 万元: together they may be 100 元 off.
    for (basic, rest) in [("10.00", None), ("9.99", None), ("9.98", Some("200"))] {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出"]);
        let table = table.row("201", "一般公共服务支出", ["10.00", basic]);
        let streams = disclosure(Stage::Budget, table).streams().unwrap();
        let unknown = |node: usize| {
            streams.column(node) == Some(2) && streams.nodes()[node].scope().is_none()
        };
        let links = streams.links().iter();
        let rests: Vec<_> =
            links.filter(|l| unknown(l.target())).map(|l| yuan(l.amount())).collect();
        assert_eq!(rests, Vec::from_iter(rest), "{basic}");
    }
}

#[test]
fn a_fund_of_nothing_does_not_split_the_fund_above_it() {
    let columns = ["合计", "财政拨款", "政府性基金预算"];
    let table = RawTable::new("部门支出总表", Unit::WanYuan, columns);
    let disclosure =
        disclosure(Stage::Budget, table.row("201", "一般公共服务支出", ["10.00", "10.00", "0.00"]));
    let streams = disclosure.streams().unwrap();
    let from: Vec<_> = (0..streams.nodes().len())
        .filter(|&node| streams.column(node) == Some(0))
        .map(|node| streams.nodes()[node].scope().and_then(cn_budget::Scope::fund))
        .collect();
    assert_eq!(from, [Some(cn_budget::FundSource::Fiscal)]);
}

#[test]
fn streams_stand_where_they_are_printed() {
    let table = RawTable::new("一般公共预算支出表", Unit::WanYuan, ["合计", "基本支出"]);
    let disclosure =
        disclosure(Stage::Budget, table.row("201", "一般公共服务支出", ["10.00", "7.00"]));
    let streams = disclosure.streams().unwrap();
    let text =
        |place: Option<cn_budget::Place>| place.map(|p| disclosure.cell(p).text().to_owned());
    let links: Vec<_> = streams.links().iter().map(|l| text(l.place())).collect();
    let printed = |texts: &[&str]| -> Vec<Option<String>> {
        texts.iter().map(|&text| (!text.is_empty()).then(|| text.into())).collect()
    };
    // Fund → 201; 201 → basic, the rest; both → no economic class.
    assert_eq!(links, printed(&["10.00", "7.00", "", ""]));
    let nodes: Vec<_> = streams.nodes().iter().map(|node| text(node.place())).collect();
    assert_eq!(nodes, printed(&["10.00", "10.00", "7.00", "", ""]));
}
