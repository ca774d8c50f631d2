//! A page of a sorted list, found without counting and without skipping.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::{Error, PrincipalId, Result};
use sql::{Cell, Dialect, Sql};

use super::hits::{Hits, Way};
use super::order::Order;
use super::read::{Selection, push_beside, push_scope, push_scope_of_named, push_shared};
use super::{Cursor, Page, Query, Towards, filter, nearby};
use crate::conn::Reader;
use crate::layout::{owner_column, sort_column};
use crate::queries::grant;
use crate::sqlite::Wanted;

/// Up to this many owners, one index range per owner is walked and merged; beyond, the sort
/// index is walked and owners are compared.
const MERGED_OWNERS: usize = 100;

/// Up to this many shared records are fetched and merged; beyond, the sort index is walked.
pub(super) const MERGED_GRANTS: usize = 1000;

/// Reads a page.
///
/// # Errors
/// `Invalid` when the sort is not offered or the cursor belongs to another one.
pub fn list(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    module: &Module,
    scope: &Scope,
    query: &Query,
) -> Result<Page> {
    let pages = lists(reader, catalog, scope, &[(module, query)])?;
    pages.into_iter().next().ok_or_else(|| Error::internal("a question has no answer"))
}

/// Reads a page of each of several questions, in one round trip where there is one.
///
/// # Errors
/// As `list`.
pub fn lists(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    scope: &Scope,
    asked: &[(&Module, &Query)],
) -> Result<Vec<Page>> {
    let mut plans = Vec::with_capacity(asked.len());
    let mut questions = Vec::with_capacity(asked.len());
    for (module, query) in asked {
        let hits = Hits::find(reader, module, scope, query)?;
        let mut plan = Plan::new((catalog, module), scope, query, hits)?;
        plan.walk(reader)?;
        plan.look_nearby(reader)?;
        let ranges = plan.ranges(reader)?;
        questions.push(plan.statement(reader.sql(), ranges));
        plans.push(plan);
    }
    let answers = reader.query_all(&questions)?;
    plans.iter().zip(answers).map(|(plan, rows)| plan.page(rows)).collect()
}

enum Owners {
    Scope,
    One(PrincipalId),
    /// The one of the row beside.
    Beside,
    /// Others, whose records are shared with the reader.
    Sharing,
}

struct Plan<'a> {
    catalog: &'a Catalog,
    module: &'a Module,
    scope: &'a Scope,
    query: &'a Query,
    order: Order,
    selection: Selection<'a>,
    /// How far the walk goes.
    bounds: filter::Bounds,
    /// What the search found, when something is searched for.
    hits: Option<Hits>,
    /// Whether the database walks the other way round, because it pages back.
    turned: bool,
}

impl<'a> Plan<'a> {
    fn new(
        (catalog, module): (&'a Catalog, &'a Module),
        scope: &'a Scope,
        query: &'a Query,
        hits: Option<Hits>,
    ) -> Result<Self> {
        let order = Order::of(module, query);
        let order = order.ok_or_else(|| Error::invalid("sort", "not_sortable"))?;
        if query.after.as_ref().is_some_and(|at| !order.has(at)) {
            return Err(Error::invalid("cursor", "wrong_cursor"));
        }
        let asked = query.filter.as_ref();
        let bounds = asked.map(|asked| filter::bounds(module, &query.sort.field, asked));
        Ok(Plan {
            catalog,
            module,
            scope,
            query,
            order,
            bounds: bounds.unwrap_or_default(),
            selection: Selection::of(module, query.fields.as_deref()),
            hits,
            turned: query.towards == Towards::Previous,
        })
    }

    /// The ranges of the sort that are merged, unless one walk does it.
    fn ranges(&self, reader: &mut Reader<'_>) -> Result<Option<Vec<Owners>>> {
        let code = &self.module.code;
        let Some(owners) = self.scope.owners(code).filter(|_| !self.is_named()) else {
            return Ok(None);
        };
        let grantees = self.scope.grantees(code);
        let n_ranges = owners.len() + usize::from(!grantees.is_empty());
        if owner_column(self.module).is_none() || n_ranges < 2 || owners.len() > MERGED_OWNERS {
            return Ok(None);
        }
        let mut ranges: Vec<Owners> = owners.iter().map(|owner| Owners::One(*owner)).collect();
        if !grantees.is_empty() {
            if grant::are_more_than(reader, self.module, (grantees, MERGED_GRANTS))? {
                return Ok(None);
            }
            ranges.push(Owners::Sharing);
        }
        Ok(Some(ranges))
    }

    /// Tells whether rows are looked up by what names them, and not along a sort.
    fn is_named(&self) -> bool {
        let named = |condition| filter::names_rows(self.module, condition);
        self.hits.is_some() || self.query.filter.as_ref().is_some_and(named)
    }

