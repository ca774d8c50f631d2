//! What the program consists of, in one list.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use catalog::Catalog;
use jobs::{Job, Listener, Remind, Schedule, Subscriber, Sweep};
use kernel::Language;
use records::Offer;
use social::Files;
use transfer::{ContextOf, ImportRecords, UndoImport};

const DAY: i64 = 86_400_000;

/// What the crates of modules offer, in the order in which they build on each other.
pub fn offers() -> Vec<Offer> {
    vec![contacts::offer(), activity::offer(), sales::offer()]
}

/// Definitions of all modules with all texts.
pub fn catalog(offers: &[Offer]) -> Result<Catalog> {
    let mut catalog = Offer::catalog(offers).map_err(|e| anyhow!(e))?;
    for (language, text) in ENGINE_TEXTS.iter().copied() {
        catalog.add_texts(language, "", text).map_err(|e| anyhow!("{e}: {text:.60}"))?;
    }
    Ok(catalog)
}

macro_rules! texts {
    ($($file:literal),* $(,)?) => {
        &[$(
            (Language::De, include_str!(concat!("../../locales/de/", $file, ".toml"))),
            (Language::En, include_str!(concat!("../../locales/en/", $file, ".toml"))),
        )*]
    };
}

/// Texts of the engine; those of modules come with them.
const ENGINE_TEXTS: &[(Language, &str)] =
    texts!["engine", "filter", "transfer", "ui", "ui_record", "web"];

/// Kinds of jobs.
pub fn jobs(files: &Files, context: &ContextOf) -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(Sweep),
        Arc::new(Remind),
        Arc::new(ImportRecords { files: files.clone(), context: context.clone() }),
        Arc::new(UndoImport { context: context.clone() }),
    ]
}

/// Who follows events.
pub fn subscribers() -> Vec<Subscriber> {
    Vec::new()
}

/// Who hears events and writes at once.
pub fn listeners() -> Vec<Listener> {
    vec![Listener { job: "tell_people", hear: social::tell }]
}

/// Jobs that come again.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule { job: "sweep", every: DAY / 24 }, Schedule { job: "remind", every: DAY / 96 }]
}
