//! A fake of the web service of vtiger 7 and 8, as `reference/vtiger.md` describes it: sign-in by
//! challenge, sessions that end, describe, queries with at most 100 rows, sync, relations, files.
//!
//! It is told when to fail: answers that break off, sessions that ended, errors of the server.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json, json};

use crate::older::answer;

/// The key of its administrator.
pub const KEY: &str = "Zugriff0815Zugri";

/// How the next question goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trip {
    /// The answer breaks off.
    Broken,
    /// The session has ended.
    Ended,
    /// An error of the server, with nothing in it.
    Error,
    /// What comes is no JSON.
    Nonsense,
}

/// A kind of records.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    pub prefix: u64,
    pub label: String,
    pub singular: String,
    pub titled: String,
    pub fields: Vec<Json>,
    pub rows: Vec<Map<String, Json>>,
}

/// What there is.
#[derive(Default)]
pub struct World {
    pub kinds: BTreeMap<String, Kind>,
    pub users: Vec<Json>,
    /// Files by their id: name and bytes.
    pub files: BTreeMap<String, (String, Vec<u8>)>,
    /// Records that documents belong to.
    pub related: BTreeMap<String, Vec<String>>,
    /// Ids of what was deleted.
    pub deleted: Vec<String>,
    /// Ids of records at which the server fails.
    pub poison: BTreeSet<String>,
    /// What goes wrong with the next queries.
    pub trips: Vec<Trip>,
    /// How long a query takes.
    pub delay: Duration,
    /// Queries that were asked.
    pub asked: Vec<String>,
    /// How often somebody signed in.
    pub n_logins: usize,
    /// The session that lives.
    pub session: Option<String>,
}

/// The fake, and where it listens.
#[derive(Clone)]
pub struct OldHouse {
    pub world: Arc<Mutex<World>>,
    pub address: String,
}

impl OldHouse {
    pub async fn open(world: World) -> OldHouse {
        let world = Arc::new(Mutex::new(world));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/crm/", listener.local_addr().unwrap());
        let routes = get(asked).post(posted);
        let app = Router::new().route("/crm/webservice.php", routes).with_state(world.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        OldHouse { world, address }
    }

    /// Changes what there is.
    pub fn change(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.world.lock().unwrap());
    }
}

impl World {
    /// Changes a record, as somebody there would at a moment.
    pub fn set(&mut self, id: &str, at: &str, values: &[(&str, &str)]) {
        let rows = self.kinds.values_mut().flat_map(|kind| &mut kind.rows);
        let row = rows.into_iter().find(|row| row["id"] == id).unwrap();
        row.insert("modifiedtime".into(), json!(at));
        values.iter().for_each(|(name, value)| drop(row.insert((*name).into(), json!(value))));
    }
}

type Shared = State<Arc<Mutex<World>>>;

async fn asked(State(world): Shared, RawQuery(raw): RawQuery) -> Response {
    reply(world, raw.unwrap_or_default()).await
}

async fn posted(State(world): Shared, body: String) -> Response {
    reply(world, body).await
}

async fn reply(world: Arc<Mutex<World>>, form: String) -> Response {
    let pairs: BTreeMap<String, String> =
        url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let operation = pairs.get("operation").cloned().unwrap_or_default();
    let (delay, trip) = {
        let mut world = world.lock().unwrap();
        let is_query = operation == "query";
        (world.delay, is_query.then(|| world.trips.pop()).flatten())
    };
    if operation == "query" {
        tokio::time::sleep(delay).await;
    }
    match trip {
        Some(Trip::Broken) => {
            let end = Err::<Vec<u8>, _>(std::io::Error::other("broken off"));
            let parts = futures_util::stream::iter([Ok(b"{\"succ".to_vec()), end]);
            return Body::from_stream(parts).into_response();
        }
        Some(Trip::Error) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Trip::Nonsense) => return "<br />Warning: session_start()".into_response(),
        Some(Trip::Ended) => world.lock().unwrap().session = None,
        None => {}
    }
    let said = world.lock().unwrap().answer(&operation, &pairs);
    let body = match said {
        Ok(result) => json!({"success": true, "result": result}),
        Err("500") => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(code) => json!({"success": false, "error": {"message": code, "code": code}}),
    };
    ([("content-type", "application/json")], body.to_string()).into_response()
}

