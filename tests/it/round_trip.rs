//! A narrative told again in another style says the same, and one wrong figure in it is found.

use cn_budget::{
    Disclosure, DocumentVerdict, Figure, Options, RawDisclosure, Stage, Unit,
    narrative::{self, ClaimKind, Context, Narrative, Style},
    raw::RawParagraph,
    reconcile,
};
use proptest::prelude::*;

/// What the year is spent on: hundredths of 万元.
#[derive(Debug, Clone)]
struct Spending {
    classes: [u32; 4],
    personnel: u32,
    operating: u32,
    items: [u32; 3],
    last_year: u32,
}

const CLASSES: [&str; 4] =
    ["一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"];

fn spending() -> impl Strategy<Value = Spending> {
    let amount = || 200_u32..900_000;
    let classes = [amount(), amount(), amount(), amount()];
    (classes, 1_u32..100, 1_u32..100, [amount(), amount(), amount()], amount()).prop_map(
        |(classes, personnel, operating, items, last_year)| {
            let total: u32 = classes.iter().sum();
            let part = |percent: u32| total / 250 * percent;
            let (personnel, operating) = (part(personnel), part(operating));
            Spending { classes, personnel, operating, items, last_year }
        },
    )
}

/// As narratives print it: 1,051.74万元.
fn wan(hundredths: u32) -> String {
    Figure::new(i64::from(hundredths), 2, Unit::WanYuan).unwrap().to_text_with_unit()
}

impl Spending {
    fn narrative(&self) -> Vec<RawParagraph> {
        let total: u32 = self.classes.iter().sum();
        let basic = self.personnel + self.operating;
        let verb = if total < self.last_year { "减少" } else { "增加" };
        let by = wan(total.abs_diff(self.last_year));
        let classes: Vec<String> = CLASSES
            .iter()
            .zip(self.classes)
            .map(|(name, of)| format!("{name}{}", wan(of)))
            .collect();
        let [abroad, vehicles, reception] = self.items;
        let texts = [
            format!("2026年支出预算{}，比2025年{verb}{by}。", wan(total)),
            format!(
                "一般公共预算财政拨款支出{}，其中：基本支出{}，项目支出{}。",
                wan(total),
                wan(basic),
                wan(total - basic)
            ),
            format!("一般公共预算财政拨款支出{}，其中：{}。", wan(total), classes.join("，")),
            format!(
                "一般公共预算财政拨款基本支出{}，其中：人员经费{}，公用经费{}。",
                wan(basic),
                wan(self.personnel),
                wan(self.operating)
            ),
            format!(
                "“三公”经费{}，其中：因公出国（境）费{}，公务用车购置及运行费{}，公务接待费{}。",
                wan(self.items.iter().sum()),
                wan(abroad),
                wan(vehicles),
                wan(reception)
            ),
        ];
        let paragraph = |text| RawParagraph { section: "支出情况".into(), text };
        texts.into_iter().map(paragraph).collect()
    }
}

/// What is claimed of what, whatever the order and the words.
fn claims(narrative: &Narrative) -> Vec<String> {
    let scopes: Vec<_> = narrative.mentions().map(|mention| mention.scope).collect();
    let mut told: Vec<String> = narrative
        .claims()
        .map(|claim| {
            let kind = match claim.kind {
                ClaimKind::Level { figure, .. } => format!("{figure:?}"),
                other => format!("{other:?}"),
            };
            format!("{:?} {kind}", scopes[claim.of])
        })
        .collect();
    told.sort();
    told
}

fn verdict(paragraphs: Vec<RawParagraph>) -> DocumentVerdict {
    let raw = paragraphs
        .into_iter()
        .fold(RawDisclosure::new(2026, Stage::Budget), |raw, RawParagraph { section, text }| {
            raw.paragraph(section, text)
        });
    reconcile(&Disclosure::read(raw), &Options::new()).verdict()
}

proptest! {
    #[test]
    fn every_claim_comes_back_in_every_style(spending in spending(), at in any::<prop::sample::Index>()) {
        let context = Context::new(2026, Stage::Budget);
        let narrative = narrative::read(&spending.narrative(), &context);
        prop_assert_eq!(narrative.unread().count(), 0);
        let expected = claims(&narrative);
        prop_assert_eq!(expected.len(), 17);
        for &style in Style::ALL {
            let told = narrative::restate(&narrative, style, &context).expect("all is understood");
            prop_assert_eq!(&claims(&narrative::read(&told, &context)), &expected, "{:?}", &told);
            prop_assert!(verdict(told.clone()) != DocumentVerdict::Inconsistent, "{:?}", told);

            // The parts of “三公”经费 stand for those that their whole depends on.
            let part = wan(spending.items[at.index(3)]);
            let wrong: Vec<RawParagraph> = told
                .iter()
                .map(|paragraph| RawParagraph {
                    section: paragraph.section.clone(),
                    text: paragraph.text.replace(&part, &format!("9{part}")),
                })
                .collect();
            prop_assert!(verdict(wrong.clone()) == DocumentVerdict::Inconsistent, "{:?}", wrong);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Sentences that name their own subjects say the same in any order, in paragraphs of their own or
    /// in one.
    #[test]
    fn order_and_paragraphs_do_not_matter(spending in spending(), first in 0..5_usize) {
        let context = Context::new(2026, Stage::Budget);
        let told = spending.narrative();
        let expected = claims(&narrative::read(&told, &context));
        let mut turned = told.clone();
        turned.rotate_left(first);
        let mut swapped = told.clone();
        swapped.swap(first, (first + 2) % 5);
        let texts: Vec<&str> = told.iter().map(|paragraph| paragraph.text.as_str()).collect();
        let joined = vec![RawParagraph { section: "支出情况".into(), text: texts.concat() }];
        for other in [turned, swapped, joined] {
            prop_assert_eq!(&claims(&narrative::read(&other, &context)), &expected, "{:?}", &other);
            prop_assert!(verdict(other) != DocumentVerdict::Inconsistent);
        }
    }
}
