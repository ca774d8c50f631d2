//! Relations that are no fields, such as several people at something: each record is asked for.

use kernel::{Error, Link, Result};

use crate::client::{Told, Trouble, scalar};
use crate::here::here;
use crate::plan::{Goes, PlanModule};
use crate::step::House;
use crate::take::Mapped;
use crate::tally::Tally;

/// A relation here, and what it is called there.
pub(crate) struct Way {
    /// Name of the relation here.
    name: String,
    /// The role that says least.
    role: String,
    /// Name of the other module there.
    kind: String,
    /// What the relation is called there.
    label: String,
}

/// Relations of a module that the other house has, too.
pub(crate) async fn ways(house: &House, there: &PlanModule) -> Result<Vec<Way>> {
    let Some(mapped) = Mapped::of(&house.cx, there) else { return Ok(Vec::new()) };
    if mapped.module.relations.is_empty() {
        return Ok(Vec::new());
    }
    let types = match house.client.related_types(&there.name).await {
        Ok(types) => types,
        Err(Trouble::Fault(..) | Trouble::Status(500)) => return Ok(Vec::new()),
        Err(trouble) => return Err(trouble.into()),
    };
    let mut ways = Vec::new();
    for relation in &mapped.module.relations {
        let is_meant = |other: &&PlanModule| other.goes == Goes::To(relation.to.clone());
        let Some(other) = house.plan.modules.iter().find(is_meant) else { continue };
        // What hangs on it by a field of its own is linked already.
        let of_other = Mapped::of(&house.cx, other);
        if of_other.is_some_and(|other| other.leads_to().any(|to| to == mapped.module.code)) {
            continue;
        }
        let roles = house.cx.catalog.picklist(&relation.roles);
        let role = roles.and_then(|roles| roles.values.last());
        let label = types.iter().find(|(name, _)| *name == other.name).map(|(_, label)| label);
        if let (Some(label), Some(role)) = (label, role) {
            let (label, role) = (label.clone(), role.code.clone());
            ways.push(Way { name: relation.name.clone(), role, kind: other.name.clone(), label });
        }
    }
    Ok(ways)
}

/// Relates a portion of records.
pub(crate) async fn take(house: &House, ways: &[Way], rows: &[Told]) -> Result<Tally> {
    let id = |row: &Told| row.get("id").map(scalar).unwrap_or_default();
    let froms: Vec<Link> = rows.iter().filter_map(|row| house.known.record(&id(row))).collect();
    let stands = here(&house.cx, froms.into_iter()).await?;
    let mut tally = Tally::default();
    for row in rows {
        let Some(from) = house.known.record(&id(row)) else { continue };
        let Some(own) = stands.get(&from.id) else { continue };
        for way in ways {
            let told = match house.client.related(&id(row), (&way.kind, &way.label)).await {
                Ok(told) => told,
                Err(Trouble::Fault(..)) => continue,
                Err(trouble) => return Err(trouble.into()),
            };
            let others: Vec<Link> =
                told.iter().filter_map(|row| house.known.record(&id(row))).collect();
            for other in here(&house.cx, others.into_iter()).await?.into_values() {
                let from = Link::new(&from.module, *own);
                match records::relate(&house.cx, from, &way.name, other, &way.role).await {
                    Ok(_) => tally.made += 1,
                    Err(Error::Conflict { .. }) => tally.equal += 1,
                    Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => {
                        return Err(error);
                    }
                    Err(_) => tally.refused += 1,
                }
            }
        }
    }
    Ok(tally)
}