    /// Tells whether a lane of a board is asked for, in the order of its index.
    fn is_lane(&self) -> bool {
        let is_whole = self.scope.owners(&self.module.code).is_none() && !self.query.in_bin;
        let (Some(lanes), Some(asked)) = (&self.module.kanban, &self.query.filter) else {
            return false;
        };
        let sort = sort_column(self.module, self.module.list.sort.trim_start_matches('-'));
        is_whole
            && self.hits.is_none()
            && filter::is_fixed(asked, &lanes.by)
            && sort.is_some_and(|(column, _)| column == self.order.first())
    }

    /// The index along which rows are walked when the sort has two ends: what else is asked for is
    /// compared on the way, unless one owner or one lane stands before the sort in an index.
    fn short_walk(&self) -> Option<String> {
        let is_whole = self.scope.owners(&self.module.code).is_none() && !self.query.in_bin;
        if !is_whole || self.is_named() || !filter::are_closed(&self.bounds) {
            return None;
        }
        let (module, asked) = (self.module, self.query.filter.as_ref()?);
        let is_fixed = |name: &str| filter::is_fixed(asked, name);
        let of_lanes = sort_column(module, module.list.sort.trim_start_matches('-'));
        let is_of_lanes = of_lanes.is_some_and(|(column, _)| column == self.order.first());
        let lane = module.kanban.as_ref().filter(|lanes| is_of_lanes && is_fixed(&lanes.by));
        Some(match (module.owner_field().is_some_and(|own| is_fixed(&own.name)), lane) {
            (true, _) => format!("{}_i_o_{}", module.plural, self.order.first()),
            (false, Some(_)) => format!("{}_i_lanes", module.plural),
            (false, None) => format!("{}_i_{}", module.plural, self.order.first()),
        })
    }

    /// Leaves only those hits that the page shows, found along the index of the sort.
    ///
    /// On SQLite a step costs less than a table of all hits inside the database; on PostgreSQL
    /// every step would travel.
    fn walk(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let Some(hits) = self.hits.as_ref().filter(|hits| hits.way == Way::Walk) else {
            return Ok(());
        };
        if reader.dialect() == Dialect::Postgres {
            return Ok(());
        }
        let mut sql = reader.sql();
        sql.push("SELECT t.row FROM ").table(&self.module.plural);
        sql.push(" t WHERE t.trashed_at IS NULL");
        // The hits are within the scope; one owner has an index of the sort of their own.
        let code = &self.module.code;
        let owners = self.scope.owners(code).filter(|_| self.scope.grantees(code).is_empty());
        if let (Some([owner]), Some(column)) = (owners, owner_column(self.module)) {
            sql.push(" AND ").column("t", column).push(" = ").bind(*owner);
        }
        self.push_after(&mut sql);
        self.order.push_sort(&mut sql, "t", self.turned);
        let mut met = Vec::with_capacity(self.query.limit + 1);
        reader.numbers(&sql, |row| {
            if hits.have(row) {
                met.push(row);
            }
            if met.len() > self.query.limit { Wanted::Enough } else { Wanted::More }
        })?;
        self.hits = Some(hits.narrowed(met));
        Ok(())
    }

    /// Leaves only the rows of the page where they lie close by.
    fn look_nearby(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        if self.hits.is_none() {
            let asked = (&self.order, self.query, self.turned);
            let rows = nearby::rows(reader, (self.module, self.scope), asked)?;
            self.hits = rows.map(Hits::of_page);
        }
        Ok(())
    }

    fn statement(&self, mut sql: Sql, ranges: Option<Vec<Owners>>) -> Sql {
        match ranges {
            Some(ranges) => self.push_merged(&mut sql, ranges),
            None => {
                sql.push("SELECT ");
                self.selection.push(&mut sql);
                self.push_from(&mut sql, Owners::Scope);
                self.push_order(&mut sql, "t");
            }
        }
        sql
    }

    /// Keys are merged along the indexes, each as far as it is needed; only the rows of the page
    /// are read whole.
    ///
    /// On SQLite each owner is a part of its own; a limit or an order of a part would make it read
    /// all of it first. PostgreSQL would plan each part, so that owners are rows beside which each
    /// reads a page.
    fn push_merged(&self, sql: &mut Sql, ranges: Vec<Owners>) {
        sql.push("SELECT ");
        self.selection.push(sql);
        self.order.push_named(sql, "keys");
        sql.push(" FROM (SELECT * FROM (");
        let is_beside =
            |range: &Owners| matches!(range, Owners::One(_)) && sql.dialect() == Dialect::Postgres;
        let (owners, others): (Vec<_>, Vec<_>) = ranges.into_iter().partition(is_beside);
        if !owners.is_empty() {
            self.push_pages(sql, &owners);
            sql.push(if others.is_empty() { "" } else { " UNION ALL " });
        }
        sql.list(" UNION ALL ", others, |sql, range| {
            sql.push("SELECT t.row");
            self.push_from(sql, range);
        });
        sql.push(") merged");
        self.push_order(sql, "merged");
        sql.push(") keys CROSS JOIN ").table(&self.module.plural).push(" t WHERE t.row = keys.row");
        self.order.push_sort(sql, "keys", self.turned);
    }