type Said = Result<Json, &'static str>;

impl World {
    fn answer(&mut self, operation: &str, pairs: &BTreeMap<String, String>) -> Said {
        let get = |name: &str| pairs.get(name).map_or("", String::as_str);
        match operation {
            "getchallenge" if get("username") == "admin" => {
                return Ok(
                    json!({"token": "5f00aa", "serverTime": 1_700_000_000, "expireTime": 1}),
                );
            }
            "getchallenge" => return Err("ACCESS_DENIED"),
            "login" if get("accessKey") == answer("5f00aa", KEY) => {
                self.n_logins += 1;
                let session = format!("session{}", self.n_logins);
                self.session = Some(session.clone());
                return Ok(json!({"sessionName": session, "userId": "19x1", "version": "0.22"}));
            }
            "login" => return Err("INVALID_USER_CREDENTIALS"),
            _ => {}
        }
        if self.session.as_deref() != Some(get("sessionName")) {
            return Err("INVALID_SESSIONID");
        }
        match operation {
            "listtypes" => Ok(self.types()),
            "describe" => self.describe(get("elementType")),
            "query" => self.query(get("query")),
            "retrieve" => self.find(get("id")).map(Json::Object).ok_or("ACCESS_DENIED"),
            "relatedtypes" if get("elementType") == "Potentials" => Ok(json!({
                "types": ["Contacts"],
                "information": {
                    "Contacts": {"name": "Contacts", "label": "Contacts", "isEntity": "1"},
                },
            })),
            "relatedtypes" => Ok(json!({
                "types": ["Contacts", "Accounts"],
                "information": {
                    "Contacts": {"name": "Contacts", "label": "Contacts", "isEntity": "1"},
                    "Organizations": {"name": "Accounts", "label": "Accounts", "isEntity": "1"},
                },
            })),
            "retrieve_related" => Ok(self.related(get("id"), get("relatedType"))),
            "files_retrieve" => self.file(get("id")),
            "sync" => Ok(self.sync(get("elementType"))),
            _ => Err("UNKNOWN_OPERATION"),
        }
    }

    fn types(&self) -> Json {
        let about = |(name, kind): (&String, &Kind)| {
            let (label, singular) = (&kind.label, &kind.singular);
            let said = json!({"isEntity": true, "label": label, "singular": singular});
            (name.clone(), said)
        };
        let mut about: Map<String, Json> = self.kinds.iter().map(about).collect();
        about.insert("Users".into(), json!({"isEntity": false, "label": "Users"}));
        let types: Vec<&String> = about.keys().collect();
        json!({"types": types, "information": about})
    }

    fn describe(&self, name: &str) -> Said {
        let kind = self.kinds.get(name).ok_or("ACCESS_DENIED")?;
        let mut fields = kind.fields.clone();
        for (name, label, of) in [
            ("assigned_user_id", "Assigned To", "owner"),
            ("createdtime", "Created Time", "datetime"),
            ("modifiedtime", "Modified Time", "datetime"),
            ("id", "id", "autogenerated"),
        ] {
            fields.push(json!({"name": name, "label": label, "type": {"name": of}}));
        }
        Ok(json!({
            "label": kind.label, "name": name, "createable": true, "updateable": true,
            "deleteable": true, "retrieveable": true, "fields": fields,
            "idPrefix": kind.prefix.to_string(), "isEntity": true, "allowDuplicates": true,
            "labelFields": kind.titled,
        }))
    }

