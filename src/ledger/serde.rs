//! A ledger travels with the names of its units and projects written out in each line.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{BudgetLine, Entity, Ledger, Procurement, Project};
use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::num::amount::Amount;
use crate::payer::Payer;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LedgerForm {
    year: u16,
    stage: Stage,
    #[serde(default)]
    lines: Vec<LineForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineForm {
    flow: Flow,
    fund: FundSource,
    amount: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<EntityForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    functional: Option<FunctionalCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    department: Option<DepartmentCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    government: Option<GovernmentCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item: Option<Item>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project: Option<ProjectForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    procurement: Option<Procurement>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityForm {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payer: Option<Payer>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectForm {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    code: String,
}

impl Serialize for Ledger {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = |entity: &Entity| EntityForm {
            name: entity.name.clone(),
            code: entity.code.clone(),
            payer: entity.payer,
        };
        let project = |project: &Project| ProjectForm {
            name: project.name.clone(),
            code: project.code.clone(),
        };
        let form = |line: &BudgetLine| LineForm {
            flow: line.flow,
            fund: line.fund,
            amount: line.amount,
            entity: line.entity.and_then(|id| self.entity_of(id)).map(entity),
            functional: line.functional,
            department: line.department,
            government: line.government,
            kind: line.kind,
            item: line.item,
            project: line.project.and_then(|id| self.project_of(id)).map(project),
            procurement: line.procurement,
        };
        let lines = self.lines.iter().map(form).collect();
        LedgerForm { year: self.year, stage: self.stage, lines }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Ledger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = LedgerForm::deserialize(deserializer)?;
        let mut ledger = Ledger::new(form.year, form.stage);
        for line in form.lines {
            let entity = line.entity.map(|form| ledger.entity(&form.name, &form.code, form.payer));
            let project = line.project.map(|form| ledger.project(&form.name, &form.code));
            ledger.push(BudgetLine {
                flow: line.flow,
                fund: line.fund,
                amount: line.amount,
                entity,
                functional: line.functional,
                department: line.department,
                government: line.government,
                kind: line.kind,
                item: line.item,
                project,
                procurement: line.procurement,
            });
        }
        Ok(ledger)
    }
}
