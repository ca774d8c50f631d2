//! From a name and a password to a session, or to the question for the second factor.

use std::future::Future;
use std::sync::Arc;

use kernel::{Error, Result};
use records::Engine;
use store::queries::identity::{self, Identity};
use store::queries::log::{self, LogEntry};
use store::queries::{factor, user};
use uuid::Uuid;

use crate::guess::{Counters, too_many};
use crate::keeper;
use crate::password;
use crate::session::{self, SignedIn};
use crate::step;
use crate::trail;
use crate::user::{Profile, fold_login};
use crate::vouched::{self, Vouched};

/// Where somebody knocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// Network address.
    pub address: String,
    /// Browser as it names itself.
    pub device: String,
    /// What the browser is known by, if somebody signed in there before.
    pub browser: Option<String>,
}

/// How far somebody came with their password.
pub enum Entered {
    /// They are signed in.
    In(Box<SignedIn>),
    /// They are asked for their second factor; the secret goes into a cookie of this browser.
    Asked(String),
}

/// What is known about a name before the password is judged.
#[derive(Clone, Default)]
pub struct Known {
    user: Option<user::User>,
    identities: Vec<Identity>,
    is_barred: bool,
}

/// What came of a password.
pub enum Verdict {
    /// It is that of the name, kept here.
    Own,
    /// Another system gives its word.
    Vouched(Box<Vouched>),
    /// It does not fit.
    Wrong,
}

impl Known {
    /// Whether a password is the one that is kept here; takes as long when there is none.
    ///
    /// # Errors
    /// When it cannot be compared.
    pub async fn fits(&self, password: String) -> Result<bool> {
        let stored = self.user.as_ref().filter(|user| user.is_active && !self.is_barred);
        let hash = stored.and_then(|user| user.password_hash.clone());
        password::verify(password, hash).await
    }

    /// Whether there is somebody of this name.
    #[must_use]
    pub fn is_somebody(&self) -> bool {
        self.user.is_some()
    }

    /// Whether it is the name of an administrator, whose own password counts beside a directory.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.is_admin)
    }

    /// As whom a provider knows them.
    #[must_use]
    pub fn subject_at(&self, provider: Uuid) -> Option<&str> {
        let known = self.identities.iter().find(|known| known.provider == provider);
        known.map(|known| known.subject.as_str())
    }
}

/// Signs in with a password that is kept here; every failure looks alike and takes as long.
///
/// # Errors
/// As `sign_in_by`.
pub async fn sign_in(
    engine: &Arc<Engine>,
    login: &str,
    password: String,
    door: &Door,
) -> Result<Entered> {
    let judge = async |known: Known| {
        let fits = known.fits(password).await?;
        Ok(if fits { Verdict::Own } else { Verdict::Wrong })
    };
    sign_in_by(engine, login, door, judge).await
}

/// Signs in with a password that is judged by whoever knows it.
///
/// The wait grows with the failures of this name from this address, so that guessing is slow and
/// nobody can lock out anybody else (ASVS 6.3.1). Whoever has a second factor is asked for it
/// before there is any session.
///
/// # Errors
/// `Unauthenticated`; `TooMany` with the seconds to wait.
pub async fn sign_in_by<J, F>(
    engine: &Arc<Engine>,
    login: &str,
    door: &Door,
    judge: J,
) -> Result<Entered>
where
    J: FnOnce(Known) -> F,
    F: Future<Output = Result<Verdict>>,
{
    let login = fold_login(login).chars().take(80).collect::<String>();
    let begun = begin(engine, &login, door).await?;
    let verdict = judge(begun.known.clone()).await?;
    let told =
        Told { login: &login, door, is_asked: begun.has_factor, user: begun.known.user.clone() };
    let profile = match verdict {
        Verdict::Own => begun.known.user.as_ref().map(Profile::of),
        Verdict::Vouched(vouched) => return vouched_in(engine, begun, *vouched, &told).await,
        Verdict::Wrong => None,
    };
    end(engine, begun.counters, profile.as_ref(), &told).await?;
    let profile = profile.ok_or(Error::Unauthenticated)?;
    if begun.has_factor {
        return step::begin(engine, &profile).await.map(Entered::Asked);
    }
    let mut signed_in = session::begin(engine, &profile, door).await?;
    signed_in.browser = Some(begun.browser);
    Ok(Entered::In(Box::new(signed_in)))
}

