//! Why a person reaches a record, or why not.

use access::{Level, Reason, Right};
use kernel::{Error, Link, PrincipalId, Result};
use records::Cx;
use store::queries::{grant, user};

/// The answer.
#[derive(Clone, Debug)]
pub struct Why {
    /// Title of the record.
    pub title: String,
    /// Who owns it.
    pub owner: Option<PrincipalId>,
    /// Whether the person can sign in at all.
    pub is_active: bool,
    /// Rights to the module that their profiles leave open.
    pub rights: Vec<Right>,
    /// Why the record is reached, or not.
    pub reasons: Vec<Reason>,
    /// How far it is reached in the end: by rights and by reach.
    pub level: Option<Level>,
    /// Fields that are hidden from them.
    pub hidden: Vec<String>,
    /// Fields that they only read.
    pub read_only: Vec<String>,
}

/// Says for what reasons a person reaches a record, or does not.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` for a record the administrator does not
/// see, or a person there is not.
pub async fn why(cx: &Cx, link: &Link, person: PrincipalId) -> Result<Why> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(&link.module)?;
    let record = records::get(cx, &link.module, link.id).await?;
    let id = link.id;
    let (user, grants) = cx
        .store()
        .read(move |reader| Ok((user::get(reader, person)?, grant::of_record(reader, id)?)))
        .await?;
    let user = user.ok_or(Error::NotFound)?;
    let kept = cx.engine.house().await?;
    let owner = record.owner(&module);
    let shared: Vec<_> = grants.iter().map(|grant| (grant.principal, grant.level)).collect();
    let reasons = match module.owner_field() {
        Some(_) => kept.house().reasons(person, (&module.code, owner), &shared),
        None => Vec::new(),
    };
    let rights = kept.house().rights(person);
    let open = |right: &Right| rights.may(&module.code, *right);
    let reached = match module.owner_field() {
        Some(_) => reasons.iter().filter_map(|reason| reason.level).max(),
        None => Some(Level::Delete),
    };
    let allowed = [Right::See, Right::Edit, Right::Delete].map(|right| open(&right));
    let allowed = match allowed {
        [false, ..] => None,
        [true, false, _] => Some(Level::Read),
        [true, true, false] => Some(Level::Write),
        [true, true, true] => Some(Level::Delete),
    };
    let fields = |wanted: access::FieldRight| {
        let with = module.fields.iter().map(|field| field.name.clone());
        with.filter(|name| rights.field(&module.code, name) == wanted).collect()
    };
    Ok(Why {
        title: record.title.clone(),
        owner,
        is_active: user.is_active,
        rights: Right::ALL.into_iter().filter(open).collect(),
        reasons,
        level: reached.min(allowed).filter(|_| user.is_active),
        hidden: fields(access::FieldRight::Hidden),
        read_only: fields(access::FieldRight::Read),
    })
}
