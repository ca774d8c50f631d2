//! Mending what can be derived anew: titles, derived fields, search and lookup keys.

use access::Scope;
use kernel::Result;
use store::queries::{lookup, search};
use store::records::{self, Query, Record, Write};

use crate::cx::Cx;
use crate::draft::Draft;
use crate::follow;
use crate::index;
use crate::work::Work;

/// Goes through every record outside the bin; tells how many rows had to be changed.
///
/// # Errors
/// When the database fails.
pub async fn repair(cx: &Cx) -> Result<u64> {
    let mut mended = 0;
    for module in cx.catalog.modules() {
        let mut query = Query::all(200);
        loop {
            let (inner, there, asked) = (cx.clone(), module.clone(), query.clone());
            let work = move |tx: &mut store::Tx<'_>| {
                let scope = Scope::system("every record is mended");
                let page = records::list(tx, &inner.catalog, &there, &scope, &asked)?;
                let mut changed = 0;
                for record in page.records {
                    changed += u64::from(mend(tx, &inner, &there, record)?);
                }
                Ok((changed, page.next))
            };
            let (changed, next) = cx.store().write(work).await?;
            mended += changed;
            match next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
    }
    Ok(mended)
}

fn mend(
    tx: &mut store::Tx<'_>,
    cx: &Cx,
    module: &std::sync::Arc<catalog::Module>,
    record: Record,
) -> Result<bool> {
    let mut draft = Draft {
        module: module.clone(),
        id: record.id,
        values: record.values.clone(),
        needs: std::collections::BTreeMap::new(),
        when: crate::draft::When::present(cx),
        old: Some(record.clone()),
    };
    if let Some(behavior) = cx.engine.behavior(&module.code).filter(|b| b.stands_alone()) {
        behavior.derives.iter().for_each(|derive| derive(&mut draft));
    }
    let changed = draft.changed();
    let title = draft.title();
    let differs = !changed.is_empty() || title != record.title;
    let record = Record { title, values: draft.values, ..record };
    if differs {
        let write = Write { at: cx.now(), actor: None };
        records::update(tx, (&cx.catalog, module), &record, &changed, write)?;
        let told = Record { version: record.version + 1, ..record.clone() };
        Work::new(tx, cx).tell_of(module, &told, ("updated", None))?;
    }
    search::remove(tx, &module.code, record.row)?;
    search::add(tx, &index::document(module, &record))?;
    lookup::set(tx, &module.code, record.id, &index::keys(module, record.id, &record.values))?;
    let work = &mut Work::new(tx, cx);
    follow::anew(work, module, record.id)?;
    Ok(differs || work.touched.contains(&record.id))
}
