//! What pages say about a module, and small pieces of several models.

use std::collections::BTreeMap;

use catalog::Module;
use kernel::{Link, PrincipalId, RecordId};
use records::Cx;
use ui::model::{Count, Duplicate, ModuleHead, Person, RecordLine};

/// What a page says about its module.
pub fn module(cx: &Cx, module: &Module) -> ModuleHead {
    ModuleHead {
        code: module.code.clone(),
        href: format!("/{}", module.plural),
        many: cx.text(&format!("{}.name.other", module.code)).to_owned(),
        one: cx.text(&format!("{}.name.one", module.code)).to_owned(),
        icon: module.icon.clone(),
        hue: cx.catalog.area_hue(&module.area),
        is_person: module.is_person,
    }
}

/// Label of a field, or of what an action asks; one made by an administrator without a label shows
/// its name.
pub fn field_label(cx: &Cx, module: &Module, name: &str) -> String {
    let (own, asked) = (module.key("field", name), module.key("action_field", name));
    let keys = [own, format!("system.field.{name}"), asked];
    let texts = cx.catalog.texts();
    let found = keys.iter().find_map(|key| texts.find(cx.locale.language, key));
    found.unwrap_or(name).to_owned()
}

/// What a code of a field's list is called.
pub fn code_label(cx: &Cx, module: &Module, (field, code): (&str, &str)) -> String {
    let list = module.field(field).and_then(|field| field.kind.list()).unwrap_or_default();
    let key = format!("picklist.{list}.{code}");
    cx.catalog.texts().find(cx.locale.language, &key).unwrap_or(code).to_owned()
}

/// A count as it is shown.
pub fn count(count: records::Count) -> Count {
    if count.is_exact { Count::Exact(count.n) } else { Count::AtLeast(count.n) }
}

/// Address of a record.
pub fn href(cx: &Cx, link: &Link) -> String {
    match cx.catalog.module(&link.module) {
        Some(module) => format!("/{}/{}", module.plural, link.id),
        None => "/".into(),
    }
}

/// A record that is only named.
pub fn record_line(cx: &Cx, link: &Link, title: &str) -> RecordLine {
    RecordLine {
        id: link.id,
        title: title.to_owned(),
        href: href(cx, link),
        is_person: cx.catalog.module(&link.module).is_some_and(|module| module.is_person),
        note: String::new(),
        badge: None,
    }
}

/// A person by id and name.
pub fn person(cx: &Cx, id: PrincipalId, name: &str) -> Person {
    let picture = cx.engine.pictures().get(&id).map(|mark| picture(id, mark));
    Person { id, name: name.to_owned(), picture }
}

/// Addresses of all pictures of people.
pub fn pictures(cx: &Cx) -> BTreeMap<PrincipalId, String> {
    cx.engine.pictures().iter().map(|(id, mark)| (*id, picture(*id, mark))).collect()
}

fn picture(id: PrincipalId, mark: &str) -> String {
    format!("/files/people/{id}?v={}", &mark[..mark.len().min(8)])
}

/// Records that may be the same.
pub fn duplicates(cx: &Cx, module: &Module, found: Vec<records::Duplicate>) -> Vec<Duplicate> {
    let line = |id: RecordId, title: &str| record_line(cx, &Link::new(&module.code, id), title);
    found
        .into_iter()
        .map(|duplicate| Duplicate {
            record: Some(line(duplicate.id, &duplicate.title)),
            agrees_in: Vec::new(),
        })
        .collect()
}
