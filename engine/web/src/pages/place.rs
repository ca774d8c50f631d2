//! Where the reader of a record comes from: the list, and the neighbours in it.

use axum::http::HeaderMap;
use catalog::Module;
use kernel::Result;
use records::{Cx, Record};
use ui::fields::Form;
use ui::model::Count;
use ui::views::detail::Place;

use present::head;
use present::list_state::ListState;
use present::place::escaped;
use visit::query::query;
use visit::visitor::page_before;

/// Bytes of the question of a list that travel from record to record.
const LONGEST: usize = 4000;

/// The question of the list one came from: as the address says, or that of the page before.
pub fn came_from(plural: &str, asked: &Form, headers: &HeaderMap) -> Option<String> {
    let said = asked.get("in").map(str::to_owned).or_else(|| {
        let before = page_before(headers);
        let (path, rest) = before.split_once('?').unwrap_or((&before, ""));
        let rest = rest.split('#').next().unwrap_or_default();
        let inside = path.strip_prefix('/')?.strip_prefix(plural)?;
        match inside {
            "" => Some(rest.to_owned()),
            inside if inside.starts_with('/') => query(Some(rest)).get("in").map(str::to_owned),
            _ => None,
        }
    });
    said.filter(|said| said.len() <= LONGEST)
}

/// The way down to a record, and its neighbours in the list one came from.
///
/// A question that is no longer understood leads to the list alone.
pub async fn place(cx: &Cx, module: &Module, record: &Record, from: Option<&str>) -> Result<Place> {
    let many = head::module(cx, module).many;
    let mut place =
        Place { crumbs: vec![(many, format!("/{}", module.plural))], ..Place::default() };
    let Some(from) = from.filter(|_| record.trashed_at.is_none()) else { return Ok(place) };
    let asked = query(Some(from));
    let views = match asked.get("view") {
        Some(_) => social::views(cx, &module.code).await?,
        None => Vec::new(),
    };
    let Ok(state) = ListState::read(module, &asked, &views) else { return Ok(place) };
    let state = ListState { cursor: None, is_counted: false, ..state };
    let list = state.href(module);
    let view = views.iter().find(|view| Some(view.id) == state.view);
    match view {
        Some(view) => place.crumbs.push((view.name.clone(), list.clone())),
        None => list.clone_into(&mut place.crumbs[0].1),
    }
    let standing = records::standing(cx, &module.code, &state.question(module), record.id).await;
    let Ok(Some(standing)) = standing else { return Ok(place) };
    let question = list.split_once('?').map_or("", |(_, question)| question);
    let question: String = question.bytes().map(escaped).collect();
    let href = |id| format!("/{}/{id}?in={question}", module.plural);
    place.previous = standing.previous.map(href);
    place.next = standing.next.map(href);
    let all = match standing.all.is_exact {
        true => Count::Exact(standing.all.n),
        false => Count::AtLeast(standing.all.n),
    };
    place.position = standing.n_before.map(|n| (n + 1, all)).filter(|_| 0 < standing.all.n);
    Ok(place)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue, header};

    use super::*;

    fn from(address: &str, before: &str) -> Option<String> {
        let pairs: [(HeaderName, HeaderValue); 2] = [
            (header::HOST, HeaderValue::from_static("crm.example")),
            (header::REFERER, before.parse().expect("a header")),
        ];
        came_from("books", &query(Some(address)), &pairs.into_iter().collect())
    }

    #[test]
    fn the_list_stands_in_the_address_or_in_the_page_before() {
        let site = "https://crm.example";
        assert_eq!(from("in=q%3Dx", site).as_deref(), Some("q=x"));
        let list = format!("{site}/books?sort=-name&q=x");
        assert_eq!(from("", &list).as_deref(), Some("sort=-name&q=x"));
        assert_eq!(from("", &format!("{site}/books")).as_deref(), Some(""));
        assert_eq!(from("", &format!("{site}/books/1?in=q%3Dy")).as_deref(), Some("q=y"));
        for other in ["/books/1", "/bookshelves?q=x", "/", "/authors?q=x"] {
            assert_eq!(from("", &format!("{site}{other}")), None, "{other}");
        }
        assert_eq!(from("", "https://evil.example/books?q=x"), None);
    }
}
