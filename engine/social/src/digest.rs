//! Who wants their messages by mail, how often, and what a digest holds.

use jiff::tz::TimeZone;
use kernel::{Error, Instant, PrincipalId, Result, Time};
use records::Cx;
use store::Tx;
use store::queries::digest::{self as stored, Digest};
use store::queries::letter;
use store::queries::message;
use uuid::Uuid;

use crate::message::{MessagePage, shown};

const HOUR: i64 = 3_600_000;
/// A commit that began before a digest was taken may end this much later.
const LATE: i64 = 5_000;
/// What is told later than this after it happened stands in the message centre only.
const OLD: i64 = 7 * 24 * HOUR;
/// Messages in one digest.
const PORTION: usize = 50;
/// Messages that are looked through at most for one that its reader may still see.
const MOST: usize = 3_200;

/// How often somebody wants their messages by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every hour.
    Hourly,
    /// Mondays to Fridays at seven in the morning.
    Morning,
}

impl Rhythm {
    /// All rhythms.
    pub const ALL: [Rhythm; 2] = [Rhythm::Hourly, Rhythm::Morning];

    /// The word as stored and posted.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Rhythm::Hourly => "hourly",
            Rhythm::Morning => "morning",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.word() == word)
    }

    /// When the next digest is due after an instant.
    #[must_use]
    pub fn next(self, after: Instant, zone: &TimeZone) -> Instant {
        match self {
            Rhythm::Hourly => after.plus_millis(HOUR),
            Rhythm::Morning => {
                let today = after.in_zone(zone).0;
                let mornings = (0..8).map(|days| today.plus_days(days));
                let mut working = mornings.filter(|day| day.weekday() < 6).map(|day| {
                    let seven = Time::from_seconds(7 * 3600);
                    Instant::from_local(day, seven, zone)
                });
                let next = working.find(|at| after < *at);
                next.expect("eight days hold more than one working morning")
            }
        }
    }
}

/// What one digest is about: who reads it, and messages after one instant up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Who.
    pub user: PrincipalId,
    /// After this.
    pub since: Instant,
    /// Up to this.
    pub until: Instant,
}

/// How often the reader wants their messages by mail; `None` is never.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn rhythm(cx: &Cx) -> Result<Option<Rhythm>> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let found = cx.store().read(move |reader| stored::of_person(reader, user)).await?;
    Ok(found.and_then(|digest| Rhythm::from_word(&digest.rhythm)))
}

/// Says how often the reader wants their messages by mail, from now on.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn set_rhythm(cx: &Cx, rhythm: Option<Rhythm>) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (now, zone) = (cx.now(), cx.locale.zone.clone());
    let set = move |tx: &mut Tx<'_>| {
        let before = stored::of_person(tx, user)?;
        match rhythm {
            None => stored::remove(tx, user),
            Some(rhythm) if before.as_ref().is_some_and(|d| d.rhythm == rhythm.word()) => Ok(()),
            Some(rhythm) => {
                let (word, due_at) = (rhythm.word().to_owned(), rhythm.next(now, &zone));
                let since = before.map_or(now, |digest| digest.since);
                stored::put(tx, &Digest { user, rhythm: word, since, due_at })
            }
        }
    };
    cx.store().write(set).await
}

/// Takes the next digest of a person at an instant; none when somebody else was faster, or when
/// nothing can be new yet.
///
/// # Errors
/// When the database fails.
pub fn take_digest(
    tx: &mut Tx<'_>,
    digest: &Digest,
    (now, zone): (Instant, &TimeZone),
) -> Result<Option<Stretch>> {
    let until = now.plus_millis(-LATE);
    let Some(rhythm) = Rhythm::from_word(&digest.rhythm) else { return Ok(None) };
    if until <= digest.since {
        return Ok(None);
    }
    let is_taken = stored::take(tx, digest, (until, rhythm.next(now, zone)))?;
    Ok(is_taken.then_some(Stretch { user: digest.user, since: digest.since, until }))
}

/// Messages of a digest that its reader has not read and may see; whether there are more of them.
///
/// # Errors
/// When the database fails.
pub async fn fresh(cx: &Cx, stretch: Stretch) -> Result<(MessagePage, bool)> {
    let Stretch { user, since, until } = stretch;
    let mut limit = PORTION;
    loop {
        let read = move |reader: &mut store::Reader<'_>, limit: usize| {
            let bounds = (since.plus_millis(-OLD), limit as i64);
            message::unread_between(reader, user, (since, until), bounds)
        };
        let all = cx.store().read(move |reader| read(reader, limit + 1)).await?;
        let more = limit < all.len();
        let (page, _) = shown(cx, user, move |reader| read(reader, limit)).await?;
        // What is out of reach does not keep what lies behind it from its reader.
        if !page.groups.is_empty() || !more || MOST <= limit {
            return Ok((page, more));
        }
        limit *= 4;
    }
}

/// Notes that a letter is about to be handed to the mail server; `false` when it was before, and
/// nobody knows what became of it.
///
/// # Errors
/// When the database fails.
pub async fn begin_letter(cx: &Cx, id: Uuid) -> Result<bool> {
    let now = cx.now();
    cx.store().write(move |tx| letter::begin(tx, id, now)).await
}

/// Notes that a letter was not handed over, so that it may be tried again.
///
/// # Errors
/// When the database fails.
pub async fn take_letter_back(cx: &Cx, id: Uuid) -> Result<()> {
    cx.store().write(move |tx| letter::take_back(tx, id)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mornings_are_working_mornings_in_the_zone_of_the_house() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let at = |text: &str| Instant::parse_rfc3339(text).expect("a moment");
        for (after, next) in [
            ("2026-11-23T05:59:59Z", "2026-11-23T06:00:00Z"),
            ("2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z"),
            ("2026-11-27T09:00:00Z", "2026-11-30T06:00:00Z"),
            ("2026-11-28T05:00:00Z", "2026-11-30T06:00:00Z"),
            // Clocks change in the night to a Sunday.
            ("2026-03-27T12:00:00Z", "2026-03-30T05:00:00Z"),
        ] {
            assert_eq!(Rhythm::Morning.next(at(after), &zone), at(next), "after {after}");
        }
        let after = at("2026-11-23T05:59:59Z");
        assert_eq!(Rhythm::Hourly.next(after, &zone), after.plus_millis(HOUR));
    }
}
