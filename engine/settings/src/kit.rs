//! What the pages of the house share.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Error, PrincipalId};
use maud::Markup;
use panel::{Choice, Control, Frame, Kind, Pair};
use records::Cx;
use ui::Names;
use ui::fields::Form;
use ui::views::detail::TabLink;
use uuid::Uuid;

pub use crate::again::Again;
pub use crate::party::{Parties, party, value};
use crate::seen::{SEEN, Seen, demand};
use present::errors::{Reader, sentence};
use visit::answer::{Answer, For, Refused};
use visit::open::Open;
use visit::visitor::Visitor;

/// Fields of a form, as they stand or as they were sent.
pub struct Fields<'a> {
    cx: &'a Cx,
    again: Option<&'a Again>,
    /// Where labels and hints stand.
    texts: &'static str,
    /// What stood in them.
    seen: Seen,
}

impl<'a> Fields<'a> {
    /// The fields of a form.
    pub fn new(cx: &'a Cx, again: Option<&'a Again>) -> Self {
        Fields::under(cx, again, "ui.house")
    }

    /// The fields of a form whose labels and hints stand under a key of their own.
    pub fn under(cx: &'a Cx, again: Option<&'a Again>, texts: &'static str) -> Self {
        Fields { cx, again, texts, seen: Seen::default() }
    }

    /// The mark of what stands in the fields so far.
    pub fn mark(&self) -> Control {
        Control { name: SEEN, kind: Kind::Hidden(self.seen.mark()), ..Control::default() }
    }

    /// Refuses a form that was read from something else than what stands in these fields.
    ///
    /// # Errors
    /// `Conflict` `shape_stale`.
    pub fn demand_seen(&self, form: &Form) -> Result<(), Error> {
        demand(form, &self.seen.mark())
    }

    fn control(&self, name: &'static str, kind: Kind) -> Control {
        let label = self.cx.text(&format!("{}.field.{name}", self.texts)).to_owned();
        let reader = Reader { catalog: &self.cx.catalog, locale: &self.cx.locale };
        let mut problems = self.again.into_iter().flat_map(|again| &again.problems);
        let problem = problems.find(|problem| problem.field == name);
        let problem = problem.map(|problem| sentence(&reader, &label, problem));
        let key = format!("{}.hint.{name}", self.texts);
        let texts = self.cx.catalog.texts();
        let hint = texts.find(self.cx.locale.language, &key).map(str::to_owned);
        Control { name, label, hint, problem, is_required: false, kind }
    }

