//! The side bar as administrators arrange it, and modules that are switched off.

use axum::http::StatusCode;
use catalog::Module;
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::studio::{done, refused, said, turned};

const AT: &str = "/settings/areas";

/// Addresses of the side bar in their order, as somebody sees it.
async fn side_bar(house: &House, person: &Person) -> Vec<String> {
    let page = house.get(person, "/me").await.text;
    let (_, rest) = page.split_once("id=\"sidebar\"").expect("there is a side bar");
    let (bar, _) = rest.split_once("</nav>").expect("it ends");
    let links = bar.split("nav__item\" href=\"/").skip(1);
    links.filter_map(|link| link.split('"').next()).map(str::to_owned).collect()
}

async fn step(house: &House, admin: &Person, form: &[(&str, &str)]) {
    assert_eq!(done(house, admin, &format!("{AT}/act/step"), form).await, AT);
}

fn place(bar: &[String], plural: &str) -> usize {
    bar.iter().position(|link| link == plural).unwrap_or_else(|| panic!("{plural}: {bar:?}"))
}

#[tokio::test]
async fn modules_stand_where_they_are_put() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let ben = house.person("ben", Language::De, access::Sees::Own).await;
        let before = side_bar(&house, &ben).await;
        assert!(place(&before, "accounts") < place(&before, "contacts"), "{before:?}");
        // By the whole page, as it is after dragging.
        let order = [
            ("area", "work"),
            ("module", "event"),
            ("module", "task"),
            ("area", "sales"),
            ("module", "contact"),
            ("module", "account"),
            ("area", "tools"),
            ("module", "competitor"),
        ];
        done(&house, &admin, AT, &order).await;
        let bar = side_bar(&house, &ben).await;
        assert!(place(&bar, "events") < place(&bar, "tasks"), "{bar:?}");
        assert!(place(&bar, "contacts") < place(&bar, "accounts"), "{bar:?}");
        assert!(place(&bar, "accounts") < place(&bar, "leads"), "what was not named follows");
        assert!(place(&bar, "opportunities") < place(&bar, "competitors"), "{bar:?}");
        // By the menu: a step, and into another area.
        step(&house, &admin, &[("module", "account"), ("step", "up")]).await;
        let bar = side_bar(&house, &ben).await;
        assert!(place(&bar, "accounts") < place(&bar, "contacts"), "{bar:?}");
        step(&house, &admin, &[("module", "lead"), ("step", "into"), ("area", "work")]).await;
        let bar = side_bar(&house, &ben).await;
        assert_eq!(place(&bar, "leads"), place(&bar, "emails") + 1, "{bar:?}");
        // Areas among each other.
        step(&house, &admin, &[("area", "tools"), ("step", "up")]).await;
        let areas = house.get(&admin, AT).await.text;
        assert!(areas.contains("Steht ganz oben"), "{areas}");
        for _ in 0..4 {
            turned(&house, &admin, "undo").await;
        }
        assert_eq!(side_bar(&house, &ben).await, before, "all of it is taken back");
        let form = [("module", "lead"), ("step", "into"), ("area", "nowhere")];
        let nowhere = house.post(&admin, &format!("{AT}/act/step"), &form).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        let refused = house.post(&ben, AT, &order).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn areas_of_ones_own_come_and_go() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let new = [
            ("label", "Außendienst"),
            ("label_other", "Field work"),
            ("icon", "truck"),
            ("hue", "20"),
        ];
        done(&house, &admin, &format!("{AT}/act/add"), &new).await;
        let into = [("module", "visit_report"), ("step", "into"), ("area", "x_aussendienst")];
        step(&house, &admin, &into).await;
        let home = house.get(&admin, "/").await.text;
        assert!(home.contains("Außendienst") && home.contains(" h-20"), "the side bar shows it");
        let english = house.person("amy", Language::En, access::Sees::All).await;
        assert!(house.get(&english, "/").await.text.contains("Field work"));
        let remove = [("area", "x_aussendienst")];
        let full = refused(&house, &admin, &format!("{AT}/act/remove"), &remove).await;
        assert!(full.text.contains("enthält noch Module"), "{}", said(&full));
        let one = format!("{AT}/x_aussendienst");
        let wrong = [("label", " "), ("icon", "<b>"), ("hue", "21")];
        let wrong = refused(&house, &admin, &one, &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.text.contains("<b>"), "nothing typed reaches the page unescaped");
        let edit = [("label", "Reisen"), ("label_other", ""), ("icon", "map-pin"), ("hue", "150")];
        done(&house, &admin, &one, &edit).await;
        assert!(house.get(&english, "/").await.text.contains("Reisen"), "it stands for both");
        // A file of it makes the same of another house.
        let file = house.get(&admin, "/settings/changes.json").await.text;
        let there = House::open().await;
        let other = there.jana().await;
        done(&there, &other, "/settings/changes/bring", &[("file", &file)]).await;
        assert_eq!(side_bar(&there, &other).await, side_bar(&house, &admin).await);
        done(&there, &other, "/settings/changes/bring", &[("file", &file)]).await;
        // Taking the area away while a module stands in it would leave that nowhere.
        let back = [("module", "visit_report"), ("step", "into"), ("area", "sales")];
        step(&house, &admin, &back).await;
        done(&house, &admin, &format!("{AT}/act/remove"), &remove).await;
        assert_eq!(house.get(&admin, &one).await.status, StatusCode::NOT_FOUND);
        turned(&house, &admin, "undo").await;
        assert_eq!(house.get(&admin, &one).await.status, StatusCode::OK);
        let shipped = house.post(&admin, &format!("{AT}/act/remove"), &[("area", "tools")]).await;
        assert_eq!(shipped.status, StatusCode::NOT_FOUND, "what is shipped stays");
    }
}

