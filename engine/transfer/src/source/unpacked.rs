//! How large a packed file is once unpacked, found by unpacking it: what it says of itself may lie.

use std::io::{Read, Seek};

use kernel::{Error, Result};
use zip::ZipArchive;

use super::limits::{self, exceeded};

/// The part that holds the texts which cells share.
const SHARED: &str = "sharedstrings.xml";
/// The part that every sheet of today has.
const WORKBOOK: &str = "workbook.xml";
/// The part that every OpenDocument file has.
const CONTENT: &str = "content.xml";

/// Refuses what is no sheet, and what unpacks to more than a sheet may.
///
/// # Errors
/// `Invalid` at `file`.
pub fn judge(source: impl Read + Seek) -> Result<()> {
    let broken = || Error::invalid("file", "sheet_broken");
    let mut packed = ZipArchive::new(source).map_err(|_| broken())?;
    if limits::PARTS < packed.len() {
        return Err(exceeded("file_unpacks", limits::UNPACKED >> 20));
    }
    let (mut sum, mut is_sheet) = (0, false);
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.to_ascii_lowercase();
        is_sheet |= name.ends_with(WORKBOOK) || name == CONTENT;
        let room = limits::UNPACKED - sum;
        let size = match name.ends_with(SHARED) {
            true => judge_shared(part, limits::SHARED.min(room)),
            false => std::io::copy(&mut part.take(room + 1), &mut std::io::sink()),
        };
        sum += size.map_err(|_| broken())?;
        if limits::UNPACKED < sum {
            return Err(exceeded("file_unpacks", limits::UNPACKED >> 20));
        }
    }
    if is_sheet { Ok(()) } else { Err(Error::invalid("file", "sheet_unknown")) }
}

/// Bytes of the shared texts; more than any when they claim to be more than their bytes can hold,
/// because a reader makes room for what is claimed.
fn judge_shared(part: impl Read, room: u64) -> std::io::Result<u64> {
    let mut content = Vec::new();
    part.take(room + 1).read_to_end(&mut content)?;
    let size = content.len() as u64;
    let is_honest = claims(&content).all(|claim| claim <= size);
    Ok(if is_honest && size <= room { size } else { limits::UNPACKED + 1 })
}

/// Every number of texts that is claimed.
fn claims(content: &[u8]) -> impl Iterator<Item = u64> {
    const NAME: &[u8] = b"uniqueCount";
    let places = content.windows(NAME.len()).enumerate().filter(|(_, word)| *word == NAME);
    places.map(|(at, _)| {
        let rest = content[at + NAME.len()..].iter();
        let digits = rest.skip_while(|byte| b" \t\r\n=\"'+".contains(byte));
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    })
}