/// Goes on with the word of another system; whom it does not mean here looks like a wrong one.
async fn vouched_in(
    engine: &Arc<Engine>,
    begun: Begun,
    vouched: Vouched,
    told: &Told<'_>,
) -> Result<Entered> {
    let entered = vouched::enter(engine, vouched, told.door).await?;
    let Ok(mut entered) = entered else {
        end(engine, begun.counters, None, told).await?;
        return Err(Error::Unauthenticated);
    };
    let (counters, now) = (begun.counters, engine.clock().now());
    engine.store().write(move |tx| counters.fitted(tx, now)).await?;
    if let Entered::In(signed_in) = &mut entered {
        signed_in.browser = Some(begun.browser);
    }
    Ok(entered)
}

/// A try that was counted.
struct Begun {
    known: Known,
    has_factor: bool,
    counters: Counters,
    browser: String,
}

/// Counts a try, or tells how long to wait before the next one.
async fn begin(engine: &Arc<Engine>, login: &str, door: &Door) -> Result<Begun> {
    let now = engine.clock().now();
    let (login, door) = (login.to_owned(), door.clone());
    let begun = engine.store().write(move |tx| {
        let (counters, browser) = Counters::of_password(tx, &login, &door)?;
        if let Err(wait) = counters.begin(tx, now)? {
            return Ok(Err(wait));
        }
        let user = user::by_login(tx, &login)?;
        let (mut has_factor, mut known) = (false, Known::default());
        if let Some(user) = user {
            has_factor = is_second_half(&factor::standing(tx, user.id)?);
            known.identities = identity::of_user(tx, user.id)?;
            known.is_barred = !keeper::may_use_password(tx, &user)?;
            known.user = Some(user);
        }
        Ok(Ok(Begun { known, has_factor, counters, browser }))
    });
    begun.await?.map_err(too_many)
}

/// Whether a password is only half of the sign-in.
pub(crate) fn is_second_half(standing: &factor::Standing) -> bool {
    standing.factor_since.is_some() || standing.n_passkeys > 0
}

struct Told<'a> {
    login: &'a str,
    door: &'a Door,
    is_asked: bool,
    user: Option<user::User>,
}

/// Writes down how a try ended; one that fits was none.
async fn end(
    engine: &Arc<Engine>,
    counters: Counters,
    profile: Option<&Profile>,
    told: &Told<'_>,
) -> Result<()> {
    let event = match (profile, told.is_asked) {
        (None, _) => "sign_in.refused",
        (Some(_), true) => "sign_in.asked",
        (Some(_), false) => "sign_in.done",
    };
    let entry = LogEntry {
        at: engine.clock().now(),
        event: event.into(),
        actor: profile.map(|profile| profile.id),
        detail: told.login.chars().filter(|c| !c.is_control()).collect(),
        address: told.door.address.clone(),
    };
    let fits = profile.is_some();
    let outcome = match (fits, told.is_asked) {
        (false, _) => "wrong",
        (true, true) => "asked",
        (true, false) => "done",
    };
    let (user, door) = (told.user.clone(), told.door.clone());
    let write = engine.store().write(move |tx| {
        let mut entry = entry.clone();
        trail::note(tx, ("password", outcome), (user.as_ref(), &entry.detail), (&door, entry.at))?;
        if user.is_none() {
            entry.detail = trail::masked(tx, &entry.detail)?;
        }
        log::add(tx, &entry)?;
        match fits {
            true => counters.fitted(tx, entry.at),
            false => counters.failed(tx, entry.at),
        }
    });
    write.await
}
