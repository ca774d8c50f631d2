//! The ordered states of a module, and the ways between them.

/// What a stage means for the work on a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StageKind {
    /// The work goes on.
    #[default]
    Open,
    /// It ended as it was meant to: won, done, paid.
    Done,
    /// It ended otherwise: lost, cancelled, dropped.
    Dropped,
}

impl StageKind {
    /// The word for it in definitions and metadata.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            StageKind::Open => "open",
            StageKind::Done => "done",
            StageKind::Dropped => "dropped",
        }
    }
}

/// One state of a pipeline; its label key is that of its value in the pick list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Code as stored.
    pub code: String,
    /// What it means.
    pub kind: StageKind,
    /// How likely the work ends as meant, in percent.
    pub probability: Option<u32>,
    /// Stages that may follow; empty means any.
    pub next: Vec<String>,
    /// Fields that must hold something when a record comes here.
    pub asks: Vec<String>,
    /// Values of the field that chooses the pipeline in which the stage exists; empty means all.
    pub within: Vec<String>,
    /// Days after which a record that is still here has been here for long.
    pub stale_after: Option<u32>,
    /// Records no longer come here; those that are here stay.
    pub retired: bool,
}

/// The ordered states of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pipeline {
    /// Name of the stage field.
    pub field: String,
    /// Name of the pick-list field that chooses among several pipelines.
    pub by: Option<String>,
    /// Name of the day on which a record came to its stage; the engine sets it.
    pub since: Option<String>,
    /// States in their order.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// Finds a stage.
    #[must_use]
    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// Tells what a code means; one that is no longer a stage counts as open.
    #[must_use]
    pub fn kind(&self, code: &str) -> StageKind {
        self.stage(code).map_or(StageKind::Open, |stage| stage.kind)
    }

    /// Stages that exist for a value of the field that chooses the pipeline, and the one in which
    /// a record is, though nothing else comes there any more.
    pub fn stages_within<'a>(
        &'a self,
        which: &'a str,
        now: &'a str,
    ) -> impl Iterator<Item = &'a Stage> {
        let is_there = move |stage: &&Stage| !stage.retired || stage.code == now;
        self.stages.iter().filter(move |stage| stage.is_within(which)).filter(is_there)
    }
}

impl Stage {
    /// Tells whether the stage exists in a pipeline; without a choice it does.
    #[must_use]
    pub fn is_within(&self, which: &str) -> bool {
        which.is_empty() || self.within.is_empty() || self.within.iter().any(|own| own == which)
    }

    /// Tells whether another stage may follow.
    #[must_use]
    pub fn leads_to(&self, code: &str) -> bool {
        self.next.is_empty() || self.next.iter().any(|next| next == code)
    }
}
