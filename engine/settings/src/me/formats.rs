//! Language, colours, formats, and what is kept at hand.

use axum::extract::State;
use axum::http::HeaderMap;
use identity::{Preferences, own};
use kernel::{Error, FormatChoice, Language};
use panel::me as view;
use ui::views::shell::{Density, Theme};

use super::kit;
use crate::kit::{Again, Fields};
use visit::answer::{Answer, Flash, For, own_address, redirect};
use visit::body::Posted;
use visit::shell::favourite;
use visit::state::WebState;
use visit::visitor::{Visitor, page_before};

/// `GET /me/formats`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let (cx, profile) = (visitor.cx(), &visitor.signed_in.profile);
    let favourites = social::favourites(cx).await.for_(visitor)?;
    let favourites = favourites.iter().map(|one| {
        let (label, href, icon) = favourite(cx, one);
        view::FavouriteRow { id: one.id().to_string(), label, href, icon }
    });
    let house = cx.engine.house().await.for_(visitor)?;
    let policy = own::policy(&cx.engine).await.for_(visitor)?.of(&cx.actor);
    let fields = Fields::under(cx, again.as_ref(), "ui.own");
    let controls = kit::controls(cx, &fields, &profile.preferences.formats, house.formats());
    let may_formats = policy.is_open("formats");
    let page = view::FormatsPage {
        frame: kit::frame(cx, "formats"),
        may_language: policy.is_open("language"),
        theme: Theme::from_code(&profile.preferences.theme).unwrap_or_default(),
        density: Density::from_code(&profile.preferences.density).unwrap_or_default(),
        formats: match may_formats {
            true => controls,
            false => controls.into_iter().map(|one| fields.fixed(one)).collect(),
        },
        may_formats,
        favourites: favourites.collect(),
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, status, |reader| view::formats(reader, &page)).await
}

/// `POST /me/formats`
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let saved = match FormatChoice::sent(|part| form.get(part)) {
        Ok(choice) => own::set_formats(&visitor.signed_in, choice).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(redirect("/me/formats", Some(&Flash::done("looks_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}

/// `POST /me/favourites`: posts `id`, and `move` with `up`, `down` or `off`.
pub async fn move_favourite(
    State(_): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let id = form.get("id").and_then(|id| uuid::Uuid::parse_str(id).ok());
    let way = match form.get("move") {
        Some("up") => Some(social::Move::Up),
        Some("down") => Some(social::Move::Down),
        Some("off") => Some(social::Move::Off),
        Some(_) | None => None,
    };
    let (id, way) = id.zip(way).ok_or(Error::NotFound).for_(&visitor)?;
    social::move_favourite(visitor.cx(), id, way).await.for_(&visitor)?;
    Ok(redirect("/me/formats#favourites", None))
}

/// `POST /me/looks`: leads back to where it was asked for.
pub async fn looks(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let present = visitor.signed_in.profile.preferences.clone();
    let text = |name: &str, present: String| form.get(name).map_or(present, str::to_owned);
    let language = text("language", present.language.code().into());
    let language = Language::from_code(&language);
    let language =
        language.ok_or_else(|| Error::invalid("language", "not_in_list")).for_(&visitor)?;
    let preferences = Preferences {
        language,
        theme: text("theme", present.theme),
        density: text("density", present.density),
        formats: present.formats,
    };
    own::set_looks(&visitor.signed_in, preferences).await.for_(&visitor)?;
    let back = own_address(form.get("back").unwrap_or("/me/formats"));
    Ok(redirect(back, Some(&Flash::done("looks_saved"))))
}

/// `POST /me/own-view`: ends looking at the house as somebody else.
pub async fn own_view(State(_): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    identity::end_viewing(&visitor.signed_in).await.for_(&visitor)?;
    Ok(redirect("/settings/users", None))
}

/// `POST /me/own-view/changes`: lets records be changed while looking as somebody else.
pub async fn change_as(
    State(_): State<WebState>,
    headers: HeaderMap,
    Posted { visitor, .. }: Posted,
) -> Answer {
    identity::change_as(&visitor.signed_in).await.for_(&visitor)?;
    Ok(redirect(&page_before(&headers), None))
}
