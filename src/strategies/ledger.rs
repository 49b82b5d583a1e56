//! Ledgers of one unit that could be true: what comes in goes out, fund by fund and function by
//! function; codes of the catalogue; a government economic code that agrees with the crosswalk.

use alloc::{collections::BTreeMap, format, vec, vec::Vec};
use std::sync::LazyLock;

use proptest::{
    prelude::*,
    sample::{Index, select},
};

use crate::catalogue::{Book, Catalogue, Edition};
use crate::code::{Department, DepartmentCode, Functional, FunctionalCode, GovernmentCode, Level};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::ledger::{BudgetLine, Ledger, Procurement};
use crate::num::amount::Amount;
use crate::payer::Payer;
use crate::scope::NameId;
use crate::scope::partition::is_personnel;

/// The year of the ledgers.
const YEAR: u16 = 2026;

/// The funds that lines can have: the leaves of the tree, and those told without their parts.
const FUNDS: [FundSource; 12] = [
    FundSource::General,
    FundSource::GeneralOwn,
    FundSource::GeneralBonds,
    FundSource::GovernmentFund,
    FundSource::SpecialBonds,
    FundSource::StateCapital,
    FundSource::SpecialAccount,
    FundSource::Operations,
    FundSource::SuperiorSubsidy,
    FundSource::SubordinateRemittance,
    FundSource::Business,
    FundSource::Other,
];

/// A valid ledger of one unit for 2026, at this stage: it compiles to the built-in
/// [`Template`](crate::Template)s of the stage, and the tables reconcile.
///
/// - For each fund and function, 本年收入 + 年初结转 + 使用结余 = 本年支出 + 结余分配 + 年末结转, none of
///   them negative; surpluses are used and distributed of a unit's own funds only.
/// - Every expenditure has a function of its fund's budget, a department economic code that the
///   crosswalk knows for the payer and, where that maps to several, a government economic code that
///   is one of them.
/// - Economic codes of 三公 expenses are 三公 items; in final accounts 人员经费 is what stands under
///   301 and 303, as their tables hold.
///
/// It shrinks to fewer lines, smaller amounts and the general budget.
///
/// ```
/// use cn_budget::{Flow, FundSource, Scope, Stage, strategies};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(16), |(ledger in strategies::ledger(Stage::Budget))| {
///     for &fund in FundSource::ALL {
///         let of = |flow| ledger.sum(Scope::ALL.with_flow(flow).with_fund(fund));
///         prop_assert_eq!(of(Flow::Income), of(Flow::Expenditure), "{}", fund);
///     }
/// });
/// ```
pub fn ledger(stage: Stage) -> impl Strategy<Value = Ledger> {
    let payer = select(vec![Payer::Institution, Payer::Administrative]);
    let spending = prop::collection::vec(spending(), 1..16);
    let carrying = prop::collection::vec(carrying(), 16);
    (payer, spending, carrying)
        .prop_map(move |(payer, spending, carrying)| filled(stage, payer, &spending, &carrying))
}

/// Amounts in 分: small ones, halves of the last place that tables print, and large ones.
fn fen() -> impl Strategy<Value = i64> {
    prop_oneof![0..20_000_i64, (0..2_000_i64).prop_map(|halves| halves * 5_000), 0..10_i64.pow(13),]
}

/// One expenditure, with its choices as yet open.
#[derive(Debug, Clone)]
struct Spending {
    fund: FundSource,
    function: Index,
    department: Index,
    government: Option<Index>,
    kind: Index,
    item: Option<Item>,
    project: Option<Index>,
    procurement: Option<Procurement>,
    fen: i64,
}

fn spending() -> impl Strategy<Value = Spending> {
    // Half of the money is of the general budget, whose tables are the most.
    let fund = prop_oneof![Just(FundSource::General), select(&FUNDS[..])];
    let items = vec![Item::Reception, Item::VehiclePurchase, Item::Abroad, Item::Meetings];
    let choices = (
        any::<Index>(),
        any::<Index>(),
        prop::option::of(any::<Index>()),
        any::<Index>(),
        prop::option::weighted(0.1, select(items)),
        prop::option::of(any::<Index>()),
        prop::option::weighted(0.3, select(Procurement::ALL)),
    );
    (fund, choices, fen()).prop_map(|(fund, choices, fen)| {
        let (function, department, government, kind, item, project, procurement) = choices;
        Spending { fund, function, department, government, kind, item, project, procurement, fen }
    })
}

/// What is carried in and over, used and distributed of one fund and function.
fn carrying() -> impl Strategy<Value = [i64; 4]> {
    let nothing = Just([0; 4]);
    prop_oneof![2 => nothing, 1 => [fen(), fen(), fen(), fen()]]
}

