//! Parts that page models share.

use kernel::{PrincipalId, RecordId};

/// What a page says about its module.
#[derive(Clone, Debug, Default)]
pub struct ModuleHead {
    /// Code of the module, singular.
    pub code: String,
    /// Address of its list, such as `/books`.
    pub href: String,
    /// Label of many records: the heading of the list.
    pub many: String,
    /// Label of one record.
    pub one: String,
    /// Icon from the sprite.
    pub icon: String,
    /// Hue of its area, a multiple of ten.
    pub hue: Option<u16>,
    /// Whether its records stand for persons and are drawn round.
    pub is_person: bool,
}

/// A user or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its id, from which its colour follows.
    pub id: PrincipalId,
    /// Its name.
    pub name: String,
    /// Address of its picture; else there are initials.
    pub picture: Option<String>,
}

/// A record that is only named and led to.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// Its id, from which its colour follows.
    pub id: RecordId,
    /// Title.
    pub title: String,
    /// Address.
    pub href: String,
    /// Whether it is drawn round.
    pub is_person: bool,
    /// What tells it from records of the same title.
    pub note: String,
    /// A short mark at its end, such as a role.
    pub badge: Option<Tag>,
}

/// A coloured word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The word.
    pub label: String,
    /// Hue, a multiple of ten; none is neutral.
    pub hue: Option<u16>,
}

/// How many there are, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Counted.
    Exact(u64),
    /// Counting stopped there.
    AtLeast(u64),
}

/// An entry of a menu, or a button beside others.
#[derive(Clone, Debug, Default)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// Icon from the sprite, or empty.
    pub icon: String,
    /// What happens.
    pub go: Go,
    /// Shown in the colour of danger.
    pub tone: Tone,
    /// Single key that does the same, shown beside it.
    pub key: Option<String>,
}

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As loud as its neighbours.
    #[default]
    Plain,
    /// The one thing this page is for.
    Primary,
    /// Takes something away.
    Danger,
}

/// What happens when a button or an entry is chosen.
#[derive(Clone, Debug)]
pub enum Go {
    /// Goes to an address.
    To(String),
    /// Opens an address in a drawer over the page; without script it is a page of its own.
    Drawer(String),
    /// Posts to an address with these fields.
    Post {
        /// The address.
        action: String,
        /// Fields besides the token.
        fields: Vec<(String, String)>,
        /// Question to answer first; only for what cannot be undone.
        confirm: Option<Confirm>,
    },
}

impl Default for Go {
    fn default() -> Self {
        Go::To(String::new())
    }
}

/// A question before something final; names object and effect.
#[derive(Clone, Debug, Default)]
pub struct Confirm {
    /// The question.
    pub title: String,
    /// What will happen.
    pub text: String,
    /// The verb on the button.
    pub verb: String,
}

/// A short message that goes away by itself.
#[derive(Clone, Debug, Default)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Address that takes it back, posted to.
    pub undo: Option<String>,
    /// Whether something went wrong.
    pub mood: Mood,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Something went well.
    #[default]
    Good,
    /// Something to know.
    Info,
    /// Something to mind.
    Warning,
    /// Something went wrong.
    Bad,
}

/// A record that may be the same as the one at hand.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The other record; `None` when the reader may not see it but may know that it exists.
    pub record: Option<RecordLine>,
    /// Labels of the fields in which both agree.
    pub agrees_in: Vec<String>,
}
