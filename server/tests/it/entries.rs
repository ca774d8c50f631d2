//! Short forms above timelines: found in the definitions, tried from every module they lead to.

use access::FieldRight;
use axum::http::{Method, StatusCode};
use catalog::{Default, FieldType, Module, StoryEntry};
use kernel::Language;

use crate::house::{House, Person, databases};

/// An entry at a record: the module it creates, and the link that leads to the record.
struct Tried<'a> {
    other: &'a Module,
    link: &'a str,
    entry: &'a StoryEntry,
    about: String,
}

impl Tried<'_> {
    async fn form(&self, (house, person): (&House, &Person), title: &str) -> Vec<(String, String)> {
        let mut form = vec![
            ("frame".to_owned(), "inline".to_owned()),
            ("entry".to_owned(), self.entry.name.clone()),
            (self.link.to_owned(), self.about.clone()),
        ];
        for field in self.other.fields.iter().filter(|field| field.is_editable()) {
            let preset = self.entry.presets.iter().find(|(name, _)| *name == field.name);
            let code = match preset {
                Some((_, Default::Fixed(code))) => code.as_str().unwrap_or_default().to_owned(),
                Some(_) => String::new(),
                None if field.required => title.to_owned(),
                None => continue,
            };
            match &field.kind {
                FieldType::Date => form.push((field.name.clone(), "20.11.2026".into())),
                FieldType::DateTime => {
                    form.push((format!("{}.date", field.name), "20.11.2026".into()));
                    form.push((format!("{}.time", field.name), "10:00".into()));
                }
                FieldType::Link { to, .. } if field.name != self.link => {
                    let target = house.tenant.engine.catalog().module(&to[0]).cloned().unwrap();
                    let there = house.record(person, &target, "Ziel").await;
                    let id = there.rsplit('/').next().unwrap();
                    form.push((field.name.clone(), format!("{}:{id}", target.code)));
                }
                FieldType::Text | FieldType::Stage { .. } | FieldType::Picklist { .. }
                    if field.default.is_none() || preset.is_some() =>
                {
                    form.push((field.name.clone(), code));
                }
                _ => {}
            }
        }
        form
    }
}

async fn try_entry(house: &House, person: &Person, tried: &Tried<'_>, page: &str) {
    let plural = &tried.other.plural;
    let name = format!("{}.{} at {page}", tried.other.code, tried.entry.name);
    let (link, about, entry) = (tried.link, &tried.about, &tried.entry.name);
    let href = format!("/{plural}/new?{link}={about}&entry={entry}");
    let record = house.get(person, page).await;
    assert!(record.text.contains(&href.replace('&', "&amp;")), "{name} is not offered");
    let inline = format!("{href}&frame=inline");
    let form = house.part(person, (Method::GET, &inline), &[]).await;
    assert_eq!(form.status, StatusCode::OK, "{name}");
    assert!(form.text.contains("form--inline"), "{name}");
    for field in &tried.entry.fields {
        assert!(form.text.contains(&format!("name=\"{field}")), "{name} does not ask for {field}");
    }
    let post = async |title: &str| {
        let form = tried.form((house, person), title).await;
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        house.part(person, (Method::POST, &format!("/{plural}")), &form).await
    };
    let refused = post("").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.text);
    let again = format!("name=\"entry\" value=\"{entry}\"");
    assert!(refused.text.contains(&again) && refused.text.contains("form--inline"), "{name}");
    let title = format!("Eintrag {} {entry}", tried.other.code);
    let saved = post(&title).await;
    assert_eq!(saved.status, StatusCode::OK, "{name}: {}", saved.text);
    assert!(saved.text.contains("data-done"), "{name}: {}", saved.text);
    let timeline = house.get(person, &format!("{page}?part=timeline")).await;
    assert!(timeline.text.contains(&title), "{name} does not stand in the timeline");
}

#[tokio::test]
async fn every_short_form_stands_at_what_it_is_about_and_creates_from_there() {
    for database in databases() {
        let house = House::open_in(database).await;
        let modules = house.modules();
        let mut n_tried = 0;
        for (module, language) in modules.iter().zip([Language::De, Language::En].iter().cycle()) {
            let login = format!("p-{}", module.code);
            let person = house.person(&login, *language, access::Sees::All).await;
            let page = house.record(&person, module, "Bezug").await;
            let id = page.rsplit('/').next().unwrap();
            let lists = module.related.iter().map(|list| {
                let other = modules.iter().find(|other| other.code == list.module).unwrap();
                (other, list.field.as_str())
            });
            let entries = lists.flat_map(|(other, link)| {
                let entries = other.story.iter().flat_map(|story| &story.entries);
                entries.map(move |entry| (other, link, entry))
            });
            for (other, link, entry) in entries {
                let tried = Tried { other, link, entry, about: format!("{}:{id}", module.code) };
                try_entry(&house, &person, &tried, &page).await;
                n_tried += 1;
            }
        }
        assert!(n_tried >= modules.len(), "entries are found: {n_tried}");
    }
}

