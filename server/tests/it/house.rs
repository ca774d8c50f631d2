//! A running firm without network: people, records, and what a browser would send.

use access::{Rights, Sees};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use catalog::{Field, FieldType, Module};
use identity::{NewUser, Preferences};
use kernel::{Clock, Language};
use records::Offer;
use server::{Config, Tenant};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// Password of everybody.
pub const PASSWORD: &str = "drei Äpfel im Schrank";

/// A firm with its program.
pub struct House {
    pub tenant: Tenant,
    pub config: Config,
    pub app: Router,
    _folder: Option<TempDir>,
}

/// Somebody at a browser.
#[derive(Clone, Default)]
pub struct Person {
    pub cookie: String,
    pub csrf: String,
    /// What is left open to them, when it is less than they have.
    pub limits: Option<Rights>,
}

impl Person {
    /// The same person with no more rights than these.
    pub fn limited(&self, limits: Rights) -> Person {
        Person { limits: Some(limits), ..self.clone() }
    }
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    /// The answer as JSON.
    pub fn json(&self) -> serde_json::Value {
        let read = serde_json::from_str(&self.text);
        read.unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |place| place.to_str().unwrap())
    }

    /// What takes back what was done: an entry of the history, or a run.
    pub fn undo(&self) -> String {
        let said = self.headers[header::SET_COOKIE].to_str().unwrap();
        let (_, undo) = said.split(';').next().unwrap().split_once('.').unwrap();
        undo.to_owned()
    }

    /// The page without its token, which is a new one on every page.
    pub fn without_token(&self) -> String {
        self.text.replace(token(&self.text), "")
    }
}

/// The value of a cookie that an answer sets, as a browser sends it back.
pub fn cookie(reply: &Reply, name: &str) -> Option<String> {
    let all = reply.headers.get_all(header::SET_COOKIE).iter();
    let pairs = all.filter_map(|line| line.to_str().unwrap().split(';').next());
    pairs
        .filter(|pair| pair.split_once('=').is_some_and(|(known, _)| known == name))
        .map(str::to_owned)
        .next()
}

/// The value of a hidden field of a page.
pub fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap()
}