    /// The first keys of each of some owners.
    fn push_pages(&self, sql: &mut Sql, owners: &[Owners]) {
        let id = |owner: &Owners| match owner {
            Owners::One(id) => Some(*id),
            Owners::Scope | Owners::Sharing | Owners::Beside => None,
        };
        let ids: Vec<PrincipalId> = owners.iter().filter_map(id).collect();
        sql.push("SELECT page.* FROM ");
        push_beside(sql, &ids);
        sql.push("SELECT t.row");
        self.push_from(sql, Owners::Beside);
        self.order.push_sort(sql, "t", self.turned);
        sql.fixed_limit(i64::try_from(self.query.limit + 1).unwrap_or(i64::MAX)).push(") page");
    }

    /// The rest of a statement after its columns, without an order.
    fn push_from(&self, sql: &mut Sql, owners: Owners) {
        self.order.push_columns(sql);
        sql.push(" FROM ").table(&self.module.plural).push(" t");
        if let Some(index) = self.short_walk() {
            sql.dialect().along(sql, &index);
        }
        sql.push(" WHERE ");
        if let Some(hits) = &self.hits {
            // The sum hides the row from the planner, which then walks the index of the sort.
            let row = match hits.way {
                Way::Fetch => "t.row",
                Way::Walk => "(t.row + 0)",
            };
            sql.dialect().among(sql, row, &hits.rows);
            sql.push(" AND ");
        }
        sql.push(match self.query.in_bin {
            true => "t.trashed_at IS NOT NULL",
            false => "t.trashed_at IS NULL",
        });
        self.push_conditions(sql, owners);
    }

    fn push_conditions(&self, sql: &mut Sql, owners: Owners) {
        match owners {
            Owners::Scope if self.is_named() => {
                push_scope_of_named(sql, "t", self.module, self.scope);
            }
            Owners::Scope => push_scope(sql, "t", self.module, self.scope),
            Owners::One(owner) => {
                sql.push(" AND t.owner_id = ").bind(owner);
            }
            Owners::Beside => {
                sql.push(" AND t.owner_id = beside.owner");
            }
            Owners::Sharing => push_shared(sql, self.module, self.scope),
        }
        if let Some(condition) = &self.query.filter {
            sql.push(" AND (");
            filter::push(sql, (self.catalog, self.scope), self.module, condition);
            sql.push(")");
        }
        for (sign, value) in &self.bounds {
            sql.push(" AND ").column("t", self.order.first()).push(sign).bind(value.clone());
        }
        self.push_after(sql);
    }

    fn push_after(&self, sql: &mut Sql) {
        if let Some(after) = &self.query.after {
            self.order.push_after(sql, after, self.turned);
        }
    }

    fn push_order(&self, sql: &mut Sql, alias: &str) {
        self.order.push_sort(sql, alias, self.turned);
        let limit = i64::try_from(self.query.limit + 1).unwrap_or(i64::MAX);
        match self.is_lane() {
            true => sql.fixed_limit(limit),
            false => sql.push(" LIMIT ").bind(limit),
        };
    }

    fn page(&self, rows: Vec<sql::Row>) -> Result<Page> {
        let more = rows.len() > self.query.limit;
        let mut found = Vec::with_capacity(rows.len());
        for mut row in rows.into_iter().take(self.query.limit) {
            let record = self.selection.record(self.module, &mut row)?;
            let keys = (0..self.order.len()).map(|_| row.cell()).collect::<Result<Vec<Cell>>>()?;
            found.push((Cursor::new(&keys, record.row), record));
        }
        let back = self.query.towards == Towards::Previous;
        if back {
            found.reverse();
        }
        let first = found.first().and_then(|(cursor, _)| cursor.clone());
        let last = found.last().and_then(|(cursor, _)| cursor.clone());
        let came = self.query.after.is_some();
        let has_next = if back { came } else { more };
        let has_previous = if back { more } else { came };
        Ok(Page {
            records: found.into_iter().map(|(_, record)| record).collect(),
            next: last.filter(|_| has_next),
            previous: first.filter(|_| has_previous),
            is_bounded: self.hits.as_ref().is_some_and(Hits::is_bounded),
        })
    }
}
