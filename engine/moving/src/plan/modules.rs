//! A plan is proposed: modules by the names that definitions give them in that family.

use std::sync::Arc;

use catalog::Module;
use futures_util::stream::{self, StreamExt};
use kernel::Result;
use records::Cx;

use super::shape::{Goes, Plan, PlanModule};
use super::words::{plain, said};
use super::{fields, people};
use crate::client::{COMMENTS, Client, DOCUMENTS, Described, Trouble, scalar};

/// Modules that are looked at side by side.
const AT_ONCE: usize = 6;

/// Looks at the other house and proposes what becomes of everything there.
///
/// # Errors
/// `Invalid` or `Unavailable` when it does not answer as it should.
pub async fn propose(cx: &Cx, client: &Client) -> Result<Plan> {
    let types = client.types().await?;
    let mut plan = Plan { currency: currency(client).await?, ..Plan::default() };
    let meant = types.into_iter().filter(|(_, _, is_entity)| *is_entity);
    let looked = stream::iter(meant).map(|(name, singular, _)| look(client, name, singular));
    let looked: Vec<Result<Option<Look>>> = looked.buffered(AT_ONCE).collect().await;
    for look in looked {
        let Some(Look { described, singular, count }) = look? else { continue };
        match described.name.as_str() {
            COMMENTS => plan.n_comments = count,
            DOCUMENTS => plan.n_documents = count,
            _ => plan.modules.push(module(cx, described, (singular, count))),
        }
    }
    plan.relations = true;
    plan.comments = plan.n_comments.is_some_and(|n| n > 0);
    plan.documents = plan.n_documents.is_some_and(|n| n > 0);
    plan.people = people::propose(cx, client).await?;
    plan.owner = cx.actor.user;
    Ok(plan)
}

/// What is known of a module there.
struct Look {
    described: Described,
    singular: String,
    count: Option<u64>,
}

async fn look(client: &Client, name: String, singular: String) -> Result<Option<Look>> {
    let Some(described) = or_shut(client.describe(&name).await)? else { return Ok(None) };
    let count = counted(client, &name).await?;
    Ok(Some(Look { described, singular, count }))
}

fn module(cx: &Cx, described: Described, (singular, count): (String, Option<u64>)) -> PlanModule {
    let goes = goes(cx, &described, count);
    let target = target(cx, &goes);
    PlanModule {
        fields: fields::propose(cx, target.as_deref(), &described),
        singular: if singular.is_empty() { described.label.clone() } else { singular },
        titled: described.titled,
        name: described.name,
        label: described.label,
        prefix: described.prefix,
        count,
        goes,
    }
}

/// The module here that records go to, when it is there already.
pub(super) fn target(cx: &Cx, goes: &Goes) -> Option<Arc<Module>> {
    match goes {
        Goes::To(code) => cx.catalog.module(code).cloned(),
        Goes::Leave | Goes::New => None,
    }
}

fn goes(cx: &Cx, described: &Described, count: Option<u64>) -> Goes {
    let by_alias = |module: &&Arc<Module>| module.alias.as_deref() == Some(&described.name);
    let own = described.name.strip_prefix("cf_").unwrap_or_default();
    let by_name = |module: &&Arc<Module>| module.plural == own;
    let label = plain(&described.label);
    let by_label = |module: &&Arc<Module>| {
        let key = format!("{}.name.other", module.code);
        studio::is_own(module) && said(&cx.catalog, &key).contains(&label)
    };
    let modules = || cx.catalog.modules().iter();
    let found = modules().find(by_alias).or_else(|| modules().find(by_name));
    match found.or_else(|| modules().find(by_label)) {
        Some(module) => Goes::To(module.code.clone()),
        None if count == Some(0) || described.fields.len() < 2 => Goes::Leave,
        None => Goes::New,
    }
}

/// What is shut to whoever signed in there is left out.
pub(super) fn or_shut<T>(told: Result<T, Trouble>) -> Result<Option<T>> {
    match told {
        Err(Trouble::Fault(..) | Trouble::Status(500)) => Ok(None),
        told => Ok(Some(told?)),
    }
}

async fn counted(client: &Client, name: &str) -> Result<Option<u64>> {
    or_shut(client.count(name).await)
}

/// The currency that the other house counts in.
async fn currency(client: &Client) -> Result<String> {
    let rows = or_shut(client.query("select * from Currency;").await)?.unwrap_or_default();
    let of = |name: &str, row: &crate::client::Told| row.get(name).map(scalar).unwrap_or_default();
    let first = rows.iter().find(|row| of("id", row).ends_with("x1")).or(rows.first());
    let code = first.map(|row| of("currency_code", row)).unwrap_or_default();
    Ok(kernel::Currency::parse(&code).unwrap_or(kernel::Currency::EUR).code().to_owned())
}
