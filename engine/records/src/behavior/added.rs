//! What a module adds to the general case: rules, actions and reactions, in listed order.

use catalog::Module;
use kernel::{Date, Result};
use store::queries::outbox::Event;
use store::records::Record;

use super::ahead::{Sketch, Trial};
use super::asking::Asking;
use super::errand::{Errand, Run, Turn};
use crate::act::{Answers, Choosing, Offered, Take};
use crate::draft::{Draft, Refusal};
use crate::files::kept::Keeping;
use crate::files::{FileReader, Form, Make, PlaceFile, ReadFile};
use crate::follow::Moved;
use crate::public::PublicPage;
use crate::work::Work;

/// Sets fields from other fields.
pub type Derive = fn(&mut Draft);
/// Refuses a record that breaks an invariant.
pub type Check = fn(&Draft) -> Refusal;
/// Refuses a change from one state to another.
pub type Guard = fn(&Record, &Draft) -> Refusal;
/// Does what a person asked for by name, inside the transaction.
pub type ActionFn = fn(&mut Work<'_, '_>, &mut Draft, &Answers) -> Result<()>;
/// Proposes what an action is answered with, before the person is asked.
pub type Proposal = fn(&mut Asking<'_, '_>, &Record) -> Result<Answers>;
/// Looks for what rules need of records that no link leads to, before they run: it sets links, and
/// puts what it read where `needs` stand.
pub type Seek = fn(&mut Asking<'_, '_>, &mut Draft) -> Result<()>;
/// Keeps other records consistent, inside the transaction.
pub type Reaction = fn(&mut Work<'_, '_>, &Event) -> Result<()>;
/// Keeps other records in step with what became of one, inside the transaction.
pub type Follow = fn(&mut Work<'_, '_>, Moved<'_>) -> Result<()>;

/// The last day on which a record must not go for good, if there is one.
pub type Retain = fn(&mut Work<'_, '_>, (&Module, &Record)) -> Result<Option<Date>>;

/// Paths of linked values that rules need, such as `publisher.country`.
pub type Needs = &'static [&'static str];