#[tokio::test]
async fn a_list_beside_a_record_is_shown_in_a_view_that_each_reader_chooses() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let module = |code: &str| house.tenant.engine.catalog().module(code).cloned().unwrap();
        let firm = house.record(&jana, &module("account"), "Elbtal").await;
        let about = format!("account:{}", firm.rsplit('/').next().unwrap());
        for (name, stage) in [("Offenes", "qualification"), ("Gewonnenes", "won")] {
            let deal = [("name", name), ("stage", stage), ("account", &about)];
            house.post(&jana, "/opportunities", &deal).await;
        }
        let view = [("name", "Geschafft"), ("filter", "stage = \"won\""), ("sort", "title")];
        let view = house.post(&jana, "/opportunities/views", &view).await;
        let id = view.location().split("view=").nth(1).unwrap().split('&').next().unwrap();
        let choose = format!("{firm}/related/opportunities");
        let block = house.part(&jana, (Method::POST, &choose), &[("view", id)]).await;
        assert_eq!(block.status, StatusCode::OK, "{}", block.text);
        assert!(block.text.contains("Gewonnenes") && !block.text.contains("Offenes"));
        let kept = house.get(&jana, &firm).await.text;
        let list = |page: &str| {
            let rest = page.split("part-detail-related-opportunities\"").nth(1).unwrap();
            rest.split("</section>").next().unwrap().to_owned()
        };
        assert!(list(&kept).contains("Geschafft") && !list(&kept).contains("Offenes"), "it stays");
        let tim = house.person("tim", Language::De, access::Sees::All).await;
        assert!(list(&house.get(&tim, &firm).await.text).contains("Offenes"), "for oneself");
        let foreign = house.post(&tim, &choose, &[("view", id)]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "somebody else's view");
        let nowhere = format!("{firm}/related/nothing");
        assert_eq!(house.post(&tim, &nowhere, &[("view", "")]).await.status, StatusCode::NOT_FOUND);
        let rights = access::Rights::ordinary();
        let blind = jana.limited(rights.with_field("opportunity", "stage", FieldRight::Hidden));
        let page = house.get(&blind, &firm).await;
        assert_eq!(page.status, StatusCode::OK, "a view that asks too much closes no record");
        assert!(list(&page.text).contains("Offenes"));
        let all = house.post(&jana, &choose, &[("view", "")]).await;
        assert_eq!(all.status, StatusCode::SEE_OTHER);
        assert!(list(&house.get(&jana, &firm).await.text).contains("Offenes"), "all of it again");
    }
}

#[tokio::test]
async fn a_new_record_takes_over_what_the_one_it_starts_at_is_linked_to() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let module = |code: &str| house.tenant.engine.catalog().module(code).cloned().unwrap();
        let firm = house.record(&jana, &module("account"), "Elbtal").await;
        let id = firm.rsplit('/').next().unwrap();
        let about = format!("account:{id}");
        let person = [("last_name", "Vogel"), ("account", &about), ("allow_duplicate", "1")];
        let person = house.post(&jana, "/contacts", &person).await;
        let contact = person.location().rsplit('/').next().unwrap().to_owned();
        let new = format!("/opportunities/new?contact=contact:{contact}");
        let form = house.get(&jana, &new).await.text;
        assert!(form.contains(&format!("value=\"{about}\"")), "the firm is taken over");
        let tim = house.person("tim", Language::De, access::Sees::Own).await;
        let form = house.get(&tim, &new).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(!form.text.contains(id), "what one does not see is not told");
        // A link of what one does see is taken over only if it leads to what one sees.
        let own = house.post(&tim, "/contacts", &[("last_name", "Specht")]).await;
        let own = own.location().rsplit('/').next().unwrap().to_owned();
        let cx = house.tenant.engine.system("a test gives somebody a firm they do not see");
        let link = kernel::Value::Link(kernel::Link::new("account", id.parse().unwrap()));
        let input = records::Input::of([("account", link)]);
        records::update(&cx, "contact", own.parse().unwrap(), None, input).await.unwrap();
        let at_own = format!("/opportunities/new?contact=contact:{own}");
        let form = house.get(&tim, &at_own).await.text;
        assert!(!form.contains(id), "a firm out of reach would be refused when it is saved");
        assert!(house.get(&jana, &at_own).await.text.contains(id));
        house.post(&jana, &format!("{firm}/trash"), &[]).await;
        assert!(!house.get(&jana, &at_own).await.text.contains(id), "nor one in the bin");
    }
}

#[tokio::test]
async fn whoever_begins_with_a_board_finds_the_way_to_the_list() {
    let house = House::open().await;
    let jana = house.jana().await;
    let board = [("name", "Tafel"), ("filter", ""), ("sort", ""), ("lanes", "stage")];
    let board = house.post(&jana, "/opportunities/views", &board).await;
    let id = board.location().split("view=").nth(1).unwrap().split('&').next().unwrap();
    let first = house.post(&jana, &format!("/opportunities/views/{id}/default"), &[]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let begun = house.get(&jana, "/opportunities").await;
    assert_eq!(begun.location(), format!("/opportunities/kanban?view={id}"));
    let all = house.get(&jana, "/opportunities/kanban?view=all").await;
    assert!(all.text.contains("href=\"/opportunities?view=all\""), "{}", all.text);
    assert_eq!(house.get(&jana, "/opportunities?view=all").await.status, StatusCode::OK);
}