/// Pages on which a module could be met, with those of a record of every module.
fn pages(records: &[(std::sync::Arc<Module>, String)]) -> Vec<String> {
    let plain = [
        "/",
        "/modules",
        "/me",
        "/messages",
        "/settings",
        "/settings/sharing",
        "/settings/profiles/new",
        "/settings/webhooks",
        "/api/docs",
        "/api/v1/modules",
        "/api/v1/openapi.json",
        "/search?q=Marke",
        "/api/v1/search?q=Marke",
    ];
    let around = |(module, at): &(std::sync::Arc<Module>, String)| {
        let plural = format!("/{}", module.plural);
        [plural.clone(), format!("{plural}/new"), at.clone(), format!("{at}/edit")]
    };
    let plain = plain.iter().map(|path| (*path).to_owned());
    plain.chain(records.iter().flat_map(around)).collect()
}

/// No address of a module that is off leads anywhere.
async fn is_gone(house: &House, admin: &Person, (plural, record): (&str, &str)) {
    for path in [
        record.to_owned(),
        format!("{record}/edit"),
        format!("/{plural}"),
        format!("/{plural}/new"),
        format!("/{plural}/bin"),
        format!("/{plural}/import"),
        format!("/{plural}/export.csv"),
        format!("/api/v1/{plural}"),
        format!("/api/v1{record}"),
        format!("/api/v1/modules/{plural}"),
    ] {
        let page = house.get(admin, &path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} while it is off");
    }
}

