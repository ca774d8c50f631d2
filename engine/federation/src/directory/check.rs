//! Whoever a directory has no more is signed out.

use identity::Refusal;
use jobs::{Job, JobCx, Outcome, Running};
use kernel::Result;
use serde_json::json;
use store::queries::identity::{self as stored, Identity};

use super::{line, person, sign_in};
use crate::Federation;
use crate::provider::{self, Ldap, Provider};

/// Name of the job.
pub const CHECK_JOB: &str = "check_directories";

/// Asks every directory about the people it brought; whom it has no more loses sessions and tokens.
pub struct CheckDirectories {
    /// What it works with.
    pub house: Federation,
}

impl Job for CheckDirectories {
    fn name(&self) -> &'static str {
        CHECK_JOB
    }

    fn run<'a>(&'a self, _: &'a JobCx) -> Running<'a> {
        Box::pin(self.check())
    }
}

impl CheckDirectories {
    async fn check(&self) -> Result<Outcome> {
        let (mut n, mut gone) = (0, 0);
        for provider in sign_in::active(&self.house).await? {
            let id = provider.id;
            let all = self.house.engine.store().read(move |reader| stored::of_provider(reader, id));
            let all = all.await?;
            n += all.len();
            match vanished(&self.house, &provider, all).await {
                Ok(vanished) => gone += self.shut_out(vanished).await?,
                // Nobody loses anything because a directory does not answer.
                Err(refusal) => provider::say(&self.house.engine, &provider, (refusal, "")).await?,
            }
        }
        Ok(Outcome::Done(json!({"checked": n, "gone": gone})))
    }

    async fn shut_out(&self, vanished: Vec<Identity>) -> Result<usize> {
        let mut n = 0;
        for one in vanished {
            n += usize::from(identity::vanish(&self.house.engine, one.user).await?);
        }
        Ok(n)
    }
}

async fn vanished(
    house: &Federation,
    provider: &Provider,
    all: Vec<Identity>,
) -> Result<Vec<Identity>, Refusal> {
    let set: &Ldap = person::of(provider).ok_or("nonsense")?;
    let secret = provider.opened(&house.vault).ok_or("secret_lost")?;
    let mut line = line::open(&house.outbound, (set, &secret)).await?;
    let mut gone = Vec::new();
    for one in all {
        let is_there = match (person::known(set, &one.subject), one.subject.strip_prefix("dn:")) {
            // The base has to be there, or else nobody is believed to be gone.
            (Some(filter), _) => !person::find(&mut line, (set, &filter), 1).await?.0.is_empty(),
            (None, Some(dn)) => person::stands(&mut line, set, dn).await?,
            (None, None) => true,
        };
        if !is_there {
            gone.push(one);
        }
    }
    drop(line.unbind().await);
    Ok(gone)
}
