//! What the program consists of, in one list.

use std::sync::Arc;

use access::Via;
use anyhow::{Result, anyhow};
use bulk::{ActOnMany, UndoMany};
use catalog::Catalog;
use digests::SendDigest;
use federation::{CHECK_JOB, CheckDirectories, Federation};
use hooks::DeliverHook;
use jobs::{
    Calculate, ContextOf, EmptyBins, Job, KeepOutputs, Listener, PlanDigests, Remind, RunErrands,
    Schedule, SealHistory, Subscriber, Sweep,
};
use kernel::Language;
use letters::SendLink;
use mailing::SendEmail;
use moving::MoveIn;
use records::Offer;
use transfer::{DropExports, ExportRecords, ImportRecords, MakeOutput, UndoImport};
use twins::{FindAlike, MergeOn, UnmergeOn};

use crate::tenant::Tenant;

const DAY: i64 = 86_400_000;

/// What the crates of modules offer, in the order in which they build on each other.
pub fn offers() -> Vec<Offer> {
    vec![
        contacts::offer(),
        activity::offer(),
        goods::offer(),
        sales::offer(),
        stationery::offer(),
        billing::offer(),
        sepa::offer(),
        support::offer(),
        mailing::offer(),
    ]
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
const ENGINE_TEXTS: &[(Language, &str)] = texts![
    "bulk",
    "engine",
    "filter",
    "foreign",
    "groups",
    "formula",
    "view",
    "hooks",
    "house",
    "guest",
    "interface",
    "keeping",
    "mail",
    "merge",
    "moving",
    "own",
    "sign_in",
    "stages",
    "studio",
    "transfer",
    "ui",
    "ui_list",
    "ui_record",
    "web"
];

/// Kinds of jobs.
pub fn jobs(tenant: &Tenant, context: impl Fn(Via) -> ContextOf) -> Vec<Arc<dyn Job>> {
    let (files, post) = (&tenant.files, tenant.post.clone());
    let import = context(Via::Import);
    let secrets = (tenant.vault.clone(), tenant.outbound.clone());
    let house = Federation::new(tenant.engine.clone(), secrets, None);
    vec![
        Arc::new(Sweep),
        Arc::new(Remind),
        Arc::new(EmptyBins),
        Arc::new(RunErrands),
        Arc::new(Calculate),
        Arc::new(KeepOutputs),
        Arc::new(SealHistory),
        Arc::new(SendEmail { server: tenant.mail.clone(), context: context(Via::Job) }),
        Arc::new(PlanDigests),
        Arc::new(SendLink { post: post.clone() }),
        Arc::new(SendDigest { post }),
        Arc::new(CheckDirectories { house }),
        Arc::new(ImportRecords { files: files.clone(), context: import.clone() }),
        Arc::new(ExportRecords { files: files.clone(), context: import.clone() }),
        Arc::new(MakeOutput { files: files.clone(), context: import.clone() }),
        Arc::new(DropExports { files: files.clone() }),
        Arc::new(UndoImport { context: import }),
        Arc::new(ActOnMany { context: context(Via::Web) }),
        Arc::new(DeliverHook {
            outbound: tenant.outbound.clone(),
            vault: tenant.vault.clone(),
            context: context(Via::Job),
        }),
        Arc::new(UndoMany { context: context(Via::Web) }),
        Arc::new(MoveIn {
            files: files.clone(),
            vault: tenant.vault.clone(),
            outbound: tenant.outbound.clone(),
            context: context(Via::Import),
        }),
        Arc::new(FindAlike),
        Arc::new(MergeOn { context: context(Via::Web) }),
        Arc::new(UnmergeOn { context: context(Via::Web) }),
    ]
}

/// Who follows events.
pub fn subscribers() -> Vec<Subscriber> {
    vec![mailing::subscribe]
}

/// Who hears events and writes at once.
pub fn listeners() -> Vec<Listener> {
    vec![
        Listener { job: "tell_people", hear: social::tell },
        Listener { job: "tell_programs", hear: hooks::hear },
        Listener { job: "plan_outputs", hear: jobs::hear_of_outputs },
    ]
}

/// Jobs that come again.
pub fn schedules(has_post: bool) -> Vec<Schedule> {
    let mut all = vec![
        Schedule { job: "sweep", every: DAY / 24 },
        Schedule { job: "remind", every: DAY / 96 },
        Schedule { job: "empty_bins", every: DAY },
        Schedule { job: "run_errands", every: DAY },
        Schedule { job: "drop_exports", every: DAY / 24 },
        Schedule { job: "seal_history", every: DAY / 288 },
        // What a stopped program left owed is not forgotten.
        Schedule { job: "calculate", every: DAY / 96 },
        Schedule { job: CHECK_JOB, every: DAY / 24 },
    ];
    if has_post {
        all.push(Schedule { job: "plan_digests", every: DAY / 288 });
    }
    all
}