    /// What was sent, or what stands; with what stands by now, where that is something else.
    fn line(&self, (name, stored): (&'static str, &str), kind: impl Fn(String) -> Kind) -> Control {
        self.seen.take(name, &stored);
        let sent = self.sent(name).unwrap_or(stored).to_owned();
        let stands = self.again.and_then(|again| again.stands(self.cx, (&sent, stored)));
        let control = self.control(name, kind(sent));
        Control { hint: stands.or(control.hint), ..control }
    }

    fn sent(&self, name: &str) -> Option<&str> {
        let form = self.again.and_then(|again| again.form.as_ref());
        form.map(|form| form.get(name).unwrap_or_default())
    }

    /// What a field holds, as it was sent or else as it stands.
    pub fn given<'b>(&'b self, name: &str, stored: &'b str) -> &'b str {
        self.sent(name).unwrap_or(stored)
    }

    /// A line of text.
    pub fn text(&self, name: &'static str, stored: &str) -> Control {
        self.line((name, stored), Kind::Text)
    }

    /// A line of text that must be filled.
    pub fn required(&self, name: &'static str, stored: &str) -> Control {
        Control { is_required: true, ..self.text(name, stored) }
    }

    /// A line of text for which values are suggested.
    pub fn suggested(&self, name: &'static str, stored: &str, all: Vec<String>) -> Control {
        self.line((name, stored), |value| Kind::Suggested(value, all.clone()))
    }

    /// A field that only administrators change; it says so.
    pub fn fixed(&self, control: Control) -> Control {
        let said = match control.kind {
            Kind::Select(choices) | Kind::Deciding(choices, _) => {
                choices.into_iter().find(|one| one.is_on).map(|one| one.label)
            }
            Kind::Text(text) | Kind::Area(text) | Kind::Suggested(text, _) => Some(text),
            Kind::Check(_)
            | Kind::Many(_)
            | Kind::Secret(..)
            | Kind::Pairs(_)
            | Kind::Formula(_)
            | Kind::Drawn(..)
            | Kind::Hidden(_)
            | Kind::Fixed(_) => None,
        };
        let hint = Some(self.cx.text("ui.own.only_administrators").to_owned());
        let kind = Kind::Fixed(said.unwrap_or_default());
        Control { kind, hint, is_required: false, ..control }
    }

    /// Several lines.
    pub fn area(&self, name: &'static str, stored: &str) -> Control {
        self.line((name, stored), Kind::Area)
    }

    /// A value of a field, with the control of its type.
    pub fn value(
        &self,
        name: &'static str,
        field: &catalog::Field,
        stored: &kernel::Value,
    ) -> Control {
        self.seen.take(name, stored);
        let field = catalog::Field { name: name.to_owned(), required: false, ..field.clone() };
        let names = Names::default();
        let reader = drawing(self.cx, &names);
        let entered = ui::fields::Entered {
            form: self.again.and_then(|again| again.form.as_ref()),
            ..ui::fields::Entered::stored(stored, "field")
        };
        let drawn = ui::fields::edit(reader, &field, &entered);
        let is_group = ui::fields::is_group(&field);
        self.control(name, Kind::Drawn(entered.id(&field), drawn, is_group))
    }

    /// A formula, as it stands or as it was sent.
    pub fn formula(&self, name: &'static str, stored: panel::formula::FormulaBox) -> Control {
        self.seen.take(name, &stored.text);
        let text = self.sent(name).map_or(stored.text.clone(), str::to_owned);
        self.control(name, Kind::Formula(Box::new(panel::formula::FormulaBox { text, ..stored })))
    }

    /// A secret: what was sent comes back, of what is kept only whether it is there.
    pub fn secret(&self, name: &'static str, has_one: bool) -> Control {
        let typed = self.sent(name).unwrap_or_default().to_owned();
        self.control(name, Kind::Secret(typed, has_one))
    }

    /// Rows of a text and one of some, with labels for both and some rows that are free.
    pub fn pairs(
        &self,
        name: &'static str,
        stored: Vec<(String, String)>,
        (all, labels, n_free): (&[(String, String)], [&str; 2], usize),
    ) -> Control {
        let form = self.again.and_then(|again| again.form.as_ref());
        let sent = form.map(|form| {
            let to = format!("{name}_to");
            let values = |name: &str| -> Vec<String> {
                let sent = form.0.iter().filter(|(known, _)| known == name);
                sent.map(|(_, value)| value.clone()).collect()
            };
            let pairs = values(name).into_iter().zip(values(&to));
            pairs.filter(|(from, _)| !from.trim().is_empty()).collect()
        });
        let pair = |(from, chosen): (String, String)| {
            let choice = |(value, label): &(String, String)| Choice {
                value: value.clone(),
                label: label.clone(),
                is_on: *value == chosen,
            };
            let labels = (labels[0].to_owned(), labels[1].to_owned());
            Pair { from, to: all.iter().map(choice).collect(), labels }
        };
        let pairs: Vec<(String, String)> = sent.unwrap_or(stored);
        let free = std::iter::repeat_n((String::new(), String::new()), n_free);
        self.control(name, Kind::Pairs(pairs.into_iter().chain(free).map(pair).collect()))
    }

    /// Yes or no.
    pub fn check(&self, name: &'static str, stored: bool) -> Control {
        self.seen.take(name, &stored);
        let is_on = self.sent(name).map_or(stored, |sent| sent == "1");
        let word = |is_on| self.cx.text(if is_on { "ui.field.yes" } else { "ui.field.no" });
        let both = (word(is_on), word(stored));
        let stands = self.again.and_then(|again| again.stands(self.cx, both));
        let control = self.control(name, Kind::Check(is_on));
        Control { hint: stands.or(control.hint), ..control }
    }

    /// One of some, each a value with its words.
    pub fn select(
        &self,
        name: &'static str,
        stored: &str,
        all: impl IntoIterator<Item = (String, String)>,
    ) -> Control {
        self.seen.take(name, &stored);
        let chosen = self.sent(name).unwrap_or(stored).to_owned();
        let all: Vec<(String, String)> = all.into_iter().collect();
        let label = |value: &str| all.iter().find(|one| one.0 == value).map_or("", |one| &one.1);
        let both = (label(&chosen), label(stored));
        let stands = self.again.and_then(|again| again.stands(self.cx, both));
        let choice = |(value, label): (String, String)| {
            let is_on = value == chosen;
            Choice { value, label, is_on }
        };
        let control = self.control(name, Kind::Select(all.into_iter().map(choice).collect()));
        Control { hint: stands.or(control.hint), ..control }
    }

    /// One of some, which decides what the others offer.
    pub fn deciding(
        &self,
        (name, stored): (&'static str, &str),
        all: impl IntoIterator<Item = (String, String)>,
        at: &str,
    ) -> Control {
        let mut control = self.select(name, stored, all);
        if let Kind::Select(choices) = control.kind {
            control.kind = Kind::Deciding(choices, at.to_owned());
        }
        control
    }

    /// Any of some.
    pub fn many(
        &self,
        name: &'static str,
        stored: &BTreeSet<String>,
        all: impl IntoIterator<Item = (String, String)>,
    ) -> Control {
        self.seen.take(name, stored);
        let form = self.again.and_then(|again| again.form.as_ref());
        let sent = form.map(|form| form.all(name).map(str::to_owned).collect());
        let chosen: BTreeSet<String> = sent.unwrap_or_else(|| stored.clone());
        let choice = |(value, label): (String, String)| {
            let is_on = chosen.contains(&value);
            Choice { value, label, is_on }
        };
        self.control(name, Kind::Many(all.into_iter().map(choice).collect()))
    }
}

/// What a control is drawn with where nobody sends it.
pub fn drawing<'a>(cx: &'a Cx, names: &'a Names) -> ui::Cx<'a> {
    ui::Cx { catalog: &cx.catalog, locale: &cx.locale, now: cx.now(), names, csrf: "" }
}

/// The pages of the house beside each other.
const PAGES: [(&str, &str); 6] = [
    ("users", "/settings/users"),
    ("roles", "/settings/roles"),
    ("profiles", "/settings/profiles"),
    ("groups", "/settings/groups"),
    ("sharing", "/settings/sharing"),
    ("why", "/settings/why"),
];

/// Ways to the pages of the house.
pub fn tabs(cx: &Cx, here: &str) -> Vec<TabLink> {
    let link = |(key, href): (&str, &str)| TabLink {
        label: cx.text(&format!("ui.house.page.{key}")).to_owned(),
        href: href.to_owned(),
        is_current: key == here,
        count: None,
    };
    PAGES.into_iter().map(link).collect()
}

/// The frame of a list of the house.
pub fn frame(cx: &Cx, here: &str) -> Frame {
    Frame {
        title: cx.text(&format!("ui.house.page.{here}")).to_owned(),
        about: cx.text(&format!("ui.house.about.{here}")).to_owned(),
        tabs: tabs(cx, here),
        ..Frame::default()
    }
}

/// The frame of one thing below a list of the house.
pub fn below(cx: &Cx, (here, href): (&str, &str), title: &str, again: Option<&Again>) -> Frame {
    let step = (cx.text(&format!("ui.house.page.{here}")).to_owned(), href.to_owned());
    Frame {
        title: title.to_owned(),
        steps: vec![step],
        problem: again.and_then(Again::conflict),
        ..Frame::default()
    }
}

/// Answers with a page of the settings.
pub async fn answer(
    visitor: &Visitor,
    (status, title): (StatusCode, &str),
    draw: impl FnOnce(ui::Cx<'_>) -> Markup,
) -> Answer {
    let open = Open::new(visitor, "/settings", Names::default()).await.for_(visitor)?;
    let body = draw(open.reader());
    let answered: Response = open.answer(status, title, &body);
    Ok(answered)
}

/// An id in an address.
pub fn id(text: &str, visitor: &Visitor) -> Result<Uuid, Refused> {
    Uuid::try_parse(text).map_err(|_| Error::NotFound).for_(visitor)
}

/// The version that was read; nothing stands at 0.
pub fn version(form: &Form) -> i64 {
    form.get("version").and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Nobody yet, so that a form does not choose for people.
pub fn nobody(cx: &Cx) -> (String, String) {
    (String::new(), cx.text("ui.field.choose").to_owned())
}

/// Names of people and groups by id.
pub fn name_of(all: &[records::Person], id: PrincipalId) -> String {
    all.iter().find(|one| one.id == id).map_or_else(|| "–".to_owned(), |one| one.name.clone())
}
