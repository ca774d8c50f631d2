//! Every word that a screen may ask for because of a definition, in both languages.

use catalog::{Catalog, Module};
use kernel::Language;

use crate::house::House;

/// Keys of one module.
fn keys_of(module: &Module) -> Vec<String> {
    let mut keys = ["one", "other"].map(|form| module.key("name", form)).to_vec();
    keys.extend(module.fields.iter().map(|field| module.key("field", &field.name)));
    keys.extend(module.blocks.iter().map(|block| module.key("block", &block.name)));
    keys.extend(module.related.iter().map(|list| list.label_key(&module.code)));
    keys.extend(module.relations.iter().map(|r| module.key("relation", &r.name)));
    keys.extend(module.actions.iter().map(|action| module.key("action", &action.name)));
    let asked = module.actions.iter().flat_map(|action| &action.asks);
    keys.extend(asked.map(|field| module.key("action_field", &field.name)));
    keys.extend(module.views.iter().map(|view| module.key("view", &view.name)));
    keys.extend(module.figures.iter().map(|figure| module.key("figure", &figure.name)));
    let entries = module.story.iter().flat_map(|story| &story.entries);
    keys.extend(entries.map(|entry| module.key("entry", &entry.name)));
    keys.push(format!("area.{}", module.area));
    keys
}

fn keys(catalog: &Catalog) -> Vec<String> {
    let mut keys: Vec<String> = catalog.modules().iter().flat_map(|m| keys_of(m)).collect();
    for (name, list) in catalog.picklists() {
        keys.extend(list.values.iter().map(|v| format!("picklist.{name}.{}", v.code)));
    }
    keys
}

#[tokio::test]
async fn every_label_stands_in_both_languages_and_none_is_left_over() {
    let house = House::open().await;
    let catalog = house.tenant.engine.catalog();
    let cx = house.tenant.engine.system("a test reads labels");
    let errands = catalog.modules().iter().flat_map(|module| {
        records::errands(&cx, module).into_iter().map(|name| module.key("errand", name))
    });
    let read = catalog
        .modules()
        .iter()
        .filter(|module| !records::taken_endings(&cx, &module.code).is_empty());
    let read = read.flat_map(|module| ["read", "hint"].map(|name| module.key("file", name)));
    let wanted = [keys(&catalog), errands.collect(), read.collect()].concat();
    let is_of_a_module = |key: &str| {
        let (first, _) = key.split_once('.').unwrap_or((key, ""));
        first == "picklist" || catalog.module(first).is_some()
    };
    for language in Language::ALL {
        let missing = wanted.iter().filter(|key| catalog.texts().find(language, key).is_none());
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new(), "{language:?} lacks these");
        // A hint is a further sentence, and a reminder has words of its own: nothing has to.
        let reminds =
            |code: &str| catalog.module(code).is_some_and(|module| module.reminder.is_some());
        let is_reminder = |key: &str| key.strip_suffix(".reminder.text").is_some_and(reminds);
        let is_hint = |key: &str| key.contains(".hint.") || key.contains(".action_hint.");
        // What answers by a link are called there, where that is more than every day.
        let is_answer = |key: &str| match key.split('.').collect::<Vec<_>>()[..] {
            [module, "public", name] => records::public::page_of(&cx.engine, module)
                .is_some_and(|page| page.answers.iter().any(|answer| answer.action == name)),
            _ => false,
        };
        let is_own = |key: &&str| is_hint(key) || is_reminder(key) || is_answer(key);
        let spare = catalog.texts().keys(language).filter(|key| !is_own(key));
        let spare = spare.filter(|key| is_of_a_module(key) && !wanted.iter().any(|w| w == key));
        assert_eq!(
            spare.collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{language:?} is left with these"
        );
    }
}

#[tokio::test]
async fn every_field_stands_in_one_block() {
    for module in House::open().await.modules() {
        for field in module.fields.iter().filter(|f| f.system.is_none() && !f.inside) {
            let blocks = module.blocks.iter().filter(|block| block.fields.contains(&field.name));
            assert_eq!(blocks.count(), 1, "{}.{}", module.code, field.name);
        }
    }
}