fn filled(stage: Stage, payer: Payer, spending: &[Spending], carrying: &[[i64; 4]]) -> Ledger {
    let mut ledger = Ledger::new(YEAR, stage);
    let unit = ledger.entity("某区某某中心", "102003", Some(payer));
    let projects = ["信息化建设", "设备更新", "课题研究"]
        .map(|name| ledger.project(name, &format!("P-{}", name.len())));
    let mut spent: BTreeMap<(FundSource, FunctionalCode), i64> = BTreeMap::new();
    for seed in spending {
        let function = *seed.function.get(functions(seed.fund));
        *spent.entry((seed.fund, function)).or_default() += seed.fen;
        let line = expenditure(stage, payer, seed, &projects);
        ledger.push(line.with_entity(unit).with_functional(function));
    }
    for (((fund, function), spent), carrying) in spent.into_iter().zip(carrying) {
        for (flow, fen) in flows(fund, spent, *carrying).into_iter().filter(|(_, fen)| *fen != 0) {
            let line = BudgetLine::new(flow, fund, Amount::from_fen(fen));
            ledger.push(line.with_entity(unit).with_functional(function));
        }
    }
    ledger
}

/// The flows that go with an expenditure so that it balances.
fn flows(fund: FundSource, spent: i64, [carried, over, used, kept]: [i64; 4]) -> [(Flow, i64); 5] {
    let own = fund.is_within(FundSource::Unit);
    let (used, kept) = if own { (used, kept) } else { (0, 0) };
    let total = spent + over + kept;
    let carried = carried.min(total);
    let used = used.min(total - carried);
    [
        (Flow::CurrentIncome, total - carried - used),
        (Flow::CarriedIn, carried),
        (Flow::SurplusUsed, used),
        (Flow::CarriedOver, over),
        (Flow::Distributed, kept),
    ]
}

/// The line of an expenditure, as yet without its function and unit.
fn expenditure(stage: Stage, payer: Payer, seed: &Spending, projects: &[NameId]) -> BudgetLine {
    let (department, governments) = seed.department.get(departments(payer));
    let kind = *seed.kind.get(&kinds(stage, seed.fund, *department));
    let mut line = BudgetLine::expenditure(seed.fund, Amount::from_fen(seed.fen))
        .with_department(*department)
        .with_kind(kind);
    if let Some(choice) = seed.government.or((governments.len() > 1).then_some(seed.function)) {
        line = line.with_government(*choice.get(governments));
    }
    if matches!(kind, Kind::RemittedToSuperior | Kind::SubordinateSubsidy) {
        // What is paid to another unit buys nothing here.
        return line;
    }
    if let Some(item) = three_public(*department).or(seed.item) {
        line = line.with_item(item);
    }
    line.project = seed.project.filter(|_| kind == Kind::Project).map(|index| *index.get(projects));
    line.procurement = seed.procurement;
    line
}

/// The 三公 item that an economic code is part of.
fn three_public(department: DepartmentCode) -> Option<Item> {
    match department.number() {
        30212 => Some(Item::Abroad),
        30217 => Some(Item::Reception),
        30231 => Some(Item::VehicleOperation),
        31013 => Some(Item::VehiclePurchase),
        _ => None,
    }
}

fn kinds(stage: Stage, fund: FundSource, department: DepartmentCode) -> Vec<Kind> {
    let personnel = is_personnel(department);
    let mut kinds = match (stage, personnel) {
        (Stage::Final, true) => vec![Kind::Personnel, Kind::Project],
        (Stage::Final, false) => vec![Kind::Operating, Kind::Project],
        _ => vec![Kind::Personnel, Kind::Operating, Kind::Project],
    };
    if fund.is_within(FundSource::Unit) {
        kinds.extend([Kind::RemittedToSuperior, Kind::Business, Kind::SubordinateSubsidy]);
    }
    kinds
}

/// The budget that a fund belongs to.
fn book(fund: FundSource) -> Book {
    if fund.is_within(FundSource::GovernmentFund) {
        Book::GovernmentFund
    } else if fund.is_within(FundSource::StateCapital) {
        Book::StateCapital
    } else {
        Book::General
    }
}

/// The functional items of the budget that a fund belongs to.
fn functions(fund: FundSource) -> &'static [FunctionalCode] {
    static ITEMS: LazyLock<BTreeMap<Option<Book>, Vec<FunctionalCode>>> = LazyLock::new(|| {
        let mut items: BTreeMap<Option<Book>, Vec<FunctionalCode>> = BTreeMap::new();
        for entry in Catalogue::builtin().entries::<Functional>(Edition::new(YEAR)) {
            if entry.code().level() == Level::Item {
                items.entry(entry.book()).or_default().push(entry.code());
            }
        }
        items
    });
    ITEMS.get(&Some(book(fund))).map(Vec::as_slice).unwrap_or_default()
}

/// An economic code of departments, with the government economic codes that it maps to.
type Mapped = (DepartmentCode, Vec<GovernmentCode>);

/// The economic codes that the crosswalk knows for a payer, with what they map to.
fn departments(payer: Payer) -> &'static [Mapped] {
    static CODES: LazyLock<BTreeMap<Payer, Vec<Mapped>>> =
        LazyLock::new(|| Payer::ALL.iter().map(|&payer| (payer, mapped(payer))).collect());
    CODES.get(&payer).map(Vec::as_slice).unwrap_or_default()
}

fn mapped(payer: Payer) -> Vec<Mapped> {
    let catalogue = Catalogue::builtin();
    let entries = catalogue.entries::<Department>(Edition::new(YEAR));
    entries
        .map(|entry| entry.code())
        .filter(|code| code.level() == Level::Section)
        .map(|code| (code, catalogue.government(code, Some(payer)).codes().to_vec()))
        .filter(|(_, governments)| !governments.is_empty())
        .collect()
}
