//! The list of modules, and making one.

use axum::extract::State;
use axum::http::StatusCode;
use catalog::Module;
use kernel::Language;
use panel as view;
use records::Cx;
use studio::{ICONS, NewModule};

use super::areas;
use super::kit::{self, text};
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const ONE: kit::Names = ["one", "one_other"];
const MANY: kit::Names = ["many", "many_other"];
const TITLE: kit::Names = ["title", "title_other"];

/// `GET /settings/modules`
pub async fn modules(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let page = view::RowsPage {
        frame: kit::frame(cx, "modules"),
        create: Some((text(cx, "new_module"), format!("{}/new", kit::MODULES))),
        columns: ["module", "area", "fields", "own_fields"].map(|key| text(cx, key)).into(),
        rows: cx.catalog.modules().iter().map(|module| row(cx, module)).collect(),
        ..view::RowsPage::default()
    };
    let title = page.frame.title.clone();
    house::answer(&visitor, (StatusCode::OK, &title), |reader| view::rows(reader, &page)).await
}

fn row(cx: &Cx, module: &Module) -> view::Row {
    let own = module.fields.iter().filter(|field| field.custom).count();
    let all = module.fields.iter().filter(|field| field.system.is_none()).count();
    let area = areas::label(cx, &module.area);
    let area = match cx.catalog.is_off(&module.code) {
        true => format!("{area} · {}", text(cx, "mark_off")),
        false => area,
    };
    view::Row {
        depth: 0,
        icon: module.icon.clone(),
        title: kit::many(cx, module),
        href: kit::at(module),
        cells: vec![area, all.to_string(), if own == 0 { "–".into() } else { own.to_string() }],
    }
}

/// `GET /settings/modules/new`
pub async fn new(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let names = Language::ALL.map(|language| {
        let texts = cx.catalog.texts();
        texts.get(language, "ui.studio.word_name").to_owned()
    });
    let mut named = kit::labels(&fields, ONE, &[]);
    named.extend(kit::labels(&fields, MANY, &[]));
    named.extend(kit::labels(&fields, TITLE, &names));
    let areas = studio::areas(cx).into_iter().map(|area| {
        let label = areas::label(cx, &area.code);
        (area.code, label)
    });
    let icons = ICONS.into_iter().map(|icon| (icon.to_owned(), text(cx, &format!("icon_{icon}"))));
    let looks = vec![fields.select("area", "tools", areas), fields.select("icon", ICONS[0], icons)];
    let title = text(cx, "new_module");
    let page = view::FormPage {
        frame: kit::below(&title, &kit::steps(cx, None), again.as_ref()),
        action: format!("{}/new", kit::MODULES),
        groups: vec![(text(cx, "named"), named), (text(cx, "placed"), looks)],
        submit: text(cx, "create"),
        back: kit::MODULES.to_owned(),
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// `POST /settings/modules/new`
pub async fn create(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let new = NewModule {
        one: kit::read(&form, ONE),
        many: kit::read(&form, MANY),
        title: kit::read(&form, TITLE),
        icon: word("icon"),
        area: word("area"),
        may_share: false,
    };
    match studio::new_module(visitor.cx(), &new).await {
        Ok(code) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}
