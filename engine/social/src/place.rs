//! Records a person comes back to.

use access::Right;
use kernel::{Error, Link, RecordId, Result};
use records::{Cx, FIRM};
use store::queries::favourite::{self, KeptView};
use store::queries::frame;
use uuid::Uuid;

use crate::message::{self, COUNTED};
use crate::view::{self, Face, ListView, ViewDefinition, Whose, views};

/// Notes that the reader looked at a record, and is done with what they were told of it.
///
/// # Errors
/// When the database fails.
pub async fn note_seen(cx: &Cx, link: &Link) -> Result<()> {
    let Some(user) = cx.actor.user else { return Ok(()) };
    message::seen(cx, link).await?;
    let (link, at) = (link.clone(), cx.now());
    cx.store().write(move |tx| favourite::seen(tx, user, &link, at)).await
}

async fn titled(cx: &Cx, links: Vec<Link>) -> Result<Vec<(Link, String)>> {
    let titles = records::titles(cx, &links).await?;
    let pair = |link: Link| titles.get(&link.id).cloned().map(|title| (link, title));
    Ok(links.into_iter().filter_map(pair).collect())
}

/// Records the reader looked at last, with titles; those out of reach are left out.
///
/// # Errors
/// When the database fails.
pub async fn recents(cx: &Cx) -> Result<Vec<(Link, String)>> {
    let Some(user) = cx.actor.user else { return Ok(Vec::new()) };
    let links = cx.store().read(move |reader| favourite::recent(reader, user)).await?;
    titled(cx, links).await
}

/// A view that is kept at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewAtHand {
    /// Its id.
    pub id: Uuid,
    /// Code of its module.
    pub module: String,
    /// Its name.
    pub name: String,
    /// How it shows its records.
    pub face: Face,
    /// Its condition in the filter language.
    pub filter: String,
}

/// A saved view as it stands there, or one that comes along with a module.
fn kept_view(cx: &Cx, kept: KeptView) -> Option<ViewAtHand> {
    if let Some((module, name, shown)) = kept.saved {
        let definition: ViewDefinition = serde_json::from_str(&shown).ok()?;
        let (face, filter) = (definition.face(), definition.filter.clone());
        let whose = Whose::Everybody;
        let view = ListView {
            id: kept.id,
            module: module.clone(),
            name: name.clone(),
            whose,
            definition,
            is_default: false,
        };
        let at_hand = ViewAtHand { id: kept.id, module, name, face, filter };
        return view::is_usable(cx, &view).then_some(at_hand);
    }
    let mut shipped = cx.catalog.modules().iter().flat_map(|module| view::shipped(cx, module));
    let found: ListView = shipped.find(|one| one.id == kept.id && view::is_usable(cx, one))?;
    let (face, filter) = (found.definition.face(), found.definition.filter);
    let (id, module, name) = (found.id, found.module, found.name);
    Some(ViewAtHand { id, module, name, face, filter })
}

/// Something the reader keeps at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Favourite {
    /// A record, with its title.
    Record(Link, String),
    /// A view of a list.
    View(ViewAtHand),
}

impl Favourite {
    /// The id of the record or the view.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self {
            Favourite::Record(link, _) => link.id.0,
            Favourite::View(view) => view.id,
        }
    }
}

/// What the reader keeps at hand, in their order; what is out of reach is left out.
///
/// # Errors
/// When the database fails.
pub async fn favourites(cx: &Cx) -> Result<Vec<Favourite>> {
    let Some(user) = cx.actor.user else { return Ok(Vec::new()) };
    let parties = records::parties(cx);
    let read = move |reader: &mut store::Reader<'_>| {
        Ok((favourite::marked(reader, user)?, favourite::kept_views(reader, user, &parties)?))
    };
    let (marked, views) = cx.store().read(read).await?;
    at_hand(cx, marked, views).await
}

/// What stands around every page of the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// What they keep at hand.
    pub favourites: Vec<Favourite>,
    /// How many messages they have not read, up to `COUNTED`.
    pub unread: i64,
    /// Name of the firm, where one was said.
    pub firm: String,
}

/// Reads what stands around every page of the reader.
///
/// # Errors
/// When the database fails.
pub async fn frame(cx: &Cx) -> Result<Frame> {
    let Some(user) = cx.actor.user else { return Ok(Frame::default()) };
    let parties = records::parties(cx);
    let read =
        move |reader: &mut store::Reader<'_>| frame::read(reader, user, (&parties, COUNTED, FIRM));
    let read = cx.store().read(read).await?;
    let favourites = at_hand(cx, read.marked, read.kept).await?;
    Ok(Frame { favourites, unread: read.unread, firm: read.setting.unwrap_or_default() })
}

async fn at_hand(
    cx: &Cx,
    marked: Vec<(Link, i64)>,
    views: Vec<KeptView>,
) -> Result<Vec<Favourite>> {
    let links: Vec<Link> = marked.iter().map(|(link, _)| link.clone()).collect();
    let titles = records::titles(cx, &links).await?;
    let records = marked.into_iter().filter_map(|(link, at)| {
        let title = titles.get(&link.id)?.clone();
        Some((at, Favourite::Record(link, title)))
    });
    let views = views.into_iter().filter_map(|kept| {
        let at = kept.position;
        let view = kept_view(cx, kept).filter(|view| cx.actor.rights.may(&view.module, Right::See));
        Some((at, Favourite::View(view?)))
    });
    let mut all: Vec<(i64, Favourite)> = records.chain(views).collect();
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// Which way something moves among the favourites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One up.
    Up,
    /// One down.
    Down,
    /// Away.
    Off,
}

/// Moves one of the favourites of the reader.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn move_favourite(cx: &Cx, id: Uuid, way: Move) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let mut ids: Vec<Uuid> = favourites(cx).await?.iter().map(Favourite::id).collect();
    let at = ids.iter().position(|known| *known == id).ok_or(Error::NotFound)?;
    let last = ids.len() - 1;
    match way {
        Move::Up => ids.swap(at, at.saturating_sub(1)),
        Move::Down => ids.swap(at, (at + 1).min(last)),
        Move::Off => {
            let off = move |tx: &mut store::Tx<'_>| {
                favourite::unmark(tx, user, RecordId(id))?;
                favourite::let_view_go(tx, user, id)
            };
            return cx.store().write(off).await.map(drop);
        }
    }
    cx.store().write(move |tx| favourite::put_in_order(tx, user, &ids)).await
}

/// Keeps a view at hand that the reader may use.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn keep_view(cx: &Cx, module: &str, id: Uuid) -> Result<bool> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let known = views(cx, module).await?;
    if known.iter().all(|view| view.id != id) {
        return Err(Error::NotFound);
    }
    let at = cx.now();
    cx.store().write(move |tx| favourite::keep_view(tx, user, id, at)).await
}

/// Keeps a view at hand no longer.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn let_view_go(cx: &Cx, id: Uuid) -> Result<bool> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    cx.store().write(move |tx| favourite::let_view_go(tx, user, id)).await
}

/// Marks a record as a favourite.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn mark(cx: &Cx, link: &Link) -> Result<bool> {
    records::get(cx, &link.module, link.id).await?;
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (link, at) = (link.clone(), cx.now());
    cx.store().write(move |tx| favourite::mark(tx, user, &link, at)).await
}

/// Takes the mark away.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn unmark(cx: &Cx, link: &Link) -> Result<bool> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let id = link.id;
    cx.store().write(move |tx| favourite::unmark(tx, user, id)).await
}
