//! Codes of the four schemes, in shape; whether a catalogue knows them is another question.

use alloc::string::ToString;

use proptest::{prelude::*, sample::select};

use crate::code::{
    AnyCode, Code, Department, DepartmentCode, Functional, FunctionalCode, Government,
    GovernmentCode, Revenue, RevenueCode, Scheme, SchemeKind,
};

/// A code of any level of a scheme.
///
/// ```
/// use cn_budget::{code::Functional, strategies};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(16), |(code in strategies::code::<Functional>())| {
///     prop_assert_eq!(code.to_string().parse(), Ok(code));
/// });
/// ```
pub fn code<S: Scheme>() -> impl Strategy<Value = Code<S>> + Clone {
    let (low, high) = match S::KIND {
        SchemeKind::Revenue => (100_u32, 199_u32),
        SchemeKind::Functional => (200, 299),
        SchemeKind::Department => (301, 399),
        SchemeKind::Government => (501, 599),
    };
    let powers: &[u32] = match S::KIND {
        SchemeKind::Revenue => &[1, 100, 10_000, 1_000_000],
        SchemeKind::Functional => &[1, 100, 10_000],
        SchemeKind::Department | SchemeKind::Government => &[1, 100],
    };
    (low..=high, select(powers), any::<u32>()).prop_filter_map(
        "a number of the scheme",
        |(class, power, below)| {
            let number: u32 = class * power + below % power;
            number.to_string().parse().ok()
        },
    )
}

/// A functional code (支出功能分类科目): 类, 款 or 项.
pub fn functional_code() -> impl Strategy<Value = FunctionalCode> + Clone {
    code::<Functional>()
}

/// A department economic code (部门预算支出经济分类科目): 类 or 款.
pub fn department_code() -> impl Strategy<Value = DepartmentCode> + Clone {
    code::<Department>()
}

/// A government economic code (政府预算支出经济分类科目): 类 or 款.
pub fn government_code() -> impl Strategy<Value = GovernmentCode> + Clone {
    code::<Government>()
}

/// A revenue code (收入分类科目): 类, 款, 项 or 目.
pub fn revenue_code() -> impl Strategy<Value = RevenueCode> + Clone {
    code::<Revenue>()
}

/// A code of any scheme.
pub fn any_code() -> impl Strategy<Value = AnyCode> + Clone {
    prop_oneof![
        functional_code().prop_map(AnyCode::from),
        department_code().prop_map(AnyCode::from),
        government_code().prop_map(AnyCode::from),
        revenue_code().prop_map(AnyCode::from),
    ]
}
