//! Layout and lines → the sum of each cell, in one pass over the lines of each source.

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};

use super::{
    error::CompileError,
    layout::{Layout, Row, RowKind},
    source::{Line, Relation, Source},
    template::TableTemplate,
};
use crate::scope::partition::prints_all;
use crate::scope::{Dimension, Scope};

/// The sums of the columns of amounts of one table, by one source.
pub(super) struct Grid {
    width: usize,
    cells: Vec<Sum>,
}

/// The sum of one cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) fen: i128,
    /// The first line that leaves it open whether it belongs here, and the dimension it leaves open.
    open: Option<(usize, Dimension)>,
}

impl Sum {
    /// Whether some line leaves it open if it belongs here.
    pub(super) fn is_open(self) -> bool {
        self.open.is_some()
    }
}

impl Grid {
    fn new(rows: usize, width: usize) -> Self {
        Self { width, cells: vec![Sum::default(); rows.saturating_mul(width)] }
    }

    fn get_mut(&mut self, row: usize, column: usize) -> Option<&mut Sum> {
        self.cells.get_mut(row.checked_mul(self.width)?.checked_add(column)?)
    }

    pub(super) fn get(&self, row: usize, column: usize) -> Sum {
        let cell = row.checked_mul(self.width).and_then(|cell| self.cells.get(cell + column));
        cell.copied().unwrap_or_default()
    }

    /// The first open cell.
    pub(super) fn open(&self) -> Option<(usize, Dimension)> {
        self.cells.iter().find_map(|cell| cell.open)
    }

    fn add(&mut self, row: usize, columns: &[Relation], relation: Relation, line: &Line) {
        for (column, &of_column) in columns.iter().enumerate() {
            let relation = relation.and(of_column);
            let Some(sum) = self.get_mut(row, column) else { continue };
            match relation {
                // 2⁶⁴ amounts could not overflow this.
                Relation::Within => sum.fen += i128::from(line.fen),
                Relation::Open(dimension) => {
                    sum.open.get_or_insert((line.index, dimension));
                }
                Relation::Apart => {}
            }
        }
    }
}

/// The scopes of the columns of amounts, title included.
pub(super) fn column_scopes(layout: &Layout<'_>) -> Result<Vec<Option<Scope>>, CompileError> {
    let scopes = layout.columns.iter().map(|column| {
        column
            .scope
            .map(|scope| TableTemplate::root_beside(layout.root, scope).merge(scope))
            .transpose()
    });
    scopes.collect::<Result<_, _>>().map_err(|conflict| layout.contradiction(&conflict))
}

/// Sums the lines of one source, for the columns that it covers.
pub(super) fn fill(layout: &Layout<'_>, columns: &[Option<Scope>], source: &Source) -> Grid {
    let mut grid = Grid::new(layout.rows.len(), columns.len());
    let rows: Vec<(usize, Scope)> = layout
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.kind, RowKind::Scope | RowKind::Balance))
        .map(|(index, row)| (index, row.lines()))
        .collect();
    let mut relations = vec![Relation::Apart; columns.len()];
    for line in &source.lines {
        for (slot, column) in relations.iter_mut().zip(columns) {
            *slot = match column {
                Some(scope) if source.covers(*scope) => line.relation(*scope),
                _ => Relation::Apart,
            };
        }
        if relations.iter().all(|&relation| relation == Relation::Apart) {
            continue;
        }
        for &(index, scope) in &rows {
            grid.add(index, &relations, line.relation(scope), line);
        }
        for part in &layout.parts {
            let base = line.relation(part.base);
            for (row, relation) in part.relations(line.scope.key(part.dimension), base) {
                grid.add(row, &relations, relation, line);
            }
        }
    }
    grid
}