/// What one module adds.
#[derive(Clone, Default)]
pub struct Behavior {
    module: String,
    pub(crate) seeks: Vec<Seek>,
    pub(crate) derives: Vec<Derive>,
    pub(crate) checks: Vec<Check>,
    pub(crate) guards: Vec<Guard>,
    pub(crate) preparations: Vec<(String, ActionFn)>,
    pub(crate) actions: Vec<(String, ActionFn)>,
    pub(crate) proposals: Vec<(String, Proposal)>,
    choosings: Vec<Choosing>,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) follows: Vec<Follow>,
    pub(crate) needs: Vec<&'static str>,
    pub(crate) outputs: Vec<(&'static str, Make)>,
    /// Those of them that a job makes.
    pub(crate) made_by_job: Vec<&'static str>,
    pub(crate) forms: Vec<(Form, Make)>,
    pub(crate) seen_with: Vec<(&'static str, &'static str, &'static str)>,
    pub(crate) kept: Vec<Keeping>,
    pub(crate) retains: Vec<Retain>,
    pub(crate) errands: Vec<Errand>,
    pub(crate) reader: Option<FileReader>,
    pub(crate) public: Option<PublicPage>,
    pub(crate) trial: Option<Trial>,
    pub(crate) sketch: Option<Sketch>,
}

impl Behavior {
    /// Starts the list of a module.
    #[must_use]
    pub fn of(module: &str) -> Self {
        Behavior { module: module.into(), ..Behavior::default() }
    }

    /// Code of the module.
    #[must_use]
    pub fn module(&self) -> &str {
        &self.module
    }

    /// Adds what a later crate does to records of the module.
    pub(crate) fn extend(&mut self, later: Behavior) {
        self.seeks.extend(later.seeks);
        self.derives.extend(later.derives);
        self.checks.extend(later.checks);
        self.guards.extend(later.guards);
        self.preparations.extend(later.preparations);
        self.actions.extend(later.actions);
        self.proposals.extend(later.proposals);
        self.choosings.extend(later.choosings);
        self.reactions.extend(later.reactions);
        self.follows.extend(later.follows);
        self.needs.extend(later.needs);
        self.outputs.extend(later.outputs);
        self.made_by_job.extend(later.made_by_job);
        self.forms.extend(later.forms);
        self.seen_with.extend(later.seen_with);
        self.kept.extend(later.kept);
        self.retains.extend(later.retains);
        self.errands.extend(later.errands);
        self.reader = later.reader.or(self.reader);
        self.public = later.public.or(self.public);
        self.trial = later.trial.or(self.trial);
        self.sketch = later.sketch.or(self.sketch);
    }

    /// Adds what looks for records before the rules run, also while somebody is still typing.
    #[must_use]
    pub fn seek(mut self, seek: Seek) -> Self {
        self.seeks.push(seek);
        self
    }

    /// Adds a rule that sets fields.
    #[must_use]
    pub fn derive(mut self, rule: Derive) -> Self {
        self.derives.push(rule);
        self
    }

    /// Adds an invariant; it is verified on stored records too.
    #[must_use]
    pub fn check(mut self, rule: Check) -> Self {
        self.checks.push(rule);
        self
    }

    /// Adds a rule about transitions.
    #[must_use]
    pub fn guard(mut self, rule: Guard) -> Self {
        self.guards.push(rule);
        self
    }

    /// Adds an action that the definition names.
    #[must_use]
    pub fn action(mut self, name: &str, action: ActionFn) -> Self {
        self.actions.push((name.into(), action));
        self
    }

    /// Adds what a later crate does ahead of an action of the module, such as filling what the
    /// action writes down.
    #[must_use]
    pub fn prepare(mut self, name: &str, preparation: ActionFn) -> Self {
        self.preparations.push((name.into(), preparation));
        self
    }

    /// Adds what an action proposes to the person whom it asks.
    #[must_use]
    pub fn proposal(mut self, name: &str, proposal: Proposal) -> Self {
        self.proposals.push((name.into(), proposal));
        self
    }

    /// Says that a question of an action is answered by choosing among lines of the record.
    #[must_use]
    pub fn choice(
        mut self,
        (action, ask): (&'static str, &'static str),
        offered: Offered,
        take: Take,
    ) -> Self {
        self.choosings.push(Choosing { action, ask, offered, take });
        self
    }

    /// What an action asks that is answered by choosing among lines.
    pub(crate) fn choosing(&self, action: &str) -> impl Iterator<Item = &Choosing> {
        self.choosings.iter().filter(move |one| one.action == action)
    }

    /// Adds a reaction to events of any module.
    #[must_use]
    pub fn reaction(mut self, reaction: Reaction) -> Self {
        self.reactions.push(reaction);
        self
    }

    /// Adds what follows in other records from what became of one of the module: made, changed,
    /// gone to the bin or back, also when that is taken back.
    #[must_use]
    pub fn follow(mut self, rule: Follow) -> Self {
        self.follows.push(rule);
        self
    }

    /// Adds what records give out under a name, such as `document.pdf`; its label key is
    /// `output.NAME` with `_` in the place of the point.
    #[must_use]
    pub fn output(mut self, name: &'static str, make: Make) -> Self {
        self.outputs.push((name, make));
        self
    }

    /// Says that making an output takes long: where a person asks for it, a job does it, and says
    /// by `note_progress` how far it is.
    #[must_use]
    pub fn made_by_job(mut self, output: &'static str) -> Self {
        self.made_by_job.push(output);
        self
    }

    /// Adds another form of what records give out, such as `syntax=ubl` of `document.xml`.
    #[must_use]
    pub fn form(mut self, form: Form, make: Make) -> Self {
        self.forms.push((form, make));
        self
    }

    /// Says that an output is for those only who may see a field of a module.
    #[must_use]
    pub fn seen_with(
        mut self,
        output: &'static str,
        (module, field): (&'static str, &'static str),
    ) -> Self {
        self.seen_with.push((output, module, field));
        self
    }

    /// Opens records to whoever holds their link.
    #[must_use]
    pub fn public(mut self, page: PublicPage) -> Self {
        self.public = Some(page);
        self
    }

    /// Says that an output is made once and then kept as it is.
    #[must_use]
    pub fn kept(mut self, keeping: Keeping) -> Self {
        self.kept.push(keeping);
        self
    }

    /// Adds until when a record in the bin must not go for good.
    #[must_use]
    pub fn retain(mut self, rule: Retain) -> Self {
        self.retains.push(rule);
        self
    }

    /// Adds what the module does as a whole; its label key is `MODULE.errand.NAME`.
    #[must_use]
    pub fn errand(mut self, name: &'static str, turn: Turn, run: Run) -> Self {
        self.errands.push(Errand { name, turn, run });
        self
    }

    /// Says that records are made of files whose names end so: `read` reads one, `place` finds what
    /// the record is to point to. The word for it is `MODULE.file.read`.
    #[must_use]
    pub fn reader(
        mut self,
        endings: &'static [&'static str],
        read: ReadFile,
        place: PlaceFile,
    ) -> Self {
        self.reader = Some(FileReader { endings, read, place });
        self
    }

    /// Says what is tried out before a record is saved: it takes too long for a transaction.
    #[must_use]
    pub fn trial(mut self, trial: Trial) -> Self {
        self.trial = Some(trial);
        self
    }

    /// Says what is drawn of a draft while somebody types it; what a later crate says holds.
    #[must_use]
    pub fn sketch(mut self, sketch: Sketch) -> Self {
        self.sketch = Some(sketch);
        self
    }

    /// Tells whether its rules need nothing of other records.
    pub(crate) fn stands_alone(&self) -> bool {
        self.needs.is_empty() && self.seeks.is_empty()
    }

    /// Declares values of linked records that rules read.
    #[must_use]
    pub fn needs(mut self, needs: Needs) -> Self {
        self.needs.extend_from_slice(needs);
        self
    }
}
