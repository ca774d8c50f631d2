//! Something of every kind in one module, so that every address leads to what is there.

use catalog::Module;
use kernel::Link;
use store::queries::dispatch::Dispatch;
use store::queries::hook::Hook;

use crate::house::{House, Person};

/// The word in everything that must not be told.
pub const SECRET: &str = "Geheimnis";

/// What every place of an address can name.
pub struct Places {
    pub plural: String,
    pub record: String,
    field: String,
    relation: String,
    list: String,
    file: String,
    comment: String,
    entry: String,
    upload: String,
    run: String,
    mapping: String,
    export: String,
    bulk: String,
    view: String,
    job: String,
    user: String,
    hook: String,
    message: String,
    token: String,
}

impl Places {
    /// Makes a record with all that can hang on it, and an import that waits.
    pub async fn furnish(house: &House, person: &Person, module: &Module) -> Places {
        Places::furnish_with(house, person, module, SECRET).await
    }

    /// The same with another word in everything.
    pub async fn furnish_with(
        house: &House,
        person: &Person,
        module: &Module,
        word: &str,
    ) -> Places {
        let plural = module.plural.clone();
        let address = house.record(person, module, word).await;
        let record = last(&address);
        house.post(person, &format!("{address}/comments"), &[("text", word)]).await;
        let text = ("geheim.txt", "text/plain", word.as_bytes());
        house.upload(person, &format!("{address}/files"), text).await;
        let view = [("name", word), ("filter", ""), ("sort", ""), ("columns", "")];
        let view = house.post(person, &format!("/{plural}/views"), &view).await;
        let (upload, run, mapping) = import(house, person, module, word).await;
        let later = [("format", "csv"), ("later", "1")];
        let export = house.post(person, &format!("/{plural}/export"), &later).await;
        let tagged = [("id", record.as_str()), ("tag", word), ("step", "do")];
        let tagged = house.post(person, &format!("/{plural}/bulk/tag"), &tagged).await;
        let bulk = tagged.undo();
        let cx = house.tenant.engine.system("a test looks for what it made");
        let link = Link::new(&module.code, record.parse().unwrap());
        let files = house.tenant.files.of_record(&cx, &link).await.unwrap();
        let comments = social::comments(&cx, &link, (None, 50)).await.unwrap();
        let history = records::history(&cx, &module.code, link.id, None, 1).await.unwrap();
        let field = module.fields.iter().find(|field| field.is_editable()).unwrap();
        let relation = module.relations.first().map(|relation| relation.name.clone());
        let list = module.related.first().map(|list| list.name.clone());
        let users = identity::users(&house.tenant.engine).await.unwrap();
        let (hook, message) = hook(house, &cx, &link).await;
        let token = format!("{}{}", link.id.0.simple(), "0".repeat(32));
        Places {
            token,
            plural,
            record,
            field: field.name.clone(),
            relation: relation.unwrap_or_else(|| "none".into()),
            list: list.unwrap_or_else(|| "none".into()),
            file: files[0].id.to_string(),
            comment: comments[0].id.to_string(),
            entry: history[0].id.to_string(),
            upload,
            run,
            mapping,
            export: last(export.location()),
            bulk,
            view: view.location().split_once("view=").unwrap().1.to_owned(),
            job: jobs::lines(&cx).await.unwrap()[0].id.to_string(),
            user: users[0].id.to_string(),
            hook,
            message,
        }
    }