    /// `select C from K [where modifiedtime >= 'T'] [order by F [desc]] [limit [N,] M];`
    fn query(&mut self, query: &str) -> Said {
        self.asked.push(query.to_owned());
        let words = query.strip_suffix(';').ok_or("QUERY_SYNTAX_ERROR")?;
        let rest = words.strip_prefix("select ").ok_or("QUERY_SYNTAX_ERROR")?;
        let (columns, rest) = rest.split_once(" from ").ok_or("QUERY_SYNTAX_ERROR")?;
        let (rest, limit) = rest.split_once(" limit ").unwrap_or((rest, "100"));
        let (rest, order) = rest.split_once(" order by ").unwrap_or((rest, "id"));
        let (name, condition) = rest.split_once(" where ").unwrap_or((rest, ""));
        let (offset, limit) = limit.split_once(", ").unwrap_or(("0", limit));
        let number = |text: &str| text.parse::<usize>().map_err(|_| "QUERY_SYNTAX_ERROR");
        let (offset, limit) = (number(offset)?, number(limit)?.min(100));
        let mut rows = self.rows(name)?;
        if let Some(since) = condition.strip_prefix("modifiedtime >= ") {
            let since = since.trim_matches('\'');
            rows.retain(|row| row["modifiedtime"].as_str().unwrap() >= since);
        } else if !condition.is_empty() {
            return Err("QUERY_SYNTAX_ERROR");
        }
        if columns == "count(*)" {
            return Ok(json!([{"count": rows.len().to_string()}]));
        }
        match order {
            "id" => rows.sort_by_key(|row| number_of(row["id"].as_str().unwrap())),
            "modifiedtime desc" => {
                rows.sort_by_key(|row| row["modifiedtime"].as_str().unwrap().to_owned());
                rows.reverse();
            }
            _ => return Err("ACCESS_DENIED"),
        }
        let rows: Vec<Map<String, Json>> = rows.into_iter().skip(offset).take(limit).collect();
        if columns == "*" && rows.iter().any(|r| self.poison.contains(r["id"].as_str().unwrap())) {
            return Err("500");
        }
        let columns: Vec<&str> = columns.split(", ").collect();
        let cut = |mut row: Map<String, Json>| {
            row.retain(|name, _| columns == ["*"] || name == "id" || columns.contains(&&**name));
            Json::Object(row)
        };
        Ok(Json::Array(rows.into_iter().map(cut).collect()))
    }

    fn rows(&self, name: &str) -> Result<Vec<Map<String, Json>>, &'static str> {
        match name {
            "Users" => {
                Ok(self.users.iter().map(|user| user.as_object().unwrap().clone()).collect())
            }
            name => self.kinds.get(name).map(|kind| kind.rows.clone()).ok_or("ACCESS_DENIED"),
        }
    }

    fn find(&self, id: &str) -> Option<Map<String, Json>> {
        let mut rows = self.kinds.values().flat_map(|kind| &kind.rows);
        rows.find(|row| row["id"] == id).cloned()
    }

    fn related(&self, id: &str, kind: &str) -> Json {
        let prefix = self.kinds.get(kind).map_or(0, |kind| kind.prefix);
        let ids = self.related.get(id).into_iter().flatten();
        let ids = ids.filter(|id| id.starts_with(&format!("{prefix}x")));
        Json::Array(ids.filter_map(|id| self.find(id).map(Json::Object)).collect())
    }

    fn file(&self, id: &str) -> Said {
        let (name, bytes) = self.files.get(id).ok_or("ACCESS_DENIED")?;
        Ok(json!([{
            "fileid": id, "filename": name, "filetype": "application/pdf",
            "filesize": bytes.len(), "filecontents": STANDARD.encode(bytes),
        }]))
    }

    fn sync(&self, kind: &str) -> Json {
        let prefix = self.kinds.get(kind).map_or(0, |kind| kind.prefix);
        let gone = self.deleted.iter().filter(|id| id.starts_with(&format!("{prefix}x")));
        let gone: Vec<&String> = gone.collect();
        json!({"updated": [], "deleted": gone, "more": false, "lastModifiedTime": 1_700_000_100})
    }
}

fn number_of(id: &str) -> u64 {
    id.split_once('x').unwrap().1.parse().unwrap()
}
