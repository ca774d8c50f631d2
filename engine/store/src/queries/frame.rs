//! What stands around every page of a person.

use access::Party;
use kernel::{Link, PrincipalId, Result};

use super::favourite::{self, KeptView};
use super::{message, plain};
use crate::conn::Reader;

/// What stands around every page of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Records they marked, with their places.
    pub marked: Vec<(Link, i64)>,
    /// Views they keep at hand.
    pub kept: Vec<KeptView>,
    /// Messages they have not read, up to a bound.
    pub unread: i64,
    /// A setting of the installation.
    pub setting: Option<String>,
}

/// Reads it at once, in questions that travel together; messages are counted up to `bound`.
///
/// # Errors
/// When the database fails.
pub fn read(
    reader: &mut Reader<'_>,
    user: PrincipalId,
    (parties, bound, setting): (&[Party], i64, &str),
) -> Result<Frame> {
    let questions = [
        favourite::marked_question(reader, user),
        favourite::kept_question(reader, user, parties),
        message::unread_question(reader, user, bound),
        plain::question(reader, ("settings", "value"), &[("key", setting.into())], ""),
    ];
    let mut answers = reader.query_all(&questions)?.into_iter();
    let mut answer = || answers.next().unwrap_or_default();
    let (marked, kept) = (favourite::marked_of(answer())?, favourite::kept_of(answer())?);
    let unread = answer().first_mut().map_or(Ok(0), |row| row.int())?;
    let setting = answer().first_mut().map(|row| row.text()).transpose()?;
    Ok(Frame { marked, kept, unread, setting })
}