    /// The address of a route with what is there in every place.
    pub fn address(&self, path: &str) -> String {
        let parts = path.split('/').map(|part| match part {
            "{modules}" => &self.plural,
            "{name}" if path.contains("/modules/") => &self.plural,
            "{name}" => &self.field,
            "{relation}" => &self.relation,
            "{list}" => &self.list,
            "{comment}" => &self.comment,
            "{message}" => &self.message,
            "{mapping}" => &self.mapping,
            "{entry}" => &self.entry,
            "{file}" if path.starts_with("/api/") => &self.file,
            "{file}" => &self.upload,
            "{run}" if path.contains("/import/") => &self.run,
            "{run}" if path.contains("/export/") => &self.export,
            "{run}" => &self.bulk,
            "{id}" => self.id(path),
            "{act}" => match path.split('/').nth(2) {
                Some("users") => "disable",
                Some("jobs") => "cancel",
                Some("webhooks") => "pause",
                Some("bulk") => "trash",
                Some("views") => "default",
                Some("import") if path.contains("/mappings/") => "remove",
                _ => "undo",
            },
            "{area}" => "tools",
            // The link of a record as somebody makes it up who knows its id.
            "{token}" => &self.token,
            "{answer}" => "accept",
            "{action}" | "{code}" | "{field}" | "{stage}" => "none",
            "{output}" => "document.pdf",
            "{*path}" => "app.js",
            part => {
                assert!(!part.starts_with('{'), "{path} has a place that nothing is known for");
                part
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn id(&self, path: &str) -> &str {
        let parts: Vec<&str> = path.split('/').collect();
        match (parts[1], parts.get(2).copied()) {
            ("files", _) => &self.file,
            ("settings", Some("users")) => &self.user,
            ("settings", Some("jobs")) => &self.job,
            ("settings", Some("webhooks")) => &self.hook,
            ("me", _) => "none",
            (_, Some("views")) => &self.view,
            _ => &self.record,
        }
    }
}

/// A webhook, and a message of it that nobody sends.
async fn hook(house: &House, cx: &records::Cx, link: &Link) -> (String, String) {
    let store = house.tenant.engine.store();
    let (id, message, now) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7(), cx.now());
    let owner = identity::users(&house.tenant.engine).await.unwrap()[0].id;
    let hook = Hook {
        id,
        name: SECRET.into(),
        url: "https://hooks.example/".into(),
        secret: String::new(),
        module: link.module.clone(),
        kinds: String::new(),
        filter: String::new(),
        is_active: true,
        owner,
        created_at: now,
        version: 1,
    };
    let told = Dispatch {
        id: message,
        hook: id,
        module: link.module.clone(),
        record: link.id,
        kind: "created".into(),
        version: 1,
        at: now,
        state: "done".into(),
        attempts: 1,
        status: Some(204),
        said: SECRET.into(),
        changed_at: now,
    };
    let write = move |tx: &mut store::Tx<'_>| {
        store::queries::hook::put(tx, &hook)?;
        store::queries::dispatch::add(tx, &told).map(drop)
    };
    store.write(write).await.unwrap();
    (id.to_string(), message.to_string())
}

fn last(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

/// A list that was brought, its import, which nobody carries out, and where its columns went.
async fn import(
    house: &House,
    person: &Person,
    module: &Module,
    word: &str,
) -> (String, String, String) {
    let headings = module.fields.iter().filter_map(|field| field.headings.first());
    let headings: Vec<&str> = headings.map(String::as_str).collect();
    let row = vec![word; headings.len()];
    let list = format!("{}\n{}\n", headings.join(";"), row.join(";"));
    let to = format!("/{}/import", module.plural);
    let taken = house.upload(person, &to, ("geheim.csv", "text/csv", list.as_bytes())).await;
    let (upload, _) = taken.location().split_once('?').unwrap();
    let started = house.post(person, upload, &[("step", "start")]).await;
    assert!(started.location().contains("/runs/"), "{}: {}", started.status, started.text);
    let (_, tail) = upload.split_at(upload.len() - 8);
    let name = format!("{word} {tail}");
    let kept = [("step", "save"), ("mapping_name", name.as_str())];
    let kept = house.post(person, upload, &kept).await;
    let (_, mapping) = kept.location().split_once("mapping=").unwrap();
    let mapping = mapping.split('&').next().unwrap().to_owned();
    (last(upload), last(started.location()), mapping)
}