fn token(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

/// A file, and PostgreSQL when the run has one.
pub fn databases() -> Vec<Option<String>> {
    let server = std::env::var("KONTOR_TEST_POSTGRES").ok();
    std::iter::once(None).chain(server.map(Some)).collect()
}

impl House {
    /// A firm in a file.
    pub async fn open() -> House {
        House::open_in(None).await
    }

    /// A firm in a file or in a schema of its own.
    pub async fn open_in(database_url: Option<String>) -> House {
        House::open_with(database_url, &server::offers()).await
    }

    /// A firm with modules of its own.
    pub async fn open_with(database_url: Option<String>, offers: &[Offer]) -> House {
        House::set_up(|config| config.database_url = database_url, offers).await
    }

    /// A firm with settings of its own.
    pub async fn open_as(change: impl FnOnce(&mut Config)) -> House {
        House::set_up(change, &server::offers()).await
    }

    async fn set_up(change: impl FnOnce(&mut Config), offers: &[Offer]) -> House {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            data: folder.path().to_path_buf(),
            listen: "127.0.0.1:0".parse().unwrap(),
            database_url: None,
            database_schema: format!("house_{}", uuid::Uuid::now_v7().simple()),
            public_url: None,
            tls: None,
            log: "error".into(),
            insecure_http: false,
            trusted_proxies: Vec::new(),
            metrics_token: None,
            secret_key_file: None,
            api_rate: 0,
            outbound_allow: outbound::Ranges::default(),
            mail: None,
        };
        change(&mut config);
        House { _folder: Some(folder), ..House::enter_with(config, offers).await }
    }

    /// The firm whose data lie somewhere.
    pub async fn enter(config: Config) -> House {
        House::enter_with(config, &server::offers()).await
    }

    /// The same firm while its clock stands still.
    pub fn at_rest(mut self) -> House {
        let clock = Clock::fixed(self.tenant.engine.clock().now());
        self.tenant.engine = self.tenant.engine.under_clock(clock);
        House { app: server::app(&self.config, &self.tenant), ..self }
    }

    /// The same firm so many seconds later, where the clock stands still again.
    pub fn later(mut self, seconds: i64) -> House {
        let at = self.tenant.engine.clock().now().plus_millis(seconds * 1000);
        self.tenant.engine = self.tenant.engine.under_clock(Clock::fixed(at));
        House { app: server::app(&self.config, &self.tenant), ..self }
    }

    async fn enter_with(config: Config, offers: &[Offer]) -> House {
        let tenant = server::open_with(&config, offers).await.unwrap();
        House { app: server::app(&config, &tenant), tenant, config, _folder: None }
    }

    /// The modules of the firm.
    pub fn modules(&self) -> Vec<Arc<Module>> {
        self.tenant.engine.catalog().modules().to_vec()
    }

    /// Adds somebody and signs them in.
    pub async fn person(&self, login: &str, language: Language, sees: Sees) -> Person {
        let new = NewUser {
            login: login.into(),
            password: PASSWORD.into(),
            is_admin: sees == Sees::All,
            sees,
            preferences: Preferences { language, ..Preferences::default() },
            ..NewUser::default()
        };
        identity::add_user(&self.tenant.engine, new).await.unwrap();
        let form = [("name", login), ("password", PASSWORD)];
        let reply = self.post(&Person::default(), "/login", &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let home = Person { cookie: cookie.clone(), ..Person::default() };
        let home = self.get(&home, "/").await;
        Person { csrf: token(&home.text).into(), cookie, limits: None }
    }

    /// The administrator.
    pub async fn jana(&self) -> Person {
        self.person("jana", Language::De, Sees::All).await
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Begins a request of a person's browser.
    pub fn request(person: &Person, method: Method, to: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(to).header(header::HOST, "kontor.test");
        let request = match &person.limits {
            Some(limits) => request.extension(limits.clone()),
            None => request,
        };
        if person.cookie.is_empty() {
            return request;
        }
        request.header(header::COOKIE, &person.cookie)
    }

    /// Asks for a page.
    pub async fn get(&self, person: &Person, from: &str) -> Reply {
        let request = House::request(person, Method::GET, from);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a form, with the token of the person.
    pub async fn post(&self, person: &Person, to: &str, form: &[(&str, &str)]) -> Reply {
        let mut pairs = form.to_vec();
        pairs.push(("csrf", &person.csrf));
        self.post_bare(person, to, &pairs).await
    }

    /// Posts a form as it is.
    pub async fn post_bare(&self, person: &Person, to: &str, form: &[(&str, &str)]) -> Reply {
        let request = House::request(person, Method::POST, to)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(form))).unwrap()).await
    }

    /// Sends what a program would, with the token of the person and further headers.
    pub async fn tell(
        &self,
        person: &Person,
        (method, to): (Method, &str),
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = House::request(person, method, to).header("x-csrf-token", &person.csrf);
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends what the script of a page does, which asks for a part of it.
    pub async fn part(
        &self,
        person: &Person,
        (method, to): (Method, &str),
        form: &[(&str, &str)],
    ) -> Reply {
        let headers =
            [("hx-request", "true"), ("content-type", "application/x-www-form-urlencoded")];
        self.tell(person, (method, to), &headers, encoded(form)).await
    }

    /// Posts a file.
    pub async fn upload(&self, person: &Person, to: &str, file: (&str, &str, &[u8])) -> Reply {
        self.upload_with(person, to, file, &[]).await
    }

    /// Posts a file with further headers.
    pub async fn upload_with(
        &self,
        person: &Person,
        to: &str,
        file: (&str, &str, &[u8]),
        headers: &[(&str, &str)],
    ) -> Reply {
        let (name, media_type, bytes) = file;
        let name = name.replace('"', "%22");
        let mut body = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--edge\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: {media_type}\r\n\r\n",
            person.csrf
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let mut request = House::request(person, Method::POST, to)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Creates a record whose required texts say the same, and gives its address.
    ///
    /// What else is required gets something that fits, another number or day where a record has to
    /// be the only one with it; a record that it must link to is created before it.
    pub async fn record(&self, person: &Person, module: &Module, text: &str) -> String {
        let mut links = vec![("allow_duplicate".to_owned(), "1".to_owned())];
        for field in module.fields.iter().filter(|f| f.required && f.is_editable()) {
            let FieldType::Link { to, .. } = &field.kind else { continue };
            let target = self.tenant.engine.catalog().module(&to[0]).cloned().unwrap();
            let there = Box::pin(self.record(person, &target, "Ziel")).await;
            let id = there.rsplit('/').next().unwrap();
            links.push((field.name.clone(), format!("{}:{id}", target.code)));
        }
        let mut refused = String::new();
        for nth in 0..9 {
            let form = [links.clone(), fitting(module, text, nth)].concat();
            let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let reply = self.post(person, &format!("/{}", module.plural), &form).await;
            if reply.status == StatusCode::SEE_OTHER {
                return reply.location().to_owned();
            }
            refused = format!("{} {}", reply.status, reply.text);
        }
        panic!("{}: {refused}", module.code)
    }
}

/// Required values besides links, every time others of what can be counted.
fn fitting(module: &Module, text: &str, nth: i64) -> Vec<(String, String)> {
    let (year, month, day) = kernel::Date::new(2026, 11, 25).unwrap().plus_days(nth).ymd();
    let day = format!("{day:02}.{month:02}.{year}");
    let is_given = |f: &&Field| matches!(f.default, Some(catalog::Default::Fixed(_)));
    let needed = module.fields.iter().filter(|f| f.required && f.is_editable());
    let needed = needed.filter(|field| !is_given(field));
    let values = needed.flat_map(|field| {
        let name = field.name.clone();
        match &field.kind {
            FieldType::Text | FieldType::LongText => vec![(name, text.to_owned())],
            FieldType::Email => vec![(name, format!("post{nth}@example.de"))],
            FieldType::Decimal { .. } | FieldType::Percent => vec![(name, (nth + 1).to_string())],
            FieldType::Money => {
                let currency = (format!("{name}.currency"), "EUR".to_owned());
                vec![(format!("{name}.amount"), (nth + 1).to_string()), currency]
            }
            FieldType::Date => vec![(name, day.clone())],
            FieldType::DateTime => {
                let time = (format!("{name}.time"), "10:00".to_owned());
                vec![(format!("{name}.date"), day.clone()), time]
            }
            FieldType::Link { .. } => Vec::new(),
            other => {
                assert!(field.default.is_some(), "{name}: nothing fits {other:?}");
                Vec::new()
            }
        }
    });
    values.collect()
}

/// A form as it stands in an address or a body.
pub fn encoded(form: &[(&str, &str)]) -> String {
    let pairs = form.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Text as it may stand in an address.
pub fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// An address of the lists of routes with something in every place.
pub fn filled(path: &str, plural: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{modules}" => plural,
        "{name}" if path.contains("/modules/") => plural,
        "{act}" => "undo",
        "{name}" | "{relation}" | "{list}" | "{action}" | "{code}" => "name",
        part if part.starts_with('{') => id,
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