#[tokio::test]
async fn whatever_module_is_switched_off_nobody_meets_it() {
    let house = House::open().await;
    let admin = house.jana().await;
    let mut records = Vec::new();
    for (at, module) in house.modules().into_iter().enumerate() {
        let record = house.record(&admin, &module, &format!("Marke{at}X")).await;
        records.push((module, record));
    }
    for at in 0..records.len() {
        let (module, record) = records.remove(at);
        let form = format!("/settings/modules/{}/act", module.code);
        let reply = house.post(&admin, &format!("{form}/off"), &[]).await;
        if reply.status == StatusCode::CONFLICT {
            // Visit reports cannot be filled without an organisation, movements without a product,
            // documents without a company, corrections without an invoice, delivery notes without
            // an order, purchase orders without a supplier, exports without a chart of accounts.
            let needed = [
                "account",
                "product",
                "company",
                "invoice",
                "sales_order",
                "vendor",
                "chart_of_accounts",
            ];
            assert!(needed.contains(&module.code.as_str()), "{}", module.code);
            assert!(reply.text.contains("ist Pflicht und führt nur hierher"), "{}", said(&reply));
            records.insert(at, (module, record));
            continue;
        }
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}: {}", module.code, said(&reply));
        let (marker, link) = (format!("Marke{at}X"), format!("\"/{}", module.plural));
        for path in pages(&records) {
            let page = house.get(&admin, &path).await;
            assert_eq!(page.status, StatusCode::OK, "{} off: {path}", module.code);
            assert!(!page.text.contains(&marker), "{path} tells of {}", module.code);
            let is_met = page.text.contains(&format!("{link}\""))
                || page.text.contains(&format!("{link}/"))
                || page.text.contains(&format!("{link}?"));
            assert!(!is_met, "{path} leads to {}", module.plural);
        }
        is_gone(&house, &admin, (&module.plural, &record)).await;
        let shaped = house.get(&admin, &format!("/settings/modules/{}", module.code)).await.text;
        assert!(shaped.contains("Dieses Modul ist abgeschaltet."), "{shaped}");
        done(&house, &admin, &format!("{form}/on"), &[]).await;
        let page = house.get(&admin, &record).await;
        assert_eq!(page.status, StatusCode::OK, "{record} is back");
        // Payments and statements need no text that could be a mark.
        let needs_text = |f: &catalog::Field| f.required && f.kind == catalog::FieldType::Text;
        let is_marked = module.fields.iter().any(|f| needs_text(f) && f.default.is_none());
        assert_eq!(page.text.contains(&marker), is_marked, "{record} is back");
        records.insert(at, (module, record));
    }
}

#[tokio::test]
async fn what_hangs_on_a_module_waits_for_it() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let module = house.modules().into_iter().find(|one| one.code == "contact").unwrap();
        let contact = house.record(&admin, &module, "Wanda Warte").await;
        done(&house, &admin, &format!("{contact}/comments"), &[("text", "Ruft zurück")]).await;
        let id = contact.rsplit('/').next().unwrap();
        let about = format!("contact:{id}");
        let task = [("subject", "Angebot klären"), ("about", &about), ("stage", "open")];
        let task = done(&house, &admin, "/tasks", &task).await;
        let profile = [("name", "Innendienst"), ("about", ""), ("may.contact", "see")];
        done(&house, &admin, "/settings/profiles/new", &profile).await;
        done(&house, &admin, "/settings/modules/contact/act/off", &[]).await;
        let page = house.get(&admin, &task).await.text;
        assert!(page.contains("Angebot klären") && !page.contains("Wanda Warte"), "{page}");
        // Work goes on meanwhile, and what is stored of it stays.
        let form = house.get(&admin, &format!("{task}/edit")).await.text;
        let version = crate::house::hidden(&form, "version").to_owned();
        assert!(form.contains(&format!("value=\"{about}\"")), "the form keeps where it leads");
        let edit =
            [("version", version.as_str()), ("subject", "Angebot geklärt"), ("about", &about)];
        done(&house, &admin, &task, &edit).await;
        turned(&house, &admin, "undo").await;
        let page = house.get(&admin, &task).await.text;
        assert!(page.contains("Angebot geklärt") && page.contains("Wanda Warte"), "{page}");
        let page = house.get(&admin, &contact).await.text;
        assert!(page.contains("Ruft zurück") && page.contains("Angebot geklärt"), "{page}");
    }
}
