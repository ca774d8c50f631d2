//! What a message says, as a sentence: on the screen and in a letter.

use kernel::{Date, Instant};

use ui::{Cx, format};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    /// A record of a module.
    Record(&'a str),
    /// Many records at once.
    Many,
    /// A job.
    Job,
}

/// What happened, and who did it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Its kind, such as `mentioned`.
    pub kind: &'a str,
    /// Name of who did it.
    pub who: &'a str,
    /// What it is about.
    pub about: About<'a>,
    /// What happened in one word, for a change; the day, for what is due.
    pub detail: &'a str,
}

impl Said<'_> {
    /// The sentence.
    #[must_use]
    pub fn sentence(&self, cx: Cx) -> String {
        let who = [("who", self.who)];
        match (self.kind, self.about) {
            ("assigned", About::Many) => cx.fill("ui.messages.assigned_many", &who),
            ("due", about) => cx.fill(&reminder(cx, about), &[("day", &due(cx, self.detail))]),
            ("answered", about) => cx.fill("ui.messages.answered", &[("act", self.act(cx, about))]),
            ("changed", _) => self.change(cx),
            (kind, _) => cx.fill(&format!("ui.messages.{kind}"), &who),
        }
    }

    fn change(&self, cx: Cx) -> String {
        let key = format!("ui.messages.did.{}", self.detail);
        if cx.find(&key).is_some() {
            return cx.fill(&key, &[("who", self.who)]);
        }
        let act = self.act(cx, self.about);
        cx.fill("ui.messages.did.other", &[("who", self.who), ("act", act)])
    }

    /// The label of an action of the module.
    fn act<'a>(&'a self, cx: Cx<'a>, about: About) -> &'a str {
        let act = match about {
            About::Record(module) => cx.find(&format!("{module}.action.{}", self.detail)),
            About::Many | About::Job => None,
        };
        act.unwrap_or(self.detail)
    }
}

/// The key of what is said of a record that is due: the module may have words of its own.
fn reminder(cx: Cx, about: About) -> String {
    let own = match about {
        About::Record(module) => Some(format!("{module}.reminder.text")),
        About::Many | About::Job => None,
    };
    own.filter(|key| cx.find(key).is_some()).unwrap_or_else(|| "ui.messages.due".into())
}

fn due(cx: Cx, detail: &str) -> String {
    match (Date::parse_iso(detail), Instant::parse_rfc3339(detail)) {
        (Some(day), _) => format::date(cx, day),
        (None, Some(at)) => format::date_time(cx, at),
        (None, None) => detail.to_owned(),
    }
}