/// Sees to it that what a table splits it splits whole: each line of a total also stands in one of
/// the rows, and in one of the columns, that the total is split into, and tells its node of a
/// classification that the table prints.
pub(super) fn check_places(
    layout: &Layout<'_>,
    columns: &[Option<Scope>],
    source: &Source,
) -> Result<(), CompileError> {
    let whole: Vec<Scope> = columns.iter().flatten().copied().collect();
    let rows: Vec<Scope> = layout
        .rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Scope | RowKind::Balance))
        .map(|row| layout.root.merge(row.lines()).unwrap_or(layout.root))
        .collect();
    let families = [families(&whole), families(&rows)];
    let table = || layout.title.clone();
    let of_table = |line: &&Line| whole.iter().any(|&column| line.is_within(column));
    for line in source.lines.iter().filter(of_table) {
        let placed = |scopes: &[Scope]| scopes.iter().any(|&scope| line.is_within(scope));
        let lost = families
            .iter()
            .flatten()
            .find(|(parent, _, children)| line.is_within(*parent) && !placed(children));
        let untold = layout
            .parts
            .iter()
            .find(|part| line.scope.key(part.dimension) == 0 && line.is_within(part.base));
        let told = |dimension: Dimension| line.scope.key(dimension) != 0;
        let line = line.index;
        if let Some(&(_, dimension, _)) = lost.filter(|(_, dimension, _)| told(*dimension)) {
            return Err(CompileError::Unplaced { table: table(), line, dimension });
        }
        let untold = lost.map(|family| family.1).or(untold.map(|part| part.dimension));
        if let Some(dimension) = untold {
            return Err(CompileError::Open { table: table(), line, dimension });
        }
    }
    Ok(())
}

/// Each scope that others split along one dimension, with those.
fn families(scopes: &[Scope]) -> Vec<(Scope, Dimension, Vec<Scope>)> {
    let mut families = Vec::new();
    for (index, &parent) in scopes.iter().enumerate() {
        if scopes.iter().take(index).any(|&earlier| earlier == parent) {
            continue;
        }
        for &dimension in Dimension::ALL {
            let is_child = |scope: &Scope| {
                *scope != parent
                    && scope.without(dimension) == parent.without(dimension)
                    && scope.is_within(parent)
            };
            let children: Vec<Scope> = scopes.iter().copied().filter(is_child).collect();
            let keys = children.iter().map(|child| child.key(dimension));
            if prints_all(dimension, parent.key(dimension), keys) {
                families.push((parent, dimension, children));
            }
        }
    }
    families
}

/// The rows of a list: one for each unit, and one for each project and classification of it.
pub(super) fn listed(
    layout: &mut Layout<'_>,
    columns: &[Option<Scope>],
    source: &Source,
) -> Result<Vec<Vec<Sum>>, CompileError> {
    use Dimension::{Department, Entity, Functional, Government, Project};
    let list = [Entity, Project, Functional, Government, Department];
    let mut rows: BTreeMap<[u32; 5], Vec<Sum>> = BTreeMap::new();
    let mut relations = vec![Relation::Apart; columns.len()];
    for line in &source.lines {
        for (slot, column) in relations.iter_mut().zip(columns) {
            *slot = column.map_or(Relation::Apart, |scope| line.relation(scope));
        }
        let keys = list.map(|dimension| line.scope.key(dimension));
        if relations.iter().all(|&relation| relation == Relation::Apart) {
            continue;
        }
        let [unit, ..] = keys;
        if keys.iter().skip(1).all(|&key| key == 0) {
            if source.complete {
                return Err(CompileError::Open {
                    table: layout.title.clone(),
                    line: line.index,
                    dimension: Project,
                });
            }
            // What the lines of a printed list lack to the total of their unit.
            add_listed(rows.entry([unit, 0, 0, 0, 0]).or_default(), &relations, line);
            continue;
        }
        add_listed(rows.entry(keys).or_default(), &relations, line);
        add_listed(rows.entry([unit, 0, 0, 0, 0]).or_default(), &relations, line);
    }
    let mut sums = Vec::new();
    for (keys, cells) in rows {
        let fixed = list.into_iter().zip(keys);
        let scope =
            fixed.fold(Scope::ALL, |scope, (dimension, key)| scope.with_key(dimension, key));
        if scope == Scope::ALL {
            continue;
        }
        layout.rows.push(Row { code: None, name: String::new(), scope, kind: RowKind::Listed });
        sums.push(cells);
    }
    Ok(sums)
}

fn add_listed(cells: &mut Vec<Sum>, relations: &[Relation], line: &Line) {
    cells.resize(relations.len(), Sum::default());
    for (sum, relation) in cells.iter_mut().zip(relations) {
        match relation {
            Relation::Within => sum.fen += i128::from(line.fen),
            Relation::Open(dimension) => {
                sum.open.get_or_insert((line.index, *dimension));
            }
            Relation::Apart => {}
        }
    }
}
