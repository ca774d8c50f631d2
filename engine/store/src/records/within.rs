//! Rows that a statement names, kept to a scope.

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, RecordId, Result};
use sql::{Row, Sql};

use super::read::push_scope_of_named;
use crate::conn::Reader;
use crate::layout::owner_column;
use crate::queries::grant;

/// More owners than these are compared with what was read: a statement that carries hundreds costs
/// more than the rows it names.
const COMPARED: usize = 16;

/// How rows named by a statement over `t` are kept to a scope.
pub(super) struct Within<'a> {
    module: &'a Module,
    scope: &'a Scope,
    /// In order; none where the statement compares.
    owners: Option<&'a [PrincipalId]>,
}

impl<'a> Within<'a> {
    pub fn new(module: &'a Module, scope: &'a Scope) -> Self {
        let owners = scope.owners(&module.code).filter(|_| owner_column(module).is_some());
        Within { module, scope, owners: owners.filter(|owners| owners.len() > COMPARED) }
    }

    /// The same for a statement that holds the rows it finds: it must find no others.
    pub fn compared(module: &'a Module, scope: &'a Scope) -> Self {
        Within { module, scope, owners: None }
    }

    /// Begins the statement.
    pub fn push_select(&self, sql: &mut Sql) {
        sql.push("SELECT ");
        if let (Some(_), Some(column)) = (self.owners, owner_column(self.module)) {
            sql.push("t.id, ").column("t", column).push(", ");
        }
    }

    /// Adds the scope as a further condition, where the statement compares.
    pub fn push_scope(&self, sql: &mut Sql) {
        if self.owners.is_none() {
            push_scope_of_named(sql, "t", self.module, self.scope);
        }
    }

    /// The rows within the scope, each from behind what `push_select` added.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rows(&self, reader: &mut Reader<'_>, sql: &Sql) -> Result<Vec<Row>> {
        let Some(owners) = self.owners else { return reader.query(sql) };
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for mut row in reader.query(sql)? {
            let (id, owner) = (RecordId(row.uuid()?), row.maybe_uuid()?.map(PrincipalId));
            let is_own = owner.is_some_and(|owner| owners.binary_search(&owner).is_ok());
            if !is_own {
                others.push(id);
            }
            found.push((id, is_own, row));
        }
        let shared = grant::levels(reader, &others, self.scope.grantees(&self.module.code))?;
        let reached =
            found.into_iter().filter(|(id, is_own, _)| *is_own || shared.contains_key(id));
        Ok(reached.map(|(_, _, row)| row).collect())
    }
}
